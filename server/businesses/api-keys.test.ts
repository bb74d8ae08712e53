import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asking, type House, openHouse, openShop } from '../../test/shop.ts'
import { inBusiness, statement } from '../platform/database.ts'
import { hexOf } from '../platform/secrets.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const bearer = (token: string) => asking(house, { authorization: `Bearer ${token}` })

test('a key opens what its scopes say and nothing else', async () => {
  const shop = await openShop(house)
  const wish = { name: 'Reader', scopes: ['business:read'] }
  const { status, body } = await shop.ask('POST', '/api/v1/api-keys', wish)
  assert.equal(status, 201)
  assert.match(body.token, /^rk_[0-9a-f]{32}_[0-9a-f]{32}_[a-z2-7]{32}$/)
  const reader = bearer(body.token)
  assert.equal((await reader('GET', '/api/v1/business')).status, 200)
  const denied = await reader('PATCH', '/api/v1/business', { name: 'X' })
  assert.equal(denied.status, 403)
  assert.match(denied.body.detail, /business:write/)
})

test('a key hands out no right that it lacks', async () => {
  const shop = await openShop(house)
  const scopes = ['keys:write', 'business:read']
  const { body } = await shop.ask('POST', '/api/v1/api-keys', { name: 'Keys', scopes })
  const keys = bearer(body.token)
  assert.equal((await keys('POST', '/api/v1/api-keys', { name: 'Same', scopes })).status, 201)
  const more = await keys('POST', '/api/v1/api-keys', {
    name: 'More',
    scopes: [...scopes, 'customers:erase'],
  })
  assert.equal(more.status, 403)
  assert.equal(more.body.code, 'access.beyond_own')
})

test('a revoked key is dead at once', async () => {
  const shop = await openShop(house)
  const { body } = await shop.ask('POST', '/api/v1/api-keys', { name: 'Till', scopes: ['business:read'] })
  const till = bearer(body.token)
  assert.equal((await till('GET', '/api/v1/business')).status, 200)
  const revoked = await shop.ask('DELETE', `/api/v1/api-keys/${body.id}`)
  assert.ok(revoked.body.revokedAt)
  assert.equal((await till('GET', '/api/v1/business')).status, 401)
  assert.deepEqual((await shop.ask('DELETE', `/api/v1/api-keys/${body.id}`)).body, revoked.body)
})

test('only the whole token counts, and only in its own business', async () => {
  const [shop, other] = [await openShop(house), await openShop(house)]
  const [, , id, secret] = shop.apiKey.split('_') as [string, string, string, string]
  const wrong = [
    `rk_${hexOf(shop.businessId)}_${id}_${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`,
    `rk_${hexOf(other.businessId)}_${id}_${secret}`,
    `rk_${hexOf(shop.businessId)}_${id}_`,
    `rk_${hexOf(shop.businessId)}_${other.apiKey.split('_')[2]}_${secret}`,
    secret,
    '',
  ]
  for (const token of wrong) assert.equal((await bearer(token)('GET', '/api/v1/business')).status, 401, token)
  const { body } = await other.ask('GET', '/api/v1/api-keys')
  assert.equal((await shop.ask('DELETE', `/api/v1/api-keys/${body.items[0].id}`)).status, 404)
  assert.equal((await other.ask('GET', '/api/v1/business')).status, 200)
})

test('the token is shown once: neither a repeated request nor the database has it', async () => {
  const shop = await openShop(house)
  const wish = { name: 'Once', scopes: ['business:read'] }
  const key = { 'idempotency-key': 'once' }
  const first = await shop.ask('POST', '/api/v1/api-keys', wish, key)
  const repeated = await shop.ask('POST', '/api/v1/api-keys', wish, key)
  assert.equal(repeated.body.id, first.body.id)
  assert.equal(repeated.body.token, null)
  const kept = statement<{ answers: string }>(
    'test.kept_answers',
    'select json_agg(a)::text as answers from idempotent_answers a',
  )
  const [row] = await inBusiness(house.database, shop.businessId, (tx) => tx.rows(kept, []))
  assert.ok(row!.answers.includes(first.body.id))
  assert.ok(!row!.answers.includes(first.body.token.split('_')[3]))
})

test('the day of the last use is kept, and pages of keys join up', async () => {
  const shop = await openShop(house)
  for (const name of ['A', 'B', 'C']) {
    await shop.ask('POST', '/api/v1/api-keys', { name, scopes: ['business:read'] })
  }
  const names: string[] = []
  for (let after = ''; ; ) {
    const { body } = await shop.ask('GET', `/api/v1/api-keys?limit=3${after}`)
    names.push(...body.items.map((key: { name: string }) => key.name))
    if (!body.next) break
    after = `&after=${body.next}`
  }
  assert.deepEqual(names, ['Első kulcs', 'A', 'B', 'C'])
  const { body } = await shop.ask('GET', '/api/v1/api-keys')
  assert.equal(body.items[0].lastUsedOn, Temporal.Now.plainDateISO('UTC').toString())
  assert.equal(body.items[1].lastUsedOn, null)
})
