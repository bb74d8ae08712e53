import type { History } from './history.ts'

/** A day of her life that lies around today. */
export interface NearDate {
  kind: 'birthday' | 'nameDay' | 'date' | 'household'
  /** Whose or what it is, where that must be said. */
  label: string | null
  day: string
  inDays: number
}

const AHEAD_DAYS = 14
// "It was your name day on Monday" is still said with pleasure.
const BEHIND_DAYS = 2

/** The days to congratulate on, the nearest first. */
export function datesNear(her: History, today: Temporal.PlainDate): NearDate[] {
  const { profile } = her
  const days: { kind: NearDate['kind']; label: string | null; text: string | null }[] = [
    { kind: 'birthday', label: null, text: monthDay(her.birthMonth, her.birthDay) },
    { kind: 'nameDay', label: null, text: monthDay(her.nameMonth, her.nameDay) },
    ...(profile.dates ?? []).map(({ label, date }) => ({
      kind: 'date' as const,
      label,
      text: date.slice(-5),
    })),
    ...(profile.household ?? []).map(({ name, birthday }) => ({
      kind: 'household' as const,
      label: name,
      text: birthday?.slice(-5) ?? null,
    })),
  ]
  return days
    .flatMap(({ kind, label, text }) => {
      const day = text && nearest(text, today)
      return day ? [{ kind, label, day: day.toString(), inDays: today.until(day).days }] : []
    })
    .sort((a, b) => Math.abs(a.inDays) - Math.abs(b.inDays))
}

function monthDay(month: number | null, day: number | null): string | null {
  if (month === null || day === null) return null
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The day as it falls nearest to today, if it is near; 29 February falls on the 28th in other years. */
function nearest(monthDay: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const of = Temporal.PlainMonthDay.from(monthDay)
  return [-1, 0, 1]
    .map((more) => of.toPlainDate({ year: today.year + more }))
    .find((day) => {
      const { days } = today.until(day)
      return days >= -BEHIND_DAYS && days <= AHEAD_DAYS
    })
}
