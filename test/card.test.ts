import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { openCardHouse } from '../server/card/card.fixture.ts'
import { builtWeb } from '../server/platform/web-build.ts'
import { chromiumOptions } from './chromium.ts'
import { axeFaults, noSidewaysScroll } from './fixtures/browser.ts'

// The customer's face as she meets it: the real app, a real browser of a phone's size, a real mail server.

let web: string
let house: Awaited<ReturnType<typeof openCardHouse>>
let browser: Browser
before(async () => {
  web = await builtWeb()
  house = await openCardHouse({ web })
  browser = await chromium.launch(chromiumOptions())
})
after(async () => {
  await browser?.close()
  await house?.close()
})

const complaints: string[] = []

async function phone(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ locale: 'en-GB', viewport: { width: 390, height: 844 }, hasTouch: true, ...options },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (/Content[- ]Security[- ]Policy/i.test(message.text())) complaints.push(message.text())
  })
  return page
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const tab = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name })

/** A café with a reward for points on its shelf, and the card of somebody there. */
async function café() {
  const shop = await house.openShop('cafe')
  const { document } = (await shop.ask('GET', '/programme')).body
  const stampCard = document.stampCards[0]
  const stamp = async (count: number) => {
    const { items } = (await shop.ask('GET', '/customers?order=newest')).body
    const unit = `stamps:${stampCard.id}`
    const wish = { unit, amount: count, reason: 'For the test' }
    assert.equal((await shop.ask('POST', `/customers/${items[0].id}/adjustments`, wish)).status, 201)
  }
  return { shop, stampCard, stamp }
}

test('from the poster’s link on a phone to a reward redeemed at the counter', async () => {
  const { shop, stampCard, stamp } = await café()
  const page = await phone()
  await page.goto(`${house.publicUrl}/join/${shop.businessId}`)
  await button(page, /^Join/).click()
  await page.getByText('What is your name?').waitFor()
  await page.getByText('Give a phone number or an e-mail address.').waitFor()
  await page.getByLabel('Your name').fill('Minta Kata')
  await page.getByLabel('Phone or e-mail').fill('06 30 123 4567')
  assert.equal(await page.getByRole('checkbox').isChecked(), false)
  await button(page, 'Join and get: 1 stamp').click()
  await page.waitForURL(/\/card\/[\w-]{54}$/)
  await page.getByRole('heading', { name: 'Hi Minta Kata' }).waitFor()
  await page.getByText(`1 stamp of ${stampCard.size}`).waitFor()

  await stamp(stampCard.size - 1)
  await page.reload()
  await page.getByText('Your card is full.').waitFor()
  await button(page, /^Take it/).click()
  const code = await page
    .getByRole('dialog')
    .getByText(/^\w{4}-\w{4}-\w{4}$/)
    .textContent()
  const used = await shop.ask('POST', '/vouchers/use', { code, customer: { phone: '06301234567' } })
  assert.ok(used.status < 300, JSON.stringify(used.body))
  await button(page, 'Close').click()
  await page.getByText('Your card is full.').waitFor({ state: 'detached' })
  await page.context().close()
})

test('points are spent by herself: taken, shown, put back', async () => {
  const shop = await house.openShop('shop')
  await shop.ask('POST', '/rewards', {
    ...{ name: { en: 'A cookie' }, benefit: { kind: 'gift' }, price: { points: 10 } },
  })
  const card = await shop.join({ name: 'Minta Kata', phone: '06301234567' })
  const { balance } = (await card.ask('GET')).body.points
  const page = await phone()
  await page.goto(`${house.publicUrl}/card/${card.token}#rewards`)
  await button(page, 'Take it: A cookie').click()
  await page.getByText('This takes 10 points off your card.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Take it' }).click()
  await page.getByText('Show this at the counter').waitFor()
  assert.equal((await card.ask('GET')).body.points.balance, balance - 10)
  await button(page, 'Put it back').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal((await card.ask('GET')).body.points.balance, balance)
  await tab(page, 'History').click()
  await page.getByText('For: A cookie · called off').waitFor()
  await page.context().close()
})

