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

test('a stock below nothing is found even where its constraint is gone', async () => {
  await owner.query('begin; alter table rewards drop constraint reward_stock_not_negative')
  await owner.query('update rewards set stock = -1')
  const [outcome] = await runChecks(owner, shop.businessId, {
    only: checks.filter(({ name }) => name === 'reward.stock'),
  })
  await owner.query('rollback')
  assert.equal(outcome!.count, 1)
})

test('for every check an error is planted', () => {
  const covered = new Set([...planted.map(([, , check]) => check), 'reward.stock'])
  assert.deepEqual(
    checks.map(({ name }) => name).filter((name) => !covered.has(name)),
    [],
  )
})

test('every check is called by a name of its own', () => {
  assert.equal(new Set(checks.map(({ name }) => name)).size, checks.length)
})
