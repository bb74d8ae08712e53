import { quantile, rising } from './quantile.ts'

/**
 * RFM: how lately, how often and for how much somebody bought, each as a score from 1 to 5 where 5 is best.
 *
 * Borders are the quintiles of the customers by linear interpolation (type 7), or chosen. Frequency and money score one
 * more than the number of borders strictly below the value, recency 5 less the number of borders strictly below its
 * days: a value that lies on a border stays below it, so equal values always share a score, and where many share one
 * (a doubled border) a score in between has nobody.
 */
export interface Bought {
  id: string
  /** Whole days from her last purchase to the day of reckoning. */
  recencyDays: number
  purchases: number
  moneyMinor: number
}

export interface Borders {
  recencyDays: readonly number[]
  purchases: readonly number[]
  moneyMinor: readonly number[]
}

/**
 * `ours` as said above. `rfm-package`: as the R package `rfm` (rsquaredacademy) does it, which adds 1 to each quintile and
 * lets a value on a border score above it, so that a shop that comes from there finds its numbers again.
 */
export type Convention = 'ours' | 'rfm-package'

export interface Scored extends Bought {
  r: number
  f: number
  m: number
}

export interface Rfm {
  borders: Borders
  customers: Scored[]
  /** How many have each score, 1 to 5. */
  counts: { r: number[]; f: number[]; m: number[] }
  /** How many have each three scores, as '555'. */
  cells: Map<string, number>
}

const fifths = [0.2, 0.4, 0.6, 0.8]

export function rfm(
  bought: readonly Bought[],
  { borders, convention = 'ours' }: { borders?: Partial<Borders> | undefined; convention?: Convention } = {},
): Rfm {
  const of = (pick: (one: Bought) => number, chosen: readonly number[] | undefined) =>
    chosen ?? quintiles(bought.map(pick), convention)
  const used: Borders = {
    recencyDays: of((one) => one.recencyDays, borders?.recencyDays),
    purchases: of((one) => one.purchases, borders?.purchases),
    moneyMinor: of((one) => one.moneyMinor, borders?.moneyMinor),
  }
  const counts = { r: [0, 0, 0, 0, 0], f: [0, 0, 0, 0, 0], m: [0, 0, 0, 0, 0] }
  const cells = new Map<string, number>()
  const above = convention === 'ours' ? strictlyBelow : atOrBelow
  const customers = bought.map((one): Scored => {
    const r = 5 - above(used.recencyDays, one.recencyDays)
    const f = 1 + above(used.purchases, one.purchases)
    const m = 1 + above(used.moneyMinor, one.moneyMinor)
    counts.r[r - 1]! += 1
    counts.f[f - 1]! += 1
    counts.m[m - 1]! += 1
    const cell = `${r}${f}${m}`
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
    return { ...one, r, f, m }
  })
  return { borders: used, customers, counts, cells }
}

function quintiles(values: number[], convention: Convention): number[] {
  const sorted = rising(values)
  if (sorted.length === 0) return []
  return fifths.map((part) => quantile(sorted, part) + (convention === 'ours' ? 0 : 1))
}

function strictlyBelow(borders: readonly number[], value: number): number {
  let count = 0
  for (const border of borders) if (border < value) count += 1
  return count
}

function atOrBelow(borders: readonly number[], value: number): number {
  let count = 0
  for (const border of borders) if (border <= value) count += 1
  return count
}

type Range = readonly [from: number, to: number]

/** The segments that the `rfm` package's documentation and tests use: the first that fits, else 'Others'. */
const segments: readonly (readonly [name: string, r: Range, f: Range, m: Range])[] = [
  ['Champions', [4, 5], [4, 5], [4, 5]],
  ['Loyal Customers', [2, 5], [3, 5], [3, 5]],
  ['Potential Loyalist', [3, 5], [1, 3], [1, 3]],
  ['New Customers', [4, 5], [1, 1], [1, 1]],
  ['Promising', [3, 4], [1, 1], [1, 1]],
  ['Need Attention', [2, 3], [2, 3], [2, 3]],
  ['About To Sleep', [2, 3], [1, 2], [1, 2]],
  ['At Risk', [1, 2], [2, 5], [2, 5]],
  ["Can't Lose Them", [1, 1], [4, 5], [4, 5]],
  ['Lost', [1, 2], [1, 2], [1, 2]],
]

export function segmentOf({ r, f, m }: Pick<Scored, 'r' | 'f' | 'm'>): string {
  const within = (value: number, [from, to]: Range) => value >= from && value <= to
  const found = segments.find(([, rs, fs, ms]) => within(r, rs) && within(f, fs) && within(m, ms))
  return found?.[0] ?? 'Others'
}
