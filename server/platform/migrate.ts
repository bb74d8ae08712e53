import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { APP_ROLE } from './database.ts'
import { StartupError } from './errors.ts'

const folder = join(import.meta.dirname, '../../migrations')
// Two processes that start at once migrate one after the other: an advisory lock, any fixed number will do.
const LOCK = 728_011_955

interface Migration {
  name: string
  text: string
  hash: string
}

/** The migrations in order of their numbers. */
export function migrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Brings the database at `url` (its owner's) up to this program's schema, forward only, each migration in a
 * transaction of its own. Throws StartupError when the database is of a newer version or was changed by hand.
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'regulars migrate' })
  // A database that dies meanwhile fails the query below; the event alone must not end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await ensureRole(client)
    await client.query(`create table if not exists migrations (
      name text primary key, hash text not null, at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migrations')
    const done = new Map(rows.map((row) => [row.name, row.hash]))
    const known = migrations()
    refuseNewer(done, known)
    for (const migration of known) if (!done.has(migration.name)) await apply(client, migration)
  } finally {
    await client.end()
  }
}

function refuseNewer(done: Map<string, string>, known: Migration[]): void {
  const names = new Set(known.map(({ name }) => name))
  const newer = [...done.keys()].filter((name) => !names.has(name)).sort()
  if (newer.length > 0) {
    throw new StartupError(
      `The database is of a newer version of Regulars (it has ${newer.at(-1)}). Start that version, or restore a backup.`,
    )
  }
  const changed = known.find(({ name, hash }) => done.has(name) && done.get(name) !== hash)
  if (changed) {
    throw new StartupError(
      `The database was made by another state of ${changed.name}. Start the version that made it, or restore a backup.`,
    )
  }
}

async function apply(client: pg.Client, { name, text, hash }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** The role that the application steps down to. Made here where allowed; else the operator is told how. */
async function ensureRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean; bypasses: boolean; member: boolean }>(
    `select count(*) > 0 as exists, coalesce(bool_or(rolsuper or rolbypassrls), false) as bypasses,
            coalesce(bool_or(pg_has_role(current_user, oid, 'member')), false) as member
       from pg_roles where rolname = $1`,
    [APP_ROLE],
  )
  const role = rows[0]!
  if (role.bypasses)
    throw new StartupError(`The role ${APP_ROLE} must not be a superuser or bypass row-level security.`)
  try {
    // Another process may make the role at the same moment, in another database of the same server.
    if (!role.exists) await client.query(`create role ${APP_ROLE} nologin`).catch(ignoreTaken)
    if (!role.member) await client.query(`grant ${APP_ROLE} to current_user`)
  } catch {
    throw new StartupError(
      `The database user may not make roles. Have an administrator run: create role ${APP_ROLE} nologin; grant ${APP_ROLE} to <user>;`,
    )
  }
  const { rows: schema } = await client.query('select current_schema() as name')
  await client.query(`grant usage on schema ${pg.escapeIdentifier(schema[0].name)} to ${APP_ROLE}`)
}

function ignoreTaken(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error
}
