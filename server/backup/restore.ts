import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { codeOf } from '../platform/config.ts'
import { StartupError } from '../platform/errors.ts'
import { migrate, migrations } from '../platform/migrate.ts'
import { connect, copied, furtherSchemas, migrationsOf, ourTables } from './catalogue.ts'
import { Damaged, type Header } from './format.ts'
import { checkBackup, readBackup, type TableRead } from './read.ts'
import { keepRemembered, putRemembered } from './remembered.ts'
import { bareTables, type Dress, dressTables } from './undress.ts'

export interface Restoring {
  /** Replace what is there. */
  force: boolean
  /** Called once the file is proved and before anything is touched: the last chance to refuse. */
  accept?: (header: Header) => void | Promise<void>
  progress?: ((doing: 'checking' | 'filling' | 'indexing', table: string, bytes: number) => void) | undefined
}

export interface Restored {
  header: Header
  tables: number
  rows: number
}

/**
 * Fills a database from a backup: all in one transaction, so that it ends as the backup or as it was. A backup of an
 * older version is filled into the schema of that version and then migrated forward. Who was erased since the backup
 * was made is remembered from the database that is replaced; `replayErasures` is the caller's next step.
 */
export async function restoreBackup(url: string, file: string, restoring: Restoring): Promise<Restored> {
  const { progress = () => undefined, accept } = restoring
  const header = await checkBackup(file, (bytes) => progress('checking', '', bytes))
  refuseNewer(file, header)
  await accept?.(header)
  const client = await connect(url)
  try {
    await refuseInUse(client)
    await client.query('begin')
    const filled = await replaceAll(client, file, { header, ...restoring })
    await client.query('commit')
    // The planner knows nothing of the new rows yet.
    await client.query('analyze')
    await migrate(url)
    return { header, ...filled }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw codeOf(error) === '55P03' ? inUse() : error
  } finally {
    await client.end().catch(() => undefined)
  }
}

function refuseNewer(file: string, { migrations: had }: Header): void {
  const known = new Map(migrations().map(({ name, hash }) => [name, hash]))
  const newer = had.find(({ name }) => !known.has(name))
  if (newer)
    throw new StartupError(
      `${file} was made by a newer version of Regulars (it has ${newer.name}): restore it with that version.`,
    )
  const changed = had.find(({ name, hash }) => known.get(name) !== hash)
  if (changed)
    throw new StartupError(
      `${file} was made by another state of ${changed.name}: restore it with the version that made it.`,
    )
}

const LEAVING_TRIES = 10
const LEAVING_MS = 100

// The app holds connections under these names; a command opens its own only when it needs one.
const whoElse = `
  select count(*)::int as others from pg_stat_activity
   where datname = current_database() and pid <> pg_backend_pid() and application_name in ('regulars', 'regulars worker')`

/** An app that was stopped a moment ago may still be on PostgreSQL's list: it gets a moment to leave. */
async function refuseInUse(client: pg.Client): Promise<void> {
  for (let tries = 0; tries < LEAVING_TRIES; tries += 1) {
    const { rows } = await client.query<{ others: number }>(whoElse)
    if (rows[0]!.others === 0) return
    await pause(LEAVING_MS)
  }
  throw inUse()
}

function inUse(): StartupError {
  return new StartupError('Regulars is running on this database: stop it first, then restore.')
}

async function replaceAll(
  client: pg.Client,
  file: string,
  { header, force, progress = () => undefined }: Restoring & { header: Header },
): Promise<{ tables: number; rows: number }> {
  await client.query("set local lock_timeout = '10s'; set local maintenance_work_mem = '256MB'")
  // An app that starts meanwhile waits here, in its migration, until we are done.
  await client.query('lock table migrations in access exclusive mode')
  if (!force && (await holdsSomething(client)))
    throw new StartupError('The database is not empty: give --force to replace all that is in it.')
  const remembered = await keepRemembered(client)
  await emptyOut(client, header)
  const dress = await bareTables(client)
  const filled = await fillTables(client, file, (table, bytes) => progress('filling', table, bytes))
  await putRemembered(client, remembered)
  await dressAgain(client, file, dress, (what) => progress('indexing', what, filled.bytes))
  return { tables: filled.tables, rows: filled.rows }
}

async function holdsSomething(client: pg.Client): Promise<boolean> {
  for (const { name } of await ourTables(client)) {
    const { rowCount } = await client.query(`select from ${name} limit 1`)
    if (rowCount) return true
  }
  return false
}

// By the catalogue, as tables are: a function of a later migration must not be in the way of that migration.
const ourFunctions = `
  select oid::regprocedure::text as name from pg_proc p
   where pronamespace = current_schema()::regnamespace
     and not exists (select from pg_depend where objid = p.oid and deptype = 'e')`

/** Leaves the empty schema of the version that the backup was made by. */
async function emptyOut(client: pg.Client, { migrations: had }: Header): Promise<void> {
  const tables = await ourTables(client)
  const here = await migrationsOf(client)
  if (here.length === had.length) {
    await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
    return
  }
  await client.query(`drop table ${tables.map(({ name }) => name).join(', ')} cascade`)
  for (const { name } of (await client.query<{ name: string }>(ourFunctions)).rows)
    await client.query(`drop function ${name} cascade`)
  await client.query(`drop schema if exists ${furtherSchemas.join(', ')} cascade`)
  await client.query('delete from migrations')
  const wanted = new Set(had.map(({ name }) => name))
  for (const { name, text, hash } of migrations()) {
    if (!wanted.has(name)) continue
    await client.query(text)
    await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash])
  }
}

async function fillTables(
  client: pg.Client,
  file: string,
  progress: (table: string, bytes: number) => void,
): Promise<{ tables: number; rows: number; bytes: number }> {
  const known = new Set((await ourTables(client)).map(({ name }) => name))
  const filled = { tables: 0, rows: 0, bytes: 0 }
  for await (const part of readBackup(file)) {
    if ('regulars' in part) continue
    if (!known.has(part.name)) throw new Damaged(file, `it has a table ${part.name} that its version doesn't`)
    filled.rows += await fillTable(client, part, (bytes) => {
      filled.bytes += bytes
      progress(part.name, filled.bytes)
    })
    filled.tables += 1
  }
  if (filled.tables !== known.size) throw new Damaged(file, 'it lacks a table')
  return filled
}

async function fillTable(
  client: pg.Client,
  table: TableRead,
  count: (bytes: number) => void,
): Promise<number> {
  const into = client.query(from(`copy ${copied(table)} from stdin`))
  const counted = async function* () {
    for await (const chunk of table.rows) {
      count(chunk.length)
      yield chunk
    }
  }
  await pipeline(Readable.from(counted(), { objectMode: false }), into)
  return into.rowCount
}

/** Rows that break a constraint can't have come from a backup of ours, whatever its checksums say. */
async function dressAgain(
  client: pg.Client,
  file: string,
  dress: Dress,
  progress: (what: string) => void,
): Promise<void> {
  try {
    await dressTables(client, dress, progress)
  } catch (error) {
    if (String(codeOf(error)).startsWith('23')) throw new Damaged(file, (error as Error).message)
    throw error
  }
}
