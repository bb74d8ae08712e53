// Takes a picture of every screen of the demo, on a phone and on a desk, in light and dark, and lays them into
// docs/screens/. Whoever makes a screen adds its row.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumOptions } from '../test/chromium.ts'
import { startApp } from '../test/fixtures/process.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const folder = resolve(import.meta.dirname, '../docs/screens')
const widths = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } }
const english = { locale: 'en-GB', timezoneId: 'Europe/Budapest', reducedMotion: 'reduce' } as const
type Trade = 'cafe' | 'shop' | 'wholesale'

interface Screen {
  name: string
  /** Where it is; `{customer}`, `{card}` and `{business}` are filled in. */
  at: string
  of?: Trade
  language?: 'en' | 'hu' | 'hy' | 'mn'
  /** Nobody is signed in. */
  outside?: boolean
  /** Only where it is meant for: a card on a phone. */
  on?: keyof typeof widths
  /** What is done on the page before the picture is taken. */
  first?: (page: Page) => Promise<unknown>
}

const screens: Screen[] = [
  { name: 'sign-in', at: '/sign-in', outside: true },
  { name: 'forgot-password', at: '/forgot-password', outside: true },
  { name: 'setup-shop', at: '/setup/shop' },
  { name: 'setup-look', at: '/setup/look' },
  { name: 'setup-programme', at: '/setup/programme' },
  { name: 'setup-team', at: '/setup/team' },
  { name: 'setup-done', at: '/setup/done' },
  { name: 'new-business', at: '/businesses/new' },
  { name: 'today', at: '/' },
  { name: 'customers', at: '/customers' },
  { name: 'profile', at: '/customers/{customer}' },
  { name: 'duplicates', at: '/customers/duplicates' },
  { name: 'purchases', at: '/purchases' },
  { name: 'programme', at: '/programme' },
  { name: 'rewards', at: '/rewards' },
  { name: 'vouchers', at: '/vouchers' },
  { name: 'gift-cards', at: '/gift-cards' },
  { name: 'card', at: '/card/{card}', on: 'phone', language: 'hu' },
  { name: 'card-points', at: '/card/{card}', on: 'phone', of: 'shop', language: 'hy' },
  { name: 'join', at: '/join/{business}', on: 'phone', language: 'hu' },
  { name: 'card-rewards', at: '/card/{card}#rewards', on: 'phone', language: 'hu' },
  { name: 'card-history', at: '/card/{card}#history', on: 'phone', language: 'hu' },
  { name: 'card-me', at: '/card/{card}#me', on: 'phone', language: 'mn', of: 'wholesale' },
  { name: 'counter', at: '/counter', first: (page) => page.keyboard.type('00') },
  { name: 'counter-who', at: '/counter', first: greet },
  { name: 'counter-new', at: '/counter', first: (page) => press(page, 'New customer') },
  { name: 'counter-return', at: '/counter', first: (page) => press(page, /^Today/, 'Return') },
  { name: 'counter-device', at: '/counter', first: (page) => press(page, /This device/) },
  { name: 'counter-offline', at: '/counter', first: sellOffline },
  { name: 'counter-sold', at: '/counter', first: sell },
  {
    name: 'counter-receipts',
    at: '/counter',
    first: (page) => page.getByRole('button', { name: 'Today’s sales' }).click(),
  },
  { name: 'insight', at: '/insight' },
  { name: 'insight-retention', at: '/insight/retention' },
  { name: 'insight-value', at: '/insight/value' },
  { name: 'insight-people', at: '/insight/people' },
  { name: 'insight-ladder', at: '/insight/ladder' },
  { name: 'insight-money', at: '/insight/money', of: 'shop' },
  { name: 'insight-simulator', at: '/insight/simulator', of: 'shop' },
  { name: 'insight-campaign', at: '/insight/campaign' },
  { name: 'versions', at: '/programme/versions' },
  { name: 'redemptions', at: '/rewards/redemptions' },
  { name: 'new-customer', at: '/customers/new' },
  { name: 'settings', at: '/settings' },
  { name: 'settings-business', at: '/settings/business' },
  { name: 'settings-locations', at: '/settings/locations' },
  { name: 'settings-staff', at: '/settings/staff' },
  { name: 'settings-keys', at: '/settings/keys' },
  { name: 'settings-questions', at: '/settings/questions' },
  { name: 'settings-wallet', at: '/settings/wallet' },
  { name: 'settings-not-taken', at: '/settings/not-taken' },
  { name: 'settings-look', at: '/settings/look' },
  { name: 'settings-wallet', at: '/settings/wallet' },
  { name: 'settings-counter', at: '/settings/counter' },
  { name: 'settings-imports', at: '/settings/imports' },
  { name: 'settings-exports', at: '/settings/exports' },
  { name: 'settings-journal', at: '/settings/journal' },
  { name: 'me', at: '/me' },
]

/** Finds the first of those whose number ends so, and types what she pays. */
async function greet(page: Page): Promise<void> {
  await page.getByRole('button', { name: '7', exact: true }).waitFor()
  await page.keyboard.type('00')
  await page
    .getByRole('button', { name: /Minta|Példa|Próba/ })
    .first()
    .click()
  await page.getByRole('button', { name: /^Ring up/ }).waitFor()
  await page.keyboard.type('2480')
  await page.waitForLoadState('networkidle')
}

