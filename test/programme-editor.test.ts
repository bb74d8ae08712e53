import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeFaults, noSidewaysScroll, openBrowser, settled } from './fixtures/browser.ts'

/** The programme editor as its owner meets it, in Chromium, by role and name. */

const stage = await openBrowser()
after(() => assert.deepEqual(stage.complaints(), []))

async function open(page: Page, path = '/programme'): Promise<void> {
  await page.goto(stage.url + path)
  await settled(page)
}

async function changeStamps(page: Page, to: string): Promise<void> {
  await page
    .getByRole('button', { name: /: 1 stamp$/ })
    .first()
    .click()
  const field = page.getByRole('dialog').getByRole('textbox')
  await field.fill(to)
  await field.press('Enter')
}

test('a tapped word changes the sentence; the difference is told, saved as a version, and undone', async () => {
  const shop = await stage.open()
  const page = await shop.signedIn('owner')
  await open(page)
  await changeStamps(page, '2')
  const bar = page.getByRole('region', { name: 'What would change' })
  await bar.getByText('1 stamp for every visit.').waitFor()
  const save = bar.getByRole('button', { name: /^From today: 2.stamps for every visit\.$/ })
  await save.click()
  await page.getByText('Version 2 is in force.').waitFor()
  const saved = await shop.done('GET', '/api/v1/programme')
  assert.deepEqual([saved.number, saved.document.rules[0].give, saved.by.name], [2, 2, 'Demó Dóra'])
  await bar.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Version 3, in force').waitFor()
  assert.equal((await shop.done('GET', '/api/v1/programme')).document.rules[0].give, 1)
  await page.context().close()
})

test('work that is not saved outlives a reload, and Ctrl+Z takes it back step by step', async () => {
  const shop = await stage.open()
  const page = await shop.signedIn('owner')
  await open(page)
  await changeStamps(page, '4')
  await page
    .getByRole('region', { name: 'What would change' })
    .getByText(/4.stamps for every visit/)
    .first()
    .waitFor()
  await page.reload()
  await settled(page)
  await page.getByRole('button', { name: /: 4 stamps$/ }).waitFor()
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('Control+z')
  await page
    .getByRole('button', { name: /: 1 stamp$/ })
    .first()
    .waitFor()
  assert.equal((await shop.done('GET', '/api/v1/programme')).number, 1)
  await page.context().close()
})

test('of two editors the second is told, keeps her work, and goes on with it', async () => {
  const shop = await stage.open()
  const page = await shop.signedIn('owner')
  await open(page)
  await changeStamps(page, '3')
  const { document } = await shop.done('GET', '/api/v1/programme')
  await shop.done('PUT', '/api/v1/programme', { ...document, dayEndsAt: '03:00' })
  const bar = page.getByRole('region', { name: 'What would change' })
  await bar.getByRole('button', { name: /^From today: 3/ }).click()
  await bar
    .getByRole('alert')
    .getByText(/Meanwhile version 2 was saved/)
    .waitFor()
  await bar.getByRole('button', { name: 'Go on with mine' }).click()
  await bar.getByRole('button', { name: /^From today/ }).click()
  await page.getByText('Version 3 is in force.').waitFor()
  assert.equal((await shop.done('GET', '/api/v1/programme')).document.rules[0].give, 3)
  await page.context().close()
})

