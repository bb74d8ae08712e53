import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { languages } from '../web/ui/messages.ts'
import { axeFaults, goWithin, noSidewaysScroll, openBrowser, settled } from './fixtures/browser.ts'
import type { Json } from './fixtures/shop.ts'

// Customers and purchases in the back office, as the owner and the staff meet them.

const stage = await openBrowser()
const shop = await stage.open()
const ids: Record<string, string> = {}
const people: Record<string, object> = {
  kata: {
    givenName: 'Kata',
    familyName: 'Minta',
    phone: '+36205550001',
    email: 'kata@example.com',
    acquisition: 'poster',
  },
  bence: {
    givenName: 'Bence',
    familyName: 'Példa',
    phone: '+36205550002',
    acquisition: 'poster',
    preferences: ['Oat flat white'],
  },
  cili: { givenName: 'Cili', familyName: 'Próba', email: 'cili@example.com', acquisition: 'friend' },
  dora: { givenName: 'Dóra', familyName: 'Teszt', birthday: '1990-05-17' },
  twin: { givenName: 'Dóra', familyName: 'Teszt', birthday: '1990-05-17', phone: '+36205550005' },
  gone: { givenName: 'Elek', familyName: 'Teszt', phone: '+36205550006' },
}
for (const [name, wish] of Object.entries(people))
  ids[name] = (await shop.done('POST', '/api/v1/customers', wish)).id
const buy = (wish: object) => shop.done('POST', '/api/v1/purchases', wish)
const coffee: Json = await buy({
  customer: { id: ids.kata },
  lines: [
    { name: 'Flat white', quantity: 2, unitPrice: 1_190 },
    { name: 'Pogácsa', unitPrice: 750 },
  ],
})
const forgotten: Json = await buy({ total: 4_500, externalId: 'R-77' })
for (const days of [3, 6, 9, 12]) {
  const occurredAt = Temporal.Now.instant()
    .subtract({ hours: 24 * days })
    .toString()
  await buy({ customer: { id: ids.bence }, total: 1_190, occurredAt })
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const ledgerOf = (who: string) => shop.done('GET', `/api/v1/customers/${ids[who]}/ledger`)
const stampsOf = async (who: string): Promise<number> => (await ledgerOf(who)).stamps[0]?.stamps ?? 0
const until = async (holds: () => Promise<boolean>) => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return
    await new Promise((done) => setTimeout(done, 50))
  }
  assert.fail(`never: ${holds}`)
}

test('searched and filtered, the address says it, and a filter is kept by name', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/customers`)
  await title(page, '6 customers')
  await page.getByRole('searchbox', { name: 'Find customers' }).fill('mintta')
  await title(page, '1 customer matches')
  await row(page, 'Minta Kata').waitFor()
  assert.equal(new URL(page.url()).searchParams.get('query'), 'mintta')
  await button(page, 'Clear the search').click()
  await button(page, 'Filters').click()
  await page.getByRole('combobox', { name: 'Where they came from' }).click()
  await page.getByRole('option', { name: 'poster' }).click()
  await title(page, '2 customers match')
  await page.getByLabel('Name of this filter').fill('From the poster')
  await button(page, 'Keep this filter').click()
  await page.reload()
  await title(page, '2 customers match')
  await button(page, 'Remove the filter: Came from: poster').click()
  await title(page, '6 customers')
  await button(page, 'Kept filters').click()
  await page.getByRole('menuitem', { name: 'From the poster' }).click()
  await title(page, '2 customers match')
  await page.goto(`${stage.url}/customers?purchasesMin=99`)
  await page.getByText('Nobody is like this.').waitFor()
  await button(page, 'Show everybody').click()
  await title(page, '6 customers')
  await page.context().close()
})

test('by keyboard alone: down the list, a look, the profile, the next in the same list', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/customers?sort=name`)
  await title(page, '6 customers')
  await row(page, 'Minta Kata').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  await page.getByRole('region', { name: 'Minta Kata' }).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('region', { name: 'Példa Bence' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: 'Példa Bence' }).waitFor({ state: 'detached' })
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await title(page, 'Minta Kata')
  await page.getByText('1 of 6').waitFor()
  await page.keyboard.press('j')
  await title(page, 'Példa Bence')
  await page.keyboard.press('k')
  await title(page, 'Minta Kata')
  await page.context().close()
})

