import { statement, type Tx } from '../../platform/database.ts'
import { type Rung, rungs } from '../measures/ladder.ts'
import { people } from './here.ts'
import { rowsOf, type Scope } from './whom.ts'

const readMoves = statement<{
  rung: Rung
  then: Rung
  customers: number
  moneyMinor: number
}>(
  'insights.moves',
  `with ${people}
   select rung, rung_then as "then", count(*)::int as customers, sum(money_minor)::bigint as "moneyMinor"
     from people group by 1, 2`,
)
interface Known {
  known: number
  /** Got to know this month, and has not bought yet. */
  newLeads: number
}

const known = statement<Known>(
  'insights.known_now',
  `select count(*)::int as known, count(*) filter (where c.created_at >= date_trunc('month', $2::date)
            and f.customer_id is null)::int as "newLeads"
     from customers c left join customer_facts f
       on f.business_id = $1 and f.customer_id = c.customer_id and f.currency = $3 and f.purchases > 0
    where c.business_id = $1 and c.merged_into is null and c.erased_at is null /*whom:c*/`,
)

export async function readKnown(tx: Tx, scope: Scope): Promise<Known> {
  const { today, currency } = scope.here
  const [row] = await rowsOf(tx, scope, known, [tx.businessId, today, currency])
  return row!
}

export function ladderOf(
  moves: readonly { rung: Rung; then: Rung; customers: number }[],
  { known, newLeads }: { known: number; newLeads: number },
) {
  const now = Object.fromEntries(rungs.map((rung) => [rung, 0])) as Record<Rung, number>
  const then = { ...now }
  for (const { rung, then: was, customers } of moves) {
    now[rung] += customers
    then[was] += customers
  }
  // Who has bought was a lead before her first purchase; who has not is one still.
  const buyers = Object.values(now).reduce((sum, count) => sum + count, 0)
  now.lead = Math.max(0, known - buyers)
  then.lead += now.lead - newLeads
  return rungs
    .filter((rung) => rung !== 'adherent' && rung !== 'advocate')
    .map((rung) => ({ rung, customers: now[rung], change: now[rung] - then[rung] }))
}

/** The rungs, and who moved between them this month: up by buying, down by staying away. */
export async function ladderNow(tx: Tx, scope: Scope) {
  const { today, month, currency } = scope.here
  const [moves, everybody] = await Promise.all([
    rowsOf(tx, scope, readMoves, [tx.businessId, currency, today, month]),
    readKnown(tx, scope),
  ])
  const money = new Map<Rung, number>()
  for (const { rung, moneyMinor } of moves) money.set(rung, (money.get(rung) ?? 0) + moneyMinor)
  return {
    ...{ at: today, currency },
    rungs: ladderOf(moves, everybody).map((one) => ({ ...one, moneyMinor: money.get(one.rung) ?? 0 })),
    moves: moves
      .filter(({ rung, then }) => rung !== then)
      .map(({ rung, then, customers }) => ({
        from: then,
        to: rung,
        customers,
        /** Up only by buying, down only by staying away. */
        because: then === 'regular' ? ('away' as const) : ('bought' as const),
      }))
      .sort((a, b) => b.customers - a.customers),
  }
}
