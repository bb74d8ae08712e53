import { sql } from 'kysely'
import { nowOf } from '../businesses/businesses.ts'
import { customerParts } from '../customers/customers.ts'
import { tell } from '../journal/journal.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, type Id, newId, showId, showMaybe } from '../platform/ids.ts'
import { everyone, type Filter } from '../segments/segments.ts'
import { type By, type Deed, doFor, type Made, undoFor } from './deeds.ts'

/**
 * The same thing done for many customers. What always holds: whom it is for is settled when it is asked and no later;
 * for each of them it is done once, whatever is retried or killed, as the till or a person at the profile would have
 * done it, one by one; what a single one refuses keeps nobody else waiting; and all of it can be taken back once.
 *
 * It is carried out in steps of a few customers, each a transaction that locks the action's row first: of several
 * processes one does each step, and a step that was killed has not been.
 */

export const AT_ONCE_AT_MOST = 200_000
const STEP = 40

export type BulkId = Id<'bulk'>
type State = 'running' | 'done' | 'undoing' | 'undone'

interface Action {
  bulkId: BulkId
  deed: Deed
  state: State
  total: number
  actorKind: Actor['kind']
  actorId: string | null
  at: Temporal.Instant
  finishedAt: Temporal.Instant | null
}

const columns = `bulk_id as "bulkId", deed, state, total, actor_kind as "actorKind", actor_id as "actorId", at,
  finished_at as "finishedAt"`
const insert = statement(
  'bulk.insert',
  `insert into bulk_actions (business_id, bulk_id, deed, total, actor_kind, actor_id) values ($1, $2, $3, 0, $4, $5)`,
)
const setTotal = statement(
  'bulk.set_total',
  'update bulk_actions set total = $3 where business_id = $1 and bulk_id = $2',
)

/** Whom it is for: these, or all who match. */
export type Whom = { customers: CustomerId[] } | { filter: Filter }

/** Writes down what is to be done for whom. Nothing is done yet: `carryOut` does it. */
export async function startBulk(tx: Tx, whom: Whom, what: Deed, actor: Actor): Promise<BulkId> {
  const bulkId = newId<'bulk'>()
  await tx.rows(insert, [tx.businessId, bulkId, JSON.stringify(what), actor.kind, actor.id])
  const wanted =
    'customers' in whom
      ? sql`select c.customer_id from customers c where c.business_id = ${tx.businessId}
              and c.customer_id = any(${whom.customers}::uuid[]) and c.merged_into is null and c.erased_at is null`
      : await everyone(tx, whom.filter)
  const counted = await tx.first(sql<{ count: number }>`
    with chosen as (
      insert into bulk_customers (business_id, bulk_id, customer_id)
      select ${tx.businessId}::uuid, ${bulkId}::uuid, w.customer_id from (${wanted} limit ${AT_ONCE_AT_MOST + 1}) w
      returning 1)
    select count(*) as count from chosen`)
  const total = counted!.count
  if (total === 0 && 'customers' in whom) {
    throw new Refused('customer.not_found', undefined, { field: 'whom.customers' })
  }
  if (total === 0) throw new Refused('bulk.nobody')
  if (total > AT_ONCE_AT_MOST) {
    throw new Refused('bulk.too_many', undefined, { params: { limit: AT_ONCE_AT_MOST } })
  }
  await tx.rows(setTotal, [tx.businessId, bulkId, total])
  const subject = { kind: 'bulk', id: bulkId }
  // What a note says stays out of the journal: there it could not be removed.
  tell(tx, { what: 'bulk.started', actor, subject, facts: { kind: what.kind, total } })
  return bulkId
}

const beginUndo = statement<{ bulkId: BulkId }>(
  'bulk.begin_undo',
  `update bulk_actions set state = 'undoing', finished_at = null
    where business_id = $1 and bulk_id = $2 and state = 'done' returning bulk_id as "bulkId"`,
)

/** Begins to take all of it back. Refuses what is still under way or was taken back. */
export async function undoBulk(tx: Tx, bulkId: BulkId, actor: Actor): Promise<void> {
  const [begun] = await tx.rows(beginUndo, [tx.businessId, bulkId])
  if (begun) {
    tell(tx, { what: 'bulk.undo_started', actor, subject: { kind: 'bulk', id: bulkId } })
    return
  }
  await readBulk(tx, bulkId)
  throw new Refused('bulk.not_done')
}

const lockAction = statement<Action>(
  'bulk.lock',
  `select ${columns} from bulk_actions where business_id = $1 and bulk_id = $2 and state in ('running', 'undoing')
    for update skip locked`,
)
// In the order of their ids, as everybody locks customers.
const nextOnes = statement<{ customerId: CustomerId; made: Made | null }>(
  'bulk.next',
  `select customer_id as "customerId", made from bulk_customers
    where business_id = $1 and bulk_id = $2 and state = $3 order by customer_id limit ${STEP}`,
)
const writeOnes = statement(
  'bulk.write',
  `update bulk_customers b set state = w.state, made = w.made, refusal = w.refusal
     from unnest($3::uuid[], $4::text[], $5::jsonb[], $6::text[]) w (customer_id, state, made, refusal)
    where b.business_id = $1 and b.bulk_id = $2 and b.customer_id = w.customer_id`,
)
const finish = statement(
  'bulk.finish',
  `update bulk_actions set state = $3, finished_at = now() where business_id = $1 and bulk_id = $2`,
)

interface Outcome {
  customerId: CustomerId
  state: 'done' | 'refused' | 'undone' | 'kept'
  made: Made | null
  refusal: string | null
}

