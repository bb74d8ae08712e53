import { after, before } from 'node:test'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { createBusiness } from '../businesses/businesses.ts'
import { type Database, inBusiness, openPool, type Tx } from '../platform/database.ts'
import { type Actor, type App, createServer, scopes } from '../platform/http.ts'
import { type BusinessId, type CustomerId, newId } from '../platform/ids.ts'
import { createCustomer } from './changes.ts'
import { keySuppression } from './privacy/suppression.ts'
import { type NewCustomer, newCustomer } from './profile.ts'
import { customerRoutes } from './routes.ts'

/** What the tests of this room stand on: a database, shops in their countries, and the routes behind an open door. */

export const actor: Actor = { kind: 'system', id: null }

const shops = {
  HU: { currency: 'HUF', timeZone: 'Europe/Budapest', language: 'hu' },
  AM: { currency: 'AMD', timeZone: 'Asia/Yerevan', language: 'hy' },
  MN: { currency: 'MNT', timeZone: 'Asia/Ulaanbaatar', language: 'mn' },
} as const
type Country = keyof typeof shops

export interface Scene {
  database: Database
  app: App
  /** A new shop in that country. */
  shop(country?: Country): Promise<BusinessId>
  in<Result>(business: BusinessId, work: (tx: Tx) => Promise<Result>): Promise<Result>
  join(business: BusinessId, wish: object): Promise<CustomerId>
  ask(
    business: BusinessId,
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  body: any
}

/** Opens the scene before the tests of a file and closes it after them. */
export function setScene(): Scene {
  const scene = {} as Scene
  let fresh: FreshDatabase
  before(async () => {
    keySuppression('a secret that is only for tests, long enough')
    fresh = await freshDatabase()
    Object.assign(scene, openScene(openPool(fresh.url, { max: 16 })))
  })
  after(async () => {
    await scene.app.close()
    await scene.database.close()
    await fresh.drop()
  })
  return scene
}

function openScene(database: Database): Scene {
  const app = openApp(database)
  const within: Scene['in'] = (business, work) => inBusiness(database, business, work)
  return {
    database,
    app,
    in: within,
    shop: async (country = 'HU') => {
      const id = newId<'business'>()
      const wish = { name: 'Shop', trade: 'shop', ...shops[country] } as const
      await within(id, (tx) => createBusiness(tx, wish, actor))
      return id
    },
    join: (business, wish) => {
      const input: NewCustomer = newCustomer.parse(wish)
      return within(business, (tx) => createCustomer(tx, input, actor))
    },
    ask: async (business, method, path, body, headers = {}) => {
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { ...headers, 'x-business': business },
        ...(body ? { payload: body } : {}),
      })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}

/** The routes, to whoever names a business: who may come in is tested where keys are made. */
function openApp(database: Database): App {
  const app = createServer({
    authenticate: async ({ headers }) => {
      const businessId = String(headers['x-business'])
      return { businessId, actor: { kind: 'key', id: newId() }, scopes: new Set(scopes) }
    },
  })
  customerRoutes(app, { database })
  return app
}
