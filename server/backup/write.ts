import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to } from 'pg-copy-streams'
import { codeOf, folderProblem } from '../platform/config.ts'
import { StartupError } from '../platform/errors.ts'
import { connect, copied, migrationsOf, ourTables, plainSettings, type Table } from './catalogue.ts'
import { type End, endOfRows, FORMAT, type Header, told } from './format.ts'
import { keepSecret } from './secret.ts'

export interface Backing {
  /** The installation's, which seals codes. */
  secret: string
  passphrase?: string | undefined
  /** Told as it goes: which table, and how many bytes (not compressed) there are so far. */
  progress?: ((table: string, bytes: number) => void) | undefined
}

export interface Backup {
  file: string
  tables: number
  rows: number
  bytes: number
  sha256: string
}

/**
 * Writes everything there is into one file, as it was at one moment, while the shop goes on. The file appears under its
 * name only when all of it is on the disk. Memory stays the same however much there is.
 */
export async function writeBackup(url: string, file: string, backing: Backing): Promise<Backup> {
  const path = resolve(file)
  const partial = `${path}.partial-${process.pid}`
  const client = await connect(url)
  try {
    await client.query('begin isolation level repeatable read read only')
    const end: { told?: End } = {}
    const script = Readable.from(scriptOf(client, backing, end), { objectMode: false })
    await pipeline(
      script,
      createGzip({ level: 5 }),
      createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }),
    )
    await client.query('commit')
    await rename(partial, path)
    await settleFolder(dirname(path))
    const { tables, rows, sha256 } = end.told!
    return { file: path, tables, rows, sha256, bytes: (await stat(path)).size }
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined)
    if (codeOf(error) === 'ENOENT')
      throw new StartupError(`There is no folder ${dirname(path)}: make it first.`)
    throw folderProblem(path, error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The new name must outlive a power cut, too. Windows has no such call and needs none. */
async function settleFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** The script piece by piece, with the checksum of all that came before in its last line. */
async function* scriptOf(client: pg.Client, backing: Backing, end: { told?: End }): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  const sums = { tables: 0, rows: 0, bytes: 0 }
  for await (const piece of piecesOf(client, backing, sums)) {
    hash.update(piece)
    yield piece
  }
  end.told = { end: true, tables: sums.tables, rows: sums.rows, sha256: hash.digest('hex') }
  yield Buffer.from(told(end.told))
}

async function* piecesOf(
  client: pg.Client,
  { secret, passphrase, progress = () => undefined }: Backing,
  sums: { tables: number; rows: number; bytes: number },
): AsyncGenerator<Buffer> {
  const tables = await ourTables(client)
  // No migration may change a table between its turn and ours.
  await client.query(`lock table ${tables.map(({ name }) => name).join(', ')} in access share mode`)
  yield Buffer.from(await opening(client, tables, keepSecret(secret, passphrase)))
  for (const table of tables) {
    progress(table.name, sums.bytes)
    yield Buffer.from(
      `${told({ copy: table.name, columns: table.columns })}copy ${copied(table)} from stdin;\n`,
    )
    const hash = createHash('sha256')
    const rows = client.query(to(`copy ${copied(table)} to stdout`))
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk)
      sums.bytes += chunk.length
      progress(table.name, sums.bytes)
      yield chunk
    }
    const sha256 = hash.digest('hex')
    yield Buffer.from(`${endOfRows}${told({ copied: table.name, rows: rows.rowCount, sha256 })}`)
    sums.rows += rows.rowCount
    sums.tables += 1
  }
}

async function opening(client: pg.Client, tables: Table[], secret: Header['secret']): Promise<string> {
  const { rows } = await client.query(`select now() as at, current_setting('server_version') as postgres`)
  const header: Header = {
    regulars: 'backup',
    format: FORMAT,
    madeAt: String(rows[0].at),
    postgres: rows[0].postgres,
    tables: tables.length,
    migrations: await migrationsOf(client),
    secret,
  }
  return `${told(header)}${howToRead}${plainSettings};\n`
}

const howToRead = `-- To read this without Regulars: make the tables by the migrations named above, in their order, then
-- gunzip -c THIS_FILE | psql --single-transaction --set ON_ERROR_STOP=1 DATABASE_OF_THEIR_OWNER
`
