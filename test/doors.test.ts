import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { sendDue } from '../server/messages/messages.ts'
import { languages } from '../web/ui/messages.ts'
import { axeFaults, noSidewaysScroll, openBrowser, settled } from './fixtures/browser.ts'
import { openSmtpServer, textOf } from './fixtures/smtp.ts'

// The ways in that go by mail: a forgotten password, and an invitation.

const smtp = await openSmtpServer()
after(() => smtp.close())
const stage = await openBrowser({ url: smtp.url, from: 'hello@example.com' })
const desk = { viewport: { width: 1440, height: 900 } }
const phone = { viewport: { width: 360, height: 740 } }
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** The link in the mail that comes next. */
async function linkMailed(businessId: string): Promise<string> {
  const before = smtp.mails.length
  await sendDue(stage.database, businessId)
  assert.equal(smtp.mails.length, before + 1)
  return /http\S+/.exec(textOf(smtp.mails.at(-1)!))![0]
}

test('somebody is invited by mail, the link is taken back and sent again; she comes in, forgets her password, and is back by mail', async () => {
  const shop = await stage.open({ language: 'en' })
  const owner = await shop.signedIn('owner', desk)
  await owner.goto(`${stage.url}/settings/staff`)
  await button(owner, 'Invite somebody').click()
  await owner.getByLabel('Name', { exact: true }).fill('Teszt Elek')
  await owner.getByLabel('E-mail').fill('elek@example.com')
  await button(owner, 'Make the link').click()
  await owner.getByText('It is also on its way by mail to: elek@example.com').waitFor()
  const shown = await owner.locator('code').textContent()
  const first = await linkMailed(shop.businessId)
  assert.equal(first, shown)
  const row = owner.getByRole('listitem').filter({ hasText: 'Teszt Elek' })
  await row.getByText(/^invited; the link works until \d/).waitFor()
  assert.deepEqual(await axeFaults(owner), [])
  await button(owner, 'Take the link back: Teszt Elek').click()
  await row.getByText('invited, but no link works any more').waitFor()
  await owner.getByText('The link no longer works: Teszt Elek').waitFor()
  assert.equal(await owner.locator('code').count(), 0)
  const elek = await stage.page(phone)
  await elek.goto(first)
  await heading(elek, 'This link no longer works.')

  await button(owner, 'Invite again: Teszt Elek').click()
  await row.getByText(/^invited; the link works until/).waitFor()
  await elek.goto(await linkMailed(shop.businessId))
  await elek.getByLabel('Password', { exact: true }).fill('after ten coffees one')
  await button(elek, 'Come in').click()
  await heading(elek, /Teszt Elek/)

  const other = await stage.page(phone)
  await other.goto(`${stage.url}/sign-in`)
  await other.getByRole('link', { name: 'Forgot your password?' }).click()
  await heading(other, 'A new password')
  await button(other, 'Send the link').click()
  await other.getByText('This is not an e-mail address.').waitFor()
  await other.getByLabel('E-mail').fill('Elek@example.com')
  await other.keyboard.press('Enter')
  await heading(other, 'Look into your mail.')
  assert.deepEqual(await axeFaults(other), [])
  const link = await linkMailed(shop.businessId)
  await other.goto(link)
  await heading(other, 'Choose a new password.')
  await other.getByText('elek@example.com').waitFor()
  await other.getByLabel('Password', { exact: true }).fill('short')
  await button(other, 'Take it and come in').click()
  await other.getByText('At least 10 characters.', { exact: true }).waitFor()
  await other.getByLabel('Password', { exact: true }).fill('a longer one for tests')
  await other.keyboard.press('Enter')
  await heading(other, /Teszt Elek/)

  // Where she was signed in before, she is not any more; and the link is of no more use.
  await elek.goto(stage.url)
  await heading(elek, 'Good to see you.')
  await other.goto(`${stage.url}/sign-in`)
  await other.goto(link)
  await heading(other, 'This link no longer works.')
  await other.getByRole('link', { name: 'Ask for a new link' }).click()
  await heading(other, 'A new password')
  assert.deepEqual(stage.complaints(), [])
})

