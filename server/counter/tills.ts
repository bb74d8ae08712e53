import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { tell } from '../journal/journal.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor, Caller, Scope } from '../platform/http.ts'
import { type BusinessId, type Id, type LocationId, newId, type StaffId } from '../platform/ids.ts'
import { hashSecret, hexOf, randomSecret, uuidOf } from '../platform/secrets.ts'
import { rightsOf, type SeatWithPin, seatWithPin } from '../staff/staff.ts'
import { readActing } from './acting.ts'

export type TillId = Id<'till'>

export interface Till {
  tillId: TillId
  name: string
  locationId: LocationId | null
  openedBy: StaffId | null
  openedAt: Temporal.Instant
  seenOn: string | null
  closedAt: Temporal.Instant | null
}

const COOKIE = 'regulars.till'
const YEAR_SECONDS = 31_536_000

/** What a PIN at a shared till opens: selling. Four digits are no key to the back office. */
const tillRights: ReadonlySet<Scope> = rightsOf('staff')
/** What a locked till may do: say whose it is and who works here. */
const lockedRights: ReadonlySet<Scope> = new Set(['business:read'])

const columns = `till_id as "tillId", name, location_id as "locationId", opened_by as "openedBy",
  opened_at as "openedAt", seen_on::text as "seenOn", closed_at as "closedAt"`
const insertTill = statement<Till>(
  'counter.open_till',
  `insert into counter_tills (business_id, till_id, name, location_id, secret_hash, opened_by)
   values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
)
const findTill = statement<Till & { secretHash: Buffer }>(
  'counter.find_till',
  `select ${columns}, secret_hash as "secretHash" from counter_tills
    where business_id = $1 and till_id = $2 and closed_at is null`,
)
const markSeen = statement(
  'counter.mark_till_seen',
  `update counter_tills set seen_on = current_date
    where business_id = $1 and till_id = $2 and seen_on is distinct from current_date`,
)
const listTills = statement<Till>(
  'counter.list_tills',
  `select ${columns} from counter_tills where business_id = $1 and closed_at is null order by till_id limit 200`,
)
const closeTill = statement<Till>(
  'counter.close_till',
  `update counter_tills set closed_at = coalesce(closed_at, now()) where business_id = $1 and till_id = $2
   returning ${columns}`,
)

/** Makes the asking device a shared till; what it is known by from now on is told once. */
export async function makeTill(
  tx: Tx,
  { name, locationId }: { name: string; locationId: LocationId | null },
  actor: Actor,
): Promise<{ till: Till; token: string }> {
  const tillId = newId<'till'>()
  const secret = randomSecret()
  const by = actor.kind === 'staff' ? actor.id : null
  const values = [tx.businessId, tillId, name, locationId, hashSecret(secret), by]
  const [till] = await tx.rows(insertTill, values)
  tell(tx, { what: 'till.opened', actor, subject: { kind: 'till', id: tillId }, facts: { name } })
  return { till: till!, token: `${hexOf(tx.businessId)}${hexOf(tillId)}${secret}` }
}

/** Every device that is a shared till. */
export async function tillsIn(tx: Tx): Promise<Till[]> {
  return tx.rows(listTills, [tx.businessId])
}

/** Takes a device's right to be a till away, at once. */
export async function endTill(tx: Tx, tillId: TillId, actor: Actor): Promise<Till> {
  const [till] = await tx.rows(closeTill, [tx.businessId, tillId])
  if (!till) throw new Refused('not_found')
  tell(tx, { what: 'till.closed', actor, subject: { kind: 'till', id: tillId } })
  return till
}

/** The cookie by which a device says which till it is; an empty token takes it away. */
export function tillCookie(token: string, secure: boolean): string {
  const life = token ? YEAR_SECONDS : 0
  return `${COOKIE}=${token}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

interface TillToken {
  businessId: BusinessId
  tillId: TillId
  secretHash: Buffer
}

function readToken({ cookie }: IncomingHttpHeaders): TillToken | undefined {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE.replace('.', '\\.')}=([0-9a-f]{64}[a-z2-7]{32})(?:;|$)`).exec(
    cookie ?? '',
  )?.[1]
  if (!value) return undefined
  const [business, till, secret] = [value.slice(0, 32), value.slice(32, 64), value.slice(64)]
  return { businessId: uuidOf(business), tillId: uuidOf(till), secretHash: hashSecret(secret) }
}

/**
 * The caller that a shared till makes: whoever has shown her PIN, with the rights of selling and no more than her role
 * has; nobody in particular, with the right to look who works here, while it is locked. null: the device is no till.
 */
export async function callerOfTill(
  database: Database,
  headers: IncomingHttpHeaders,
  scope: Scope,
): Promise<Caller | null> {
  const token = readToken(headers)
  if (!token) return null
  const { businessId } = token
  const acting = String(headers['regulars-staff'] ?? '')
  const asked = readActing(acting)
  const found = await inBusiness(database, businessId, async (tx) => {
    const [[till], seat] = await Promise.all([
      tx.rows(findTill, [businessId, token.tillId]),
      asked ? seatWithPin(tx, asked.staffId) : undefined,
    ])
    if (!till || !timingSafeEqual(till.secretHash, token.secretHash)) return null
    tx.write(markSeen, [businessId, token.tillId])
    return { till, seat: seat && asked?.holds(token, seat) ? seat : undefined }
  })
  if (!found) return null
  if (!found.seat && !lockedRights.has(scope)) throw new Refused('counter.locked')
  return asTill(businessId, found)
}

function asTill(
  businessId: BusinessId,
  { till, seat }: { till: Till; seat: SeatWithPin | undefined },
): Caller {
  const { tillId } = till
  if (!seat) return { businessId, tillId, actor: { kind: 'system', id: null }, scopes: lockedRights }
  const rights = rightsOf(seat.role)
  const scopes = new Set([...tillRights].filter((scope) => rights.has(scope)))
  return { businessId, tillId, scopes, role: seat.role, actor: { kind: 'staff', id: seat.staffId } }
}
