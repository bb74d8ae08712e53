import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { eraseCustomer, keySuppression, replayErasures } from '../customers/customers.ts'
import { type Database, inBusiness, openPool } from '../platform/database.ts'
import { StartupError } from '../platform/errors.ts'
import { migrations } from '../platform/migrate.ts'
import { aBusyShop, type Shop } from '../verify/shop.fixture.ts'
import { verifyBusiness } from '../verify/verify.ts'
import { openSecret, restoreBackup, writeBackup } from './backup.ts'
import { furtherSchemas, ourTables } from './catalogue.ts'
import { readTold } from './format.ts'

const secret = 'the secret of the installation, long enough'
const folder = mkdtempSync(join(tmpdir(), 'regulars-backup-'))
const whole = join(folder, 'whole.backup')
let fresh: FreshDatabase
let database: Database
let shop: Shop

before(async () => {
  keySuppression(secret)
  fresh = await freshDatabase()
  database = openPool(fresh.url)
  shop = await aBusyShop(database)
  await writeBackup(fresh.url, whole, { secret })
})
after(async () => {
  await database?.close()
  await fresh.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}

/** Each table's number of rows and the hash of all of them. */
const hashes = (url: string) =>
  asOwner(url, async (client) => {
    const all: Record<string, string> = {}
    for (const { name } of await ourTables(client)) {
      const { rows } = await client.query(
        `select count(*) || ' ' || coalesce(md5(string_agg(r::text, E'\n' order by r::text)), '') as hash from ${name} r`,
      )
      all[name] = rows[0].hash
    }
    return all
  })

async function emptyDatabase(t: { after(undo: () => Promise<void>): void }): Promise<string> {
  const { url, drop } = await freshDatabase()
  t.after(drop)
  return url
}

test('a backup restored into an empty database is equal row for row, and its books are right', async (t) => {
  const url = await emptyDatabase(t)
  const schema = () => asOwner(url, async (client) => (await client.query(dress)).rows)
  const before = await schema()
  const { rows, tables } = await restoreBackup(url, whole, { force: false })
  assert.ok(rows > 500 && tables > 30)
  assert.deepEqual(await hashes(url), await hashes(fresh.url))
  assert.deepEqual(await schema(), before, 'constraints and indexes are as they were')
  const restored = openPool(url)
  t.after(() => restored.close())
  assert.deepEqual(await verifyBusiness(restored, shop.businessId), [])
})

const dress = `
  select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where connamespace = 'public'::regnamespace
   union all select indexname, indexdef from pg_indexes where schemaname in ('public', 'sign_in') order by 1, 2`

test('a backup is a script that psql could run: copies in an order that foreign keys allow', async (t) => {
  const url = await emptyDatabase(t)
  const script = gunzipSync(readFileSync(whole)).toString()
  await asOwner(url, async (client) => {
    for (const [, copy, rows] of script.matchAll(/^(copy .+ from stdin);\n((?:.*\n)*?)\\\.\n/gm))
      await pipeline(Readable.from([Buffer.from(rows!)]), client.query(from(copy!)))
  })
  assert.deepEqual(await hashes(url), await hashes(fresh.url))
})

test('only its owner can read a backup, and no half of one is left behind', () => {
  assert.equal(statSync(whole).mode & 0o777, 0o600)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('partial')),
    [],
  )
})

test('a database that holds something is replaced only with --force, and then wholly', async (t) => {
  const url = await emptyDatabase(t)
  const other = openPool(url)
  await aBusyShop(other)
  await other.close()
  const full = await hashes(url)
  await assert.rejects(restoreBackup(url, whole, { force: false }), /not empty/)
  assert.deepEqual(await hashes(url), full)
  await restoreBackup(url, whole, { force: true })
  assert.deepEqual(await hashes(url), await hashes(fresh.url))
})

test('a damaged or shortened file is refused before anything is touched', async (t) => {
  const url = await emptyDatabase(t)
  const good = readFileSync(whole)
  const script = gunzipSync(good)
  const cut = script.lastIndexOf('-- {"copy"')
  const damaged: Record<string, Buffer> = {
    'a flipped byte': flipped(good, Math.floor(good.length / 2)),
    'a flipped byte inside': gzipSync(flipped(script, Math.floor(script.length / 2))),
    'cut in the middle': good.subarray(0, Math.floor(good.length / 2)),
    'cut by one byte': good.subarray(0, -1),
    'without its last table': gzipSync(script.subarray(0, cut)),
    'without its last line': gzipSync(script.subarray(0, script.lastIndexOf('-- {"end"'))),
    empty: Buffer.alloc(0),
    'something else': gzipSync('hello\n'),
  }
  for (const [what, bytes] of Object.entries(damaged)) {
    const file = join(folder, 'damaged.backup')
    writeFileSync(file, bytes)
    await assert.rejects(restoreBackup(url, file, { force: true }), StartupError, what)
  }
  await assert.rejects(restoreBackup(url, join(folder, 'none'), { force: true }), /There is no file/)
  const counts = Object.values(await hashes(url)).filter((hash) => hash !== '0 ')
  assert.deepEqual(counts, [])
})

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 1
  return copy
}

