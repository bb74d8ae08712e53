import { type BgParams, type BgShape, bgLogLikelihood } from './bgFamily.ts'
import { logRising } from './numbers/gamma.ts'
import { countsWithin } from './numbers/negativeBinomial.ts'
import { betaMean } from './numbers/quadrature.ts'
import { groupRows, type Row } from './rows.ts'

/**
 * What lies ahead of one customer of the BG family. Given the past and that she is still here, λ and p are independent:
 * p ~ Beta(a, b+x+d), and λ with the number j of Erlang phases since her last purchase is a mixture of
 * Gamma(r+kx+j, α+T), j < k. So everything ahead is a finite sum of positive terms or an integral of one, also where
 * the published forms subtract (a = 1 is no pole here) or approximate (Platzer & Reutterer 2016, eq. (11), for k > 1).
 */
export interface BgAhead {
  /** P(still a customer). */
  alive: number
  k: number
  phases: Phase[]
  /** α + T, the scale of λ. */
  A: number
  a: number
  b: number
}

interface Phase {
  weight: number
  /** Phases passed since the last purchase, below k. */
  j: number
  /** Shape of λ. */
  R: number
}

export function bgAhead(params: BgParams, { k, atFirst }: BgShape, { x, tx, T }: Row): BgAhead {
  const { r, alpha, a, b } = params
  const R = r + k * x
  const A = alpha + T
  const w = (T - tx) / A
  let term = 1
  const terms = [1]
  for (let j = 1; j < k; j += 1) {
    term *= ((R + j - 1) / j) * w
    terms.push(term)
  }
  const sum = terms.reduce((total, value) => total + value, 0)
  const phases = terms.map((value, j) => ({ weight: value / sum, j, R: R + j }))
  const logStays = -R * Math.log1p((T - tx) / (alpha + tx)) + Math.log(sum)
  const odds = a > 0 && x + atFirst > 0 ? (a / (b + (x + atFirst - 1))) * Math.exp(-logStays) : 0
  return { alive: 1 / (1 + odds), k, phases, A, a, b: b + x + atFirst }
}

export function bgRowLogLikelihood(params: BgParams, shape: BgShape, row: Row): number {
  return bgLogLikelihood(groupRows([{ ...row, count: 1 }]), shape, params)
}

/** Expected purchases within h, were she alive. */
export function bgExpectedAlive(ahead: BgAhead, h: number): number {
  if (h === 0) return 0
  const [{ R }] = ahead.phases as [Phase]
  const { k, A, a, b } = ahead
  if (k > 1 && (R / A) * h < COUNTLESS) return expectedByCounting(ahead, h)
  // So many phases that it is nothing whether k of them make a purchase at the end or one k times as slow.
  const clock = k * A
  if (a === 0 || R === 0) return (R / clock) * h
  return bySeries(a, b, R, clock, h) ?? byIntegral(a, b, R, clock, h)
}

/** More phases than are worth counting one by one: centuries of a shop's horizon. */
const COUNTLESS = 50_000

/**
 * E[(1 − (1 + p h/A)^−R)/p], p ~ Beta(a, b). Fader, Hardie & Lee's eq. (10) after Euler's transformation and with its
 * pole at a = 1 divided out: c·{ −expm1(εL)/ε − (1−z)^ε G }, ε = a−1, L = ln(1−z), z = h/(A+h), c = a+b−1,
 * G = Σ_{n≥1} (1+ε)_{n−1} (c−R)ₙ / ((c)ₙ n!) zⁿ. Nothing where the series is slow or the two parts cancel.
 */
