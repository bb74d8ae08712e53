import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { openCardHouse } from '../card/card.fixture.ts'
import { inBusiness } from '../platform/database.ts'
import { claimCalls } from './calling.ts'
import { findChanges } from './changes.ts'
import { openPushService } from './outside.fixture.ts'
import { type Authority, openAuthority, passSubject, pemsOf, unzip } from './wallet.fixture.ts'
import { keepWallets } from './wallet.ts'

const google = { token: 'http://127.0.0.1:1', api: 'http://127.0.0.1:1' }
let authority: Authority
let house: Awaited<ReturnType<typeof openCardHouse>>
let apple: Awaited<ReturnType<typeof openPushService>>
let client: pg.Client
before(async () => {
  authority = openAuthority()
  authority.issue('pass', passSubject)
  apple = await openPushService(authority)
  house = await openCardHouse({ publicUrl: 'https://cards.example.com' })
  client = new pg.Client({ connectionString: house.url })
  await client.connect()
})
after(async () => {
  await client.end()
  await house.close()
  await apple.close()
  authority.remove()
})
beforeEach(() => {
  apple.pushed.length = 0
  apple.answer(() => ({ status: 200 }))
})

type Shop = Awaited<ReturnType<typeof house.openShop>>
const idOf = ({ businessId }: Shop) => businessId.replace(/^biz_/, '')
const round = (shop: Shop, url = apple.url) =>
  keepWallets(house.database, idOf(shop), { apple: { url, ca: apple.ca }, google })

async function openShop() {
  const shop = await house.openShop()
  await shop.ask('PUT', '/wallet/apple', pemsOf(authority))
  return shop
}

/** Customers with their cards in Wallet, each on phones of her own. */
async function holder(shop: Shop, phones: Record<string, string>) {
  const card = await shop.join({ name: 'Minta Kata', email: `kata${Math.random()}@example.com` })
  const [{ id }] = (await shop.ask('GET', '/customers')).body.items
  const got = await house.app.inject({ url: `/card/${card.token}/card.pkpass` })
  const pass = JSON.parse(unzip(got.rawPayload).get('pass.json')!.toString())
  const base = `${new URL(pass.webServiceURL).pathname}/v1/devices`
  for (const [device, pushToken] of Object.entries(phones))
    await house.app.inject({
      method: 'POST',
      url: `${base}/${device}/registrations/${pass.passTypeIdentifier}/${pass.serialNumber}`,
      headers: { authorization: `ApplePass ${pass.authenticationToken}` },
      payload: { pushToken },
    })
  const ringUp = async () => {
    const rung = await shop.ask('POST', '/purchases', { customer: { id }, total: 2_400 })
    assert.equal(rung.status, 201, JSON.stringify(rung.body))
  }
  return { card, ringUp }
}

/** The pause before the next try is over. */
const pauseOver = (shop: Shop) =>
  client.query('update wallet_devices set call_at = now() where business_id = $1 and call_at is not null', [
    idOf(shop),
  ])
const tokens = () => apple.pushed.map(({ token }) => token).sort()
const devicesOf = async (shop: Shop) => {
  const sql = 'select device from wallet_devices where business_id = $1 order by 1'
  return (await client.query(sql, [idOf(shop)])).rows.map(({ device }) => device)
}

test('a change is pushed once to each of her phones, under the pass type, by the business’s certificate', async () => {
  const shop = await openShop()
  const kata = await holder(shop, { phone: 'aa'.repeat(32), watch: 'bb'.repeat(32) })
  await holder(shop, { stranger: 'cc'.repeat(32) })
  await round(shop)
  assert.deepEqual(tokens(), [], 'nothing has changed yet')
  const { body } = await shop.ask('GET', '/customers?query=Minta')
  assert.equal(body.items.length, 2)
  await kata.ringUp()
  await round(shop)
  assert.deepEqual(tokens(), ['aa'.repeat(32), 'bb'.repeat(32)])
  for (const { topic, body: said, by } of apple.pushed)
    assert.deepEqual(
      [topic, said, by],
      ['pass.com.example.minta', '{}', 'Pass Type ID: pass.com.example.minta'],
    )
  await round(shop)
  await round(shop)
  assert.equal(apple.pushed.length, 2, 'and not again')
  await shop.ask('PUT', '/look', { colour: '#9E1B32', stamp: 'bag' })
  await round(shop)
  assert.equal(apple.pushed.length, 5, 'a new look concerns everybody')
})

test('a device that Apple doesn’t know any more is forgotten, the others stay', async () => {
  const shop = await openShop()
  const phones = { gone: 'aa'.repeat(32), bad: 'bb'.repeat(32), here: 'cc'.repeat(32) }
  const kata = await holder(shop, phones)
  apple.answer((token) => {
    if (token === phones.gone) return { status: 410, reason: 'Unregistered' }
    return token === phones.bad ? { status: 400, reason: 'BadDeviceToken' } : { status: 200 }
  })
  await kata.ringUp()
  await round(shop)
  assert.deepEqual(await devicesOf(shop), ['here'])
  assert.equal((await shop.ask('GET', '/wallet')).body.apple.problem, null)
})

