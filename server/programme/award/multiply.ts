/** Which multipliers are on for a purchase, and by how much each of its lines counts. */
import type { Basket, BasketLine, Member } from '../award.ts'
import { largestPercent } from '../document/parts.ts'
import type { ShopDay } from '../shopDays.ts'
import type { ReadyMultiplier, ReadyProgramme, ReadyRule } from './compile.ts'

export type Weighing = {
  percentOf: (line: BasketLine) => number
  /** The percent every line has, or null where lines differ. */
  uniform: number | null
  /** The one multiplier behind `uniform`; null when it was none or several. */
  cause: ReadyMultiplier | null
}

const plain: Weighing = { percentOf: () => 100, uniform: 100, cause: null }

/** The multipliers that are on at this time, in this shop, for this member. */
export function multipliersOn(
  programme: ReadyProgramme,
  basket: Basket,
  member: Member,
  day: ShopDay,
): ReadonlySet<ReadyMultiplier> | null {
  if (programme.multipliers.length === 0) return null
  let clock: Clock | null = null
  const on = new Set<ReadyMultiplier>()
  for (const multiplier of programme.multipliers) {
    if (multiplier.tiers && !(member.tierId !== null && multiplier.tiers.has(member.tierId))) continue
    if (multiplier.locations && !(basket.locationId !== null && multiplier.locations.has(basket.locationId)))
      continue
    if (multiplier.fromMinute !== null) clock ??= clockOf(basket)
    const counted = dayCounted(multiplier, day, clock)
    if (!counted) continue
    if (multiplier.days && !multiplier.days.has(counted.weekday)) continue
    if (multiplier.from !== null && counted.iso < multiplier.from) continue
    if (multiplier.until !== null && counted.iso > multiplier.until) continue
    on.add(multiplier)
  }
  return on.size === 0 ? null : on
}

type Day = { iso: string; weekday: number }
type Clock = { minute: number; today: Day; yesterday: () => Day }

function clockOf(basket: Basket): Clock {
  const local = basket.occurredAt.toZonedDateTimeISO(basket.timeZone)
  const date = local.toPlainDate()
  const day = (of: Temporal.PlainDate): Day => ({ iso: of.toString(), weekday: of.dayOfWeek })
  return {
    minute: local.hour * 60 + local.minute,
    today: day(date),
    yesterday: () => day(date.subtract({ days: 1 })),
  }
}

/** The day whose weekday and date decide, or null outside the hours. Hours past midnight belong to the evening. */
function dayCounted(
  { fromMinute, untilMinute }: ReadyMultiplier,
  day: ShopDay,
  clock: Clock | null,
): Day | null {
  if (fromMinute === null || untilMinute === null || !clock) return day
  const { minute } = clock
  if (fromMinute < untilMinute) return minute >= fromMinute && minute < untilMinute ? day : null
  if (minute >= fromMinute) return clock.today
  return minute < untilMinute ? clock.yesterday() : null
}

export function weigh(
  rule: ReadyRule,
  on: ReadonlySet<ReadyMultiplier> | null,
  policy: 'best' | 'multiply',
): Weighing {
  if (!on) return plain
  const active = rule.multipliers.filter((multiplier) => on.has(multiplier))
  if (active.length === 0) return plain
  const general = active.filter(({ matches }) => !matches)
  const combine = policy === 'best' ? best : compound
  const base = combine(100, general)
  const special = active.filter(({ matches }) => matches)
  if (special.length === 0)
    return { percentOf: () => base, uniform: base, cause: causeOf(general, policy, base) }
  return {
    percentOf: (line) =>
      combine(
        base,
        special.filter(({ matches }) => matches?.(line)),
      ),
    uniform: null,
    cause: null,
  }
}

function best(base: number, multipliers: readonly ReadyMultiplier[]): number {
  return multipliers.reduce((most, { percent }) => Math.max(most, percent), base)
}

function compound(base: number, multipliers: readonly ReadyMultiplier[]): number {
  return multipliers.reduce(
    (all, { percent }) => Math.min(largestPercent, Math.floor((all * percent) / 100)),
    base,
  )
}

function causeOf(
  general: readonly ReadyMultiplier[],
  policy: 'best' | 'multiply',
  percent: number,
): ReadyMultiplier | null {
  if (policy === 'best') return general.find((multiplier) => multiplier.percent === percent) ?? null
  return general.length === 1 ? general[0]! : null
}
