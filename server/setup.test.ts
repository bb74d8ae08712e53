import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ZodError } from 'zod'
import { asking, comeIn, config, type House, openHouse, openShop, password } from '../test/shop.ts'
import { firstSetupLink, setUpBusiness } from './setup.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const wish = {
  name: 'Cinke Kávézó',
  trade: 'cafe',
  currency: 'HUF',
  timeZone: 'Europe/Budapest',
  language: 'hu',
  ownerName: 'Demó Dóra',
  ownerEmail: 'dora@example.com',
  password,
}

test('the first link sets one business up, whoever comes at the same time, and is dead then', async () => {
  const link = await firstSetupLink(house.database, config)
  assert.equal(link, await firstSetupLink(house.database, config))
  const key = link!.split('#')[1]!
  const visitor = asking(house, { origin: config.publicUrl })

  const wrong = await visitor('POST', '/api/v1/setup', { ...wish, key: `${key.slice(0, -1)}_` })
  assert.equal(wrong.body.code, 'setup.link_dead')
  const foreign = await visitor('POST', '/api/v1/setup', { ...wish, key }, { origin: 'https://evil.example' })
  assert.equal(foreign.status, 403)

  const answers = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      visitor('POST', '/api/v1/setup', { ...wish, key, ownerEmail: `dora${n}@example.com` }),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 410, 410, 410])
  const dora = asking(house, { cookie: answers.find(({ status }) => status === 201)!.cookie })
  const me = await dora('GET', '/api/v1/me')
  assert.equal(me.body.seats[0].role, 'owner')
  assert.equal((await dora('GET', '/api/v1/business')).body.name, 'Cinke Kávézó')
  assert.equal(await firstSetupLink(house.database, config), null)
})

test('a first business names each field that is wrong', async () => {
  const { body } = await asking(house)('POST', '/api/v1/setup', {
    ...wish,
    key: 'x',
    timeZone: 'Mars/Olympus',
    currency: 'XXQ',
    ownerEmail: 'nobody',
    password: 'short',
  })
  assert.deepEqual(body.errors.map(({ field }: { field: string }) => field).sort(), [
    'currency',
    'ownerEmail',
    'password',
    'timeZone',
  ])
})

test('a business comes with a location, a programme, an owner’s link and a key, or not at all', async () => {
  const shop = await openShop(house)
  assert.equal((await shop.ask('GET', '/api/v1/locations')).body.items.length, 1)
  assert.equal((await shop.ask('GET', '/api/v1/programme')).status, 200)
  assert.equal((await shop.ask('GET', '/api/v1/staff')).body.items[0].state, 'invited')

  const count = async () =>
    (await house.database.pool.query('select count(*)::int as n from tenants')).rows[0].n
  const before = await count()
  const { timeZone: timezone, ...rest } = wish
  const command = { ...rest, timezone, publicUrl: config.publicUrl, trade: 'cafe', language: 'hu' } as const
  await assert.rejects(setUpBusiness(house.database, { ...command, currency: 'huf' }), ZodError)
  await assert.rejects(setUpBusiness(house.database, { ...command, ownerEmail: 'dora' }), ZodError)
  assert.equal(await count(), before)
})

const { trade, currency, timeZone, language } = wish
const further = { name: 'Cinke Pék', trade, currency, timeZone, language }

test('an owner sets a further business up and owns it, once for one intent, however often it is sent', async () => {
  const shop = await openShop(house)
  const dora = await comeIn(house, shop.ownerToken)
  const headers = { 'idempotency-key': 'further', origin: config.publicUrl }
  const answers = await Promise.all([1, 2, 3].map(() => dora('POST', '/api/v1/businesses', further, headers)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201],
  )
  const { businessId } = answers[0]!.body
  for (const { body } of answers) assert.equal(body.businessId, businessId)
  const other = await dora('POST', '/api/v1/businesses', { ...further, name: 'Another' }, headers)
  assert.deepEqual([other.status, other.body.code], [409, 'request.key_reused'])

  const { seats } = (await dora('GET', '/api/v1/me')).body
  assert.deepEqual(
    seats.map(({ business, role }: { business: string; role: string }) => [business, role]),
    [
      ['Cinke Kávézó', 'owner'],
      ['Cinke Pék', 'owner'],
    ],
  )
  const inIt = { 'regulars-business': businessId }
  assert.equal((await dora('GET', '/api/v1/business', undefined, inIt)).body.name, 'Cinke Pék')
  assert.equal((await dora('GET', '/api/v1/programme', undefined, inIt)).status, 200)
  assert.equal((await dora('GET', '/api/v1/customers', undefined, inIt)).body.items.length, 0)
  // Somebody else's key of the same name is another intent.
  const kata = await comeIn(house, (await openShop(house)).ownerToken)
  assert.notEqual((await kata('POST', '/api/v1/businesses', further, headers)).body.businessId, businessId)
})

test('only an owner opens a further business, only from our pages, and not without end', async () => {
  const shop = await openShop(house)
  const visitor = asking(house, { origin: config.publicUrl })
  assert.equal((await visitor('POST', '/api/v1/businesses', further)).status, 401)
  assert.equal((await shop.ask('POST', '/api/v1/businesses', further)).status, 401, 'a key is no person')
  const peter = { name: 'Próba Péter', email: 'manager-further@example.com', role: 'manager' }
  const { invitationUrl } = (await shop.ask('POST', '/api/v1/staff', peter)).body
  const manager = await comeIn(house, invitationUrl.split('/').at(-1))
  assert.equal((await manager('POST', '/api/v1/businesses', further)).status, 403)
  const dora = await comeIn(house, shop.ownerToken)
  const foreign = { origin: 'https://elsewhere.example.com' }
  assert.equal((await dora('POST', '/api/v1/businesses', further, foreign)).status, 403)
  for (const [field, value] of Object.entries({ name: '', currency: 'XXQ', timeZone: 'Mars/Olympus' })) {
    const wrong = await dora('POST', '/api/v1/businesses', { ...further, [field]: value })
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, field])
  }
  for (let n = 1; n < 20; n += 1)
    assert.equal((await dora('POST', '/api/v1/businesses', further)).status, 201)
  const many = await dora('POST', '/api/v1/businesses', further)
  assert.deepEqual([many.status, many.body.code], [409, 'business.too_many'])
})
