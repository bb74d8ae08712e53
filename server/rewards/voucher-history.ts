import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { CustomerId, LocationId, PurchaseId, VoucherId } from '../platform/ids.ts'
import type { Benefit, LocalText } from './benefit.ts'

/** What became of vouchers: their uses, those that were made together, and putting one back that was stopped. */

const putBack = statement<{ id: VoucherId }>(
  'rewards.restore_voucher',
  `update vouchers set voided_at = null where business_id = $1 and voucher_id = $2 and recalled_at is null
    returning voucher_id as id`,
)
const isThere = statement<{ id: VoucherId }>(
  'rewards.voucher_is_there',
  'select voucher_id as id from vouchers where business_id = $1 and voucher_id = $2',
)

/** Lets a stopped voucher be used again. One that went back with its purchase stays void: it was never earned. */
export async function restoreVoucher(tx: Tx, voucherId: VoucherId): Promise<void> {
  const [restored] = await tx.rows(putBack, [tx.businessId, voucherId])
  if (restored) return
  const [there] = await tx.rows(isThere, [tx.businessId, voucherId])
  throw new Refused(there ? 'voucher.void' : 'not_found')
}

export interface VoucherUse {
  useId: string
  at: Temporal.Instant
  customerId: CustomerId | null
  purchaseId: PurchaseId | null
  locationId: LocationId | null
  rolledBackAt: Temporal.Instant | null
}

const readUses = statement<VoucherUse>(
  'rewards.uses_of_voucher',
  `select use_id as "useId", at, customer_id as "customerId", purchase_id as "purchaseId",
          location_id as "locationId", rolled_back_at as "rolledBackAt"
     from voucher_uses
    where business_id = $1 and voucher_id = $2 and ($3::uuid is null or use_id < $3)
    order by use_id desc limit $4`,
)

/** Who used a voucher, when and where, the latest first. */
export async function usesOfVoucher(
  tx: Tx,
  voucherId: VoucherId,
  { after, limit }: { after: string | null; limit: number },
): Promise<VoucherUse[]> {
  return tx.rows(readUses, [tx.businessId, voucherId, after, limit])
}

export interface Batch {
  batchId: string
  name: LocalText | null
  benefit: Benefit
  locationIds: LocationId[] | null
  note: string | null
  made: number
  used: number
  voided: number
  createdAt: Temporal.Instant
  validUntil: Temporal.Instant | null
}

// The newest voucher of a batch stands for it: ids sort by time, and a batch may have been made in several goes.
const readBatches = statement<Batch>(
  'rewards.batches',
  `with latest as (
     select batch_id, max(voucher_id::text)::uuid as voucher_id from vouchers
      where business_id = $1 and batch_id is not null and ($2::uuid is null or batch_id < $2)
      group by batch_id order by batch_id desc limit $3)
   select l.batch_id as "batchId", v.name, v.benefit, v.location_ids as "locationIds", v.note, v.created_at as "createdAt", v.valid_until as "validUntil",
          c.made, c.used, c.voided
     from latest l
     join vouchers v on v.business_id = $1 and v.voucher_id = l.voucher_id
     cross join lateral (
       select count(*)::int as made, count(*) filter (where b.uses > 0)::int as used,
              count(*) filter (where b.voided_at is not null and b.uses = 0)::int as voided
         from vouchers b where b.business_id = $1 and b.batch_id = l.batch_id) c
    order by l.batch_id desc`,
)

/** Vouchers that were made together, the newest first. */
export async function listBatches(
  tx: Tx,
  { after, limit }: { after: string | null; limit: number },
): Promise<Batch[]> {
  return tx.rows(readBatches, [tx.businessId, after, limit])
}

const voidUnused = statement<{ count: number }>(
  'rewards.void_batch',
  `with gone as (
     update vouchers set voided_at = $3
      where business_id = $1 and batch_id = $2 and uses = 0 and voided_at is null returning voucher_id)
   select count(*)::int as count from gone`,
)
const restoreVoided = statement<{ count: number }>(
  'rewards.restore_batch',
  `with back as (
     update vouchers set voided_at = null
      where business_id = $1 and batch_id = $2 and uses = 0 and voided_at is not null and recalled_at is null
      returning voucher_id)
   select count(*)::int as count from back`,
)

/** Stops all unused vouchers of a batch, or lets them be used again. Answers how many. */
export async function stopBatch(
  tx: Tx,
  batchId: string,
  { stop, now }: { stop: boolean; now: Temporal.Instant },
): Promise<number> {
  const asked = stop
    ? tx.rows(voidUnused, [tx.businessId, batchId, now])
    : tx.rows(restoreVoided, [tx.businessId, batchId])
  const [answer] = await asked
  return answer!.count
}