test('Apple is down, or can’t be reached: it is tried again after a pause, and told once', async () => {
  const shop = await openShop()
  const kata = await holder(shop, { phone: 'aa'.repeat(32) })
  await kata.ringUp()
  await round(shop, 'https://127.0.0.1:1')
  assert.match((await shop.ask('GET', '/wallet')).body.apple.problem, /REFUSED/)
  await round(shop)
  assert.deepEqual(tokens(), [], 'not before the pause is over')
  apple.answer(() => ({ status: 503, reason: 'ServiceUnavailable' }))
  await pauseOver(shop)
  await round(shop)
  assert.match((await shop.ask('GET', '/wallet')).body.apple.problem, /503 ServiceUnavailable/)
  apple.answer(() => ({ status: 200 }))
  await pauseOver(shop)
  await round(shop)
  await round(shop)
  assert.equal(apple.pushed.length, 2, 'the refused one and the one that came through')
  assert.equal((await shop.ask('GET', '/wallet')).body.apple.problem, null)
})

test('tried five times in vain it is let be, stays told in Settings, and the next change is pushed again', async () => {
  const shop = await openShop()
  const kata = await holder(shop, { phone: 'aa'.repeat(32) })
  apple.answer(() => ({ status: 500 }))
  await kata.ringUp()
  for (let times = 0; times < 8; times += 1) {
    await round(shop)
    await pauseOver(shop)
  }
  assert.equal(apple.pushed.length, 6, 'once, and five times more')
  assert.equal((await shop.ask('GET', '/wallet')).body.apple.problem, '500')
  apple.answer(() => ({ status: 200 }))
  await kata.ringUp()
  await round(shop)
  assert.equal(apple.pushed.length, 7)
})

test('a process that dies between taking and telling loses nothing', async () => {
  const shop = await openShop()
  const kata = await holder(shop, { phone: 'aa'.repeat(32) })
  await kata.ringUp()
  await findChanges(house.database, idOf(shop))
  // What a process does before it sends, and then it is killed.
  const taken = await inBusiness(house.database, idOf(shop), (tx) => claimCalls(tx, 'devices', 100))
  assert.equal(taken.length, 1)
  await round(shop)
  assert.deepEqual(tokens(), [], 'it is another’s for now')
  await client.query(
    `update wallet_devices set call_at = call_at - interval '5 minutes' where business_id = $1`,
    [idOf(shop)],
  )
  await round(shop)
  assert.deepEqual(tokens(), ['aa'.repeat(32)])
})

test('a change while the last one is being told is told once more', async () => {
  const shop = await openShop()
  const kata = await holder(shop, { phone: 'aa'.repeat(32) })
  await kata.ringUp()
  await findChanges(house.database, idOf(shop))
  const meanwhile = Promise.withResolvers<void>()
  apple.answer(() => {
    kata
      .ringUp()
      .then(() => findChanges(house.database, idOf(shop)))
      .then(() => meanwhile.resolve(), meanwhile.reject)
    apple.answer(() => ({ status: 200 }))
    return { status: 200 }
  })
  await round(shop)
  await meanwhile.promise
  await round(shop)
  assert.equal(apple.pushed.length, 2)
})

test('two processes at once tell each phone once', async () => {
  const shop = await openShop()
  const kata = await holder(shop, { phone: 'aa'.repeat(32), watch: 'bb'.repeat(32) })
  await kata.ringUp()
  await Promise.all([round(shop), round(shop), round(shop)])
  assert.deepEqual(tokens(), ['aa'.repeat(32), 'bb'.repeat(32)])
})

test('an expired certificate pushes nothing and is told; a renewed one tells what waited', async () => {
  const shop = await openShop()
  const kata = await holder(shop, { phone: 'aa'.repeat(32) })
  const past = `apple || '{"validUntil": "2020-01-01T00:00:00Z"}'`
  await client.query(`update wallets set apple = ${past} where business_id = $1`, [idOf(shop)])
  await kata.ringUp()
  await round(shop)
  assert.deepEqual(tokens(), [])
  const { state, validUntil } = (await shop.ask('GET', '/wallet')).body.apple
  assert.deepEqual([state, validUntil], ['expired', '2020-01-01T00:00:00Z'])
  assert.equal((await kata.card.ask('GET')).body.wallets.apple, false)
  await shop.ask('PUT', '/wallet/apple', pemsOf(authority))
  await pauseOver(shop)
  await round(shop)
  assert.deepEqual(tokens(), ['aa'.repeat(32)])
})
