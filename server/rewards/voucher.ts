import { sql } from 'kysely'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import { type CustomerId, newId, type RewardId, type VoucherId } from '../platform/ids.ts'
import type { Benefit, LocalText } from './benefit.ts'
import { hashCode, makeCode, readCode } from './codes.ts'

// The second wall speaks the words of the first.
constraintMeans('voucher_code_once', 'code.taken', 'code')
constraintMeans('voucher_of_customer', 'not_found', 'customer')

export type VoucherSource = 'single' | 'bulk' | 'prize' | 'reward' | 'birthday' | 'joining' | 'gift'

export interface NewVoucher {
  benefit?: Benefit | undefined
  /** The benefit is copied from this reward: a promise once made doesn't change with the catalogue. */
  rewardId?: RewardId | null | undefined
  source: VoucherSource
  name?: LocalText | null | undefined
  customerId?: CustomerId | null | undefined
  /** Of a unique code 1 unless said otherwise; null (no limit) only for a shared one. */
  maxUses?: number | null | undefined
  customerLimit?: number | null | undefined
  locationIds?: string[] | null | undefined
  validFrom?: Temporal.Instant | null | undefined
  /** The first moment at which it is no longer valid. */
  validUntil?: Temporal.Instant | null | undefined
  note?: string | null | undefined
  /** A code of the owner's choice that many may know. */
  sharedCode?: string | undefined
  now: Temporal.Instant
}

export interface IssuedVoucher {
  voucherId: VoucherId
  code: string
  /** For an answer that is kept: `openCode` shows it again. */
  sealed: string
}

// The benefit comes from the reward; the given one, or a gift by the voucher's name, stands in where there is none.
// So a ring-up never fails for a prize whose reward a programme misspells.
const insertVouchers = statement<{ id: VoucherId }>(
  'rewards.insert_vouchers',
  `insert into vouchers (business_id, voucher_id, code_hash, code_sealed, shared, name, reward_id, benefit, max_uses,
                         customer_limit, customer_id, location_ids, valid_from, valid_until, source, batch_id, note,
                         created_at)
   select $1, v.id, v.hash, v.sealed, $5, coalesce($6, r.name), r.reward_id, coalesce(r.benefit, $8), $9, $10, $11, $12, $13,
          $14, $15, $16, $17, $18
     from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as v (id, hash, sealed)
     left join rewards r on r.business_id = $1 and r.reward_id = $7::uuid`,
)

/** Makes one voucher. Written with the commit; no round trip of its own. */
export function issueVoucher(tx: Tx, voucher: NewVoucher): IssuedVoucher {
  const voucherId = newId<'voucher'>()
  const { code, hash, sealed } = makeCode(tx.businessId, voucher.sharedCode)
  tx.write(insertVouchers, rowsOf(tx, voucher, null, [{ voucherId, hash, sealed }]))
  return { voucherId, code, sealed: sealed.toString('base64') }
}

/** Makes many alike, each with a code of its own. Their codes are read by the batch's id; `batchId` adds to one. */
export function issueVouchers(
  tx: Tx,
  voucher: NewVoucher,
  { count, batchId = newId() }: { count: number; batchId?: string | undefined },
): { batchId: string } {
  const made = Array.from({ length: count }, () => ({
    voucherId: newId<'voucher'>(),
    ...makeCode(tx.businessId),
  }))
  tx.write(insertVouchers, rowsOf(tx, voucher, batchId, made))
  return { batchId }
}

function rowsOf(
  tx: Tx,
  voucher: NewVoucher,
  batchId: string | null,
  made: { voucherId: VoucherId; hash: Buffer; sealed: Buffer }[],
): unknown[] {
  const shared = voucher.sharedCode !== undefined
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value))
  return [
    tx.businessId,
    made.map(({ voucherId }) => voucherId),
    made.map(({ hash }) => hash),
    made.map(({ sealed }) => sealed),
    shared,
    json(voucher.name),
    voucher.rewardId ?? null,
    json(voucher.benefit ?? { kind: 'gift', ...(voucher.name ? { text: voucher.name } : {}) }),
    voucher.maxUses === undefined ? (shared ? null : 1) : voucher.maxUses,
    voucher.customerLimit ?? null,
    voucher.customerId ?? null,
    voucher.locationIds ?? null,
    voucher.validFrom ?? null,
    voucher.validUntil ?? null,
    voucher.source,
    batchId,
    voucher.note ?? null,
    voucher.now,
  ]
}

const recall = statement<{ gone: boolean }>(
  'rewards.recall_voucher',
  `with done as (
     update vouchers set voided_at = coalesce(voided_at, $3), recalled_at = $3
      where business_id = $1 and voucher_id = $2 and uses = 0 and recalled_at is null
      returning voucher_id)
   select exists (select from done)
       or exists (select from vouchers where business_id = $1 and voucher_id = $2 and uses = 0 and voided_at is not null)
       as gone`,
)

/** Takes a unique voucher back; false when it has been used already. Twice is the same as once. */
export async function voidVoucher(
  tx: Tx,
  voucherId: VoucherId,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<boolean> {
  const [answer] = await tx.rows(recall, [tx.businessId, voucherId, now])
  return answer!.gone
}

const selectUsed = statement<{ id: VoucherId }>(
  'rewards.used_vouchers',
  'select voucher_id as id from vouchers where business_id = $1 and voucher_id = any($2) and uses > 0',
)

/** Which of some unique vouchers have been used. */
export async function usedVouchers(tx: Tx, ids: readonly VoucherId[]): Promise<Set<VoucherId>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.rows(selectUsed, [tx.businessId, ids])
  return new Set(rows.map(({ id }) => id))
}

