import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { countMiss, type Pace, refuseGuesser } from '../platform/guesses.ts'
import type {
  CustomerId,
  GiftCardId,
  LocationId,
  RedemptionId,
  RewardId,
  VoucherId,
} from '../platform/ids.ts'
import type { RefusalCode } from '../platform/refusals.ts'
import type { Benefit, LocalText } from './benefit.ts'
import { hashCode, isMistyped, readCode } from './codes.ts'
import {
  type Circumstances,
  type GiftCardTerms,
  type No,
  noToGiftCard,
  noToReservation,
  noToReward,
  noToVoucher,
  type Price,
  type PriceTerms,
  priceOf,
  type ReservationTerms,
  type RewardTerms,
  refuse,
  type VoucherTerms,
} from './eligibility.ts'

/** What somebody wants to redeem. `points`: how many, where the reward leaves the choice to the customer. */
export interface Asked {
  rewardId?: RewardId | undefined
  points?: number | undefined
  /** The code of a voucher, or of a reward that was reserved. */
  voucherCode?: string | undefined
  giftCardCode?: string | undefined
}

export interface Asker extends Circumstances {
  customerId: CustomerId | null
  locationId: LocationId | null
  /** Who typed the code, as the throttle counts: the kind and id of the caller. */
  guesser: string
  /** true where it will be spent in this transaction. */
  lock: boolean
}

export interface FoundReward extends RewardRow {
  from: 'reward'
  price: Price
}

export interface FoundVoucher extends VoucherRow {
  from: 'voucher'
}

export interface FoundReservation extends ReservationRow {
  from: 'reservation'
}

/** Something with a benefit that may be redeemed now. */
export type Redeemable = FoundReward | FoundVoucher | FoundReservation

export interface FoundGiftCard extends GiftCardTerms {
  giftCardId: GiftCardId
  currency: string
  customerId: CustomerId | null
}

export interface Found {
  redeemables: Redeemable[]
  giftCard: FoundGiftCard | null
}

interface RewardRow extends RewardTerms, PriceTerms {
  rewardId: RewardId
  name: LocalText
  validityDays: number | null
}

interface VoucherRow extends VoucherTerms {
  voucherId: VoucherId
  rewardId: RewardId | null
  codeHash: Buffer
  name: LocalText | null
  benefit: Benefit
}

interface ReservationRow extends ReservationTerms {
  redemptionId: RedemptionId
  rewardId: RewardId
  name: LocalText
  benefit: Benefit
}

const selectReward = statement<RewardRow>(
  'rewards.look_up_reward',
  `select r.reward_id as "rewardId", r.name, r.benefit, r.points, r.points_max as "pointsMax",
          r.points_step as "pointsStep", r.stamp_card as "stampCard", r.stamps, r.tiers, r.stock,
          r.customer_limit as "customerLimit", r.location_ids as "locationIds", r.valid_from as "validFrom",
          r.valid_until as "validUntil", r.validity_days as "validityDays", r.archived_at as "archivedAt",
          (select count(*)::int from redemptions d
            where d.business_id = $1 and d.customer_id = $3 and d.reward_id = r.reward_id
              and d.state in ('reserved', 'fulfilled')) as taken
     from rewards r
    where r.business_id = $1 and r.reward_id = $2`,
)

const selectVoucher = statement<VoucherRow>(
  'rewards.look_up_voucher',
  `select v.voucher_id as "voucherId", v.reward_id as "rewardId", v.code_hash as "codeHash", v.name, v.benefit, v.max_uses as "maxUses", v.uses,
          v.customer_limit as "customerLimit", v.customer_id as "customerId", v.location_ids as "locationIds",
          v.valid_from as "validFrom", v.valid_until as "validUntil", v.voided_at as "voidedAt",
          (select count(*)::int from voucher_uses u
            where u.business_id = $1 and u.voucher_id = v.voucher_id and u.customer_id = $3
              and u.rolled_back_at is null) as taken
     from vouchers v
    where v.business_id = $1 and v.code_hash = $2`,
)

const selectReservation = statement<ReservationRow>(
  'rewards.look_up_reservation',
  `select d.redemption_id as "redemptionId", d.reward_id as "rewardId", r.name, d.benefit, d.state,
          d.customer_id as "customerId", d.expires_at as "expiresAt"
     from redemptions d join rewards r on r.business_id = d.business_id and r.reward_id = d.reward_id
    where d.business_id = $1 and d.code_hash = $2`,
)

const giftCardColumns = `gift_card_id as "giftCardId", currency, customer_id as "customerId",
  blocked_at as "blockedAt", valid_until as "validUntil"`
const selectGiftCard = statement<FoundGiftCard>(
  'rewards.look_up_gift_card',
  `select ${giftCardColumns} from gift_cards where business_id = $1 and code_hash = $2`,
)
// Every writer of a gift card's account holds this lock: two tills on one card come one after the other.
const lockedGiftCard = statement<FoundGiftCard>(
  'rewards.lock_gift_card',
  `select ${giftCardColumns} from gift_cards where business_id = $1 and code_hash = $2 for update`,
)

