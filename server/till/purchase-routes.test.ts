import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Json, openWorld, type Shop, type World, walk } from '../../test/fixtures/shop.ts'
import { inBusiness } from '../platform/database.ts'
import { showId } from '../platform/ids.ts'
import { pagePurchases } from '../purchases/purchases.ts'
import { verifyBusiness } from '../verify/verify.ts'

let world: World
let shop: Shop
let other: Shop
const ids: Record<string, string> = {}
const people: Record<string, string> = {}
before(async () => {
  world = await openWorld()
  ;[shop, other] = [await world.open(), await world.open()]
  const { done } = shop
  people.kata = (await done('POST', '/api/v1/customers', { givenName: 'Kata', familyName: 'Minta' })).id
  people.side = (await done('POST', '/api/v1/locations', { name: 'Side street' })).id
  people.nora = (
    await done('POST', '/api/v1/staff', { name: 'Nóra', email: 'nora@example.com', role: 'staff' })
  ).id
  const customer = { id: people.kata }
  const wishes: Record<string, object> = {
    old: { total: 1_000, occurredAt: '2026-03-01T10:00:00+01:00', externalId: 'R-1' },
    coat: {
      customer,
      lines: [{ sku: 'COAT-1', name: 'Navy coat 100%', unitPrice: 40_000 }],
      occurredAt: '2026-03-02T10:00:00+01:00',
    },
    socks: {
      customer,
      lines: [{ name: 'Socks', quantity: 3, unitPrice: 900 }],
      occurredAt: '2026-03-03T10:00:00+01:00',
    },
    side: { total: 5_000, locationId: people.side, occurredAt: '2026-03-03T11:00:00+01:00' },
    served: { total: 7_000, staffId: people.nora, occurredAt: '2026-03-04T10:00:00+01:00' },
  }
  for (const [name, wish] of Object.entries(wishes))
    ids[name] = (await done('POST', '/api/v1/purchases', wish)).purchase.id
  await done('POST', `/api/v1/purchases/${ids.socks}/returns`, { lines: [{ line: 0, quantity: 1 }] })
  await done('POST', `/api/v1/purchases/${ids.old}/returns`, { all: true })
})
after(() => world.close())

const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id) ?? id

describe('purchases are found by', () => {
  const cases: [query: string, expected: string[]][] = [
    ['order=day', ['served', 'side', 'socks', 'coat', 'old']],
    ['whose=known', ['coat', 'socks']],
    ['whose=anonymous', ['old', 'served', 'side']],
    ['from=2026-03-03', ['served', 'side', 'socks']],
    ['from=2026-03-02&until=2026-03-02', ['coat']],
    ['until=2026-02-28', []],
    ['location=side', ['side']],
    ['staff=nora', ['served']],
    ['totalMin=5000', ['coat', 'served', 'side']],
    ['totalMin=5000&totalMax=5000', ['side']],
    ['totalMin=99999999', []],
    ['returned=some', ['old', 'socks']],
    ['returned=whole', ['old']],
    ['returned=none', ['coat', 'served', 'side']],
    ['text=coat-1', ['coat']],
    ['text=100%25', ['coat']],
    ['text=%25', ['coat']],
    ['text=_avy', []],
    ['text=R-1', ['old']],
    [`text=${encodeURIComponent("' or true --")}`, []],
  ]
  for (const [written, expected] of cases) {
    test(written, async () => {
      const query = written.replace('=side', `=${people.side}`).replace('=nora', `=${people.nora}`)
      const { items } = await walk(shop, `/api/v1/purchases?${query}`, 2)
      const found = items.map(({ id }) => nameOf(id))
      assert.deepEqual(written.startsWith('order') ? found : found.toSorted(), expected)
      const sums = await shop.done('GET', `/api/v1/purchases/sums?${query.replace('order=day', '')}`)
      assert.equal(sums.count, expected.length)
      assert.equal(
        sums.total,
        items.reduce((sum, { total }) => sum + total, 0),
      )
      const foreign = await other.ask('GET', `/api/v1/purchases?${query}`)
      assert.deepEqual(foreign.body.items, [])
    })
  }

  test('its customer, by name, for those who may know it', async () => {
    const { items } = await shop.done('GET', `/api/v1/purchases?customer=${people.kata}`)
    assert.deepEqual(items[0].customer, { id: people.kata, name: 'Minta Kata' })
    const wish = { name: 'Sums', scopes: ['purchases:read'] }
    const { token } = await shop.done('POST', '/api/v1/api-keys', wish)
    const headers = { authorization: `Bearer ${token}` }
    const blind = await shop.done('GET', '/api/v1/purchases?whose=known', undefined, headers)
    assert.equal(blind.items[0].customer, null)
    const one = await shop.done('GET', `/api/v1/purchases/${ids.coat}`, undefined, headers)
    assert.equal(one.customer, null)
  })
})

