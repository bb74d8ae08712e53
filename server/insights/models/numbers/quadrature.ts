import { logBeta } from './gamma.ts'

/** Integrals of positive, analytic functions: no cancellation, so what converges is right to the last digits. */

export interface Nodes {
  at: Float64Array
  weight: Float64Array
}

const rules = new Map<number, Nodes>()

/** Gauss–Legendre on [0, 1]: exact for polynomials up to degree 2n − 1. By Newton on the Legendre recurrence. */
export function gaussLegendre(n: number): Nodes {
  const known = rules.get(n)
  if (known) return known
  const at = new Float64Array(n)
  const weight = new Float64Array(n)
  for (let index = 0; index < n; index += 1) {
    let z = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5))
    let slope = 1
    for (let round = 0; round < 100; round += 1) {
      let now = 1
      let before = 0
      for (let degree = 1; degree <= n; degree += 1) {
        const next = ((2 * degree - 1) * z * now - (degree - 1) * before) / degree
        before = now
        now = next
      }
      slope = (n * (z * now - before)) / (z * z - 1)
      const step = now / slope
      z -= step
      if (Math.abs(step) < 1e-16) break
    }
    at[index] = (1 - z) / 2
    weight[index] = 1 / ((1 - z * z) * slope * slope)
  }
  const made = { at, weight }
  rules.set(n, made)
  return made
}

/** The trapezoid is halved until two answers agree so far; its error falls with the square, so the last is far better. */
const AGREED = 1e-11
const HALVINGS = 9

/**
 * Σ over the trapezoid on the whole line of a function that falls off doubly exponentially (Takahasi & Mori 1974):
 * `of(τ)` for τ in [from, to], outside of which it is nothing.
 */
export function trapezoid(of: (tau: number) => number, from: number, to: number): number {
  const count = 24
  let step = (to - from) / count
  let sum = 0
  for (let index = 0; index <= count; index += 1) sum += of(from + index * step)
  let value = sum * step
  for (let round = 0; round < HALVINGS; round += 1) {
    for (let at = from + step / 2; at < to; at += step) sum += of(at)
    step /= 2
    const next = sum * step
    if (Math.abs(next - value) <= AGREED * Math.abs(next)) return next
    value = next
  }
  return value
}

/** exp(−this) is nothing beside 1. */
const NOTHING = 42

/**
 * E[f(p)] for p ~ Beta(a, b), a, b > 0. `f` gets p and 1 − p, each exact near its end, and must be bounded near both.
 * Small a or b are no trouble: the substitution p = 1/(1 + e^(−π sinh τ)) walks as near to the ends as it needs.
 */
export function betaMean(a: number, b: number, f: (p: number, rest: number) => number): number {
  const scale = logBeta(a, b)
  const height = (odds: number) => a * -softPlus(-odds) + b * -softPlus(odds) - scale
  const middle = Math.log(a / b)
  const from = fallOff(height, middle, -1)
  const to = fallOff(height, middle, 1)
  const density = (tau: number) => {
    const odds = Math.PI * Math.sinh(tau)
    const slope = Math.PI * Math.cosh(tau)
    return Math.exp(height(odds)) * slope * f(Math.exp(-softPlus(-odds)), Math.exp(-softPlus(odds)))
  }
  return trapezoid(density, Math.asinh(from / Math.PI), Math.asinh(to / Math.PI))
}

/** ln(1 + e^x). */
function softPlus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))
}

/** Where a concave function has fallen so far below its top that the rest is nothing. */
function fallOff(height: (x: number) => number, top: number, side: 1 | -1): number {
  const floor = height(top) - NOTHING
  let step = 1
  while (height(top + side * step) > floor) step *= 2
  let low = step / 2
  let high = step
  for (let round = 0; round < 6; round += 1) {
    const mid = (low + high) / 2
    if (height(top + side * mid) > floor) low = mid
    else high = mid
  }
  return top + side * high
}

/** ∫₀^∞ f(u) du for a positive f that falls off at least like e^(−rate·u); u = e^(τ − e^(−τ)) / rate. */
export function halfLine(f: (u: number) => number, rate: number): number {
  const of = (tau: number) => {
    const inner = Math.exp(-tau)
    const u = Math.exp(tau - inner) / rate
    return f(u) * u * (1 + inner)
  }
  return trapezoid(of, -4.5, 4.5)
}
