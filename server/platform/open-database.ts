import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { type Config, codeOf } from './config.ts'
import { FolderInUse, type Occupant } from './data-folder.ts'
import { StartupError } from './errors.ts'
import { type PrivatePostgres, postgresUrlFile, startPostgres } from './postgres.ts'

type Place = Pick<Config, 'databaseUrl' | 'dataFolder'>

const never = new Promise<never>(() => {})

/** Held, shared, by every command that borrows another process's server: the number only has to be ours. */
const borrowersLock = '7249617301'

/**
 * Opens the database for the app: the one of `DATABASE_URL`, where several apps may be, or the private one of the
 * data folder, where only one may. The url is that of the database's owner.
 */
export async function openDatabase(config: Place, occupant: Occupant): Promise<PrivatePostgres> {
  if (!config.databaseUrl) return startPostgres({ dataFolder: config.dataFolder, occupant })
  await checkReachable(config.databaseUrl)
  return { url: config.databaseUrl, lost: never, stop: async () => {} }
}

/**
 * Runs a command of the operator on the database: the one of `DATABASE_URL`, that of the app running on the data
 * folder, or, when none runs, the private one, started for the command and stopped after it.
 */
export async function withDatabase<T>(config: Place, work: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl) {
    await checkReachable(config.databaseUrl)
    return work(config.databaseUrl)
  }
  const database = await ownOrBorrow(config.dataFolder)
  try {
    return await work(database.url)
  } finally {
    await database.stop()
  }
}

type Opened = { url: string; stop(): Promise<void> }

async function ownOrBorrow(dataFolder: string): Promise<Opened> {
  for (const patience = Date.now() + 30_000; ; ) {
    try {
      const server = await startPostgres({ dataFolder, occupant: { kind: 'command' } })
      return { url: server.url, stop: () => stopAfterBorrowers(server) }
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error
      const borrowed = await borrow(dataFolder)
      if (borrowed) return borrowed
      if (Date.now() > patience) throw error
      // The other process is just starting or just stopping.
      await pause(100)
    }
  }
}

async function borrow(dataFolder: string): Promise<Opened | undefined> {
  const client = new Client({ connectionString: readUrl(dataFolder), connectionTimeoutMillis: 2_000 })
  // The app may stop under us; whoever uses the url notices, and this connection has nothing to add.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [borrowersLock])
  } catch {
    await client.end().catch(() => {})
    return undefined
  }
  return { url: readUrl(dataFolder), stop: () => client.end() }
}

function readUrl(dataFolder: string): string {
  try {
    return readFileSync(postgresUrlFile(dataFolder), 'utf8').trim()
  } catch {
    return 'postgres://localhost:1/none'
  }
}

/** Another command may have found our server in the meantime: it is not stopped under its feet. */
async function stopAfterBorrowers(server: PrivatePostgres): Promise<void> {
  const client = new Client({ connectionString: server.url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [borrowersLock])
  } finally {
    await client.end().catch(() => {})
    await server.stop()
  }
}

const oldestMajor = 15

/** Says in one line, without the password, why a `DATABASE_URL` can't be used. */
async function checkReachable(url: string): Promise<void> {
  for (const patience = Date.now() + 30_000; ; ) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query(
        "select current_setting('server_version_num')::int / 10000 as major",
      )
      if (rows[0].major >= oldestMajor) return
      throw new StartupError(
        `DATABASE_URL is a PostgreSQL ${rows[0].major}, but Regulars needs ${oldestMajor} or newer.`,
      )
    } catch (error) {
      if (error instanceof StartupError) throw error
      // Up, but still recovering: a matter of seconds.
      if (codeOf(error) !== '57P03' || Date.now() > patience) throw unreachable(client, error)
      await pause(500)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

function unreachable(client: Client, error: unknown): StartupError {
  const place = `${client.host}:${client.port}`
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return new StartupError(
        `No PostgreSQL answers at ${place}: check DATABASE_URL and that the server runs.`,
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(
        `There is no host called ${client.host} (port ${client.port}): check DATABASE_URL.`,
      )
    case '28P01':
    case '28000':
      return new StartupError(`PostgreSQL at ${place} refuses the user ${client.user}: check DATABASE_URL.`)
    case '3D000':
      return new StartupError(
        `PostgreSQL at ${place} has no database ${client.database}: create it, or check DATABASE_URL.`,
      )
    default: {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
      return new StartupError(`PostgreSQL at ${place} can't be used (${reason}): check DATABASE_URL.`, {
        cause: error,
      })
    }
  }
}