test('who is here already is told, and opens her card by the code in her mail', async () => {
  const { shop } = await café()
  await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  const page = await phone({ locale: 'hu-HU' })
  await page.goto(`${house.publicUrl}/join/${shop.businessId}`)
  await page.getByLabel('A neved').fill('Valaki Más')
  await page.getByLabel('Telefon vagy e-mail').fill('kata@example.com')
  await button(page, /^Belépek/).click()
  await page.getByRole('heading', { name: 'Már nálunk vagy.' }).waitFor()
  const [mail] = await shop.mails()
  assert.match(mail!.text, /Írd be oda, ahol kérted/)
  await page.getByLabel('A hat számjegy').fill('000000')
  await button(page, 'Kártyám megnyitása').click()
  await page.getByText('Nem ez a kód, vagy már lejárt.').waitFor()
  await page.getByLabel('A hat számjegy').fill(/^\d{6}$/m.exec(mail!.text)![0])
  await button(page, 'Kártyám megnyitása').click()
  await page.getByRole('heading', { name: /Minta Kata/ }).waitFor()
  await page.context().close()
})

test('a mail’s link confirms by its button alone; on the card yes becomes no', async () => {
  const { shop } = await café()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com', agrees: ['marketing'] })
  const state = async () => (await card.ask('GET', '/me')).body.consents[0].state
  const link = /http\S+#\S+/.exec((await shop.mails())[0]!.text)![0]
  const page = await phone()
  await page.goto(link)
  await page.getByRole('heading', { name: 'Was it you?' }).waitFor()
  assert.equal(await state(), 'awaiting')
  await button(page, 'Yes, it was me').click()
  await page.getByRole('heading', { name: 'Thank you. We’ll write.' }).waitFor()
  assert.equal(await state(), 'given')
  await page.goto(`${house.publicUrl}/card/${card.token}#me`)
  const answered = page.waitForResponse(/\/card\/consents$/)
  await page.getByRole('radio', { name: 'No' }).check()
  await answered
  await page.getByText(/^Said today/).waitFor()
  assert.equal(await state(), 'withdrawn')
  await page.context().close()
})

test('she changes her language, takes her data along, and leaves', async () => {
  const { shop } = await café()
  const card = await shop.join({ name: 'Minta Kata', phone: '06301234567' })
  const page = await phone()
  await page.goto(`${house.publicUrl}/card/${card.token}#me`)
  await page.getByLabel('What shall we call you?').fill('Kató')
  await button(page, 'Save').click()
  await page.getByText('Saved.').waitFor()
  await page.getByLabel('Language').selectOption('hy')
  await tab(page, 'Պատմություն').waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'hy')
  await page.reload()
  await tab(page, 'Պատմություն').waitFor()
  const downloading = page.waitForEvent('download')
  await button(page, 'Ներբեռնել իմ տվյալները').click()
  const copy = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'))
  assert.equal(copy.customer.nickname, 'Kató')
  await button(page, 'Հեռանալ').click()
  await button(page, 'Մնալ').click()
  assert.equal((await card.ask('GET')).status, 200)
  await button(page, 'Հեռանալ').click()
  await button(page, 'Ջնջել ամեն ինչ').click()
  await page.getByRole('heading', { name: 'Դուք հեռացաք։' }).waitFor()
  await page.goto(`${house.publicUrl}/card/${card.token}`)
  await page.getByRole('heading', { name: /card has been given up/ }).waitFor()
  await page.context().close()
})

test('without a network the card is there, with the time it is of and a code that turns', async () => {
  const { shop } = await café()
  const card = await shop.join({ name: 'Minta Kata', phone: '06301234567' })
  const page = await phone()
  await page.goto(`${house.publicUrl}/card/${card.token}`)
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  // Seen once with the worker at work, as on a second visit.
  await page.reload()
  await page.getByText('New code every minute').waitFor()
  await page.context().setOffline(true)
  await page.reload()
  await page.getByText(/^No network. This is how it was: today/).waitFor()
  await page.getByText('New code every minute').waitFor()
  await tab(page, 'Rewards').click()
  await page.getByText('This needs the network. Nothing was changed.').waitFor()
  await page.context().setOffline(false)
  await tab(page, 'Card').click()
  await page.getByText(/^No network/).waitFor({ state: 'detached' })
  await page.context().close()
})

