import { type Database, inBusiness } from '../platform/database.ts'
import { showId, showMaybe } from '../platform/ids.ts'
import { decimalsOf } from '../platform/money.ts'
import { type Cell, csv } from '../platform/sheet.ts'
import { linesOf, type PurchaseFilter, pagePurchases } from '../purchases/purchases.ts'

const PAGE = 500

/** Purchases as CSV, one row for each line, the latest first; read page by page while it is sent. */
export function purchasesFile(
  database: Database,
  businessId: string,
  filter: PurchaseFilter,
): AsyncGenerator<Buffer> {
  return csv(rows(database, businessId, filter))
}

async function* rows(database: Database, businessId: string, filter: PurchaseFilter): AsyncGenerator<Cell[]> {
  yield [
    ...[
      'purchase',
      'day',
      'at',
      'customer',
      'location',
      'staff',
      'receipt',
      'line',
      'sku',
      'name',
      'quantity',
    ],
    ...['unit_price', 'line_total', 'returned_quantity', 'returned', 'purchase_total', 'currency'],
  ]
  for (let after: string | undefined, more = true; more; ) {
    const page = await inBusiness(database, businessId, async (tx) => {
      const { purchases, next } = await pagePurchases(tx, { filter, order: 'day', after, limit: PAGE })
      const lines = await linesOf(
        tx,
        purchases.map(({ id }) => id),
      )
      return {
        next,
        rows: purchases.map((purchase) => ({ purchase, lines: lines.get(purchase.id) ?? [] })),
      }
    })
    for (const { purchase, lines } of page.rows) {
      const { currency } = purchase
      const money = (minor: number) => minor / 10 ** decimalsOf(currency)
      for (const line of lines) {
        yield [
          ...[showId('purchase', purchase.id), purchase.shopDay, purchase.occurredAt.toString()],
          ...[showMaybe('customer', purchase.customerId), showMaybe('location', purchase.locationId)],
          ...[showMaybe('staff', purchase.staffId), purchase.externalId, line.line, line.sku, line.name],
          ...[line.quantityMilli / 1000, money(line.unitPriceMinor), money(line.totalMinor)],
          ...[line.returnedMilli / 1000, money(line.returnedMinor), money(purchase.totalMinor), currency],
        ]
      }
    }
    after = page.next ?? undefined
    more = after !== undefined
  }
}
