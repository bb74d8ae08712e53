import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Transformer } from '@napi-rs/image'
import pg from 'pg'
import { openCardHouse } from '../card/card.fixture.ts'
import { languages } from '../platform/refusals.ts'
import { type Authority, openAuthority, passSubject, pemsOf, unzip } from './wallet.fixture.ts'

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
const pems = () => pemsOf(authority)

async function passOf(token: string) {
  const answer = await house.app.inject({ url: `/card/${token}/card.pkpass` })
  assert.equal(answer.statusCode, 200, answer.body)
  assert.equal(answer.headers['content-type'], 'application/vnd.apple.pkpass')
  return unzip(answer.rawPayload)
}

/** Throws, with what openssl says, unless the signature is the certificate's over just this manifest. */
function verify(files: Map<string, Buffer>, manifest = files.get('manifest.json')!): string {
  const [content, signature] = [
    authority.write('manifest.json', manifest),
    authority.write('signature', files.get('signature')!),
  ]
  const args = [
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    signature,
    '-content',
    content,
    '-purpose',
    'any',
  ]
  authority.openssl('smime', ...args, '-CAfile', authority.file('ca.pem'), '-out', authority.file('out'))
  return authority.openssl('cms', ...args, '-CAfile', authority.file('ca.pem'), '-out', authority.file('out'))
}

async function ready(shop: Shop, wish: object = pems()) {
  const set = await shop.ask('PUT', '/wallet/apple', wish)
  assert.equal(set.status, 200, JSON.stringify(set.body))
  return set.body.apple
}

test('a pass: openssl takes its signature, every file is the one that was signed, and a changed list is refused', async () => {
  const shop = await house.openShop()
  await ready(shop)
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  const files = await passOf(card.token)
  verify(files)
  const manifest = JSON.parse(files.get('manifest.json')!.toString())
  const others = [...files.keys()].filter((name) => !['manifest.json', 'signature'].includes(name))
  assert.deepEqual(Object.keys(manifest).sort(), others.sort())
  for (const name of others)
    assert.equal(manifest[name], createHash('sha1').update(files.get(name)!).digest('hex'), name)
  const tampered = Buffer.from(JSON.stringify({ ...manifest, 'pass.json': '0'.repeat(40) }))
  assert.throws(() => verify(files, tampered), /digest|verification failure/i)
  const printed = authority.openssl(
    'cms',
    '-cmsout',
    '-print',
    '-inform',
    'DER',
    '-in',
    authority.file('signature'),
  )
  assert.match(printed, /signingTime/)
  assert.match(printed, /Apple Worldwide Developer Relations/)
})

test('what a pass says: her card, in her language and three more, in the business’s colours', async () => {
  const shop = await house.openShop()
  await shop.ask('PUT', '/look', { colour: '#2F6B4F', stamp: 'leaf' })
  await ready(shop)
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  const state = (await card.ask('GET')).body
  assert.deepEqual(state.wallets, { apple: true, google: false })
  const files = await passOf(card.token)
  const pass = JSON.parse(files.get('pass.json')!.toString())
  assert.equal(pass.passTypeIdentifier, 'pass.com.example.minta')
  assert.equal(pass.teamIdentifier, 'TEAM123456')
  assert.equal(pass.backgroundColor, 'rgb(47, 107, 79)')
  assert.equal(pass.organizationName, 'Minta Kávézó')
  assert.match(pass.webServiceURL, /^https:\/\/cards\.example\.com\/wallet\/[0-9a-f]{32}$/)
  assert.ok(pass.authenticationToken.length >= 16)
  const [code] = pass.barcodes
  assert.equal(code.message, state.still, 'what identifies and can’t spend')
  assert.ok(!JSON.stringify(pass).includes(card.token))
  assert.ok(!JSON.stringify(pass).includes(state.live.key))
  const said = Object.values(pass.storeCard).flat() as { key: string; label: string; value: unknown }[]
  assert.equal(new Set(said.map(({ key }) => key)).size, said.length, 'every field has a key of its own')
  const stamps = said.find(({ key }) => key === 'stamps')!
  assert.equal(stamps.value, `${state.stampCards[0].has} / ${state.stampCards[0].size}`)
  for (const language of languages) {
    const strings = files.get(`${language}.lproj/pass.strings`)!.toString()
    assert.match(strings, new RegExp(`^"${stamps.label}" = "`, 'm'), language)
    assert.doesNotMatch(strings, /\{\w+\}|undefined/)
  }
  assert.match(files.get('hy.lproj/pass.strings')!.toString(), /= "Կնիքներ";/)
  for (const [name, width, height] of [
    ['icon.png', 29, 29],
    ['icon@2x.png', 58, 58],
    ['icon@3x.png', 87, 87],
    ['logo@3x.png', 150, 150],
    ['strip@3x.png', 1125, 432],
  ] as const) {
    const metadata = await new Transformer(files.get(name)!).metadata()
    assert.deepEqual([metadata.format, metadata.width, metadata.height], ['png', width, height], name)
  }
  const again = JSON.parse((await passOf(card.token)).get('pass.json')!.toString())
  assert.equal(again.serialNumber, pass.serialNumber, 'asked again it is the same pass')
})

