import { Refused } from '../../platform/errors.ts'
import { digamma, logGamma, logRising } from './numbers/gamma.ts'
import type { Objective } from './numbers/maximise.ts'
import { checkRow, type Row } from './rows.ts'

/**
 * Gamma-Gamma: what customers spend at a time. Each purchase is Gamma(p, ν), ν ~ Gamma(q, v) differs between customers,
 * and money does not hang on how often somebody buys. Fader & Hardie 2013, note 025; v in the unit of money. Only
 * customers with x > 0 and a mean m > 0 say anything.
 */
export interface SpendParams {
  p: number
  q: number
  v: number
}

export interface Spending {
  x: Float64Array
  /** x·m and its logarithm. */
  sum: Float64Array
  logSum: Float64Array
  /** Σ count · ln m. */
  logMeans: number
  count: Float64Array
  customers: number
  /** Repeaters whose mean is nil or negative: they are left out, as no such purchase can be in this model. */
  leftOut: number
}

/** Takes the rows that say something; refuses money of which every customer spends the same. */
export function groupSpending(rows: readonly Row[]): Spending {
  const kept: { x: number; m: number; count: number }[] = []
  let leftOut = 0
  for (const [index, { x, tx, T, m = Number.NaN, count = 1 }] of rows.entries()) {
    checkRow({ x, tx, T, count }, index + 1)
    if (x === 0 || count === 0) continue
    if (!Number.isFinite(m))
      throw cannot(`Row ${index + 1}: m must be the mean money of a repeat purchase, not ${m}.`)
    if (m <= 0) leftOut += count
    else kept.push({ x, m, count })
  }
  refuseSameness(kept)
  return { ...spendingOf(kept), leftOut }
}

/** What the likelihood needs again and again, worked out once. */
export function spendingOf(
  kept: readonly { x: number; m: number; count: number }[],
): Omit<Spending, 'leftOut'> {
  return {
    x: Float64Array.from(kept, ({ x }) => x),
    sum: Float64Array.from(kept, ({ x, m }) => x * m),
    logSum: Float64Array.from(kept, ({ x, m }) => Math.log(x * m)),
    logMeans: kept.reduce((sum, { m, count }) => sum + count * Math.log(m), 0),
    count: Float64Array.from(kept, ({ count }) => count),
    customers: kept.reduce((sum, { count }) => sum + count, 0),
  }
}

/** As many of them as a first look needs, taken evenly. */
export function someOf(spending: Spending, most = 400): Spending {
  const step = Math.ceil(spending.x.length / most)
  if (step === 1) return spending
  const every = (values: Float64Array) => values.filter((_, index) => index % step === 0)
  const { x, sum, logSum, count } = spending
  const [someX, someLogSum, someCount] = [every(x), every(logSum), every(count)]
  return {
    ...spending,
    ...{ x: someX, sum: every(sum), logSum: someLogSum, count: someCount },
    logMeans: someLogSum.reduce(
      (all, log, index) => all + someCount[index]! * (log - Math.log(someX[index]!)),
      0,
    ),
  }
}

function refuseSameness(kept: readonly { m: number }[]): void {
  if (kept.length === 0)
    throw cannot(
      'Nobody bought again for money: there is no repeat purchase with a mean m above 0 to learn from.',
    )
  const [first] = kept as [{ m: number }]
  if (kept.every(({ m }) => Math.abs(m / first.m - 1) < 1e-9))
    throw cannot(
      kept.length === 1
        ? 'Only one mean spend is known: how customers differ can’t be learned from one.'
        : `Every customer spends the same (${first.m}): with no spread the likelihood grows without end, so there is nothing to fit.`,
    )
}

function cannot(why: string): Refused {
  return new Refused('insights.cannot_fit', why)
}

/** Note 025, eq. (1a), of all customers, with its gradient by (p, q, v) in natural parameters. */
export function spendLogLikelihood(
  spending: Omit<Spending, 'leftOut'>,
  params: SpendParams,
  gradient?: Float64Array,
): number {
  const { x, sum, logSum, count } = spending
  const { p, q, v } = params
  const perX: { level: number; byP: number; byQ: number }[] = []
  const [gammaQ, psiQ, logV] = [logGamma(q), digamma(q), Math.log(v)]
  let total = -spending.logMeans
  let [byP, byQ, byV] = [0, 0, 0]
  for (let index = 0; index < x.length; index += 1) {
    const times = x[index]!
    const many = count[index]!
    let fixed = perX[times]
    if (!fixed) {
      const shape = p * times
      const psi = digamma(shape + q)
      fixed = { level: logRising(shape, q) - gammaQ, byP: psi - digamma(shape), byQ: psi - psiQ }
      perX[times] = fixed
    }
    const share = Math.log1p(v / sum[index]!)
    const logOdds = logV - logSum[index]! - share
    total += many * (fixed.level + q * logOdds - p * times * share)
    if (!gradient) continue
    byP += many * times * (fixed.byP - share)
    byQ += many * (fixed.byQ + logOdds)
    byV += many * (q / v - (p * times + q) / (sum[index]! + v))
  }
  if (gradient) gradient.set([byP, byQ, byV])
  return total
}

/** On logarithms of (p, q, v). */
export function spendObjective(spending: Spending): Objective {
  return (at, gradient) => {
    const params = { p: Math.exp(at[0]!), q: Math.exp(at[1]!), v: Math.exp(at[2]!) }
    const value = spendLogLikelihood(spending, params, gradient)
    gradient[0]! *= params.p
    gradient[1]! *= params.q
    gradient[2]! *= params.v
    return value
  }
}

/**
 * What a customer spends at a time, given her x and m: note 025, eq. (5). Nothing where the model has no finite mean
 * (px + q ≤ 1).
 */
export function expectedSpend({ p, q, v }: SpendParams, { x, m = 0 }: Pick<Row, 'x' | 'm'>): number | null {
  return p * x + q > 1 ? (p * (v + x * (x > 0 ? m : 0))) / (p * x + q - 1) : null
}
