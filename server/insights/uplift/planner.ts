import { criticalZ } from './distributions.ts'

/** What is asked before a campaign: how many people it takes to see an effect that is worth seeing. */
export interface Plan {
  /** Of a share: the part of people, 0 to 1. Of a mean: what one brings. */
  baseline: number
  /** The smallest difference worth seeing, above zero, in the unit of the baseline. */
  lift: number
  /** Of a mean: the standard deviation of what one brings. null: a share. */
  spread: number | null
  /** How many groups are asked, each against the one left out. */
  arms: number
  /** Of 100 people, how many are left out. */
  controlPercent: number
  power: number
  alpha: number
  /** How alike what they did before and what they do then is (correlation); it takes so much of the spread away. */
  correlation: number | null
}

export interface Needed {
  /** In each group that is asked, and in the one left out. */
  arm: number
  control: number
  total: number
}

/**
 * People needed so that the effect is seen in `power` of all draws where it is real, two-sided at `alpha`, which several
 * arms share (Bonferroni, as their intervals do). Groups may be unequal, and each arm gets the same part.
 *
 * Shares: the normal approximation with the pooled share under no effect and both shares under it (Fleiss, Levin and Paik
 * 2003, eq. 4.19, without continuity correction). Means: (z + z)² σ² (1 + 1/k) / δ², with k = control / arm.
 */
export function needed(plan: Plan): Needed {
  const { baseline, lift, arms } = plan
  const k = ratioOf(plan)
  const [zAlpha, zPower] = quantilesOf(plan)
  if (plan.spread !== null)
    return peopleOf((((zAlpha + zPower) * plan.spread) ** 2 * (1 + 1 / k)) / lift ** 2, k, arms)
  const then = baseline + lift
  const pooled = (then + k * baseline) / (1 + k)
  const without = zAlpha * Math.sqrt(pooled * (1 - pooled) * (1 + 1 / k))
  const withIt = zPower * Math.sqrt(then * (1 - then) + (baseline * (1 - baseline)) / k)
  return peopleOf(((without + withIt) / lift) ** 2, k, arms)
}

/** The same when what they did before is taken out (CUPED): only 1 − ρ² of the variance of means is left. */
export function neededWithBefore(plan: Plan): Needed | null {
  const { spread, correlation } = plan
  if (spread === null || correlation === null) return null
  return needed({ ...plan, spread: spread * Math.sqrt(1 - Math.min(correlation ** 2, 0.99)) })
}

/** The smallest effect that so many people in all can show; null where not even the largest possible. */
export function smallestWith(people: number, plan: Omit<Plan, 'lift'>): number | null {
  const most = plan.spread === null ? 1 - plan.baseline : Number.MAX_VALUE
  const enough = (lift: number) => needed({ ...plan, lift }).total <= people
  if (people < 2 * (plan.arms + 1) || (plan.spread === null && !enough(most))) return null
  if (plan.spread !== null) {
    // Means follow a square-root law: from any lift to the one that takes exactly so many.
    const k = ratioOf(plan)
    const arm = people / (plan.arms + k)
    const [zAlpha, zPower] = quantilesOf(plan)
    return (zAlpha + zPower) * plan.spread * Math.sqrt((1 + 1 / k) / arm)
  }
  let [low, high] = [0, most]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (enough(middle)) high = middle
    else low = middle
  }
  return high
}

function ratioOf({ controlPercent, arms }: Pick<Plan, 'controlPercent' | 'arms'>): number {
  return controlPercent / ((100 - controlPercent) / arms)
}

function quantilesOf({ alpha, power, arms }: Pick<Plan, 'alpha' | 'power' | 'arms'>): [number, number] {
  return [criticalZ(alpha / arms), criticalZ(2 * (1 - power))]
}

function peopleOf(exact: number, k: number, arms: number): Needed {
  // A whole number that came out as 400.0000000001 is not 401.
  const up = (value: number) => Math.max(2, Math.ceil(value - 1e-9))
  const [arm, control] = [up(exact), up(exact * k)]
  return { arm, control, total: arm * arms + control }
}
