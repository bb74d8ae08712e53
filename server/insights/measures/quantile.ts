/**
 * The quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7; what R, NumPy and SQL's
 * percentile_cont give). `sorted` rises; NaN where it is empty.
 */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  const { length } = sorted
  if (length === 0) return Number.NaN
  const at = (length - 1) * part
  const below = Math.floor(at)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, length - 1)]!
  return low + (high - low) * (at - below)
}

/** Numbers in rising order, in an array of their own. */
export function rising(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort()
}