test('stamps for all who match, with their progress, and taken back for all', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/customers?source=poster`)
  await title(page, '2 customers match')
  const before = [await stampsOf('kata'), await stampsOf('bence')]
  await page.getByRole('checkbox', { name: 'Choose: Minta Kata' }).check()
  await button(page, 'Choose all 2').click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Give' }).click()
  await page.getByRole('button', { name: /^Do it for/ }).click()
  await page.getByText('Say why.').waitFor()
  await page.getByLabel('Why?').fill('Sorry for the queue')
  await button(page, 'Do it for 2 customers').click()
  await page.getByText('Done for 2 customers.').waitFor()
  assert.deepEqual(
    [await stampsOf('kata'), await stampsOf('bence')],
    before.map((count) => count + 1),
  )
  assert.equal((await ledgerOf('kata')).items[0].note, 'Sorry for the queue')
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Taken back for 2 customers.').waitFor()
  assert.deepEqual([await stampsOf('kata'), await stampsOf('bence')], before)
  const download = page.waitForEvent('download')
  await page.getByRole('checkbox', { name: 'Choose: Minta Kata' }).check()
  await button(page, 'Take along as a file').click()
  await button(page, 'Make the file').click()
  assert.equal((await download).suggestedFilename(), 'customers.csv')
  await page.context().close()
})

test('a profile: noted, given, put right, agreed, and each taken back', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/customers/${ids.kata}`)
  await title(page, 'Minta Kata')
  await page.getByText('2 × Flat white, Pogácsa.').waitFor()
  const undo = page.getByRole('status').getByRole('button', { name: 'Undo' })

  await button(page, 'Note').click()
  await page.getByLabel('What should everybody here know?').fill('Window seat, please')
  await button(page, 'Keep the note').click()
  await page.getByRole('listitem').filter({ hasText: 'Window seat, please' }).first().waitFor()
  await undo.click()
  await until(
    async () => (await shop.done('GET', `/api/v1/customers/${ids.kata}/notes`)).items[0].text === null,
  )

  const before = await stampsOf('kata')
  await button(page, 'Give').click()
  await page.getByLabel('Why?').fill('Brought a friend')
  await button(page, 'Give it').click()
  await until(async () => (await stampsOf('kata')) === before + 1)
  await undo.click()
  await until(async () => (await stampsOf('kata')) === before)

  await button(page, 'Change').first().click()
  const facts = page.getByRole('form', { name: 'What we know' })
  await facts.getByLabel('Family name').fill('Mintás')
  await facts.getByLabel('Likes', { exact: true }).fill('Oat flat white\nNo sugar')
  const birthday = facts.getByRole('group', { name: 'Birthday' })
  await birthday.getByLabel('Day').fill('31')
  await birthday.getByRole('combobox', { name: 'Month' }).click()
  await page.getByRole('option', { name: 'Feb' }).click()
  await button(page, 'Keep the changes').click()
  await facts.getByText('must be a day like 1990-05-31').waitFor()
  assert.equal(await facts.getByLabel('Family name').inputValue(), 'Mintás')
  await birthday.getByLabel('Day').fill('28')
  await button(page, 'Keep the changes').click()
  await title(page, 'Mintás Kata')
  await page.getByText('No sugar').waitFor()
  await page.getByText('28 Feb').waitFor()
  await undo.click()
  await title(page, 'Minta Kata')

  await page.getByText('Nobody has asked yet.').waitFor()
  await button(page, 'Change').last().click()
  await page.getByLabel('What was said').fill('May we write to you? – Yes.')
  await button(page, 'Says yes').click()
  await page.getByText('News (e-mail)', { exact: false }).first().waitFor()
  await button(page, 'Remove: kata@example.com').click()
  await page.getByRole('link', { name: 'kata@example.com' }).waitFor({ state: 'detached' })
  await undo.click()
  await page.getByRole('link', { name: 'kata@example.com' }).waitFor()

  await page.getByRole('combobox', { name: 'Which kinds?' }).click()
  await page.getByRole('option', { name: 'Consents' }).click()
  await page.getByText('Said yes: News (e-mail)').waitFor()
  assert.equal(await page.getByText('2 × Flat white').count(), 0)
  await page.context().close()
})

