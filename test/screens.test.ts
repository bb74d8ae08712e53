import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../web/ui/messages.ts'
import { axeFaults, goWithin, noSidewaysScroll, openBrowser } from './fixtures/browser.ts'

/**
 * Every screen of the back office: by axe in light and dark, in four languages, and stretched as far as any language
 * could stretch it. Whoever makes a screen adds its address.
 */
const addresses = [
  '/',
  '/settings',
  '/settings/staff',
  '/settings/keys',
  '/settings/business',
  '/settings/locations',
  '/settings/look',
  '/settings/wallet',
  '/settings/counter',
  '/settings/not-taken',
  '/settings/questions',
  '/settings/imports',
  '/settings/exports',
  '/settings/journal',
  '/me',
  ...['/setup/shop', '/setup/look', '/setup/programme', '/setup/team', '/setup/done'],
  '/customers',
  '/customers/new',
  '/customers/duplicates',
  '/purchases',
  '/programme',
  '/programme/versions',
  '/rewards',
  '/rewards/redemptions',
  '/vouchers',
  '/gift-cards',
  ...['/insight', '/insight/retention', '/insight/value', '/insight/ladder', '/insight/money'],
  ...['/insight/simulator', '/insight/campaign'],
]

const stage = await openBrowser()
const shop = await stage.open()
const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }
for (const [colorScheme, viewport] of [
  ['light', desk],
  ['dark', phone],
] as const) {
  test(`every screen is whole for everybody, ${colorScheme}, ${viewport.width} px wide`, async () => {
    const page = await shop.signedIn('owner', { colorScheme, viewport })
    await page.goto(stage.url)
    for (const address of addresses) {
      await goWithin(page, address)
      assert.deepEqual(await axeFaults(page), [], address)
      await noSidewaysScroll(page, address)
    }
    assert.deepEqual(stage.complaints(), [])
    await page.context().close()
  })
}

test('every screen speaks four languages, and none leaves its column on a phone when it is stretched', async () => {
  const said = new Map(addresses.map((address) => [address, new Set<string>()]))
  for (const language of [...languages, 'pseudo'] as const) {
    const page = await shop.signedIn('owner', { viewport: phone })
    const chosen = language === 'pseudo' ? 'en' : language
    await page.addInitScript(`localStorage.setItem('regulars.language', '${chosen}')`)
    await page.goto(`${stage.url}/${language === 'pseudo' ? '?pseudo' : ''}`)
    for (const address of addresses) {
      await goWithin(page, address)
      assert.equal(await page.evaluate('document.documentElement.lang'), chosen, address)
      await noSidewaysScroll(page, `${address} ${language}`)
      said.get(address)!.add((await page.locator('main').textContent()) ?? '')
    }
    await page.context().close()
  }
  for (const [address, texts] of said)
    assert.equal(texts.size, languages.length + 1, `${address} is not translated`)
})
