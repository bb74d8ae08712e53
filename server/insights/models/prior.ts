import type { Objective } from './numbers/maximise.ts'

/**
 * What is usual in shops, for those with too few customers to show it themselves: each parameter's logarithm is normal
 * around a centre. The centres are the middle of what the public logs (CDNOW, an online grocery, Online Retail) come to
 * by these models; a spread of 1 lets two thirds lie within a factor of 2.7. Its weight is that of about two dozen
 * customers: measured in test/insights-intervals.test.ts on small draws of those logs.
 */
export type Prior = readonly { centre: number; spread: number }[]

/** Below so many customers the prior is used; above, its help would hardly be felt. */
export const SMALL = 200

const around = (value: number, spread: number) => ({ centre: Math.log(value), spread })

/** Of (r, α, a, b) and as well of (r, α, s, β), for a mean time of watching `scale`. */
export function purchasePrior(scale: number): Prior {
  return [around(0.6, 0.8), around(0.25 * scale, 1), around(0.6, 0.8), around(2, 1)]
}

/** The same with a lifetime's scale in time: Pareto/NBD. */
export function lifetimePrior(scale: number): Prior {
  return [...purchasePrior(scale).slice(0, 2), around(0.5, 0.8), around(0.3 * scale, 1)]
}

/** Of (p, q, v) for a mean spend. */
export function spendPrior(mean: number): Prior {
  return [around(4, 0.8), around(3.5, 0.5), around(0.6 * mean, 1)]
}

/** Of (α, β, γ, δ) of the BG/BB. */
export const chancePrior: Prior = [around(1, 1), around(1, 1), around(0.6, 1), around(2.5, 1)]

/** A log-likelihood with the prior's logarithm added. */
export function withPrior(objective: Objective, prior: Prior): Objective {
  return (at, gradient) => {
    let value = objective(at, gradient)
    for (const [index, { centre, spread }] of prior.entries()) {
      const away = (at[index]! - centre) / spread
      value -= (away * away) / 2
      gradient[index]! -= away / spread
    }
    return value
  }
}
