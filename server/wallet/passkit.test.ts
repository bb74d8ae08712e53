import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCardHouse } from '../card/card.fixture.ts'
import { type Authority, openAuthority, passSubject, pemsOf, unzip } from './wallet.fixture.ts'
import { keepWallets } from './wallet.ts'

const nowhere = {
  apple: { url: 'https://127.0.0.1:1' },
  google: { token: 'http://127.0.0.1:1', api: 'http://127.0.0.1:1' },
}
let authority: Authority
let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  authority = openAuthority()
  authority.issue('pass', passSubject)
  house = await openCardHouse({ publicUrl: 'https://cards.example.com' })
})
after(async () => {
  authority.remove()
  await house.close()
})

type Shop = Awaited<ReturnType<typeof house.openShop>>

async function openShop() {
  const shop = await house.openShop()
  await shop.ask('PUT', '/wallet/apple', pemsOf(authority))
  return shop
}

/** A customer who has put her card into Wallet: what her phone knows of it, and how it asks. */
async function holder(shop: Shop, name = 'Minta Kata') {
  const card = await shop.join({ name, email: `kata${Math.random()}@example.com` })
  const got = await house.app.inject({ url: `/card/${card.token}/card.pkpass` })
  const pass = JSON.parse(unzip(got.rawPayload).get('pass.json')!.toString())
  const base = `${new URL(pass.webServiceURL).pathname}/v1`
  const type = pass.passTypeIdentifier
  const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, more: object = {}) =>
    house.app.inject({ method, url: `${base}${path}`, ...more })
  const authorization = `ApplePass ${pass.authenticationToken}`
  const own = { headers: { authorization } }
  const register = (device: string, pushToken = 'ab'.repeat(32)) =>
    ask('POST', `/devices/${device}/registrations/${type}/${pass.serialNumber}`, {
      ...own,
      payload: { pushToken },
    })
  return {
    ...{ card, pass, type, base, ask, own, register },
    serial: pass.serialNumber as string,
    changes: (device: string, since?: string) =>
      ask('GET', `/devices/${device}/registrations/${type}${since ? `?passesUpdatedSince=${since}` : ''}`),
    latest: (since?: string) =>
      ask('GET', `/passes/${type}/${pass.serialNumber}`, {
        headers: { authorization, ...(since && { 'if-modified-since': since }) },
      }),
    unregister: (device: string) =>
      ask('DELETE', `/devices/${device}/registrations/${type}/${pass.serialNumber}`, own),
  }
}

const round = (shop: Shop) => keepWallets(house.database, uuid(shop.businessId), nowhere)
const uuid = (id: string) => id.replace(/^biz_/, '')

/** By the code on her pass, as a till reads it. */
async function ringUp(shop: Shop, { pass }: Awaited<ReturnType<typeof holder>>) {
  const { status, body: seen } = await shop.ask('POST', '/counter/scan', { text: pass.barcodes[0].message })
  assert.equal(status, 200, JSON.stringify(seen))
  const rung = await shop.ask('POST', '/purchases', { customer: { id: seen.customerId }, total: 2_400 })
  assert.equal(rung.status, 201, JSON.stringify(rung.body))
}

test('a phone registers, hears what changed since, fetches it, and takes it off again', async () => {
  const shop = await openShop()
  const kata = await holder(shop)
  assert.equal((await kata.register('phone')).statusCode, 201)
  assert.equal((await kata.register('phone')).statusCode, 200, 'once more is the same')
  const first = (await kata.changes('phone')).json()
  assert.deepEqual(first.serialNumbers, [kata.serial])
  await round(shop)
  assert.equal((await kata.changes('phone', first.lastUpdated)).statusCode, 204, 'nothing happened')
  const before = await kata.latest()
  const since = String(before.headers['last-modified'])
  assert.equal((await kata.latest(since)).statusCode, 304)
  await ringUp(shop, kata)
  await round(shop)
  const news = (await kata.changes('phone', first.lastUpdated)).json()
  assert.deepEqual(news.serialNumbers, [kata.serial])
  assert.ok(Number(news.lastUpdated) > Number(first.lastUpdated))
  assert.equal((await kata.changes('phone', news.lastUpdated)).statusCode, 204)
  const after = await kata.latest(since)
  assert.equal(after.statusCode, 200)
  assert.ok(Date.parse(String(after.headers['last-modified'])) > Date.parse(since))
  const stamps = (bytes: Buffer) =>
    JSON.parse(unzip(bytes).get('pass.json')!.toString()).storeCard.headerFields[0].value
  assert.notEqual(stamps(after.rawPayload), stamps(before.rawPayload))
  assert.equal((await kata.latest(String(after.headers['last-modified']))).statusCode, 304)
  assert.equal((await kata.unregister('phone')).statusCode, 200)
  assert.equal((await kata.changes('phone')).statusCode, 204)
  assert.equal((await kata.unregister('phone')).statusCode, 200, 'once more changes nothing')
})

test('what changed within one second is told apart, and a device hears of its own passes only', async () => {
  const shop = await openShop()
  const [kata, bela] = [await holder(shop), await holder(shop, 'Minta Béla')]
  await kata.register('one')
  await bela.register('other')
  const { lastUpdated } = (await kata.changes('one')).json()
  let since = String((await kata.latest()).headers['last-modified'])
  for (let times = 0; times < 3; times += 1) {
    await ringUp(shop, kata)
    await round(shop)
    const answer = await kata.latest(since)
    assert.equal(answer.statusCode, 200)
    since = String(answer.headers['last-modified'])
  }
  assert.deepEqual((await kata.changes('one', lastUpdated)).json().serialNumbers, [kata.serial])
  assert.equal((await bela.changes('other', lastUpdated)).statusCode, 204)
  assert.deepEqual((await bela.changes('other', 'nonsense')).json().serialNumbers, [bela.serial])
})

