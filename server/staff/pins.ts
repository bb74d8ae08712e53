import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import type { StaffId } from '../platform/ids.ts'
import type { Role } from './roles.ts'

// A PIN says who of the staff stands at a till that is signed in already; it opens nothing by itself. Ten thousand
// PINs are soon tried whatever the hash, so that scrypt only keeps them from being read by chance.
const derive = promisify<string, Buffer, number, Buffer>(scrypt)
const KEY_BYTES = 32

const updatePin = statement(
  'staff.update_pin',
  'update staff set pin_hash = $3 where business_id = $1 and staff_id = $2 and left_at is null',
)

/** Hashes a PIN with a salt of its own. To be done before a transaction begins: it takes some 50 ms. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(pin, salt, KEY_BYTES)
  return `scrypt:${salt.toString('base64url')}:${key.toString('base64url')}`
}

/** Whether a PIN is the one that was hashed. */
export async function isPin(pin: string, hash: string): Promise<boolean> {
  const [kind, salt, key] = hash.split(':')
  if (kind !== 'scrypt' || !salt || !key) return false
  const expected = Buffer.from(key, 'base64url')
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64url'), expected.length), expected)
}

/** Sets the PIN of a seat. */
export function setPin(tx: Tx, staffId: StaffId, hash: string, actor: Actor): void {
  tx.write(updatePin, [tx.businessId, staffId, hash])
  tell(tx, { what: 'staff.pin_set', actor, subject: { kind: 'staff', id: staffId } })
}

/** A seat that somebody holds, with what her PIN is compared with. */
export interface SeatWithPin {
  staffId: StaffId
  name: string
  role: Role
  pinHash: string | null
}

const seatPin = statement<SeatWithPin>(
  'staff.seat_with_pin',
  `select staff_id as "staffId", name, role, pin_hash as "pinHash" from staff
    where business_id = $1 and staff_id = $2 and left_at is null`,
)

/** A seat by its id; undefined when there is none, or it was left. */
export async function seatWithPin(tx: Tx, staffId: StaffId): Promise<SeatWithPin | undefined> {
  const [seat] = await tx.rows(seatPin, [tx.businessId, staffId])
  return seat
}

const atTills = statement<SeatWithPin>(
  'staff.at_tills',
  `select staff_id as "staffId", name, role, pin_hash as "pinHash" from staff
    where business_id = $1 and left_at is null and role <> 'read-only' order by name, staff_id limit 200`,
)

/** Whoever may stand at a till. */
export async function seatsAtTills(tx: Tx): Promise<SeatWithPin[]> {
  return tx.rows(atTills, [tx.businessId])
}
