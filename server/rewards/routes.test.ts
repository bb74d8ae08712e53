import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { type Database, inBusiness, openPool, statement } from '../platform/database.ts'
import { type App, createServer, scopes } from '../platform/http.ts'
import { type BusinessId, newId, showId } from '../platform/ids.ts'
import { keyCodes } from './codes.ts'
import { rewardRoutes } from './routes.ts'
import { aBusiness, balanceOf, customersWith } from './scene.fixture.ts'

let fresh: FreshDatabase
let database: Database
let shop: BusinessId
let other: BusinessId
let app: App

before(async () => {
  keyCodes('a secret that is only for tests, long enough')
  fresh = await freshDatabase()
  database = openPool(fresh.url)
  shop = await aBusiness(database)
  other = await aBusiness(database)
  const actors = new Map<string, string>()
  app = createServer({
    // The bearer token of these tests says which business and which caller.
    authenticate: async ({ headers }) => {
      const [business, name = ''] = (headers.authorization ?? '').split(' ')
      if (!actors.has(name)) actors.set(name, newId())
      const actor = { kind: 'key' as const, id: actors.get(name)! }
      return { businessId: business === 'other' ? other : shop, actor, scopes: new Set(scopes) }
    },
  })
  rewardRoutes(app, { database })
  await app.ready()
})
after(async () => {
  await app.close()
  await database.close()
  await fresh.drop()
})

interface Call {
  body?: object
  as?: string
  key?: string
}
async function call(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  { body, as = 'shop anna', key }: Call = {},
) {
  const headers = { authorization: as, ...(key ? { 'idempotency-key': key } : {}) }
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers,
    ...(body ? { payload: body } : {}),
  })
  const json = answer.headers['content-type']?.includes('json') ? answer.json() : null
  return { status: answer.statusCode, headers: answer.headers, json, text: answer.body }
}

const coffee = { name: 'Coffee', benefit: { kind: 'product' }, price: { points: 100 }, stock: 3 }
const kept = statement<{ answer: string }>(
  'test.kept',
  'select answer::text from idempotent_answers where business_id = $1 and answer is not null',
)

test('a reward is made, listed for a customer, changed, restocked and archived', async () => {
  const made = await call('POST', '/rewards', { body: coffee, key: 'r1' })
  assert.equal(made.status, 201, made.text)
  assert.deepEqual((await call('POST', '/rewards', { body: coffee, key: 'r1' })).json, made.json)
  const [customer] = await customersWith(database, shop, { count: 1, points: 60 })
  const listed = await call('GET', `/rewards?customer=${showId('customer', customer!)}`)
  const { allowed, reason, missing } = listed.json.items.find(({ id }: { id: string }) => id === made.json.id)
  assert.deepEqual({ allowed, missing }, { allowed: false, missing: { points: 40, stamps: 0 } })
  assert.equal(reason.code, 'points.too_few')

  const path = `/rewards/${made.json.id}`
  const changed = await call('PATCH', path, { body: { price: { points: 50 }, customerLimit: 2 } })
  assert.deepEqual([changed.json.price, changed.json.customerLimit], [{ points: 50 }, 2])
  assert.equal(
    (await call('POST', `${path}/stock`, { body: { change: -1, reason: 'broken' } })).json.stock,
    2,
  )
  const below = await call('POST', `${path}/stock`, { body: { change: -5, reason: 'broken' } })
  assert.deepEqual([below.status, below.json.code], [409, 'reward.out_of_stock'])
  assert.equal(
    (await call('POST', `${path}/stock`, { body: { stock: null, reason: 'enough' } })).json.stock,
    null,
  )
  await call('POST', `${path}/archive`)
  const left = await call('GET', '/rewards')
  assert.ok(!left.json.items.some(({ id }: { id: string }) => id === made.json.id))
})

test('pages lead through the whole catalogue', async () => {
  for (let count = 0; count < 3; count += 1) await call('POST', '/rewards', { body: coffee })
  const seen = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await call('GET', `/rewards?limit=2${next && `&after=${next}`}`)
    seen.push(...page.json.items.map(({ id }: { id: string }) => id))
    next = page.json.next
  }
  assert.equal(new Set(seen).size, seen.length)
  assert.ok(seen.length >= 3)
})

test('a reservation shows its code, the same under the same key, and no answer that is kept holds it', async () => {
  const { json: reward } = await call('POST', '/rewards', { body: coffee })
  const [customer] = await customersWith(database, shop, { count: 1, points: 300 })
  const body = { customer: { id: showId('customer', customer!) }, rewardId: reward.id }
  const made = await call('POST', '/redemptions', { body, key: 'x1' })
  assert.equal(made.status, 201, made.text)
  assert.match(made.json.code, /^\w{4}-\w{4}-\w{4}$/)
  assert.deepEqual((await call('POST', '/redemptions', { body, key: 'x1' })).json, made.json)
  assert.equal((await balanceOf(database, shop, customer!)).reserved, 100)
  const answers = await inBusiness(database, shop, (tx) => tx.rows(kept, [shop]))
  assert.ok(answers.every(({ answer }) => !answer.includes(made.json.code)))

  const typed = made.json.code.toLowerCase().replaceAll('-', ' ')
  const done = await call('POST', '/redemptions/fulfil', { body: { code: typed } })
  assert.equal(done.json.state, 'fulfilled', done.text)
  const again = await call('POST', `/redemptions/${made.json.id}/fulfil`, { body: {} })
  assert.deepEqual(again.json, done.json)
  assert.equal((await call('GET', `/redemptions?reward=${reward.id}`)).json.items.length, 1)
})

