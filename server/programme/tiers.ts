/**
 * Which tier a customer stands in. Up at once, down only after the hold and the grace are over. What qualifies (spend,
 * points earned, visits, months) is never what can be spent: paying with points costs no tier.
 */
import type { TierLevel, Tiers } from './document.ts'
import { endOfShopDay, shopDay } from './shopDays.ts'

export type TierStanding = {
  tierId: string
  reachedAt: Temporal.Instant
  /** The tier is safe until then; null: as long as what qualified is not returned. */
  heldUntil: Temporal.Instant | null
}

/** The clock of the shop: a night that belongs to the day before belongs to its year, too. */
type Shop = { timeZone: string; dayEndsAt: string }

export type TierNow = {
  tierId: string | null
  reachedAt: Temporal.Instant | null
  heldUntil: Temporal.Instant | null
  /** When the tier would go, if nothing more comes; null: not by time. */
  graceUntil: Temporal.Instant | null
  /** Set while the tier is not earned anew for the time after its hold. Say it from `from` on. */
  warning: { from: Temporal.PlainDate; missing: number } | null
  next: { tierId: string; missing: number } | null
}

/** `qualifying` is what was collected since `windowStart`, in the measure of `tiers.by`. */
export function tierNow(
  tiers: Tiers,
  qualifying: number,
  current: TierStanding | null,
  now: Temporal.Instant,
  timeZone: string,
  dayEndsAt = '00:00',
): TierNow {
  const shop: Shop = { timeZone, dayEndsAt }
  const earned = tiers.levels.findLastIndex(({ from }) => qualifying >= from)
  const standing = current && tiers.levels.findIndex(({ id }) => id === current.tierId)
  // A tier the new version of the programme no longer has cannot be held.
  const held = standing === null || standing < 0 ? -1 : standing
  if (current && held > earned && !isOver(tiers, current, now, shop))
    return answer(tiers, qualifying, held, current, shop)
  if (earned < 0) return answer(tiers, qualifying, -1, null, shop)
  const heldUntil = holdFrom(tiers, tiers.levels[earned]!, now, shop)
  const same = current && held === earned ? current : null
  return answer(
    tiers,
    qualifying,
    earned,
    {
      tierId: tiers.levels[earned]!.id,
      reachedAt: same ? same.reachedAt : now,
      heldUntil: same ? later(same.heldUntil, heldUntil) : heldUntil,
    },
    shop,
  )
}

function answer(
  tiers: Tiers,
  qualifying: number,
  index: number,
  standing: TierStanding | null,
  shop: Shop,
): TierNow {
  const level = tiers.levels[index]
  const above = tiers.levels[index + 1]
  const graceUntil = standing && graceEnd(tiers, standing, shop)
  return {
    tierId: level?.id ?? null,
    reachedAt: standing?.reachedAt ?? null,
    heldUntil: standing?.heldUntil ?? null,
    graceUntil,
    warning:
      level && standing?.heldUntil ? warningOf(tiers, level, qualifying, standing.heldUntil, shop) : null,
    next: above ? { tierId: above.id, missing: above.from - qualifying } : null,
  }
}

function warningOf(
  { warningDays }: Tiers,
  level: TierLevel,
  qualifying: number,
  heldUntil: Temporal.Instant,
  shop: Shop,
): TierNow['warning'] {
  const missing = level.from - qualifying
  if (missing <= 0) return null
  return { from: lastDayBefore(heldUntil, shop).subtract({ days: warningDays }), missing }
}

/** The hold ends with a day, so the last day is the one an instant before its end. */
function lastDayBefore(end: Temporal.Instant, shop: Shop): Temporal.PlainDate {
  return shopDay(end.subtract({ milliseconds: 1 }), shop.timeZone, shop.dayEndsAt)
}

function graceEnd({ graceDays }: Tiers, { heldUntil }: TierStanding, shop: Shop): Temporal.Instant | null {
  return (
    heldUntil &&
    endOfShopDay(lastDayBefore(heldUntil, shop).add({ days: graceDays }), shop.timeZone, shop.dayEndsAt)
  )
}

function isOver(tiers: Tiers, standing: TierStanding, now: Temporal.Instant, shop: Shop): boolean {
  const end = graceEnd(tiers, standing, shop)
  return end === null || Temporal.Instant.compare(now, end) >= 0
}

/** How long a level earned now is held: at least to the end of the day. */
function holdFrom(
  { window, hold }: Tiers,
  level: TierLevel,
  now: Temporal.Instant,
  shop: Shop,
): Temporal.Instant | null {
  // Over a lifetime nothing leaves the window; and a level that takes nothing is never missed.
  if (window.kind === 'lifetime' || level.from === 0) return null
  const today = shopDay(now, shop.timeZone, shop.dayEndsAt)
  if (hold.kind === 'none') return endOfShopDay(today, shop.timeZone, shop.dayEndsAt)
  if (hold.kind === 'months')
    return endOfShopDay(today.add({ months: hold.months }), shop.timeZone, shop.dayEndsAt)
  return endOfShopDay(
    Temporal.PlainDate.from({ year: today.year + hold.yearsLater, month: 12, day: 31 }),
    shop.timeZone,
    shop.dayEndsAt,
  )
}

function later(a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null {
  if (a === null || b === null) return null
  return Temporal.Instant.compare(a, b) >= 0 ? a : b
}

/** The first day whose purchases qualify; null: all of them. */
export function windowStart(
  tiers: Pick<Tiers, 'window'>,
  now: Temporal.Instant,
  timeZone: string,
  dayEndsAt = '00:00',
): Temporal.PlainDate | null {
  const { window } = tiers
  if (window.kind === 'lifetime') return null
  const today = shopDay(now, timeZone, dayEndsAt)
  if (window.kind === 'calendarYear') return today.with({ month: 1, day: 1 })
  return today.subtract({ months: window.months }).add({ days: 1 })
}

/** Whole months of membership, for tiers by tenure. */
export function tenureMonths(joinedAt: Temporal.Instant, now: Temporal.Instant, timeZone: string): number {
  const months = shopDay(joinedAt, timeZone).until(shopDay(now, timeZone), { largestUnit: 'months' }).months
  return Math.max(0, months)
}
