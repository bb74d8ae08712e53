import { bgAhead, bgChances, bgExpectedAlive, bgNone, bgRowLogLikelihood } from './bgAhead.ts'
import {
  type ChanceParams,
  chanceAhead,
  chanceExpected,
  chanceNone,
  checkChances,
  faultOfChances,
} from './bgBb.ts'
import { type BgParams, regularityTerm } from './bgFamily.ts'
import { expectedSpend, type SpendParams, spendingOf, spendLogLikelihood } from './gammaGamma.ts'
import { type ModelName, type Params, shapeOf } from './model.ts'
import { gaussLegendre, halfLine } from './numbers/quadrature.ts'
import {
  type ParetoParams,
  paretoAhead,
  paretoChances,
  paretoExpectedAlive,
  paretoLogLikelihood,
  paretoNone,
} from './pareto.ts'
import { faultOfRow, groupRows, type Row } from './rows.ts'

/** What lies ahead of one customer, by any model of purchases in continuous time. Times in the unit of the rows. */
export interface Ahead {
  /** P(still a customer), 0 to 1. */
  pAlive: number
  /** Expected purchases in the next h ≥ 0. */
  expected(h: number): number
  /** P(no purchase in the next h). */
  none(h: number): number
  /** P(0), …, P(most) purchases in (from, until] from now. */
  chances(from: number, until: number, most: number): Float64Array
}

/** The row {x: 0, tx: 0, T: 0} stands for a customer who is about to be new. Parameters must be the model's. */
export function lookAhead(model: ModelName, params: Params, row: Row): Ahead {
  const shape = shapeOf(model, params.k)
  if (shape) {
    const ahead = bgAhead(bgParamsOf(model, params), shape, row)
    return {
      pAlive: ahead.alive,
      expected: (h) => (ahead.alive === 0 ? 0 : ahead.alive * bgExpectedAlive(ahead, h)),
      none: (h) => bgNone(ahead, h),
      chances: (from, until, most) => bgChances(ahead, from, until, most),
    }
  }
  const ahead = paretoAhead(params as unknown as ParetoParams, row)
  return {
    pAlive: ahead.alive,
    expected: (h) => ahead.alive * paretoExpectedAlive(ahead, h),
    none: (h) => paretoNone(ahead, h),
    chances: (from, until, most) => paretoChances(ahead, from, until, most),
  }
}

export interface Score {
  /** ln of the density of this past; of a row that stands for several customers, of one of them. */
  logLikelihood: number
  pAlive: number | null
  /** Purchases in the horizon; of Gamma-Gamma, money of a purchase. */
  expected: number | null
  pNoPurchase: number | null
}

/** Why a past cannot have been, as the rest of a sentence that names the row; nothing where it can. */
export function faultOf(model: ModelName, row: Row): string | undefined {
  return faultOfRow(row) ?? (model === 'bg-bb' ? faultOfChances(row) : undefined)
}

/** All that a model says of one customer within a horizon. Parameters must be the model's (`checkParams`). */
export function score(model: ModelName, params: Params, row: Row, horizon: number): Score {
  const one = { ...row, count: 1 }
  if (model === 'gamma-gamma') return scoreSpend(params as unknown as SpendParams, one)
  if (model === 'bg-bb') {
    checkChances(row, 1)
    const ahead = chanceAhead(params as unknown as ChanceParams, row)
    return {
      ...{ logLikelihood: ahead.logLikelihood, pAlive: ahead.alive },
      ...{ expected: chanceExpected(ahead, horizon), pNoPurchase: chanceNone(ahead, horizon) },
    }
  }
  const ahead = lookAhead(model, params, row)
  return {
    logLikelihood: rowLogLikelihood(model, params, one),
    pAlive: ahead.pAlive,
    expected: ahead.expected(horizon),
    pNoPurchase: ahead.none(horizon),
  }
}

function rowLogLikelihood(model: ModelName, params: Params, row: Row): number {
  const shape = shapeOf(model, params.k)
  if (!shape) return paretoLogLikelihood(groupRows([row]), params as unknown as ParetoParams)
  const regular = shape.k > 1 ? regularityTerm(groupRows([row]), shape.k) : 0
  return bgRowLogLikelihood(bgParamsOf(model, params), shape, row) + regular
}

function scoreSpend(params: SpendParams, row: Row): Score {
  const says = row.x > 0 && row.m !== undefined && row.m > 0
  return {
    logLikelihood: says ? spendLogLikelihood(spendingOf([{ x: row.x, m: row.m!, count: 1 }]), params) : 0,
    pAlive: null,
    expected: expectedSpend(params, says ? row : { x: 0 }),
    pNoPurchase: null,
  }
}

function bgParamsOf(model: ModelName, params: Params): BgParams {
  return model === 'nbd'
    ? { r: params.r!, alpha: params.alpha!, a: 0, b: 1 }
    : (params as unknown as BgParams)
}

/**
 * Discounted expected purchases from now on for ever, at a continuous rate per unit of time above 0: Fader, Hardie & Lee
 * 2005, Journal of Marketing Research 42:4, "DERT". δ ∫ e^(−δu) E(u) du, positive throughout.
 */
export function discountedPurchases(ahead: Ahead, rate: number): number {
  return ahead.pAlive === 0 ? 0 : rate * halfLine((u) => Math.exp(-rate * u) * ahead.expected(u), rate)
}

/** Discounted expected purchases within h: e^(−δh) E(h) + δ ∫₀ʰ e^(−δu) E(u) du, at a continuous rate δ ≥ 0. */
export function discountedWithin(ahead: Ahead, h: number, rate: number): number {
  const { at, weight } = gaussLegendre(16)
  const panels = Math.max(2, Math.ceil((rate * h) / 4))
  let sum = Math.exp(-rate * h) * ahead.expected(h)
  for (let panel = 0; panel < panels && rate > 0; panel += 1) {
    for (const [node, place] of at.entries()) {
      const u = ((panel + place) * h) / panels
      sum += (rate * Math.exp(-rate * u) * ahead.expected(u) * weight[node]! * h) / panels
    }
  }
  return sum
}

/** Weeks in a month, as the Python package lifetimes counts them. */
const WEEKS_A_MONTH = 4.345

/**
 * Customer lifetime value as the package lifetimes defines it: purchases month by month, each month's discounted as if
 * they came at its end. `value` is money of a purchase, `monthlyRate` 0.01 for 1 %, rows in weeks.
 */
export function monthlyValue(ahead: Ahead, value: number, months: number, monthlyRate: number): number {
  let before = 0
  let sum = 0
  for (let month = 1; month <= months; month += 1) {
    const until = ahead.expected(month * WEEKS_A_MONTH)
    sum += (value * (until - before)) / (1 + monthlyRate) ** month
    before = until
  }
  return sum
}
