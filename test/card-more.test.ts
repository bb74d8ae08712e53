import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Transformer } from '@napi-rs/image'
import type { Page } from 'playwright-core'
import { showId } from '../server/platform/ids.ts'
import { axeFaults, noSidewaysScroll, openBrowser, type Scene, settled } from './fixtures/browser.ts'

// What a card may hold beside its stamps: several cards with pictures of what they bring, questions with their gift,
// what was bought and came back; made in the back office, met on a phone.

const stage = await openBrowser()
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

const biz = ({ businessId }: Scene) => showId('business', businessId)
const join = (shop: Scene, wish: object) => shop.done('POST', `/api/v1/join/${biz(shop)}`, wish)
const kata = { name: 'Minta Kata', phone: '06301234567' }

async function picture(shop: Scene): Promise<string> {
  const pixels = new Uint8Array(80 * 80 * 4).fill(160)
  const answer = await fetch(`${stage.url}/api/v1/pictures`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.apiKey}`, 'content-type': 'image/png' },
    body: await Transformer.fromRgbaPixels(pixels, 80, 80).png(),
  })
  const { url } = (await answer.json()) as { url: string }
  return url
}

/** A café with two stamp cards; the second has two prizes, one of them with a picture. */
async function twoCards(): Promise<{ shop: Scene; url: string }> {
  const shop = await stage.open({ language: 'en' })
  const url = await picture(shop)
  const { document } = await shop.done('GET', '/api/v1/programme')
  document.stampCards.push({
    ...{ id: 'lunch', name: { en: 'Lunch card' }, size: 8, mode: 'automatic', seasons: [] },
    ...{ expiry: { kind: 'never' }, debt: 'clamp' },
    prizes: [
      { at: 4, name: { en: 'A cookie' }, icon: 'cookie' },
      { at: 8, name: { en: 'A lunch' }, picture: url },
    ],
  })
  await shop.done('PUT', '/api/v1/programme', { document })
  return { shop, url }
}

const give = async (shop: Scene, unit: string, amount: number) => {
  const { items } = await shop.done('GET', '/api/v1/customers?order=newest')
  const wish = { unit, amount, reason: 'Lost her paper card' }
  await shop.done('POST', `/api/v1/customers/${items[0].id}/adjustments`, wish)
  return items[0].id as string
}

test('two stamp cards of one programme are two cards, with their prizes in pictures, also on the profile', async () => {
  const { shop, url } = await twoCards()
  const { token } = await join(shop, kata)
  const id = await give(shop, 'stamps:lunch', 5)
  const page = await stage.page(phone)
  await page.goto(`${stage.url}/card/${token}`)
  const lunch = page.getByRole('region', { name: /: Lunch card$/ })
  await lunch.getByText('5 stamps of 8').waitFor()
  await lunch.getByText('3 more, and it’s yours: A lunch.').waitFor()
  await lunch.locator(`img[src="${url.replace('.webp', '-small.webp')}"]`).waitFor()
  // The prize on the way is hers, with the drawing that the programme gave it.
  await button(page, 'Take it: A cookie').waitFor()
  await noSidewaysScroll(page)
  await page.getByRole('link', { name: 'Rewards' }).click()
  const prizes = page.getByRole('region', { name: 'Lunch card' })
  await prizes.getByRole('heading', { name: 'A lunch' }).waitFor()
  await prizes.getByText('8 stamps · Still missing: 3 stamps').waitFor()
  assert.equal(await prizes.locator('img').evaluate((image: { complete: boolean }) => image.complete), true)
  assert.deepEqual(await axeFaults(page), [])
  await page.context().close()

  const desk = await shop.signedIn('owner')
  await desk.goto(`${stage.url}/customers/${id}`)
  await settled(desk)
  await desk
    .getByRole('region', { name: /: Lunch card$/ })
    .getByText('4: A cookie · 8: A lunch')
    .waitFor()
  assert.equal(await desk.getByRole('region', { name: /^Cinke Kávézó: / }).count(), 2)
  await desk.context().close()
})

test('the owner asks something and thanks for it; a customer answers later on her card, and the line says for what', async () => {
  const shop = await stage.open({ language: 'en' })
  const desk = await shop.signedIn('owner')
  await desk.goto(`${stage.url}/settings/questions`)
  await button(desk, 'Ask something').first().click()
  await desk.getByRole('textbox', { name: 'English' }).fill('Favourite cake?')
  await desk.getByRole('textbox', { name: 'Magyar' }).fill('Kedvenc süti?')
  await button(desk, 'Save').click()
  await desk.getByText('Favourite cake?').waitFor()
  await desk.getByRole('combobox', { name: 'What do they get?' }).click()
  await desk.getByRole('option', { name: /stamp/i }).first().click()
  await desk.getByLabel('How many?').fill('2')
  await button(desk, 'Save').click()
  await desk.getByText('Saved.').waitFor()

  const page = await stage.page(phone)
  await page.goto(`${stage.url}/join/${biz(shop)}`)
  await page.getByText('One question, if you like').waitFor()
  await page.getByLabel('Your name').fill('Minta Kata')
  await page.getByLabel('Phone or e-mail').fill('06301234567')
  await button(page, /^Join/).click()
  await page.waitForURL(/\/card\//)
  await page.getByText('For answering: 2 stamps, at once.').waitFor()
  await button(page, 'Answer').click()
  await page.getByLabel('Favourite cake?').fill('Walnut')
  assert.deepEqual(await axeFaults(page), [])
  const before = await page.getByText(/\d stamps? of 10/).textContent()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).dblclick()
  await page.getByText('Thank you. It’s on your card: 2 stamps.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.getByText(`${Number.parseInt(before!, 10) + 2} stamps of 10`).waitFor()
  assert.equal(await button(page, 'Answer').count(), 0)
  await page.getByRole('link', { name: 'History' }).click()
  await page.getByText('For your answers').waitFor()
  assert.equal(await page.getByText('For your answers').count(), 1)
  await page.context().close()
  await desk.context().close()
})

test('history says what was bought, what it earned and why; what came back; and what was put right with its reason', async () => {
  const shop = await stage.open({ trade: 'shop', language: 'en' })
  const { token } = await join(shop, kata)
  const bought = await shop.done('POST', '/api/v1/purchases', {
    customer: { phone: '06301234567' },
    lines: [
      { name: 'Beans', quantity: 0.25, unitPrice: 20_000 },
      { name: 'Scarf', quantity: 2, unitPrice: 7_000 },
      { name: 'Hat', quantity: 1, unitPrice: 9_000 },
      { name: 'Bag', quantity: 1, unitPrice: 1_000 },
    ],
  })
  await shop.done('POST', `/api/v1/purchases/${bought.purchase.id}/returns`, {
    lines: [{ line: 2, quantity: 1 }],
  })
  await give(shop, 'points', 40)
  const page = await stage.page(phone)
  await page.goto(`${stage.url}/card/${token}#history`)
  await page.getByText('0.25 × Beans, 2 × Scarf, Hat and 1 more · 29 000 Ft').waitFor()
  await page.getByText('29 000 Ft counted: 290 points, at 1 point for every 100 Ft.').waitFor()
  await page.getByText('Came back: Hat · 9 000 Ft').waitFor()
  await page.getByText('Lost her paper card').waitFor()
  await page.getByRole('link', { name: 'Me' }).click()
  await page.getByLabel('Language').selectOption('hu')
  await page.getByRole('link', { name: 'Előzmények' }).click()
  await page.getByText('0,25 × Beans, 2 × Scarf, Hat és még 1 · 29 000 Ft').waitFor()
  await page.getByText('Visszahoztad: Hat · 9 000 Ft').waitFor()
  await page.context().close()
})

