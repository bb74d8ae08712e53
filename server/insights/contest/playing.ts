import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Database, inBusiness, statement, type Tx } from '../../platform/database.ts'
import { dayNumber } from '../measures/lifetime.ts'
import type { Contest, Known } from '../models/contest.ts'
import { type LogLine, summarise } from '../models/summarise.ts'
import { hereOf } from '../now/here.ts'

/**
 * Which model foretells this business best, on its own past: the days up to a cut teach the models, the days after it are
 * what they must foretell, and rules without any model play along. It takes seconds, so it is played beside the
 * answering, in a thread of its own, over a few thousand customers at most; its outcome is kept for a week.
 */
export type Outcome = { at: string } & (
  | { refused: 'too_few' | 'too_short' | 'cannot_fit'; customers: number; days: number }
  | ({
      refused: null
      /** The first day of the past, the cut (the last day that taught), the last day that was foretold. */
      from: string
      cut: string
      until: string
      /** Every how manyeth customer played. */
      everyCustomer: number
      warnings: string[]
    } & Omit<Contest, 'fit' | 'says' | 'horizon'> & { params: Contest['fit']['params'] })
)

export interface ContestState {
  state: 'none' | 'playing' | 'played'
  playedAt: Temporal.Instant | null
  outcome: Outcome | null
}

// Of five thousand the error of a model is known to a percent or two; the models take four seconds for them.
const MOST_CUSTOMERS = 5_000
const FEWEST_CUSTOMERS = 50
const HOLDOUT_DAYS = 91
const SHORTEST_HOLDOUT_DAYS = 28
const KEPT_DAYS = 7

const read = statement<{ playing: boolean; playedAt: Temporal.Instant | null; outcome: Outcome | null }>(
  'insights.contest',
  `select played_at as "playedAt", outcome,
          began_at > coalesce(played_at, '-infinity') and began_at > now() - interval '5 minutes' as playing
     from model_contests where business_id = $1 and currency = $2`,
)

/** The contest that was played last, and whether one is being played. */
export async function contestState(tx: Tx): Promise<ContestState> {
  const { currency } = await hereOf(tx)
  const [row] = await tx.rows(read, [tx.businessId, currency])
  if (!row) return { state: 'none', playedAt: null, outcome: null }
  const { playing, playedAt, outcome } = row
  return { state: playing ? 'playing' : outcome ? 'played' : 'none', playedAt, outcome }
}

// One plays at a time, whichever process: who finds it claimed leaves it.
const claim = statement<{ claimed: boolean }>(
  'insights.claim_contest',
  `insert into model_contests as c (business_id, currency) values ($1, $2)
   on conflict (business_id, currency) do update set began_at = now()
    where (c.began_at <= coalesce(c.played_at, '-infinity') or c.began_at < now() - interval '5 minutes')
      and (c.played_at is null or c.played_at < now() - $3 * interval '1 day')
   returning true as claimed`,
)
const keep = statement(
  'insights.keep_contest',
  `update model_contests set outcome = $3, played_at = now() where business_id = $1 and currency = $2`,
)
const stale = statement<{ found: boolean }>(
  'insights.stale_contest',
  `select true as found from model_contests where business_id = $1 and played_at < now() - ${KEPT_DAYS} * interval '1 day'`,
)

/** Plays it unless somebody does, or did within so many days. `began` is told as soon as that is known. */
export async function playContest(
  database: Database,
  businessId: string,
  { unlessWithinDays = 0, began }: { unlessWithinDays?: number; began?: (state: ContestState) => void } = {},
): Promise<void> {
  const { claimed, state } = await inBusiness(database, businessId, async (tx) => {
    const { currency } = await hereOf(tx)
    const [row] = await tx.rows(claim, [businessId, currency, unlessWithinDays])
    return { claimed: Boolean(row), state: await contestState(tx) }
  })
  began?.(state)
  if (!claimed) return
  const past = await inBusiness(database, businessId, pastOf)
  const outcome = await outcomeOf(past)
  await inBusiness(database, businessId, async (tx) => {
    tx.write(keep, [businessId, (await hereOf(tx)).currency, JSON.stringify(outcome)])
  })
}

