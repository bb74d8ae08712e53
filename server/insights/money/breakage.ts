/**
 * Breakage: the share of points that nobody ever redeems, estimated from those whose fate is known. Customers differ, so
 * the interval is that of a ratio of sums over customers (Cochran 1977, §6.4), not one of single points.
 */
export interface Fate {
  /** Points of a customer whose time is over, and how many of them expired. */
  issued: number
  expired: number
}

export interface Breakage {
  customers: number
  share: number | null
  /** 95 %. */
  low: number | null
  high: number | null
}

const Z95 = 1.959963984540054

export function breakage(fates: readonly Fate[]): Breakage {
  const counted = fates.filter(({ issued }) => issued > 0)
  const customers = counted.length
  const issued = counted.reduce((sum, one) => sum + one.issued, 0)
  if (customers < 2 || issued === 0) return { customers, share: null, low: null, high: null }
  const share = counted.reduce((sum, one) => sum + one.expired, 0) / issued
  const squares = counted.reduce((sum, one) => sum + (one.expired - share * one.issued) ** 2, 0)
  const error = Math.sqrt((customers / (customers - 1)) * squares) / issued
  return { customers, share, low: Math.max(0, share - Z95 * error), high: Math.min(1, share + Z95 * error) }
}
