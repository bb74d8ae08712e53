import { statement, type Tx } from '../../platform/database.ts'
import { uplift } from '../uplift/uplift.ts'
import { hereOf } from './here.ts'

/**
 * What a campaign brought, on the shop's own purchases: who was in which group stands in an attribute of the customers,
 * and what they did in the days before tells whether chance made the groups.
 */
interface Row {
  group: string
  value: number
  earlier: number
}

const readPeople = statement<Row>(
  'insights.campaign',
  `select c.attributes->>$2 as "group", ${sumOf('$3', '$4')} as value, ${sumOf('$6', '$7')} as earlier
     from customers c
    where c.business_id = $1 and c.merged_into is null and c.attributes ? $2 and c.attributes->>$2 <> ''
    limit 200000`,
)

function sumOf(from: string, until: string): string {
  return `(select case when $5 = 'came' then least(count(*), 1)::float8 when $5 = 'visits' then count(distinct shop_day)::float8
                  else coalesce(sum(p.spend_minor), 0)::float8 end
             from purchases p where p.business_id = $1 and p.customer_id = c.customer_id and p.shop_day between ${from} and ${until}
              and not p.fully_returned)`
}

export type CampaignMetric = 'came' | 'visits' | 'spend'

export async function campaign(
  tx: Tx,
  wish: { attribute: string; control: string; from: string; until: string; metric: CampaignMetric },
) {
  const { currency } = await hereOf(tx)
  const [from, until] = [Temporal.PlainDate.from(wish.from), Temporal.PlainDate.from(wish.until)]
  const days = from.until(until).days + 1
  const before = { from: from.subtract({ days }).toString(), until: from.subtract({ days: 1 }).toString() }
  const rows = await tx.rows(readPeople, [
    ...[tx.businessId, wish.attribute, wish.from, wish.until, wish.metric, before.from, before.until],
  ])
  return { currency, metric: wish.metric, before, people: rows.length, ...uplift(rows, wish.control) }
}
