import { statement, type Tx } from '../../platform/database.ts'

/**
 * Measures as of any day, read from the purchases themselves: for the operator and for proof. Screens read facts.
 */
export interface Which {
  currency: string
  /** The last shop day that counts. */
  at: string
  /** `kept`: what was bought, whatever came back later, as published analyses count. `subtracted`: net, as facts are. */
  returns: 'kept' | 'subtracted'
  /** Nothing before this day counts; all of the past when left out. */
  from?: string | undefined
}

const EVER = '0001-01-01'

export interface PastSum {
  id: string
  /** The number that the shop's other books know her by. */
  externalId: string | null
  purchases: number
  days: number
  moneyMinor: number
  firstDay: string
  lastDay: string
}

// Gift cards and store credit bought are no spending yet: their lines are taken off what was paid.
const counted = (columns: string, by: string) => `
  with gifts as (
    select purchase_id, sum(total_minor) as minor from purchase_lines
     where business_id = $1 and kind in ('gift_card', 'store_credit') group by purchase_id
  ), bought as (
    select p.customer_id, p.shop_day,
           case when $4 = 'kept' then p.total_minor - coalesce(g.minor, 0) else p.spend_minor end as minor
      from purchases p left join gifts g on g.purchase_id = p.purchase_id
     where p.business_id = $1 and p.currency = $2 and p.shop_day between $5 and $3 and p.customer_id is not null
       and ($4 = 'kept' or not p.fully_returned)
  )
  select ${columns} from bought b ${by}`

const readSums = statement<PastSum>(
  'insights.past_sums',
  `select s.*, (select min(value) from identities i
                 where i.business_id = $1 and i.customer_id = s.id and i.kind = 'external') as "externalId"
     from (${counted(
       `b.customer_id as id, count(*)::int as purchases, count(distinct b.shop_day)::int as days,
        sum(b.minor)::bigint as "moneyMinor", min(b.shop_day) as "firstDay", max(b.shop_day) as "lastDay"`,
       'group by b.customer_id',
     )}) s order by s.id`,
)

/** One row for everybody who had bought by then, by id. */
export async function pastSums(tx: Tx, { currency, at, returns, from }: Which): Promise<PastSum[]> {
  return tx.rows(readSums, [tx.businessId, currency, at, returns, from ?? EVER])
}

export interface PastMonth {
  id: string
  month: string
  moneyMinor: number
  purchases: number
}

const readMonths = statement<PastMonth>(
  'insights.past_months',
  counted(
    `b.customer_id as id, to_char(b.shop_day, 'YYYY-MM') as month, sum(b.minor)::bigint as "moneyMinor",
     count(*)::int as purchases`,
    'group by 1, 2 order by 1, 2',
  ),
)

/** One row for each month in which somebody bought, by id and month. */
export async function pastMonths(tx: Tx, { currency, at, returns, from }: Which): Promise<PastMonth[]> {
  return tx.rows(readMonths, [tx.businessId, currency, at, returns, from ?? EVER])
}

const readRetention = statement<{
  start: number
  end: number
  newcomers: number
  kept: number
  returned: number
}>(
  'insights.past_retention',
  `with seen as (
     select p.customer_id, min(p.shop_day) as first,
            bool_or(p.shop_day between $5 and $6) as before, bool_or(p.shop_day between $7 and $3) as during
       from purchases p
      where p.business_id = $1 and p.currency = $2 and p.shop_day <= $3 and p.customer_id is not null
        and ($4 = 'kept' or not p.fully_returned)
      group by p.customer_id)
   select count(*) filter (where before)::int as start, count(*) filter (where during)::int as "end",
          count(*) filter (where during and first >= $7)::int as newcomers,
          count(*) filter (where during and before)::int as kept,
          count(*) filter (where during and not before and first < $7)::int as returned
     from seen`,
)

/** Who was there before, who in the period, who was new: the sums that retention is made of. */
export async function pastRetention(
  tx: Tx,
  { currency, at, returns }: Which,
  { before, from }: { before: { from: string; until: string }; from: string },
) {
  const values = [tx.businessId, currency, at, returns, before.from, before.until, from]
  const [row] = await tx.rows(readRetention, values)
  return row!
}

const readEdges = statement<{ first: string | null; last: string | null; purchases: number }>(
  'insights.past_edges',
  `select min(shop_day) as first, max(shop_day) as last, count(*)::int as purchases from purchases
    where business_id = $1 and currency = $2 and shop_day <= $3 and customer_id is not null
      and ($4 = 'kept' or not fully_returned)`,
)

/** The first and last day with a purchase that counts. */
export async function pastEdges(tx: Tx, { currency, at, returns }: Which) {
  const [row] = await tx.rows(readEdges, [tx.businessId, currency, at, returns])
  return row!
}
