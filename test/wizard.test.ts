import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Transformer } from '@napi-rs/image'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type App, newFolder, startApp } from './app.ts'
import { chromiumOptions } from './chromium.ts'
import { axeFaults, goWithin, noSidewaysScroll, openBrowser, settled } from './fixtures/browser.ts'
import { keyboardOf } from './fixtures/keyboard.ts'

// Setting a business up as its owner meets it.

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

describe('the first start', () => {
  let app: App
  let browser: Browser
  before(async () => {
    app = await startApp({ REGULARS_DATA: newFolder() })
    browser = await chromium.launch(chromiumOptions())
  })
  after(async () => {
    await browser?.close()
    app?.signal('SIGTERM')
    await app?.ended
  })

  test('in Hungarian, from the first link to the first sale, by keyboard alone and never unseen', async () => {
    const link = /http\S+\/setup#\S+/.exec(app.output())![0]
    const context = await browser.newContext({ locale: 'hu-HU', timezoneId: 'Europe/Budapest' })
    const page = await context.newPage()
    const { press, type } = keyboardOf(page)
    await page.goto(link)
    await type(page.getByLabel('Hogy hívják?'), 'Cinke')
    // What was typed survives a reload; nothing is asked twice.
    await page.reload()
    assert.equal(await page.getByLabel('Hogy hívják?').inputValue(), 'Cinke')
    const trade = page.getByRole('combobox', { name: 'Mi ez?' })
    await press(trade)
    await page.getByRole('option', { name: 'Kávézó, bár, étterem' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    assert.equal(await trade.inputValue(), 'Kávézó, bár, étterem')
    assert.match(await page.getByRole('combobox', { name: 'Pénznem' }).inputValue(), /^HUF/)
    await type(page.getByLabel('A neved'), 'Demó Dóra')
    await type(page.getByLabel('E-mail'), 'dora@example.com')
    await type(page.getByLabel('Jelszó', { exact: true }), 'tíz kávé után egy')
    await page.keyboard.press('Enter')

    await heading(page, /Milyen az üzleted/)
    await press(button(page, 'Zöld'))
    await press(button(page, 'Levél'))
    await press(button(page, 'Jó így, tovább'))

    await heading(page, /Mit kapnak a törzsvendégeid/)
    await press(button(page, 'Hány pecsét fér a kártyára: 10 pecsét'))
    await type(page.getByLabel('Hány pecsét fér a kártyára', { exact: true }), '8')
    await page.keyboard.press('Enter')
    await page.getByText('„8 pecsét után: egy kávé ajándékba.”').waitFor()
    await page.reload()
    await button(page, 'Hány pecsét fér a kártyára: 8 pecsét').waitFor()
    await press(button(page, 'Jó így, tovább'))

    await heading(page, /Kik állnak a pultnál/)
    await type(page.getByLabel('PIN-kód'), '2468')
    await press(button(page, 'Megjegyzem'))
    await page.getByText('A PIN-kódod megvan.').waitFor()
    await press(button(page, 'Jó így, tovább'))

    await heading(page, /Kész a programod/)
    const kept = await page.evaluate(`Promise.all(['look', 'programme'].map(
      (path) => fetch('/api/v1/' + path).then((answer) => answer.json()),
    ))`)
    const [look, programme] = kept as [
      Record<string, string>,
      { document: { stampCards: { size: number }[] } },
    ]
    assert.deepEqual([look.colour, look.stamp], ['#2F6B4F', 'leaf'])
    assert.equal(programme.document.stampCards[0]!.size, 8)

    await press(page.getByRole('link', { name: 'Az első eladás beütése' }))
    await firstSale(page)
    const rung = await page.evaluate(`fetch('/api/v1/purchases').then((answer) => answer.json())`)
    assert.equal((rung as { items: unknown[] }).items.length, 1)
    await context.close()
  })
})

/** Somebody new, by her phone; what she pays; and it is rung up. */
async function firstSale(page: Page): Promise<void> {
  const { press, type } = keyboardOf(page)
  await heading(page, /Ki az/)
  await press(button(page, 'Új vendég'))
  await type(page.getByLabel('Telefonszáma'), '06 30 123 4567')
  await type(page.getByLabel('Név, ha szeretné'), 'Minta Kata')
  await press(button(page, 'Felveszem'))
  await heading(page, /Kata/)
  await page.keyboard.type('1200', { delay: 60 })
  await page.keyboard.press('Enter')
  await page.getByRole('main').getByText('Kata: 2 / 8.').waitFor()
}

describe('the steps', async () => {
  const stage = await openBrowser()

  test('points: a gift with a picture, a price typed wrong, and back again', async () => {
    const shop = await stage.open({ trade: 'shop', language: 'en', name: 'Minta' })
    const page = await shop.signedIn('owner')
    await page.goto(`${stage.url}/setup/programme`)
    await button(page, 'A gift for points').click()
    await button(page, /^How many points: 500 points/).click()
    await page.getByLabel('How many points', { exact: true }).fill('none')
    await button(page, 'Done').click()
    await page.getByText('From 1 to 1,000,000.').waitFor()
    await page.getByLabel('How many points', { exact: true }).fill('300')
    await page.keyboard.press('Enter')
    await button(page, /^How many points: 300 points/).waitFor()
    // A drawing of ours becomes a picture in the shop's colours.
    await page.getByRole('button', { name: 'Choose a picture' }).last().click()
    await button(page, 'Cake').click()
    await page.locator('main img[src*="/pictures/"]').waitFor()
    const { items } = await shop.done('GET', '/api/v1/rewards')
    assert.deepEqual([items[0].price, items[0].benefit.kind], [{ points: 300 }, 'gift'])
    assert.match(items[0].picture, /^\/pictures\/[0-9a-f]{64}\.webp$/)

    // What can't be said in one sentence is told at once.
    await button(page, 'How much they take off: 300 Ft').click()
    await page.getByLabel('How much they take off', { exact: true }).fill('333')
    await page.keyboard.press('Enter')
    await page.getByText('This is hard to say in one sentence at the counter.').waitFor()
    await button(page, 'Back').click()
    await heading(page, /What does your shop look like/)
    await page.context().close()
  })

  test('another trade brings its programme, until somebody has changed it', async () => {
    const shop = await stage.open({ trade: 'cafe', language: 'en', name: 'Minta' })
    const page = await shop.signedIn('owner')
    await page.goto(`${stage.url}/setup/shop`)
    await page.getByRole('combobox', { name: 'What is it?' }).click()
    await page.getByRole('option', { name: 'Hotel' }).click()
    await button(page, 'On we go').click()
    await heading(page, /What does your shop look like/)
    await goWithin(page, '/setup/programme')
    await page.getByRole('button', { name: 'Stamps on a full card: 10 nights' }).waitFor()
    await page.context().close()
  })

  test('a logo: SVG is drawn here, a see-through one can be the stamp, what is none is refused in words', async () => {
    const shop = await stage.open({ language: 'en', name: 'Minta' })
    const page = await shop.signedIn('owner')
    await page.goto(`${stage.url}/setup/look`)
    const file = page.locator('input[type=file]')
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><script>document.title="hit"</script><circle cx="50" cy="50" r="40"/></svg>'
    await file.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) })
    await page.getByRole('img', { name: 'Your logo as it is now' }).waitFor()
    await button(page, 'Your logo').click()
    await button(page, 'On we go').click()
    await heading(page, /What do your regulars get/)
    const look = await shop.done('GET', '/api/v1/look')
    assert.equal(look.stamp, 'logo')
    const bytes = Buffer.from(await (await fetch(stage.url + look.logo)).arrayBuffer())
    assert.equal((await new Transformer(bytes).metadata()).format, 'webp')
    assert.doesNotMatch(await page.title(), /hit/)
    await button(page, 'Back').click()
    await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') })
    await page.getByText('This is not a picture in PNG, JPEG or WebP.').waitFor()
    await page.context().close()
  })

  test('are whole for everybody: axe, light and dark, 360 px, four languages', async () => {
    const shop = await stage.open({ trade: 'cafe', name: 'Cinke' })
    for (const [colorScheme, languages] of [
      ['light', ['en', 'hu', 'hy', 'mn']],
      ['dark', ['en']],
    ] as const) {
      const page = await shop.signedIn('owner', { colorScheme, viewport: { width: 360, height: 740 } })
      await page.goto(`${stage.url}/sign-in`)
      for (const language of languages) {
        await page.evaluate(`localStorage.setItem('regulars.language', '${language}')`)
        await page.goto(`${stage.url}/setup/shop`)
        for (const path of [
          'setup/shop',
          'setup/look',
          'setup/programme',
          'setup/team',
          'setup/done',
          'settings/look',
        ]) {
          await goWithin(page, `/${path}`)
          await settled(page)
          await noSidewaysScroll(page, `${path} ${language}`)
          assert.deepEqual(await axeFaults(page), [], `${path} ${language} ${colorScheme}`)
        }
      }
      await page.context().close()
    }
    assert.deepEqual(stage.complaints(), [])
  })
})
