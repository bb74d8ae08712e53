import { buildApp, type Limits } from '../server/app.ts'
import { type Database, openPool } from '../server/platform/database.ts'
import type { App } from '../server/platform/http.ts'
import { setUpBusiness } from '../server/setup.ts'
import { freshDatabase } from './database.ts'

export const config = { publicUrl: 'http://localhost:4000', secret: 'of at least thirty-two characters, say' }

/** Limits that no test meets by chance. */
const generous: Limits = {
  perCaller: { max: 100_000, perMs: 1_000 },
  strangers: { max: 100_000, perMs: 1_000 },
  tries: { max: 100_000, perMs: 1_000 },
  triesAsOne: { max: 100_000, perMs: 1_000 },
  visits: { max: 100_000, perMs: 1_000 },
}

/** The whole app on a database of its own, asked without a network. */
export async function openHouse({
  limits = generous,
  publicUrl = config.publicUrl,
}: {
  limits?: Partial<Limits>
  publicUrl?: string
} = {}): Promise<House> {
  const fresh = await freshDatabase()
  const database = openPool(fresh.url)
  const app = await buildApp({ database, config: { ...config, publicUrl }, limits })
  return {
    app,
    database,
    ownerUrl: fresh.url,
    async close() {
      await app.close()
      await database.close()
      await fresh.drop()
    },
  }
}

export interface House {
  app: App
  database: Database
  /** Of the database's owner, for whom no row-level security holds. */
  ownerUrl: string
  close(): Promise<void>
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its assertions what it expects
  body: any
  headers: Record<string, string | string[] | number | undefined>
  /** The cookies that it sets, as a browser would send them back. */
  cookie: string
}

export type Ask = (
  method: Method,
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** Asks with the same headers each time: a key, a cookie, or nothing. */
export function asking({ app }: Pick<House, 'app'>, always: Record<string, string> = {}): Ask {
  return async (method, url, body, headers = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...always, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const cookies = answer.cookies as { name: string; value: string }[]
    return {
      status: answer.statusCode,
      body: answer.body.startsWith('{') || answer.body.startsWith('[') ? answer.json() : answer.body,
      headers: answer.headers,
      cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '),
    }
  }
}

export interface Shop {
  businessId: string
  locationId: string
  apiKey: string
  /** With the key that may do everything. */
  ask: Ask
  /** The token of the owner's one-time link. */
  ownerToken: string
}

let count = 0

/** A café of its own in the house, with its key. */
export async function openShop(house: House, ownerEmail = `owner${++count}@example.com`): Promise<Shop> {
  const made = await setUpBusiness(house.database, {
    name: 'Cinke Kávézó',
    trade: 'cafe',
    currency: 'HUF',
    timezone: 'Europe/Budapest',
    language: 'hu',
    ownerEmail,
    publicUrl: config.publicUrl,
  })
  return {
    businessId: made.businessId,
    locationId: made.locationId,
    apiKey: made.apiKey,
    ask: asking(house, { authorization: `Bearer ${made.apiKey}` }),
    ownerToken: made.ownerUrl.split('/').at(-1)!,
  }
}

export const password = 'after ten coffees one'

/** Uses a one-time link and answers as whom it signed in. */
export async function comeIn(house: House, token: string, name = 'Demó Dóra'): Promise<Ask> {
  const { cookie, status } = await asking(house)('POST', `/api/v1/setup/${token}`, { name, password })
  if (status !== 201) throw new Error(`the link was refused: ${status}`)
  return asking(house, { cookie, origin: config.publicUrl })
}
