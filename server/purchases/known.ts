import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId, PurchaseId } from '../platform/ids.ts'

/** What of other systems' receipts is in the books already: an import asks before it writes. */

const purchasesKnown = statement<{ externalId: string; id: PurchaseId }>(
  'purchases.known',
  `select external_id as "externalId", purchase_id as id from purchases
    where business_id = $1 and external_id = any($2)`,
)
const returnsKnown = statement<{ externalId: string }>(
  'returns.known',
  'select external_id as "externalId" from returns where business_id = $1 and external_id = any($2)',
)

/** The purchases that bear these external ids. */
export async function purchasesByExternalId(
  tx: Tx,
  externalIds: readonly string[],
): Promise<Map<string, PurchaseId>> {
  const rows = await tx.rows(purchasesKnown, [tx.businessId, externalIds])
  return new Map(rows.map(({ externalId, id }) => [externalId, id]))
}

/** Which of these external ids belong to a return. */
export async function returnsWithExternalId(tx: Tx, externalIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows(returnsKnown, [tx.businessId, externalIds])
  return new Set(rows.map(({ externalId }) => externalId))
}

/** A line of an earlier purchase, and how much of it could still come back. */
export interface ReturnableLine {
  purchaseId: PurchaseId
  line: number
  sku: string
  unitPriceMinor: number
  leftMilli: number
  occurredAt: Temporal.Instant
}

const returnable = statement<ReturnableLine>(
  'purchases.returnable',
  `select p.purchase_id as "purchaseId", l.line, l.sku, l.unit_price_minor as "unitPriceMinor",
          l.quantity_milli - coalesce(back.milli, 0) as "leftMilli", p.occurred_at as "occurredAt"
     from purchases p
     join purchase_lines l on l.business_id = p.business_id and l.purchase_id = p.purchase_id
     left join lateral (
       select sum(rl.quantity_milli)::bigint as milli
         from returns r join return_lines rl on rl.business_id = r.business_id and rl.return_id = r.return_id
        where r.business_id = p.business_id and r.purchase_id = p.purchase_id and rl.line = l.line
          and not coalesce(regexp_replace(r.external_id, '/[0-9]+$', '') = any($4), false)) back on true
    where p.business_id = $1 and p.customer_id = $2 and l.sku is not null and l.kind in ('goods', 'fee')
      and not coalesce(p.external_id = any($3), false)
    order by p.occurred_at, p.purchase_id, l.line`,
)

/**
 * The lines of a customer's other purchases that could still come back, as if the returns with these external ids
 * (and their further parts, `C1/2`) had not been: so that the same file, run again, finds what it found before.
 */
export async function returnableLines(
  tx: Tx,
  customerId: CustomerId,
  {
    exceptPurchases,
    exceptReturns,
  }: { exceptPurchases: readonly string[]; exceptReturns: readonly string[] },
): Promise<ReturnableLine[]> {
  return tx.rows(returnable, [tx.businessId, customerId, exceptPurchases, exceptReturns])
}
