import { statement, type Tx } from '../../platform/database.ts'
import { habitDays } from '../../purchases/purchases.ts'
import { retentionOf } from '../measures/retention.ts'
import { benchmarks, monthName, people, slipping } from './here.ts'
import { rowsOf, type Scope } from './whom.ts'

/** Who stays, from the facts: quarters by the formula and really, cohorts of a year, how long people stay away. */

const QUARTERS = 7
const COHORTS = 12

// $5: how many months of the present quarter have begun (1 to 3), so that bits line up with calendar quarters.
const readQuarters = statement<{
  quarter: number
  start: number
  end: number
  newcomers: number
  kept: number
  returned: number
}>(
  'insights.quarters',
  `with ${people}, quarters as (
     select q, case when q = 0 then 0 else $5::int + 3 * (q - 1) end as bit, case when q = 0 then $5::int else 3 end as months
       from generate_series(0, ${QUARTERS}) q)
   select q as quarter,
          count(*) filter (where before)::int as start, count(*) filter (where during)::int as "end",
          count(*) filter (where during and is_new)::int as newcomers,
          count(*) filter (where during and before)::int as kept,
          count(*) filter (where during and not before and not is_new)::int as returned
     from quarters cross join lateral (
       select mask & (((1::bigint << months) - 1) << bit) <> 0 as during,
              mask & (7::bigint << (bit + months)) <> 0 as before, age < bit + months as is_new
         from people where age >= bit) p
    group by q order by q`,
)

const readCohorts = statement<{ age: number; customers: number; cells: number[] }>(
  'insights.cohorts_now',
  `with ${people}
   select age, count(*)::int as customers,
          array[${Array.from({ length: COHORTS + 1 }, (_, bit) => `sum((mask >> ${bit}) & 1)::int`).join(', ')}] as cells
     from people where age between 0 and ${COHORTS} group by age order by age desc`,
)

const readMoney = statement<{ cohort: number; month: number; moneyMinor: number }>(
  'insights.cohort_money',
  `select month_number(f.first_day) as cohort, month_number(m.month) as month, sum(m.money_minor)::bigint as "moneyMinor"
     from customer_facts f join customer_months m
       on m.business_id = $1 and m.customer_id = f.customer_id and m.currency = f.currency
    where f.business_id = $1 and f.currency = $2 and f.purchases > 0
      and f.first_day >= date_trunc('month', $3::date) - interval '${COHORTS} months'
      and f.first_day <= $3::date and m.month <= $3::date /*whom:f*/
    group by 1, 2`,
)

const readGaps = statement<{
  bought: number
  again: number
  medianGap: number | null
  gaps: number
  habits: number
  slipping: number
  kept: number
}>(
  'insights.gaps',
  `with ${people}
   select count(*)::int as bought, count(*) filter (where purchases > 1)::int as again,
          percentile_cont(0.5) within group (order by gap) as "medianGap", count(gap)::int as gaps,
          count(*) filter (where days >= ${habitDays})::int as habits, count(*) filter (where ${slipping})::int as slipping,
          count(*) filter (where rung = 'regular')::int as kept from people`,
)

export async function retentionNow(tx: Tx, scope: Scope) {
  const { here, end } = scope
  const { currency, trade } = here
  const { today, month } = end
  const of = [tx.businessId, currency, today, month]
  const begun = (month % 3) + 1
  const [quarters, cohorts, money, gaps] = await Promise.all([
    rowsOf(tx, scope, readQuarters, [...of, begun]),
    rowsOf(tx, scope, readCohorts, of),
    rowsOf(tx, scope, readMoney, [tx.businessId, currency, today]),
    rowsOf(tx, scope, readGaps, [tx.businessId, currency, here.today, here.month]),
  ])
  const spent = new Map(money.map((row) => [`${row.cohort} ${row.month}`, row.moneyMinor]))
  const { bought, again, medianGap, gaps: several, habits, slipping: late, kept } = gaps[0]!
  return {
    ...{ at: here.today, until: today, currency, trade, benchmark: benchmarks[trade] ?? null },
    quarters: quarters
      .map(({ quarter, ...sums }) => ({
        period: quarterName(month, quarter),
        // A quarter that was chosen to its end is over; the present one never is.
        finished: quarter > 0 || (begun === 3 && end !== here),
        ...retentionOf(sums),
      }))
      .filter(({ start, end }) => start + end > 0)
      .reverse(),
    cohorts: cohorts.map(({ age, customers, cells }) => ({
      month: monthName(month - age),
      customers,
      cells: Array.from({ length: age + 1 }, (_, index) => ({
        month: monthName(month - age + index),
        customers: cells[age - index]!,
        moneyMinor: spent.get(`${month - age} ${month - age + index}`) ?? 0,
        share: customers > 0 ? cells[age - index]! / customers : 0,
      })),
    })),
    repeat: { customers: bought, again, share: bought > 0 ? again / bought : null },
    gap: { medianDays: medianGap, customers: several },
    /** Of those who have had a habit: who slips from it now, who has left, and the share of both. */
    churn: {
      ...{ habits, slipping: late, left: habits - kept - late },
      share: habits > 0 ? (habits - kept) / habits : null,
    },
  }
}

function quarterName(month: number, back: number): string {
  const at = month - (month % 3) - 3 * back
  return `${Math.floor(at / 12)}-Q${Math.floor((at % 12) / 3) + 1}`
}
