import { businessOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { lookOf } from '../looks/looks.ts'
import { canMail, sendLater } from '../messages/messages.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { hashSecret, hexOf, randomSecret, uuidOf } from '../platform/secrets.ts'
import { hashPassword, personOfAddress } from './people.ts'
import { type OwnSeat, seatsOf } from './seats.ts'

// The way back in for somebody who forgot her password: a link by mail, good once and for an hour. Its secret is kept as
// a hash. A person may have seats in many businesses and has one password: the mail comes from the first of them.

const RESET_MINUTES = 60
/** However many ask: nobody's mailbox is filled by a stranger. */
const RESETS_PER_HOUR = 3

const lockPerson = statement('resets.lock_person', 'select id from sign_in.people where id = $1 for update')
const insertReset = statement<{ resetId: string }>(
  'resets.insert',
  `insert into sign_in.resets (reset_id, user_id, secret_hash, expires_at)
   select $1, $2, $3, $4
    where (select count(*) from sign_in.resets where user_id = $2 and made_at > now() - interval '1 hour') < $5
   returning reset_id as "resetId"`,
)

export interface Asked {
  email: string
  /** Of the page that asked: it is what the person reads. */
  language: Language
  publicUrl: string
}

/** Mails a link to whoever signs in by this address; nothing happens when nobody does, or when it was asked too often. */
export async function askForReset(database: Database, { email, language, publicUrl }: Asked): Promise<void> {
  if (!canMail()) return
  const userId = await personOfAddress(database, email)
  const [seat] = userId ? await seatsOf(database, userId) : []
  if (!userId || !seat) return
  await inBusiness(database, seat.businessId, async (tx) => {
    const id = newId()
    const secret = randomSecret()
    const until = Temporal.Now.instant().add({ minutes: RESET_MINUTES })
    await tx.rows(lockPerson, [userId])
    const [made] = await tx.rows(insertReset, [id, userId, hashSecret(secret), until, RESETS_PER_HOUR])
    if (!made) return
    const [{ name }, { fill, on }] = await Promise.all([businessOf(tx), lookOf(tx)])
    await sendLater(tx, {
      ...{ kind: 'password_reset', language, to: email, business: name, fill, on, params: {} },
      // Behind the `#`, which no server and no log gets to see.
      link: `${publicUrl}/new-password#${hexOf(id)}${secret}`,
      usefulUntil: until,
    })
  })
}

interface Reset {
  resetId: string
  secretHash: Buffer
}

function readReset(token: string): Reset {
  const [, id, secret] = /^([0-9a-f]{32})([a-z2-7]{32})$/.exec(token) ?? []
  if (!id || !secret) throw new Refused('setup.link_dead')
  return { resetId: uuidOf(id), secretHash: hashSecret(secret) }
}

const live = 'r.reset_id = $1 and r.secret_hash = $2 and r.used_at is null and r.expires_at > now()'
const findReset = `select p.id as "userId", p.email from sign_in.resets r join sign_in.people p on p.id = r.user_id
  where ${live}`

/** Whom a link lets choose a new password; refuses one that was used, is too old, or never was. */
export async function resetFor(
  { pool }: Database,
  token: string,
): Promise<{ userId: string; email: string }> {
  const { resetId, secretHash } = readReset(token)
  const { rows } = await pool.query<{ userId: string; email: string }>(findReset, [resetId, secretHash])
  if (!rows[0]) throw new Refused('setup.link_dead')
  return rows[0]
}

// One statement: of two who use a link at once, the second waits for the first one's row and finds it used. With the
// password every other link of hers dies, and she is signed out everywhere.
const redeemReset = statement<{ userId: string }>(
  'resets.use',
  `with used as (update sign_in.resets r set used_at = now() where ${live} returning r.user_id),
        others as (update sign_in.resets r set expires_at = now() from used
                    where r.user_id = used.user_id and r.used_at is null and r.reset_id <> $1),
        out as (delete from sign_in.sessions s using used where s.user_id = used.user_id)
   update sign_in.credentials c set password = $3, updated_at = now() from used
    where c.user_id = used.user_id and c.provider_id = 'credential'
   returning c.user_id as "userId"`,
)

/** Uses a link up: its person has another password and is signed out everywhere. Answers the address for signing in. */
export async function chooseByLink(database: Database, token: string, password: string): Promise<string> {
  const { userId, email } = await resetFor(database, token)
  // Behind the look at the link: whoever makes links up makes us hash nothing.
  const passwordHash = await hashPassword(password)
  const seats = await seatsOf(database, userId)
  if (!seats[0]) throw new Refused('setup.link_dead')
  const { resetId, secretHash } = readReset(token)
  await inBusiness(database, seats[0].businessId, async (tx) => {
    const [used] = await tx.rows(redeemReset, [resetId, secretHash, passwordHash])
    if (!used) throw new Refused('setup.link_dead')
    note(tx, seats[0]!)
  })
  return email
}

function note(tx: Tx, { staffId }: OwnSeat): void {
  const seat = { kind: 'staff', id: staffId } as const
  tell(tx, { what: 'staff.password_chosen_anew', actor: seat, subject: seat })
}
