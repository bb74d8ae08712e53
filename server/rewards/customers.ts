import { customerParts } from '../customers/customers.ts'
import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { listGiftCards } from './gift-card.ts'
import { listRedemptions } from './held.ts'
import { listVouchers } from './voucher.ts'

/** What this room does when a customer is merged, erased or asks for her data. */

const merging = [
  'update gift_cards set customer_id = $3 where business_id = $1 and customer_id = $2',
  'update vouchers set customer_id = $3 where business_id = $1 and customer_id = $2',
  'update voucher_uses set customer_id = $3 where business_id = $1 and customer_id = $2',
  'update redemptions set customer_id = $3 where business_id = $1 and customer_id = $2',
].map((text, index) => statement(`rewards.merge_${index}`, text))

/** Gives one customer's redemptions, vouchers and gift cards to another. Both are locked by the caller. */
export function mergeRewards(tx: Tx, { from, into }: { from: CustomerId; into: CustomerId }): void {
  for (const one of merging) tx.write(one, [tx.businessId, from, into])
}

// Free text may tell of the person; what was redeemed stays, as the books need it.
const erasing = [
  'update gift_cards set note = null where business_id = $1 and customer_id = $2',
  'update vouchers set note = null where business_id = $1 and customer_id = $2',
].map((text, index) => statement(`rewards.erase_${index}`, text))

const EXPORTED_AT_MOST = 100_000

async function exportRewards(tx: Tx, customerId: CustomerId): Promise<unknown> {
  const hers = { customerId, limit: EXPORTED_AT_MOST }
  const [redemptions, vouchers, giftCards] = await Promise.all([
    listRedemptions(tx, hers),
    listVouchers(tx, hers),
    listGiftCards(tx, hers),
  ])
  return {
    redemptions: redemptions.map(({ sealed: _, ...one }) => one),
    vouchers: vouchers.map(({ sealed: _, ...one }) => one),
    giftCards,
  }
}

/** Hangs this room into the customers' room; merging is called by the till, which moves the ledger as well. */
export function joinCustomers(): void {
  if (joined) return
  joined = true
  customerParts.erased.push(async (tx, { customerId }) => {
    for (const one of erasing) tx.write(one, [tx.businessId, customerId])
  })
  customerParts.exported.push({ name: 'rewards', read: exportRewards })
}
let joined = false
