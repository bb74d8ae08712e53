import { question, rowsStatement, statement, type Tx } from '../platform/database.ts'
import type { CustomerId, PurchaseId } from '../platform/ids.ts'

/**
 * Facts: running sums per customer and currency, and per customer and month, written in the purchase's own transaction
 * under the lock of the customer's row. Net of returns; a purchase that came back whole counts as never bought. What
 * reads them (tiers, segments, insight) costs by customers and months, never by history.
 */
export interface FactChange {
  customerId: CustomerId
  currency: string
  /** The shop's day of the purchase, as YYYY-MM-DD: a return changes the month in which it was bought. */
  day: string
  purchases: number
  /** +1 for the first purchase of its day, -1 when the last one of its day came back whole. */
  days: number
  moneyMinor: number
  /** Change of the sum of squares of what purchases came to, as a whole number that may pass 2^53. */
  moneySquared: bigint
  pointsEarned: number
  /** Where it was bought; of what came back it says nothing. */
  locationId: string | null
}

/** How many months `active_mask` holds, and all of them: a sign bit and one to spare stay free. */
const MONTHS_KEPT = 62
const ALL_MONTHS = 2n ** 62n - 1n

const writeFacts = rowsStatement(
  'facts.write',
  `insert into customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared,
                               points_earned, first_day, last_day, active_month, active_mask, last_location)
   select $1, f.customer_id, f.currency, f.purchases, f.days, f.money, f.squared, f.points, f.day, f.day,
          case when f.purchases > 0 then month_number(f.day) end, case when f.purchases > 0 then 1 else 0 end, f.location
     from unnest($2::uuid[], $3::text[], $4::date[], $5::int[], $6::int[], $7::bigint[], $8::bigint[], $9::numeric[],
                 $10::uuid[]) f (customer_id, currency, day, purchases, days, money, points, squared, location)
   on conflict (business_id, customer_id, currency) do update
     set purchases = customer_facts.purchases + excluded.purchases,
         days = customer_facts.days + excluded.days,
         money_minor = customer_facts.money_minor + excluded.money_minor,
         money_squared = customer_facts.money_squared + excluded.money_squared,
         points_earned = customer_facts.points_earned + excluded.points_earned,
         first_day = least(customer_facts.first_day, excluded.first_day),
         last_day = greatest(customer_facts.last_day, excluded.last_day),
         active_month = greatest(customer_facts.active_month, excluded.active_month),
         active_mask = case
           when excluded.active_month is null then customer_facts.active_mask
           when customer_facts.active_month is null then 1
           when excluded.active_month - customer_facts.active_month >= ${MONTHS_KEPT} then 1
           when excluded.active_month > customer_facts.active_month then 1 |
             ((customer_facts.active_mask << (excluded.active_month - customer_facts.active_month)) & ${ALL_MONTHS})
           when customer_facts.active_month - excluded.active_month < ${MONTHS_KEPT} then
             customer_facts.active_mask | (1::bigint << (customer_facts.active_month - excluded.active_month))
           else customer_facts.active_mask end,
         days_before = case
           when excluded.active_month > coalesce(customer_facts.active_month, -1) then customer_facts.days
           when excluded.active_month < customer_facts.active_month then customer_facts.days_before + excluded.days
           else customer_facts.days_before end,
         last_before = case
           when excluded.active_month > coalesce(customer_facts.active_month, -1) then customer_facts.last_day
           when excluded.active_month < customer_facts.active_month then
             greatest(customer_facts.last_before, excluded.last_day)
           else customer_facts.last_before end,
         last_location = case
           when excluded.active_month is null or excluded.last_day < customer_facts.last_day
             then customer_facts.last_location
           when excluded.last_day > customer_facts.last_day then excluded.last_location
           else greatest(customer_facts.last_location, excluded.last_location) end`,
)

const writeMonth = rowsStatement(
  'facts.write_month',
  `insert into customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, points_earned, last_day)
   select $1, m.customer_id, date_trunc('month', m.day)::date, m.currency, m.purchases, m.days, m.money, m.points,
          case when m.purchases > 0 then m.day end
     from unnest($2::uuid[], $3::text[], $4::date[], $5::int[], $6::int[], $7::bigint[], $8::bigint[])
          m (customer_id, currency, day, purchases, days, money, points)
   on conflict (business_id, customer_id, month, currency) do update
     set purchases = customer_months.purchases + excluded.purchases,
         days = customer_months.days + excluded.days,
         money_minor = customer_months.money_minor + excluded.money_minor,
         points_earned = customer_months.points_earned + excluded.points_earned,
         last_day = greatest(customer_months.last_day, excluded.last_day)`,
)

