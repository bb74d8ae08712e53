/**
 * Season and trend of weekly totals. A year has 52 weeks here, so that a Monday is compared with a Monday. Beside the same
 * weeks a year before, the season drops out by itself. After a second year each week's usual share of the year is known,
 * too, and what is left when it is divided out tells the trend.
 */
const WEEKS = 52
/** So many of the latest weeks are compared with their year before. */
const COMPARED_WEEKS = 13
const LEAST_COMPARED_WEEKS = 4
/** So many weeks of the latest are asked for their trend. */
const TREND_WEEKS = 26
const WEEKS_A_MONTH = 365.25 / 12 / 7

/** A share of change, and the range that holds the true one 95 times of 100. */
export interface Change {
  change: number
  low: number
  high: number
  weeks: number
}

export interface Season {
  /** How many weeks lie between the first with sales and the last. */
  known: number
  /** So many are needed for a comparison, and for a trend. */
  needed: { comparison: number; trend: number }
  yearOnYear: Change | null
  /** A month's change when the season is divided out. */
  trend: Change | null
  /** The last 52 weeks at most: sold, the same week a year before, and what it comes to without the season. */
  weeks: { week: string; value: number; yearBefore: number | null; adjusted: number | null }[]
}

/** Of weeks without a gap, the oldest first. */
export function seasonOf(weeks: readonly { week: string; value: number }[]): Season {
  const values = weeks.map(({ value }) => value)
  const known = values.length
  const at = (index: number) => (index >= 0 ? values[index]! : null)
  const adjusted = values.map((value, index) => {
    const usual = usualShare(values, index)
    return usual === null ? null : value / usual
  })
  const first = Math.max(0, known - WEEKS)
  return {
    known,
    needed: { comparison: WEEKS + LEAST_COMPARED_WEEKS, trend: 1.5 * WEEKS + SMOOTH + TREND_WEEKS / 2 },
    yearOnYear: compared(values),
    trend: trendOf(adjusted.slice(-TREND_WEEKS)),
    weeks: weeks.slice(first).map(({ week, value }, index) => ({
      ...{ week, value, yearBefore: at(first + index - WEEKS), adjusted: adjusted[first + index]! },
    })),
  }
}

// Five weeks around the one a year before: a single week of rain is not a season.
const SMOOTH = 2

/** What a week usually is beside the mean week of its year: 1 is usual, 1.4 is Christmas. null while nobody knows. */
function usualShare(values: readonly number[], index: number): number | null {
  const middle = index - WEEKS
  const begin = middle - WEEKS / 2
  if (begin - SMOOTH < 0) return null
  const around = meanLog(values.slice(middle - SMOOTH, middle + SMOOTH + 1))
  // The year around it, by logarithms, so that steady growth moves its middle and not its mean. Its two ends are the same
  // week of the year and share its place.
  const year = values.slice(begin, begin + WEEKS + 1)
  return Math.exp(around - (meanLog(year.slice(1)) + meanLog(year.slice(0, -1))) / 2) || null
}

/** Of the weeks in which anything was sold; NaN of none. */
const meanLog = (values: readonly number[]) =>
  mean(values.filter((value) => value > 0).map((value) => Math.log(value)))

/** The mean ratio of the latest weeks to their year before, by logarithms, with Student's interval. */
function compared(values: readonly number[]): Change | null {
  const ratios: number[] = []
  for (let index = Math.max(WEEKS, values.length - COMPARED_WEEKS); index < values.length; index += 1) {
    const [now, before] = [values[index]!, values[index - WEEKS]!]
    if (now > 0 && before > 0) ratios.push(Math.log(now / before))
  }
  if (ratios.length < LEAST_COMPARED_WEEKS) return null
  const middle = mean(ratios)
  const variance = ratios.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (ratios.length - 1)
  const reach = studentOf(ratios.length - 1) * Math.sqrt(variance / ratios.length)
  return {
    ...{ change: Math.expm1(middle), low: Math.expm1(middle - reach), high: Math.expm1(middle + reach) },
    weeks: ratios.length,
  }
}

/** The median slope of all pairs of weeks (Theil 1950, Sen 1968), whom single odd weeks don't bend; Sen's interval. */
function trendOf(adjusted: readonly (number | null)[]): Change | null {
  const points = adjusted.flatMap((value, index) =>
    value && value > 0 ? [[index, Math.log(value)] as const] : [],
  )
  const n = points.length
  if (n < TREND_WEEKS / 2) return null
  const slopes: number[] = []
  for (const [late, [x, y]] of points.entries())
    for (const [x0, y0] of points.slice(0, late)) slopes.push((y - y0) / (x - x0))
  slopes.sort((one, other) => one - other)
  const many = slopes.length
  const spread = 1.96 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const ranked = (rank: number) => slopes[Math.min(many - 1, Math.max(0, Math.round(rank)))]!
  const month = (slope: number) => Math.expm1(slope * WEEKS_A_MONTH)
  return {
    change: month((slopes[Math.floor((many - 1) / 2)]! + slopes[Math.ceil((many - 1) / 2)]!) / 2),
    ...{ low: month(ranked((many - spread) / 2 - 1)), high: month(ranked((many + spread) / 2)) },
    weeks: n,
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Student's 97.5 % quantile for 3 to 12 degrees of freedom. */
function studentOf(freedom: number): number {
  return [3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179][freedom - 3]!
}
