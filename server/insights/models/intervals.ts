import type { Fit } from './found.ts'
import type { Params } from './model.ts'
import { drawsOf } from './numbers/random.ts'
import type { Row } from './rows.ts'
import { lookAhead } from './score.ts'

/**
 * How sure a forecast is. Three things make it unsure: chance itself, parameters known only so well, and times that
 * change for everybody at once (a season, a fashion, a new competitor), of which no model of single customers knows.
 * The last is `drift`: the spread of ln(bought / foretold) of totals. Over the windows of the public logs it is 0.2
 * (test/insights-intervals.test.ts); without it nine intervals of ten for a total miss.
 */
export interface IntervalWish {
  /** 0.9 for nine of ten. */
  level?: number
  drift?: number
}

const DRIFT = 0.14
/** Draws of parameters and drift that are averaged; always the same ones. */
const DRAWS = 16
const SEED = 20_260_101

/** What a customer will buy, as chances of 0, 1, 2, …, with what is unsure in them. */
export interface Forecast {
  expected: number
  variance: number
  /** P(0), P(1), …; what is beyond the last is below 1e-9 or in the last. */
  chances: Float64Array
}

/**
 * Forecasts of many customers within a horizon; rows with the same past are worked out once. A regular model's spread
 * is that of its irregular sibling, on a clock that runs so that both expect the same: customers differ in how regular
 * they are, and one k for all promises too much (on Online Retail's last quarter 85 % lay in what should hold 90 %).
 */
export function forecaster(
  fit: Fit,
  horizon: number,
  { drift = DRIFT }: IntervalWish = {},
): (row: Row) => Forecast {
  const { irregular } = fit
  const plain = irregular ? { ...fit, params: irregular.params, spread: irregular.spread } : fit
  const worlds = worldsOf(plain as Fit, drift)
  const known = new Map<string, Forecast>()
  return (row) => {
    const key = `${row.x} ${row.tx} ${row.T}`
    const forecast = known.get(key) ?? forecastOf(fit, plain as Fit, worlds, row, horizon)
    known.set(key, forecast)
    return forecast
  }
}

interface World {
  params: Params
  /** How much faster time runs for buying. */
  pace: number
}

function worldsOf({ params, spread }: Pick<Fit, 'params' | 'spread'>, drift: number): World[] {
  const names = spread?.names ?? []
  const size = names.length
  if (size === 0 && drift === 0) return [{ params, pace: 1 }]
  const covariance = Array.from({ length: size + 1 }, (_, i) =>
    Array.from({ length: size + 1 }, (_, j) =>
      i < size && j < size ? spread!.covariance[i]![j]! : i === j ? drift ** 2 : 0,
    ),
  )
  return drawsOf(covariance, DRAWS, SEED).map((draw) => {
    const moved = names.map((name, index) => [name, params[name]! * Math.exp(draw[index]!)] as const)
    return {
      params: { ...params, ...Object.fromEntries(moved) },
      pace: Math.exp(draw[size]! - drift ** 2 / 2),
    }
  })
}

function forecastOf(fit: Fit, plain: Fit, worlds: readonly World[], row: Row, horizon: number): Forecast {
  const { model } = fit
  const expected = lookAhead(model, fit.params, row).expected(horizon)
  const pace = plain === fit ? 1 : paceOf(plain, row, horizon, expected)
  let most = Math.ceil(expected + 10 * Math.sqrt(expected + 1) + 6)
  for (;;) {
    const chances = new Float64Array(most + 1)
    for (const world of worlds) {
      const some = lookAhead(model, world.params, row).chances(0, horizon * pace * world.pace, most)
      for (const [n, chance] of some.entries()) chances[n]! += chance / worlds.length
    }
    const listed = chances.reduce((sum, chance) => sum + chance, 0)
    if (listed < 1 - 1e-6 && most < 4000) {
      most *= 2
      continue
    }
    chances[most]! += Math.max(0, 1 - listed)
    const [mean, square] = chances.reduce(([m, s], chance, n) => [m + n * chance, s + n * n * chance], [
      0, 0,
    ] as [number, number])
    return { expected, variance: square - mean * mean, chances }
  }
}

