import { statement, type Tx } from '../platform/database.ts'
import type { GiftCardId, PurchaseId, TransferId } from '../platform/ids.ts'

/** A movement on a gift card: signed, with what caused it. */
export interface GiftCardEntry {
  transferId: TransferId
  amountMinor: number
  state: 'posted' | 'pending' | 'voided'
  reason: string
  at: Temporal.Instant
  purchaseId: PurchaseId | null
  note: string | null
}

const readEntries = statement<GiftCardEntry>(
  'rewards.gift_card_statement',
  `with mine as (
     select account_id from accounts where business_id = $1 and holder_id = $2 and kind = 'gift_card'),
   moved as (
     select transfer_id, 1 as sign from transfers
      where business_id = $1 and credit_account in (select account_id from mine)
        and ($3::uuid is null or transfer_id < $3)
     union all
     select transfer_id, -1 from transfers
      where business_id = $1 and debit_account in (select account_id from mine)
        and ($3::uuid is null or transfer_id < $3)
     order by transfer_id desc limit $4)
   select t.transfer_id as "transferId", m.sign * t.amount as "amountMinor", t.state, t.reason, t.at,
          t.purchase_id as "purchaseId", t.note
     from moved m join transfers t on t.business_id = $1 and t.transfer_id = m.transfer_id
    order by t.transfer_id desc`,
)

/** Everything that moved on a gift card, the latest first. */
export async function giftCardStatement(
  tx: Tx,
  giftCardId: GiftCardId,
  { after, limit }: { after: TransferId | null; limit: number },
): Promise<GiftCardEntry[]> {
  return tx.rows(readEntries, [tx.businessId, giftCardId, after, limit])
}
