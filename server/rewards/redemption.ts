import { businessOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { type Book, findTransfers, writeBook } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import {
  type CustomerId,
  type GiftCardId,
  type LocationId,
  newId,
  type RedemptionId,
  type RewardId,
} from '../platform/ids.ts'
import { makeCode } from './codes.ts'
import { expiryOfCode, noToFulfil, refuse } from './eligibility.ts'
import { issueGiftCard } from './gift-card.ts'
import {
  type Held,
  lockCustomers,
  lockLiving,
  lockRedemption,
  openAccounts,
  selectDue,
  selectHeld,
} from './held.ts'
import { findReward } from './look-up.ts'
import { captureReservation, claimReward, payPrice } from './redeem.ts'

/** Redemption on its own: reserved with a code, then fulfilled, cancelled or let expire. */

/** The tier a customer stands in. Tiers belong to a room above, which hands this in when the program starts. */
export type TierOf = (tx: Tx, customerId: CustomerId) => Promise<string | null>

export interface Reserving {
  customerId: CustomerId
  rewardId: RewardId
  points?: number | undefined
  locationId: LocationId | null
  now: Temporal.Instant
  actor: Actor
  /** Asked after her row is locked. */
  tierOf: TierOf
}

/** Holds a reward and its price for a customer until the code's time is over. */
export async function reserveReward(tx: Tx, asked: Reserving): Promise<RedemptionId> {
  const { rewardId, locationId, now, actor } = asked
  const customerId = await lockLiving(tx, asked.customerId)
  const tierId = await asked.tierOf(tx, customerId)
  const { timeZone } = await businessOf(tx)
  const reward = await findReward(tx, rewardId, asked.points, { customerId, locationId, now, tierId })
  const book = await openAccounts(tx, [customerId], now)
  const redemptionId = newId<'redemption'>()
  const occasion = { customerId, locationId, purchaseId: null, now }
  const paid = payPrice(book, 'reserve', reward.price, redemptionId, occasion)
  const expiresAt = expiryOfCode(now, reward.validityDays, timeZone)
  const code = makeCode(tx.businessId)
  await claimReward(tx, reward, { ...occasion, ...paid, redemptionId, expiresAt, code })
  writeBook(tx, book)
  tellAbout(tx, 'redemption.reserved', { actor, customerId, redemptionId, now, facts: { rewardId, ...paid } })
  return redemptionId
}

export interface Closing {
  redemptionId: RedemptionId
  now: Temporal.Instant
  actor: Actor
}

/** Hands a reserved reward out; what was held is spent. Doing it twice is the same as once. */
export async function fulfilRedemption(
  tx: Tx,
  { redemptionId, now, actor, locationId }: Closing & { locationId: LocationId | null },
): Promise<void> {
  const held = await lockRedemption(tx, redemptionId)
  if (held.state === 'fulfilled') return
  refuse(noToFulfil(held, now))
  const { customerId } = held
  const book = await openAccounts(tx, [customerId], now)
  await captureReservation(tx, book, held, { customerId, locationId, purchaseId: null, now })
  const giftCardId = giveGiftCard(tx, book, held, now)
  writeBook(tx, book)
  tellAbout(tx, 'redemption.fulfilled', { actor, customerId, redemptionId, now, facts: { giftCardId } })
}

const setGiftCard = statement(
  'rewards.redemption_gift_card',
  'update redemptions set gift_card_id = $3 where business_id = $1 and redemption_id = $2',
)

function giveGiftCard(tx: Tx, book: Book, held: Held, now: Temporal.Instant): GiftCardId | null {
  const { benefit, customerId, redemptionId } = held
  if (benefit.kind !== 'gift_card') return null
  const { amountMinor, currency } = benefit
  const cause = { now, reason: 'gift', customerId, redemptionId } as const
  const { giftCardId } = issueGiftCard(tx, book, { ...cause, currency, amountMinor })
  tx.write(setGiftCard, [tx.businessId, redemptionId, giftCardId])
  return giftCardId
}

const closeMany = statement<{ id: RedemptionId }>(
  'rewards.close',
  `with closed as (
     update redemptions set state = $3, closed_at = $4
      where business_id = $1 and redemption_id = any($2) and state in ('reserved', 'fulfilled')
      returning redemption_id, reward_id),
   restocked as (
     update rewards r set stock = r.stock + c.times
       from (select reward_id, count(*) as times from closed group by reward_id) c
      where r.business_id = $1 and r.reward_id = c.reward_id and r.stock is not null)
   select redemption_id as id from closed`,
)

/**
 * Calls a reserved redemption off: the price goes back to the very lots it came from, the reward to the stock. One that
 * was handed out is only undone by somebody who may adjust points (`mayUndo`), and not one that a purchase used.
 */
export async function cancelRedemption(
  tx: Tx,
  { redemptionId, now, actor, mayUndo }: Closing & { mayUndo: boolean },
): Promise<void> {
  const held = await lockRedemption(tx, redemptionId)
  const { state, customerId } = held
  if (state === 'cancelled' || state === 'expired') return
  if (held.purchaseId) throw new Refused('redemption.in_purchase')
  if (state === 'fulfilled' && (!mayUndo || held.giftCardId)) throw new Refused('redemption.fulfilled')
  const book = await openAccounts(tx, [customerId], now, held.transferIds)
  await returnPrices(tx, book, [held], now)
  await tx.rows(closeMany, [tx.businessId, [redemptionId], 'cancelled', now])
  writeBook(tx, book)
  tellAbout(tx, 'redemption.cancelled', { actor, customerId, redemptionId, now, facts: { was: state } })
}

/** Gives back what redemptions cost: holds are released, what was spent is given back. */
async function returnPrices(
  tx: Tx,
  book: Book,
  helds: readonly Held[],
  now: Temporal.Instant,
): Promise<void> {
  const transfers = await findTransfers(
    tx,
    helds.flatMap(({ transferIds }) => transferIds),
  )
  for (const { redemptionId, transferIds } of helds) {
    for (const transfer of transferIds.map((id) => transfers.get(id)!)) {
      if (transfer.state === 'pending') book.release(transfer, now)
      else book.giveBack(transfer, transfer.amount, { reason: 'restore', at: now, redemptionId })
    }
  }
}

/** Lets reservations expire whose time is over; answers how many, so that the caller comes again while there are. */
export async function expireReservations(tx: Tx, now: Temporal.Instant, limit = 100): Promise<number> {
  const due = await tx.rows(selectDue, [tx.businessId, now, limit])
  if (due.length === 0) return 0
  const customerIds = [...new Set(due.map(({ customerId }) => customerId))]
  await lockCustomers(tx, customerIds)
  // Read again under the locks: a till may have fulfilled one meanwhile, or a merge have moved it to somebody else.
  const read = await tx.rows(selectHeld, [tx.businessId, due.map(({ redemptionId }) => redemptionId)])
  const still = read.filter(
    ({ state, customerId }) => state === 'reserved' && customerIds.includes(customerId),
  )
  const book = await openAccounts(
    tx,
    customerIds,
    now,
    still.flatMap(({ transferIds }) => transferIds),
  )
  await returnPrices(tx, book, still, now)
  await tx.rows(closeMany, [tx.businessId, still.map(({ redemptionId }) => redemptionId), 'expired', now])
  writeBook(tx, book)
  const actor: Actor = { kind: 'system', id: null }
  for (const { customerId, redemptionId } of still) {
    tellAbout(tx, 'redemption.expired', { actor, customerId, redemptionId, now, facts: {} })
  }
  return still.length
}

function tellAbout(
  tx: Tx,
  what: string,
  about: Omit<Closing, 'mayUndo'> & { customerId: CustomerId; facts: unknown },
): void {
  const { actor, customerId, redemptionId, now, facts } = about
  tell(tx, { what, actor, customerId, at: now, subject: { kind: 'redemption', id: redemptionId }, facts })
}
