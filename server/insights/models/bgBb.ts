import { Refused } from '../../platform/errors.ts'
import { digammaRise, logRising } from './numbers/gamma.ts'
import type { Objective } from './numbers/maximise.ts'
import type { Groups, Row } from './rows.ts'

/**
 * BG/BB: chances to buy come one by one (a year, an event). While here, a customer takes each with probability
 * p ~ Beta(α, β); before each she leaves with probability θ ~ Beta(γ, δ). Fader, Hardie & Shang 2010, Marketing
 * Science 29:6. x purchases in n chances, the last at chance tx; T stands for n. Eq. (7):
 *
 *   B(α+x, β+n−x)/B(α,β) · B(γ, δ+n)/B(γ,δ) + Σ_{i=0}^{n−tx−1} B(α+x, β+tx−x+i)/B(α,β) · B(γ+1, δ+tx+i)/B(γ,δ)
 */
export interface ChanceParams {
  alpha: number
  beta: number
  gamma: number
  delta: number
}

/** The most chances a row may have: the sum goes over each. */
const MOST = 100_000

export function checkChances(row: Row, number: number): void {
  const wrong = faultOfChances(row)
  if (wrong) throw new Refused('insights.cannot_fit', `Row ${number}: ${wrong}.`)
}

/** What is wrong with a past in chances that cannot have been, as the rest of a sentence. */
export function faultOfChances({ x, tx, T: n }: Row): string | undefined {
  if (!Number.isInteger(n) || n > MOST) return `n must be a whole number of chances up to ${MOST}, not ${n}`
  if (!Number.isInteger(tx)) return `t_x must be the number of a chance, not ${tx}`
  if (x > tx) return `x is ${x} but t_x is ${tx}: that many purchases need as many chances`
  return undefined
}

/** ln of one term: bought x of `seen` chances, and lived `lived` of them, then left if `left` is 1. */
function termOf(
  { alpha, beta, gamma, delta }: ChanceParams,
  x: number,
  seen: number,
  lived: number,
  left: 0 | 1,
): number {
  return (
    logRising(alpha, x) +
    logRising(beta, seen - x) -
    logRising(alpha + beta, seen) +
    (left ? Math.log(gamma) : 0) +
    logRising(delta, lived) -
    logRising(gamma + delta, lived + left)
  )
}

/** The likelihood's terms as logarithms, the alive one first. */
function termsOf(params: ChanceParams, x: number, tx: number, n: number): number[] {
  const terms = [termOf(params, x, n, n, 0)]
  for (let i = 0; i < n - tx; i += 1) terms.push(termOf(params, x, tx + i, tx + i, 1))
  return terms
}

function logSum(terms: readonly number[]): number {
  const top = terms.reduce((high, term) => Math.max(high, term), Number.NEGATIVE_INFINITY)
  return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0))
}

/** The log-likelihood of all customers with its gradient by (α, β, γ, δ). */
export function chanceLogLikelihood(groups: Groups, params: ChanceParams, gradient?: Float64Array): number {
  const { alpha, beta, gamma, delta } = params
  gradient?.fill(0)
  let total = 0
  for (let index = 0; index < groups.size; index += 1) {
    const [x, tx, n] = [groups.x[index]!, groups.tx[index]!, groups.T[index]!]
    const count = groups.count[index]!
    const terms = termsOf(params, x, tx, n)
    const sum = logSum(terms)
    total += count * sum
    if (!gradient) continue
    for (const [place, term] of terms.entries()) {
      const seen = place === 0 ? n : tx + place - 1
      const left = place === 0 ? 0 : 1
      const weight = count * Math.exp(term - sum)
      const together = digammaRise(alpha + beta, seen)
      const lives = digammaRise(gamma + delta, seen + left)
      gradient[0]! += weight * (digammaRise(alpha, x) - together)
      gradient[1]! += weight * (digammaRise(beta, seen - x) - together)
      gradient[2]! += weight * ((left ? 1 / gamma : 0) - lives)
      gradient[3]! += weight * (digammaRise(delta, seen) - lives)
    }
  }
  return total
}

/** On logarithms of (α, β, γ, δ). */
export function chanceObjective(groups: Groups): Objective {
  return (at, gradient) => {
    const params = {
      ...{ alpha: Math.exp(at[0]!), beta: Math.exp(at[1]!) },
      ...{ gamma: Math.exp(at[2]!), delta: Math.exp(at[3]!) },
    }
    const value = chanceLogLikelihood(groups, params, gradient)
    for (const [index, natural] of Object.values(params).entries()) gradient[index]! *= natural
    return value
  }
}

/** What lies ahead of a customer: the shapes of p and θ given that she lived through all n chances. */
export interface ChanceAhead {
  /** P(alive for chance n + 1), eq. (11). */
  alive: number
  logLikelihood: number
  buys: number
  passes: number
  leaves: number
  stays: number
}

export function chanceAhead(params: ChanceParams, { x, tx, T: n }: Row): ChanceAhead {
  const terms = termsOf(params, x, tx, n)
  const logLikelihood = logSum(terms)
  const { alpha, beta, gamma, delta } = params
  const here = Math.exp(terms[0]! - logLikelihood)
  return {
    alive: (here * (delta + n)) / (gamma + delta + n),
    logLikelihood,
    ...{ buys: alpha + x, passes: beta + n - x, leaves: gamma, stays: delta + n },
  }
}

/** Expected purchases in the next h chances (whole ones), alive or gone: eq. (13), as the positive sum that it is. */
export function chanceExpected(ahead: ChanceAhead, h: number): number {
  const { alive, buys, passes, leaves, stays } = ahead
  let lives = alive
  let expected = 0
  for (let i = 1; i <= h; i += 1) {
    expected += (lives * buys) / (buys + passes)
    lives *= (stays + i) / (leaves + stays + i)
    if (lives < 1e-300) break
  }
  return expected
}

/** P(no purchase in the next h chances). */
export function chanceNone(ahead: ChanceAhead, h: number): number {
  const { alive, buys, passes, leaves, stays } = ahead
  let lives = alive
  let passed = 1
  let none = 1 - alive
  for (let i = 0; i < h; i += 1) {
    passed *= (passes + i) / (buys + passes + i)
    const next = i + 1 < h ? (lives * (stays + i + 1)) / (leaves + stays + i + 1) : 0
    none += (lives - next) * passed
    lives = next
  }
  return none
}
