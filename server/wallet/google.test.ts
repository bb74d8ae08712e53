import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openCardHouse } from '../card/card.fixture.ts'
import { claimsOf, openGoogle } from './outside.fixture.ts'
import { keepWallets } from './wallet.ts'

const nothing = { url: 'https://127.0.0.1:1' }
const publicUrl = 'https://cards.example.com'
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const accountFile = {
  type: 'service_account',
  client_email: 'wallet@minta.iam.gserviceaccount.com',
  private_key: privateKey,
}
const wish = { issuerId: '3388000000012345678', account: JSON.stringify(accountFile) }

let google: Awaited<ReturnType<typeof openGoogle>>
let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  google = await openGoogle(publicKey)
  house = await openCardHouse({ publicUrl, wallets: { apple: nothing, google: google.hosts } })
})
after(async () => {
  await house.close()
  await google.close()
})

type Shop = Awaited<ReturnType<typeof house.openShop>>
type Card = Awaited<ReturnType<Shop['join']>>

async function openShop(): Promise<Shop> {
  const shop = await house.openShop('shop')
  const set = await shop.ask('PUT', '/wallet/google', wish)
  assert.equal(set.status, 200, JSON.stringify(set.body))
  return shop
}

/** What the link says by which she saves her card. */
async function saved({ token }: Card) {
  const answer = await house.app.inject({ url: `/card/${token}/google-wallet` })
  assert.equal(answer.statusCode, 302, answer.body)
  const [, jwt = ''] = /^https:\/\/pay\.google\.com\/gp\/v\/save\/(.+)$/.exec(answer.headers.location!) ?? []
  const claims = claimsOf(jwt, publicKey)
  assert.ok(claims, 'the signature is the account’s')
  return { jwt, claims, payload: claims.payload }
}

async function grant(shop: Shop, amount: number) {
  const [{ id }] = (await shop.ask('GET', '/customers')).body.items
  const answer = await shop.ask('POST', `/customers/${id}/adjustments`, { amount, reason: 'For the test' })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
}

const uuid = (id: string) => id.replace(/^biz_/, '')
const round = (shop: Shop) =>
  keepWallets(house.database, uuid(shop.businessId), { apple: nothing, google: google.hosts })
const lastAsked = (from: number) => google.asked.slice(from).map(({ method, path }) => `${method} ${path}`)

/** The pause before the next try is over. */
async function pauseOver(shop: Shop) {
  const client = new pg.Client({ connectionString: house.url })
  await client.connect()
  const sql = 'update wallet_passes set call_at = now() where business_id = $1 and call_at is not null'
  await client.query(sql, [uuid(shop.businessId)])
  await client.end()
}

test('the link is signed by the account and names a card that was put there: its points, its code, four languages', async () => {
  const shop = await openShop()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  await grant(shop, 120)
  const state = (await card.ask('GET')).body
  assert.deepEqual(state.wallets, { apple: false, google: true })
  const { jwt, claims, payload } = await saved(card)
  assert.ok(jwt.length < 1_800, `${jwt.length} characters`)
  assert.equal(claims.iss, accountFile.client_email)
  assert.deepEqual([claims.aud, claims.typ, claims.origins], ['google', 'savetowallet', [publicUrl]])
  assert.ok(Math.abs(claims.iat - Date.now() / 1_000) < 60)
  const [{ id, classId }] = payload.loyaltyObjects
  const [object, klass] = [google.kept.get(`loyaltyObject/${id}`), google.kept.get(`loyaltyClass/${classId}`)]
  assert.equal(object.classId, classId)
  assert.ok(id.startsWith(`${wish.issuerId}.`) && classId.startsWith(`${wish.issuerId}.`))
  assert.deepEqual(object.loyaltyPoints.balance, { int: state.points.balance })
  assert.deepEqual([object.barcode.type, object.barcode.value], ['QR_CODE', state.still])
  assert.equal(object.state, 'ACTIVE')
  const languages = [
    object.loyaltyPoints.localizedLabel.defaultValue,
    ...object.loyaltyPoints.localizedLabel.translatedValues,
  ].map(({ language }: { language: string }) => language)
  assert.deepEqual(languages.sort(), ['en', 'hu', 'hy', 'mn'])
  assert.equal(klass.issuerName, 'Minta Kávézó')
  const logo = await house.app.inject({ url: new URL(klass.programLogo.sourceUri.uri).pathname })
  assert.deepEqual([logo.statusCode, logo.headers['content-type']], [200, 'image/png'])
  const told = JSON.stringify([...google.kept.values()])
  assert.ok(!told.includes(card.token) && !told.includes(state.live.key))
  assert.equal((await saved(card)).payload.loyaltyObjects[0].id, id, 'asked again it is the same card')
})

test('Google can’t be reached: the card travels in the link', async () => {
  const shop = await openShop()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  google.state.down = true
  const { payload } = await saved(card).finally(() => {
    google.state.down = false
  })
  assert.equal(payload.loyaltyClasses[0].programName, 'Minta Kávézó')
  assert.equal(payload.loyaltyObjects[0].accountName, 'Minta Kata')
  assert.equal(payload.loyaltyObjects[0].classId, payload.loyaltyClasses[0].id)
})