test('without the pass’s token there is nothing, and by another business’s address neither', async () => {
  const [shop, other] = [await openShop(), await openShop()]
  const [kata, stranger] = [await holder(shop), await holder(other)]
  const wrong = [{}, { authorization: 'ApplePass wrong' }, { authorization: `ApplePass ${kata.card.token}` }]
  const foreign = { authorization: stranger.own.headers.authorization }
  for (const headers of [...wrong, foreign]) {
    const pass = `/passes/${kata.type}/${kata.serial}`
    const registration = `/devices/d/registrations/${kata.type}/${kata.serial}`
    const tries = [
      await kata.ask('GET', pass, { headers }),
      await kata.ask('POST', registration, { headers, payload: { pushToken: 'ab'.repeat(32) } }),
      await kata.ask('DELETE', registration, { headers }),
    ]
    assert.deepEqual(
      tries.map(({ statusCode }) => statusCode),
      [401, 401, 401],
    )
  }
  // Under the other business's address the token is another, and the pass isn't there.
  const elsewhere = await house.app.inject({
    url: `${stranger.base}/passes/${kata.type}/${kata.serial}`,
    ...kata.own,
  })
  assert.equal(elsewhere.statusCode, 401)
  const changedType = await kata.ask('GET', `/passes/pass.com.example.else/${kata.serial}`, kata.own)
  assert.equal(changedType.statusCode, 404)
  const unknown = '/wallet/00000000000070008000000000000000/v1'
  const noBusiness = await house.app.inject({ url: `${unknown}/devices/d/registrations/${kata.type}` })
  assert.equal(noBusiness.statusCode, 404)
  const another = { ...stranger.own }
  const kept = await stranger.ask('GET', `/passes/${kata.type}/${stranger.serial}`, another)
  assert.equal(kept.statusCode, 200, 'her own pass comes, though both sign with one pass type')
  assert.equal((await kata.changes('d')).statusCode, 204, 'nothing was registered')
})

test('a phone’s complaints are noted, short and few', async (t) => {
  const shop = await openShop()
  const kata = await holder(shop)
  const warned = t.mock.method(console, 'warn', () => undefined)
  const logs = ['Web service\nerror', 'x'.repeat(4_000), ...Array(20).fill('again')]
  assert.equal((await kata.ask('POST', '/log', { payload: { logs } })).statusCode, 200)
  const lines = warned.mock.calls.map(({ arguments: [line] }) => String(line))
  assert.equal(lines.length, 5)
  assert.ok(lines.every((line) => line.length < 400 && !line.includes('\n')))
  const unset = await house.openShop()
  const base = kata.base.replace(/[0-9a-f]{32}/, uuid(unset.businessId).replaceAll('-', ''))
  const answer = await house.app.inject({ method: 'POST', url: `${base}/log`, payload: { logs } })
  assert.equal(answer.statusCode, 404)
})

test('whoever leaves has a void pass, and her phone is forgotten once it has fetched it', async () => {
  const shop = await openShop()
  const kata = await holder(shop)
  await kata.register('phone')
  await ringUp(shop, kata)
  const { lastUpdated } = (await kata.changes('phone')).json()
  const copy = JSON.stringify((await kata.card.ask('GET', '/export')).body)
  assert.match(copy, /"wallet":"apple"/, 'the copy of her data tells of it')
  assert.deepEqual((await kata.card.ask('POST', '/leave', { forGood: true })).body, { left: true })
  await round(shop)
  assert.deepEqual((await kata.changes('phone', lastUpdated)).json().serialNumbers, [kata.serial])
  const last = await kata.latest()
  const text = unzip(last.rawPayload).get('pass.json')!.toString()
  const pass = JSON.parse(text)
  assert.equal(pass.voided, true)
  assert.equal(pass.barcodes, undefined)
  assert.doesNotMatch(text, /Kata/)
  assert.equal((await kata.changes('phone')).statusCode, 204, 'forgotten')
  assert.equal((await kata.register('phone')).statusCode, 200, 'a void pass takes no new phone')
  assert.equal((await kata.changes('phone')).statusCode, 204)
})

test('merged, her pass shows the card of whom she became', async () => {
  const shop = await openShop()
  const [kata, other] = [await holder(shop), await holder(shop, 'Minta Katalin')]
  await kata.register('phone')
  await ringUp(shop, other)
  await round(shop)
  const { items } = (await shop.ask('GET', '/customers?query=Minta')).body
  const idOf = (name: string) => items.find((one: { name: string }) => one.name === name).id
  const merged = await shop.ask('POST', `/customers/${idOf('Minta Katalin')}/merge`, {
    from: idOf('Minta Kata'),
  })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  const { lastUpdated } = (await kata.changes('phone')).json()
  await round(shop)
  assert.equal((await kata.changes('phone', lastUpdated)).statusCode, 200)
  const text = unzip((await kata.latest()).rawPayload)
    .get('pass.json')!
    .toString()
  assert.match(text, /Minta Katalin/)
})
