import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse, openShop } from '../../test/shop.ts'
import { inBusiness, statement } from '../platform/database.ts'
import { businessOf } from './businesses.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('a business is told and changed; its currency stays', async () => {
  const { ask, businessId } = await openShop(house)
  const { body } = await ask('GET', '/api/v1/business')
  assert.equal(body.country, 'HU')
  assert.deepEqual(body.settings, {})
  const change = { name: 'Cinke', timeZone: 'Asia/Ulaanbaatar', settings: { floor: 1, door: 'left' } }
  const changed = await ask('PATCH', '/api/v1/business', change)
  assert.deepEqual({ ...body, ...change }, changed.body)
  const less = await ask('PATCH', '/api/v1/business', { settings: { door: null } })
  assert.deepEqual(less.body.settings, { floor: 1 })
  const seen = await inBusiness(house.database, businessId, businessOf)
  assert.equal(seen.timeZone, 'Asia/Ulaanbaatar')
  assert.deepEqual(seen.settings, { floor: 1 })

  const refused = await ask('PATCH', '/api/v1/business', { currency: 'EUR' })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.errors[0].field, 'currency')
})

test('what a business can’t be is refused by its field', async () => {
  const { ask } = await openShop(house)
  const wrong = {
    name: '',
    trade: 'bank',
    timeZone: '+02:00',
    language: 'de',
    country: 'hu',
    pricesIncludeTax: 'yes',
    settings: { 'a key': 'x'.repeat(5_000) },
  }
  for (const [field, value] of Object.entries(wrong)) {
    const { status, body } = await ask('PATCH', '/api/v1/business', { [field]: value })
    assert.equal(status, 400, field)
    assert.ok(body.errors[0].field.startsWith(field), body.errors[0].field)
  }
})

test('locations are opened, changed and closed, and one stays open, also when two close at once', async () => {
  const { ask } = await openShop(house)
  const made = await ask('POST', '/api/v1/locations', {
    name: 'Buda',
    externalId: 'b',
    timeZone: 'Europe/Vienna',
  })
  assert.equal(made.status, 201)
  const twice = await ask('POST', '/api/v1/locations', { name: 'Pest', externalId: 'b' })
  assert.equal(twice.body.code, 'location.external_id_taken')
  assert.equal(twice.body.errors[0].field, 'externalId')
  const changed = await ask('PATCH', `/api/v1/locations/${made.body.id}`, { name: 'Óbuda', timeZone: null })
  assert.deepEqual(changed.body, { ...made.body, name: 'Óbuda', timeZone: null })

  const { body } = await ask('GET', '/api/v1/locations')
  const ids: string[] = body.items.map((location: { id: string }) => location.id)
  const closings = await Promise.all(
    ids.map((id) => ask('PATCH', `/api/v1/locations/${id}`, { closed: true })),
  )
  assert.deepEqual(closings.map(({ status }) => status).sort(), [200, 409])
  const closed = closings.find(({ status }) => status === 200)!
  const reopened = await ask('PATCH', `/api/v1/locations/${closed.body.id}`, { closed: false })
  assert.equal(reopened.body.closedAt, null)
})

test('a location says where it is and how to call it, each beside its field when it can’t be', async () => {
  const { ask } = await openShop(house)
  const wish = { name: 'Buda', address: 'Minta utca 1.\n1011 Budapest', phone: '+36 (1) 555 0417' }
  const made = await ask('POST', '/api/v1/locations', wish)
  assert.deepEqual([made.body.address, made.body.phone], [wish.address, wish.phone])
  for (const [field, value] of [
    ['phone', 'call us'],
    ['phone', '+'],
    ['phone', `+${'1'.repeat(40)}`],
    ['address', 'x'.repeat(301)],
    ['address', ' '],
  ] as const) {
    const { status, body } = await ask('PATCH', `/api/v1/locations/${made.body.id}`, { [field]: value })
    assert.deepEqual([status, body.errors?.[0].field], [400, field], value)
  }
  // What is not spoken of stays; null takes it away.
  const renamed = await ask('PATCH', `/api/v1/locations/${made.body.id}`, { name: 'Óbuda' })
  assert.deepEqual(renamed.body, { ...made.body, name: 'Óbuda' })
  const less = await ask('PATCH', `/api/v1/locations/${made.body.id}`, { address: null, phone: null })
  assert.deepEqual([less.body.address, less.body.phone], [null, null])
})

test('a location of another business is not there', async () => {
  const [shop, other] = [await openShop(house), await openShop(house)]
  const { body } = await other.ask('GET', '/api/v1/locations')
  const answer = await shop.ask('PATCH', `/api/v1/locations/${body.items[0].id}`, { name: 'Mine' })
  assert.equal(answer.status, 404)
})

test('the wall alone shows one business', async () => {
  const [shop] = [await openShop(house), await openShop(house)]
  for (const table of ['businesses', 'locations', 'staff', 'api_keys', 'invitations', 'journal']) {
    const all = statement<{ business_id: string }>(`test.all_${table}`, `select business_id from ${table}`)
    const rows = await inBusiness(house.database, shop.businessId, (tx) => tx.rows(all, []))
    assert.ok(rows.length > 0, table)
    assert.ok(
      rows.every((row) => row.business_id === shop.businessId),
      table,
    )
  }
})

test('every change is in the journal, with what was before', async () => {
  const { ask, businessId } = await openShop(house)
  await ask('PATCH', '/api/v1/business', { name: 'Cinke' })
  const entries = statement<{ what: string; actor: string; facts: unknown }>(
    'test.journal',
    `select what, actor_kind as actor, facts from journal order by entry_id`,
  )
  const rows = await inBusiness(house.database, businessId, (tx) => tx.rows(entries, []))
  const told = rows.map(({ what }) => what)
  for (const what of [
    'business.created',
    'api_key.created',
    'staff.added',
    'staff.invited',
    'programme.saved',
  ]) {
    assert.ok(told.includes(what), what)
  }
  assert.deepEqual(rows.at(-1), {
    what: 'business.changed',
    actor: 'key',
    facts: { before: { name: 'Cinke Kávézó' }, after: { name: 'Cinke' } },
  })
})
