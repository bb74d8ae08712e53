import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { chromium, type Locator, type Page } from 'playwright-core'
import { newFolder } from './app.ts'
import { chromiumOptions } from './chromium.ts'
import { axeFaults, openBrowser, type Scene } from './fixtures/browser.ts'
import { busyCafe } from './fixtures/counter.ts'
import type { Json } from './fixtures/shop.ts'
import { filmQr } from './fixtures/video.ts'

// The counter as staff meet it: a real browser, the real app, a café with one stamp for each visit.

const stage = await openBrowser()
const phone = { width: 390, height: 844 }
const tablet = { width: 1024, height: 768 }
const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })

async function cafe(): Promise<{ shop: Scene; kata: Json }> {
  const shop = await stage.open()
  const wish = { givenName: 'Kata', familyName: 'Minta', phone: '06 30 123 4417' }
  return { shop, kata: await shop.done('POST', '/api/v1/customers', wish) }
}

async function open(page: Page): Promise<void> {
  await page.goto(`${stage.url}/counter`)
  await button(page, 'Without a card').waitFor()
  await page.getByText('Synced').waitFor()
}

/** Signed in on a phone of her own, at the counter. */
async function atCounter(shop: Scene, role: 'owner' | 'staff' = 'owner', viewport = phone): Promise<Page> {
  const page = await shop.signedIn(role, { viewport })
  await open(page)
  return page
}

async function tap(page: Page | Locator, digits: string): Promise<void> {
  for (const digit of digits) await button(page, digit).click()
}

/** Waits until the page would open without network. (The page's policy forbids Playwright's own way of waiting.) */
async function served(page: Page): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const parts = await page.evaluate<string[]>(
      `caches.open('regulars-counter-parts').then((kept) => kept.keys()).then((all) => all.map(({ url }) => url))`,
    )
    if (parts.some((url) => url.includes('Camera'))) return
    await page.waitForTimeout(100)
  }
  assert.fail('the counter is not taken along')
}

const purchasesOf = async (shop: Scene, customer?: string): Promise<Json[]> =>
  (await shop.done('GET', `/api/v1/purchases?limit=100${customer ? `&customer=${customer}` : ''}`)).items

/** Adds up what jumps on a page from its first paint on, as Lighthouse does. */
const watchJumps = `window.jumped = 0; new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.jumped += value
}).observe({ type: 'layout-shift', buffered: true })`

test('opening the counter, nothing jumps, and that nobody has come in yet is no fault', async () => {
  const { shop } = await cafe()
  const nobody = await stage.page({ viewport: phone })
  const signedIn = await shop.signedIn('owner', { viewport: phone })
  for (const [page, there] of [
    [nobody, nobody.getByLabel('Password')],
    [signedIn, button(signedIn, 'Without a card')],
  ] as const) {
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.addInitScript(watchJumps)
    await page.goto(`${stage.url}/counter`)
    await there.waitFor()
    await page.evaluate('document.fonts.ready')
    await page.waitForTimeout(500)
    assert.ok((await page.evaluate<number>('window.jumped')) < 0.02)
    assert.deepEqual(faults, [])
  }
  await nobody.getByLabel('E-mail').fill('nobody@example.com')
  await nobody.getByLabel('Password').fill('wrong password')
  await button(nobody, 'Sign in').click()
  await nobody.getByRole('alert').waitFor()
  for (const page of [nobody, signedIn]) await page.context().close()
})

test('a known customer is rung up in at most three taps besides digits: person, amount, ring up', async () => {
  const { shop, kata } = await cafe()
  const page = await atCounter(shop)
  await page.evaluate(`window.taps = 0; addEventListener('click', (event) => {
    const key = event.target.closest?.('[data-keys] button, [data-tall] button')
    if (!key && !/^\\d+$/.test(event.target.textContent)) window.taps += 1
  }, true)`)
  await tap(page, '417')
  await button(page, /Minta Kata/).click()
  await tap(page, '2480')
  await page.getByText('1 → 2 of 10').waitFor()
  await button(page, /^Ring up/).click()
  await page.getByRole('main').getByText('Kata: 2 of 10.').waitFor()
  await button(page, 'Next person').waitFor()
  assert.ok((await page.evaluate<number>('window.taps')) <= 3)
  const [sold] = await purchasesOf(shop, kata.id)
  assert.equal(sold.total, 2_480)
  // The next person comes by herself.
  await button(page, 'Without a card').waitFor()
  await page.context().close()
})

