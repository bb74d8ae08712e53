import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { languages } from '../web/ui/messages.ts'
import { axeFaults, noSidewaysScroll, openBrowser } from './fixtures/browser.ts'
import { busyCafe, speaking, walkCounter, walkOffline, walkTill } from './fixtures/counter.ts'

// Every screen and sheet of the counter: by axe in light and dark, in four languages, and stretched.

const stage = await openBrowser()

/** Looks at everything a counter shows, by axe and for what sticks out, and gathers what was said where. */
function looking(page: Page, said = new Map<string, Set<string>>()) {
  const seen = async (where: string) => {
    assert.deepEqual(await axeFaults(page), [], where)
    await noSidewaysScroll(page, where)
    const texts = said.get(where) ?? new Set()
    said.set(where, texts.add(await page.evaluate<string>('document.body.innerText')))
  }
  return { seen, said }
}

for (const [colorScheme, width] of [
  ['dark', 390],
  ['light', 1440],
] as const) {
  test(`every screen and sheet is whole, ${colorScheme}, ${width} px wide`, async () => {
    const busy = await busyCafe(stage)
    const page = await busy.shop.signedIn('owner', { viewport: { width, height: 800 }, colorScheme })
    const { seen } = looking(page)
    await page.goto(`${stage.url}/counter`)
    await walkCounter(page, 'en', seen)
    await walkOffline(page, 'en', seen)
    await walkTill(page, busy, 'en', seen)
    const door = await stage.page({ viewport: { width, height: 800 }, colorScheme })
    await door.goto(`${stage.url}/counter`)
    await door.getByLabel('Password').waitFor()
    await looking(door).seen('door')
    assert.deepEqual(stage.complaints(), [])
    for (const one of [page, door]) await one.context().close()
  })
}

test('every screen and sheet speaks four languages and keeps its column on the narrowest phone', async () => {
  const said = new Map<string, Set<string>>()
  for (const language of languages) {
    const busy = await busyCafe(stage)
    const page = await busy.shop.signedIn('owner', { viewport: { width: 360, height: 740 } })
    await page.addInitScript(`localStorage.setItem('regulars.language', '${language}')`)
    await page.goto(`${stage.url}/counter`)
    const { seen } = looking(page, said)
    await walkCounter(page, language, seen)
    await walkOffline(page, language, seen)
    await walkTill(page, busy, language, seen)
    await page.context().close()
  }
  for (const [where, texts] of said) assert.equal(texts.size, languages.length, `${where} is not translated`)
  assert.deepEqual(stage.complaints(), [])
})

test('stretched as far as any language could stretch it, nothing leaves its column', async () => {
  const { shop } = await busyCafe(stage)
  const page = await shop.signedIn('owner', { viewport: { width: 360, height: 800 } })
  const { tap } = speaking(page, 'en')
  await page.goto(`${stage.url}/counter?pseudo`)
  await page.getByRole('button', { name: '7', exact: true }).waitFor()
  const { seen } = looking(page)
  await seen('identify')
  await tap('417')
  await page.getByRole('button', { name: /Minta Kata/ }).click()
  await page.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
  await tap('2480')
  await page
    .locator('main')
    .getByText(/\d → \d/)
    .waitFor()
  await seen('who')
  await page.keyboard.press('Enter')
  await page
    .getByRole('main')
    .getByText(/K[aá]t[aá]: \d/)
    .waitFor()
  await seen('done')
  await page.context().close()
})
