import { businessOf, nowOf } from '../businesses/businesses.ts'
import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'

const YEAR_DAYS = 365
const VISITS_AT_MOST = 366
/** From so many visits on a habit is worth saying… */
const HABIT_VISITS = 6
/** …and of so many of them it must be true. */
const HABIT_SHARE = 0.6
const GAPS = 20

export const partsOfDay = ['morning', 'midday', 'afternoon', 'evening'] as const
type PartOfDay = (typeof partsOfDay)[number]

interface VisitRow {
  day: string
  amountMinor: number
  hour: number
}

const readYear = statement<VisitRow>(
  'stories.year',
  `select shop_day as day, sum(spend_minor)::bigint as "amountMinor",
          extract(hour from min(occurred_at) at time zone $4)::int as hour
     from purchases
    where business_id = $1 and customer_id = $2 and shop_day > $3 and not fully_returned
    group by shop_day order by shop_day desc limit ${VISITS_AT_MOST}`,
)

/** A year of one customer's visits, and what of a habit is in them. */
export async function rhythmOf(tx: Tx, customerId: CustomerId) {
  const { timeZone } = await businessOf(tx)
  const until = (await nowOf(tx)).toZonedDateTimeISO(timeZone).toPlainDate()
  const from = until.subtract({ days: YEAR_DAYS })
  const rows = await tx.rows(readYear, [tx.businessId, customerId, from.toString(), timeZone])
  const visits = rows.reverse()
  return {
    from: from.toString(),
    until: until.toString(),
    visits: visits.map(({ day, amountMinor }) => ({ day, amountMinor })),
    yearMinor: visits.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    ...habitOf(visits),
  }
}

/** Pure: between how many days she usually comes (the middle half of her gaps), at what part of the day, on which weekday. */
export function habitOf(visits: readonly Pick<VisitRow, 'day' | 'hour'>[]): {
  gap: { from: number; to: number } | null
  partOfDay: PartOfDay | null
  weekday: number | null
} {
  const days = visits.map(({ day }) => Temporal.PlainDate.from(day))
  const gaps = days
    .slice(1)
    .map((day, index) => days[index]!.until(day).days)
    .slice(-GAPS)
    .sort((a, b) => a - b)
  const quarter = (share: number) => gaps[Math.round((gaps.length - 1) * share)]!
  return {
    gap: gaps.length < 3 ? null : { from: quarter(0.25), to: quarter(0.75) },
    partOfDay: mostly(visits.map(({ hour }) => partOf(hour))),
    // Monday is 0.
    weekday: mostly(days.map(({ dayOfWeek }) => dayOfWeek - 1)),
  }
}

function partOf(hour: number): PartOfDay {
  if (hour < 4 || hour >= 17) return 'evening'
  if (hour < 11) return 'morning'
  return hour < 14 ? 'midday' : 'afternoon'
}

function mostly<Value>(values: readonly Value[]): Value | null {
  if (values.length < HABIT_VISITS) return null
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({
    value,
    count: all.length,
  }))
  const most = counts.toSorted((a, b) => b.count - a.count)[0]!
  return most.count / values.length >= HABIT_SHARE ? most.value : null
}