test('by keyboard alone: digits, Enter, amount, Enter; Ctrl+Z takes it back, and nothing is left', async () => {
  const { shop, kata } = await cafe()
  const page = await atCounter(shop, 'staff', tablet)
  const type = (text: string) => page.keyboard.type(text, { delay: 60 })
  await type('417')
  await button(page, /Minta Kata/).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
  await page.keyboard.press('Escape')
  await button(page, 'Without a card').waitFor()
  await page.keyboard.press('/')
  await page.waitForTimeout(60)
  await type('mint')
  await button(page, /Minta Kata/).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
  await type('990')
  await page.keyboard.press('Enter')
  await button(page, 'Undo this sale').waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText('Undone. Nothing of it is left.').first().waitFor()
  const [sold] = await purchasesOf(shop, kata.id)
  assert.equal(sold.fullyReturned, true)
  const { balances } = await shop.done('GET', `/api/v1/customers/${kata.id}/ledger`)
  assert.equal(balances['stamps:coffee'], 1)
  await page.context().close()
})

test('amounts are added as on a till, each a line of its own; what she paid last time is one tap', async () => {
  const { shop, kata } = await cafe()
  const page = await atCounter(shop, 'staff')
  const find = async () => {
    await tap(page, '417')
    await button(page, /Minta Kata/).click()
    await page.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
  }
  await find()
  await tap(page, '480')
  await button(page, 'Plus another amount').click()
  await page.keyboard.type('70+5', { delay: 60 })
  await page.getByText('480 Ft + 70 Ft + 5 Ft').waitFor()
  // Deleting goes back into the amount before.
  await button(page, 'Delete the last digit').click()
  await button(page, 'Delete the last digit').click()
  await tap(page, '0')
  await page.getByText('480 Ft + 700 Ft').waitFor()
  await page.getByText('1 → 2 of 10').waitFor()
  await button(page, /^Ring up/).click()
  await button(page, 'Next person').click()
  await find()
  await button(page, 'As last time: 1 180 Ft').click()
  await button(page, /^Ring up/).click()
  await button(page, 'Next person').waitFor()
  const [latest, first] = await purchasesOf(shop, kata.id)
  assert.deepEqual(
    first.lines.map(({ total }: Json) => total),
    [480, 700],
  )
  assert.deepEqual([latest.total, first.total], [1_180, 1_180])
  await page.context().close()
})

test('a hand-scanner is heard anywhere, and what it types is no amount', async () => {
  const { shop, kata } = await cafe()
  const page = await atCounter(shop)
  await button(page, 'Without a card').click()
  await tap(page, '55')
  // As fast as a scanner also where the machine is busy: all signs from within the page.
  await page.evaluate(
    `for (const key of ${JSON.stringify([...kata.cards[0], 'Enter'])})
       document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`,
  )
  await page.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
  await tap(page, '700')
  await page.getByText('700 Ft', { exact: true }).first().waitFor()
  await button(page, /^Ring up/).click()
  await page.getByRole('main').getByText('Kata: 2 of 10.').waitFor()
  await page.context().close()
})

test('the camera reads a card that is held before it', async () => {
  const { shop, kata } = await cafe()
  const film = join(newFolder(), 'card.y4m')
  filmQr(kata.cards[0], film)
  const options = chromiumOptions()
  const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const browser = await chromium.launch({
    ...options,
    args: [...options.args, ...fake, `--use-file-for-fake-video-capture=${film}`],
  })
  try {
    const signedIn = await shop.signedIn('staff')
    const context = await browser.newContext({ viewport: phone, locale: 'en-GB', permissions: ['camera'] })
    await context.addCookies(await signedIn.context().cookies())
    const page = await context.newPage()
    const refused: string[] = []
    page.on(
      'console',
      (message) => /Content[- ]Security/i.test(message.text()) && refused.push(message.text()),
    )
    await open(page)
    await button(page, 'Scan cards with the camera').click()
    await page.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
    assert.deepEqual(refused, [])
    await signedIn.context().close()
  } finally {
    await browser.close()
  }
})

