import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeFaults, noSidewaysScroll, openBrowser, type Scene, settled } from './fixtures/browser.ts'

const stage = await openBrowser()
const DAY_MS = 86_400_000
const at = (back: number) => new Date(Date.now() - back * DAY_MS).toISOString()

/** A café with somebody slipping away, a birthday today and a big purchase of yesterday. */
async function lively(): Promise<Scene> {
  const shop = await stage.open()
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Budapest' }).format(new Date())
  const person = (name: string, more: object = {}) =>
    shop.done('POST', '/api/v1/customers', { name, ...more })
  const bence = await person('Minta Bence', { phone: '+36205550417', email: 'bence@example.com' })
  const zoltan = await person('Próba Zoltán', { birthday: `1986${today.slice(4)}` })
  const mark = await person('Demó Márk')
  for (let visit = 0; visit < 12; visit += 1)
    await buys(shop, bence.id, 1_200 + 300 * (visit % 3), 13 + 4 * visit)
  for (let visit = 2; visit < 24; visit += 1) await buys(shop, mark.id, 1_500, visit)
  await buys(shop, mark.id, 28_400, 1)
  await buys(shop, zoltan.id, 900, 2)
  return shop
}

const buys = (shop: Scene, id: string, total: number, back: number) =>
  shop.done('POST', '/api/v1/purchases', {
    customer: { id },
    occurredAt: at(back),
    lines: [{ name: 'Filter coffee', quantity: 1, unitPrice: total }],
  })

test('the morning’s list: somebody slipping is looked at by J, given a stamp, seen to, and brought back', async () => {
  const shop = await lively()
  await shop.done('POST', '/api/v1/staff', { name: 'Próba Nóra', email: 'nora@example.com', role: 'staff' })
  const page = await shop.signedIn('owner', { viewport: { width: 1440, height: 900 } })
  await page.goto(stage.url)
  await page.getByRole('heading', { level: 1, name: /Demó Dóra.* 3 people to think of\./ }).waitFor()
  await page.getByText(/Yesterday one person came, 1 known by name\./).waitFor()
  await page.getByRole('heading', { name: /Slipping away/ }).waitFor()
  await page.getByText('every 4 days, now 13').first().waitFor()
  await page.keyboard.press('j')
  const panel = page.getByRole('region', { name: 'Minta Bence' })
  assert.equal(await panel.getByRole('link', { name: 'Call' }).getAttribute('href'), 'tel:+36205550417')
  assert.deepEqual(await axeFaults(page), [])
  await panel.getByRole('button', { name: 'Give points or stamps' }).click()
  await panel.getByLabel('Why?').fill('We miss you')
  await panel.getByRole('button', { name: 'Give it' }).click()
  await page
    .getByText(/Minta Bence/)
    .first()
    .waitFor()

  await page.getByRole('button', { name: 'Seen to: Minta Bence' }).click()
  await page.getByText('Done for today: Minta Bence').waitFor()
  await page.getByRole('heading', { level: 1, name: /2 people to think of\./ }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { level: 1, name: /3 people to think of\./ }).waitFor()
  await page.getByRole('button', { name: 'Seen to: Próba Zoltán' }).click()
  await page.getByText('Done for today: Próba Zoltán').waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /2 people to think of\./ }).waitFor()
  assert.deepEqual(stage.complaints(), [])
})

test('on a phone the panel is a sheet, and staff see no sums of the shop', async () => {
  const shop = await lively()
  const page = await shop.signedIn('staff', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
  await page.goto(stage.url)
  await page.getByRole('heading', { level: 1, name: /3 people/ }).waitFor()
  await settled(page)
  assert.equal(await page.getByText(/Yesterday/).count(), 0)
  assert.equal(await page.getByText(/a year/).count(), 0)
  await page.getByRole('button', { name: /^Minta Bence/ }).click()
  await page.getByRole('region', { name: 'Minta Bence' }).waitFor()
  await noSidewaysScroll(page)
  assert.deepEqual(await axeFaults(page), [])
})

test('a phone’s menu is used by keyboard, gives the focus back, and survives being out of network', async () => {
  const shop = await stage.open()
  const page = await shop.signedIn('owner', { viewport: { width: 390, height: 844 } })
  await page.goto(stage.url)
  await page.getByRole('heading', { name: 'First steps' }).waitFor()
  await settled(page)
  await page.context().setOffline(true)
  const more = page.getByRole('button', { name: 'More' })
  await more.click()
  assert.equal(await more.getAttribute('aria-expanded'), 'false')
  await page.getByRole('heading', { name: 'First steps' }).waitFor()
  await page.context().setOffline(false)
  await more.press('Enter')
  await page.getByRole('menuitem', { name: 'Settings' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menuitem', { name: 'Settings' }).waitFor({ state: 'detached' })
  assert.equal(await page.evaluate('document.activeElement.textContent'), 'More')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Rewards' }).waitFor()
  assert.deepEqual(await axeFaults(page), [])
  assert.equal(await page.evaluate('document.activeElement.textContent'), 'Rewards')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Rewards' }).waitFor()
})

test('a new shop hears its first steps and what its programme promises', async () => {
  const shop = await stage.open()
  const page = await shop.signedIn()
  await page.goto(stage.url)
  await page.getByRole('heading', { name: 'First steps' }).waitFor()
  await page.getByText('1 stamp for every visit.').waitFor()
  await page.getByRole('link', { name: 'Invite' }).click()
  await page.getByRole('heading', { name: 'Who works here' }).waitFor()
})
