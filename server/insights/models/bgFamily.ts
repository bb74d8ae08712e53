import { digammaRise, logRising } from './numbers/gamma.ts'
import type { Objective } from './numbers/maximise.ts'
import type { Groups } from './rows.ts'

/**
 * Customers who buy at a rate λ ~ Gamma(r, α) and, after each purchase, leave for good with probability
 * p ~ Beta(a, b). Four published models are one formula with two switches:
 *
 * | model | after the first purchase, too | k |
 * | --- | --- | --- |
 * | BG/NBD, Fader, Hardie & Lee 2005, Marketing Science 24:2, eq. (6) | no | 1 |
 * | MBG/NBD, Batislam, Denizel & Filiztekin 2007, IJRM 24:3 | yes | 1 |
 * | BG/CNBD-k, MBG/CNBD-k, Platzer & Reutterer 2016, Marketing Science 35:5, eq. (6) | no, yes | any |
 *
 * k is regularity: times between purchases are Erlang-k, so that 1 is a coin thrown every moment and larger is a clock.
 * a = 0 is nobody ever leaving: the NBD.
 *
 * The likelihood of one customer, with R = r + kx and d = 1 where the first purchase counts, is the sum of two
 * positive terms, alive and gone (δ = 1 where there was a purchase to leave after):
 *
 *   Γ(R)/Γ(r) αʳ { B(a, b+x+d)/B(a,b) Σ_{j<k} (R)ⱼ/j! (T−tx)ʲ/(α+T)^(R+j)  +  δ B(a+1, b+x+d−1)/B(a,b) (α+tx)^−R }
 */
export interface BgShape {
  k: number
  /** 1 where a customer may leave right after the first purchase, else 0. */
  atFirst: 0 | 1
}

/** Parameters as they stand in the papers; α in the unit of time, the others without one. */
export interface BgParams {
  r: number
  alpha: number
  a: number
  b: number
}

/** What depends on x alone, for each distinct x. */
interface PerX {
  /** ln of the rising factorials that do not depend on time. */
  level: number
  /** Their derivatives by r, a and b. */
  byR: number
  byA: number
  byB: number
  /** a/(b+x+d−1), the odds of having left at the last purchase; 0 where that can't be. */
  leaving: number
  /** b+x+d−1. */
  stayed: number
}

function perX({ r, a, b }: BgParams, { k, atFirst }: BgShape, x: number): PerX {
  const stays = x + atFirst
  const stayed = b + (stays - 1)
  const canLeave = stays > 0 && a > 0
  return {
    level: logRising(r, k * x) + (a > 0 ? logRising(b, stays) - logRising(a + b, stays) : 0),
    byR: digammaRise(r, k * x),
    byA: a > 0 ? -digammaRise(a + b, stays) : 0,
    byB: a > 0 ? digammaRise(b, stays) - digammaRise(a + b, stays) : 0,
    leaving: canLeave ? a / stayed : 0,
    stayed,
  }
}

/** Σ_{j<k} (R)ⱼ/j! wʲ with its derivatives by R and by ln w; for k = 1 that is 1, 0, 0. */
function phases(k: number, R: number, w: number): { sum: number; byR: number; byLogW: number } {
  let term = 1
  let sum = 1
  let rise = 0
  let byR = 0
  let byLogW = 0
  for (let j = 1; j < k; j += 1) {
    rise += 1 / (R + j - 1)
    term *= ((R + j - 1) / j) * w
    sum += term
    byR += term * rise
    byLogW += term * j
  }
  return { sum, byR, byLogW }
}

/**
 * The log-likelihood of all customers with its gradient, in natural parameters. Where `gradient` is left out only the
 * value is worked out.
 */
