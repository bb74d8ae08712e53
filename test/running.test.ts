import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { showId } from '../server/platform/ids.ts'
import { refusals } from '../server/platform/refusals.ts'
import { words } from '../web/admin/settings/words/words.ts'
import { axeFaults, noSidewaysScroll, openBrowser } from './fixtures/browser.ts'

// Running the shop in the back office, as its owner does it.

const stage = await openBrowser()
const shop = await stage.open()
const desk = { viewport: { width: 1280, height: 900 } }

test('a list of customers: columns are known, a try writes nothing, errors can be fetched, and again adds nothing', async () => {
  const page = await shop.signedIn('owner', desk)
  await page.goto(`${stage.url}/settings/imports`)
  await page.getByRole('button', { name: 'Look at the file' }).click()
  await page.getByText('Choose a file first.').waitFor()
  const csv = 'Név;E-mail;Telefon;Megjegyzés\nMinta Kata;kata@example.com;06205550417;x\nTeszt Elek;;;y\n'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'vevok.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Look at the file' }).click()
  await page.getByRole('heading', { name: 'How to read vevok.csv' }).waitFor()
  const email = page.getByRole('combobox', { name: 'What is in the column “E-mail”' })
  assert.equal(await email.inputValue(), 'E-mail')
  assert.equal(await page.getByRole('combobox', { name: /“Megjegyzés”/ }).inputValue(), '')
  assert.deepEqual(await axeFaults(page), [])
  await page.getByRole('button', { name: 'Try it, write nothing' }).click()
  await page.getByText('Tried, nothing was written. New: 1. There already: 0.').waitFor()
  await page.getByText('1 row: something that is needed is empty').waitFor()
  assert.equal((await shop.done('GET', '/api/v1/customers?query=kata')).items.length, 0)
  await page.getByRole('button', { name: 'Bring it in' }).click()
  await page.getByText('Done. New: 1. There already: 0.').waitFor()
  assert.equal((await shop.done('GET', '/api/v1/customers?query=kata')).items.length, 1)
  const fetched = page.waitForEvent('download')
  await page.getByRole('link', { name: 'The rows that were left out (CSV)' }).last().click()
  assert.match(readFileSync(await (await fetched).path(), 'utf8'), /3,externalId,value_missing/)

  await page.getByRole('link', { name: 'Look again: vevok.csv' }).first().click()
  await page.reload()
  await page.getByText('By which map?').waitFor()
  await page.getByRole('button', { name: 'Try it, write nothing' }).click()
  await page.getByText('Tried, nothing was written. New: 0. There already: 1.').waitFor()
  assert.deepEqual(stage.complaints(), [])
})

test('an export is made, fetched, and only the owner sees the page', async () => {
  const page = await shop.signedIn('owner', desk)
  await page.goto(`${stage.url}/settings/exports`)
  await page.getByRole('radio', { name: 'Customers' }).click()
  await page.getByRole('button', { name: 'Make the file' }).click()
  const link = page.getByRole('link', { name: /^Download, until/ })
  await link.waitFor()
  const fetched = page.waitForEvent('download')
  await link.click()
  assert.match((await fetched).suggestedFilename(), /^regulars-customers-.*\.zip$/)
  const manager = await shop.signedIn('manager', desk)
  await manager.goto(`${stage.url}/settings/exports`)
  await manager.getByRole('heading', { name: 'This is for managers.' }).waitFor()
})

