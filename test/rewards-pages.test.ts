import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { axeFaults, noSidewaysScroll, openBrowser, settled } from './fixtures/browser.ts'

/** Rewards, vouchers and gift cards as the owner keeps them, in Chromium, by role and name. */

const stage = await openBrowser()
after(() => assert.deepEqual(stage.complaints(), []))
const shop = await stage.open()

async function open(page: Page, path: string): Promise<void> {
  await page.goto(stage.url + path)
  await settled(page)
}

/** A PNG of one colour, made here (W3C PNG, §5): signature, header, data, end. */
function picture(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(body.length + 8)
    frame.writeUInt32BE(data.length, 0)
    body.copy(frame, 4)
    frame.writeUInt32BE(crc(body), body.length + 4)
    return frame
  }
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0])
  const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array(24).fill(120)])))
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    ...[chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))],
  ])
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

test('a reward with a picture goes on the shelf, is counted, moved, taken off and put back', async () => {
  const page = await shop.signedIn('owner')
  await open(page, '/rewards')
  await page.getByText(/Nothing on the shelf yet/).waitFor()
  await page.getByRole('button', { name: 'New reward' }).click()
  const panel = page.getByRole('region', { name: 'New reward' })
  await panel.getByRole('textbox', { name: 'What it is called' }).fill('Slice of cake')
  await panel.getByRole('button', { name: 'Other languages' }).first().click()
  await panel.getByRole('textbox', { name: 'In this language: English' }).fill('A slice of cake')
  const file = { name: 'cake.png', mimeType: 'image/png', buffer: picture() }
  await panel.getByLabel('Choose a picture').first().setInputFiles(file)
  await panel.getByRole('img', { name: 'The picture you chose' }).waitFor()
  await panel.getByLabel('Stamps of which card').selectOption({ label: 'Coffee card' })
  await panel.getByRole('textbox', { name: 'How many stamps' }).fill('5')
  await panel.getByRole('textbox', { name: 'How many there are' }).fill('3')
  await panel.getByRole('textbox', { name: 'What one costs you' }).fill('380')
  await panel.getByRole('button', { name: 'Put it on the shelf' }).click()

  await page.getByRole('button', { name: /^A slice of cake/ }).waitFor()
  await page.getByRole('button', { name: 'One less: A slice of cake' }).click()
  await page.getByLabel('2 left').waitFor()
  const [reward] = (await shop.done('GET', '/api/v1/rewards')).items
  assert.deepEqual(reward.price, { stamps: { card: 'coffee', count: 5 } })
  assert.deepEqual([reward.stock, reward.costMinor, reward.name.en], [2, 380, 'A slice of cake'])
  assert.match(reward.picture, /^\/pictures\/\w+\.webp$/)

  await shop.done('POST', '/api/v1/rewards', { name: 'Tea', benefit: { kind: 'product' } })
  await page.reload()
  await settled(page)
  await page.getByRole('button', { name: /^Move: Tea/ }).focus()
  await page.keyboard.press('ArrowLeft')
  await page.getByRole('listitem').first().getByText('Tea').waitFor()
  await page.getByRole('button', { name: /^Tea/ }).click()
  await page.getByRole('button', { name: 'Take it off the shelf' }).click()
  await page.getByText('Off the shelf: Tea').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Back on the shelf: Tea').waitFor()
  assert.deepEqual(
    (await shop.done('GET', '/api/v1/rewards')).items.map(({ name }: { name: unknown }) => name)[0],
    'Tea',
  )
  await page.context().close()
})

test('what is wrong with a reward stands beside its field, and nothing typed is lost', async () => {
  const page = await shop.signedIn('owner')
  await open(page, '/rewards')
  await page.getByRole('button', { name: 'New reward' }).click()
  const panel = page.getByRole('region', { name: 'New reward' })
  await panel.getByRole('textbox', { name: 'What one costs you' }).fill('ten')
  await panel.getByText('Write an amount.').waitFor()
  assert.equal(await panel.getByRole('textbox', { name: 'What one costs you' }).inputValue(), 'ten')
  await panel.getByRole('button', { name: 'Put it on the shelf' }).click()
  await panel.locator('[aria-invalid=true]').first().waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a held reward is handed out from the list, by name', async () => {
  const { id } = await shop.done('POST', '/api/v1/customers', { givenName: 'Ágnes', familyName: 'Példa' })
  const gift = { name: 'Biscuit', benefit: { kind: 'gift' } }
  const { id: rewardId } = await shop.done('POST', '/api/v1/rewards', gift)
  await shop.done('POST', '/api/v1/redemptions', { customer: { id }, rewardId })
  const page = await shop.signedIn('owner')
  await open(page, '/rewards/redemptions')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Biscuit' })
    .getByRole('link', { name: /Példa/ })
    .waitFor()
  await page.getByRole('button', { name: 'Hand it out' }).click()
  await page.getByText('Handed out: Biscuit').waitFor()
  await page.getByText('Nothing here.').waitFor()
  await page.context().close()
})