/** One step. Answers whether there may be more to do here. */
async function step(tx: Tx, bulkId: BulkId): Promise<boolean> {
  const [action] = await tx.rows(lockAction, [tx.businessId, bulkId])
  if (!action) return false
  const undoing = action.state === 'undoing'
  const ones = await tx.rows(nextOnes, [tx.businessId, bulkId, undoing ? 'done' : 'waiting'])
  const actor: Actor = { kind: action.actorKind, id: action.actorId }
  if (ones.length === 0) {
    tx.write(finish, [tx.businessId, bulkId, undoing ? 'undone' : 'done'])
    tell(tx, {
      what: undoing ? 'bulk.undone' : 'bulk.finished',
      actor,
      subject: { kind: 'bulk', id: bulkId },
    })
    return false
  }
  const by = { actor, now: await nowOf(tx) }
  const outcomes: Outcome[] = []
  // One after the other: two of them may have become one person meanwhile, and the second must see what the first did.
  for (const one of ones) {
    outcomes.push(
      await (undoing ? undoOne(tx, action.deed, one, by) : doOne(tx, action.deed, one.customerId, by)),
    )
  }
  const column = (name: keyof Outcome) => outcomes.map((outcome) => outcome[name])
  const made = outcomes.map((outcome) => outcome.made && JSON.stringify(outcome.made))
  tx.write(writeOnes, [tx.businessId, bulkId, column('customerId'), column('state'), made, column('refusal')])
  return true
}

async function doOne(tx: Tx, what: Deed, customerId: CustomerId, by: By): Promise<Outcome> {
  try {
    return { customerId, state: 'done', made: await doFor(tx, customerId, what, by), refusal: null }
  } catch (error) {
    // A refusal is decided before anything is written.
    if (!(error instanceof Refused)) throw error
    return { customerId, state: 'refused', made: null, refusal: error.code }
  }
}

async function undoOne(
  tx: Tx,
  what: Deed,
  { customerId, made }: { customerId: CustomerId; made: Made | null },
  by: By,
): Promise<Outcome> {
  try {
    const whole = made !== null && (await undoFor(tx, customerId, what, made, by))
    return { customerId, state: whole ? 'undone' : 'kept', made: null, refusal: null }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { customerId, state: 'kept', made: null, refusal: error.code }
  }
}

/** Carries out what was started, step by step, as long as `goOn` says so. What is left the next round takes up. */
export async function carryOut(
  database: Database,
  businessId: string,
  bulkId: BulkId,
  goOn: () => boolean = () => true,
): Promise<void> {
  while (goOn() && (await inBusiness(database, businessId, (tx) => step(tx, bulkId))));
}

const open = statement<{ bulkId: BulkId }>(
  'bulk.open',
  `select bulk_id as "bulkId" from bulk_actions where business_id = $1 and state in ('running', 'undoing')
    order by bulk_id limit 100`,
)

/** Takes up what was left half done: the process that had it is gone. */
export async function carryOnBulk(database: Database, businessId: string): Promise<void> {
  const left = await inBusiness(database, businessId, (tx) => tx.rows(open, [businessId]))
  for (const { bulkId } of left) await carryOut(database, businessId, bulkId)
}

const read = statement<Action>(
  'bulk.read',
  `select ${columns} from bulk_actions where business_id = $1 and bulk_id = $2`,
)
const list = statement<Action>(
  'bulk.list',
  `select ${columns} from bulk_actions where business_id = $1 and ($2::uuid is null or bulk_id < $2)
    order by bulk_id desc limit $3`,
)
const counts = statement<{ state: string; refusal: string | null; count: number }>(
  'bulk.counts',
  `select state, refusal, count(*)::int as count from bulk_customers where business_id = $1 and bulk_id = $2
    group by 1, 2 order by 3 desc`,
)

/** One action as it stands. */
export async function readBulk(tx: Tx, bulkId: BulkId) {
  const [action] = await tx.rows(read, [tx.businessId, bulkId])
  if (!action) throw new Refused('not_found')
  const rows = await tx.rows(counts, [tx.businessId, bulkId])
  const of = (state: string) =>
    rows.filter((row) => row.state === state).reduce((sum, { count }) => sum + count, 0)
  return {
    ...showBulk(action),
    waiting: of('waiting'),
    done: of('done'),
    refused: of('refused'),
    undone: of('undone'),
    kept: of('kept'),
    refusals: rows.flatMap(({ refusal, count }) => (refusal === null ? [] : [{ code: refusal, count }])),
  }
}

/** What was done for many, the latest first. */
export async function bulkActions(tx: Tx, after: BulkId | null, limit: number): Promise<Action[]> {
  return tx.rows(list, [tx.businessId, after, limit])
}

export function showBulk({ bulkId, deed, state, total, actorKind, actorId, at, finishedAt }: Action) {
  const prefix = actorKind === 'key' ? 'apiKey' : actorKind === 'staff' ? 'staff' : null
  return {
    id: showId('bulk', bulkId),
    deed,
    state,
    total,
    by: { kind: actorKind, id: prefix ? showMaybe(prefix, actorId) : actorId },
    at: at.toString(),
    finishedAt: finishedAt?.toString() ?? null,
  }
}

const forget = statement(
  'bulk.forget_made',
  'update bulk_customers set made = null where business_id = $1 and customer_id = $2 and made is not null',
)

/** Hangs into erasure: what a customer's profile said before is gone with her. Once, when the program starts. */
export function openBulk(): void {
  if (opened) return
  opened = true
  customerParts.erased.push(async (tx, { customerId }) => tx.write(forget, [tx.businessId, customerId]))
}
let opened = false
