import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import pg from 'pg'
import { axeFaults, openBrowser, type Scene, settled } from './fixtures/browser.ts'

/** What a programme owes, costs and brings, as an owner and her accountant look at it. */

const stage = await openBrowser()
let shop: Scene
const today = Temporal.Now.plainDateISO('Europe/Budapest')
const day = (back: number) => today.subtract({ days: back }).toString()

before(async () => {
  shop = await stage.open()
  await shop.done('PUT', '/api/v1/programme', {
    ...{ format: 1, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] },
    points: {
      ...{ name: 'point|points', worth: { points: 1, minor: 4 }, pendingDays: 0, debt: 'negative' },
      ...{ expiry: { kind: 'months', months: 6 }, spend: { points: 1, minor: 4 } },
    },
  })
  for (const [name, total] of [
    ['Minta Bence', 2_400],
    ['Példa Ágnes', 36_000],
  ] as const) {
    const { id } = await shop.done('POST', '/api/v1/customers', { name })
    for (const back of [50, 20, 1])
      await shop.done('POST', '/api/v1/purchases', {
        ...{ customer: { id }, occurredAt: `${day(back)}T09:00:00Z`, total },
      })
  }
  const { id } = await shop.done('POST', '/api/v1/customers', { name: 'Próba Luca' })
  await shop.done('POST', '/api/v1/purchases', {
    ...{ customer: { id }, occurredAt: `${day(100)}T09:00:00Z`, total: 90 },
  })
})

test('the accountant’s months: each begins with the end of the one before, and the file says the same', async () => {
  const page = await shop.signedIn('owner')
  await page.goto(`${stage.url}/insight/money`)
  const panel = page.getByRole('region', { name: /points owed when this month began, 1,152 now/ })
  await panel.getByText('The accounts hold exactly that: 1,152 to spend').waitFor()
  await panel.getByRole('button', { name: 'As a table' }).click()
  const last = panel.getByRole('row').last()
  assert.match((await last.textContent())!, /1,152/)
  await page.getByRole('combobox', { name: 'Months shown' }).click()
  await page.getByRole('option', { name: 'From the beginning' }).click()
  await page.waitForURL(/months=all/)
  await settled(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'File for the accountant' }).click(),
  ])
  assert.equal(file.suggestedFilename(), 'programme-money.csv')
  let text = ''
  for await (const part of await file.createReadStream()) text += part
  const rows = text.trim().split('\r\n')
  assert.match(rows[0]!, /^month,unit,opening,granted,taken_back,redeemed,expired,adjusted,closing,/)
  assert.equal(rows.at(-1)!.split(',')[8], '1152')
  assert.deepEqual(stage.complaints(), [])
  await page.context().close()
})

test('how many people a campaign takes is told before it starts', async () => {
  const page = await shop.signedIn('owner')
  await page.goto(`${stage.url}/insight/campaign`)
  await page.getByRole('button', { name: 'Work it out' }).click()
  await page.getByText(/^It takes [\d,]+ people in each group that is asked and [\d,]+ left out/).waitFor()
  await page.getByText(/3 bought within a year: so few can show nothing/).waitFor()
  await page.getByLabel('Smallest rise worth seeing, of 100 people').fill('100')
  await page.getByRole('button', { name: 'Work it out' }).click()
  await page.getByText('So many already come that a rise so large can’t be.').waitFor()
  assert.deepEqual(stage.complaints(), [])
  await page.context().close()
})

test('who would cost most is named and opens to her profile, and a cap that bounds her is tried by one press', async () => {
  const art = await stage.open()
  await art.done('PUT', '/api/v1/programme', {
    ...{ format: 1, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] },
    points: {
      ...{ name: 'point|points', worth: { points: 1, minor: 4 }, pendingDays: 0, debt: 'negative' },
      ...{ expiry: { kind: 'never' }, spend: null },
    },
  })
  const buys = async (name: string, total: number) => {
    const { id } = await art.done('POST', '/api/v1/customers', { name })
    await art.done('POST', '/api/v1/purchases', { customer: { id }, total })
  }
  for (let n = 0; n < 120; n += 1) await buys(`Minta ${n}`, 1_000)
  await buys('Demó Gergő', 900_000)
  const page = await art.signedIn('owner')
  await page.goto(`${stage.url}/insight/simulator`)
  await page.getByRole('button', { name: 'Play it' }).click()
  await page.getByRole('heading', { level: 1, name: /It would have cost/ }).waitFor()
  const caps = page.getByRole('region', { name: /caps that bound/ })
  await caps
    .getByRole('button', { name: /points a month/ })
    .first()
    .click()
  await page
    .getByRole('heading', { level: 1, name: /It would have cost 4% of sales; the other [01]/ })
    .waitFor()
  const beside = page.getByRole('region', { name: /Who would cost most: With a cap of/ })
  await beside.waitFor()
  assert.deepEqual(await axeFaults(page), [])
  await page
    .getByRole('region', { name: /Who would cost most: The programme in force/ })
    .getByRole('link', { name: 'Demó Gergő' })
    .click()
  await page.getByRole('heading', { level: 1, name: /Demó Gergő/ }).waitFor()
  assert.deepEqual(stage.complaints(), [])
  await page.context().close()
})

test('a long run says how far it is and can be stopped; what was played before stays', async () => {
  const page = await shop.signedIn('owner')
  await page.goto(`${stage.url}/insight/simulator`)
  await page.getByRole('button', { name: 'Play it' }).click()
  await page.getByRole('heading', { level: 1, name: /It would have cost/ }).waitFor()
  const owner = new pg.Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  try {
    // Whoever reads purchases waits for this: as a run over a very long past would take its time.
    await owner.query('begin; lock table purchases in access exclusive mode')
    await page.getByRole('button', { name: 'Play it' }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('region', { name: 'Side by side' }).waitFor()
    assert.deepEqual(await axeFaults(page), [])
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped. Nothing was changed.').waitFor()
    assert.equal(await page.getByRole('progressbar').count(), 0)
    await page.getByRole('region', { name: 'Side by side' }).waitFor()
  } finally {
    await owner.query('rollback')
    await owner.end()
  }
  assert.deepEqual(stage.complaints(), [])
  await page.context().close()
})
