import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { countSales } from '../server/insights/insights.ts'
import { APP_ROLE } from '../server/platform/database.ts'
import { readId } from '../server/platform/ids.ts'
import { freshDatabase } from './database.ts'
import { furnish } from './fixtures/everything.ts'
import { asOwner, fingerprints, tablesOfBusinesses } from './fixtures/rows.ts'
import { openWorld, type World } from './fixtures/shop.ts'

/** Tables with a business_id that every business may read, and why. */
const openTables: Record<string, string> = {
  tenants:
    'only says which businesses there are: the worker visits each, and sees the rest once it is bound to one',
}

describe('the wall between businesses, by the database alone', () => {
  let world: World
  let app: pg.Client
  let one: string
  let other: string
  let tables: string[]
  before(async () => {
    world = await openWorld()
    const [mine, theirs] = [await world.open(), await world.open()]
    await furnish(mine, 'MINE', 1)
    await furnish(theirs, 'THEIRS', 2)
    ;[one, other] = [mine, theirs].map((shop) => readId('business', shop.businessId) ?? shop.businessId) as [
      string,
      string,
    ]
    for (const shop of [mine, theirs]) {
      await shop.done('PUT', '/api/v1/insights/contest')
      await countSales(world.database, shop.businessId, Temporal.Now.instant().add({ minutes: 5 }))
    }
    tables = (await asOwner(world.url, tablesOfBusinesses)).filter((table) => !(table in openTables))
    app = new pg.Client({ connectionString: world.url, options: `-c role=${APP_ROLE}` })
    await app.connect()
  })
  after(async () => {
    await app.end()
    await world.close()
  })

  /** Runs a statement bound to a business (null: to none) and takes it back; the rows, or the code it is refused with. */
  async function bound(businessId: string | null, sql: string, values: unknown[] = []) {
    await app.query('begin')
    try {
      await app.query("select set_config('regulars.business_id', $1, true)", [businessId ?? ''])
      const { rows, rowCount } = await app.query(sql, values)
      return { rows, rowCount, code: null }
    } catch (error) {
      return { rows: [], rowCount: 0, code: (error as pg.DatabaseError).code ?? String(error) }
    } finally {
      await app.query('rollback')
    }
  }

  test('a query without a condition sees the rows of the bound business and no other', async () => {
    const there = await fingerprints(world.url, other)
    for (const table of tables) {
      const { rows } = await bound(
        one,
        `select count(*)::int as foreign from ${table} where business_id <> $1`,
        [one],
      )
      assert.equal(rows[0].foreign, 0, table)
      const { rows: all } = await bound(one, `select count(*)::int as count from ${table}`)
      const own = await asOwner(world.url, async (client) => {
        const sql = `select count(*)::int as count from ${table} where business_id = $1`
        return (await client.query(sql, [one])).rows[0].count
      })
      assert.equal(all[0].count, own, table)
      assert.ok(there[table], table)
    }
    const empty = Object.entries(there).filter(([, print]) => print.startsWith('0 rows'))
    assert.ok(empty.length < tables.length / 3, `too little to steal: ${empty.map(([table]) => table)}`)
  })

  test('bound to no business, nothing is seen at all', async () => {
    for (const table of tables) {
      const { rows } = await bound(null, `select count(*)::int as count from ${table}`)
      assert.equal(rows[0].count, 0, table)
    }
    const { rows } = await app.query(`select count(*)::int as count from customers`)
    assert.equal(rows[0].count, 0)
  })

  test('rows of another business can’t be added, changed, taken away or taken over', async () => {
    const before = await fingerprints(world.url)
    for (const table of tables) {
      const columns = await columnsOf(table)
      const set = columns.map((name) => `${name} = ${name}`).join(', ')
      for (const sql of [
        `update ${table} set ${set} where business_id = $1`,
        `delete from ${table} where business_id = $1`,
      ]) {
        const { rowCount, code } = await bound(one, sql, [other])
        assert.ok(rowCount === 0 && (code === null || code === '42501'), `${sql}: ${rowCount} ${code}`)
      }
      const moved = await bound(one, `update ${table} set business_id = $1`, [other])
      assert.ok(moved.code !== null || moved.rowCount === 0, `${table}: rows moved to another business`)
      const copy = `insert into ${table} (${columns.join(', ')}) select ${columns
        .map((name) => (name === 'business_id' ? `'${other}'::uuid` : name))
        .join(', ')} from ${table} limit 1`
      const copied = await bound(one, copy)
      assert.ok(
        copied.code === '42501' || copied.rowCount === 0,
        `${copy}: ${copied.rowCount} ${copied.code}`,
      )
    }
    assert.deepEqual(await fingerprints(world.url), before)
  })

  async function columnsOf(table: string): Promise<string[]> {
    const { rows } = await asOwner(world.url, (client) =>
      client.query(
        `select quote_ident(attname) as name from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [table],
      ),
    )
    return rows.map(({ name }) => name)
  }
})

describe('by the catalogue', () => {
  let drop: () => Promise<void>
  let client: pg.Client
  before(async () => {
    const database = await freshDatabase()
    drop = database.drop
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
  })
  after(async () => {
    await client.end()
    await drop()
  })

  test('every table with a business_id is behind the wall, by a policy for each role that comes in', async () => {
    const { rows } = await client.query(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and a.attname = 'business_id' and c.relnamespace = 'public'::regnamespace
          and not (c.relrowsecurity and exists (
            select from pg_policy p where p.polrelid = c.oid and p.polqual is not null
               and (p.polcmd = 'r' or p.polwithcheck is not null)
               and '${APP_ROLE}'::regrole = any (p.polroles)))`,
    )
    assert.deepEqual(
      rows.map(({ name }) => name).filter((name) => !(name in openTables)),
      [],
    )
  })

  test('business_id stands first in every primary key, unique index and foreign key', async () => {
    const { rows } = await client.query(
      `select i.indexrelid::regclass::text as name
         from pg_index i join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
         join pg_attribute b on b.attrelid = c.oid and b.attname = 'business_id'
        where i.indisunique and i.indkey[0] <> b.attnum
       union all
       select k.conname from pg_constraint k
         join pg_class c on c.oid = k.conrelid and c.relnamespace = 'public'::regnamespace
         join pg_attribute b on b.attrelid = c.oid and b.attname = 'business_id'
        where k.contype = 'f' and k.conkey[1] <> b.attnum
       union all
       select c.relname from pg_class c join pg_attribute b on b.attrelid = c.oid and b.attname = 'business_id'
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          and not exists (select from pg_index where indrelid = c.oid and indisprimary)`,
    )
    assert.deepEqual(rows, [])
  })

  test('the role of the application is no superuser, passes no wall and owns nothing', async () => {
    const { rows } = await client.query('select * from pg_roles where rolname = $1', [APP_ROLE])
    const { rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication } = rows[0]
    assert.deepEqual(
      { rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication },
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
      },
    )
    const owned = await client.query(
      `select relname from pg_class where relowner = $1::regrole
       union all select proname from pg_proc where proowner = $1::regrole
       union all select nspname from pg_namespace where nspowner = $1::regrole
       union all select roleid::regrole::text from pg_auth_members where member = $1::regrole`,
      [APP_ROLE],
    )
    assert.deepEqual(owned.rows, [])
    const definers = await client.query(
      `select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
    )
    assert.deepEqual(definers.rows, [], 'a function that runs as its owner would see through the wall')
  })
})
