import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openAuthority, passSubject, pemsOf, unzip } from '../server/wallet/wallet.fixture.ts'
import { axeFaults, noSidewaysScroll, openBrowser, type Scene } from './fixtures/browser.ts'

// The card in wallets as the owner sets them up and a customer meets them: no wallet set up, one, both.

const authority = openAuthority()
after(() => authority.remove())
authority.issue('pass', passSubject)
const stage = await openBrowser()
const desk = { viewport: { width: 1440, height: 900 } }
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15'
const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const account = JSON.stringify({
  client_email: 'wallet@minta.iam.gserviceaccount.com',
  private_key: privateKey,
})
const issuerId = '3388000000012345678'

/** As a keychain exports it: the certificate and its key, without what is between it and the root. */
function p12() {
  const from = ['-inkey', 'pass.key', '-in', 'pass.pem', '-passout', 'pass:titok']
  authority.openssl('pkcs12', '-export', '-out', 'pass.p12', ...from)
  return {
    name: 'pass.p12',
    mimeType: 'application/x-pkcs12',
    buffer: readFileSync(authority.file('pass.p12')),
  }
}

/** As Apple hands its own out. */
function wwdr() {
  authority.openssl('x509', '-in', 'wwdr.pem', '-outform', 'DER', '-out', 'wwdr.cer')
  return {
    name: 'AppleWWDRCAG4.cer',
    mimeType: 'application/pkix-cert',
    buffer: readFileSync(authority.file('wwdr.cer')),
  }
}

const section = (page: Page, name: string) => page.getByRole('region', { name })
const fileIn = (page: Page, at: number) => section(page, 'Apple Wallet').locator('input[type=file]').nth(at)

async function settings(shop: Scene, options: object = desk): Promise<Page> {
  const page = await shop.signedIn('owner', options)
  await page.goto(`${stage.url}/settings/wallet`)
  await section(page, 'Google Wallet').waitFor()
  return page
}

test('an owner sets Apple Wallet up: what is wrong stands beside its field, then it is told what it is for', async () => {
  const shop = await stage.open()
  const page = await settings(shop)
  const apple = section(page, 'Apple Wallet')
  await apple.getByText(/^Not set up, so no card offers it yet/).waitFor()
  await apple.getByRole('button', { name: 'Set up Apple Wallet' }).click()
  await apple.getByText('Choose a file first.').waitFor()
  await fileIn(page, 0).setInputFiles(p12())
  await apple.getByLabel('Password of the file').fill('wrong')
  await apple.getByRole('button', { name: 'Set up Apple Wallet' }).click()
  await apple.getByText('The password doesn’t open it.').waitFor()
  await apple.getByLabel('Password of the file').fill('titok')
  await apple.getByRole('button', { name: 'Set up Apple Wallet' }).click()
  await apple.getByText(/intermediate certificate \(WWDR\) is missing/).waitFor()
  await fileIn(page, 1).setInputFiles(wwdr())
  await apple.getByRole('button', { name: 'Set up Apple Wallet' }).click()
  await apple.getByText('pass.com.example.minta').waitFor()
  await apple.getByText('Minta Kft.').waitFor()
  await apple.getByText('TEAM123456').waitFor()
  await apple.getByText(/^Phones hear of no changes, as this installation isn’t reached by https/).waitFor()
  const fetched = page.waitForEvent('download')
  await apple.getByRole('button', { name: 'Get a sample card' }).click()
  const pass = unzip(readFileSync(await (await fetched).path()))
  assert.equal(JSON.parse(pass.get('pass.json')!.toString()).passTypeIdentifier, 'pass.com.example.minta')
  await apple.getByRole('button', { name: 'Remove Apple Wallet' }).click()
  await apple.getByText(/^No new cards are given out/).waitFor()
  await apple.getByRole('button', { name: 'Remove Apple Wallet' }).click()
  await apple.getByText(/^Not set up/).waitFor()
  assert.equal((await shop.done('GET', '/api/v1/wallet')).apple.state, 'missing')
  assert.deepEqual(stage.complaints(), [])
  await page.context().close()
})

