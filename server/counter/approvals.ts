import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import { type Id, newId, type StaffId } from '../platform/ids.ts'

export type ApprovalId = Id<'approval'>
export const approvalKinds = ['redeem_static', 'redeem_large', 'return', 'adjustment'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

/** One deed that a manager allows: what, with whom or of what, and at most how much. */
export interface Deed {
  kind: ApprovalKind
  /** The customer, or the purchase that comes back. */
  subjectId: string
  /** Points or minor units. */
  amount: number
}

const MINUTES = 10

const insertApproval = statement(
  'counter.approve',
  `insert into approvals (business_id, approval_id, kind, given_by, device_id, subject_id, at_most, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
// The key that used it may come again: a request that is repeated must not need a second word.
const useApproval = statement<{ id: ApprovalId; givenBy: StaffId; first: boolean }>(
  'counter.use_approval',
  `update approvals a set used_at = coalesce(a.used_at, $8), used_by = coalesce(a.used_by, $9), used_key = $10
     from (select approval_id, used_at from approvals where business_id = $1 and approval_id = any($2::uuid[])
              and kind = $3 and device_id = $4 and subject_id = $5 and at_most >= $6 and at > $7
              and (used_at is null or (used_key = $10 and used_by is not distinct from $9))
            order by approval_id limit 1 for update) mine
    where a.business_id = $1 and a.approval_id = mine.approval_id
   returning a.approval_id as id, a.given_by as "givenBy", mine.used_at is null as first`,
)

/** At which device somebody works: a shared till, or her own. */
export function deviceOf({ tillId, actor }: Caller): string {
  const device = tillId ?? actor.id
  if (!device) throw new Refused('counter.locked')
  return device
}

/** Notes a manager's word for one deed at one device, good for some minutes. */
export function approve(
  tx: Tx,
  { kind, subjectId, amount }: Deed,
  { caller, by, now }: { caller: Caller; by: StaffId; now: Temporal.Instant },
): ApprovalId {
  const id = newId<'approval'>()
  const values = [tx.businessId, id, kind, by, deviceOf(caller), subjectId, amount, now.toString()]
  tx.write(insertApproval, values)
  tell(tx, {
    what: 'approval.given',
    actor: { kind: 'staff', id: by },
    subject: { kind: 'approval', id },
    facts: { kind, atMost: amount, askedBy: caller.actor.id },
  })
  return id
}

const needed: Record<
  ApprovalKind,
  'approval.static_code' | 'approval.large' | 'approval.return' | 'approval.adjust'
> = {
  redeem_static: 'approval.static_code',
  redeem_large: 'approval.large',
  return: 'approval.return',
  adjustment: 'approval.adjust',
}

/** Uses the approval that covers a deed up; refuses with what a manager has to allow where there is none. */
export async function needApproval(
  tx: Tx,
  { kind, subjectId, amount }: Deed,
  { caller, ids, key, now }: { caller: Caller; ids: ApprovalId[]; key: string | null; now: Temporal.Instant },
): Promise<void> {
  const since = now.subtract({ minutes: MINUTES }).toString()
  const [used] = await tx.rows(useApproval, [
    tx.businessId,
    ids,
    ...[kind, deviceOf(caller), subjectId, amount, since, now.toString(), caller.actor.id, key],
  ])
  if (!used) throw new Refused(needed[kind], undefined, { field: 'Regulars-Approval' })
  if (!used.first) return
  tell(tx, {
    what: 'approval.used',
    actor: caller.actor,
    subject: { kind: 'approval', id: used.id },
    facts: { kind, amount, givenBy: used.givenBy, of: subjectId },
  })
}