test('a card of points: its balance, and the next reward', async () => {
  const shop = await house.openShop('shop')
  await ready(shop)
  const reward = {
    name: { en: 'A cookie', hu: 'Egy keksz' },
    benefit: { kind: 'gift' },
    price: { points: 500 },
  }
  assert.equal((await shop.ask('POST', '/rewards', reward)).status, 201)
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  const [{ id }] = (await shop.ask('GET', '/customers')).body.items
  await shop.ask('POST', `/customers/${id}/adjustments`, { amount: 120, reason: 'For the test' })
  const { points } = (await card.ask('GET')).body
  const pass = JSON.parse((await passOf(card.token)).get('pass.json')!.toString())
  const [balance] = pass.storeCard.primaryFields
  assert.deepEqual([balance.value, balance.numberStyle], [points.balance, 'PKNumberStyleDecimal'])
  assert.match(balance.changeMessage, /%@/)
  const [next, missing] = pass.storeCard.secondaryFields
  assert.deepEqual([next.value, missing.value], [points.next.name, points.next.missing])
})

test('a .p12 opens by its password, with new and with old ciphers', async () => {
  const shop = await house.openShop()
  const from = ['-inkey', 'pass.key', '-in', 'pass.pem', '-certfile', 'wwdr.pem', '-passout', 'pass:titok']
  authority.openssl('pkcs12', '-export', '-out', 'new.p12', ...from)
  authority.openssl('pkcs12', '-export', '-legacy', '-out', 'old.p12', ...from)
  for (const name of ['new.p12', 'old.p12']) {
    const facts = await ready(shop, { p12: authority.base64(name), password: 'titok' })
    assert.equal(facts.state, 'ready')
    assert.equal(facts.name, 'Minta Kft.')
    assert.match(facts.issuer, /^Apple Worldwide/)
    const card = await shop.join({ name: 'Minta Kata', email: `${name}@example.com` })
    verify(await passOf(card.token))
  }
  const accented = [...from.slice(0, -1), 'pass:árvíztűrő ключ']
  authority.openssl('pkcs12', '-export', '-out', 'accented.p12', ...accented)
  authority.openssl('pkcs12', '-export', '-legacy', '-out', 'accented-old.p12', ...accented)
  for (const name of ['accented.p12', 'accented-old.p12']) {
    await ready(shop, { p12: authority.base64(name), password: 'árvíztűrő ключ' })
    const nearly = await shop.ask('PUT', '/wallet/apple', {
      p12: authority.base64(name),
      password: 'árvíztürő ключ',
    })
    assert.equal(nearly.body.code, 'wallet.wrong_password', name)
  }
  const wrong = await shop.ask('PUT', '/wallet/apple', { p12: authority.base64('new.p12'), password: 'más' })
  assert.deepEqual([wrong.body.code, wrong.body.errors[0].field], ['wallet.wrong_password', 'password'])
})

test('without a certificate no pass is given out, and everything else works', async () => {
  const shop = await house.openShop()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  assert.deepEqual((await card.ask('GET')).body.wallets, { apple: false, google: false })
  assert.equal((await shop.ask('GET', '/wallet')).body.apple.state, 'missing')
  const none = await house.app.inject({ url: `/card/${card.token}/card.pkpass` })
  assert.equal(none.json().code, 'wallet.not_set_up')
  const browsed = await house.app.inject({
    url: `/card/${card.token}/card.pkpass`,
    headers: { accept: 'text/html,*/*' },
  })
  assert.deepEqual([browsed.statusCode, browsed.headers.location], [303, `/card/${card.token}`])
  await ready(shop)
  assert.equal((await shop.ask('GET', '/wallet/apple/sample')).status, 200)
  await shop.ask('DELETE', '/wallet/apple')
  assert.equal((await shop.ask('GET', '/wallet/apple/sample')).body.code, 'wallet.not_set_up')
  const strange = await house.app.inject({
    url: `/card/${card.token.slice(0, 22)}${'a'.repeat(32)}/card.pkpass`,
  })
  assert.equal(strange.statusCode, 404)
})

test('a certificate of another authority signs for trying out; its end is told in time', async () => {
  const shop = await house.openShop()
  authority.issue('short', passSubject, { by: 'ca', days: 10 })
  const facts = await ready(shop, {
    certificate: authority.read('short.pem'),
    key: authority.read('short.key'),
  })
  assert.deepEqual([facts.state, facts.trial, facts.issuer], ['expiring', true, 'Test Root'])
  const { upkeep } = (await shop.ask('GET', '/today')).body
  assert.deepEqual(upkeep, [{ what: 'apple_wallet', state: 'expiring', at: facts.validUntil }])
  const sample = await house.app.inject({
    url: '/api/v1/wallet/apple/sample',
    headers: { authorization: `Bearer ${shop.apiKey}` },
  })
  verify(unzip(sample.rawPayload))
})

test('what is kept is sealed, and no answer tells any of it', async () => {
  const shop = await house.openShop()
  await ready(shop)
  const answer = JSON.stringify((await shop.ask('GET', '/wallet')).body)
  assert.doesNotMatch(answer, /BEGIN|PRIVATE/)
  const client = new pg.Client({ connectionString: house.url })
  await client.connect()
  const { rows } = await client.query(
    'select apple::text, apple_sealed from wallets where business_id = $1',
    [shop.businessId.slice(4)],
  )
  await client.end()
  assert.doesNotMatch(rows[0].apple, /BEGIN/)
  assert.ok(rows[0].apple_sealed.length > 3_000)
  assert.doesNotMatch(rows[0].apple_sealed.toString('latin1'), /BEGIN|PRIVATE|MII/)
})
