import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  axeFaults,
  goWithin,
  noSidewaysScroll,
  openBrowser,
  type Scene,
  settled,
} from './fixtures/browser.ts'
import { comings } from './fixtures/comings.ts'

/** Insight as an owner opens it of an evening: from a sentence to the people behind it. */

const stage = await openBrowser()
let shop: Scene
const today = Temporal.Now.plainDateISO('Europe/Budapest')
const day = (back: number) => today.subtract({ days: back }).toString()

before(async () => {
  shop = await stage.open()
  await shop.done('PUT', '/api/v1/attributes/letter', { type: 'text', labels: { en: 'Letter' } })
  const { id: buda } = await shop.done('POST', '/api/v1/locations', { name: 'Buda' })
  await shop.done('POST', '/api/v1/saved-filters', { name: 'Spent little', filter: { spentMax: 60_000 } })
  const comes = async (name: string, every: number, from: number, until: number, total: number) => {
    const letter = total > 5_000 ? 'yes' : 'no'
    const { id } = await shop.done('POST', '/api/v1/customers', { name, attributes: { letter } })
    for (let back = from; back >= until; back -= every)
      await shop.done('POST', '/api/v1/purchases', {
        customer: { id },
        occurredAt: `${day(back)}T09:00:00Z`,
        total,
        ...(every % 2 === 0 ? { locationId: buda } : {}),
      })
  }
  await comes('Minta Bence', 9, 200, 0, 2_400)
  await comes('Példa Ágnes', 10, 300, 70, 3_600)
  await comes('Teszt Elek', 8, 250, 60, 1_800)
  await comes('Próba Luca', 30, 150, 10, 9_000)
  await comes('Demó Gergő', 11, 220, 0, 12_000)
  await comes('Minta Dóra', 40, 45, 2, 900)
})

const pages = [
  '',
  '/retention',
  '/value',
  '/ladder',
  '/money',
  '/simulator',
  '/campaign',
  '/people?kind=slipping&cell=yes',
  `?until=${day(60).slice(0, 7)}`,
]

async function open(options: Parameters<Scene['signedIn']>[1] = {}): Promise<Page> {
  const page = await shop.signedIn('owner', options)
  await page.goto(`${stage.url}/insight`)
  await settled(page)
  return page
}

test('from the sentence to the names, to all of them, to one of them', async () => {
  const page = await open()
  await page.getByRole('heading', { level: 1, name: /2 regulars are slipping away/ }).waitFor()
  await page.getByText(/Példa Ágnes, Teszt Elek and others|Teszt Elek, Példa Ágnes and others/).waitFor()
  await page.getByRole('link', { name: /Példa Ágnes/ }).click()
  await page.getByRole('heading', { level: 1, name: /Példa Ágnes/ }).waitFor()
  await page.context().close()
})

test('a page is asked of a location, a segment and an earlier month in its address, by keyboard alone', async () => {
  const page = await open()
  await page.getByLabel('Location').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('Buda')
  await page.waitForURL(/location=loc_/)
  await page.getByRole('heading', { level: 1, name: /2 regulars are slipping away/ }).waitFor()
  await page.getByLabel('Segment').selectOption({ label: 'Spent little' })
  await page.waitForURL(/segment=fil_/)
  await page.getByRole('heading', { level: 1, name: /One regular is slipping away/ }).waitFor()
  await page.getByText('A person belongs to the location of her last purchase').waitFor()
  // The address alone says it all, and the tabs take it along.
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /One regular is slipping away/ }).waitFor()
  const month = Temporal.PlainDate.from(today).toPlainYearMonth().subtract({ months: 2 }).toString()
  await page.getByLabel('Over time until').selectOption(month)
  await page.getByRole('link', { name: 'Ladder', exact: true }).click()
  await page.waitForURL(new RegExp(`/insight/ladder\\?.*until=${month}`))
  await page.getByRole('link', { name: 'Client' }).click()
  await page.waitForURL(/people.*location=loc_/)
  await page.getByRole('link', { name: /Teszt Elek/ }).waitFor()
  assert.equal(await page.getByRole('link', { name: /Példa Ágnes/ }).count(), 0)
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('link', { name: /Példa Ágnes/ }).waitFor()
  await page.context().close()
})

test('a chart is a picture, a table and a file', async () => {
  const page = await open()
  const panel = page.getByRole('region', { name: /came again/ })
  await panel.getByRole('img').waitFor()
  await panel.getByRole('button', { name: 'As a table' }).click()
  await panel.getByRole('columnheader', { name: 'Bought again' }).waitFor()
  assert.equal(await panel.getByRole('img').count(), 0)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'CSV' }).click(),
  ])
  assert.equal(file.suggestedFilename(), 'retention-by-month.csv')
  const stream = await file.createReadStream()
  let text = ''
  for await (const part of stream) text += part
  assert.match(text, /^\u{feff}Month,Bought before,Bought again,Share\r\n/u)
  assert.equal(text.trim().split('\r\n').length, 13)
  await panel.getByText('How it was counted').click()
  await panel.getByText(/Wilson/).waitFor()
  await page.context().close()
})

