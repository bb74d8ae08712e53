/**
 * What a habit is, when somebody slips from it and what she is worth: said once, for the morning's list, for insight, for
 * lists of customers and for the counter, so that the same person is never counted in two ways. From facts alone.
 *
 * A habit: at least four days with a purchase. Her usual gap: the mean between those days. She keeps it until she has
 * been away for more than twice that gap, and a week at least, as who comes daily does not slip over a weekend. Then she
 * is slipping, and can still be won back: until eight gaps have passed, ninety days at least and a year at most. After
 * that she has left.
 */
export const habitDays = 4

const SLIPPING_GAPS = 2
const SLIPPING_AT_LEAST_DAYS = 7
const LEFT_GAPS = 8
const LEFT_AT_LEAST_DAYS = 90
const LEFT_AT_MOST_DAYS = 365

export interface Habit {
  /** Distinct days with a purchase that stands. */
  days: number
  firstDay: string | null
  lastDay: string | null
}

/** Her usual days between two visits; null before there is one. */
export function usualGapDays({ days, firstDay, lastDay }: Habit): number | null {
  if (days < 2 || !firstDay || !lastDay) return null
  return apart(firstDay, lastDay) / (days - 1)
}

/** How somebody with a habit stands to it on a day; null without one. */
export function habitOf(habit: Habit, at: string): 'kept' | 'slipping' | 'left' | null {
  const gap = usualGapDays(habit)
  if (gap === null || habit.days < habitDays) return null
  const away = apart(habit.lastDay!, at)
  if (away <= Math.max(SLIPPING_AT_LEAST_DAYS, SLIPPING_GAPS * gap)) return 'kept'
  return away <= Math.min(LEFT_AT_MOST_DAYS, Math.max(LEFT_AT_LEAST_DAYS, LEFT_GAPS * gap))
    ? 'slipping'
    : 'left'
}

/** Whole days from one day to a later one. */
function apart(from: string, until: string): number {
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
}

/** The columns of facts that say it, as SQL of whoever reads them; `at` is the day. */
interface Columns {
  days?: string
  firstDay?: string
  lastDay?: string
  at: string
}

const sqlOf = ({ days = 'days', firstDay = 'first_day', lastDay = 'last_day', at }: Columns) => ({
  gap: `((${lastDay}) - (${firstDay}))::float8 / nullif((${days}) - 1, 0)`,
  away: `(${at} - (${lastDay}))`,
  has: `(${days}) >= ${habitDays}`,
})

/** She has a habit and keeps it. */
export function keptSql(columns: Columns): string {
  const { gap, away, has } = sqlOf(columns)
  return `${has} and ${away} <= greatest(${SLIPPING_AT_LEAST_DAYS}, ${SLIPPING_GAPS} * ${gap})`
}

/** The last day on which she keeps it if she doesn't come again; null without a habit. */
export function heldUntilSql({ lastDay = 'last_day', ...columns }: Omit<Columns, 'at'>): string {
  const { gap, has } = sqlOf({ lastDay, at: lastDay, ...columns })
  return `case when ${has} then (${lastDay}) + floor(greatest(${SLIPPING_AT_LEAST_DAYS}, ${SLIPPING_GAPS} * ${gap}))::int end`
}

/** She has been away for longer than she is used to, and not yet for so long that she has left. */
export function slippingSql(columns: Columns): string {
  const { gap, away, has } = sqlOf(columns)
  return `${has} and ${away} > greatest(${SLIPPING_AT_LEAST_DAYS}, ${SLIPPING_GAPS} * ${gap}) and ${away} <= least(
     ${LEFT_AT_MOST_DAYS}, greatest(${LEFT_AT_LEAST_DAYS}, ${LEFT_GAPS} * ${gap}))`
}

/** The last day may lie so many days back, and no more, for somebody to be slipping: what an index can be asked for. */
export const slippingDays = { least: SLIPPING_AT_LEAST_DAYS + 1, most: LEFT_AT_MOST_DAYS }

/**
 * What somebody is worth a year: what she spent, spread over her time with us, taken as a year at least, so that a few
 * good weeks are not made into a fortune.
 */
export const yearlySql = 'round(money_minor * 365.0 / greatest(365, last_day - first_day + 1))::bigint'