/**
 * Finds what is asked for and refuses with the reason when it can't be redeemed by this customer, here and now.
 * One round trip. A quote asks with `lock: false` and gets the same answer.
 *
 * Locks, everywhere in this room, in one order: customers by id, gift cards, vouchers, rewards. The caller holds the
 * customer's row already, so that her own limits, counted here, can't be passed by a second till. A gift card is locked
 * here. Shared vouchers and stock, which many customers want at once, are not: the guarded statements of `claimReward`
 * and `spendVoucher` decide about them, and hold their rows only until the commit that follows.
 */
export async function lookUp(tx: Tx, asked: Asked, asker: Asker): Promise<Found> {
  if (asked.voucherCode !== undefined || asked.giftCardCode !== undefined) {
    await refuseCodeGuesser(tx, asker.guesser)
  }
  const [giftCard, byCode, reward] = await Promise.all([
    asked.giftCardCode === undefined ? null : findGiftCard(tx, asked.giftCardCode, asker),
    asked.voucherCode === undefined ? null : findByCode(tx, asked.voucherCode, asker),
    asked.rewardId === undefined ? null : findReward(tx, asked.rewardId, asked.points, asker),
  ])
  return { redeemables: [byCode, reward].filter((one) => one !== null), giftCard }
}

export async function findReward(
  tx: Tx,
  rewardId: RewardId,
  points: number | undefined,
  asker: Circumstances,
): Promise<FoundReward> {
  const [reward] = await tx.rows(selectReward, [tx.businessId, rewardId, asker.customerId])
  if (!reward) throw new Refused('not_found', undefined, { field: 'rewardId' })
  if (asker.customerId === null) throw new Refused('purchase.needs_customer')
  refuse(noToReward(reward, asker))
  const price = priceOf(reward, points)
  return { ...reward, from: 'reward', price, benefit: price.benefit }
}

/** A voucher by its code alone, as outside a purchase. */
export async function findVoucher(tx: Tx, typed: string, asker: Asker): Promise<FoundVoucher> {
  await refuseCodeGuesser(tx, asker.guesser)
  const [voucher] = await tx.rows(selectVoucher, [
    tx.businessId,
    hashCode(tx.businessId, typed),
    asker.customerId,
  ])
  if (!voucher) throw unknownCode(tx, typed, asker.guesser)
  refuse(noToVoucher(voucher, asker))
  return { ...voucher, from: 'voucher' }
}

async function findByCode(tx: Tx, typed: string, asker: Asker): Promise<Redeemable> {
  const hash = hashCode(tx.businessId, typed)
  const [vouchers, reservations] = await Promise.all([
    tx.rows(selectVoucher, [tx.businessId, hash, asker.customerId]),
    tx.rows(selectReservation, [tx.businessId, hash]),
  ])
  if (vouchers[0]) {
    refuse(noToVoucher(vouchers[0], asker))
    return { ...vouchers[0], from: 'voucher' }
  }
  if (!reservations[0]) throw unknownCode(tx, typed, asker.guesser)
  refuse(noToReservation(reservations[0], asker))
  return { ...reservations[0], from: 'reservation' }
}

async function findGiftCard(tx: Tx, typed: string, asker: Asker): Promise<FoundGiftCard> {
  const hash = hashCode(tx.businessId, typed)
  const [card] = await tx.rows(asker.lock ? lockedGiftCard : selectGiftCard, [tx.businessId, hash])
  if (!card) throw unknownCode(tx, typed, asker.guesser)
  refuse(noToGiftCard(card, asker.now))
  return card
}

/**
 * Only codes that nobody has count, and only against the one who typed them, so that a till at work is never held up by
 * somebody else's guessing. A typing person never comes near the limit; at one guess in six seconds a code of 55 bits
 * stands for 7 billion years.
 */
const pace: Pace = { burst: 10, secondsPerGuess: 6, refusal: 'code.guessing' }

/** Refuses whoever has typed too many codes that are none. */
export function refuseCodeGuesser(tx: Tx, guesser: string): Promise<void> {
  return refuseGuesser(tx, `code ${guesser}`, pace)
}

/** Counts the guess and gives the refusal: mistyped when our own check character says so, else unknown. */
export function unknownCode(tx: Tx, typed: string, guesser: string): Refused {
  countMiss(tx, `code ${guesser}`, pace)
  return new Refused(isMistyped(readCode(typed)) ? 'code.mistyped' : 'code.unknown')
}

/** Reads a reward again after its guard refused it: the reason has come meanwhile. */
export async function whyNotReward(tx: Tx, rewardId: RewardId, who: Circumstances): Promise<Refused> {
  const [reward] = await tx.rows(selectReward, [tx.businessId, rewardId, who.customerId])
  return asRefused(reward ? noToReward(reward, who) : null, 'reward.out_of_stock')
}

/** Reads a voucher again after its guard refused it. */
export async function whyNotVoucher(tx: Tx, codeHash: Buffer, who: Circumstances): Promise<Refused> {
  const [voucher] = await tx.rows(selectVoucher, [tx.businessId, codeHash, who.customerId])
  return asRefused(voucher ? noToVoucher(voucher, who) : null, 'voucher.used_up')
}

function asRefused(no: No | null, otherwise: RefusalCode): Refused {
  return new Refused(no?.code ?? otherwise, undefined, no?.params ? { params: no.params } : {})
}
