/**
 * Staff: seats of persons in a business. A seat has one role; a business always keeps an owner; nobody gives or takes a
 * role with rights that she lacks herself. A seat that was left stays on record, and its person is signed out.
 */
import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor, Caller } from '../platform/http.ts'
import { newId, type StaffId } from '../platform/ids.ts'
import { type Role, rightBeyond } from './roles.ts'

export { invite, sitDown } from './invitations.ts'
export { refuseForeignOrigin } from './origin.ts'
export { addPerson, givePassword, hashPassword } from './people.ts'
export { isPin, type SeatWithPin, seatsAtTills, seatWithPin } from './pins.ts'
export { type Role, rightsOf, roles } from './roles.ts'
export { seatsOf } from './seats.ts'
export { callerOfSeat, personOf } from './sessions.ts'
export type { SignIn } from './sign-in.ts'

export interface Seat {
  staffId: StaffId
  userId: string | null
  name: string
  email: string | null
  role: Role
  hasPin: boolean
  createdAt: Temporal.Instant
  leftAt: Temporal.Instant | null
  /** Until when the latest link works, or when it stopped; null where none waits. */
  invitedUntil: Temporal.Instant | null
}

const columns = `staff_id as "staffId", user_id as "userId", name, email, role, pin_hash is not null as "hasPin",
  created_at as "createdAt", left_at as "leftAt",
  (select max(i.expires_at) from invitations i
    where i.business_id = staff.business_id and i.staff_id = staff.staff_id and i.used_at is null
      and staff.user_id is null and staff.left_at is null) as "invitedUntil"`

const insertSeat = statement<Seat>(
  'staff.insert',
  `insert into staff (business_id, staff_id, name, email, role) values ($1, $2, $3, $4, $5) returning ${columns}`,
)

/** Makes a seat that nobody sits on yet: its person comes by an invitation. */
export async function addSeat(
  tx: Tx,
  { name, email, role }: { name: string; email: string; role: Role },
  actor: Actor,
): Promise<Seat> {
  const staffId = newId<'staff'>()
  const [seat] = await tx.rows(insertSeat, [tx.businessId, staffId, name, email, role])
  tell(tx, {
    what: 'staff.added',
    actor,
    subject: { kind: 'staff', id: staffId },
    facts: { name, email, role },
  })
  return seat!
}

const listSeats = statement<Seat>(
  'staff.list',
  `select ${columns} from staff
    where business_id = $1 and ($2::uuid is null or staff_id > $2) order by staff_id limit $3`,
)

/** The seats, left ones too, in the order in which they were made. */
export async function seatsIn(tx: Tx, after: string | null, limit: number): Promise<Seat[]> {
  return tx.rows(listSeats, [tx.businessId, after, limit])
}

const lockSeat = statement<Seat>(
  'staff.lock',
  `select ${columns} from staff where business_id = $1 and staff_id = $2 for update`,
)
// All owners' rows, in one order: two owners who leave at once come one after the other.
const lockOwners = statement<{ staffId: StaffId; sits: boolean }>(
  'staff.lock_owners',
  `select staff_id as "staffId", user_id is not null as sits from staff
    where business_id = $1 and role = 'owner' and left_at is null order by staff_id for update`,
)
const updateRole = statement<Seat>(
  'staff.update_role',
  `update staff set role = $3 where business_id = $1 and staff_id = $2 returning ${columns}`,
)

/** Gives a seat another role. */
export async function changeRole(tx: Tx, staffId: StaffId, role: Role, caller: Caller): Promise<Seat> {
  const owners = await tx.rows(lockOwners, [tx.businessId])
  const before = await standingSeat(tx, staffId)
  refuseBeyond(caller, before.role, role)
  if (before.role === 'owner' && role !== 'owner') refuseLastOwner(owners, staffId)
  const [after] = await tx.rows(updateRole, [tx.businessId, staffId, role])
  tell(tx, {
    what: 'staff.role_changed',
    actor: caller.actor,
    subject: { kind: 'staff', id: staffId },
    facts: { before: before.role, after: role },
  })
  return after!
}

// The person is taken off the seat, so that she may be invited again later; name and address stay for the record.
const leaveSeat = statement<Seat>(
  'staff.leave',
  `update staff set left_at = now(), user_id = null, pin_hash = null
    where business_id = $1 and staff_id = $2 returning ${columns}`,
)
const endSessions = statement('staff.end_sessions', 'delete from sign_in.sessions where user_id = $1')

/** Ends a seat: it opens nothing any more, and its person is signed out everywhere. */
export async function leave(tx: Tx, staffId: StaffId, caller: Caller): Promise<Seat> {
  const owners = await tx.rows(lockOwners, [tx.businessId])
  const before = await standingSeat(tx, staffId)
  refuseBeyond(caller, before.role)
  if (before.role === 'owner') refuseLastOwner(owners, staffId)
  const [after] = await tx.rows(leaveSeat, [tx.businessId, staffId])
  if (before.userId) await tx.rows(endSessions, [before.userId])
  tell(tx, { what: 'staff.left', actor: caller.actor, subject: { kind: 'staff', id: staffId } })
  return after!
}

/** A seat that nobody has left, locked. */
export async function standingSeat(tx: Tx, staffId: StaffId): Promise<Seat> {
  const [seat] = await tx.rows(lockSeat, [tx.businessId, staffId])
  if (!seat || seat.leftAt) throw new Refused('not_found')
  return seat
}

/** Refuses when a role with rights beyond the caller's own would be given or taken. */
export function refuseBeyond(caller: Caller, ...touched: Role[]): void {
  const scope = rightBeyond(caller.scopes, ...touched)
  if (scope) throw new Refused('access.beyond_own', undefined, { field: 'role', params: { scope } })
}

function refuseLastOwner(owners: { staffId: StaffId; sits: boolean }[], staffId: StaffId): void {
  const leaving = owners.find((owner) => owner.staffId === staffId)
  const others = owners.some((owner) => owner.staffId !== staffId && owner.sits)
  if (leaving?.sits && !others) throw new Refused('staff.last_owner')
}
