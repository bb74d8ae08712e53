/** One grant: what a rule gives after caps and budgets, with the terms it is frozen under. */

import { apportion } from '../../platform/exact.ts'
import type { Basket, Grant, Saying } from '../award.ts'
import { endOfShopDay, expiryOf, type ShopDay } from '../shopDays.ts'
import type { ReadyProgramme, ReadyRule, ReadySeason } from './compile.ts'
import type { Measured } from './measure.ts'

export type Moment = { programme: ReadyProgramme; basket: Basket; day: ShopDay; now: Temporal.Instant }

export type Given = Pick<Grant, 'amount' | 'steps' | 'perStep' | 'stepCounted' | 'counted'> & {
  /** The rule's new remainder; null where the rule has none. */
  carried: number | null
}

/** What a measured basket gives when at most `room` may be given. */
export function give({ rule }: ReadyRule, measured: Measured, carried: number, room: number): Given {
  const none = { steps: 0, perStep: 0, stepCounted: 0, counted: 0, carried: null }
  if (measured.mode === 'whole') return { ...none, amount: Math.min(measured.amount, room) }
  if (rule.kind !== 'amount') throw new Error('Only an amount is counted in steps.')
  const stepCounted = rule.perMinor * 100
  const perStep = rule.give
  const steps = Math.min(Math.floor((carried + measured.counted) / stepCounted), Math.floor(room / perStep))
  const fits = (carried + measured.counted) / stepCounted < steps + 1
  // What a cap cuts off is dropped, not carried: exactly what was given counts, and the remainder stays as it was.
  const counted = fits ? measured.counted : Math.min(measured.counted, steps * stepCounted)
  const rest = carried + counted - steps * stepCounted
  return { amount: steps * perStep, steps, perStep, stepCounted, counted, carried: rest }
}

export function grantOf(
  ready: ReadyRule,
  moment: Moment,
  season: ReadySeason | null,
  { measured, given, why }: { measured: Measured; given: Given; why: Saying },
): Grant {
  const { rule, terms } = ready
  const { carried: _, ...numbers } = given
  return {
    ruleId: rule.id,
    unit: season ? `${terms.unit}:${season.id}` : terms.unit,
    mode: measured.mode,
    ...numbers,
    byLine: shares(measured, given),
    spread: measured.mode === 'steps' ? 'lines' : measured.spread,
    availableAt: availableAt(ready, moment),
    expiresAt: expiresAt(ready, moment, season),
    graceDays: terms.expiry.kind === 'never' ? 0 : terms.expiry.graceDays,
    debt: terms.debt,
    budget: rule.budget ?? null,
    caps: [],
    why,
  }
}

function shares(measured: Measured, given: Given): readonly number[] {
  if (measured.mode === 'steps') return apportion(given.counted, measured.weights)
  return measured.spread === 'purchase' ? measured.weights : apportion(given.amount, measured.weights)
}

/** Points wait until the last day of the return window is over. */
function availableAt({ terms }: ReadyRule, { programme, basket, day, now }: Moment): Grant['availableAt'] {
  const { pendingDays } = terms
  if (pendingDays === 'confirmed') return pendingDays
  if (pendingDays === 0) return null
  const at = remembered(programme, `available ${basket.timeZone} ${day.iso}`, () =>
    endOfShopDay(day.date.add({ days: pendingDays }), basket.timeZone, programme.document.dayEndsAt),
  )
  return at && at.epochMilliseconds > now.epochMilliseconds ? at : null
}

function expiresAt(
  { terms }: ReadyRule,
  { programme, basket, day }: Moment,
  season: ReadySeason | null,
): Temporal.Instant | null {
  const { timeZone, occurredAt } = basket
  if (terms.expiry.kind === 'never') return null
  return remembered(programme, `${terms.unit} ${season?.id ?? ''} ${timeZone} ${day.iso}`, () =>
    expiryOf(terms.expiry, occurredAt, timeZone, programme.document.dayEndsAt, season),
  )
}

const mostRemembered = 20_000

function remembered(
  { expiries }: ReadyProgramme,
  key: string,
  workOut: () => Temporal.Instant | null,
): Temporal.Instant | null {
  const known = expiries.get(key)
  if (known !== undefined) return known
  const instant = workOut()
  if (expiries.size >= mostRemembered) expiries.clear()
  expiries.set(key, instant)
  return instant
}

/** The season a stamp of this day belongs to: the running one, else one still taking late stamps. */
export function seasonOf(seasons: readonly ReadySeason[], { iso }: ShopDay): ReadySeason | null {
  const running = seasons.find(({ from, until }) => iso >= from && iso <= until)
  if (running) return running
  const late = seasons.filter(({ until, lateUntil }) => iso > until && iso <= lateUntil)
  return late.reduce<ReadySeason | null>(
    (latest, one) => (latest && latest.until > one.until ? latest : one),
    null,
  )
}
