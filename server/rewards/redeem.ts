import type { Book, Holder } from '../ledger/ledger.ts'
import { findTransfers } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import {
  type CustomerId,
  type LocationId,
  newId,
  type PurchaseId,
  type RedemptionId,
  type RewardId,
  type TransferId,
  type VoucherId,
} from '../platform/ids.ts'
import type { Benefit } from './benefit.ts'
import type { Price } from './eligibility.ts'
import {
  type FoundReservation,
  type FoundReward,
  type FoundVoucher,
  type Redeemable,
  whyNotReward,
  whyNotVoucher,
} from './look-up.ts'

// The second wall speaks the words of the first.
constraintMeans('reward_stock_not_negative', 'reward.out_of_stock')
constraintMeans('voucher_uses_within_max', 'voucher.used_up')

/** Within which purchase, for whom, where and when something is redeemed. */
export interface Occasion {
  customerId: CustomerId | null
  locationId: LocationId | null
  purchaseId: PurchaseId | null
  now: Temporal.Instant
}

export interface TakenUp {
  redemptionId: RedemptionId | null
  voucherId: VoucherId | null
  /** What was paid for it now. */
  points: number
  stamps: { unit: string; count: number } | null
  transferIds: TransferId[]
  /** The same, with what each moved. */
  transfers: { id: TransferId; unit: string; amount: number }[]
}
type Paid = Pick<TakenUp, 'points' | 'stamps' | 'transferIds' | 'transfers'>

/** Redeems what `lookUp` found, whatever it is. The book holds the customer's accounts; the caller writes it. */
export async function takeUp(tx: Tx, book: Book, found: Redeemable, occasion: Occasion): Promise<TakenUp> {
  if (found.from === 'voucher') return spendVoucher(tx, found, occasion)
  if (found.from === 'reservation') return captureReservation(tx, book, found, occasion)
  return redeemReward(tx, book, found, occasion)
}

async function redeemReward(tx: Tx, book: Book, reward: FoundReward, occasion: Occasion): Promise<TakenUp> {
  const redemptionId = newId<'redemption'>()
  const paid = payPrice(book, 'debit', reward.price, redemptionId, occasion)
  await claimReward(tx, reward, { ...occasion, ...paid, redemptionId, expiresAt: null, code: null })
  return { redemptionId, voucherId: null, ...paid }
}

/** Takes the price from the customer's accounts, for good or on hold. Refuses with `points.too_few`. */
export function payPrice(
  book: Book,
  how: 'debit' | 'reserve',
  price: Price,
  redemptionId: RedemptionId,
  { customerId, purchaseId, now }: Occasion,
): Paid {
  const holder: Holder = { kind: 'customer', id: customerId! }
  const cause = { holder, to: 'redeemed', reason: 'redemption', at: now, purchaseId, redemptionId } as const
  const stamps = price.stamps && { unit: stampsUnit(book, holder, price.stamps), count: price.stamps.count }
  const amounts = [
    { unit: 'points', amount: price.points },
    { unit: stamps?.unit ?? '', amount: stamps?.count ?? 0 },
  ].filter(({ amount }) => amount > 0)
  const transfers = amounts.map((one) => ({ ...one, id: book[how]({ ...cause, ...one }) }))
  return { points: price.points, stamps, transferIds: transfers.map(({ id }) => id), transfers }
}

/** Which season's stamps pay: the card that is full enough and lapses first. */
export function stampsUnit(
  book: Book,
  { id }: Holder,
  { card, count }: { card: string; count: number },
): string {
  const cards = stampCards(book, id, card)
  const enough = cards.filter(({ balance }) => balance >= count)
  const lapse = (at: Temporal.Instant | null) => at?.epochMilliseconds ?? Number.POSITIVE_INFINITY
  const [first] = enough.sort((a, b) => lapse(a.nextDueAt) - lapse(b.nextDueAt) || (a.unit < b.unit ? -1 : 1))
  if (first) return first.unit
  throw new Refused('points.too_few', undefined, {
    params: { available: mostStamps(book, id, card), needed: count },
  })
}

/** The fullest of the seasons of a card. */
export function mostStamps(book: Book, customerId: string, card: string): number {
  return Math.max(0, ...stampCards(book, customerId, card).map(({ balance }) => balance))
}

function stampCards(book: Book, holderId: string, card: string) {
  return [...book.accounts.values()].filter(
    ({ holderId: id, unit }) =>
      id === holderId && (unit === `stamps:${card}` || unit.startsWith(`stamps:${card}:`)),
  )
}

