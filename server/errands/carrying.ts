import { type Database, inBusiness, statement } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { columns, type Errand, type ErrandKind } from './errand.ts'

/** One errand as it is carried out. */
export interface Work {
  database: Database
  businessId: string
  errand: Errand
  /** Says how far it is. Throws when it was cancelled meanwhile, or when the program ends: let it pass. */
  progress(phase: string, done: number, total: number): void
}

export interface Done {
  result: Record<string, unknown>
  madeFile?: Id<'file'> | null
}

/** Who carries out which kind. */
export type Doers = Record<ErrandKind, (work: Work) => Promise<Done>>

const BEAT_MS = 1_000
const TRIES = 3

// One after the other in a business: two imports would wait for each other anyway. What has fallen silent counts as
// open again.
const claim = statement<Errand & { tries: number }>(
  'errands.claim',
  `update errands set state = 'running', started_at = coalesce(started_at, now()), beat_at = now(), tries = tries + 1
    where business_id = $1 and errand_id = (
      select errand_id from errands
       where business_id = $1
         and (state = 'waiting' or state = 'running' and beat_at < now() - interval '30 seconds')
       order by asked_at, errand_id limit 1 for update skip locked)
      and not exists (
        select from errands o
         where o.business_id = $1 and o.state = 'running' and o.beat_at >= now() - interval '30 seconds')
   returning ${columns}, tries`,
)
const beat = statement<{ cancelAskedAt: Temporal.Instant | null }>(
  'errands.beat',
  `update errands set beat_at = now(), phase = $3, done = $4, total = $5
    where business_id = $1 and errand_id = $2 and state = 'running' returning cancel_asked_at as "cancelAskedAt"`,
)
const finish = statement(
  'errands.finish',
  `update errands set state = $3, result = $4, problem = $5, made_file = $6, finished_at = now()
    where business_id = $1 and errand_id = $2 and state = 'running'`,
)
const putBack = statement(
  'errands.put_back',
  `update errands set state = 'waiting', tries = tries - 1
    where business_id = $1 and errand_id = $2 and state = 'running'`,
)

class Cancelled extends Error {}
class Stopping extends Error {}

/** Carries out what is open in a business, one errand after the other, until nothing is. */
export async function carryOutErrands(
  database: Database,
  businessId: string,
  doers: Doers,
  stop: AbortSignal = new AbortController().signal,
): Promise<void> {
  while (!stop.aborted) {
    const [errand] = await inBusiness(database, businessId, (tx) => tx.rows(claim, [businessId]))
    if (!errand) return
    await carryOut({ database, businessId, errand }, doers, stop)
  }
}

type Carried = Pick<Work, 'database' | 'businessId'> & { errand: Errand & { tries: number } }

async function carryOut(carried: Carried, doers: Doers, stop: AbortSignal): Promise<void> {
  const { errand } = carried
  const pulse = new Pulse(carried, stop)
  try {
    if (errand.cancelAskedAt) throw new Cancelled()
    if (errand.tries > TRIES) throw new Refused('errand.given_up')
    const done = await doers[errand.kind]({ ...carried, progress: (...far) => pulse.hear(...far) })
    await end(carried, 'done', done, null)
  } catch (error) {
    if (error instanceof Stopping) await putItBack(carried)
    else if (error instanceof Cancelled) await end(carried, 'cancelled', null, null)
    else await end(carried, 'failed', null, problemFor(error))
  } finally {
    pulse.stop()
  }
}

/** Says every second that the errand is still being carried out, and hears whether it shall stop. */
class Pulse {
  readonly #carried: Carried
  readonly #stopping: AbortSignal
  readonly #timer: NodeJS.Timeout
  #far: [phase: string | null, done: number, total: number] = [null, 0, 0]
  #cancelled = false

  constructor(carried: Carried, stopping: AbortSignal) {
    this.#carried = carried
    this.#stopping = stopping
    // A beat that fails is made up for by the next one.
    this.#timer = setInterval(() => void this.#beat().catch(() => undefined), BEAT_MS)
  }

  hear(phase: string, done: number, total: number): void {
    this.#far = [phase, Math.round(done), Math.round(total)]
    if (this.#cancelled) throw new Cancelled()
    if (this.#stopping.aborted) throw new Stopping()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #beat(): Promise<void> {
    const { database, businessId, errand } = this.#carried
    const [row] = await inBusiness(database, businessId, (tx) =>
      tx.rows(beat, [businessId, errand.errandId, ...this.#far]),
    )
    // Not there any more: somebody else took it for dead and goes on with it.
    if (!row || row.cancelAskedAt) this.#cancelled = true
  }
}

async function end(
  { database, businessId, errand }: Carried,
  state: 'done' | 'failed' | 'cancelled',
  done: Done | null,
  problem: Errand['problem'],
): Promise<void> {
  await inBusiness(database, businessId, async (tx) => {
    const result = done && JSON.stringify(done.result)
    const values = [state, result, problem && JSON.stringify(problem), done?.madeFile ?? null]
    tx.write(finish, [businessId, errand.errandId, ...values])
  })
}

async function putItBack({ database, businessId, errand }: Carried): Promise<void> {
  await inBusiness(database, businessId, async (tx) => tx.write(putBack, [businessId, errand.errandId]))
}

/** What went wrong, so that it can be told in the language of whoever asks. */
function problemFor(error: unknown): NonNullable<Errand['problem']> {
  if (error instanceof Refused) {
    const { code, message, field, params } = error
    const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
    return { code, said: message, field: field ?? null, params: shown }
  }
  console.error('errand:', error)
  return { code: 'internal', said: null, field: null, params: {} }
}
