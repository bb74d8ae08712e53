import { logRising } from './gamma.ts'

/**
 * How often a Poisson process of rate λ ~ Gamma(R, A) happens in a time h: a negative binomial. Given as chances of
 * n = from, from + 1, … (before `from` they are nothing), until what is left is below 1e-16 or `most` is reached.
 */
export interface Counts {
  from: number
  chance: Float64Array
  /** P(more than the last listed). */
  beyond: number
}

/** R > 0, A > 0, h ≥ 0. */
export function countsWithin(R: number, A: number, h: number, most = 2_000_000): Counts {
  if (h === 0 || R === 0) return { from: 0, chance: Float64Array.of(1), beyond: 0 }
  const mean = (R * h) / A
  const spread = Math.sqrt(mean * (1 + h / A))
  const none = -R * Math.log1p(h / A)
  // Where even the chance of nothing is too small for a number, the walk begins below the bell.
  const from = none > -700 ? 0 : Math.max(0, Math.floor(mean - 14 * spread))
  const share = h / (A + h)
  let chance = Math.exp(
    from === 0 ? none : none + logRising(R, from) - logRising(1, from) + from * Math.log(share),
  )
  const chances: number[] = []
  let beyond = from === 0 ? -Math.expm1(none) : 1
  for (let n = from; n <= most; n += 1) {
    chances.push(chance)
    if (n > from || from > 0) beyond -= chance
    if (n > mean && (chance < 1e-18 || beyond <= 0)) break
    chance *= ((R + n) / (n + 1)) * share
  }
  return { from, chance: Float64Array.from(chances), beyond: Math.max(0, beyond) }
}