test('without network: five sales and two stamps, the tab closed, network back: the server has each once', async () => {
  const { shop, kata } = await cafe()
  const page = await atCounter(shop, 'staff')
  const context = page.context()
  await tap(page, '417')
  await button(page, /Minta Kata/).waitFor()
  await served(page)
  await context.setOffline(true)
  await page.getByText('No network. Carry on.').waitFor()
  const sellTo = async (who: string | null, amount: string) => {
    if (who) {
      await tap(page, who)
      await button(page, /Minta Kata/).click()
    } else await button(page, 'Without a card').click()
    await tap(page, amount)
    await button(page, /^Ring up/).click()
    await button(page, 'Next person').click()
    await button(page, 'Without a card').waitFor()
  }
  await page.keyboard.press('Escape')
  for (const amount of ['110', '220', '330', '440', '550']) await sellTo(null, amount)
  await sellTo('417', '660')
  await page.getByText('6 sales wait here').waitFor()
  // The device knows what it has done: her next stamp is the third.
  await tap(page, '417')
  await button(page, /Minta Kata.*2 \/ 10/).click()
  await tap(page, '770')
  await page.getByText('2 → 3 of 10').waitFor()
  await button(page, /^Ring up/).click()
  await page.getByRole('main').getByText('Kata: 3 of 10.').waitFor()
  assert.deepEqual(await axeFaults(page), [])
  await page.close()
  assert.deepEqual(await purchasesOf(shop), [])

  // The counter opens without network, too, and what waits is there.
  const again = await context.newPage()
  await again.goto(`${stage.url}/counter`)
  await again.getByText('7 sales wait here').waitFor()
  await button(again, 'See').click()
  await again.getByRole('heading', { name: 'What waits here' }).waitFor()
  assert.equal(await again.getByRole('listitem').count(), 7)
  await context.setOffline(false)
  await again.getByText('Everything has been sent.').waitFor({ timeout: 20_000 })
  const sold = await purchasesOf(shop)
  assert.deepEqual(
    sold.map(({ total }) => total).sort((a, b) => a - b),
    [110, 220, 330, 440, 550, 660, 770],
  )
  const { balances } = await shop.done('GET', `/api/v1/customers/${kata.id}/ledger`)
  assert.equal(balances['stamps:coffee'], 3)
  await context.close()
})

test('two counters spend one balance: one wins, the other is told why', async () => {
  const { shop, kata } = await cafe()
  await shop.done('POST', '/api/v1/vouchers', {
    ...{ name: 'Cookie', benefit: { kind: 'gift' }, maxUses: 1 },
    customer: { id: kata.id },
  })
  const pages = [await atCounter(shop), await atCounter(shop, 'staff')]
  for (const page of pages) {
    await tap(page, '417')
    await button(page, /Minta Kata/).click()
    await button(page, 'Use it').click()
    await tap(page, '500')
    await page.getByText('1 → 2 of 10').waitFor()
  }
  await Promise.all(pages.map((page) => button(page, /^Ring up/).click()))
  const ends = await Promise.all(
    pages.map((page) =>
      Promise.race([
        page
          .getByRole('main')
          .getByText(/Hand over: Cookie/)
          .waitFor()
          .then(() => 'won'),
        page
          .getByRole('alert')
          .waitFor()
          .then(() => 'told'),
      ]),
    ),
  )
  assert.deepEqual(ends.sort(), ['told', 'won'])
  assert.equal((await purchasesOf(shop, kata.id)).length, 1)
  for (const page of pages) await page.context().close()
})

test('two counters spend one balance of points at once: it is spent once, and what is left is right', async () => {
  const { shop, kata } = await busyCafe(stage)
  const pages = [await atCounter(shop), await atCounter(shop, 'staff')]
  for (const page of pages) {
    await tap(page, '417')
    await button(page, /Minta Kata/).click()
    await tap(page, '5000')
    await button(page, /^Pay with 200 points/).click()
    await page.getByText('To pay: 3 000 Ft').waitFor()
  }
  await Promise.all(pages.map((page) => button(page, /^Ring up/).click()))
  const ends = await Promise.all(
    pages.map((page) =>
      Promise.race([
        button(page, 'Next person')
          .waitFor()
          .then(() => 'won'),
        page
          .getByRole('alert')
          .waitFor()
          .then(() => 'told'),
      ]),
    ),
  )
  assert.deepEqual(ends.sort(), ['told', 'won'])
  const sold = (await purchasesOf(shop, kata.id)).filter(({ gross }) => gross === 5_000)
  assert.deepEqual(
    sold.map(({ toPay }) => toPay),
    [3_000],
  )
  const { balances } = await shop.done('GET', `/api/v1/customers/${kata.id}/ledger`)
  // What was paid with money earns, and remainders are carried.
  assert.equal(balances.points, Math.floor((7 * 3_270 + 3_000) / 100) - 200)
  for (const page of pages) await page.context().close()
})

