import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor, Caller } from '../platform/http.ts'
import { type CustomerId, type Id, newId, type StaffId, showId, showMaybe } from '../platform/ids.ts'
import { type Language, type RefusalCode, refusals, refusalText } from '../platform/refusals.ts'
import { deviceOf } from './approvals.ts'

export type ConflictId = Id<'conflict'>

/** Something rung up without network that the server would not take: what it was, and why not. */
interface Conflict {
  conflictId: ConflictId
  staffId: StaffId | null
  staffName: string | null
  customerId: CustomerId | null
  customerName: string | null
  occurredAt: Temporal.Instant
  request: Record<string, unknown>
  code: string
  toldAt: Temporal.Instant
  settledAt: Temporal.Instant | null
  settledHow: 'rung_up' | 'dropped' | null
  note: string | null
}

export interface NewConflict {
  /** The key that the device made for it: told twice, it is one. */
  key: string
  staffId: StaffId | null
  customerId: CustomerId | null
  occurredAt: Temporal.Instant
  request: Record<string, unknown>
  code: string
}

const columns = `conflict_id as "conflictId", k.staff_id as "staffId", s.name as "staffName",
  k.customer_id as "customerId",
  shown_name(c) as "customerName", occurred_at as "occurredAt", request, code, told_at as "toldAt",
  settled_at as "settledAt", settled_how as "settledHow", note`
const withNames = `counter_conflicts k
  left join staff s on s.business_id = $1 and s.staff_id = k.staff_id
  left join customers c on c.business_id = $1 and c.customer_id = k.customer_id`

const insertConflict = statement<{ conflictId: ConflictId }>(
  'counter.tell_conflict',
  `insert into counter_conflicts (business_id, conflict_id, key, device_id, staff_id, customer_id, occurred_at, request, code)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict on constraint conflict_once do nothing returning conflict_id as "conflictId"`,
)
const readParties = statement<{ staff: boolean; customer: boolean }>(
  'counter.conflict_parties',
  `select $2::uuid is null or exists (select from staff where business_id = $1 and staff_id = $2) as staff,
          $3::uuid is null or exists (select from customers where business_id = $1 and customer_id = $3) as customer`,
)
const listConflicts = statement<Conflict>(
  'counter.conflicts',
  `select ${columns} from ${withNames}
    where k.business_id = $1 and (settled_at is null or $4) and ($2::uuid is null or conflict_id < $2)
    order by conflict_id desc limit $3`,
)
const findConflict = statement<Conflict>(
  'counter.find_conflict',
  `select ${columns} from ${withNames} where k.business_id = $1 and (k.conflict_id = $2 or k.key = $3)`,
)
const settle = statement<{ conflictId: ConflictId }>(
  'counter.settle_conflict',
  `update counter_conflicts set settled_at = now(), settled_by = $3, settled_how = $4, note = $5
    where business_id = $1 and conflict_id = $2 and settled_at is null returning conflict_id as "conflictId"`,
)

/** Notes a conflict; told again under its key, it is the one that was noted first. */
export async function tellConflict(tx: Tx, told: NewConflict, caller: Caller): Promise<Conflict> {
  const { key, staffId, customerId, occurredAt, request, code } = told
  const [parties] = await tx.rows(readParties, [tx.businessId, staffId, customerId])
  if (!parties?.staff) throw new Refused('not_found', undefined, { field: 'staffId' })
  if (!parties.customer) throw new Refused('not_found', undefined, { field: 'customerId' })
  const id = newId<'conflict'>()
  const values = [
    tx.businessId,
    id,
    key,
    deviceOf(caller),
    staffId,
    customerId,
    occurredAt,
    JSON.stringify(request),
  ]
  const [made] = await tx.rows(insertConflict, [...values, code])
  if (made) {
    const subject = { kind: 'conflict', id: made.conflictId }
    tell(tx, { what: 'conflict.told', actor: caller.actor, customerId, subject, facts: { code } })
  }
  return read(tx, made?.conflictId ?? null, key)
}

async function read(tx: Tx, id: ConflictId | null, key: string | null): Promise<Conflict> {
  const [conflict] = await tx.rows(findConflict, [tx.businessId, id, key])
  if (!conflict) throw new Refused('not_found')
  return conflict
}

/** Conflicts, the latest first: the open ones, or settled ones as well. */
export async function conflictsIn(
  tx: Tx,
  { after, limit, settled }: { after: ConflictId | null; limit: number; settled: boolean },
): Promise<Conflict[]> {
  return tx.rows(listConflicts, [tx.businessId, after, limit, settled])
}

/** Says how a conflict ended. It ends once: the same again changes nothing, another end is refused. */
export async function settleConflict(
  tx: Tx,
  id: ConflictId,
  { how, note }: { how: 'rung_up' | 'dropped'; note: string | null },
  actor: Actor,
): Promise<Conflict> {
  const [done] = await tx.rows(settle, [tx.businessId, id, actor.id, how, note])
  if (done) tell(tx, { what: 'conflict.settled', actor, subject: { kind: 'conflict', id }, facts: { how } })
  const conflict = await read(tx, id, null)
  if (conflict.settledHow !== how) throw new Refused('conflict.settled', undefined, { field: 'how' })
  return conflict
}

/** `language`: in which the reason is said. It is left out where the words would need figures that nobody kept. */
export function showConflict(conflict: Conflict, language: Language) {
  const { conflictId, staffId, staffName, customerId, customerName, occurredAt, request, code } = conflict
  const said = code in refusals ? refusalText(code as RefusalCode, language) : ''
  return {
    id: showId('conflict', conflictId),
    staffId: showMaybe('staff', staffId),
    staffName,
    customerId: showMaybe('customer', customerId),
    customerName,
    occurredAt: occurredAt.toString(),
    ...{ request, code },
    reason: said === '' || said.includes('{') ? null : said,
    toldAt: conflict.toldAt.toString(),
    settledAt: conflict.settledAt?.toString() ?? null,
    settledHow: conflict.settledHow,
    note: conflict.note,
  }
}
