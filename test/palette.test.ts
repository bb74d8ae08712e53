import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeFaults, noSidewaysScroll, openBrowser } from './fixtures/browser.ts'

const stage = await openBrowser()
const shop = await stage.open()
for (const [givenName, familyName, phone] of [
  ['Kata', 'Minta', '+36 20 555 0417'],
  ['Bence', 'Példa', '+36 20 555 0418'],
])
  await shop.done('POST', '/api/v1/customers', { givenName, familyName, phone })

test('by keyboard alone: a person by a misspelt name, a screen by its beginning, a deed', async () => {
  const page = await shop.signedIn('owner')
  const field = page.getByRole('combobox', { name: 'A name, a phone, a screen…' })
  await page.goto(stage.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('mintta kat')
  await page.getByRole('option', { name: 'Minta Kata' }).waitFor()
  assert.deepEqual(await axeFaults(page), [])
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers\/cus_[0-9a-f]{32}$/)

  await page.goto(stage.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sett')
  await page.getByRole('option', { name: 'Settings' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()

  await page.keyboard.press('Meta+k')
  await field.fill('invite')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByLabel('Name', { exact: true }).waitFor()

  await page.keyboard.press('Control+k')
  await field.fill('zzzz')
  await page.getByText('Nobody and nothing is called “zzzz”.').waitFor()
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  assert.deepEqual(stage.complaints(), [])
})

test('on a phone it is a glass in the head, and what one may not do is not offered', async () => {
  const page = await shop.signedIn('staff', { viewport: { width: 360, height: 740 } })
  await page.goto(stage.url)
  await page.getByRole('button', { name: 'Find anyone' }).click()
  await page.getByRole('combobox').fill('0418')
  await page.getByRole('option', { name: 'Példa Bence' }).waitFor()
  await noSidewaysScroll(page)
  await page.getByRole('combobox').fill('api')
  await page.getByText('Nobody and nothing').waitFor()
})
