import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Language, languages } from '../web/ui/messages.ts'
import { axeFaults, goWithin, openBrowser, settled, stickingOut } from './fixtures/browser.ts'
import { furnish } from './fixtures/everything.ts'
import { englishLeft, textsOf } from './fixtures/spoken.ts'

/**
 * Every screen of the back office and of the card, with something of everything in the shop: by axe in light and dark, in
 * four languages with no English left, and stretched as far as any language could stretch it. The counter's are walked
 * in counter-screens.test.ts.
 */

const stage = await openBrowser()
const shop = await stage.open({ name: 'Minta Bolt', trade: 'shop' })
const { ids } = await furnish(shop, 'MINTA', 1)
/** What the shop itself has written is in no language of ours. */
const own = /minta|anna|demó dóra|próba|első kulcs|news|\bpos\b|TEAM123456|Apple Worldwide Developer/i

const addresses = [
  ...['/', '/me', '/customers', '/customers/new', '/customers/duplicates', `/customers/${ids.cus}`],
  ...['/purchases', '/programme', '/programme/versions', '/rewards', '/rewards/redemptions', '/vouchers'],
  ...[
    '/gift-cards',
    '/insight',
    '/insight/retention',
    '/insight/value',
    '/insight/people',
    '/insight/ladder',
  ],
  ...['/insight/money', '/insight/simulator', '/insight/campaign'],
  ...['', '/staff', '/keys', '/business', '/locations', '/look', '/wallet', '/counter', '/not-taken'].map(
    (page) => `/settings${page}`,
  ),
  ...['/questions', '/imports', '/exports', '/journal'].map((page) => `/settings${page}`),
  ...['/setup/shop', '/setup/look', '/setup/programme', '/setup/team', '/setup/done', '/businesses/new'],
  ...['/sign-in', '/forgot-password', '/new-password', '/setup', '/setup/dead', '/nowhere'],
]
const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }

test('every address that the back office answers is walked', () => {
  const table = readFileSync(`${import.meta.dirname}/../web/admin/routes.tsx`, 'utf8')
  const routes = [...table.matchAll(/path: '(\/[^']*)'/g)].map(([, path]) => path!)
  assert.ok(routes.length > 30)
  const walked = addresses.map((address) => address.replace(ids.cus!, '$id').replace('/dead', '/$token'))
  assert.deepEqual(
    routes.filter((path) => !walked.includes(path)),
    [],
  )
})

/** Opens the back office in a language and goes from address to address. */
async function walk(
  language: Language,
  { viewport, pseudo = false }: { viewport: typeof phone; pseudo?: boolean },
  look: (page: Page, address: string) => Promise<void>,
): Promise<void> {
  const page = await shop.signedIn('owner', { viewport })
  await page.addInitScript(`localStorage.setItem('regulars.language', '${language}')`)
  await page.goto(`${stage.url}/${pseudo ? '?pseudo' : ''}`)
  for (const address of addresses) {
    await goWithin(page, address)
    assert.equal(await page.evaluate('document.documentElement.lang'), language, address)
    await look(page, address)
  }
  await page.context().close()
}

/** What is English still of what was said, by language and screen. */
function leftIn(said: Map<Language, Map<string, string[]>>): string[] {
  const inEnglish = new Set([...said.get('en')!.values()].flat())
  return [...said].flatMap(([language, screens]) =>
    [...screens].flatMap(([screen, texts]) =>
      language === 'en'
        ? []
        : englishLeft(language, texts, inEnglish, own).map((text) => `${language} ${screen}: ${text}`),
    ),
  )
}

test('every screen is whole in light and dark in four languages, and none has English left', async () => {
  const said = new Map(languages.map((language) => [language, new Map<string, string[]>()]))
  const faults: string[] = []
  const lookIn = (language: Language) => async (page: Page, address: string) => {
    faults.push(...(await stickingOut(page)).map((fault) => `${address} ${language} is wide: ${fault}`))
    said.get(language)!.set(address, await textsOf(page))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const found = await axeFaults(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)
      faults.push(...found.map((fault) => `${address} ${language} ${colorScheme}: ${fault}`))
    }
  }
  await Promise.all(languages.map((language) => walk(language, { viewport: phone }, lookIn(language))))
  assert.deepEqual([...faults, ...leftIn(said)], [])
})

test('on a desk every screen is whole, and stretched on a phone none leaves its column', async () => {
  const faults: string[] = []
  await Promise.all([
    walk('en', { viewport: desk }, async (page, address) => {
      faults.push(
        ...[...(await axeFaults(page)), ...(await stickingOut(page))].map((fault) => `${address}: ${fault}`),
      )
    }),
    walk('en', { viewport: phone, pseudo: true }, async (page, address) => {
      faults.push(...(await stickingOut(page)).map((fault) => `${address} stretched: ${fault}`))
    }),
  ])
  assert.deepEqual(faults, [])
  assert.deepEqual(stage.complaints(), [])
})

const sides = ['card', 'rewards', 'history', 'me']

test('the card and the page for joining have no English left', async () => {
  const { url } = await shop.done('POST', `/api/v1/customers/${ids.cus}/card-link`)
  const authorization = `Card ${url.split('/').at(-1)}`
  const said = new Map<Language, Map<string, string[]>>()
  for (const language of languages) {
    await shop.done('PATCH', '/api/v1/card/me', { language }, { authorization })
    const texts = new Map<string, string[]>()
    said.set(language, texts)
    const page = await stage.page({ locale: language, viewport: phone })
    await page.goto(`${stage.url}/join/${ids.biz}`)
    await settled(page)
    texts.set('join', await textsOf(page))
    await page.goto(url)
    for (const side of sides) {
      await page.locator(`nav a[href="#${side}"]`).click()
      await settled(page)
      texts.set(side, await textsOf(page))
    }
    await page.context().close()
  }
  assert.ok(said.get('en')!.get('me')!.length > 20)
  assert.deepEqual(leftIn(said), [])
})
