/**
 * The shop's day. It begins at `dayEndsAt` local time and ends when the next one begins, so that the night of a bar
 * belongs to the day before. Days are defined by these two instants, not by comparing clock readings: on the day the
 * clocks go back a reading comes twice, an instant never.
 */
import type { CardExpiry, Season } from './document.ts'

export type ShopDay = {
  date: Temporal.PlainDate
  /** 2026-07-31 */
  iso: string
  /** Monday is 1. */
  weekday: number
  startMs: number
  endMs: number
}

const midnight = '00:00'

export function startOfShopDay(
  date: Temporal.PlainDate,
  timeZone: string,
  dayEndsAt = midnight,
): Temporal.Instant {
  // Without a time Temporal takes the first instant of the day, also where the clocks skip midnight.
  if (dayEndsAt === midnight) return date.toZonedDateTime(timeZone).toInstant()
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(dayEndsAt) }).toInstant()
}

/** The first instant that no longer belongs to the day. */
export function endOfShopDay(
  date: Temporal.PlainDate,
  timeZone: string,
  dayEndsAt = midnight,
): Temporal.Instant {
  return startOfShopDay(date.add({ days: 1 }), timeZone, dayEndsAt)
}

export function shopDay(
  instant: Temporal.Instant,
  timeZone: string,
  dayEndsAt = midnight,
): Temporal.PlainDate {
  return shopDayOf(instant, timeZone, dayEndsAt).date
}

/**
 * Days already worked out, by zone and by UTC day: an import asks about the same few thousand days half a million
 * times, and a Temporal conversion costs more than the rest of the decision.
 */
const known = new Map<string, Map<number, ShopDay[]>>()
const dayMs = 86_400_000
const mostZones = 500
const mostDaysOfZone = 10_000

export function shopDayOf(instant: Temporal.Instant, timeZone: string, dayEndsAt = midnight): ShopDay {
  const ms = instant.epochMilliseconds
  const utcDay = Math.floor(ms / dayMs)
  const days = daysOf(`${timeZone} ${dayEndsAt}`)
  const near = days.get(utcDay)
  const found = near?.find((day) => ms >= day.startMs && ms < day.endMs)
  if (found) return found
  const day = workOut(instant, timeZone, dayEndsAt)
  if (near) near.push(day)
  else days.set(utcDay, [day])
  return day
}

function daysOf(zone: string): Map<number, ShopDay[]> {
  let days = known.get(zone)
  if (!days || days.size >= mostDaysOfZone) {
    if (known.size >= mostZones) known.clear()
    days = new Map()
    known.set(zone, days)
  }
  return days
}

function workOut(instant: Temporal.Instant, timeZone: string, dayEndsAt: string): ShopDay {
  let date = instant.toZonedDateTimeISO(timeZone).toPlainDate()
  let start = startOfShopDay(date, timeZone, dayEndsAt)
  if (Temporal.Instant.compare(instant, start) < 0) {
    date = date.subtract({ days: 1 })
    start = startOfShopDay(date, timeZone, dayEndsAt)
  }
  return {
    date,
    iso: date.toString(),
    weekday: date.dayOfWeek,
    startMs: start.epochMilliseconds,
    endMs: endOfShopDay(date, timeZone, dayEndsAt).epochMilliseconds,
  }
}

/**
 * When what was earned at `at` stops being valid: always the end of a shop day, after calendar arithmetic that keeps
 * to the end of a shorter month (31 January + 1 month = 28 February). null: never. Grace comes after it.
 */
export function expiryOf(
  expiry: CardExpiry,
  at: Temporal.Instant,
  timeZone: string,
  dayEndsAt = midnight,
  season: Pick<Season, 'until' | 'lateDays'> | null = null,
): Temporal.Instant | null {
  if (expiry.kind === 'never') return null
  const last = lastDay(expiry, shopDay(at, timeZone, dayEndsAt), season)
  return last && endOfShopDay(last, timeZone, dayEndsAt)
}

function lastDay(
  expiry: Exclude<CardExpiry, { kind: 'never' }>,
  from: Temporal.PlainDate,
  season: Pick<Season, 'until' | 'lateDays'> | null,
): Temporal.PlainDate | null {
  if (expiry.kind === 'months') return from.add({ months: expiry.months })
  if (expiry.kind === 'endOfSeason') return season && lastLateDay(season)
  const yearEnd = (year: number) => Temporal.PlainDate.from({ year, month: expiry.month, day: expiry.day })
  const passed = Temporal.PlainDate.compare(yearEnd(from.year), from) < 0
  return yearEnd(from.year + (passed ? 1 : 0) + expiry.yearsLater)
}

export function lastLateDay(season: Pick<Season, 'until' | 'lateDays'>): Temporal.PlainDate {
  return Temporal.PlainDate.from(season.until).add({ days: season.lateDays })
}