test('vouchers in bulk come with their codes, in the answer and as CSV', async () => {
  const body = { benefit: { kind: 'percent', percent: 10 }, count: 500 }
  const { json, status } = await call('POST', '/vouchers/bulk', { body, key: 'b1' })
  assert.equal(status, 201)
  assert.equal(new Set(json.codes).size, 500)
  assert.deepEqual((await call('POST', '/vouchers/bulk', { body, key: 'b1' })).json, json)
  const csv = await call('GET', `/vouchers/batches/${json.batch}/codes.csv`)
  assert.deepEqual(csv.text.trim().split('\r\n').slice(1), json.codes)
  const looked = await call('POST', '/vouchers/look-up', { body: { code: json.codes[7] } })
  assert.deepEqual(looked.json.benefit, body.benefit)
  assert.equal((await call('POST', '/vouchers/use', { body: { code: json.codes[7] } })).status, 200)
  const twice = await call('POST', '/vouchers/use', { body: { code: json.codes[7] } })
  assert.equal(twice.json.code, 'voucher.used_up')
})

test('a shared code can be taken once and is shown in the list', async () => {
  const body = { benefit: { kind: 'percent', percent: 5 }, code: 'Ősz-25', customerLimit: 1 }
  const made = await call('POST', '/vouchers', { body })
  assert.deepEqual([made.status, made.json.code], [201, 'Ősz-25'], made.text)
  const again = await call('POST', '/vouchers', { body: { ...body, code: 'ősz 25' } })
  assert.deepEqual([again.status, again.json.code, again.json.errors[0].field], [409, 'code.taken', 'code'])
  const stopped = await call('POST', `/vouchers/${made.json.id}/void`)
  assert.ok(stopped.json.voidedAt)
})

test('a gift card holds money: its balance by code, topped up, blocked', async () => {
  const made = await call('POST', '/gift-cards', { body: { amountMinor: 10_000 }, key: 'g1' })
  assert.equal(made.status, 201, made.text)
  assert.deepEqual([made.json.currency, made.json.balanceMinor], ['HUF', 10_000])
  const path = `/gift-cards/${made.json.id}`
  const topped = await call('POST', `${path}/top-ups`, { body: { amountMinor: 500 }, key: 'g2' })
  assert.equal(topped.json.balanceMinor, 10_500, topped.text)
  await call('POST', `${path}/block`, { body: { reason: 'lost' } })
  const refused = await call('POST', `${path}/top-ups`, { body: { amountMinor: 500 } })
  assert.equal(refused.json.code, 'gift_card.blocked')
  const looked = await call('POST', '/gift-cards/look-up', { body: { code: made.json.code } })
  assert.deepEqual([looked.json.balanceMinor, looked.json.blockedBecause], [10_500, 'lost'])
  const again = await call('POST', '/gift-cards', { body: { amountMinor: 10_000 }, key: 'g1' })
  assert.deepEqual(again.json, made.json)
})

test('another business finds nothing by these ids and codes', async () => {
  const as = 'other bela'
  const { json: reward } = await call('POST', '/rewards', { body: coffee })
  const { json: card } = await call('POST', '/gift-cards', { body: { amountMinor: 10 } })
  for (const path of [`/rewards/${reward.id}`, `/gift-cards/${card.id}`]) {
    assert.equal((await call('GET', path, { as })).status, 404, path)
  }
  assert.equal((await call('PATCH', `/rewards/${reward.id}`, { as, body: { name: 'Ours' } })).status, 404)
  assert.equal((await call('POST', '/gift-cards/look-up', { as, body: { code: card.code } })).status, 404)
  const worth = { as, body: { rewardId: reward.id } }
  assert.equal((await call('POST', '/vouchers', worth)).status, 404)
  for (const path of ['/rewards', '/vouchers', '/gift-cards', '/redemptions']) {
    assert.deepEqual((await call('GET', path, { as })).json, { items: [], next: null }, path)
  }
})

test('bad requests name their field', async () => {
  const cases: [string, object, string][] = [
    ['/rewards', { ...coffee, price: { points: 0 } }, 'price.points'],
    ['/rewards', { ...coffee, price: { points: { min: 10, max: 25, step: 10 } } }, 'price.points'],
    ['/rewards', { ...coffee, price: { points: { min: 10, max: 20, step: 10 } } }, 'price.points'],
    ['/rewards', { ...coffee, colour: 'red' }, 'colour'],
    ['/vouchers', { maxUses: 1 }, 'benefit'],
    ['/vouchers', { benefit: { kind: 'percent', percent: 5 }, code: '---a' }, 'code'],
    ['/gift-cards', { amountMinor: 1e15 }, 'amountMinor'],
  ]
  for (const [path, body, field] of cases) {
    const { status, json } = await call('POST', path, { body })
    assert.deepEqual([status, json.errors?.[0]?.field], [400, field], `${path} ${JSON.stringify(json)}`)
  }
})

test('who guesses codes is told to wait; the till beside goes on', async () => {
  const as = 'shop thief'
  for (let guess = 0; guess < 10; guess += 1) {
    const { json } = await call('POST', '/gift-cards/look-up', {
      as,
      body: { code: `AAAA-BBBB-CC${10 + guess}` },
    })
    assert.ok(['code.unknown', 'code.mistyped'].includes(json.code), json.code)
  }
  const slowed = await call('POST', '/redemptions/fulfil', { as, body: { code: 'AAAA-BBBB-CCCC' } })
  assert.deepEqual([slowed.status, slowed.json.code], [429, 'code.guessing'])
  assert.ok(Number(slowed.headers['retry-after']) > 0)
  const { json } = await call('POST', '/gift-cards', { body: { amountMinor: 10 } })
  assert.equal((await call('POST', '/gift-cards/look-up', { body: { code: json.code } })).status, 200)
})
