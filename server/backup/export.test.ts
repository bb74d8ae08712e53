import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { createCustomer, newCustomer } from '../customers/customers.ts'
import { type Database, inBusiness, openPool } from '../platform/database.ts'
import { newId, showId } from '../platform/ids.ts'
import { programmeDocument } from '../programme/programme.ts'
import { aBusyShop, type Shop } from '../verify/shop.fixture.ts'
import { exportBusiness } from './backup.ts'
import { nouns } from './nouns.ts'

const root = mkdtempSync(join(tmpdir(), 'regulars-export-'))
const folder = join(root, 'shop')
let fresh: FreshDatabase
let database: Database
let shop: Shop

before(async () => {
  fresh = await freshDatabase()
  database = openPool(fresh.url)
  shop = await aBusyShop(database)
  await aBusyShop(database)
  const wish = newCustomer.parse({
    givenName: '=1+1',
    familyName: 'two\nlines, "quoted"',
    phone: '+36301234567',
  })
  await inBusiness(database, shop.businessId, (tx) => createCustomer(tx, wish, { kind: 'system', id: null }))
  await exportBusiness(fresh.url, { businessId: shop.businessId, folder })
})
after(async () => {
  await database?.close()
  await fresh.drop()
  rmSync(root, { recursive: true, force: true })
})

type Row = Record<string, string>
const rowsOf = (name: string): Row[] =>
  parse(readFileSync(join(folder, `${name}.csv`)), { columns: true, record_delimiter: '\r\n' })
const manifest = () => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

test('every file opens and holds as many rows as the manifest and the database say', async () => {
  const { files, business } = manifest()
  assert.equal(business, showId('business', shop.businessId))
  for (const { name, table } of nouns) {
    const [row] = await inBusiness(database, shop.businessId, (tx) =>
      tx.all<{ count: number }>(sql`select count(*)::int as count from ${sql.table(table)}`),
    )
    assert.equal(files[`${name}.csv`], row!.count, table)
    assert.equal(rowsOf(name).length, files[`${name}.csv`], table)
  }
  assert.ok(files['purchases.csv'] > 30)
  assert.equal(files['purchases.csv'], shop.purchases.length)
})

test('ids are those of the API, amounts stand beside their currency, moments are ISO 8601', () => {
  const purchase = rowsOf('purchases').find(
    ({ purchase_id }) => purchase_id === showId('purchase', shop.purchases[0]!),
  )!
  assert.equal(purchase.currency, 'HUF')
  assert.match(purchase.occurred_at!, /^2026-03-02T09:00:00\.0+Z$/)
  assert.match(purchase.customer_id!, /^cus_[0-9a-f]{32}$/)
  for (const name of ['purchase_lines', 'returns', 'return_lines'])
    assert.ok(
      rowsOf(name).every(({ currency }) => currency === 'HUF'),
      name,
    )
  assert.ok(rowsOf('transfers').some(({ unit, currency }) => unit === 'money:HUF' && currency === 'HUF'))
})

test('what somebody typed stays as it was, but is never taken for a formula', () => {
  const customer = rowsOf('customers').find(({ family_name }) => family_name!.includes('quoted'))!
  assert.equal(customer.given_name, "'=1+1")
  assert.equal(customer.family_name, 'two\nlines, "quoted"')
  assert.ok(rowsOf('identities').some(({ value }) => value === '+36301234567'))
  for (const { name } of nouns)
    for (const row of rowsOf(name))
      for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^(=|@|\t|\r|[+-](?!\d+$))/)
})

test('codes and hashes stay inside', () => {
  for (const { name } of nouns)
    for (const column of Object.keys(rowsOf(name)[0] ?? {})) assert.doesNotMatch(column, /hash|sealed|answer/)
})

test('the programme comes as the documents that the shop can save again', () => {
  assert.equal(manifest().programmeVersions, 1)
  const document = JSON.parse(readFileSync(join(folder, 'programme/version-1.json'), 'utf8'))
  assert.ok(programmeDocument.safeParse(document).success)
})

test('a folder that holds something and a business that is not there are refused', async () => {
  await assert.rejects(exportBusiness(fresh.url, { businessId: shop.businessId, folder }), /not empty/)
  const elsewhere = { businessId: newId(), folder: join(root, 'none') }
  await assert.rejects(exportBusiness(fresh.url, elsewhere), /no business/)
})