test('a birthday without a year stays one; whoever leaves is told first what she loses', async () => {
  const shop = await stage.open({ language: 'en' })
  const { token } = await join(shop, kata)
  await give(shop, `stamps:${(await shop.done('GET', '/api/v1/programme')).document.stampCards[0].id}`, 4)
  const page = await stage.page(phone)
  await page.goto(`${stage.url}/card/${token}#me`)
  const birthday = page.getByRole('group', { name: 'Birthday' })
  await birthday.getByLabel('Month').selectOption('2')
  await birthday.getByLabel('Day').fill('30')
  await button(page, 'Save').click()
  await page.getByRole('alert').first().waitFor()
  await birthday.getByLabel('Day').fill('29')
  await button(page, 'Save').click()
  await page.getByText('Saved.').waitFor()
  const headers = { authorization: `Card ${token}` }
  const me = (await (await fetch(`${stage.url}/api/v1/card/me`, { headers })).json()) as { birthday: string }
  assert.equal(me.birthday, '--02-29')
  await page.reload()
  await birthday.getByLabel('Day').waitFor()
  assert.equal(await birthday.getByLabel('Day').inputValue(), '29')
  await button(page, 'Leave').click()
  await page.getByText('You lose with it: 5 stamps.').waitFor()
  assert.deepEqual(await axeFaults(page), [])
  await page.context().close()
})

test('no page threw or was refused anything by its policy', () => {
  assert.deepEqual(stage.complaints(), [])
})