test('a cell of the map opens to the people in it', async () => {
  const page = await open()
  await page.getByRole('link', { name: 'What they are worth' }).click()
  const cell = page.getByRole('link', { name: /^Lately \d, often \d: 1 people/ }).first()
  await cell.click()
  await page.getByRole('heading', { level: 1, name: 'One person behind this number' }).waitFor()
  assert.equal(await page.locator('main ul li').count(), 1)
  await page.context().close()
})

test('the ladder tells each month who moved and what moved them, as picture, table and file, down to the people', async () => {
  const page = await open()
  await page.getByRole('link', { name: 'Ladder' }).click()
  const panel = page.getByRole('region', { name: /In a year \d+ made a habit/ })
  const cell = panel.getByRole('link', { name: /^Made a habit, .*: \d+$/ }).first()
  const count = Number((await cell.textContent())!)
  await panel.getByRole('button', { name: 'As a table' }).click()
  await panel.getByRole('columnheader', { name: 'What moved them' }).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'CSV' }).click(),
  ])
  assert.equal(file.suggestedFilename(), 'ladder-months.csv')
  await panel.getByRole('button', { name: 'As a picture' }).click()
  await panel
    .getByRole('link', { name: /^Made a habit/ })
    .first()
    .click()
  await page.waitForURL(/\/insight\/people/)
  await page.locator('main ul li').first().waitFor()
  assert.equal(await page.locator('main ul li').count(), count)
  await page.context().close()
})

test('the models compete, and a plain rule that wins is said to have won, with everybody’s figures', async () => {
  const page = await open()
  await page.getByRole('link', { name: 'What they are worth' }).click()
  await page.getByRole('button', { name: 'Let them compete' }).click()
  await page.getByText('It takes 50 customers who have bought; there are 6.').waitFor()
  await page.context().close()

  const many = await stage.open()
  for (const [n, backs] of comings().entries()) {
    const { id } = await many.done('POST', '/api/v1/customers', { name: `Minta ${n}` })
    for (const back of backs)
      await many.done('POST', '/api/v1/purchases', {
        ...{ customer: { id }, occurredAt: `${day(back)}T09:00:00Z`, total: 1_000 },
      })
  }
  const other = await many.signedIn('owner', { viewport: { width: 390, height: 844 } })
  await other.goto(`${stage.url}/insight/value`)
  await other.getByRole('button', { name: 'Let them compete' }).click()
  const panel = other.getByRole('region', { name: /A plain rule won, no model foretold better/ })
  await panel.getByText(/The best model, [A-Z].*, was off by/).waitFor({ timeout: 180_000 })
  await panel.getByRole('button', { name: 'As a table' }).click()
  assert.equal(await panel.getByRole('row').count(), 9)
  await panel.getByRole('rowheader', { name: 'Pareto/NBD' }).waitFor()
  assert.deepEqual(await axeFaults(other), [])
  await noSidewaysScroll(other, 'the contest')
  await other.context().close()
})

test('a programme is played over the past beside one that gives twice as much', async () => {
  await shop.done('PUT', '/api/v1/programme', {
    ...{ format: 1, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] },
    points: {
      ...{ name: 'point|points', worth: { points: 1, minor: 4 }, pendingDays: 0, debt: 'negative' },
      ...{ expiry: { kind: 'never' }, spend: null },
    },
  })
  const page = await open()
  await page.getByRole('link', { name: 'Simulator' }).click()
  await page.getByRole('combobox', { name: 'Beside it' }).click()
  await page.getByRole('option', { name: 'The same, giving twice as much' }).click()
  await page.getByRole('button', { name: 'Play it' }).click()
  await page
    .getByRole('heading', { level: 1, name: /It would have cost 4% of sales; the other 8%/ })
    .waitFor()
  const top = page.getByRole('region', { name: /Who would cost most: The programme in force/ })
  assert.match((await top.locator('li').first().textContent())!, /Demó Gergő/)
  await page.context().close()
})

test('groups that were chosen and not drawn are refused in words', async () => {
  const page = await open()
  await page.getByRole('link', { name: 'Campaigns' }).click()
  await page.getByRole('combobox', { name: 'Attribute with the groups' }).fill('letter')
  await page.getByLabel('The group left out').fill('nobody')
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByText('Nobody is in the group left out.').waitFor()
  await page.getByLabel('The group left out').fill('no')
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByText('Fewer than 100 people in a group').waitFor()
  await page.context().close()
})

for (const [colorScheme, viewport] of [
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 390, height: 844 }],
  ['light', { width: 360, height: 740 }],
] as const) {
  test(`every page of insight is whole with people in it, ${colorScheme}, ${viewport.width} px`, async () => {
    const page = await open({ colorScheme, viewport })
    for (const address of pages) {
      await goWithin(page, `/insight${address}`)
      assert.deepEqual(await axeFaults(page), [], address)
      await noSidewaysScroll(page, address)
    }
    assert.deepEqual(stage.complaints(), [])
    await page.context().close()
  })
}
