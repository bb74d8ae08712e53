/**
 * What a purchase earns. One pure decision for the till, a quote, an import, the simulator and the tests.
 */

import { own } from '../platform/exact.ts'
import { compileProgramme, type ReadyRule } from './award/compile.ts'
import { type Refusal, refusal } from './award/conditions.ts'
import { give, grantOf, type Moment, seasonOf } from './award/grant.ts'
import { type Earning, earningLines, measure } from './award/measure.ts'
import { multipliersOn, weigh } from './award/multiply.ts'
import { whyOf } from './award/why.ts'
import { largestAmount } from './document/parts.ts'
import type { Cap, Debt, ProgrammeDocument } from './document.ts'
import { type ShopDay, shopDayOf } from './shopDays.ts'

export type LineKind = 'goods' | 'gift_card' | 'store_credit' | 'fee'

export type BasketLine = {
  line: number
  sku?: string | undefined
  category?: string | undefined
  brand?: string | undefined
  kind: LineKind
  quantityMilli: number
  /** What counts of this line, after discounts and after the caller applied `earnOn`. */
  earningMinor: number
}

/** A purchase typed as one amount is a basket with one line. */
export type Basket = {
  occurredAt: Temporal.Instant
  timeZone: string
  locationId: string | null
  lines: readonly BasketLine[]
  /** The price of the goods after discounts, without gift cards and store credit bought: for `minTotalMinor`. */
  totalMinor: number
}

export type Member = {
  tierId: string | null
  /** By rule: weighted amount left over from before, in hundredths of a minor unit. */
  carried: Readonly<Record<string, number>>
  /** By cap: already used in the period `capPeriods` names for this purchase. */
  capUsed: Readonly<Record<string, number>>
  visitedToday: boolean
  /** By rule with a budget: what everybody together may still get. A rule that is not named here is not limited. */
  budgetLeft?: Readonly<Record<string, number>> | undefined
}

/** A sentence by its key in `texts.ts`. Params ending in `Minor` are money in the currency of the business. */
export type Saying = { key: string; params: Readonly<Record<string, string | number>> }

export type Grant = {
  ruleId: string
  /** 'points', 'stamps:<card>' or 'stamps:<card>:<season>'. */
  unit: string
  /** Steps: carried into the rule's remainder and unwound by `unwindSteps`. Whole: unwound by `amountBack`. */
  mode: 'steps' | 'whole'
  /** May be 0 for steps: the purchase only added to the remainder, which a return must take back. */
  amount: number
  /** For `whole`: 0, and so are the next three. */
  steps: number
  perStep: number
  /** perMinor × 100: the weighted amount one step takes. */
  stepCounted: number
  /** Weighted amount counted into the remainder, in hundredths of a minor unit. */
  counted: number
  /**
   * Aligned with `basket.lines`. With `spread` 'lines' each line's share (of `counted` for steps, of `amount` for
   * whole), summing exactly to it. With `spread` 'purchase' only the weights of the lines: the amount belongs to the
   * purchase (a visit stays a visit until everything came back).
   */
  byLine: readonly number[]
  spread: 'lines' | 'purchase'
  /** null: at once. */
  availableAt: Temporal.Instant | 'confirmed' | null
  /** The first instant at which it is no longer valid; null: never. Grace comes after it. */
  expiresAt: Temporal.Instant | null
  graceDays: number
  debt: Debt
  /** The rule's budget for everybody, to be guarded by the caller; null: none. */
  budget: number | null
  /** The caps that counted `amount`: what a return takes back is given back to these. */
  caps: readonly { capId: string; period: string }[]
  why: Saying
}

export type Skipped = {
  ruleId?: string | undefined
  code: SkipCode
  params: Readonly<Record<string, string | number>>
}

export const skipCodes = [
  'nothing_earns',
  'no_matching_product',
  'below_minimum',
  'not_begun',
  'over',
  'other_tier',
  'other_location',
  'already_today',
  'cap_reached',
  'budget_spent',
  'out_of_season',
] as const
export type SkipCode = (typeof skipCodes)[number]

export type Award = {
  grants: Grant[]
  /** New remainder of every rule that counted something. */
  carried: Record<string, number>
  /** What this purchase adds to each cap that has a memory ('purchase' caps have none). */
  capUsed: Record<string, { period: string; add: number }>
  /** Why a rule gave nothing, or less than it would have. */
  skipped: Skipped[]
}