test('who is not known is told the same, and no mail goes out', async () => {
  const before = smtp.mails.length
  const page = await stage.page(desk)
  await page.goto(`${stage.url}/forgot-password`)
  await page.getByLabel('E-mail').fill('nobody@example.com')
  await button(page, 'Send the link').click()
  await heading(page, 'Look into your mail.')
  await page.getByText('If somebody signs in by nobody@example.com, a link is on its way there.').waitFor()
  await button(page, 'Another address').click()
  await heading(page, 'A new password')
  assert.equal(smtp.mails.length, before)
})

test('an owner opens a second business, is led through its set-up, and changes between the two', async () => {
  const shop = await stage.open({ language: 'en', name: 'Minta Kávézó' })
  const page = await shop.signedIn('owner', desk)
  await page.goto(`${stage.url}/me`)
  await page.getByRole('link', { name: 'Open another business' }).click()
  await heading(page, 'Another shop of yours.')
  await button(page, 'Open the shop').click()
  await page.getByText('Write a name.').waitFor()
  await page.getByText('Choose one.').waitFor()
  await page.getByLabel('What is it called?').fill('Minta Szalon')
  await page.getByRole('combobox', { name: 'What is it?' }).click()
  await page.getByRole('option', { name: 'Beauty salon, hairdresser' }).click()
  assert.deepEqual(await axeFaults(page), [])
  await button(page, 'Open the shop').click()
  await heading(page, /What does your shop look like/)
  await page.goto(stage.url)
  await page.getByRole('button', { name: 'Change business: Minta Szalon' }).click()
  await page.getByRole('menuitem', { name: 'Open another business' }).waitFor()
  await page.getByRole('menuitem', { name: 'Minta Kávézó' }).click()
  await page.getByRole('button', { name: 'Change business: Minta Kávézó' }).waitFor()
  const { items } = (await shop.done('GET', '/api/v1/staff')) as { items: unknown[] }
  assert.equal(items.length, 1)

  const manager = await shop.signedIn('manager', phone)
  await manager.goto(`${stage.url}/me`)
  await heading(manager, /Próba Péter/)
  assert.equal(await manager.getByRole('link', { name: 'Open another business' }).count(), 0)
  assert.deepEqual(stage.complaints(), [])
})

test('the pages at the door are whole for everybody: axe, light and dark, 360 px, four languages, with mail and without', async () => {
  const shop = await stage.open()
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await stage.page({ colorScheme, ...phone })
    await page.goto(`${stage.url}/sign-in`)
    const said = new Set<string>()
    for (const language of languages) {
      await page.evaluate(`localStorage.setItem('regulars.language', '${language}')`)
      for (const how of ['email', 'operator']) {
        await page.route('**/api/v1/password-resets', (route) => route.fulfill({ json: { how } }))
        await page.goto(`${stage.url}/forgot-password`)
        await page
          .getByText(how === 'operator' ? 'bin/regulars staff reset' : '@')
          .or(page.getByRole('textbox'))
          .first()
          .waitFor()
        await noSidewaysScroll(page, `${how} ${language}`)
        assert.deepEqual(await axeFaults(page), [], `${how} ${language} ${colorScheme}`)
        said.add((await page.locator('main').textContent()) ?? '')
        await page.unroute('**/api/v1/password-resets')
      }
    }
    assert.equal(said.size, 8)
    await page.context().close()
    const owner = await shop.signedIn('owner', { colorScheme, ...phone })
    await owner.goto(`${stage.url}/sign-in`)
    for (const language of languages) {
      await owner.evaluate(`localStorage.setItem('regulars.language', '${language}')`)
      await owner.goto(`${stage.url}/businesses/new`)
      await settled(owner)
      await noSidewaysScroll(owner, language)
      assert.deepEqual(await axeFaults(owner), [], `further ${language} ${colorScheme}`)
    }
  }
  assert.deepEqual(stage.complaints(), [])
})