/** How fast the plain model's clock must run to expect as much; between a twentieth and twentyfold. */
function paceOf({ model, params }: Fit, row: Row, horizon: number, expected: number): number {
  const ahead = lookAhead(model, params, row)
  let [low, high] = [0.05, 20]
  for (let round = 0; round < 30; round += 1) {
    const mid = Math.sqrt(low * high)
    if (ahead.expected(horizon * mid) < expected) low = mid
    else high = mid
  }
  return Math.sqrt(low * high)
}

/** A customer's interval. Counts are whole, so it holds more than `level` of the chance: `holds` says how much. */
export interface Interval {
  low: number
  high: number
  /** P(low ≤ bought ≤ high), as foretold. */
  holds: number
}

/** From the number that at most (1−level)/2 fall short of to the one that at most as many exceed. */
export function intervalOf({ chances }: Forecast, level = 0.9): Interval {
  const tail = (1 - level) / 2
  let [below, low] = [0, 0]
  while (low < chances.length - 1 && below + chances[low]! <= tail) below += chances[low++]!
  let [above, high] = [0, chances.length - 1]
  while (high > low && above + chances[high]! <= tail) above += chances[high--]!
  return { low, high, holds: 1 - below - above }
}

/**
 * How much of what was bought lies inside the level's quantiles when each whole number is spread over its own chance
 * (the randomised probability transform, in its mean: Czado, Gneiting & Held 2009, Biometrics 65:4). 1 inside, 0
 * outside, in between where a border cuts the number. A right forecast comes to `level` on average, which closed
 * intervals of whole numbers can't.
 */
export function coveredShare({ chances }: Forecast, bought: number, level = 0.9): number {
  const tail = (1 - level) / 2
  const at = Math.min(bought, chances.length - 1)
  let below = 0
  for (let n = 0; n < at; n += 1) below += chances[n]!
  const width = chances[at]!
  if (width <= 0) return 0
  return Math.max(0, Math.min(below + width, 1 - tail) - Math.max(below, tail)) / width
}

export interface TotalInterval {
  expected: number
  low: number
  high: number
}

/** What all of them will buy together, with its interval: chance of each, parameters, and drift common to all. */
export function totalInterval(
  fit: Fit,
  rows: readonly Row[],
  horizon: number,
  wish: IntervalWish = {},
): TotalInterval {
  const { level = 0.9, drift = DRIFT } = wish
  // Alone, chance is a spread that grows with the root of their number; it is worked out without the other two.
  const alone = forecaster({ ...fit, spread: { names: [], covariance: [] } }, horizon, { drift: 0 })
  const grouped = groupedBy(rows)
  let [expected, variance] = [0, 0]
  for (const { row, count } of grouped) {
    const one = alone(row)
    expected += count * one.expected
    variance += count * one.variance
  }
  const totals = worldsOf(fit, 0).map(({ params }) =>
    grouped.reduce(
      (sum, { row, count }) => sum + count * lookAhead(fit.model, params, row).expected(horizon),
      0,
    ),
  )
  const sure = totals.reduce((sum, total) => sum + (total - expected) ** 2, 0) / totals.length
  const spread = Math.sqrt(drift ** 2 + (expected > 0 ? (variance + sure) / expected ** 2 : 0))
  const reach = quantile((1 + level) / 2) * spread
  return { expected, low: expected * Math.exp(-reach), high: expected * Math.exp(reach) }
}

function groupedBy(rows: readonly Row[]): { row: Row; count: number }[] {
  const groups = new Map<string, { row: Row; count: number }>()
  for (const row of rows) {
    const key = `${row.x} ${row.tx} ${row.T}`
    const group = groups.get(key)
    if (group) group.count += row.count ?? 1
    else groups.set(key, { row, count: row.count ?? 1 })
  }
  return [...groups.values()]
}

/** The standard normal quantile, to 1e-9: bisection on its tail by the complementary error function's series. */
function quantile(p: number): number {
  let [low, high] = [0, 9]
  for (let round = 0; round < 60; round += 1) {
    const mid = (low + high) / 2
    if (normalBelow(mid) < p) low = mid
    else high = mid
  }
  return low
}

function normalBelow(z: number): number {
  let [term, sum] = [z, z]
  for (let n = 1; n < 200 && term > 1e-18; n += 1) {
    term *= (z * z) / (2 * n + 1)
    sum += term
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}
