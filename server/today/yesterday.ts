import { statement, type Tx } from '../platform/database.ts'

/** What a day brought, beside what such a weekday usually brings. Money in minor units, net of what came back. */
export interface Yesterday {
  day: string
  purchases: number
  /** Different customers known by name. */
  known: number
  /** Known ones, and each purchase of nobody known. */
  people: number
  salesMinor: number
  /** The median of the same weekday in the eight weeks before; null while fewer than three of them had sales. */
  usualMinor: number | null
  /** How this day stands to it: within 15 % it is usual. */
  against: 'usual' | 'above' | 'below' | null
}

const WEEKS = 8
const LEAST_WEEKS = 3
const USUAL_SHARE = 0.15

// Nine days of the index, one of them seven days after the other.
const daysLike = statement<{
  day: string
  purchases: number
  known: number
  people: number
  salesMinor: number
}>(
  'today.days_like',
  `select shop_day as day, count(*) as purchases, count(distinct customer_id) as known,
          count(distinct customer_id) + count(*) filter (where customer_id is null) as people,
          sum(total_minor - returned_minor)::bigint as "salesMinor"
     from purchases
    where business_id = $1 and currency = $2 and shop_day = any($3::date[]) and not fully_returned
    group by shop_day order by shop_day desc`,
)

export async function yesterdayOf(
  tx: Tx,
  { today, currency }: { today: Temporal.PlainDate; currency: string },
): Promise<Yesterday> {
  const day = today.subtract({ days: 1 })
  const days = Array.from({ length: WEEKS + 1 }, (_, week) => day.subtract({ weeks: week }).toString())
  const rows = await tx.rows(daysLike, [tx.businessId, currency, days])
  const own = rows.find((row) => row.day === day.toString())
  const { purchases = 0, known = 0, people = 0, salesMinor = 0 } = own ?? {}
  const earlier = rows.filter((row) => row !== own && row.salesMinor > 0).map((row) => row.salesMinor)
  const usualMinor = earlier.length < LEAST_WEEKS ? null : median(earlier)
  return {
    ...{ day: day.toString(), purchases, known, people, salesMinor, usualMinor },
    against: usualMinor === null ? null : compared(salesMinor, usualMinor),
  }
}

function compared(salesMinor: number, usualMinor: number): 'usual' | 'above' | 'below' {
  if (Math.abs(salesMinor - usualMinor) <= usualMinor * USUAL_SHARE) return 'usual'
  return salesMinor > usualMinor ? 'above' : 'below'
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2)
}