test('an owner sets Google Wallet up, and a manager does not come in', async () => {
  const shop = await stage.open()
  const page = await settings(shop)
  const google = section(page, 'Google Wallet')
  await google.getByRole('button', { name: 'Set up Google Wallet' }).click()
  await google.getByText('Give the number as Google shows it.').waitFor()
  const file = (text: string) => ({
    name: 'key.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  })
  await google.getByLabel('Issuer ID').fill(issuerId)
  await google.locator('input[type=file]').setInputFiles(file('{}'))
  await google.getByRole('button', { name: 'Set up Google Wallet' }).click()
  await google.getByText(/^This is not the key of a service account/).waitFor()
  assert.equal(await google.getByLabel('Issuer ID').inputValue(), issuerId, 'nothing typed is lost')
  await google.locator('input[type=file]').setInputFiles(file(account))
  await google.getByRole('button', { name: 'Set up Google Wallet' }).click()
  await google.getByText('wallet@minta.iam.gserviceaccount.com').waitFor()
  const manager = await shop.signedIn('manager', desk)
  await manager.goto(`${stage.url}/settings/wallet`)
  await manager.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await manager.getByText('Issuer ID').count(), 0)
  assert.deepEqual(stage.complaints(), [])
  await page.context().close()
  await manager.context().close()
})

async function joined(shop: Scene): Promise<string> {
  const wish = { name: 'Minta Kata', email: `kata${Math.random()}@example.com` }
  const { id } = await shop.done('GET', '/api/v1/business')
  return (await shop.done('POST', `/api/v1/join/${id}`, wish)).token
}

async function cardOn(userAgent: string, token: string, options: object = {}): Promise<Page> {
  const page = await stage.page({
    userAgent,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    ...options,
  })
  await page.goto(`${stage.url}/card/${token}`)
  await page.getByRole('heading', { name: /Minta Kata/ }).waitFor()
  return page
}

const apples = (page: Page) => page.getByRole('link', { name: 'Add to Apple Wallet' })
const googles = (page: Page) => page.getByRole('link', { name: 'Save to Google Wallet' })

test('a card offers the wallet of its device, under “Me” each that is set up, and without any none', async () => {
  const shop = await stage.open()
  const token = await joined(shop)
  const bare = await cardOn(iPhone, token)
  assert.deepEqual([await apples(bare).count(), await googles(bare).count()], [0, 0])
  await bare.goto(`${stage.url}/card/${token}#me`)
  await bare.getByRole('heading', { name: 'How it works' }).waitFor()
  assert.equal(await bare.getByText('In your phone’s wallet').count(), 0)
  await bare.context().close()

  await shop.done('PUT', '/api/v1/wallet/apple', pemsOf(authority))
  const onlyApple = await cardOn(android, token)
  assert.deepEqual([await apples(onlyApple).count(), await googles(onlyApple).count()], [0, 0])
  await onlyApple.context().close()

  await shop.done('PUT', '/api/v1/wallet/google', { issuerId, account })
  for (const [device, own, other] of [
    [iPhone, apples, googles],
    [mac, apples, googles],
    [android, googles, apples],
  ] as const) {
    const page = await cardOn(device, token)
    await own(page).waitFor()
    assert.equal(await other(page).count(), 0)
    await page.locator('nav a[href="#me"]').click()
    await page.getByText('In your phone’s wallet').waitFor()
    assert.deepEqual([await apples(page).count(), await googles(page).count()], [1, 1])
    await page.context().close()
  }
  assert.deepEqual(stage.complaints(), [])
})

test('the button gives a signed pass, also where the card is kept for when there is no network', async () => {
  const shop = await stage.open()
  await shop.done('PUT', '/api/v1/wallet/apple', pemsOf(authority))
  const page = await cardOn(iPhone, await joined(shop))
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.reload()
  const fetched = page.waitForEvent('download')
  await apples(page).click()
  const files = unzip(readFileSync(await (await fetched).path()))
  assert.ok(files.has('signature'))
  const kept: string[] = await page.evaluate(
    `caches.open('card-pages').then((pages) => pages.keys()).then((keys) => keys.map(({ url }) => url))`,
  )
  assert.ok(kept.every((url) => !url.endsWith('.pkpass')))
  await page.context().close()
})

test('in four languages, light and dark, on a phone and at a desk, everything is whole', async () => {
  const shop = await stage.open()
  const faults: string[] = []
  const look = async (page: Page, where: string) => {
    await noSidewaysScroll(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      faults.push(...(await axeFaults(page)).map((fault) => `${where} ${colorScheme} ${fault}`))
    }
  }
  const seen = async (size: { width: number; height: number }, locale: string) => {
    const page = await settings(shop, { viewport: size, locale })
    for (const how of await page.locator('summary').all()) await how.click()
    await look(page, `settings ${locale} ${size.width}`)
    await page.context().close()
  }
  await seen({ width: 1440, height: 900 }, 'en-GB')
  await seen({ width: 390, height: 844 }, 'hy-AM')
  authority.issue('trial', passSubject, { by: 'ca', days: 10 })
  const trial = pemsOf(authority, 'trial')
  await shop.done('PUT', '/api/v1/wallet/apple', { certificate: trial.certificate, key: trial.key })
  await shop.done('PUT', '/api/v1/wallet/google', { issuerId, account })
  await seen({ width: 1440, height: 900 }, 'hu-HU')
  const today = await shop.signedIn('owner', { ...desk, locale: 'hu-HU' })
  await today.goto(stage.url)
  await today.getByText(/^Apple Wallet: a tanúsítvány hamarosan lejár/).waitFor()
  await look(today, 'today')
  await today.getByRole('link', { name: 'Megnézem' }).first().click()
  await section(today, 'Apple Wallet').waitFor()
  await today.context().close()
  await seen({ width: 390, height: 844 }, 'mn-MN')
  const token = await joined(shop)
  for (const locale of ['en', 'hu', 'hy', 'mn']) {
    await shop.ask('PATCH', '/api/v1/card/me', { language: locale }, { authorization: `Card ${token}` })
    const page = await cardOn(android, token, { locale, viewport: { width: 360, height: 740 } })
    await page.locator('a[href$="/google-wallet"]').waitFor()
    await look(page, `card ${locale}`)
    await page.locator('nav a[href="#me"]').click()
    await page.locator('a[href$="/card.pkpass"]').waitFor()
    await look(page, `me ${locale}`)
    await page.context().close()
  }
  assert.deepEqual(faults, [])
  assert.deepEqual(stage.complaints(), [])
})
