import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../test/database.ts'
import { describeSchema } from './schema.ts'

test('schema.sql says what the migrations make (npm run schema writes it)', async () => {
  const { url, drop } = await freshDatabase()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const made = await describeSchema(client)
  await client.end()
  await drop()
  assert.equal(readFileSync(resolve(import.meta.dirname, '../../schema.sql'), 'utf8'), made)
})