test('a tier and a season are added by their forms; what does not fit is told beside its field', async () => {
  const shop = await stage.open()
  const page = await shop.signedIn('owner')
  await open(page)
  await page.getByRole('button', { name: 'One more thing' }).click()
  await page.getByRole('menuitem', { name: 'A tier' }).click()
  const tiers = page.getByRole('region', { name: 'Tiers', exact: true })
  await tiers.getByRole('textbox', { name: 'The tier' }).fill('Neighbour')
  await tiers.getByRole('textbox', { name: 'What it takes' }).fill('20')
  await page
    .getByRole('region', { name: 'Tiers, and who stands on them' })
    .getByText('from 20 visits')
    .waitFor()

  const cards = page.getByRole('region', { name: 'Stamp cards' })
  await cards.getByRole('button', { name: 'Change', exact: true }).click()
  await cards.getByRole('button', { name: 'One more season' }).click()
  const from = cards.getByLabel('From the day')
  const until = cards.getByLabel('Until the day, included')
  await from.fill('2027-03-01')
  await until.fill('2027-02-01')
  await cards.getByText('The last day is before the first.').waitFor()
  await until.fill('2027-05-31')
  await cards.getByText('The last day is before the first.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^From today: \d changes$/ }).click()
  await page.getByText('Version 2 is in force.').waitFor()
  const { document } = await shop.done('GET', '/api/v1/programme')
  assert.deepEqual(
    [document.tiers.levels[0].name, document.tiers.levels[0].from, document.stampCards[0].seasons[0].until],
    ['Neighbour', 20, '2027-05-31'],
  )
  await page.context().close()
})

test('rules are moved by the keyboard, and last month is played over again', async () => {
  const shop = await stage.open()
  const { document } = await shop.done('GET', '/api/v1/programme')
  const second = {
    id: 'cake',
    kind: 'product',
    give: 2,
    where: { categories: ['cake'] },
    target: { card: 'coffee' },
  }
  const points = {
    ...{ name: 'point|points', worth: { points: 1, minor: 5 }, pendingDays: 0, debt: 'negative' },
    ...{ expiry: { kind: 'never' }, spend: null },
  }
  const spend = { id: 'spend', kind: 'amount', perMinor: 100, give: 1 }
  const rules = [...document.rules, second, spend]
  await shop.done('PUT', '/api/v1/programme', { ...document, points, rules })
  const lastMonth = new Date()
  lastMonth.setUTCDate(0)
  const occurredAt = `${lastMonth.toISOString().slice(0, 8)}10T10:00:00Z`
  const { id } = await shop.done('POST', '/api/v1/customers', { givenName: 'Bence', familyName: 'Minta' })
  await shop.done('POST', '/api/v1/purchases', { customer: { id }, total: 1_190, occurredAt })
  const page = await shop.signedIn('owner')
  await open(page)
  const earns = page.getByRole('region', { name: 'What earns' })
  const handles = earns.getByRole('button', { name: 'Move with the arrow keys, or drag' })
  await handles.first().focus()
  await page.keyboard.press('ArrowDown')
  await earns.getByRole('listitem').nth(1).getByText('Every visit').waitFor()

  const replay = page.getByRole('region', { name: 'What would last month have earned?' })
  await replay.getByRole('button', { name: 'Play last month' }).click()
  await replay.getByText(/1 of 1 customers would have got something/).waitFor()
  await replay.getByRole('link', { name: /Minta/ }).waitFor()
  await page.context().close()
})

test('an old version is compared and taken up again', async () => {
  const shop = await stage.open()
  const { document } = await shop.done('GET', '/api/v1/programme')
  const [rule] = document.rules
  await shop.done('PUT', '/api/v1/programme', { ...document, rules: [{ ...rule, give: 5 }] })
  const page = await shop.signedIn('owner')
  await open(page, '/programme/versions')
  const shown = page.getByRole('complementary', { name: 'The version you chose' })
  await shown
    .getByText(/5.stamps for every visit/)
    .first()
    .waitFor()
  await shown.getByText('1 stamp for every visit.').waitFor()
  await page.getByRole('button', { name: /^Version 1/ }).click()
  await shown.getByRole('button', { name: 'Take it up again as a draft' }).click()
  await page.getByRole('button', { name: /^From today: 1.stamp for every visit/ }).waitFor()
  await page.context().close()
})

test('staff looks and finds nothing to change; open forms are whole for everybody', async () => {
  const shop = await stage.open()
  const staff = await shop.signedIn('staff')
  await open(staff)
  await staff
    .getByText(/for every visit/)
    .first()
    .waitFor()
  assert.equal(await staff.getByRole('button', { name: 'One more thing' }).count(), 0)
  assert.equal(await staff.getByRole('button', { name: 'Change', exact: true }).count(), 0)
  await staff.context().close()
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await shop.signedIn('owner', { colorScheme, viewport: { width: 390, height: 844 } })
    await open(page)
    await changeStamps(page, '2')
    const change = page.getByRole('button', { name: 'Change', exact: true })
    await change.nth(1).click()
    await page.getByRole('button', { name: 'One more season' }).click()
    await page.getByRole('button', { name: /^From today/ }).waitFor()
    assert.deepEqual(await axeFaults(page), [], colorScheme)
    await noSidewaysScroll(page)
    await page.context().close()
  }
})