function bySeries(a: number, b: number, R: number, A: number, h: number): number | undefined {
  const z = h / (A + h)
  const c = a + b - 1
  if (z > 0.8 || c <= 0) return undefined
  const epsilon = a - 1
  const log = -Math.log1p(h / A)
  let term = ((c - R) / c) * z
  let sum = term
  for (let n = 1; n < 200; n += 1) {
    term *= (((epsilon + n) * (c - R + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) break
  }
  if (!(Math.abs(term) < 1e-16 * Math.abs(sum)) && term !== 0) return undefined
  const first = epsilon === 0 ? -log : -Math.expm1(epsilon * log) / epsilon
  const second = Math.exp(epsilon * log) * sum
  const difference = first - second
  return difference > 1e-3 * Math.max(first, Math.abs(second)) ? c * difference : undefined
}

function byIntegral(a: number, b: number, R: number, A: number, h: number): number {
  const rate = (R * h) / A
  return betaMean(a, b, (p) => (p < 1e-290 ? rate : -Math.expm1(-R * Math.log1p((p * h) / A)) / p))
}

/** Σ_m E[θ^(m−1)] P(the mth purchase would fall within h), over the phases she may be in. */
function expectedByCounting({ phases, k, A, a, b }: BgAhead, h: number): number {
  let expected = 0
  for (const { weight, j, R } of phases) {
    const { from, chance } = countsWithin(R, A, h)
    let atLeast = from === 0 ? -Math.expm1(-R * Math.log1p(h / A)) : 1
    let stays = 1
    let purchases = 0
    // P(≥ n) for n = 1, 2, …: below `from` it is one.
    for (let n = 1; n < from + chance.length; n += 1) {
      if (n > 1 && n > from) atLeast -= chance[n - 1 - from]!
      if ((n + j) % k !== 0) continue
      expected += weight * stays * Math.max(0, atLeast)
      stays *= (b + purchases) / (a + b + purchases)
      purchases += 1
    }
  }
  return expected
}

/** P(no purchase within h), alive or gone. */
export function bgNone(ahead: BgAhead, h: number): number {
  return Math.max(0, 1 - ahead.alive * buysWithin(ahead, h))
}

/** P(at least one purchase within h), were she alive: enough phases pass to complete one. */
function buysWithin({ phases, k, A }: BgAhead, h: number): number {
  let some = 0
  for (const { weight, j, R } of phases) {
    let term = Math.exp(-R * Math.log1p(h / A))
    if (k === 1) return -Math.expm1(-R * Math.log1p(h / A))
    let none = 0
    for (let n = 0; n < k - j; n += 1) {
      none += term
      term *= ((R + n) / (n + 1)) * (h / (A + h))
    }
    some += weight * (1 - none)
  }
  return some
}

/** P(0), P(1), …, P(most) purchases in (from, until] from now, alive or gone. Fader, Hardie & Lee 2005, eq. (8). */
export function bgChances(ahead: BgAhead, from: number, until: number, most: number): Float64Array {
  const chances = new Float64Array(most + 1)
  chances[0] = 1 - ahead.alive
  if (from === 0) addChances(chances, ahead, ahead.alive, until, most)
  else addAfter(chances, ahead, from, until - from, most)
  return chances
}

/** Adds what happens within h to one who is surely alive, with a weight. */
function addChances(
  chances: Float64Array,
  { phases, k, A, a, b }: BgAhead,
  weight: number,
  h: number,
  most: number,
): void {
  const would = new Float64Array(most + 2)
  for (const phase of phases) {
    const { from, chance } = countsWithin(phase.R, A, h, (most + 1) * k)
    for (const [index, value] of chance.entries()) {
      const purchases = Math.floor((phase.j + from + index) / k)
      if (purchases <= most) would[purchases]! += phase.weight * value
    }
  }
  let more = 1
  for (let n = 0; n <= most; n += 1) {
    const stays = a === 0 ? 1 : Math.exp(logRising(b, n) - logRising(a + b, n))
    const leaves =
      n === 0 || a === 0 ? 0 : (Math.exp(logRising(b, n - 1) - logRising(a + b, n - 1)) * a) / (a + b + n - 1)
    chances[n]! += weight * (stays * would[n]! + leaves * Math.max(0, more))
    more -= would[n]!
  }
}

/** The same for a time that begins later: over every number of phases that may pass until then. */
function addAfter(chances: Float64Array, ahead: BgAhead, wait: number, h: number, most: number): void {
  const { phases, k, A, a, b, alive } = ahead
  let gone = alive
  for (const phase of phases) {
    const { from, chance } = countsWithin(phase.R, A, wait)
    for (const [index, value] of chance.entries()) {
      const passed = from + index
      const purchases = Math.floor((phase.j + passed) / k)
      const stays = a === 0 ? 1 : Math.exp(logRising(b, purchases) - logRising(a + b, purchases))
      const weight = alive * phase.weight * value * stays
      if (weight < 1e-18) continue
      gone -= weight
      const then = [{ weight: 1, j: (phase.j + passed) % k, R: phase.R + passed }]
      addChances(chances, { ...ahead, phases: then, A: A + wait, b: b + purchases }, weight, h, most)
    }
  }
  chances[0]! += Math.max(0, gone)
}
