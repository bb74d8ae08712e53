import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { openPool } from '../platform/database.ts'
import { planted } from './planted.fixture.ts'
import { aBusyShop, type Shop } from './shop.fixture.ts'
import { checks, runChecks } from './verify.ts'

let fresh: FreshDatabase
let owner: pg.Client
let shop: Shop

before(async () => {
  fresh = await freshDatabase()
  const database = openPool(fresh.url)
  shop = await aBusyShop(database)
  await database.close()
  owner = new pg.Client({ connectionString: fresh.url })
  await owner.connect()
})
after(async () => {
  await owner?.end()
  await fresh.drop()
})

for (const [table, change, check, where = 'true'] of planted) {
  test(`an error in ${table} (${change}) is found by ${check}`, async () => {
    await owner.query('begin')
    try {
      // Foreign keys would see some of these first.
      await owner.query('set local session_replication_role = replica')
      const { rowCount } = await owner.query(
        `update ${table} set ${change} where ctid = (select ctid from ${table} where ${where} limit 1)`,
      )
      assert.equal(rowCount, 1, 'there is no such row in the shop')
      const [outcome] = await runChecks(owner, shop.businessId, {
        only: checks.filter(({ name }) => name === check),
      })
      assert.ok(outcome, 'there is no such check')
      assert.ok(outcome.count > 0, 'it was not found')
      assert.ok(outcome.differences[0]!.key, 'it does not say which row')
    } finally {
      await owner.query('rollback')
    }
  })
}

test('every check is called by a name of its own', () => {
  assert.equal(new Set(checks.map(({ name }) => name)).size, checks.length)
})
