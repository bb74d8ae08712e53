import type { History, Product } from './history.ts'

/**
 * What her own purchases say about a customer: how often she comes, what she usually has, what she may want today.
 * Plain counting that staff can say aloud; pure, the shop's `today` is passed in.
 */

/** How many days usually pass between two of her visits: the middle half of them lies within `low` and `high`. */
export interface Gap {
  usualDays: number
  lowDays: number
  highDays: number
}

export interface Suggestion {
  /** `due`: her usual time for it has passed. `missed`: she used to have it and has not lately. */
  kind: 'due' | 'missed'
  product: { sku: string | null; name: string; category: string | null }
  /** Why, in numbers that staff can say: on so many days from `from` to `until`. */
  times: number
  from: string
  until: string
  usualDays: number
}

// Fewer say nothing about a habit.
const LEAST_VISITS = 4
const LEAST_TIMES = 3
const LEAST_TIMES_MISSED = 4
// Whoever takes it with her coffee every other day needs nobody to remind her.
const SHORTEST_CYCLE_DAYS = 7
const MISSED_AFTER_DAYS = 30
/** Three times her usual gap: she has changed her mind, and asking would only annoy. */
const GIVEN_UP_AFTER = 3

/** The gap between visits; null while there are too few. */
export function gapOf(days: readonly string[]): Gap | null {
  const gaps = gapsBetween(days)
  if (days.length < LEAST_VISITS) return null
  return {
    usualDays: quantile(gaps, 0.5),
    lowDays: quantile(gaps, 0.25),
    highDays: quantile(gaps, 0.75),
  }
}

/** What to suggest, the best reason first; null where her purchases give none. */
export function suggestionFor(products: readonly Product[], visits: History['visits'], today: string) {
  const seen = (visits ?? []).map(({ day }) => day)
  const able = products.filter(({ sold, times }) => sold && times >= LEAST_TIMES)
  // What she has whenever she comes needs no reminding: only what has a rhythm slower than her visits.
  const slower = 1.5 * (gapOf(seen)?.usualDays ?? 0)
  const due = able.flatMap((product) => dueNow(product, Math.max(SHORTEST_CYCLE_DAYS, slower), today))
  // The one whose time has passed by the largest share of its cycle.
  due.sort((a, b) => b.late - a.late)
  if (due[0]) return due[0].suggestion
  const missed = able.flatMap((product) => missedLately(product, seen, today))
  missed.sort((a, b) => b.times - a.times)
  return missed[0] ?? null
}

function dueNow(
  product: Product,
  leastDays: number,
  today: string,
): { late: number; suggestion: Suggestion }[] {
  const usualDays = quantile(gapsBetween(product.days.toReversed()), 0.5)
  const away = apart(product.days[0]!, today)
  if (usualDays < leastDays || away < usualDays || away > usualDays * GIVEN_UP_AFTER) return []
  return [{ late: away / usualDays, suggestion: suggestion('due', product, usualDays) }]
}

function missedLately(product: Product, visits: readonly string[], today: string): Suggestion[] {
  const usualDays = quantile(gapsBetween(product.days.toReversed()), 0.5)
  const last = product.days[0]!
  const without = visits.filter((day) => day > last).length
  const away = apart(last, today)
  if (product.times < LEAST_TIMES_MISSED || without < LEAST_TIMES) return []
  if (away < Math.max(MISSED_AFTER_DAYS, GIVEN_UP_AFTER * usualDays)) return []
  return [suggestion('missed', product, usualDays)]
}

function suggestion(kind: Suggestion['kind'], product: Product, usualDays: number): Suggestion {
  const { sku, name, category, days } = product
  // Only as many as the dates that go with them can show.
  return {
    kind,
    product: { sku, name, category },
    times: days.length,
    from: days.at(-1)!,
    until: days[0]!,
    usualDays,
  }
}

/** The products that she usually has: on at least a quarter of her last visits, three at most. */
export function favouritesOf(products: readonly Product[], visits: number) {
  const enough = Math.max(2, Math.min(visits, 200) / 4)
  return products
    .filter(({ times }) => times >= enough)
    .slice(0, 3)
    .map(({ sku, name, category, times }) => ({ sku, name, category, times }))
}

function gapsBetween(days: readonly string[]): number[] {
  return days.slice(1).map((day, index) => apart(days[index]!, day))
}

/** Whole days from one day to a later one. */
export function apart(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(until).days
}

/** The nearest-rank quantile (Hyndman and Fan 1996, type 1): always a gap that really was. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
