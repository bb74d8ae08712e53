/** Spans of shop days: both ends belong to them. */
export interface Span {
  from: string
  until: string
}

const day = (text: string) => Temporal.PlainDate.from(text)

/** The span of the same length before: whole months before whole months, else as many days. */
export function before({ from, until }: Span): Span {
  const [start, end] = [day(from), day(until)]
  const last = start.subtract({ days: 1 })
  const whole = start.day === 1 && end.day === end.daysInMonth
  if (!whole)
    return { from: start.subtract({ days: start.until(end).days + 1 }).toString(), until: last.toString() }
  const months = (end.year - start.year) * 12 + end.month - start.month + 1
  return { from: start.subtract({ months }).toString(), until: last.toString() }
}

/** The quarters that end by a day, and the one that it lies in, from the first day on. */
export function quartersUntil(first: string, last: string): Span[] {
  return spansUntil(first, last, 3)
}

/** The months from the one of the first day to the one of the last; the last may be unfinished. */
export function monthsUntil(first: string, last: string): Span[] {
  return spansUntil(first, last, 1)
}

function spansUntil(first: string, last: string, months: number): Span[] {
  const spans: Span[] = []
  const start = day(first)
  let from = start.with({ day: 1, month: start.month - ((start.month - 1) % months) })
  for (; Temporal.PlainDate.compare(from, day(last)) <= 0; from = from.add({ months }))
    spans.push({ from: from.toString(), until: from.add({ months }).subtract({ days: 1 }).toString() })
  return spans
}

/** Whole calendar months between two days: the first from the month of `from` on, the last that is over by `until`. */
export function wholeMonths(from: string, until: string): string[] {
  const end = day(until)
  const over = end.day === end.daysInMonth ? end : end.with({ day: 1 }).subtract({ days: 1 })
  return monthsUntil(from, over.toString()).map((span) => span.from.slice(0, 7))
}

/**
 * The last day of a period that was named by two days. From the first of a month to the first of a later one means up to
 * that moment, as everybody says "from January to April" of a quarter: the day before is its last.
 */
export function lastDayOf(from: string | undefined, at: string): string {
  const [start, end] = [from ? day(from) : null, day(at)]
  const firstToFirst = start?.day === 1 && end.day === 1 && Temporal.PlainDate.compare(start, end) < 0
  return firstToFirst ? end.subtract({ days: 1 }).toString() : at
}