test('a backup of a newer version is refused', async (t) => {
  const url = await emptyDatabase(t)
  const file = join(folder, 'newer.backup')
  await asOwner(url, (client) =>
    client.query(`insert into migrations (name, hash) values ('9999_later.sql', 'x')`),
  )
  await writeBackup(url, file, { secret })
  await assert.rejects(
    restoreBackup(fresh.url, file, { force: true }),
    /newer version of Regulars \(it has 9999_later/,
  )
})

test('a backup of an older version is filled into the schema of then and migrated forward', async (t) => {
  const [old, url] = [await emptyDatabase(t), await emptyDatabase(t)]
  const earlier = migrations().slice(0, 3)
  const id = '01990000-0000-7000-8000-000000000001'
  await asOwner(old, async (client) => {
    await client.query('drop schema public cascade; drop schema sign_in cascade; create schema public')
    await client.query(
      'create table migrations (name text primary key, hash text, at timestamptz default now())',
    )
    for (const { name, hash, text } of earlier) {
      await client.query(text)
      await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash])
    }
    await client.query('insert into tenants (business_id) values ($1)', [id])
  })
  const file = join(folder, 'older.backup')
  await writeBackup(old, file, { secret })
  await restoreBackup(url, file, { force: false })
  const [tables, names] = await asOwner(url, async (client) => [
    (await client.query('select business_id from tenants')).rows,
    (await client.query('select name from migrations order by name')).rows.map(({ name }) => name),
  ])
  assert.deepEqual(tables, [{ business_id: id }])
  assert.deepEqual(
    names,
    migrations().map(({ name }) => name),
  )
  await restoreBackup(url, whole, { force: true })
  assert.deepEqual(await hashes(url), await hashes(fresh.url))
})

test('a database that the app works on is refused', async (t) => {
  const url = await emptyDatabase(t)
  const app = openPool(url)
  t.after(() => app.close())
  await app.pool.query('select 1')
  await assert.rejects(restoreBackup(url, whole, { force: true }), /is running on this database/)
})

test('who was erased after the backup stays erased', async (t) => {
  const url = await emptyDatabase(t)
  await restoreBackup(url, whole, { force: false })
  const customerId = shop.customers[3]!
  const erasing = openPool(url)
  await inBusiness(erasing, shop.businessId, (tx) =>
    eraseCustomer(tx, customerId, { kind: 'system', id: null }),
  )
  await erasing.close()
  await restoreBackup(url, whole, { force: true })
  const restored = openPool(url)
  t.after(() => restored.close())
  assert.equal(await inBusiness(restored, shop.businessId, replayErasures), 1)
  const [row] = await asOwner(
    url,
    async (client) =>
      (await client.query('select given_name, erased_at from customers where customer_id = $1', [customerId]))
        .rows,
  )
  assert.equal(row.given_name, null)
  assert.ok(row.erased_at)
  assert.deepEqual(await verifyBusiness(restored, shop.businessId), [])
})

test('the secret stands in a backup in the clear, or sealed by a passphrase', async () => {
  const file = join(folder, 'sealed.backup')
  await writeBackup(fresh.url, file, { secret, passphrase: 'correct horse' })
  const headerOf = (path: string) => readTold(gunzipSync(readFileSync(path)).toString().split('\n', 1)[0]!)!
  assert.equal(openSecret(headerOf(whole).secret!, undefined), secret)
  const sealed = headerOf(file).secret!
  assert.ok(!gunzipSync(readFileSync(file)).toString().includes(secret))
  assert.equal(openSecret(sealed, 'correct horse'), secret)
  assert.throws(() => openSecret(sealed, 'wrong'), /not the passphrase/)
  assert.throws(() => openSecret(sealed, undefined), /REGULARS_BACKUP_PASSPHRASE/)
})

test('every schema is one that is copied, and nothing counts by a sequence that would have to be set', async () => {
  const [schemas, sequences] = await asOwner(fresh.url, async (client) => [
    (
      await client.query(
        `select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
      )
    ).rows,
    (await client.query(`select from pg_class where relkind = 'S'`)).rowCount,
  ])
  assert.deepEqual(schemas.map(({ nspname }) => nspname).sort(), ['public', ...furtherSchemas].sort())
  assert.equal(sequences, 0)
})