/** One purchase of a wholesaler at one stamp per 100; more would be a slip, and each prize is a row. */
export const mostStampsAtOnce = 10_000

type Scene = Moment & {
  member: Member
  lines: Earning
  on: ReturnType<typeof multipliersOn>
  award: Award
  /** What this purchase has used of each cap so far. */
  used: Record<string, number>
}

export function award(
  programme: ProgrammeDocument,
  basket: Basket,
  member: Member,
  now: Temporal.Instant,
): Award {
  const ready = compileProgramme(programme)
  const result: Award = { grants: [], carried: {}, capUsed: {}, skipped: [] }
  const lines = earningLines(ready, basket)
  if (!lines) {
    result.skipped.push({ code: 'nothing_earns', params: {} })
    return result
  }
  const day = shopDayOf(basket.occurredAt, basket.timeZone, programme.dayEndsAt)
  const on = multipliersOn(ready, basket, member, day)
  const scene: Scene = { programme: ready, basket, member, day, now, lines, on, award: result, used: {} }
  for (const rule of ready.rules) awardRule(rule, scene)
  return result
}

function awardRule(ready: ReadyRule, scene: Scene): void {
  const { programme, member, day, lines, on, award } = scene
  const { rule, terms } = ready
  const season = seasonOf(terms.seasons, day)
  const measured = measure(ready, lines, weigh(ready, on, programme.document.multiplierPolicy))
  const refused = refusal(ready, scene, season, measured)
  if (refused || !measured) {
    if (refused) award.skipped.push({ ruleId: rule.id, ...refused })
    return
  }
  const carried = own(member.carried, rule.id) ?? 0
  const { room, limit } = roomFor(ready, scene)
  const given = give(ready, measured, carried, room)
  const wanted = measured.mode === 'steps' ? measured.counted : measured.amount
  const got = measured.mode === 'steps' ? given.counted : given.amount
  if (got < wanted) award.skipped.push({ ruleId: rule.id, ...limit })
  if (got === 0) return

  const why = whyOf(ready, measured, given, { carried, limited: got < wanted })
  const grant = grantOf(ready, scene, season, { measured, given, why })
  if (given.carried !== null) award.carried[rule.id] = given.carried
  grant.caps = countInCaps(ready, given.amount, scene)
  award.grants.push(grant)
}

/** How much the rule may still give, and what limits it. */
function roomFor({ rule, caps }: ReadyRule, { member, used }: Scene): { room: number; limit: Refusal } {
  let room = rule.target === 'points' ? largestAmount : mostStampsAtOnce
  let limit: Refusal = { code: 'cap_reached', params: { max: room } }
  for (const cap of caps) {
    const before = cap.per === 'purchase' ? 0 : (own(member.capUsed, cap.id) ?? 0)
    const left = Math.max(0, cap.max - before - (own(used, cap.id) ?? 0))
    if (left >= room) continue
    room = left
    limit = { code: 'cap_reached', params: { max: cap.max } }
  }
  const budget = member.budgetLeft && own(member.budgetLeft, rule.id)
  if (budget === undefined || budget >= room) return { room, limit }
  return { room: Math.max(0, budget), limit: { code: 'budget_spent', params: {} } }
}

function countInCaps({ caps }: ReadyRule, amount: number, { day, used, award }: Scene): Grant['caps'] {
  const counting: { capId: string; period: string }[] = []
  if (amount === 0) return counting
  for (const cap of caps) {
    const add = (own(used, cap.id) ?? 0) + amount
    used[cap.id] = add
    const period = periodOf(cap, day)
    if (period === null) continue
    award.capUsed[cap.id] = { period, add }
    counting.push({ capId: cap.id, period })
  }
  return counting
}

function periodOf(cap: Cap, day: ShopDay): string | null {
  if (cap.per === 'day') return day.iso
  if (cap.per === 'month') return day.iso.slice(0, 7)
  return cap.per === 'lifetime' ? 'lifetime' : null
}

/** The period each cap with a memory counts in for a purchase at this moment: the key of its `capUsed` row. */
export function capPeriods(
  programme: ProgrammeDocument,
  occurredAt: Temporal.Instant,
  timeZone: string,
): Record<string, string> {
  const periods: Record<string, string> = {}
  if (programme.caps.length === 0) return periods
  const day = shopDayOf(occurredAt, timeZone, programme.dayEndsAt)
  for (const cap of programme.caps) {
    const period = periodOf(cap, day)
    if (period !== null) periods[cap.id] = period
  }
  return periods
}