test('a return from the list: one piece of two, and what it had brought goes with it', async () => {
  const { shop, kata } = await cafe()
  await shop.done('POST', '/api/v1/purchases', {
    customer: { id: kata.id },
    lines: [
      { name: 'Bun', quantity: 2, unitPrice: 600 },
      { name: 'Coffee', quantity: 1, unitPrice: 900 },
    ],
  })
  const page = await atCounter(shop)
  await button(page, 'Today’s sales').click()
  await page.getByText('2 Bun, Coffee').waitFor()
  await button(page, 'Return').click()
  await button(page, 'One less: Coffee').click()
  await button(page, 'One less: Bun').click()
  await button(page, 'Something is wrong with it').click()
  await button(page, /^Take it back/).click()
  await page.getByText(/Done\. Give back: 600/).waitFor()
  assert.deepEqual(await axeFaults(page), [])
  const [sold] = await purchasesOf(shop, kata.id)
  assert.equal(sold.returned, 600)
  await page.context().close()
})

test('a shared till: nobody before a PIN, staff switch by it, and a manager’s word lets one deed through', async () => {
  const { shop, kata } = await cafe()
  const manager = await shop.signedIn('owner', { viewport: tablet })
  const helper = await shop.signedIn('staff')
  await helper.context().close()
  const { items: seats } = await shop.done('GET', '/api/v1/staff')
  const idOf = (role: string) => seats.find((seat: Json) => seat.role === role).id
  await shop.done('PUT', `/api/v1/staff/${idOf('staff')}/pin`, { pin: '4321' })
  await shop.done('POST', '/api/v1/vouchers', {
    name: 'Cookie',
    benefit: { kind: 'gift' },
    customer: { id: kata.id },
  })
  await open(manager)
  await manager.getByRole('button', { name: /This device/ }).click()
  await manager.getByLabel('Your PIN, 4 to 8 digits').fill('1234')
  await button(manager, 'Make it a shared till').click()
  await manager.getByRole('heading', { name: 'Who stands here?' }).waitFor()
  assert.deepEqual(await axeFaults(manager), [])
  assert.equal((await manager.request.get(`${stage.url}/api/v1/me`)).status(), 401)

  await button(manager, 'Próba Péter').click()
  await tap(manager, '0000')
  await button(manager, 'Open the till').click()
  await manager.getByText('This is not the PIN.').waitFor()
  await tap(manager, '4321')
  await button(manager, 'Open the till').click()
  await button(manager, 'Without a card').waitFor()
  await manager.waitForLoadState('networkidle')
  // As fast as a person: faster would be a scan.
  await manager.keyboard.type(kata.cards[0], { delay: 60 })
  await manager.keyboard.press('Enter')
  await manager.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
  await button(manager, 'Use it').click()
  await tap(manager, '500')
  await button(manager, /^Ring up/).click()
  await manager.getByRole('dialog', { name: 'A manager’s word' }).waitFor()
  assert.deepEqual(await axeFaults(manager), [])
  await tap(manager.getByRole('dialog'), '1234')
  await button(manager, 'Allow it').click()
  await manager
    .getByRole('main')
    .getByText(/Hand over: Cookie/)
    .waitFor()
  const [sold] = await purchasesOf(shop, kata.id)
  assert.equal(sold.staffId, idOf('staff'))
  await button(manager, 'Lock').click()
  await manager.getByRole('heading', { name: 'Who stands here?' }).waitFor()
  await manager.context().close()
})

test('somebody new by her phone in one sheet; a known number says so beside the field', async () => {
  const { shop } = await cafe()
  const page = await atCounter(shop)
  await button(page, 'New customer').click()
  await page.getByLabel('Phone number').fill('06 30 123 4417')
  await button(page, 'Take on').click()
  await page.getByRole('alert').waitFor()
  assert.deepEqual(await axeFaults(page), [])
  await page.getByLabel('Phone number').fill('06 30 555 1234')
  await page.getByLabel('Name, if wanted').fill('Példa Anna')
  await button(page, 'Take on').click()
  await page.getByRole('heading', { name: 'Anna', level: 1 }).waitFor()
  const { items } = await shop.done('GET', '/api/v1/customers?query=5551234')
  assert.equal(items[0].familyName, 'Példa')
  await page.context().close()
})
