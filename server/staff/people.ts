import { hashPassword } from 'better-auth/crypto'
import { type Database, statement, type Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'

// People who can sign in, over all businesses: better-auth's own tables. They are written here as well, and not through
// better-auth, where a person must come to be in the same transaction as the seat she takes.

const findPerson = statement<{ id: string }>('people.find', 'select id from sign_in.people where email = $1')

/** Who signs in by this address, if anybody does. */
export async function personOfAddress({ pool }: Database, email: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(findPerson.text, [email])
  return rows[0]?.id
}

/** Whether somebody of this address can already sign in. */
export async function isKnown(database: Database, email: string): Promise<boolean> {
  return (await personOfAddress(database, email)) !== undefined
}

/** Sweeps out what is over: sessions and challenges (better-auth only steps around them), and links for a new password. */
export async function forgetExpired({ pool }: Database): Promise<void> {
  await pool.query('delete from sign_in.sessions where expires_at < now()')
  await pool.query('delete from sign_in.challenges where expires_at < now()')
  await pool.query("delete from sign_in.resets where expires_at < now() - interval '1 day'")
}

const insertPerson = statement(
  'people.insert',
  `with person as (insert into sign_in.people (id, name, email) values ($1, $2, $3))
   insert into sign_in.credentials (id, user_id, account_id, provider_id, password)
   values ($4, $1, $1, 'credential', $5)`,
)

export interface NewPerson {
  userId: string
  name: string
  email: string
  passwordHash: string
}

/** Makes a person who can sign in with a password. */
export async function addPerson(tx: Tx, { userId, name, email, passwordHash }: NewPerson): Promise<void> {
  await tx.rows(insertPerson, [userId, name, email, newId(), passwordHash])
}

/** Scrypt takes some 50 ms of a core: to be done before a transaction begins. */
export { hashPassword }

const givePasswordTo = `
  with person as (select id from sign_in.people where email = $1),
       changed as (
         update sign_in.credentials c set password = $2, updated_at = now() from person
          where c.user_id = person.id and c.provider_id = 'credential' returning c.user_id),
       out as (delete from sign_in.sessions s using changed where s.user_id = changed.user_id)
  select user_id from changed`

/** Gives somebody another password and signs her out everywhere; false when nobody signs in by this address. */
export async function givePassword(
  { pool }: Database,
  email: string,
  passwordHash: string,
): Promise<boolean> {
  const { rows } = await pool.query(givePasswordTo, [email, passwordHash])
  return rows.length > 0
}
