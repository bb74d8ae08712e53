import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { migrate } from '../server/platform/migrate.ts'
import { startPostgres } from '../server/platform/postgres.ts'
import { describeSchema } from '../server/platform/schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'regulars-schema-'))
const server = await startPostgres({ dataFolder: folder, settings: { fsync: 'off' } })
try {
  await migrate(server.url)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  writeFileSync(resolve(import.meta.dirname, '../schema.sql'), await describeSchema(client))
  await client.end()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