test('two who are one: side by side, what moves, made one; and two who are two', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/customers/${ids.dora}`)
  await page.getByRole('link', { name: 'This may be the same person' }).click()
  await title(page, 'Are they one person?')
  await page.getByText('+36205550005').waitFor()
  await button(page, 'Make them one').click()
  await page.getByText('they can’t be taken apart again').waitFor()
  await button(page, 'Make them one').click()
  await title(page, 'Teszt Dóra')
  await page.getByRole('link', { name: '+36205550005' }).waitFor()
  await page.goto(`${stage.url}/customers/${ids.twin}`)
  await page.waitForURL(new RegExp(ids.dora!))
  await goWithin(page, '/customers/duplicates')
  await page.getByText('Nobody seems to be here twice.').waitFor()
  await page.context().close()
})

test('erased by typing the name, and only then', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/customers/${ids.gone}`)
  await title(page, 'Teszt Elek')
  await button(page, 'More').last().click()
  await page.getByRole('menuitem', { name: 'Erase for good' }).click()
  const form = page.getByRole('form', { name: 'Erase for good' })
  await form.getByRole('textbox').fill('Teszt')
  await form.getByRole('button', { name: 'Erase for good' }).click()
  await form.getByText('This is not the name above.').waitFor()
  await form.getByRole('textbox').fill('Teszt Elek')
  await form.getByRole('button', { name: 'Erase for good' }).click()
  await title(page, '4 customers')
  assert.equal((await shop.ask('GET', `/api/v1/customers/${ids.gone}`)).body.code, 'customer.erased')
  await page.context().close()
})

