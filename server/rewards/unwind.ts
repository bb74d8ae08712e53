import { statement, type Tx } from '../platform/database.ts'
import type { PurchaseId, RedemptionId, TransferId, VoucherId } from '../platform/ids.ts'

/** What a purchase had redeemed and no longer has. */
export interface Unwound {
  voucherIds: VoucherId[]
  redemptions: { redemptionId: RedemptionId; transferIds: TransferId[]; points: number; stamps: number }[]
}

const rollBackUses = statement<{ voucherId: VoucherId }>(
  'rewards.roll_back_uses',
  `with back as (
     update voucher_uses set rolled_back_at = $3
      where business_id = $1 and purchase_id = $2 and rolled_back_at is null
      returning voucher_id),
   counted as (
     update vouchers v set uses = v.uses - b.times
       from (select voucher_id, count(*) as times from back group by voucher_id) b
      where v.business_id = $1 and v.voucher_id = b.voucher_id and v.max_uses is not null)
   select distinct voucher_id as "voucherId" from back`,
)

const undoRedemptions = statement<Unwound['redemptions'][number]>(
  'rewards.undo_of_purchase',
  `with undone as (
     update redemptions set state = 'cancelled', closed_at = $3
      where business_id = $1 and purchase_id = $2 and state = 'fulfilled'
      returning redemption_id, reward_id, transfer_ids, points, stamps),
   restocked as (
     update rewards r set stock = r.stock + u.times
       from (select reward_id, count(*) as times from undone group by reward_id) u
      where r.business_id = $1 and r.reward_id = u.reward_id and r.stock is not null)
   select redemption_id as "redemptionId", transfer_ids as "transferIds", points, stamps from undone`,
)

/**
 * A purchase came back whole: vouchers used in it may be used again, rewards go back to the stock and no longer count
 * towards the customer's limit. What they had cost is the caller's to give back, by the transfers in the answer. Doing
 * it twice changes nothing. The caller has locked the customer; vouchers come before rewards, as everywhere.
 */
export async function unwindRedemption(
  tx: Tx,
  { purchaseId, now }: { purchaseId: PurchaseId; now: Temporal.Instant },
): Promise<Unwound> {
  const [vouchers, redemptions] = await Promise.all([
    tx.rows(rollBackUses, [tx.businessId, purchaseId, now]),
    tx.rows(undoRedemptions, [tx.businessId, purchaseId, now]),
  ])
  return { voucherIds: vouchers.map(({ voucherId }) => voucherId), redemptions }
}