async function sell(page: Page): Promise<void> {
  await greet(page)
  await page.getByRole('button', { name: /^Ring up/ }).click()
  await page.getByRole('button', { name: /^Undo/ }).waitFor()
}

/** Taps one button after the other. */
async function press(page: Page, ...names: (string | RegExp)[]): Promise<void> {
  for (const name of names) await page.getByRole('button', { name }).first().click()
  await page.waitForLoadState('networkidle')
  // What slides in has come to rest.
  await page.waitForTimeout(400)
}

/** Sells while there is no network, and gives it back. */
async function sellOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await page.getByText('No network. Carry on.').waitFor()
  await page.getByRole('button', { name: 'Without a card' }).click()
  await page.keyboard.type('2480')
  await page.getByRole('button', { name: /^Ring up/ }).click()
  await page.getByRole('button', { name: 'Next person' }).waitFor()
  await page.waitForTimeout(400)
}

interface Demo {
  url: string
  email: string
  password: string
}

/** A business of the demo, as its owner's browser knows it. */
interface Ground {
  business: string
  customer: string
  card: string
}

const data = mkdtempSync(join(tmpdir(), 'regulars-screens-'))
const app = await startApp({ REGULARS_DATA: data }, [], ['--demo'])
try {
  // The sign-in is printed right after the address.
  await new Promise((done) => setTimeout(done, 500))
  const said = /sign in at (\S+) as (\S+) with the password (\S+)/.exec(app.output())!
  await takeAll({ url: said[1]!, email: said[2]!, password: said[3]! })
} finally {
  app.signal('SIGTERM')
  await app.ended
  rmSync(data, { recursive: true, force: true })
}

async function takeAll(demo: Demo): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch(chromiumOptions())
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const device of ['phone', 'desk'] as const) {
        const options = {
          colorScheme,
          viewport: widths[device],
          deviceScaleFactor: device === 'phone' ? 2 : 1,
        }
        const context = await signedIn(browser, demo, options)
        const stranger = await browser.newContext({ ...english, ...options })
        const grounds = await groundsOf(context, demo)
        for (const screen of screens) {
          if ((screen.on ?? device) !== device || (values.only && !screen.name.startsWith(values.only)))
            continue
          const ground = grounds.get(screen.of ?? 'cafe')!
          await take(screen.outside ? stranger : context, {
            demo,
            screen,
            ground,
            file: `${screen.name}-${device}-${colorScheme}.webp`,
          })
        }
        await context.close()
        await stranger.close()
      }
    }
  } finally {
    await browser.close()
  }
}

async function signedIn(
  browser: Browser,
  { url, email, password }: Demo,
  options: Parameters<Browser['newContext']>[0],
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...english, ...options })
  const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
    ...{ data: { email, password }, headers: { origin: url } },
  })
  if (!answer.ok()) throw new Error(`signing in was refused: ${answer.status()}`)
  return context
}

/** Of each demo business its best-known customer, and an address of her card. */
async function groundsOf(context: BrowserContext, { url }: Demo): Promise<Map<Trade, Ground>> {
  const me = await (await context.request.get(`${url}/api/v1/me`)).json()
  const grounds = new Map<Trade, Ground>()
  for (const { businessId } of me.seats as { businessId: string }[]) {
    const headers = { 'regulars-business': businessId, origin: url }
    const get = async (path: string) =>
      (await context.request.get(`${url}/api/v1/${path}`, { headers })).json()
    const { trade } = await get('business')
    const { items } = await get('purchases?limit=200')
    const known = (items as { customerId: string | null }[]).map(({ customerId }) => customerId)
    const often = Map.groupBy(known.filter(Boolean), (id) => id)
    const [customer] = [...often].sort((a, b) => b[1].length - a[1].length)[0]!
    const link = await context.request.post(`${url}/api/v1/customers/${customer}/card-link`, { headers })
    grounds.set(trade, { business: businessId, customer: customer!, card: (await link.json()).url })
  }
  return grounds
}

async function take(
  context: BrowserContext,
  { demo, screen, ground, file }: { demo: Demo; screen: Screen; ground: Ground; file: string },
): Promise<void> {
  const page = await context.newPage()
  await page.addInitScript(
    `localStorage.setItem('regulars.language', '${screen.language ?? 'en'}');
     localStorage.setItem('regulars.business', '${ground.business}')`,
  )
  const card = ground.card.split('/card/').at(-1)!
  const at = screen.at
    .replace('{customer}', ground.customer)
    .replace('{card}', card)
    .replace('{business}', ground.business)
  await page.goto(demo.url + at)
  await page.waitForLoadState('networkidle')
  await page.evaluate('document.fonts.ready')
  await screen.first?.(page)
  const devtools = await context.newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
  writeFileSync(join(folder, file), Buffer.from(data, 'base64'))
  await context.setOffline(false)
  console.log(file)
  await page.close()
}
