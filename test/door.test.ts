import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type App, newFolder, startApp } from './app.ts'
import { chromiumOptions } from './chromium.ts'

// The door of the back office as a person meets it: the real app, a real browser.

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

const secret = 'after ten coffees one'
const complaints: string[] = []

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Budapest', ...options })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  // What the policy of the page refuses is told here.
  page.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/i.test(message.text()))
      complaints.push(message.text())
  })
  return [page, context]
}

/** A device with fingerprint reader, by the DevTools protocol. */
async function withFingerprint(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

test('from the first link to the first key: set up, come in, invite, sign out, come back by passkey', async () => {
  const link = /http\S+\/setup#\S+/.exec(app.output())![0]
  const [page, context] = await open()
  await withFingerprint(context, page)

  await page.goto(link)
  await button(page, 'Open the shop').click()
  await page.getByText('This is not an e-mail address.').waitFor()
  await page.getByLabel('What is it called?').fill('Cinke Kávézó')
  await page.getByRole('combobox', { name: 'What is it?' }).click()
  await page.getByRole('option', { name: 'Café, bar, restaurant' }).click()
  assert.equal(await page.getByText('Choose one.').count(), 0)
  await page.getByLabel('Your name').fill('Demó Dóra')
  await page.getByLabel('E-mail').fill('dora@example.com')
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await button(page, 'Open the shop').click()
  await heading(page, /What does your shop look like/)
  await page.goto(app.url)
  await heading(page, /Demó Dóra/)
  await page.getByText('1 stamp for every visit.').waitFor()

  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await button(page, 'Add a passkey').click()
  await page.getByText('Done. Next time you can come in with it.').waitFor()
  await button(page, 'Sign out').click()
  await heading(page, /Good to see you/)
  await page.goto(app.url)
  await heading(page, /Good to see you/)
  await button(page, 'Sign in with a passkey').click()
  await heading(page, /Demó Dóra/)

  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: /^Staff/ }).click()
  await button(page, 'Invite somebody').click()
  await page.getByLabel('Name', { exact: true }).fill('Próba Péter')
  await page.getByLabel('E-mail').fill('peter@example.com')
  await button(page, 'Make the link').click()
  const invitation = (await page.locator('code').textContent())!
  assert.match(invitation, /\/setup\/[0-9a-z]{96}$/)
  await invitedComesIn(invitation)

  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: /^API keys/ }).click()
  await button(page, 'Make a key').click()
  await page.getByLabel('Which program is it for?').fill('Web shop')
  await button(page, 'Make a key').click()
  const token = (await page.locator('code').textContent())!
  const answer = await fetch(`${app.url}/api/v1/business`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(answer.status, 200)
  await context.close()
})

/** A one-time link → password → home → sign out → sign in, in another language, on a small phone. */
async function invitedComesIn(invitation: string): Promise<void> {
  const [page, context] = await open({ locale: 'hu-HU', viewport: { width: 360, height: 740 } })
  await page.goto(invitation)
  await heading(page, /Üdv a Regularsban/)
  await page.getByLabel('Jelszó', { exact: true }).fill(secret)
  await page.keyboard.press('Enter')
  await heading(page, /Próba Péter/)
  assert.equal(await page.getByRole('link', { name: 'Csapat' }).count(), 0)
  await page.getByRole('link', { name: /^Próba Péter/ }).click()
  await button(page, 'Kilépés').click()
  await page.getByLabel('E-mail').fill('Peter@example.com')
  await page.getByLabel('Jelszó', { exact: true }).fill('not this one')
  await button(page, 'Bejelentkezés').click()
  await page.getByText('Az e-mail vagy a jelszó nem stimmel.').waitFor()
  await page.getByLabel('Jelszó', { exact: true }).fill(secret)
  await button(page, 'Bejelentkezés').click()
  await heading(page, /Próba Péter/)
  await page.goto(invitation)
  await heading(page, /Ez a link már nem működik/)
  await context.close()
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('the pages are whole for everybody: by axe, in light and dark, at 360 px, in four languages', async () => {
  for (const [colorScheme, languages] of [
    ['light', ['en', 'hu', 'hy', 'mn']],
    ['dark', ['en']],
  ] as const) {
    const [page, context] = await open({ colorScheme, viewport: { width: 360, height: 740 } })
    await page.goto(`${app.url}/sign-in`)
    await page.getByLabel('E-mail').fill('dora@example.com')
    await page.getByLabel('Password', { exact: true }).fill(secret)
    await button(page, 'Sign in').click()
    await heading(page, /Demó Dóra/)
    for (const language of languages) {
      await page.evaluate(`localStorage.setItem('regulars.language', '${language}')`)
      for (const path of [
        '/',
        '/settings/staff',
        '/settings/keys',
        '/me',
        '/sign-in',
        '/setup#x',
        '/setup/dead',
        '/nowhere',
      ]) {
        await page.goto(app.url + path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        const where = `${path} ${language} ${colorScheme}`
        assert.equal(await page.evaluate('document.documentElement.lang'), language, where)
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, where)
        assert.deepEqual(await faults(page), [], where)
      }
    }
    await context.close()
  }
  assert.deepEqual(complaints, [])
})

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.html.slice(0, 160))),
  )`)
}

test('pages may not be framed, run no foreign script, and unknown addresses of the API stay problems', async () => {
  const page = await fetch(`${app.url}/sign-in`)
  const policy = page.headers.get('content-security-policy')!
  assert.match(policy, /default-src 'none'; script-src 'self';/)
  assert.doesNotMatch(policy, /unsafe/)
  assert.match(policy, /frame-ancestors 'none'/)
  const nonce = /nonce-([^']+)'/.exec(policy)![1]!
  assert.ok((await page.text()).includes(nonce))
  const again = await fetch(`${app.url}/sign-in`)
  assert.ok(!again.headers.get('content-security-policy')!.includes(nonce))
  for (const path of ['/api/v1/nothing', '/favicon.ico', '/assets/none.js']) {
    const answer = await fetch(app.url + path)
    assert.equal(answer.status, 404, path)
    assert.match(answer.headers.get('content-type')!, /problem\+json/)
  }
})
