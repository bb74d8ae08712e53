/**
 * How many stay. The formula of the trade is CRR = (E − N) / S × 100: who bought in the period (E) without those who
 * bought for the first time in it (N), by those there were at its start (S: who bought in the period of the same length
 * before). It is only right where S, E and N are the same persons. Old customers who skipped the period before and came
 * back are in E and not in S, so the formula says that more stayed than did; we say beside it the share of S that really
 * bought again.
 */
export interface Retention {
  /** S, E and N of the formula. */
  start: number
  end: number
  newcomers: number
  /** Of S, who really bought again. */
  kept: number
  /** Neither new nor in S: they had left before, and came back. */
  returned: number
  /** (E − N) / S × 100; null where nobody was there at the start. */
  crr: number | null
  /** Of 100 of S, who really bought again. */
  keptPercent: number | null
  /** Whether the formula flatters. */
  trap: boolean
}

export function retentionOf(sums: {
  start: number
  end: number
  newcomers: number
  kept: number
  returned: number
}): Retention {
  const { start, end, newcomers, kept, returned } = sums
  const of = (part: number) => (start > 0 ? (part / start) * 100 : null)
  return { ...sums, crr: of(end - newcomers), keptPercent: of(kept), trap: start > 0 && returned > 0 }
}

/** A share with its interval at 95 %: Wilson's score interval (1927), which also holds for few people and near 0 and 1. */
export function wilson(part: number, of: number, z = 1.959963984540054): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 }
  const share = part / of
  const middle = share + (z * z) / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const whole = 1 + (z * z) / of
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) }
}
