import { Refused } from '../platform/errors.ts'
import type { RefusalCode } from '../platform/refusals.ts'
import type { Benefit } from './benefit.ts'

/** Pure decisions: whether something may be redeemed by whom, where and when, and what it costs. */

/** A reason to say no. */
export interface No {
  code: RefusalCode
  params?: Record<string, string | number>
}

/** Who asks, where and when. */
export interface Circumstances {
  customerId: string | null
  locationId: string | null
  now: Temporal.Instant
  /** The customer's tier; undefined: not known here, and the caller checks it with `noToTier`. */
  tierId?: string | null | undefined
}

interface Terms {
  validFrom: Temporal.Instant | null
  validUntil: Temporal.Instant | null
  locationIds: string[] | null
  customerLimit: number | null
  /** How many this customer has had. */
  taken: number
}

export interface RewardTerms extends Terms {
  archivedAt: Temporal.Instant | null
  tiers: string[] | null
  stock: number | null
}

export interface VoucherTerms extends Terms {
  voidedAt: Temporal.Instant | null
  customerId: string | null
  maxUses: number | null
  uses: number
}

export interface GiftCardTerms {
  blockedAt: Temporal.Instant | null
  validUntil: Temporal.Instant | null
}

export interface ReservationTerms {
  state: 'reserved' | 'fulfilled' | 'cancelled' | 'expired'
  customerId: string
  expiresAt: Temporal.Instant | null
}

export function noToReward(reward: RewardTerms, who: Circumstances): No | null {
  if (reward.archivedAt) return { code: 'reward.archived' }
  return (
    noToTime(reward, who.now, { early: 'reward.not_yet', late: 'reward.over' }) ??
    noToPlace(reward.locationIds, who.locationId) ??
    (who.tierId === undefined ? null : noToTier(reward, who.tierId)) ??
    (reward.stock === 0 ? ({ code: 'reward.out_of_stock' } as const) : null) ??
    noToLimit(reward, 'reward.limit_reached')
  )
}

export function noToTier({ tiers }: { tiers: string[] | null }, tierId: string | null): No | null {
  if (!tiers || (tierId !== null && tiers.includes(tierId))) return null
  return { code: 'reward.other_tier', params: { tiers: tiers.join(', ') } }
}

export function noToVoucher(voucher: VoucherTerms, who: Circumstances): No | null {
  if (voucher.voidedAt) return { code: 'voucher.void' }
  return (
    noToOwner(voucher, who.customerId) ??
    (voucher.maxUses !== null && voucher.uses >= voucher.maxUses
      ? ({ code: 'voucher.used_up' } as const)
      : null) ??
    noToTime(voucher, who.now, { early: 'voucher.not_yet', late: 'voucher.expired' }) ??
    noToPlace(voucher.locationIds, who.locationId) ??
    noToLimit(voucher, 'voucher.limit_reached')
  )
}

function noToOwner(voucher: VoucherTerms, customerId: string | null): No | null {
  if (voucher.customerId === null && voucher.customerLimit === null) return null
  if (customerId === null) return { code: 'code.needs_customer' }
  if (voucher.customerId !== null && voucher.customerId !== customerId) return { code: 'code.other_customer' }
  return null
}

export function noToReservation(reservation: ReservationTerms, who: Circumstances): No | null {
  if (who.customerId === null) return { code: 'code.needs_customer' }
  if (reservation.customerId !== who.customerId) return { code: 'code.other_customer' }
  if (reservation.state === 'fulfilled') return { code: 'redemption.fulfilled' }
  return noToFulfil(reservation, who.now)
}

/** Why a reservation can't be fulfilled; one that is fulfilled already is not a reason here. */
export function noToFulfil({ state, expiresAt }: ReservationTerms, now: Temporal.Instant): No | null {
  if (state === 'cancelled') return { code: 'redemption.cancelled' }
  const late = state === 'reserved' && expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0
  if (state === 'expired' || late) return { code: 'redemption.expired', params: { until: shown(expiresAt) } }
  return null
}