test('a change is told once: the object anew, then what all cards share', async () => {
  const shop = await openShop()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  const { payload } = await saved(card)
  const object = `loyaltyObject/${payload.loyaltyObjects[0].id}`
  const klass = `loyaltyClass/${payload.loyaltyObjects[0].classId}`
  await round(shop)
  const before = google.asked.length
  await grant(shop, 50)
  await round(shop)
  assert.deepEqual(lastAsked(before), [`PATCH ${object}`, `PATCH ${klass}`])
  assert.equal(
    google.asked[before]!.body.loyaltyPoints.balance.int,
    (await card.ask('GET')).body.points.balance,
  )
  await round(shop)
  assert.equal(google.asked.length, before + 2, 'and not again')
  const look = await shop.ask('PUT', '/look', { colour: '#2F6B4F', stamp: 'bag' })
  assert.equal(look.status, 200, JSON.stringify(look.body))
  await round(shop)
  assert.deepEqual(lastAsked(before + 2), [`PATCH ${object}`, `PATCH ${klass}`])
  assert.equal(google.asked.at(-1)!.body.hexBackgroundColor, '#2f6b4f')
})

test('what could not be told waits, is shown in Settings, and is told later as it is then', async () => {
  const shop = await openShop()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  await saved(card)
  await grant(shop, 10)
  google.state.down = true
  await round(shop)
  const { problem } = (await shop.ask('GET', '/wallet')).body.google
  assert.ok(problem)
  await grant(shop, 10)
  await round(shop)
  google.state.down = false
  const before = google.asked.length
  await pauseOver(shop)
  await round(shop)
  const objects = google.asked.slice(before).filter(({ path }) => path.startsWith('loyaltyObject/'))
  assert.deepEqual(
    objects.map(({ body }) => body.loyaltyPoints.balance.int),
    [(await card.ask('GET')).body.points.balance],
  )
  assert.equal((await shop.ask('GET', '/wallet')).body.google.problem, null)
})

test('a card that nobody saved is told nothing; of who left only that it is over', async () => {
  const shop = await openShop()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  const { payload } = await saved(card)
  const path = `loyaltyObject/${payload.loyaltyObjects[0].id}`
  google.kept.delete(path)
  await grant(shop, 10)
  await round(shop)
  assert.equal((await shop.ask('GET', '/wallet')).body.google.problem, null, 'not found is no fault')
  await saved(card)
  await card.ask('POST', '/leave', { forGood: true })
  await round(shop)
  const kept = google.kept.get(path)
  assert.deepEqual([kept.state, kept.accountName, kept.barcode], ['EXPIRED', '', null])
})

test('what is no account’s key is refused by its field; nothing of it comes back out', async () => {
  const shop = await openShop()
  const bad: [wish: object, field: string][] = [
    [{ ...wish, account: 'nonsense' }, 'account'],
    [{ ...wish, account: '{}' }, 'account'],
    [{ ...wish, account: JSON.stringify({ ...accountFile, private_key: 'x' }) }, 'account'],
    [{ ...wish, account: JSON.stringify({ ...accountFile, client_email: 'x' }) }, 'account'],
    [{ ...wish, issuerId: 'BCR2' }, 'issuerId'],
    [{ account: wish.account }, 'issuerId'],
  ]
  for (const [one, field] of bad) {
    const { status, body } = await shop.ask('PUT', '/wallet/google', one)
    assert.ok(status === 422 || status === 400, `${status}`)
    assert.equal(body.errors[0].field, field)
  }
  const shown = (await shop.ask('GET', '/wallet')).body
  assert.deepEqual([shown.google.state, shown.google.account], ['ready', accountFile.client_email])
  assert.doesNotMatch(JSON.stringify(shown), /PRIVATE|BEGIN/)
  await shop.ask('DELETE', '/wallet/google')
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  assert.equal((await card.ask('GET')).body.wallets.google, false)
  const none = await house.app.inject({ url: `/card/${card.token}/google-wallet` })
  assert.equal(none.json().code, 'wallet.not_set_up')
})

test('under another secret the key can’t be opened: it is told, and the card does not offer it', async () => {
  const shop = await openShop()
  const client = new pg.Client({ connectionString: house.url })
  await client.connect()
  await client.query('update wallets set google_sealed = $2 where business_id = $1', [
    uuid(shop.businessId),
    Buffer.alloc(200),
  ])
  await client.end()
  assert.equal((await shop.ask('GET', '/wallet')).body.google.state, 'lost')
  const { upkeep } = (await shop.ask('GET', '/today')).body
  assert.deepEqual(upkeep, [{ what: 'google_wallet', state: 'lost', at: null }])
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  assert.equal((await card.ask('GET')).body.wallets.google, false)
  const tried = await house.app.inject({ url: `/card/${card.token}/google-wallet` })
  assert.equal(tried.json().code, 'wallet.keys_lost')
})
