import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { type Database, openPool } from '../platform/database.ts'
import { aBusyShop, type Shop } from './shop.fixture.ts'
import { verifyBusiness } from './verify.ts'

let fresh: FreshDatabase
let database: Database
let shop: Shop

before(async () => {
  fresh = await freshDatabase()
  database = openPool(fresh.url)
  shop = await aBusyShop(database)
})
after(async () => {
  await database?.close()
  await fresh.drop()
})

test('the books of a busy shop are right', async () => {
  assert.deepEqual(await verifyBusiness(database, shop.businessId), [])
})
