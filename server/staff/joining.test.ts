import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { asking, comeIn, config, type House, openHouse, openShop, password } from '../../test/shop.ts'
import { showId } from '../platform/ids.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('the owner’s link says whom it invites, lets her choose a password once, and signs her in', async () => {
  const shop = await openShop(house, 'Kata@Example.com')
  const visitor = asking(house)
  const invited = await visitor('GET', `/api/v1/setup/${shop.ownerToken}`)
  assert.deepEqual(invited.body, {
    business: 'Cinke Kávézó',
    language: 'hu',
    name: 'kata@example.com',
    email: 'kata@example.com',
    role: 'owner',
    known: false,
  })
  const kata = await comeIn(house, shop.ownerToken, 'Minta Kata')
  const me = await kata('GET', '/api/v1/me')
  assert.equal(me.body.name, 'Minta Kata')
  assert.deepEqual(
    me.body.seats.map((seat: { role: string; business: string }) => [seat.business, seat.role]),
    [['Cinke Kávézó', 'owner']],
  )
  const again = await visitor('POST', `/api/v1/setup/${shop.ownerToken}`, { name: 'X', password })
  assert.equal(again.status, 410)
  assert.equal(again.body.code, 'setup.link_dead')
  assert.equal((await visitor('GET', `/api/v1/setup/${shop.ownerToken}`)).status, 410)
})

test('of many who use a link at once, one takes the seat', async () => {
  const shop = await openShop(house)
  const visitor = asking(house)
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      visitor('POST', `/api/v1/setup/${shop.ownerToken}`, { name: `Person ${n}`, password }),
    ),
  )
  const statuses = answers.map(({ status }) => status).sort()
  assert.equal(statuses[0], 201)
  assert.ok(
    statuses.slice(1).every((status) => status === 410),
    String(statuses),
  )
  const { body } = await shop.ask('GET', '/api/v1/staff')
  assert.equal(body.items.length, 1)
  assert.equal(body.items[0].state, 'here')
})

test('a link with another secret, of another business, or too old opens nothing', async () => {
  const [shop, other] = [await openShop(house), await openShop(house)]
  const visitor = asking(house)
  const [mine, theirs] = [shop.ownerToken, other.ownerToken]
  const forged = [
    mine.slice(0, -1) + (mine.endsWith('a') ? 'b' : 'a'),
    theirs.slice(0, 32) + mine.slice(32),
    mine.slice(0, 64),
    'x'.repeat(96),
  ]
  for (const token of forged)
    assert.equal((await visitor('GET', `/api/v1/setup/${token}`)).status, 410, token)
  const owner = new pg.Client(house.ownerUrl)
  await owner.connect()
  await owner.query(
    `update invitations set expires_at = now() - interval '1 second' where business_id = $1`,
    [shop.businessId],
  )
  await owner.end()
  assert.equal((await visitor('POST', `/api/v1/setup/${mine}`, { name: 'X', password })).status, 410)
  assert.equal((await visitor('GET', `/api/v1/setup/${theirs}`)).status, 200)
})

test('no secret of a link or key is kept', async () => {
  const shop = await openShop(house)
  const owner = new pg.Client(house.ownerUrl)
  await owner.connect()
  const { rows } = await owner.query(
    `select (select json_agg(i)::text from invitations i) || (select json_agg(k)::text from api_keys k)
         || (select json_agg(j)::text from journal j) as everything`,
  )
  await owner.end()
  assert.ok(rows[0].everything.includes(shop.businessId))
  for (const secret of [shop.ownerToken.slice(64), shop.apiKey.split('_')[3]!]) {
    assert.ok(!rows[0].everything.includes(secret))
  }
})

test('somebody who can sign in already joins another business with the password she has, not with a new one', async () => {
  const email = 'twice@example.com'
  const [first, second] = [await openShop(house, email), await openShop(house, email)]
  await comeIn(house, first.ownerToken)
  const visitor = asking(house)
  assert.equal((await visitor('GET', `/api/v1/setup/${second.ownerToken}`)).body.known, true)
  const taken = await visitor('POST', `/api/v1/setup/${second.ownerToken}`, { password: 'what I would like' })
  assert.equal(taken.status, 401)
  assert.equal(taken.body.code, 'sign_in.wrong')
  const both = await comeIn(house, second.ownerToken)
  assert.equal((await both('GET', '/api/v1/me')).body.seats.length, 2)

  const unsaid = await both('GET', '/api/v1/business')
  assert.equal(unsaid.body.code, 'access.which_business')
  for (const { businessId } of [first, second]) {
    const shown = showId('business', businessId)
    const said = await both('GET', '/api/v1/business', undefined, { 'regulars-business': shown })
    assert.equal(said.body.id, shown)
  }
  const foreign = showId('business', (await openShop(house)).businessId)
  const refused = await both('GET', '/api/v1/business', undefined, { 'regulars-business': foreign })
  assert.equal(refused.status, 401)
})

test('nobody can sign up without a link', async () => {
  const visitor = asking(house, { origin: config.publicUrl })
  const wish = { name: 'X', email: 'x@example.com', password }
  for (const path of [
    'sign-up/email',
    'admin/create-user',
    'update-user',
    'request-password-reset',
    'get-session',
  ]) {
    assert.equal((await visitor('POST', `/api/auth/${path}`, wish)).status, 404, path)
  }
  const { rows } = await house.database.pool.query(
    `select count(*)::int as n from sign_in.people where email = 'x@example.com'`,
  )
  assert.equal(rows[0].n, 0)
})