// One statement decides and writes: the stock is counted down only while there is some, and the customer's own limit
// holds because her row is locked by the caller. A reward without a stock is not written at all, so it is no hot row.
const insertRedemption = statement<{ id: RedemptionId }>(
  'rewards.claim',
  `with fits as (
     select r.reward_id, r.stock from rewards r
      where r.business_id = $1 and r.reward_id = $3 and r.archived_at is null
        and (r.customer_limit is null or r.customer_limit > (
          select count(*) from redemptions d
           where d.business_id = $1 and d.customer_id = $4 and d.reward_id = $3
             and d.state in ('reserved', 'fulfilled')))),
   stocked as (
     update rewards r set stock = r.stock - 1 from fits
      where r.business_id = $1 and r.reward_id = $3 and r.stock > 0 and r.archived_at is null
      returning r.reward_id)
   insert into redemptions (business_id, redemption_id, reward_id, customer_id, state, benefit, points, stamps,
                            stamps_unit, transfer_ids, code_hash, code_sealed, purchase_id, location_id, made_at,
                            expires_at, closed_at)
   select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
          case when $5 <> 'reserved' then $15::timestamptz end
     from fits where fits.stock is null or exists (select from stocked)
   returning redemption_id as id`,
)

export interface Claim extends Occasion, Omit<Paid, 'transfers'> {
  redemptionId: RedemptionId
  /** With a time-out it is reserved; without one it is fulfilled at once. */
  expiresAt: Temporal.Instant | null
  code: { hash: Buffer; sealed: Buffer } | null
}

/**
 * Takes one of a reward from its stock and the customer's limit and records the redemption. The caller has locked the
 * customer. Refuses with the reason (`reward.out_of_stock`, `reward.limit_reached`, …) however many ask at once.
 */
export async function claimReward(
  tx: Tx,
  reward: { rewardId: RewardId; benefit: Benefit },
  claim: Claim,
): Promise<void> {
  const made = await tx.rows(insertRedemption, [
    tx.businessId,
    claim.redemptionId,
    reward.rewardId,
    claim.customerId,
    claim.expiresAt ? 'reserved' : 'fulfilled',
    JSON.stringify(reward.benefit),
    claim.points,
    claim.stamps?.count ?? 0,
    claim.stamps?.unit ?? null,
    claim.transferIds,
    claim.code?.hash ?? null,
    claim.code?.sealed ?? null,
    claim.purchaseId,
    claim.locationId,
    claim.now,
    claim.expiresAt,
  ])
  if (made.length === 0) throw await whyNotReward(tx, reward.rewardId, { ...claim, tierId: undefined })
}

// As with stock: uses are counted only where there is a limit, in the statement that decides.
const insertUse = statement<{ id: string }>(
  'rewards.use_voucher',
  `with fits as (
     select v.voucher_id, v.max_uses from vouchers v
      where v.business_id = $1 and v.voucher_id = $3 and v.voided_at is null
        and (v.customer_limit is null or v.customer_limit > (
          select count(*) from voucher_uses u
           where u.business_id = $1 and u.voucher_id = $3 and u.customer_id = $4 and u.rolled_back_at is null))),
   counted as (
     update vouchers v set uses = v.uses + 1 from fits
      where v.business_id = $1 and v.voucher_id = $3 and v.uses < v.max_uses and v.voided_at is null
      returning v.voucher_id)
   insert into voucher_uses (business_id, use_id, voucher_id, customer_id, purchase_id, location_id, at)
   select $1, $2, $3, $4, $5, $6, $7
     from fits where fits.max_uses is null or exists (select from counted)
   returning use_id as id`,
)

/**
 * Uses a voucher once. The caller has locked the customer, where there is one. Refuses with the reason
 * (`voucher.used_up`, `voucher.limit_reached`, `voucher.void`) however many ask at once.
 */
export async function spendVoucher(tx: Tx, voucher: FoundVoucher, occasion: Occasion): Promise<TakenUp> {
  const { customerId, purchaseId, locationId, now } = occasion
  const { voucherId, codeHash } = voucher
  const use = [tx.businessId, newId(), voucherId, customerId, purchaseId, locationId, now]
  const used = await tx.rows(insertUse, use)
  if (used.length === 0) throw await whyNotVoucher(tx, codeHash, { ...occasion, tierId: undefined })
  return { redemptionId: null, voucherId, points: 0, stamps: null, transferIds: [], transfers: [] }
}

const fulfilReserved = statement<{
  transferIds: TransferId[]
  points: number
  count: number
  unit: string | null
}>(
  'rewards.fulfil',
  `update redemptions set state = 'fulfilled', closed_at = $3, purchase_id = $4,
          location_id = coalesce($5, location_id)
    where business_id = $1 and redemption_id = $2 and state = 'reserved'
    returning transfer_ids as "transferIds", points, stamps as count, stamps_unit as unit`,
)

/** Fulfils a reservation: what was held is spent. Its customer is locked by the caller, and so is the reservation. */
export async function captureReservation(
  tx: Tx,
  book: Book,
  { redemptionId }: Pick<FoundReservation, 'redemptionId'>,
  { now, purchaseId, locationId }: Occasion,
): Promise<TakenUp> {
  const [held] = await tx.rows(fulfilReserved, [tx.businessId, redemptionId, now, purchaseId, locationId])
  if (!held) throw new Refused('redemption.fulfilled')
  const { transferIds, points, count, unit } = held
  const transfers = [...(await findTransfers(tx, transferIds)).values()]
  for (const transfer of transfers) book.capture(transfer)
  const stamps = unit ? { unit, count } : null
  return { redemptionId, voucherId: null, points, stamps, transferIds, transfers }
}
