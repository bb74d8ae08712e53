import { Lately } from './lately.ts'

/** A moment read from a wall clock, and what the clocks did to it. */
export interface ReadMoment {
  ms: number
  /** gap: the clocks skipped it, so it is taken as later by what they skipped. overlap: it came twice; the first is taken. */
  odd: 'gap' | 'overlap' | null
}

type Fields = { year: number; month: number; day: number; hour: number; minute: number; second: number }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const parts: Record<string, string> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  MMM: '(?<name>[A-Za-z]{3})[a-z]*',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  a: '(?<half>[AaPp])\\.?[Mm]\\.?',
}
const tokens = /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|a/g
const isoLocal =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})([T ](?<hour>\d{2}):(?<minute>\d{2})(:(?<second>\d{2})(\.\d+)?)?)?$/

/** Whether a date format of a map can be read at all: it must name year, month and day. */
export function isDateFormat(format: string): boolean {
  if (format === 'iso') return true
  const found = format.match(tokens)?.map((token) => token[0]!) ?? []
  return ['y', 'M', 'd'].every((part) => found.filter((token) => token === part).length === 1)
}

/**
 * Reads moments in a format like `d/M/yyyy H:mm`, or ISO 8601, by the clocks of a time zone. A date without a time is
 * taken at noon, so that it stays the same shop day wherever the day ends.
 */
export function momentReader(format: string, timeZone: string): (text: string) => ReadMoment | undefined {
  const pattern = format === 'iso' ? isoLocal : patternOf(format)
  const known = new Lately<string, ReadMoment | undefined>(10_000)
  return (text) => {
    if (!known.has(text)) known.set(text, read(text.trim(), pattern, timeZone))
    return known.get(text)
  }
}

function patternOf(format: string): RegExp {
  let pattern = ''
  let from = 0
  for (const found of format.matchAll(tokens)) {
    pattern += escaped(format.slice(from, found.index)) + parts[found[0]]
    from = found.index + found[0].length
  }
  return new RegExp(`^${pattern}${escaped(format.slice(from))}$`)
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+')
}

function read(text: string, pattern: RegExp, timeZone: string): ReadMoment | undefined {
  // With an offset it is a moment already, whatever the map says; without one ISO can be nothing else either.
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return exactly(text)
  const groups = (pattern.exec(text) ?? isoLocal.exec(text))?.groups
  const fields = groups && fieldsOf(groups)
  if (!fields) return undefined
  try {
    return onTheClock(Temporal.PlainDateTime.from(fields, { overflow: 'reject' }), timeZone)
  } catch {
    return undefined
  }
}

function exactly(text: string): ReadMoment | undefined {
  try {
    return { ms: Temporal.Instant.from(text).epochMilliseconds, odd: null }
  } catch {
    return undefined
  }
}

function fieldsOf(groups: Record<string, string | undefined>): Fields | undefined {
  const number = (name: string) => (groups[name] === undefined ? undefined : Number(groups[name]))
  const month = groups.name ? months.indexOf(groups.name.toLowerCase()) + 1 : number('month')
  let year = number('year')
  const day = number('day')
  if (!month || !day || year === undefined) return undefined
  if (groups.year!.length === 2) year += year < 70 ? 2000 : 1900
  let hour = number('hour') ?? 12
  if (groups.half) hour = (hour % 12) + (/p/i.test(groups.half) ? 12 : 0)
  return { year, month, day, hour, minute: number('minute') ?? 0, second: number('second') ?? 0 }
}

function onTheClock(clock: Temporal.PlainDateTime, timeZone: string): ReadMoment {
  const first = clock.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const second = clock.toZonedDateTime(timeZone, { disambiguation: 'later' })
  if (first.epochMilliseconds === second.epochMilliseconds) return { ms: first.epochMilliseconds, odd: null }
  // In a gap neither shows what the file says, and the later one is what the clock would have shown.
  const gap = !first.toPlainDateTime().equals(clock)
  return gap ? { ms: second.epochMilliseconds, odd: 'gap' } : { ms: first.epochMilliseconds, odd: 'overlap' }
}
