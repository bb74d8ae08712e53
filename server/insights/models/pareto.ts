import { digammaRise, logRising } from './numbers/gamma.ts'
import type { Objective } from './numbers/maximise.ts'
import { gaussLegendre } from './numbers/quadrature.ts'
import type { Groups, Row } from './rows.ts'

/**
 * Pareto/NBD: customers buy at a rate λ ~ Gamma(r, α) and leave at a rate μ ~ Gamma(s, β), at any moment. Schmittlein,
 * Morrison & Colombo 1987, Management Science 33:1; the likelihood as in Fader & Hardie 2005, "A Note on Deriving the
 * Pareto/NBD Model", eq. (A1):
 *
 *   Γ(r+x)/Γ(r) αʳ βˢ { (α+T)^−(r+x) (β+T)^−s  +  s ∫_tx^T (α+y)^−(r+x) (β+y)^−(s+1) dy }
 *
 * Usually the integral is written as a difference of two ₂F₁, which cancels to nothing where x is large or α and β are
 * close. Here it is what it is, a positive integral, by Gauss–Legendre in ln(γ+y), γ the smaller of α and β, where it
 * is a mild exponential. s = 0 is nobody ever leaving: the NBD.
 */
export interface ParetoParams {
  r: number
  alpha: number
  s: number
  beta: number
}

/** The exponent beyond which what is left of the integral is nothing. */
const NOTHING = 46

/** Reused for every customer: what the integral comes to, and its derivatives. All relative to the integrand at tx. */
interface Parts {
  /** The alive term. */
  alive: number
  /** The gone term, ∫, without the factor s. */
  gone: number
  byR: number
  byAlpha: number
  byS: number
  byBeta: number
}

const parts: Parts = { alive: 0, gone: 0, byR: 0, byAlpha: 0, byS: 0, byBeta: 0 }

/** Both terms over (α+tx)^−R (β+tx)^−s, for R = r + x, and how they change with the parameters. */
function integrate({ alpha, s, beta }: ParetoParams, R: number, tx: number, T: number): Parts {
  const [fromA, fromB] = [alpha + tx, beta + tx]
  const gap = T - tx
  const [endA, endB] = [Math.log1p(gap / fromA), Math.log1p(gap / fromB)]
  const alive = Math.exp(-R * endA - s * endB)
  parts.alive = alive
  parts.gone = 0
  parts.byR = -endA * alive
  parts.byAlpha = R * (gap / (fromA * (fromA + gap))) * alive
  parts.byS = -endB * alive
  parts.byBeta = s * (gap / (fromB * (fromB + gap))) * alive
  if (gap === 0) return parts
  const isAlphaSmaller = alpha <= beta
  const scale = isAlphaSmaller ? fromA : fromB
  const end = reach(R, s, fromA, fromB, scale, isAlphaSmaller ? endA : endB)
  const last = scale * Math.expm1(end)
  const fall = R * Math.log1p(last / fromA) + s * Math.log1p(last / fromB)
  const { panels, order } = grid(end, fall)
  const { at, weight } = gaussLegendre(order)
  const width = end / panels
  for (let panel = 0; panel < panels; panel += 1) {
    for (let node = 0; node < order; node += 1) {
      const v = (panel + at[node]!) * width
      const passed = scale * Math.expm1(v)
      const logA = isAlphaSmaller ? v : Math.log1p(passed / fromA)
      const logB = isAlphaSmaller ? Math.log1p(passed / fromB) : v
      const toB = fromB + passed
      const mass = (Math.exp(-R * logA - s * logB) * (scale + passed) * weight[node]! * width) / toB
      parts.gone += mass
      parts.byR -= s * logA * mass
      parts.byAlpha += (s * R * passed * mass) / (fromA * (fromA + passed))
      parts.byS += (1 - s * logB) * mass
      parts.byBeta += s * ((s * passed) / (fromB * toB) - 1 / toB) * mass
    }
  }
  return parts
}

/** How far to go: to the end, or to where the integrand is nothing beside its start. */
function reach(R: number, s: number, fromA: number, fromB: number, scale: number, end: number): number {
  const fall = (v: number) => {
    const passed = scale * Math.expm1(v)
    return R * Math.log1p(passed / fromA) + s * Math.log1p(passed / fromB)
  }
  if (fall(end) <= NOTHING * 1.2) return end
  let [low, high] = [0, end]
  for (let round = 0; round < 60 && high - low > 0.05 * high; round += 1) {
    const mid = (low + high) / 2
    if (fall(mid) > NOTHING) high = mid
    else low = mid
  }
  return high
}

/** Nodes enough for 14 digits: singularities lie at ±iπ, and a panel should not fall by more than e^8. */
function grid(end: number, fall: number): { panels: number; order: number } {
  if (end < 0.12 && fall < 1) return { panels: 1, order: 5 }
  if (end < 0.4 && fall < 3) return { panels: 1, order: 8 }
  if (end < 1 && fall < 6) return { panels: 1, order: 12 }
  return { panels: Math.max(1, Math.ceil(Math.max(end / 1.4, fall / 8))), order: 16 }
}

