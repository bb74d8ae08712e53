import { wilson } from '../measures/retention.ts'
import { criticalT, criticalZ, twoSidedT, twoSidedZ } from './distributions.ts'

/** Two groups compared: the difference with its interval, and how likely chance alone makes one as large. */
export interface Difference {
  difference: number
  low: number
  high: number
  /** z for shares, t for means. */
  statistic: number
  degrees: number | null
  pValue: number
}

export interface Share {
  part: number
  of: number
}

/**
 * Two shares: Newcombe's interval for their difference from two Wilson intervals (1998, method 10), which never leaves
 * [-1, 1] and holds for few people; z with the pooled share.
 */
export function compareShares(arm: Share, control: Share, alpha = 0.05): Difference {
  const z = criticalZ(alpha)
  const [p1, p2] = [arm.part / arm.of, control.part / control.of]
  const [w1, w2] = [wilson(arm.part, arm.of, z), wilson(control.part, control.of, z)]
  const difference = p1 - p2
  const pooled = (arm.part + control.part) / (arm.of + control.of)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / arm.of + 1 / control.of))
  const statistic = error > 0 ? difference / error : 0
  return {
    difference,
    low: difference - Math.hypot(p1 - w1.low, w2.high - p2),
    high: difference + Math.hypot(w1.high - p1, p2 - w2.low),
    ...{ statistic, degrees: null, pValue: twoSidedZ(statistic) },
  }
}

/** Count, mean and the sum of squares about it, added one by one (Welford 1962), so that large means lose nothing. */
export class Moments {
  count = 0
  mean = 0
  #squares = 0

  add(value: number): void {
    this.count += 1
    const step = value - this.mean
    this.mean += step / this.count
    this.#squares += step * (value - this.mean)
  }

  /** With n − 1; 0 of fewer than two. */
  get variance(): number {
    return this.count > 1 ? this.#squares / (this.count - 1) : 0
  }
}

/** Two means with spreads of their own: Welch's t (1947), degrees by Satterthwaite. */
export function compareMeans(
  arm: Pick<Moments, 'count' | 'mean' | 'variance'>,
  control: Pick<Moments, 'count' | 'mean' | 'variance'>,
  alpha = 0.05,
): Difference {
  const [v1, v2] = [arm.variance / arm.count, control.variance / control.count]
  const difference = arm.mean - control.mean
  const error = Math.sqrt(v1 + v2)
  if (!(error > 0))
    return {
      difference,
      low: difference,
      high: difference,
      statistic: 0,
      degrees: null,
      pValue: difference === 0 ? 1 : 0,
    }
  const degrees = (v1 + v2) ** 2 / (v1 ** 2 / (arm.count - 1) + v2 ** 2 / (control.count - 1))
  const half = criticalT(alpha, degrees) * error
  const statistic = difference / error
  return {
    difference,
    low: difference - half,
    high: difference + half,
    statistic,
    degrees,
    pValue: twoSidedT(statistic, degrees),
  }
}

/** Holm's step-down correction (1979) of several p-values, in their order. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!)
  const corrected = new Array<number>(pValues.length)
  let most = 0
  for (const [rank, index] of order.entries()) {
    most = Math.max(most, Math.min(1, pValues[index]! * (pValues.length - rank)))
    corrected[index] = most
  }
  return corrected
}

/**
 * How many people each group needs for a difference to be seen: 80 of 100 times where it is real, and no more than 5 of
 * 100 where it is chance. `spread` is the standard deviation; of a share p it is √(p(1 − p)).
 */
export function neededPerGroup(lift: number, spread: number, { alpha = 0.05, power = 0.8 } = {}): number {
  if (lift === 0) return Number.POSITIVE_INFINITY
  const z = criticalZ(alpha) + criticalZ(2 * (1 - power))
  return Math.ceil(2 * ((z * spread) / lift) ** 2)
}

/** The smallest difference that groups of these sizes can show, by the same measure. */
export function smallestSeen(
  arm: number,
  control: number,
  spread: number,
  { alpha = 0.05, power = 0.8 } = {},
): number {
  const z = criticalZ(alpha) + criticalZ(2 * (1 - power))
  return z * spread * Math.sqrt(1 / arm + 1 / control)
}