interface Manifest {
  name: string
  start_url: string
  scope: string
  theme_color: string
  icons: { src: string }[]
}

test('it can be kept on the phone, under the business’s name and in its colour', async () => {
  const { shop } = await café()
  const { token } = await shop.join({ name: 'Minta Kata', phone: '06301234567' })
  const page = await fetch(`${house.publicUrl}/card/${token}`)
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
  assert.match(page.headers.get('cache-control')!, /private/)
  const [, href] = /rel="manifest" href="([^"]+)"/.exec(await page.text())!
  const manifest = (await (await fetch(house.publicUrl + href)).json()) as Manifest
  assert.deepEqual(
    [manifest.name, manifest.start_url, manifest.scope],
    ['Minta Kávézó', `/card/${token}`, '/card/'],
  )
  const icon = await fetch(house.publicUrl + manifest.icons[0]!.src)
  assert.match(await icon.text(), new RegExp(manifest.theme_color))
  assert.equal((await fetch(`${house.publicUrl}/card/${'a'.repeat(54)}/manifest.webmanifest`)).status, 404)
})

test('the first look at either page loads at most 50 kB of JavaScript, and one language', async () => {
  for (const [file, entry] of [
    ['index.html', 'card'],
    ['join.html', 'join'],
  ] as const) {
    const html = readFileSync(join(web, 'card', file), 'utf8')
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!)
    assert.ok(scripts.some((path) => path.includes(`card-${entry}-`)))
    assert.ok(
      !scripts.some((path) => /card-(en|hu|hy|mn)-/.test(path)),
      'the languages are loaded one by one',
    )
    const size = (path: string) => gzipSync(readFileSync(join(web, path)), { level: 9 }).length
    const words = await largestWords(size)
    const total = scripts.reduce((sum, path) => sum + size(path), words)
    assert.ok(total <= 50 * 1024, `${file} loads ${total} bytes`)
  }
})

async function largestWords(size: (path: string) => number): Promise<number> {
  const { readdirSync } = await import('node:fs')
  const files = readdirSync(join(web, 'assets')).filter((name) =>
    /^card-(en|hu|hy|mn)-[\w-]+\.js$/.test(name),
  )
  assert.equal(files.length, 4)
  return Math.max(...files.map((name) => size(`assets/${name}`)))
}

/** What is there once a side has come. */
const sides = {
  card: 'main svg[role=img]',
  rewards: 'main h2',
  history: 'main li',
  me: 'main input[type=radio]',
}

test('every side of it reads well in four languages, light and dark, and fits a small phone', async () => {
  const { shop, stamp } = await café()
  await shop.ask('POST', '/rewards', { name: 'Süti', benefit: { kind: 'gift' }, price: { points: 10 } })
  const card = await shop.join({ name: 'Minta Kata Mária', email: 'kata@example.com', agrees: ['marketing'] })
  await stamp(10)
  const faults: string[] = []
  for (const locale of ['en', 'hu', 'hy', 'mn']) {
    await card.ask('PATCH', '/me', { language: locale })
    const page = await phone({ locale, viewport: { width: 360, height: 740 } })
    const look = async (side: string) => {
      await noSidewaysScroll(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        faults.push(...(await axeFaults(page)).map((fault) => `${locale} ${colorScheme} ${side} ${fault}`))
      }
    }
    await page.goto(`${house.publicUrl}/join/${shop.businessId}`)
    await page.getByRole('checkbox').waitFor()
    await look('join')
    await page.goto(`${house.publicUrl}/card/${card.token}`)
    for (const [side, ready] of Object.entries(sides)) {
      await page.locator(`nav a[href="#${side}"]`).click()
      await page.locator(ready).first().waitFor()
      await look(side)
    }
    await page.context().close()
  }
  assert.deepEqual(faults, [])
})

test('no page threw or was refused anything by its policy', () => {
  assert.deepEqual(complaints, [])
})