test('a page that looks only so far back says where to go on, and the pages together find all', async () => {
  const found: string[] = []
  const pages: number[] = []
  await inBusiness(world.database, shop.businessId, async (tx) => {
    for (let after: string | undefined; pages.length < 9; ) {
      const wanted = { filter: { totalMin: 5_000 }, after, limit: 2, readAtMost: 1 }
      const { purchases, next } = await pagePurchases(tx, wanted)
      found.push(...purchases.map(({ id }) => nameOf(showId('purchase', id))))
      pages.push(purchases.length)
      if (!next) break
      after = next
    }
  })
  assert.deepEqual(found, ['served', 'side', 'coat'])
  assert.ok(pages.includes(0), 'an empty page was not the end')
})

test('one purchase tells what it was granted and why, who served and where', async () => {
  const coat: Json = await shop.done('GET', `/api/v1/purchases/${ids.coat}`, undefined, {
    'accept-language': 'en',
  })
  assert.equal(coat.customer.name, 'Minta Kata')
  assert.ok(coat.granted.length > 0)
  assert.ok(coat.granted.every(({ why, amount, left }: Json) => why && amount === left))
  assert.equal(coat.waiting, false)
  assert.equal((await shop.done('GET', `/api/v1/purchases/${ids.side}`)).location.name, 'Side street')
  assert.equal((await shop.done('GET', `/api/v1/purchases/${ids.served}`)).staff.name, 'Nóra')
  assert.equal((await other.ask('GET', `/api/v1/purchases/${ids.coat}`)).status, 404)
})

test('a return that is only asked about answers what the return then does, and does nothing', async () => {
  const path = `/api/v1/purchases/${ids.coat}/returns`
  const ledger = () => shop.done('GET', `/api/v1/customers/${people.kata}/ledger`)
  const before = await ledger()
  const quote = await shop.done('POST', `${path}/quote`, { all: true })
  assert.deepEqual(await ledger(), before)
  assert.deepEqual((await shop.done('GET', `/api/v1/purchases/${ids.coat}`)).returns, [])
  const done = await shop.done('POST', path, { all: true })
  for (const said of [quote, done]) {
    delete said.return.id
    delete said.return.occurredAt
  }
  assert.deepEqual(quote, done)
  assert.ok(quote.takenBack.points > 0)
  assert.equal((await shop.ask('POST', `${path}/quote`, { all: true })).body.code, 'return.nothing_left')
  assert.equal((await other.ask('POST', `${path}/quote`, { all: true })).status, 404)
  assert.deepEqual(await verifyBusiness(world.database, shop.businessId), [])
})

test('purchases leave as CSV, a row for each line, for who may carry everything off', async () => {
  const { text } = await shop.ask('GET', '/api/v1/purchases/export?whose=known')
  const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n')
  assert.equal(lines.length, 3)
  assert.match(lines[1]!, new RegExp(`^${ids.socks},2026-03-03,.*,Socks,3,900,2700,1,900,2700,HUF$`))
  const { token } = await shop.done('POST', '/api/v1/api-keys', { name: 'Till', scopes: ['purchases:read'] })
  const headers = { authorization: `Bearer ${token}` }
  assert.equal((await shop.ask('GET', '/api/v1/purchases/export', undefined, headers)).status, 403)
  const foreign = await other.ask('GET', '/api/v1/purchases/export')
  assert.equal(foreign.text.trimEnd().split('\r\n').length, 1)
})

test('where points wait for a word, a purchase says so until it is confirmed', async () => {
  const patient = await world.open()
  const { document } = await patient.done('GET', '/api/v1/programme')
  await patient.done('PUT', '/api/v1/programme', {
    ...document,
    points: { ...document.points, pendingDays: 'confirmed' },
  })
  const { id } = await patient.done('POST', '/api/v1/customers', { name: 'Patient' })
  const { purchase } = await patient.done('POST', '/api/v1/purchases', { customer: { id }, total: 10_000 })
  const path = `/api/v1/purchases/${purchase.id}`
  assert.equal((await patient.done('GET', path)).waiting, true)
  await patient.done('POST', `${path}/confirm`)
  const confirmed = await patient.done('GET', path)
  assert.deepEqual([confirmed.waiting, confirmed.confirmedAt !== null], [false, true])
})
