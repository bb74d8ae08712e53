import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { migrate } from '../server/platform/migrate.ts'
import { serverVariable, startTestServer, type TestServer } from './server.ts'

export type FreshDatabase = {
  /** Of the database's owner, as `migrate` wants it. */
  url: string
  drop(): Promise<void>
}

/** A migrated database of its own for one test or one file, copied from a template in about 50 ms. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await serverUrl()
  template ??= makeTemplate(server)
  await template
  const name = `test_${process.pid}_${++count}`
  // A copy needs its source to be at rest: copies are made one after the other, over all files of the run.
  await administer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [copying])
    await client.query(`create database ${name} template ${templateName}`)
  })
  return {
    url: inDatabase(server, name),
    drop: () =>
      administer(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

const copying = '7249617302'
const templateName = `template_${hashOfMigrations()}`
let count = 0
let template: Promise<void> | undefined
let ownServer: Promise<TestServer> | undefined

async function serverUrl(): Promise<string> {
  const given = process.env[serverVariable]
  if (given) return given
  ownServer ??= startTestServer()
  return (await ownServer).url
}

/** A file that is run by itself started the server by itself. */
after(async () => {
  await (await ownServer)?.stop()
})

/** Made by the file of the run that comes first; named after the migrations, so that a server may be kept between runs. */
async function makeTemplate(server: string): Promise<void> {
  await administer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [copying])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [templateName])
    if (rowCount) return
    const unfinished = `${templateName}_unfinished`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished}`)
    await migrate(inDatabase(server, unfinished))
    await client.query(`alter database ${unfinished} rename to ${templateName}`)
  })
}

async function administer(server: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function inDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

function hashOfMigrations(): string {
  const folder = join(import.meta.dirname, '../migrations')
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}