test('a question with choices is designed, asked, moved, and taken back', async () => {
  const page = await shop.signedIn('owner', desk)
  await page.goto(`${stage.url}/settings/questions`)
  await page.getByRole('button', { name: 'Ask something' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Write the question.').waitFor()
  await page.getByLabel('English', { exact: true }).fill('Milk?')
  await page.getByLabel('Magyar', { exact: true }).fill('Milyen tej?')
  await page.getByRole('combobox', { name: 'What kind of answer?' }).click()
  await page.getByRole('option', { name: 'one of several' }).click()
  await page.getByLabel('Choice 1, English').fill('Oat')
  await page.getByRole('button', { name: 'One more' }).click()
  await page.getByLabel('Choice 2, English').fill('Cow')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Change: Milk?' }).waitFor()
  const { items } = await shop.done('GET', '/api/v1/attributes')
  assert.deepEqual([items[0].key, items[0].askedAtJoining], ['milk', true])
  assert.deepEqual(
    items[0].choices.map(({ key }: { key: string }) => key),
    ['oat', 'cow'],
  )
  await page.getByRole('heading', { name: 'A gift for answering' }).waitFor()
  await page.getByRole('button', { name: 'Ask no longer: Milk?' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Change: Milk?' }).waitFor()
  assert.deepEqual(await axeFaults(page), [])
})

test('business, locations and the counter’s limits are changed, and the journal says so in plain words', async () => {
  const page = await shop.signedIn('owner', desk)
  await page.goto(`${stage.url}/settings/business`)
  await page.getByLabel('What is it called?').fill('Cinke Kávézó és Pék')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await page.goto(`${stage.url}/settings/locations`)
  await page.getByRole('button', { name: 'Open a location' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Minta tér')
  await page.getByLabel('Address').fill('Minta tér 1.\n1011 Budapest')
  await page.getByLabel('Phone').fill('call us')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('must be a phone number').waitFor()
  await page.getByLabel('Phone').fill('+36 (1) 555 0417')
  assert.deepEqual(await axeFaults(page), [])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Minta tér 1. 1011 Budapest · +36 (1) 555 0417').waitFor()
  await page.getByRole('button', { name: 'Close: Minta tér' }).click()
  await page.getByText('Closed: Minta tér').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Close: Minta tér' }).waitFor()
  await page.goto(`${stage.url}/settings/counter`)
  await page.getByLabel('Redeeming needs a manager above (points)').fill('300')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  const { settings } = await shop.done('GET', '/api/v1/business')
  assert.equal(settings.counter.redeemApprovalPoints, 300)

  await page.goto(`${stage.url}/settings/journal`)
  await page.getByText('Business: changed').first().waitFor()
  await page.getByRole('combobox', { name: 'About what' }).click()
  await page.getByRole('option', { name: 'Location' }).click()
  await page.getByText('Location: opened').waitFor()
  assert.equal(await page.getByText('Business: changed').count(), 0)
  assert.match(page.url(), /what=location/)
  const fetched = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  assert.match(readFileSync(await (await fetched).path(), 'utf8'), /location\.opened,sta_\w+,Demó Dóra/)
  assert.deepEqual(await axeFaults(page), [])
})

test('a card tells where the shop is and how to call it, of open places alone', async () => {
  const own = await stage.open({ language: 'en' })
  const first = (await own.done('GET', '/api/v1/locations')).items[0]
  await own.done('PATCH', `/api/v1/locations/${first.id}`, {
    address: 'Minta utca 1.',
    phone: '+36 (1) 555 0417',
  })
  const { id } = await own.done('POST', '/api/v1/locations', { name: 'Closed', address: 'Nowhere' })
  await own.done('PATCH', `/api/v1/locations/${id}`, { closed: true })
  const page = await stage.page({ viewport: { width: 360, height: 740 } })
  const joined = await own.ask('POST', `/api/v1/join/${showId('business', own.businessId)}`, {
    ...{ name: 'Minta Kata', email: 'places@example.com' },
  })
  assert.equal(joined.status, 201, joined.text)
  await page.goto(`${stage.url}/card/${joined.body.token}`)
  await page
    .getByRole('link', { name: 'Me', exact: true })
    .or(page.getByRole('button', { name: 'Me', exact: true }))
    .click()
  await page.getByRole('heading', { name: 'Where to find us' }).waitFor()
  await page.getByText('Minta utca 1.').waitFor()
  const call = page.getByRole('link', { name: '+36 (1) 555 0417' })
  assert.equal(await call.getAttribute('href'), 'tel:+3615550417')
  assert.equal(await page.getByText('Nowhere').count(), 0)
  await noSidewaysScroll(page)
  assert.deepEqual(await axeFaults(page), [])
})

test('a sale that was not taken is seen from Today and settled, and a shared till is ended, by the keyboard alone', async () => {
  const other = await stage.open()
  const kata = await other.done('POST', '/api/v1/customers', { givenName: 'Kata', familyName: 'Minta' })
  for (const [key, customerId] of [
    ['one', kata.id],
    ['two', undefined],
  ])
    await other.done('POST', '/api/v1/counter/conflicts', {
      ...{ key, customerId, occurredAt: '2026-11-20T09:00:00Z', code: 'reward.archived' },
      request: { total: 1_190 },
    })
  const page = await other.signedIn('owner', { viewport: { width: 390, height: 844 } })
  await page.goto(stage.url)
  await page.getByText('2 sales from the counter were not taken and wait.').waitFor()
  await page.getByRole('link', { name: 'See' }).press('Enter')
  const row = page.getByRole('listitem').filter({ hasText: 'Kata' })
  await row.waitFor()
  assert.match((await row.textContent())!, /1,190 Ft|1\s190\sFt/)
  assert.ok((await row.textContent())!.includes(refusals['reward.archived'].en))
  await noSidewaysScroll(page)
  assert.deepEqual(await axeFaults(page), [])
  await row.getByRole('button', { name: 'Drop it' }).press('Enter')
  await row.getByText('It will not be counted: no sale, no points.').waitFor()
  await page.keyboard.press('Enter')
  await row.waitFor({ state: 'detached' })
  const left = await other.done('GET', '/api/v1/counter/conflicts?settled=true')
  assert.deepEqual(left.items.map(({ settledHow }: { settledHow: string | null }) => settledHow).sort(), [
    'dropped',
    null,
  ])

  await other.done('POST', '/api/v1/counter/tills', { name: 'Window' })
  await page.goto(`${stage.url}/settings/counter`)
  await page.getByRole('button', { name: 'End: Window' }).press('Enter')
  await page.getByText('It is signed out at once and has to be opened again.').waitFor()
  assert.deepEqual(await axeFaults(page), [])
  await noSidewaysScroll(page)
  await page.keyboard.press('Enter')
  await page.getByText('None yet. Open the counter on a tablet and make it a shared till.').waitFor()
  assert.deepEqual(stage.complaints(), [])
})

test('every happening that the program tells of has its words', () => {
  const root = `${import.meta.dirname}/../server`
  const code = globSync('**/*.ts', { cwd: root, exclude: (path) => /\.(test|fixture)\.ts$/.test(path) })
    .map((file) => readFileSync(`${root}/${file}`, 'utf8'))
    .join('\n')
  const told = [...code.matchAll(/\bwhat: '([a-z_]+)\.([a-z_]+)'/g)]
  assert.ok(told.length > 40)
  const missing = told.flatMap(([, noun = '', verb]) => {
    const known = [noun, noun.replace(/s$/, '')].some((one) => `noun.${one}` in words.en)
    return known && `verb.${verb}` in words.en ? [] : [`${noun}.${verb}`]
  })
  assert.deepEqual([...new Set(missing)], [])
})

test('staff who come by an address that is not theirs are told so kindly, on a phone too', async () => {
  const page = await shop.signedIn('staff', { viewport: { width: 360, height: 740 } })
  for (const path of ['staff', 'keys', 'business', 'imports', 'exports', 'journal', 'questions', 'counter']) {
    await page.goto(`${stage.url}/settings/${path}`)
    await page.getByRole('heading', { name: 'This is for managers.' }).waitFor()
    await noSidewaysScroll(page)
  }
  await page.goto(`${stage.url}/settings`)
  await page.getByRole('link', { name: /^You/ }).waitFor()
  assert.equal(await page.getByRole('main').getByRole('link').count(), 2)
})

test('somebody gets a PIN, a key says what it may do, and a new password signs out everywhere else', async () => {
  const own = await stage.open()
  const [here, elsewhere] = [await own.signedIn('owner', desk), await own.signedIn('owner', desk)]
  await here.goto(`${stage.url}/settings/staff`)
  await here.getByRole('button', { name: 'PIN of Demó Dóra' }).click()
  await here.getByLabel('New PIN, 4 to 8 digits').fill('12')
  await here.getByRole('button', { name: 'Set the PIN' }).click()
  await here.getByText('4 to 8 digits.', { exact: true }).waitFor()
  await here.getByLabel('New PIN, 4 to 8 digits').fill('2468')
  await here.getByRole('button', { name: 'Set the PIN' }).click()
  await here.getByText('PIN set: Demó Dóra').waitFor()
  await here.goto(`${stage.url}/settings/keys`)
  await here.getByText('may do everything').waitFor()
  assert.deepEqual(await axeFaults(here), [])

  await here.goto(`${stage.url}/me`)
  await here.getByRole('button', { name: 'Change the password' }).click()
  await here.getByLabel('The password you have').fill('not this one')
  await here.getByRole('textbox', { name: 'Password', exact: true }).fill('a longer one for tests')
  await here.getByRole('button', { name: 'Change the password' }).click()
  await here.getByText('The e-mail or the password is not right.').waitFor()
  await here.getByLabel('The password you have').fill('after ten coffees one')
  await here.getByRole('button', { name: 'Change the password' }).click()
  await here.getByText('Changed. Everywhere else you are signed out.').waitFor()
  assert.deepEqual(await axeFaults(here), [])
  await elsewhere.goto(stage.url)
  // Both pages share the one cookie that this scene signed in with: the change gave the first a new one.
  await elsewhere.getByRole('heading', { name: 'Good to see you.' }).waitFor()
  await here.goto(`${stage.url}/settings`)
  await here.getByRole('heading', { name: 'Settings' }).waitFor()
})