/** Adds a purchase, or a part of one with a minus sign, to the sums. */
export function addFacts(tx: Tx, change: FactChange): void {
  const { customerId, currency, day, purchases, days, moneyMinor, moneySquared, pointsEarned, locationId } =
    change
  const row = [[customerId], [currency], [day], [purchases], [days], [moneyMinor], [pointsEarned]]
  tx.write(writeFacts, [tx.businessId, ...row, [moneySquared.toString()], [locationId]])
  tx.write(writeMonth, [tx.businessId, ...row])
}

const rewriteFactEdges = statement(
  'facts.rewrite_edges',
  `update customer_facts f
      set first_day = e.first_day, last_day = e.last_day, active_month = e.top, active_mask = coalesce(e.mask, 0),
          days_before = e.days, last_before = e.last, last_location = e.location
     from (select min(shop_day) as first_day, max(shop_day) as last_day, max(month) as top,
                  bit_or(1::bigint << (top - month)) filter (where top - month < ${MONTHS_KEPT}) as mask,
                  count(distinct shop_day) filter (where month < top) as days,
                  max(shop_day) filter (where month < top) as last,
                  (array_agg(location_id order by shop_day desc, location_id desc nulls last))[1] as location
             from (select shop_day, location_id, month_number(shop_day) as month, max(month_number(shop_day)) over () as top
                     from purchases
                    where business_id = $1 and customer_id = $2 and currency = $3 and not fully_returned) p) e
    where f.business_id = $1 and f.customer_id = $2 and f.currency = $3`,
)

const rewriteMonth = statement(
  'facts.rewrite_month',
  `update customer_months m
      set last_day = (select max(shop_day) from purchases
                       where business_id = $1 and customer_id = $2 and currency = $3 and not fully_returned
                         and shop_day >= m.month and shop_day < m.month + interval '1 month')
    where m.business_id = $1 and m.customer_id = $2 and m.currency = $3 and m.month = date_trunc('month', $4::date)`,
)

/** After a purchase of `day` came back whole: first and last days and places may be others now. Reads one customer's purchases. */
export function rewriteEdges(
  tx: Tx,
  { customerId, currency, day }: Pick<FactChange, 'customerId' | 'currency' | 'day'>,
): void {
  tx.write(rewriteFactEdges, [tx.businessId, customerId, currency])
  tx.write(rewriteMonth, [tx.businessId, customerId, currency, day])
}

const dropFacts = statement(
  'facts.drop',
  'delete from customer_facts where business_id = $1 and customer_id = any($2)',
)
const dropMonths = statement(
  'facts.drop_months',
  'delete from customer_months where business_id = $1 and customer_id = any($2)',
)

const stands = 'filter (where not fully_returned)'

/**
 * What facts must be, worked out anew from purchases: `verify` compares with it, and a merge writes it. Points count
 * wherever they stand: a purchase that came back whole may keep a step that the remainder of others pays for now.
 */
export const factsFromPurchases = `
  select business_id, customer_id, currency, (count(*) ${stands})::int as purchases,
         (count(distinct shop_day) ${stands})::int as days, sum(spend_minor)::bigint as money_minor,
         sum(spend_minor::numeric * spend_minor) as money_squared, sum(points_earned)::bigint as points_earned,
         min(shop_day) ${stands} as first_day, max(shop_day) ${stands} as last_day, max(top) as active_month,
         coalesce(bit_or(1::bigint << (top - month)) filter (where not fully_returned and top - month < ${MONTHS_KEPT}), 0)
           as active_mask,
         (count(distinct shop_day) filter (where not fully_returned and month < top))::int as days_before,
         max(shop_day) filter (where not fully_returned and month < top) as last_before,
         (array_agg(location_id order by shop_day desc, location_id desc nulls last) ${stands})[1] as last_location
    from (select business_id, customer_id, currency, location_id, shop_day, spend_minor, points_earned, fully_returned,
                 month_number(shop_day) as month,
                 max(month_number(shop_day)) ${stands} over (partition by business_id, customer_id, currency) as top
            from purchases) dated
   where customer_id is not null`

export const monthsFromPurchases = `
  select business_id, customer_id, date_trunc('month', shop_day)::date as month, currency,
         (count(*) ${stands})::int as purchases, (count(distinct shop_day) ${stands})::int as days,
         sum(spend_minor)::bigint as money_minor, sum(points_earned)::bigint as points_earned,
         max(shop_day) ${stands} as last_day
    from purchases where customer_id is not null`

const insertFacts = statement(
  'facts.insert_from_purchases',
  `insert into customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared,
                               points_earned, first_day, last_day, active_month, active_mask, days_before, last_before, last_location)
   ${factsFromPurchases} and business_id = $1 and customer_id = $2 group by 1, 2, 3`,
)
const insertMonths = statement(
  'facts.insert_months_from_purchases',
  `insert into customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, points_earned,
                                last_day)
   ${monthsFromPurchases} and business_id = $1 and customer_id = $2 group by 1, 2, 3, 4`,
)

