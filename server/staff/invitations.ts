import { tell } from '../journal/journal.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { type BusinessId, newId, type StaffId } from '../platform/ids.ts'
import { hashSecret, hexOf, randomSecret, uuidOf } from '../platform/secrets.ts'
import type { Role } from './roles.ts'

// One-time links. The token is `<business><invitation><secret>`: it names its business, so that it is looked up with
// row-level security on; its secret is kept as a hash only.

const insertInvitation = statement(
  'invitations.insert',
  `insert into invitations (business_id, invitation_id, staff_id, token_hash, expires_at)
   values ($1, $2, $3, $4, $5)`,
)
const voidEarlier = statement(
  'invitations.void_earlier',
  `update invitations set expires_at = now()
    where business_id = $1 and staff_id = $2 and used_at is null and expires_at > now()`,
)

const GOOD_FOR_HOURS = 7 * 24

/** A link for a seat, and until when it works. */
export interface MadeLink {
  url: string
  until: Temporal.Instant
}

/** Makes a link for a seat, good once and for seven days. Earlier links of the seat die. */
export function invite(tx: Tx, staffId: StaffId, actor: Actor, publicUrl: string): MadeLink {
  const id = newId()
  const secret = randomSecret()
  const until = Temporal.Now.instant().add({ hours: GOOD_FOR_HOURS })
  tx.write(voidEarlier, [tx.businessId, staffId])
  tx.write(insertInvitation, [tx.businessId, id, staffId, hashSecret(secret), until])
  tell(tx, { what: 'staff.invited', actor, subject: { kind: 'staff', id: staffId } })
  return { url: `${publicUrl}/setup/${hexOf(tx.businessId)}${hexOf(id)}${secret}`, until }
}

/** Takes the link of a seat back: whoever has it can do nothing with it any more. The seat stays, to be invited anew. */
export function takeLinkBack(tx: Tx, staffId: StaffId, actor: Actor): void {
  tx.write(voidEarlier, [tx.businessId, staffId])
  tell(tx, { what: 'staff.link_taken_back', actor, subject: { kind: 'staff', id: staffId } })
}

export interface Invitation {
  businessId: BusinessId
  invitationId: string
  secretHash: Buffer
}

/** Reads a token; refuses what can't be one. */
export function readInvitation(token: string): Invitation {
  const parts = /^([0-9a-f]{32})([0-9a-f]{32})([a-z2-7]{32})$/.exec(token)
  if (!parts) throw new Refused('setup.link_dead')
  const [, business, id, secret] = parts as unknown as [string, string, string, string]
  return { businessId: uuidOf(business), invitationId: uuidOf(id), secretHash: hashSecret(secret) }
}

export interface Invited {
  staffId: StaffId
  name: string
  email: string
  role: Role
}

const live = `i.business_id = $1 and i.invitation_id = $2 and i.token_hash = $3 and i.used_at is null
  and i.expires_at > now()`
const invited = 's.staff_id as "staffId", s.name, s.email, s.role'

const findInvited = statement<Invited>(
  'invitations.find',
  `select ${invited} from invitations i join staff s using (business_id, staff_id)
    where ${live} and s.left_at is null and s.user_id is null`,
)

/** Whom a link invites; refuses one that was used, is too old, or never was. */
export async function invitedBy(database: Database, invitation: Invitation): Promise<Invited> {
  const { businessId, invitationId, secretHash } = invitation
  const [found] = await inBusiness(database, businessId, (tx) =>
    tx.rows(findInvited, [businessId, invitationId, secretHash]),
  )
  if (!found) throw new Refused('setup.link_dead')
  return found
}

// Of two at once, the second waits for the first one's row and then finds it used.
const useInvitation = statement<{ staffId: StaffId }>(
  'invitations.use',
  `update invitations i set used_at = now() where ${live} returning staff_id as "staffId"`,
)
const sit = statement<Invited>(
  'staff.sit',
  `update staff s set user_id = $3, name = coalesce($4, s.name)
    where s.business_id = $1 and s.staff_id = $2 and s.left_at is null and s.user_id is null
   returning ${invited}`,
)

/** Uses a link up: the person takes the seat that it was for. `tx` must be bound to the link's business. */
export async function takeSeat(
  tx: Tx,
  { invitationId, secretHash }: Invitation,
  { userId, name }: { userId: string; name: string | null },
): Promise<Invited> {
  const [used] = await tx.rows(useInvitation, [tx.businessId, invitationId, secretHash])
  if (!used) throw new Refused('setup.link_dead')
  return sitDown(tx, used.staffId, { userId, name })
}

/** Puts a person on a seat that nobody sits on. */
export async function sitDown(
  tx: Tx,
  staffId: StaffId,
  { userId, name }: { userId: string; name: string | null },
): Promise<Invited> {
  const [seat] = await tx.rows(sit, [tx.businessId, staffId, userId, name])
  if (!seat) throw new Refused('setup.link_dead')
  const actor: Actor = { kind: 'staff', id: staffId }
  tell(tx, { what: 'staff.joined', actor, subject: { kind: 'staff', id: staffId } })
  return seat
}
