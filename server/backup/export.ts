import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { to } from 'pg-copy-streams'
import { codeOf, folderProblem } from '../platform/config.ts'
import { Refused, StartupError } from '../platform/errors.ts'
import { showId } from '../platform/ids.ts'
import { connect } from './catalogue.ts'
import { type Column, csvOf, rfcLineEnds } from './csv.ts'
import { nouns } from './nouns.ts'

export interface Exported {
  folder: string
  files: Record<string, number>
}

/**
 * Writes everything of one business into a new folder, as it was at one moment: a CSV file for each noun (RFC 4180,
 * UTF-8, amounts in minor units beside their currency), the programme's versions as JSON, and at last a manifest with
 * the number of rows in each; of `only` some of the files. Without the manifest it is not complete. Memory stays the same however much there is.
 */
export async function exportBusiness(
  url: string,
  { businessId, folder, only }: { businessId: string; folder: string; only?: readonly string[] },
  progress: (noun: string, done: number, total: number) => void = () => undefined,
): Promise<Exported> {
  const path = resolve(folder)
  const client = await connect(url)
  try {
    await client.query('begin isolation level repeatable read read only')
    const business = await readBusiness(client, businessId)
    await makeFolder(path)
    const files: Record<string, number> = {}
    const columns = await columnsOf(client)
    const wanted = nouns.filter(({ name }) => only === undefined || only.includes(name))
    for (const [at, noun] of wanted.entries()) {
      progress(noun.name, at, wanted.length)
      const statement = csvOf(noun, columns.get(noun.table)!, businessId)
      files[`${noun.name}.csv`] = await writeCsv(client, statement, join(path, `${noun.name}.csv`))
    }
    const versions = only ? 0 : await writeProgramme(client, businessId, path)
    const manifest = {
      regulars: 'export',
      format: 1,
      business: showId('business', businessId),
      ...business,
      programmeVersions: versions,
      files,
    }
    await writeFile(join(path, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    return { folder: path, files }
  } catch (error) {
    throw folderProblem(path, error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function readBusiness(client: pg.Client, businessId: string): Promise<Record<string, unknown>> {
  const { rows } = await client.query(
    `select now()::text as "madeAt", name, trade, currency, time_zone as "timeZone", language
       from businesses where business_id = $1`,
    [businessId],
  )
  if (rows.length === 0) throw new Refused('not_found', 'There is no business with this id.')
  return rows[0]
}

/** Rows of two exports in one folder could not be told apart. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  const there = await readdir(path).catch((error) => {
    if (codeOf(error) === 'ENOTDIR') throw new StartupError(`${path} is a file: name a new folder.`)
    throw error
  })
  if (there.length > 0) throw new StartupError(`${path} is not empty: name a new folder.`)
}

async function columnsOf(client: pg.Client): Promise<Map<string, Column[]>> {
  const { rows } = await client.query<Column & { table: string }>(
    `select attrelid::regclass::text as "table", attname as name, format_type(atttypid, null) as type
       from pg_attribute where attrelid = any ($1::regclass[]) and attnum > 0 and not attisdropped
        and attgenerated = '' order by attrelid, attnum`,
    [nouns.map(({ table }) => table)],
  )
  return Map.groupBy(rows, ({ table }) => table)
}

async function writeCsv(client: pg.Client, statement: string, file: string): Promise<number> {
  const rows = client.query(to(statement))
  await pipeline(rows, rfcLineEnds(), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  return rows.rowCount
}

async function writeProgramme(client: pg.Client, businessId: string, path: string): Promise<number> {
  const { rows } = await client.query<{ number: number; document: unknown }>(
    'select number, document from programme_versions where business_id = $1 order by number',
    [businessId],
  )
  await mkdir(join(path, 'programme'), { mode: 0o700 })
  for (const { number, document } of rows) {
    const file = join(path, 'programme', `version-${number}.json`)
    await writeFile(file, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 })
  }
  return rows.length
}