/** When two customers become one, days they shared count once: the sums are written anew from their purchases. */
export function mergeFacts(tx: Tx, from: CustomerId, into: CustomerId): void {
  tx.write(dropFacts, [tx.businessId, [from, into]])
  tx.write(dropMonths, [tx.businessId, [from, into]])
  tx.write(insertFacts, [tx.businessId, into])
  tx.write(insertMonths, [tx.businessId, into])
}

/** What a customer did in a window of days: what tiers qualify by. */
export interface Measure {
  spend: number
  visits: number
  points: number
}

const readVisited = question<{ visited: boolean }>(
  'facts.visited',
  `select k.n::int as n, exists (select 1 from purchases
             where business_id = $1 and customer_id = k.customer_id and shop_day = k.day and not fully_returned
               and purchase_id is distinct from k.other) as visited
     from unnest($2::uuid[], $3::date[], $4::uuid[]) with ordinality k (customer_id, day, other, n)`,
)

/** Whether another purchase of that shop day stands. */
export async function visitedOn(
  tx: Tx,
  customerId: CustomerId,
  day: string,
  except: PurchaseId | null = null,
): Promise<boolean> {
  const [row] = await tx.ask(readVisited, customerId, day, except)
  return row!.visited
}

// Whole months from the month sums; the month in which the window begins, if it begins inside one, from its purchases.
const readMeasure = question<Measure>(
  'facts.measure',
  `select k.n::int as n, coalesce(m.spend, 0)::bigint as spend, coalesce(m.visits, 0)::bigint as visits,
          coalesce(m.points, 0)::bigint as points
     from unnest($2::uuid[], $3::text[], $4::date[]) with ordinality k (customer_id, currency, since, n)
    cross join lateral (
      select sum(spend) as spend, sum(visits) as visits, sum(points) as points
        from (select money_minor as spend, days as visits, points_earned as points
                from customer_months
               where business_id = $1 and customer_id = k.customer_id and currency = k.currency and month >= k.since
              union all
              select sum(spend_minor), count(distinct shop_day) ${stands}, sum(points_earned)
                from purchases
               where business_id = $1 and customer_id = k.customer_id and currency = k.currency
                 and shop_day >= k.since and shop_day < (date_trunc('month', k.since) + interval '1 month')::date
                 and k.since <> date_trunc('month', k.since)::date) parts) m`,
)

/** The sums since a day (null: ever), up to now. One round trip, at most one row per month of the window. */
export async function measureSince(
  tx: Tx,
  {
    customerId,
    currency,
    since,
  }: { customerId: CustomerId; currency: string; since: Temporal.PlainDate | null },
): Promise<Measure> {
  const [row] = await tx.ask(readMeasure, customerId, currency, since?.toString() ?? '0001-01-01')
  return row!
}

const lessenPurchasePoints = statement(
  'facts.lessen_purchase_points',
  `update purchases p set points_earned = p.points_earned - l.points
     from unnest($2::uuid[], $3::bigint[]) l (id, points) where p.business_id = $1 and p.purchase_id = l.id`,
)
const lessenFactPoints = statement(
  'facts.lessen_points',
  `update customer_facts set points_earned = points_earned - $4
    where business_id = $1 and customer_id = $2 and currency = $3`,
)
const lessenMonthPoints = statement(
  'facts.lessen_month_points',
  `update customer_months m set points_earned = m.points_earned - l.points
     from (select date_trunc('month', p.shop_day)::date as month, sum(l.points) as points
             from unnest($4::uuid[], $5::bigint[]) l (id, points)
             join purchases p on p.business_id = $1 and p.purchase_id = l.id group by 1) l
    where m.business_id = $1 and m.customer_id = $2 and m.currency = $3 and m.month = l.month`,
)

/** Points that a return recalled from what other purchases had earned, in the months of those purchases. */
export function lessenPoints(
  tx: Tx,
  { customerId, currency }: { customerId: CustomerId; currency: string },
  recalled: ReadonlyMap<PurchaseId, number>,
): void {
  if (recalled.size === 0) return
  const columns = [[...recalled.keys()], [...recalled.values()]]
  const sum = [...recalled.values()].reduce((total, points) => total + points, 0)
  tx.write(lessenPurchasePoints, [tx.businessId, ...columns])
  tx.write(lessenFactPoints, [tx.businessId, customerId, currency, sum])
  tx.write(lessenMonthPoints, [tx.businessId, customerId, currency, ...columns])
}