test('a voucher is tied to one customer and to a place, by keyboard, and the list says so', async () => {
  const own = await stage.open({ name: 'Minta', language: 'en' })
  await own.done('POST', '/api/v1/locations', { name: 'Minta tér' })
  const { id: closed } = await own.done('POST', '/api/v1/locations', { name: 'Closed' })
  await own.done('PATCH', `/api/v1/locations/${closed}`, { closed: true })
  const kata = await own.done('POST', '/api/v1/customers', { givenName: 'Kata', familyName: 'Minta' })
  await own.done('POST', '/api/v1/customers', { givenName: 'Elek', familyName: 'Teszt' })
  const page = await own.signedIn('owner', { viewport: { width: 390, height: 844 } })
  await open(page, '/vouchers')
  await page.getByRole('button', { name: 'New voucher' }).press('Enter')
  const panel = page.getByRole('region', { name: 'New voucher' })
  const whose = panel.getByRole('combobox', { name: 'Only for one customer' })
  await whose.focus()
  await page.keyboard.type('mint kata')
  await page.getByRole('option', { name: 'Kata Minta' }).waitFor()
  assert.deepEqual(await axeFaults(page), [])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  assert.equal(await whose.inputValue(), 'Kata Minta')
  assert.equal(await panel.getByRole('checkbox', { name: 'Closed' }).count(), 0)
  await panel.getByRole('checkbox', { name: 'Minta tér' }).press('Space')
  await panel.getByRole('textbox', { name: 'Percent' }).fill('15')
  await noSidewaysScroll(page)
  assert.deepEqual(await axeFaults(page), [])
  await panel.getByRole('button', { name: 'Make the voucher' }).press('Enter')
  const code = await panel.locator('code').textContent()
  const [voucher] = (await own.done('GET', '/api/v1/vouchers')).items
  assert.deepEqual([voucher.customerId, voucher.locations.length], [kata.id, 1])
  const foreign = await own.ask('POST', '/api/v1/vouchers/look-up', {
    code,
    locationId: voucher.locations[0],
  })
  assert.equal(foreign.status, 409, 'of nobody else')
  await panel.getByRole('button', { name: 'Back' }).click()
  const row = page.getByRole('listitem').filter({ hasText: '15' })
  await row.getByText('Only here: Minta tér').waitFor()
  await row.getByRole('link', { name: 'Kata Minta' }).click()
  await page.getByRole('heading', { level: 1, name: /Kata/ }).waitFor()
  await page.context().close()
})

test('many vouchers are made with their progress in sight, listed as one, stopped and put back', async () => {
  const page = await shop.signedIn('owner')
  await open(page, '/vouchers')
  await page.getByRole('button', { name: 'New voucher' }).click()
  const panel = page.getByRole('region', { name: 'New voucher' })
  await panel.getByLabel('How many').first().selectOption('many')
  await panel.getByRole('textbox', { name: 'How many', exact: true }).fill('1200')
  await panel.getByRole('textbox', { name: 'Percent' }).fill('15')
  await panel.getByRole('button', { name: 'Make 1,200 vouchers' }).click()
  await panel.getByText('1,200 of 1,200 made').first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Their codes (CSV)' }).click(),
  ])
  const codes = (await (await download.createReadStream()).toArray()).join('').trim().split('\r\n')
  assert.equal(new Set(codes.slice(1)).size, 1_200)
  await panel.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Made together' }).click()
  await page.getByText('1,200 made, 0 used, 1,200 left').waitFor()
  await page.getByRole('button', { name: 'Stop the unused' }).click()
  await page.getByText('1,200 vouchers stopped.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('1,200 vouchers are usable again.').waitFor()

  await page.getByRole('button', { name: 'Look up a code' }).click()
  await page.getByRole('textbox', { name: 'Code' }).fill(codes[1]!)
  await page.keyboard.press('Enter')
  await page.getByText('15% off').last().waitFor()
  await page.context().close()
})

test('a gift card is made, found by its code, topped up and blocked, and tells what moved', async () => {
  const page = await shop.signedIn('owner')
  await open(page, '/gift-cards')
  await page.getByRole('button', { name: 'New gift card' }).click()
  const panel = page.getByRole('region', { name: 'New gift card' })
  await panel.getByRole('textbox', { name: 'Amount' }).fill('10 000')
  await panel.getByRole('button', { name: 'Make the gift card' }).click()
  const code = (await panel.getByText(/^\w{4}-\w{4}-\w{4}$/).textContent())!
  await panel.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Look up a code' }).click()
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.keyboard.press('Enter')
  const card = page.getByRole('region', { name: 'Gift card', exact: true })
  await card.getByRole('textbox', { name: 'Add money' }).fill('500')
  await card.getByRole('button', { name: 'Add', exact: true }).click()
  await card.getByRole('heading', { name: /10.500.Ft/ }).waitFor()
  await card.getByRole('textbox', { name: 'Why it is blocked' }).fill('lost')
  await card.getByRole('button', { name: 'Block it' }).click()
  await card.getByText('blocked: lost').waitFor()
  assert.equal(await card.getByText('paid in').count(), 2)
  await page.context().close()
})

test('staff sees the shelf and can’t change it; open panels are whole for everybody', async () => {
  const staff = await shop.signedIn('staff')
  for (const path of ['/rewards', '/vouchers', '/gift-cards']) {
    await open(staff, path)
    assert.equal(await staff.getByRole('button', { name: /^New / }).count(), 0, path)
  }
  await staff.context().close()
  for (const [path, button] of [
    ['/rewards', 'New reward'],
    ['/vouchers', 'New voucher'],
    ['/gift-cards', 'New gift card'],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await shop.signedIn('owner', { colorScheme, viewport: { width: 390, height: 844 } })
      await open(page, path)
      await page.getByRole('button', { name: button }).click()
      await page.getByRole('region', { name: button }).waitFor()
      await page.waitForTimeout(250)
      assert.deepEqual(await axeFaults(page), [], `${path} ${colorScheme}`)
      await noSidewaysScroll(page)
      await page.context().close()
    }
  }
})