export function noToGiftCard(card: GiftCardTerms, now: Temporal.Instant): No | null {
  if (card.blockedAt) return { code: 'gift_card.blocked' }
  if (card.validUntil && Temporal.Instant.compare(card.validUntil, now) <= 0) {
    return { code: 'gift_card.expired', params: { until: shown(card.validUntil) } }
  }
  return null
}

/** `validUntil` is the first moment at which it is no longer valid. */
function noToTime(
  { validFrom, validUntil }: Terms,
  now: Temporal.Instant,
  codes: { early: RefusalCode; late: RefusalCode },
): No | null {
  if (validFrom && Temporal.Instant.compare(now, validFrom) < 0) {
    return { code: codes.early, params: { from: shown(validFrom) } }
  }
  if (validUntil && Temporal.Instant.compare(validUntil, now) <= 0) {
    return { code: codes.late, params: { until: shown(validUntil) } }
  }
  return null
}

function noToPlace(locationIds: string[] | null, locationId: string | null): No | null {
  if (!locationIds || (locationId !== null && locationIds.includes(locationId))) return null
  return { code: 'reward.other_location' }
}

function noToLimit({ customerLimit, taken }: Terms, code: RefusalCode): No | null {
  if (customerLimit === null || taken < customerLimit) return null
  return { code, params: { limit: customerLimit } }
}

function shown(moment: Temporal.Instant | null): string {
  return moment ? moment.toString({ smallestUnit: 'minute' }) : ''
}

/** Throws a reason, if there is one. */
export function refuse(no: No | null): void {
  if (no) throw new Refused(no.code, undefined, no.params ? { params: no.params } : {})
}

/** What a reward asks for. With a range the customer chooses how many points, in steps. */
export interface PriceTerms {
  points: number | null
  pointsMax: number | null
  pointsStep: number | null
  stampCard: string | null
  stamps: number | null
  benefit: Benefit
}

export interface Price {
  points: number
  stamps: { card: string; count: number } | null
  /** What that price buys. */
  benefit: Benefit
}

/**
 * The price of a reward and what it buys. Where points may be chosen, `amountMinor` is what each step takes off.
 * Refuses a choice outside the range or off the steps.
 */
export function priceOf(terms: PriceTerms, chosenPoints?: number | undefined): Price {
  const stamps =
    terms.stampCard !== null && terms.stamps !== null ? { card: terms.stampCard, count: terms.stamps } : null
  const { points: least, pointsMax: most, pointsStep: step, benefit } = terms
  if (least === null || most === null || step === null) {
    const points = least ?? 0
    if (chosenPoints !== undefined && chosenPoints !== points) throw choiceRefused(points, points, points)
    return { points, stamps, benefit }
  }
  const points = chosenPoints ?? (least === most ? least : undefined)
  if (points === undefined || points < least || points > most || points % step !== 0) {
    throw choiceRefused(least, most, step)
  }
  return { points, stamps, benefit: timesSteps(benefit, points / step) }
}

function timesSteps(benefit: Benefit, steps: number): Benefit {
  return 'amountMinor' in benefit && benefit.amountMinor !== undefined
    ? { ...benefit, amountMinor: benefit.amountMinor * steps }
    : benefit
}

function choiceRefused(min: number, max: number, step: number): Refused {
  return new Refused('reward.points_choice', undefined, { field: 'points', params: { min, max, step } })
}

/** The first moment after the last local day of a span, or an hour from now where none is given. */
export function expiryOfCode(
  now: Temporal.Instant,
  validityDays: number | null,
  timeZone: string,
): Temporal.Instant {
  if (validityDays === null) return now.add({ hours: 1 })
  return now
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: validityDays + 1 })
    .toZonedDateTime(timeZone)
    .toInstant()
}