export function bgLogLikelihood(
  groups: Groups,
  shape: BgShape,
  params: BgParams,
  gradient?: Float64Array,
): number {
  const { k } = shape
  const { r, alpha, a } = params
  const byX = Array.from(groups.distinctX, (x) => perX(params, shape, x))
  const logAlpha = Math.log(alpha)
  let total = 0
  let byR = 0
  let byAlpha = 0
  let byA = 0
  let byB = 0
  for (let index = 0; index < groups.size; index += 1) {
    const x = groups.x[index]!
    const tx = groups.tx[index]!
    const T = groups.T[index]!
    const count = groups.count[index]!
    const fixed = byX[groups.xAt[index]!]!
    const R = r + k * x
    const quiet = Math.log1p((T - tx) / (alpha + tx))
    // Written so that nothing cancels where r and α are huge together.
    const watched = tx === 0 ? 0 : Math.log1p(tx / alpha)
    const logAtLast = tx === 0 ? logAlpha : Math.log(alpha + tx)
    const inner = k === 1 ? ONE : phases(k, R, (T - tx) / (alpha + T))
    const logStays = -R * quiet + (k === 1 ? 0 : Math.log(inner.sum))
    // Where nobody can have left yet, even an infinite factor makes no odds.
    const odds = fixed.leaving === 0 ? 0 : fixed.leaving * Math.exp(-logStays)
    const alive = 1 / (1 + odds)
    // ln(alive term + gone term), from the larger of the two.
    const either = odds < 1 ? logStays + Math.log1p(odds) : Math.log(fixed.leaving) + Math.log1p(1 / odds)
    total += count * (fixed.level - r * watched - k * x * logAtLast + either)
    if (!gradient) continue
    const weighted = count * alive
    const gone = count * (1 - alive)
    byR += count * (fixed.byR - watched) + weighted * (inner.byR / inner.sum - quiet)
    byAlpha +=
      (count * ((r * tx) / alpha - k * x)) / (alpha + tx) +
      (weighted * ((R * (T - tx)) / (alpha + tx) - inner.byLogW / inner.sum)) / (alpha + T)
    if (a === 0) continue
    byA += count * fixed.byA + (fixed.leaving > 0 ? gone / a : 0)
    byB += count * fixed.byB - (fixed.leaving > 0 ? gone / fixed.stayed : 0)
  }
  if (gradient) gradient.set([byR, byAlpha, byA, byB].slice(0, gradient.length))
  return total
}

const ONE = { sum: 1, byR: 0, byLogW: 0 }

/** The log-likelihood on logarithms of (r, α, a, b), or of (r, α) for the NBD: two coordinates or four. */
export function bgObjective(groups: Groups, shape: BgShape): Objective {
  return (at, gradient) => {
    const params = bgParamsAt(at)
    const value = bgLogLikelihood(groups, shape, params, gradient)
    const natural = [params.r, params.alpha, params.a, params.b]
    for (let index = 0; index < gradient.length; index += 1) gradient[index]! *= natural[index]!
    return value
  }
}

export function bgParamsAt(at: ArrayLike<number>): BgParams {
  const [r, alpha] = [Math.exp(at[0]!), Math.exp(at[1]!)]
  return at.length === 2 ? { r, alpha, a: 0, b: 1 } : { r, alpha, a: Math.exp(at[2]!), b: Math.exp(at[3]!) }
}

/**
 * What k adds to the log-likelihood that no other parameter touches. With the times between purchases known it is
 * (k−1)·Σ ln Δ − x·ln Γ(k) of eq. (6); from (x, tx) alone it is the density of the time of the xth purchase,
 * Erlang-kx, over that of k = 1, so that k = 1 adds nothing either way and values of k can be compared.
 */
export function regularityTerm(groups: Groups, k: number): number {
  if (k === 1) return 0
  let sum = 0
  for (let index = 0; index < groups.size; index += 1) {
    const x = groups.x[index]!
    if (x === 0) continue
    const count = groups.count[index]!
    if (groups.litt !== undefined) sum -= count * x * logRising(1, k - 1)
    else sum += count * ((k - 1) * x * Math.log(groups.tx[index]!) - logRising(x, (k - 1) * x))
  }
  return groups.litt === undefined ? sum : sum + (k - 1) * groups.litt
}
