import { statement, type Tx } from '../../platform/database.ts'
import { habitDays, heldUntilSql } from '../../purchases/purchases.ts'
import type { Rung } from '../measures/ladder.ts'
import { monthName, people } from './here.ts'
import { rowsOf, type Scope } from './whom.ts'

/** What moved somebody: her first purchase, another, a habit made, a habit taken up again, or that she stayed away. */
export const movers = ['first', 'again', 'habit', 'back', 'away'] as const
export type Mover = (typeof movers)[number]
type Step = 'lead' | 'buyer' | 'client' | 'regular'

/** The months that are told, the present one among them. */
export const LADDER_MONTHS = 13

/**
 * Who moved from rung to rung, month by month, from the sums of months: $1 business, $2 currency, $3 today;
 * `since`: the month before the first that is told. Between two months with purchases nothing can happen but that a regular's patience runs out, so each month of
 * somebody's tells all: how she stood when it came, where it brought her, and when she fell from there.
 */
export const ladderSteps = (since: string) => `
  bought as (
    select m.customer_id, month_number(m.month) as month, m.month as month_begins, m.last_day, f.first_day,
           (sum(m.days) over w)::int as days, lead(month_number(m.month)) over w as next_month
      from customer_months m
      join customer_facts f on f.business_id = $1 and f.customer_id = m.customer_id and f.currency = m.currency
     where m.business_id = $1 and m.currency = $2 and m.days > 0 and m.last_day <= $3::date /*whom:f*/
    window w as (partition by m.customer_id order by m.month)),
  held as (
    select *, ${heldUntilSql({})} as held_until,
           least((month_begins + interval '1 month')::date - 1, $3::date) as month_ends from bought),
  stood as (
    select *, lag(days) over w as days_was, lag(held_until) over w as held_was
      from held window w as (partition by customer_id order by month)),
  steps as (
    select customer_id, month, days_was,
           case when days_was is null then 'lead' when days_was < 2 then 'buyer'
                when held_was >= month_begins - 1 then 'regular' else 'client' end as was,
           case when days < 2 then 'buyer' when held_until >= month_ends then 'regular' else 'client' end as became
      from stood where month > ${since}
    union all
    select customer_id, month_number(held_until + 1), days, 'regular', 'client'
      from stood
     where held_until >= month_ends and held_until < $3::date
       and month_number(held_until + 1) > ${since}
       and month_number(held_until + 1) < coalesce(next_month, 99999)),
  moves as (
    select customer_id, month, was, became,
           case when was = 'regular' then 'away' when was = 'lead' then 'first' when became = 'client' then 'again'
                when days_was < ${habitDays} then 'habit' else 'back' end as because
      from steps where was <> became)`

const readMoves = statement<{ month: number; from: Step; to: Step; because: Mover; customers: number }>(
  'insights.ladder_moves',
  `with ${ladderSteps('$4::int')}
   select month, was as from, became as to, because, count(*)::int as customers from moves
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
)
const readNow = statement<{ rung: Rung; customers: number }>(
  'insights.ladder_now',
  `with ${people} select rung, count(*)::int as customers from people group by 1`,
)

/** The movement of a year and of the present month, and how many stood on each rung at the end of each. */
export async function ladderHistory(tx: Tx, scope: Scope) {
  const { here, end } = scope
  const { today, month, currency } = here
  const since = end.month - LADDER_MONTHS
  const [moves, now] = await Promise.all([
    rowsOf(tx, scope, readMoves, [tx.businessId, currency, today, since]),
    rowsOf(tx, scope, readNow, [tx.businessId, currency, today, month]),
  ])
  const counts = { buyer: 0, client: 0, regular: 0 }
  for (const { rung, customers } of now) if (rung in counts) counts[rung as 'buyer'] = customers
  // Backwards from today: whoever moved in a month stood where she came from before it.
  const rungs: ({ month: string } & typeof counts)[] = []
  for (let at = month; at > since; at -= 1) {
    if (at <= end.month) rungs.unshift({ month: monthName(at), ...counts })
    for (const { from, to, customers } of moves.filter((move) => move.month === at)) {
      if (to !== 'lead') counts[to] -= customers
      if (from !== 'lead') counts[from] += customers
    }
  }
  return {
    ...{ at: today, until: end.today, rungs },
    moves: moves
      .filter((move) => move.month <= end.month)
      .map((move) => ({ ...move, month: monthName(move.month) })),
  }
}
