import { sql } from 'kysely'
import { businessOf } from '../businesses/businesses.ts'
import { type Book, openBook } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type {
  CustomerId,
  GiftCardId,
  LocationId,
  PurchaseId,
  RedemptionId,
  RewardId,
  TransferId,
} from '../platform/ids.ts'
import type { Benefit, LocalText } from './benefit.ts'
import { hashCode } from './codes.ts'
import { refuseCodeGuesser, unknownCode } from './look-up.ts'

// `no key update`: rows that only refer to a customer need not wait for her.
const lock = statement<{ id: CustomerId; mergedInto: CustomerId | null; erased: boolean }>(
  'rewards.lock_customers',
  `select customer_id as id, merged_into as "mergedInto", erased_at is not null as erased from customers
    where business_id = $1 and customer_id = any($2) order by customer_id for no key update`,
)

/** First of all locks: everything a customer has is changed by whoever holds her row. In the order of ids. */
export async function lockCustomers(tx: Tx, ids: readonly CustomerId[]): Promise<void> {
  const locked = await tx.rows(lock, [tx.businessId, ids])
  if (locked.length < new Set(ids).size) throw new Refused('not_found', undefined, { field: 'customer' })
}

/** Locks the customer an id stands for, who may have been merged into another just now. */
export async function lockLiving(tx: Tx, id: CustomerId): Promise<CustomerId> {
  const [customer] = await tx.rows(lock, [tx.businessId, [id]])
  if (!customer || customer.erased) throw new Refused('not_found', undefined, { field: 'customer' })
  return customer.mergedInto ? lockLiving(tx, customer.mergedInto) : customer.id
}

/** The accounts of the locked customers, with what was due settled. */
export async function openAccounts(
  tx: Tx,
  ids: readonly CustomerId[],
  now: Temporal.Instant,
  transfers: readonly TransferId[] = [],
): Promise<Book> {
  const { timeZone } = await businessOf(tx)
  const holders = ids.map((id) => ({ kind: 'customer' as const, id }))
  const book = await openBook(tx, { holders, timeZone, lots: true, transfers })
  book.settle(now)
  return book
}

export interface Held {
  redemptionId: RedemptionId
  customerId: CustomerId
  rewardId: RewardId
  state: 'reserved' | 'fulfilled' | 'cancelled' | 'expired'
  benefit: Benefit
  transferIds: TransferId[]
  purchaseId: PurchaseId | null
  giftCardId: GiftCardId | null
  expiresAt: Temporal.Instant | null
}

const columns = `redemption_id as "redemptionId", customer_id as "customerId", reward_id as "rewardId", state, benefit,
  transfer_ids as "transferIds", purchase_id as "purchaseId", gift_card_id as "giftCardId", expires_at as "expiresAt"`
export const selectHeld = statement<Held>(
  'rewards.held',
  `select ${columns} from redemptions where business_id = $1 and redemption_id = any($2)`,
)

/**
 * Locks the customer of a redemption and reads it. Whose it is stands in the row, so that it is read once before; a
 * merge in between is seen by the second reading, and the new customer is locked as well. Were that out of order with
 * another merge, the database would end one of the two and it would run again.
 */
export async function lockRedemption(tx: Tx, redemptionId: RedemptionId): Promise<Held> {
  for (let customerId: CustomerId | undefined; ; ) {
    const [held] = await tx.rows(selectHeld, [tx.businessId, [redemptionId]])
    if (!held) throw new Refused('not_found')
    if (held.customerId === customerId) return held
    customerId = held.customerId
    await lockCustomers(tx, [customerId])
  }
}

const idByCode = statement<{ redemptionId: RedemptionId }>(
  'rewards.redemption_by_code',
  'select redemption_id as "redemptionId" from redemptions where business_id = $1 and code_hash = $2',
)

/** Which redemption a code belongs to. A wrong one counts as a guess of whoever typed it. */
export async function redemptionIdOf(tx: Tx, code: string, guesser: string): Promise<RedemptionId> {
  await refuseCodeGuesser(tx, guesser)
  const [found] = await tx.rows(idByCode, [tx.businessId, hashCode(tx.businessId, code)])
  if (!found) throw unknownCode(tx, code, guesser)
  return found.redemptionId
}

export const selectDue = statement<Held>(
  'rewards.due',
  `select ${columns} from redemptions
    where business_id = $1 and state = 'reserved' and expires_at <= $2 order by expires_at limit $3`,
)

export interface RedemptionsWanted {
  ids?: RedemptionId[] | undefined
  customerId?: CustomerId | undefined
  rewardId?: RewardId | undefined
  state?: Held['state'] | undefined
  after?: RedemptionId | undefined
  limit: number
}

export interface Redemption extends Held {
  name: LocalText
  points: number
  stamps: number
  locationId: LocationId | null
  madeAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  sealed: Buffer | null
}

/** Redemptions, the newest first. */
export async function listRedemptions(tx: Tx, wanted: RedemptionsWanted): Promise<Redemption[]> {
  const where = [sql`d.business_id = ${tx.businessId}`]
  if (wanted.ids) where.push(sql`d.redemption_id = any(${wanted.ids}::uuid[])`)
  if (wanted.customerId) where.push(sql`d.customer_id = ${wanted.customerId}`)
  if (wanted.rewardId) where.push(sql`d.reward_id = ${wanted.rewardId}`)
  if (wanted.state) where.push(sql`d.state = ${wanted.state}`)
  if (wanted.after) where.push(sql`d.redemption_id < ${wanted.after}`)
  return tx.all(sql<Redemption>`
    select ${sql.raw(columns)}, points, stamps, location_id as "locationId", made_at as "madeAt",
           closed_at as "closedAt", code_sealed as sealed,
           (select r.name from rewards r where r.business_id = d.business_id and r.reward_id = d.reward_id) as name
      from redemptions d
     where ${sql.join(where, sql` and `)}
     order by d.redemption_id desc limit ${wanted.limit}`)
}