/** Plays anew what somebody once asked for and is older than a week. */
export async function renewContest(database: Database, businessId: string): Promise<void> {
  const [old] = await inBusiness(database, businessId, (tx) => tx.rows(stale, [businessId]))
  if (old) await playContest(database, businessId, { unlessWithinDays: KEPT_DAYS })
}

const readSpan = statement<{ customers: number; from: string | null }>(
  'insights.contest_span',
  `select count(*)::int as customers, min(first_day) as from from customer_facts
    where business_id = $1 and currency = $2 and purchases > 0 and first_day < $3::date`,
)

// A customer's id decides whether she plays, so that the same ones do each time; of those her purchases are read by index.
const readDays = statement<{ customer: string; day: string }>(
  'insights.contest_days',
  `select f.customer_id as customer, p.shop_day as day
     from customer_facts f
     join purchases p on p.business_id = $1 and p.customer_id = f.customer_id and p.currency = $2
      and p.shop_day < $3::date and not p.fully_returned
    where f.business_id = $1 and f.currency = $2 and f.purchases > 0 and mod(hashtext(f.customer_id::text), $4) = 0
    group by 1, 2 order by 1, 2`,
)

interface Past {
  at: string
  customers: number
  from: string | null
  every: number
  log: LogLine[]
}

/** Whole days only: yesterday is the last. */
async function pastOf(tx: Tx): Promise<Past> {
  const { today, currency } = await hereOf(tx)
  const [span] = await tx.rows(readSpan, [tx.businessId, currency, today])
  const { customers, from } = span!
  const every = Math.max(1, Math.ceil(customers / MOST_CUSTOMERS))
  const days = await tx.rows(readDays, [tx.businessId, currency, today, every])
  const log = days.map(({ customer, day }) => ({ customer, day: dayNumber(day), money: 0 }))
  return { at: today, customers, from, every, log }
}

async function outcomeOf({ at, customers, from, every, log }: Past): Promise<Outcome> {
  const [first, end] = [from ? dayNumber(from) : 0, dayNumber(at) - 1]
  const days = from ? end - first + 1 : 0
  const refused = (why: 'too_few' | 'too_short' | 'cannot_fit'): Outcome => ({
    ...{ at, refused: why, customers, days },
  })
  // A third of the past is foretold from the two thirds before, a quarter of a year at most.
  const holdout = Math.min(HOLDOUT_DAYS, Math.floor(days / 3))
  if (customers < FEWEST_CUSTOMERS) return refused('too_few')
  if (holdout < SHORTEST_HOLDOUT_DAYS) return refused('too_short')
  const rows = summarise(log, { until: end - holdout, holdoutUntil: end }) as Known[]
  if (rows.length < FEWEST_CUSTOMERS) return refused('too_few')
  const played = await playedIn(rows, holdout / 7)
  if ('refused' in played) return refused('cannot_fit')
  const dayOf = (number: number) =>
    Temporal.PlainDate.from(at)
      .subtract({ days: dayNumber(at) - number })
      .toString()
  return {
    ...{ at, refused: null, everyCustomer: every, ...played },
    ...{ from: dayOf(first), cut: dayOf(end - holdout), until: dayOf(end) },
  }
}

type Played = Omit<Contest, 'fit' | 'says' | 'horizon'> & {
  params: Contest['fit']['params']
  warnings: string[]
}

async function playedIn(rows: readonly Known[], horizon: number): Promise<Played | { refused: string }> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { rows, horizon } })
  // A program that ends does not wait for a contest: what has no outcome is played anew.
  worker.unref()
  const [played] = await once(worker, 'message')
  await worker.terminate()
  return played as Played | { refused: string }
}