/** The log-likelihood of all customers with its gradient by (r, α, s, β). */
export function paretoLogLikelihood(groups: Groups, params: ParetoParams, gradient?: Float64Array): number {
  const { r, alpha, s, beta } = params
  const level = Array.from(groups.distinctX, (x) => logRising(r, x))
  const rise = Array.from(groups.distinctX, (x) => digammaRise(r, x))
  let total = 0
  let [byR, byAlpha, byS, byBeta] = [0, 0, 0, 0]
  for (let index = 0; index < groups.size; index += 1) {
    const x = groups.x[index]!
    const tx = groups.tx[index]!
    const count = groups.count[index]!
    const R = r + x
    const shareA = -Math.log1p(tx / alpha)
    const shareB = -Math.log1p(tx / beta)
    const by = integrate(params, R, tx, groups.T[index]!)
    const either = by.alive + s * by.gone
    // Where nobody leaves, being here may be too unlikely for a number: its logarithm is none.
    const logEither = s === 0 ? -R * Math.log1p((groups.T[index]! - tx) / (alpha + tx)) : Math.log(either)
    const place = groups.xAt[index]!
    total += count * (level[place]! + r * shareA - x * Math.log(alpha + tx) + s * shareB + logEither)
    if (!gradient) continue
    byR += count * (rise[place]! + shareA + by.byR / either)
    byAlpha += count * (((r * tx) / alpha - x) / (alpha + tx) + by.byAlpha / either)
    byS += count * (shareB + by.byS / either)
    byBeta += count * ((s * tx) / (beta * (beta + tx)) + by.byBeta / either)
  }
  if (gradient) gradient.set([byR, byAlpha, byS, byBeta])
  return total
}

/** On logarithms of (r, α, s, β). */
export function paretoObjective(groups: Groups): Objective {
  return (at, gradient) => {
    const params = paretoParamsAt(at)
    const value = paretoLogLikelihood(groups, params, gradient)
    const natural = [params.r, params.alpha, params.s, params.beta]
    for (let index = 0; index < 4; index += 1) gradient[index]! *= natural[index]!
    return value
  }
}

export function paretoParamsAt(at: ArrayLike<number>): ParetoParams {
  return { r: Math.exp(at[0]!), alpha: Math.exp(at[1]!), s: Math.exp(at[2]!), beta: Math.exp(at[3]!) }
}

/**
 * What lies ahead: alive at T, λ ~ Gamma(R, A) and μ ~ Gamma(s, B) are independent, R = r+x, A = α+T, B = β+T.
 */
export interface ParetoAhead {
  /** P(still a customer); 0 where it is below 1e-308. */
  alive: number
  R: number
  A: number
  s: number
  B: number
}

export function paretoAhead(params: ParetoParams, { x, tx, T }: Row): ParetoAhead {
  const R = params.r + x
  const { alive, gone } = integrate(params, R, tx, T)
  const either = alive + params.s * gone
  return {
    alive: params.s === 0 ? 1 : alive / either,
    ...{ R, A: params.alpha + T, s: params.s, B: params.beta + T },
  }
}

/**
 * Expected purchases within h, were she alive: R/A ∫₀ʰ (B/(B+u))ˢ du. Fader & Hardie 2005, eq. (41), with its pole at
 * s = 1 divided out.
 */
export function paretoExpectedAlive({ R, A, s, B }: ParetoAhead, h: number): number {
  const log = Math.log1p(h / B)
  const lifetime = s === 1 ? B * log : (-B * Math.expm1((1 - s) * log)) / (s - 1)
  return (R / A) * lifetime
}

/** P(no purchase within h), alive or gone. */
export function paretoNone(ahead: ParetoAhead, h: number): number {
  return 1 - ahead.alive * (1 - paretoNoneAlive(ahead, h))
}

function paretoNoneAlive({ R, A, s, B }: ParetoAhead, h: number): number {
  // The likelihood's two terms, with the clock at now: λ's shape R, nothing bought in (0, h].
  const { alive, gone } = integrate({ r: R, alpha: A, s, beta: B }, R, 0, h)
  return Math.min(1, alive + s * gone)
}

/** P(0), …, P(most) purchases in (from, until] from now. Fader & Hardie 2014, "Deriving P(X(t,t+τ)=n)", note 032. */
export function paretoChances(ahead: ParetoAhead, from: number, until: number, most: number): Float64Array {
  const { alive, R, A, s, B } = ahead
  const chances = new Float64Array(most + 1)
  const h = until - from
  const add = (u: number, weight: number) => {
    let term = weight * Math.exp(-R * Math.log1p(u / A))
    const share = u / (A + u)
    for (let n = 0; n <= most; n += 1) {
      chances[n]! += term
      term *= ((R + n) / (n + 1)) * share
    }
  }
  const survives = (u: number) => Math.exp(-s * Math.log1p(u / B))
  add(h, alive * survives(until))
  chances[0]! += 1 - alive * survives(from)
  const scale = Math.min(A, B + from)
  const end = Math.log1p(h / scale)
  const panels = Math.ceil(end / 0.35) + Math.ceil(Math.sqrt(R) / 4)
  const { at, weight } = gaussLegendre(16)
  for (let panel = 0; panel < panels && s > 0; panel += 1) {
    for (let node = 0; node < 16; node += 1) {
      const v = ((panel + at[node]!) * end) / panels
      const u = scale * Math.expm1(v)
      const leaves = (s * survives(from + u)) / (B + from + u)
      add(u, (alive * leaves * (scale + u) * weight[node]! * end) / panels)
    }
  }
  return chances
}
