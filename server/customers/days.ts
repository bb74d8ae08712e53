import { z } from 'zod'

/** A day in a person's life: `1990-05-31`, or `--05-31` where the year is not known (as in vCard, RFC 6350 §4.3.1). */
export interface LifeDay {
  year: number | null
  month: number
  day: number
}

const EARLIEST_YEAR = 1880
const LATEST_YEAR = 2200

/** Reads a day; undefined when the calendar has none such. 29 February stands alone, and in leap years. */
export function readDay(text: string): LifeDay | undefined {
  const parts = /^(?:(\d{4})-|--)(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day] = parts
  try {
    // 1972 is the year that Temporal itself takes for a month-day: a leap year.
    const date = Temporal.PlainDate.from(`${year ?? '1972'}-${month}-${day}`)
    if (date.year < EARLIEST_YEAR || date.year > LATEST_YEAR) return undefined
    return { year: year ? date.year : null, month: date.month, day: date.day }
  } catch {
    return undefined
  }
}

/** Writes a day; null when there is none. */
export function writeDay(year: number | null, month: number | null, day: number | null): string | null {
  if (month === null || day === null) return null
  const two = (number: number) => String(number).padStart(2, '0')
  return `${year === null ? '-' : String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** A day at the edge. */
export const lifeDay = z
  .string()
  .max(10)
  .refine((text) => readDay(text) !== undefined, {
    error: 'must be a day like 1990-05-31, or --05-31 without the year',
  })
  .meta({ example: '--05-31' })

/** A birthday at the edge: not after tomorrow, wherever tomorrow is. */
export const birthday = lifeDay.refine(
  (text) => text.startsWith('--') || text <= Temporal.Now.plainDateISO('UTC').add({ days: 1 }).toString(),
  { error: 'must not lie in the future' },
)
