import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Transformer } from '@napi-rs/image'
import jsQR from 'jsqr'
import type { Locator, Page } from 'playwright-core'
import { type BusinessId, showId } from '../server/platform/ids.ts'
import { axeFaults, openBrowser, type Scene } from './fixtures/browser.ts'
import { readPdf } from './poppler.ts'

// One customer's whole way, each step as she and the shop do it: the poster on the wall, her phone, the counter.

const stage = await openBrowser()
const phone = { viewport: { width: 390, height: 844 } }
const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })

/** What a camera would read off a picture. */
async function codeIn(png: Buffer): Promise<string> {
  const picture = new Transformer(png)
  const { width, height } = await picture.metadata()
  const pixels = await picture.rawPixels()
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  const channels = pixels.length / (width * height)
  for (let at = 0; at < width * height; at += 1)
    for (let part = 0; part < 3; part += 1)
      rgba[at * 4 + part] = pixels[at * channels + Math.min(part, channels - 1)]!
  const read = jsQR.default(rgba, width, height)
  assert.ok(read, 'no code is read')
  return read.data
}

/** Off the wall: the poster as it is printed. */
async function posterLink({ businessId, apiKey }: Scene): Promise<string> {
  const answer = await fetch(`${stage.url}/api/v1/papers/poster.pdf`, {
    headers: { authorization: `Bearer ${apiKey}` },
  })
  const link = await codeIn(readPdf(Buffer.from(await answer.arrayBuffer())).png)
  assert.equal(link, `${stage.url}/join/${showId('business', businessId as BusinessId)}`)
  return link
}

/** Her code off her phone's screen, and into the finder of the counter. */
async function typeHerCode(counter: Page, card: Page): Promise<void> {
  const code = await codeIn(await card.screenshot())
  await counter.getByRole('textbox', { name: 'Last digits of the phone, or a name' }).fill(code)
  await counter.keyboard.press('Enter')
  await counter.getByRole('heading', { name: 'Kata', level: 1 }).waitFor()
}

async function pay(counter: Page, amount: string): Promise<void> {
  for (const digit of amount) await button(counter, digit).click()
  await button(counter, /^Ring up/).click()
  await button(counter, 'Next person').waitFor()
}

test('from the poster’s code on her phone to the reward in her hand, by the code that turns on her card', async () => {
  const shop = await stage.open({ language: 'en' })
  const card = await stage.page({ ...phone, deviceScaleFactor: 2 })
  await card.goto(await posterLink(shop))
  await card.getByLabel('Your name').fill('Minta Kata')
  await card.getByLabel('Phone or e-mail').fill('06 30 123 4567')
  await button(card, 'Join and get: 1 stamp').click()
  await card.waitForURL(/\/card\//)
  await card.getByText('1 stamp of 10').waitFor()
  assert.deepEqual(await axeFaults(card), [])

  const counter = await shop.signedIn('staff', phone)
  await counter.goto(`${stage.url}/counter`)
  await button(counter, 'Without a card').waitFor()
  await typeHerCode(counter, card)
  await pay(counter, '990')
  await counter.getByRole('main').getByText('Kata: 2 of 10.').waitFor()
  await button(counter, 'Next person').click()

  const { items } = await shop.done('GET', '/api/v1/customers?query=1234567')
  const customer = { id: items[0].id }
  for (let days = 8; days > 0; days -= 1) {
    const occurredAt = Temporal.Now.instant()
      .subtract({ hours: 24 * days })
      .toString()
    await shop.done('POST', '/api/v1/purchases', { customer, occurredAt, total: 1_190 })
  }
  await card.reload()
  await card.getByText('Your card is full.').waitFor()
  await button(card, /^Take it/).click()
  const code = (await card
    .getByRole('dialog')
    .getByText(/^\w{4}-\w{4}-\w{4}$/)
    .textContent())!
  await button(counter, 'Without a card').waitFor()
  await button(card, 'Close').click()
  await typeHerCode(counter, card)
  await button(counter, 'Code').click()
  await counter.getByLabel('The code, as it stands on the paper').fill(code)
  await counter.getByRole('dialog').getByRole('button', { name: 'Use it' }).click()
  await counter.getByText('Goes with this sale').waitFor()
  await pay(counter, '1190')
  await counter
    .getByRole('main')
    .getByText(/Hand over: /)
    .waitFor()

  await card.reload()
  await card.getByText('Your card is full.').waitFor({ state: 'detached' })
  const again = await shop.ask('POST', '/api/v1/vouchers/use', { code, customer })
  assert.deepEqual([again.status, again.body.code], [409, 'voucher.used_up'])
  assert.deepEqual(stage.complaints(), [])
  for (const page of [card, counter]) await page.context().close()
})
