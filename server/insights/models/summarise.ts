import { Refused } from '../../platform/errors.ts'
import type { Row } from './rows.ts'

/** One line of a purchase log. Days are whole numbers (since any one day); money in any one currency. */
export interface LogLine {
  customer: string
  day: number
  money: number
}

export interface SummaryWish {
  /** Purchases before this day are not looked at. */
  from?: number | undefined
  /** The last day of watching. */
  until: number
  /** What was bought on the days after `until` up to this one is counted as `actual`. */
  holdoutUntil?: number | undefined
}

/** What a log says of one customer, in weeks. `m` is 0 where there was no repeat. */
export interface Summary extends Required<Omit<Row, 'count'>> {
  id: string
  /** Days with a purchase in the holdout. */
  actual?: number
}

const DAYS_A_WEEK = 7

/**
 * A purchase log to x, t_x, T, m: a purchase is a customer's day, all its lines summed; x counts her days after the
 * first; t_x and T are weeks from the first; m is the mean of the repeat days' sums. Who first came after `until` is left
 * out. In the order in which customers first appear; lines may come in any order.
 */
export function summarise(
  log: Iterable<LogLine>,
  { from = Number.NEGATIVE_INFINITY, until, holdoutUntil }: SummaryWish,
): Summary[] {
  if (until < from) throw new Refused('insights.cannot_fit', 'The last day lies before the first.')
  if (holdoutUntil !== undefined && holdoutUntil <= until)
    throw new Refused('insights.cannot_fit', 'The holdout must end after the last day of watching.')
  const last = holdoutUntil ?? until
  const customers = new Map<string, Map<number, number>>()
  for (const { customer, day, money } of log) {
    if (day < from || day > last) continue
    const days = customers.get(customer) ?? new Map<number, number>()
    customers.set(customer, days)
    days.set(day, (days.get(day) ?? 0) + money)
  }
  const summaries: Summary[] = []
  for (const [id, days] of customers) {
    const bought = [...days.keys()].sort((one, other) => one - other)
    const seen = bought.filter((day) => day <= until)
    if (seen.length === 0) continue
    const summary = summaryOf(id, seen, days, until)
    summaries.push(holdoutUntil === undefined ? summary : { ...summary, actual: bought.length - seen.length })
  }
  return summaries
}

function summaryOf(id: string, seen: number[], money: Map<number, number>, until: number): Summary {
  const [first, ...repeats] = seen as [number, ...number[]]
  let sum = 0
  let litt = 0
  let before = first
  for (const day of repeats) {
    sum += money.get(day)!
    litt += Math.log((day - before) / DAYS_A_WEEK)
    before = day
  }
  return {
    id,
    x: repeats.length,
    tx: (before - first) / DAYS_A_WEEK,
    T: (until - first) / DAYS_A_WEEK,
    m: repeats.length > 0 ? sum / repeats.length : 0,
    litt,
  }
}
