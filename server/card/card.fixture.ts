import assert from 'node:assert/strict'
import { freshDatabase } from '../../test/database.ts'
import { openSmtpServer, textOf } from '../../test/fixtures/smtp.ts'
import { buildApp, type Limits } from '../app.ts'
import { sendDue } from '../messages/messages.ts'
import { openPool } from '../platform/database.ts'
import { showId } from '../platform/ids.ts'
import { freePort } from '../platform/ports.ts'
import { setUpBusiness } from '../setup.ts'
import type { Outside } from '../wallet/wallet.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the API says, which is what the tests are to find out
type Json = any
type Headers = Record<string, string>
export interface Answer {
  status: number
  body: Json
  headers: Record<string, unknown>
}

const unlimited = { max: 1_000_000, perMs: 1_000 }
const secret = 'a secret that is only for tests, long enough'

/** The server with a real mail server beside it. */
export async function openCardHouse({
  mail = true,
  web,
  rates = {},
  publicUrl = 'http://localhost',
  wallets,
}: {
  mail?: boolean
  web?: string
  rates?: Partial<Limits>
  publicUrl?: string
  wallets?: Outside
} = {}) {
  const [{ url, drop }, smtp] = [await freshDatabase(), await openSmtpServer()]
  const database = openPool(url)
  const limits = {
    perCaller: unlimited,
    strangers: unlimited,
    tries: unlimited,
    triesAsOne: unlimited,
    visits: unlimited,
    ...rates,
  }
  const config = {
    publicUrl,
    secret,
    mail: mail ? { url: smtp.url, from: 'hello@example.com' } : null,
  }
  const port = web ? await freePort('127.0.0.1') : 0
  if (web) config.publicUrl = `http://localhost:${port}`
  const app = await buildApp({ database, config, limits, ...(web && { web }), ...(wallets && { wallets }) })
  await app.ready()
  if (web) await app.listen({ port, host: '127.0.0.1' })
  let shops = 0

  async function ask(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const answer = await app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const text = answer.body
    return {
      status: answer.statusCode,
      body: text.startsWith('{') ? JSON.parse(text) : text,
      headers: answer.headers,
    }
  }

  async function openShop(trade: 'cafe' | 'shop' = 'cafe') {
    const made = await setUpBusiness(database, {
      ...{ name: 'Minta Kávézó', trade, currency: 'HUF', timezone: 'Europe/Budapest', language: 'hu' },
      ...{ ownerEmail: `owner${++shops}@example.com`, publicUrl: config.publicUrl },
    })
    const { apiKey } = made
    const businessId = showId('business', made.businessId)
    const key = { authorization: `Bearer ${apiKey}` }
    return {
      businessId,
      apiKey,
      ask: (method: string, path: string, body?: unknown, headers: Headers = {}) =>
        ask(method, path, body, { ...key, ...headers }),
      /** Joins somebody by the public page; the answer is her card. */
      async join(wish: object) {
        const { status, body } = await ask('POST', `/join/${businessId}`, wish)
        assert.equal(status, 201, JSON.stringify(body))
        return cardOf(body.token)
      },
      /** Sends what waits and gives the mails that came since. */
      async mails() {
        const before = smtp.mails.length
        await sendDue(database, made.businessId)
        return smtp.mails.slice(before).map((mail) => ({ ...mail, text: textOf(mail) }))
      },
    }
  }

  function cardOf(token: string) {
    const headers = { authorization: `Card ${token}` }
    return {
      token,
      ask: (method: string, path = '', body?: unknown, more: Headers = {}) =>
        ask(method, `/card${path}`, body, { ...headers, ...more }),
    }
  }

  return {
    ...{ app, database, smtp, url, ask, openShop, cardOf, publicUrl: config.publicUrl },
    async close() {
      await app.close()
      await database.close()
      await smtp.close()
      await drop()
    },
  }
}
