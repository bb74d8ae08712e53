import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { describedRoutes } from '../../test/fixtures/routes.ts'
import { openCardHouse } from './card.fixture.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  house = await openCardHouse()
})
after(() => house.close())

type Shop = Awaited<ReturnType<typeof house.openShop>>
let phones = 1_000_000
const joins = (shop: Shop, name = 'Minta Kata') => {
  phones += 1
  return shop.join({ name, phone: `0630${phones}` })
}

/** A reward for ten points and what it takes. */
async function withPoints(shop: Shop) {
  const card = await joins(shop)
  const customer = (await shop.ask('GET', '/customers?order=newest')).body.items[0]
  const wish = { name: { en: 'A cookie', hu: 'Egy keksz' }, benefit: { kind: 'gift' }, price: { points: 10 } }
  const reward = (await shop.ask('POST', '/rewards', wish)).body
  const given = await shop.ask('POST', `/customers/${customer.id}/adjustments`, {
    amount: 25,
    reason: 'For the test',
  })
  assert.equal(given.status, 201, JSON.stringify(given.body))
  return { card, customer, reward }
}

test('a reward is reserved, shown with its code, called off, and fetched at the counter once', async () => {
  const shop = await house.openShop('shop')
  const { card, reward } = await withPoints(shop)
  const points = async () => (await card.ask('GET')).body.points.balance
  const take = (key: string) =>
    card.ask(
      'POST',
      '/redemptions',
      { rewardId: reward.id },
      { 'idempotency-key': key, 'accept-language': 'hu' },
    )
  const before = await points()
  const one = await take('a')
  assert.equal(one.status, 201, JSON.stringify(one.body))
  assert.equal(one.body.name, 'Egy keksz')
  assert.deepEqual((await take('a')).body, one.body)
  assert.equal(await points(), before - 10)
  assert.equal((await card.ask('GET')).body.waiting[0].code, one.body.code)
  const off = await card.ask('POST', `/redemptions/${one.body.id}/cancel`)
  assert.deepEqual([off.body.state, off.body.code, await points()], ['cancelled', null, before])
  const two = await take('b')
  const fetched = await shop.ask('POST', '/redemptions/fulfil', { code: two.body.code })
  assert.equal(fetched.body.state, 'fulfilled')
  assert.equal(
    (await card.ask('POST', `/redemptions/${two.body.id}/cancel`)).body.code,
    'redemption.fulfilled',
  )
})

test('history: every line ends in its reason', async () => {
  const shop = await house.openShop('shop')
  const { card, customer, reward } = await withPoints(shop)
  await shop.ask('POST', '/purchases', { customer: { id: customer.id }, total: 5_000 })
  await card.ask('POST', '/redemptions', { rewardId: reward.id })
  const { body } = await card.ask('GET', '/history', undefined, { 'accept-language': 'en' })
  assert.ok(body.items.length >= 3)
  for (const line of body.items)
    assert.ok(line.because || line.note || line.reward, `no reason: ${JSON.stringify(line)}`)
  const { sentences } = (await card.ask('GET', '/programme', undefined, { 'accept-language': 'hy' })).body
  assert.ok(sentences.length > 0)
  for (const { text } of sentences) assert.match(text, /\p{Script=Armenian}/u)
})

test('she changes what is hers to change, takes her data along, and leaves for good', async () => {
  const shop = await house.openShop()
  const card = await joins(shop)
  const changed = await card.ask('PATCH', '/me', { nickname: 'Kató', birthday: '--05-31', dietary: ['nuts'] })
  assert.equal(changed.body.nickname, 'Kató')
  assert.equal((await card.ask('PATCH', '/me', { phones: ['06301234567'] })).status, 400)
  const copy = await card.ask('GET', '/export')
  assert.match(String(copy.headers['content-disposition']), /attachment/)
  assert.equal(copy.body.customer.nickname, 'Kató')
  assert.equal((await card.ask('POST', '/leave', {})).status, 400)
  assert.deepEqual((await card.ask('POST', '/leave', { forGood: true })).body, { left: true })
  const gone = await card.ask('GET', '', undefined, { 'accept-language': 'en' })
  assert.deepEqual([gone.status, gone.body.code], [410, 'card.erased'])
  assert.match(gone.body.detail, /welcome/)
})

