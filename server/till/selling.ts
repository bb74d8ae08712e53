import type { Book } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { BoughtLine, Line } from '../purchases/purchases.ts'
import { issueGiftCard } from '../rewards/rewards.ts'
import type { RingUpRequest } from './request.ts'
import type { Ringing } from './ringUp.ts'
import type { Scene } from './scene.ts'

const readPlace = statement<{ location: boolean; staff: boolean }>(
  'till.place',
  `select exists (select from locations where business_id = $1 and location_id = $2) as location,
          exists (select from staff where business_id = $1 and staff_id = $3) as staff`,
)

/** A quote refuses what the database would refuse of the purchase: a place or a person that isn't of this business. */
export async function requirePlace(tx: Tx, { locationId, staffId }: RingUpRequest): Promise<void> {
  if (!locationId && !staffId) return
  const [place] = await tx.rows(readPlace, [tx.businessId, locationId ?? null, staffId ?? null])
  if (locationId && !place!.location) throw new Refused('not_found', undefined, { field: 'locationId' })
  if (staffId && !place!.staff) throw new Refused('not_found', undefined, { field: 'staffId' })
}

/** Lines that sell gift cards make them (one for each piece), and lines of store credit put it on the customer's account. */
export function sellCards(tx: Tx, ringing: Ringing, book: Book, scene: Scene | null): void {
  const { lines, by, currency, id, sold, codes } = ringing
  for (const line of lines) {
    const bought: BoughtLine = { ...line, giftCardId: null, returnedMilli: 0, returnedMinor: 0 }
    sold.push(bought)
    if (line.kind === 'store_credit' && line.grossMinor > 0) {
      if (!scene) throw new Refused('purchase.needs_customer', undefined, { field: 'customer' })
      book.credit({
        holder: scene.holder,
        unit: `money:${currency}`,
        amount: line.grossMinor,
        from: 'issued',
        reason: 'sale',
        at: by.now,
        purchaseId: id,
      })
    }
    if (line.kind !== 'gift_card') continue
    if (line.quantityMilli !== 1000 || line.grossMinor === 0) {
      throw new Refused('request.invalid', 'a gift card is sold one on a line, for more than nothing', {
        field: `lines[${line.line}].quantity`,
      })
    }
    if (by.dryRun) continue
    const card = issueGiftCard(tx, book, {
      currency,
      amountMinor: line.grossMinor,
      now: by.now,
      purchaseId: id,
      line: line.line,
    })
    bought.giftCardId = card.giftCardId
    codes.push({ line: line.line, sealed: card.sealed })
  }
}

/** Gift cards and credit bought are not spending yet: it comes when they pay. */
export function isSpending({ kind }: Pick<Line, 'kind'>): boolean {
  return kind === 'goods' || kind === 'fee'
}