test('a return says what it will do before it does it; a forgotten card finds its purchase', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/purchases`)
  await title(page, 'Purchases')
  await page.getByRole('searchbox', { name: 'Find purchases' }).fill('pogácsa')
  await row(page, 'Flat white').getByRole('button').click()
  await page.getByText('For your visit').waitFor()
  await button(page, 'Take something back').click()
  await page.getByLabel('How many come back: Flat white').fill('1')
  await page.getByText(/^To pay out: 1\s190\sFt\.$/).waitFor()
  assert.equal((await shop.done('GET', `/api/v1/purchases/${coffee.purchase.id}`)).returned, 0)
  await button(page, 'Everything comes back').click()
  await page.getByText('1 stamp is taken back.').waitFor()
  await page.getByLabel('How many come back: Pogácsa').fill('0')
  await page.getByText(/^To pay out: 2\s380\sFt\.$/).waitFor()
  await page.getByLabel('Why?').fill('Cold')
  await button(page, /^Take back, pay out 2\s380\sFt$/).click()
  await page
    .getByText(/came back: 2\s380\sFt/)
    .first()
    .waitFor()
  assert.equal((await shop.done('GET', `/api/v1/purchases/${coffee.purchase.id}`)).returned, 2_380)

  await page.goto(`${stage.url}/purchases?whose=anonymous&look=${forgotten.purchase.id}`)
  await button(page, 'Say whose it was').click()
  await page.getByRole('searchbox', { name: 'Name, phone or card' }).fill('cili')
  await button(page, /Próba Cili/).click()
  await button(page, 'Yes, it was theirs').click()
  await page.getByText('No purchase is like this.').waitFor()
  assert.equal(
    (await shop.done('GET', `/api/v1/purchases/${forgotten.purchase.id}`)).customer.name,
    'Próba Cili',
  )
  await page.context().close()
})

test('somebody new: what is wrong stands beside its field, nothing typed is lost, pressed twice it is one', async () => {
  const page = await shop.signedIn()
  await page.goto(`${stage.url}/customers/new`)
  await button(page, 'Make the card').click()
  await page.getByText('A name, a phone number or an e-mail address.').waitFor()
  await page.getByLabel('Given name').fill('Flóra')
  await page.getByLabel('Phone').fill('12')
  await button(page, 'Make the card').click()
  await page.getByText('This is not a phone number').waitFor()
  assert.equal(await page.getByLabel('Given name').inputValue(), 'Flóra')
  await page.getByLabel('Phone').fill('+36205550001')
  await page.getByText('Somebody is known by this already: Minta Kata.').waitFor()
  await page.getByLabel('Phone').fill('+36205550009')
  await button(page, 'Make the card').dblclick()
  await title(page, 'Flóra')
  const found = await shop.done('GET', '/api/v1/customers?query=flora')
  assert.equal(found.items.length, 1)
  await page.context().close()
})

test('staff see what they may do; the rest is not shown, and refused where it is asked for', async () => {
  const page = await shop.signedIn('staff')
  await page.goto(`${stage.url}/customers/${ids.kata}`)
  await title(page, 'Minta Kata')
  await button(page, 'Note').waitFor()
  await settled(page)
  assert.equal(await button(page, 'Give').count(), 0)
  assert.equal(await button(page, 'Give, with a reason').count(), 0)
  await button(page, 'More').last().click()
  await page.getByRole('menuitem', { name: 'Download the data' }).waitFor()
  assert.equal(await page.getByRole('menuitem', { name: 'Erase for good' }).count(), 0)
  await page.keyboard.press('Escape')
  const statuses = await page.evaluate(`Promise.all([
    ['/api/v1/customers/${ids.kata}/adjustments', { amount: 5, reason: 'me' }],
    ['/api/v1/customers/${ids.kata}/erase', undefined],
    ['/api/v1/customers/filtered/export', { whom: { filter: {} } }],
    ['/api/v1/bulk-actions', { whom: { filter: {} }, deed: { kind: 'adjust', amount: 5, reason: 'us' } }],
  ].map(([path, body]) => fetch(path, { method: 'POST', headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body) }).then(({ status }) => status)))`)
  assert.deepEqual(statuses, [403, 403, 403, 403])
  const looks = await shop.signedIn('read-only')
  await looks.goto(`${stage.url}/customers/${ids.kata}`)
  await title(looks, 'Minta Kata')
  await settled(looks)
  assert.equal(await button(looks, 'Note').count(), 0)
  await page.context().close()
  await looks.context().close()
})

test('profile, panels and forms are whole for everybody: axe, light and dark, phone and desk, four languages', async () => {
  for (const [colorScheme, viewport] of [
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 390, height: 844 }],
  ] as const) {
    const page = await shop.signedIn('owner', { colorScheme, viewport })
    await page.goto(stage.url)
    for (const address of [
      `/customers/${ids.bence}`,
      `/customers?look=${ids.bence}`,
      `/customers/duplicates?one=${ids.kata}&other=${ids.bence}`,
      `/customers/duplicates?one=${ids.kata}`,
      `/purchases?look=${coffee.purchase.id}`,
    ]) {
      await goWithin(page, address)
      // What opens beside a list is fetched then, and comes in softly.
      await page.waitForLoadState('networkidle')
      await settled(page)
      assert.deepEqual(await axeFaults(page), [], `${address} ${colorScheme}`)
      await noSidewaysScroll(page, address)
    }
    await goWithin(page, '/customers')
    await button(page, 'Filters').click()
    await page.waitForLoadState('networkidle')
    await settled(page)
    assert.deepEqual(await axeFaults(page), [], `filters ${colorScheme}`)
    await page.context().close()
  }
  for (const language of languages) {
    const page = await shop.signedIn('owner', { viewport: { width: 360, height: 740 } })
    await page.addInitScript(`localStorage.setItem('regulars.language', '${language}')`)
    await page.goto(`${stage.url}/customers/${ids.bence}`)
    await settled(page)
    await noSidewaysScroll(page, `profile ${language}`)
    await goWithin(page, `/purchases?look=${coffee.purchase.id}`)
    await noSidewaysScroll(page, `purchase ${language}`)
    await page.context().close()
  }
  assert.deepEqual(stage.complaints(), [])
})
