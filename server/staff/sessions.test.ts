import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asking, comeIn, config, type House, openHouse, openShop, password } from '../../test/shop.ts'
import { seatsOf } from './seats.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const signingIn = (email: string, text = password) => ({ email, password: text })
const here = { origin: config.publicUrl }

test('the session’s cookie is out of reach of scripts and of other sites', async () => {
  const shop = await openShop(house, 'cookie@example.com')
  await comeIn(house, shop.ownerToken)
  const answer = await asking(house)('POST', '/api/auth/sign-in/email', signingIn('cookie@example.com'), here)
  assert.equal(answer.status, 200)
  const cookie = String(answer.headers['set-cookie'])
  assert.match(cookie, /^regulars\.session_token=/)
  assert.match(cookie, /HttpOnly/)
  assert.match(cookie, /SameSite=Lax/i)
  assert.match(cookie, /Path=\//)
  assert.doesNotMatch(cookie, /Secure/)
  assert.deepEqual(answer.body, { done: true })
})

test('behind https the cookie travels by https only', async () => {
  const secure = await openHouse({ publicUrl: 'https://loyalty.example.com' })
  try {
    const shop = await openShop(secure)
    const answer = await asking(secure)('POST', `/api/v1/setup/${shop.ownerToken}`, { name: 'X', password })
    assert.match(String(answer.headers['set-cookie']), /^__Secure-regulars\.session_token=.*Secure/)
  } finally {
    await secure.close()
  }
})

test('a wrong password and an unknown address are refused alike', async () => {
  const shop = await openShop(house, 'wrong@example.com')
  await comeIn(house, shop.ownerToken)
  const visitor = asking(house, here)
  const answers = [
    await visitor('POST', '/api/auth/sign-in/email', signingIn('wrong@example.com', 'not this one')),
    await visitor('POST', '/api/auth/sign-in/email', signingIn('nobody@example.com')),
  ]
  for (const { status, body } of answers) {
    assert.equal(status, 401)
    assert.equal(body.code, 'sign_in.wrong')
  }
})

test('signing out ends the session, not only the cookie', async () => {
  const shop = await openShop(house)
  const dora = await comeIn(house, shop.ownerToken)
  assert.equal((await dora('GET', '/api/v1/business')).status, 200)
  assert.equal((await dora('POST', '/api/auth/sign-out', {})).status, 200)
  assert.equal((await dora('GET', '/api/v1/business')).status, 401)
})

test('another site can’t act with the cookie of somebody signed in', async () => {
  const shop = await openShop(house)
  const dora = await comeIn(house, shop.ownerToken)
  const change = { name: 'Mine now' }
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:4001' },
    { origin: '', 'sec-fetch-site': 'cross-site' },
  ]) {
    const answer = await dora('PATCH', '/api/v1/business', change, headers)
    assert.equal(answer.status, 403, JSON.stringify(headers))
  }
  const out = await dora('POST', '/api/auth/sign-out', {}, { origin: 'https://evil.example' })
  assert.equal(out.status, 403)
  const byAddress = { origin: 'http://192.168.1.5:4000', host: '192.168.1.5:4000' }
  assert.equal((await dora('PATCH', '/api/v1/business', { name: 'Cinke' }, byAddress)).status, 200)
})

test('a person sees her own seats, of all businesses, and nobody else’s', async () => {
  const [shop, other] = [await openShop(house, 'seats@example.com'), await openShop(house)]
  await comeIn(house, shop.ownerToken)
  await comeIn(house, other.ownerToken)
  const { rows } = await house.database.pool.query(
    `select id from sign_in.people where email = 'seats@example.com'`,
  )
  const seats = await seatsOf(house.database, rows[0].id)
  assert.deepEqual(
    seats.map(({ businessId }) => businessId),
    [shop.businessId],
  )
  // By the wall alone: no where clause, bound to the person and to no business.
  const client = await house.database.pool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('regulars.user_id', $1, true)`, [rows[0].id])
    const all = await client.query('select business_id from staff')
    assert.deepEqual(all.rows, [{ business_id: shop.businessId }])
    const changed = await client.query(`update staff set role = 'owner'`)
    assert.equal(changed.rowCount, 0)
    await client.query('rollback')
  } finally {
    client.release()
  }
})

test('too many tries are held back, with the time to wait', async () => {
  const strict = await openHouse({
    limits: {
      tries: { max: 50, perMs: 60_000 },
      triesAsOne: { max: 3, perMs: 60_000 },
      strangers: { max: 4, perMs: 60_000 },
    },
  })
  try {
    const visitor = asking(strict, here)
    const sign = (email: string) => visitor('POST', '/api/auth/sign-in/email', signingIn(email))
    for (let n = 0; n < 3; n += 1) assert.equal((await sign('Guess@example.com')).status, 401)
    const held = await sign('guess@example.com')
    assert.equal(held.status, 429)
    assert.equal(held.body.code, 'request.too_many')
    assert.ok(Number(held.headers['retry-after']) >= 1)
    assert.equal((await sign('other@example.com')).status, 401)

    const shop = await openShop(strict)
    const dead = asking(strict, { authorization: 'Bearer rk_wrong' })
    for (let n = 0; n < 4; n += 1) assert.equal((await dead('GET', '/api/v1/business')).status, 401)
    assert.equal((await dead('GET', '/api/v1/business')).status, 429)
    // Who comes with a good key from the same address is not held back.
    assert.equal((await shop.ask('GET', '/api/v1/business')).status, 200)
  } finally {
    await strict.close()
  }
})
