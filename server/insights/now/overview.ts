import { statement, type Tx } from '../../platform/database.ts'
import { yearlySql } from '../../purchases/purchases.ts'
import type { Rung } from '../measures/ladder.ts'
import { wilson } from '../measures/retention.ts'
import { benchmarks, monthName, people, slipping } from './here.ts'
import { ladderOf, readKnown } from './ladder.ts'
import { type Person, visitsOf } from './people.ts'
import { rowsOf, type Scope } from './whom.ts'

/** The first page of insight, from the facts of the present: three passes over customers, none over purchases. */

// Bit 0 is the month that is not over yet; month k's quarter is k..k+2, the one before it k+3..k+5.
const LINE_MONTHS = 12
const three = (from: number) => (7n << BigInt(from)).toString()
const line = Array.from({ length: LINE_MONTHS }, (_, index) => index + 1)

const readLine = statement<Record<string, number>>(
  'insights.line',
  `with ${people}
   select ${line
     .map(
       (k) => `count(*) filter (where mask & ${three(k + 3)} <> 0)::int as s${k},
       count(*) filter (where mask & ${three(k + 3)} <> 0 and mask & ${three(k)} <> 0)::int as k${k}`,
     )
     .join(', ')} from people where age >= 1`,
)

const readRungs = statement<{ rung: Rung; then: Rung; customers: number }>(
  'insights.rungs',
  `with ${people} select rung, rung_then as "then", count(*)::int as customers from people group by 1, 2`,
)

const COHORTS = 7
const readCohorts = statement<Record<string, number>>(
  'insights.young_cohorts',
  `with ${people}
   select age, count(*)::int as customers, ${Array.from({ length: COHORTS + 1 }, (_, bit) => `sum((mask >> ${bit}) & 1)::int as m${bit}`).join(', ')}
     from people where age between 1 and ${COHORTS} group by age order by age desc`,
)

const readSlipping = statement<Person & { of: number; yearMinorOfAll: number }>(
  'insights.slipping',
  `with ${people}, slipping as (select *, ${yearlySql} as year_minor from people where ${slipping}),
        all_of_them as (select count(*)::int as of, coalesce(sum(year_minor), 0)::bigint as all_minor from slipping)
   select s.customer_id as id, s.purchases, s.days, s.money_minor as "moneyMinor", s.first_day as "firstDay",
          s.last_day as "lastDay", s.gap as "gapDays", s.away as "awayDays", s.year_minor as "yearMinor",
          a.of, a.all_minor as "yearMinorOfAll"
     from all_of_them a left join slipping s on true order by s.year_minor desc nulls last, s.customer_id limit $5`,
)

const NAMED = 5

export async function overview(tx: Tx, scope: Scope) {
  const { here, end } = scope
  const { today, month, currency, trade } = here
  const of = [tx.businessId, currency, today, month]
  const ofEnd = [tx.businessId, currency, end.today, end.month]
  const [lines, moves, known, cohorts, slip] = await Promise.all([
    rowsOf(tx, scope, readLine, ofEnd),
    rowsOf(tx, scope, readRungs, of),
    readKnown(tx, scope),
    rowsOf(tx, scope, readCohorts, ofEnd),
    rowsOf(tx, scope, readSlipping, [...of, NAMED]),
  ])
  return {
    ...{ at: today, until: end.today, currency, trade },
    /** What facts are: written with each purchase, so that nothing here is older than the last one. */
    fresh: 'live' as const,
    retention: { benchmark: benchmarks[trade] ?? null, months: lineOf(lines[0]!, end.month) },
    ladder: ladderOf(moves, known),
    cohorts: cohorts.map((row) => youngCohort(row, end.month)),
    slipping: {
      customers: slip[0]?.of ?? 0,
      yearMinor: slip[0]?.yearMinorOfAll ?? 0,
      people: await visitsOf(
        tx,
        slip.filter(({ id }) => id),
        today,
      ),
    },
  }
}

/** Of those who bought in three months, how many bought again in the three months after, at the end of each month. */
function lineOf(row: Record<string, number>, month: number) {
  return line
    .map((k) => {
      const [start, kept] = [row[`s${k}`]!, row[`k${k}`]!]
      const { low, high } = wilson(kept, start)
      const share = start > 0 ? kept / start : null
      return {
        month: monthName(month - k),
        start,
        kept,
        share,
        low: start > 0 ? low : null,
        high: start > 0 ? high : null,
      }
    })
    .reverse()
}

/** Of those who came first in a month, how many came in each month after. The last cell's month may not be over. */
function youngCohort(row: Record<string, number>, month: number) {
  const { age, customers } = row as { age: number; customers: number }
  const cells = Array.from({ length: age }, (_, index) => row[`m${age - 1 - index}`]!)
  return { month: monthName(month - age), customers, cells }
}