const withdraw = statement<{ id: VoucherId }>(
  'rewards.withdraw_voucher',
  `update vouchers set voided_at = coalesce(voided_at, $3) where business_id = $1 and voucher_id = $2
    returning voucher_id as id`,
)

/** Stops a voucher for everybody, used or not: no further use. */
export async function withdrawVoucher(tx: Tx, voucherId: VoucherId, now: Temporal.Instant): Promise<void> {
  const [gone] = await tx.rows(withdraw, [tx.businessId, voucherId, now])
  if (!gone) throw new Refused('not_found')
}

export interface Voucher {
  voucherId: VoucherId
  sealed: Buffer
  shared: boolean
  name: LocalText | null
  rewardId: RewardId | null
  benefit: Benefit
  maxUses: number | null
  uses: number
  customerLimit: number | null
  customerId: CustomerId | null
  locationIds: string[] | null
  validFrom: Temporal.Instant | null
  validUntil: Temporal.Instant | null
  source: VoucherSource
  batchId: string | null
  note: string | null
  createdAt: Temporal.Instant
  voidedAt: Temporal.Instant | null
  recalledAt: Temporal.Instant | null
}

export const voucherStates = ['open', 'used', 'over', 'void'] as const
export type VoucherState = (typeof voucherStates)[number]

export interface VouchersWanted {
  ids?: VoucherId[] | undefined
  /** A code as it was typed. */
  code?: string | undefined
  customerId?: CustomerId | undefined
  batchId?: string | undefined
  rewardId?: RewardId | undefined
  shared?: boolean | undefined
  /** Made together with others. */
  batched?: boolean | undefined
  /** As it is at the moment `now`. */
  state?: VoucherState | undefined
  now?: Temporal.Instant | undefined
  after?: VoucherId | undefined
  limit: number
}

/** Vouchers, the newest first. */
export async function listVouchers(tx: Tx, wanted: VouchersWanted): Promise<Voucher[]> {
  const where = [sql`v.business_id = ${tx.businessId}`]
  if (wanted.ids) where.push(sql`v.voucher_id = any(${wanted.ids}::uuid[])`)
  if (wanted.code !== undefined) where.push(sql`v.code_hash = ${hashCode(tx.businessId, wanted.code)}`)
  if (wanted.customerId) where.push(sql`v.customer_id = ${wanted.customerId}`)
  if (wanted.batchId) where.push(sql`v.batch_id = ${wanted.batchId}`)
  if (wanted.rewardId) where.push(sql`v.reward_id = ${wanted.rewardId}`)
  if (wanted.shared !== undefined) where.push(wanted.shared ? sql`v.shared` : sql`not v.shared`)
  if (wanted.batched !== undefined) {
    where.push(wanted.batched ? sql`v.batch_id is not null` : sql`v.batch_id is null`)
  }
  if (wanted.state) where.push(inState(wanted.state, wanted.now ?? Temporal.Now.instant()))
  if (wanted.after) where.push(sql`v.voucher_id < ${wanted.after}`)
  return tx.all(sql<Voucher>`
    select v.voucher_id as "voucherId", v.code_sealed as sealed, v.shared, v.name, v.reward_id as "rewardId", v.benefit,
           v.max_uses as "maxUses", v.customer_limit as "customerLimit", v.customer_id as "customerId",
           v.location_ids as "locationIds", v.valid_from as "validFrom", v.valid_until as "validUntil", v.source,
           v.batch_id as "batchId", v.note, v.created_at as "createdAt", v.voided_at as "voidedAt",
           v.recalled_at as "recalledAt",
           case when v.max_uses is not null then v.uses
                else (select count(*)::int from voucher_uses u where u.business_id = v.business_id
                         and u.voucher_id = v.voucher_id and u.rolled_back_at is null) end as uses
      from vouchers v
     where ${sql.join(where, sql` and `)}
     order by v.voucher_id desc limit ${wanted.limit}`)
}

/** A shared code without a limit is never used up. */
function inState(state: VoucherState, now: Temporal.Instant) {
  const over = sql`coalesce(v.valid_until <= ${now.toString()}::timestamptz, false)`
  const used = sql`coalesce(v.uses >= v.max_uses, false)`
  switch (state) {
    case 'void':
      return sql`v.voided_at is not null`
    case 'used':
      return sql`v.voided_at is null and ${used}`
    case 'over':
      return sql`v.voided_at is null and not ${used} and ${over}`
    case 'open':
      return sql`v.voided_at is null and not ${used} and not ${over}`
  }
}

const sealedOfBatch = statement<{ sealed: Buffer }>(
  'rewards.codes_of_batch',
  'select code_sealed as sealed from vouchers where business_id = $1 and batch_id = $2 order by voucher_id',
)

/** The sealed codes of vouchers that were made together. */
export async function codesOfBatch(tx: Tx, batchId: string): Promise<Buffer[]> {
  const rows = await tx.rows(sealedOfBatch, [tx.businessId, batchId])
  return rows.map(({ sealed }) => sealed)
}

/** Whether a code of the owner's choice can be told apart when it is typed: letters and digits, at least four. */
export function isUsableSharedCode(code: string): boolean {
  return readCode(code).length >= 4
}