test('after a merge both links open the one card; closed links open none', async () => {
  const shop = await house.openShop()
  const [kept, gone] = [await joins(shop, 'Minta Kata'), await joins(shop, 'Minta Katalin')]
  const [newest, oldest] = (await shop.ask('GET', '/customers?order=newest')).body.items
  await shop.ask('POST', `/customers/${oldest.id}/merge`, { from: newest.id })
  const [one, two] = [(await kept.ask('GET')).body, (await gone.ask('GET')).body]
  assert.equal(one.still, two.still)
  assert.equal((await kept.ask('POST', '/other-devices/revoke')).body.closed, 1)
  assert.equal((await gone.ask('GET')).body.code, 'card.revoked')
  const { url, token } = (await shop.ask('POST', `/customers/${newest.id}/card-link`)).body
  assert.equal(url, `http://localhost/card/${token}`)
  assert.equal((await house.cardOf(token).ask('GET')).body.still, one.still)
  assert.equal((await shop.ask('DELETE', `/customers/${oldest.id}/card-links`)).body.closed, 2)
  assert.equal((await kept.ask('GET')).status, 410)
})

describe('a card opens what is its own and nothing else:', () => {
  test('every other route of the API refuses it', async () => {
    const shop = await house.openShop()
    const card = await joins(shop)
    const { routes } = await describedRoutes(house.app)
    // Open to the world, or to a person signed in, whatever else is sent along.
    const open =
      /^\/api\/v1\/(card|join|setup|session|passkeys|invitations|public|password-resets|counter\/door|businesses$)/
    const wrong: string[] = []
    let tried = 0
    for (const { method, path } of routes.filter(({ path }) => !open.test(path))) {
      const url = path.replace('/api/v1', '').replace(/\{\w+\}/g, `cus_${'0'.repeat(32)}`)
      const { status } = await house.ask(method, url, method === 'GET' ? undefined : {}, {
        authorization: `Card ${card.token}`,
      })
      tried += 1
      if (status !== 403 && status !== 401) wrong.push(`${method} ${path}: ${status}`)
    }
    assert.deepEqual(wrong, [])
    assert.ok(tried > 50, `only ${tried} routes were tried`)
  })

  test('another’s ids are not found, and nothing of hers is told or changed', async () => {
    const shop = await house.openShop('shop')
    const [victim, thief] = [await withPoints(shop), await withPoints(shop)]
    const reserved = (await victim.card.ask('POST', '/redemptions', { rewardId: victim.reward.id })).body
    const before = (await victim.card.ask('GET')).body
    const stolen = await thief.card.ask('POST', `/redemptions/${reserved.id}/cancel`)
    assert.deepEqual([stolen.status, stolen.body.code], [404, 'not_found'])
    const line = (await victim.card.ask('GET', '/history')).body.items[0].id
    const history = await thief.card.ask('GET', `/history?after=${line}`)
    const own = (await thief.card.ask('GET', '/history')).body.items.map(({ id }: { id: string }) => id)
    for (const { id } of history.body.items) assert.ok(own.includes(id))
    for (const path of ['', '/rewards', '/history', '/me', '/programme', '/export']) {
      const { body } = await thief.card.ask('GET', path)
      const text = JSON.stringify(body)
      for (const secret of [victim.customer.id, before.number, before.still, reserved.code])
        assert.ok(!text.includes(secret), `${path} tells ${secret}`)
    }
    const after = (await victim.card.ask('GET')).body
    assert.deepEqual({ ...after, asOf: '' }, { ...before, asOf: '' })
  })

  test('a card is no key and a key is no card; a wrong link opens nothing', async () => {
    const shop = await house.openShop()
    const { token } = await joins(shop)
    assert.equal(
      (await house.ask('GET', '/card', undefined, { authorization: `Bearer ${token}` })).status,
      401,
    )
    assert.equal((await shop.ask('GET', '/card')).status, 403)
    const wrong = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`
    assert.equal((await house.cardOf(wrong).ask('GET')).status, 401)
    assert.equal((await house.ask('GET', '/card')).status, 401)
    const other = await house.openShop()
    const foreign = (await joins(other)).token.slice(0, 22) + token.slice(22)
    assert.equal((await house.cardOf(foreign).ask('GET')).status, 401)
  })
})
