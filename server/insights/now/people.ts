import { statement, type Tx } from '../../platform/database.ts'
import { showId } from '../../platform/ids.ts'

/** Somebody behind a number: who she is, her habit, what she brings. */
export interface Person {
  id: string
  purchases: number
  days: number
  moneyMinor: number
  firstDay: string
  lastDay: string
  gapDays: number | null
  awayDays: number
  yearMinor: number
}

const readNames = statement<{ id: string; name: string | null }>(
  'insights.names',
  `select c.customer_id as id,
          coalesce(c.full_name, nullif(case when c.language in ('hu', 'mn') then concat_ws(' ', c.family_name, c.given_name)
                                            else concat_ws(' ', c.given_name, c.family_name) end, ''),
                   (select value from identities i
                     where i.business_id = $1 and i.customer_id = c.customer_id and i.kind in ('external', 'phone', 'email')
                     order by kind, value limit 1)) as name
     from customers c where c.business_id = $1 and c.customer_id = any($2)`,
)

// A year of each of a few people, by the index of a customer's purchases.
const readVisits = statement<{ id: string; day: string; amountMinor: number }>(
  'insights.visits',
  `select customer_id as id, shop_day as day, sum(spend_minor)::bigint as "amountMinor" from purchases
    where business_id = $1 and customer_id = any($2) and shop_day > $3::date - 365 and not fully_returned
    group by 1, 2 order by 1, 2`,
)

/** Adds names and a year of visits to a few people. */
export async function visitsOf<Row extends Person>(tx: Tx, rows: readonly Row[], today: string) {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const [names, visits] = await Promise.all([
    tx.rows(readNames, [tx.businessId, ids]),
    tx.rows(readVisits, [tx.businessId, ids, today]),
  ])
  const named = new Map(names.map(({ id, name }) => [id, name]))
  const came = Map.groupBy(visits, ({ id }) => id)
  return rows.map(({ id, purchases, days, moneyMinor, firstDay, lastDay, gapDays, awayDays, yearMinor }) => ({
    id: showId('customer', id),
    name: named.get(id) ?? null,
    ...{ purchases, days, moneyMinor, firstDay, lastDay, gapDays, awayDays, yearMinor },
    visits: (came.get(id) ?? []).map(({ day, amountMinor }) => ({ day, amountMinor })),
  }))
}
