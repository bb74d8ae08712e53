/** The whole HTTP face of Regulars, put together: who may come in, how often, and what there is. */
import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { adminFace } from './admin-pages.ts'
import { exportRoutes } from './backup/routes.ts'
import { bulkRoutes } from './bulk/routes.ts'
import { apiKeyRoutes } from './businesses/api-key-routes.ts'
import { callerOfKey } from './businesses/businesses.ts'
import { businessRoutes, locationRoutes } from './businesses/routes.ts'
import { callerOfCard } from './card/card.ts'
import { cardRoutes } from './card/routes.ts'
import { cardFaces, cardFiles } from './card-pages.ts'
import { counterAppRoutes } from './counter/pwa-routes.ts'
import { counterRoutes } from './counter/routes.ts'
import { callerOfTill } from './counter/tills.ts'
import { customerRoutes } from './customers/routes.ts'
import { carryOutBeside } from './errands/errands.ts'
import { healthRoutes } from './health-routes.ts'
import { importRoutes } from './imports/routes.ts'
import { insightRoutes } from './insights/routes.ts'
import { journalRoutes } from './journal/routes.ts'
import { lookRoutes } from './looks/routes.ts'
import { counterFace, pages, securityHeaders } from './pages.ts'
import { paperRoutes } from './papers/routes.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/database.ts'
import { type Limit, limitBy, type Rate } from './platform/http/limits.ts'
import { openReference } from './platform/http/reference.ts'
import { type App, type Caller, createServer, type Scope } from './platform/http.ts'
import { readyRoutes } from './programme/ready-routes.ts'
import { programmeRoutes } from './programme/routes.ts'
import { productRoutes } from './purchases/product-routes.ts'
import { rewardRoutes } from './rewards/routes.ts'
import { doers, openRooms } from './rooms.ts'
import { segmentRoutes } from './segments/routes.ts'
import { setUpRoutes } from './setup-routes.ts'
import { simulationRoutes } from './simulation/routes.ts'
import { resetRoutes } from './staff/reset-routes.ts'
import { staffRoutes } from './staff/routes.ts'
import { callerOfSession } from './staff/sessions.ts'
import { openSignIn, type SignIn } from './staff/sign-in.ts'
import { invitationRoutes, selfOf, selfRoutes, signInRoutes } from './staff/sign-in-routes.ts'
import { refuseForeignOrigin } from './staff/staff.ts'
import { storyRoutes } from './stories/routes.ts'
import { purchaseRoutes } from './till/purchase-routes.ts'
import { tillRoutes } from './till/routes.ts'
import { tierOf } from './till/till.ts'
import { todayRoutes } from './today/routes.ts'
import { walletRoutes } from './wallet/routes.ts'
import type { Outside } from './wallet/wallet.ts'

export interface Limits {
  /** One API key, or one person signed in. A till rings up a few times a minute; an import may be in a hurry. */
  perCaller: Rate
  /** Wrong or missing keys and sessions, per address. */
  strangers: Rate
  /** Tries to sign in or to use a link, per address of the network… */
  tries: Rate
  /** …and per e-mail address, wherever they come from. */
  triesAsOne: Rate
  /** Cards and pages for joining that are opened, per address: a whole shop may share one. */
  visits: Rate
}

const usual: Limits = {
  perCaller: { max: 6_000, perMs: 1_000 },
  strangers: { max: 120, perMs: 60_000 },
  tries: { max: 30, perMs: 60_000 },
  triesAsOne: { max: 30, perMs: 600_000 },
  visits: { max: 600, perMs: 60_000 },
}

export interface Parts {
  database: Database
  config: Pick<Config, 'publicUrl' | 'secret'> & Partial<Pick<Config, 'mail'>>
  /** The folder of the built pages; without it there is only the API. */
  web?: string
  /** For tests and measuring; what is left out stays as usual. */
  limits?: Partial<Limits>
  /** For tests: whom else to tell of cards in wallets than Apple and Google. */
  wallets?: Outside
}

/** Builds the server, ready to listen or to be asked by `inject`. */
export async function buildApp({ database, config, web, limits, wallets }: Parts): Promise<App> {
  const signIn = openSignIn(database, config)
  const rates = { ...usual, ...limits }
  // Limits are made by a plugin of the server, which in turn wants to know who may come in.
  const counted: { caller?: Limit; stranger?: Limit } = {}
  const app = createServer({
    authenticate: async (request) => {
      const caller = await whoAsks(request, { database, signIn, publicUrl: config.publicUrl })
      request.caller = caller
      await (caller ? counted.caller?.(request) : counted.stranger?.(request))
      return caller
    },
  })
  await app.register(rateLimit, { global: false })
  counted.caller = limitBy(app, rates.perCaller, (request) => request.caller?.actor.id ?? request.ip)
  counted.stranger = limitBy(app, rates.strangers, (request) => request.ip)
  const trying = limitBy(app, rates.tries, (request) => request.ip)
  const tryingAsOne = limitBy(app, rates.triesAsOne, addressTried)
  const visiting = limitBy(app, rates.visits, (request) => request.ip)
  const door = { database, signIn, config, trying, tryingAsOne }

  securityHeaders(app, config.publicUrl)
  await openReference(app)
  openRooms(config.secret, config.mail)
  businessRoutes(app, database)
  locationRoutes(app, database)
  apiKeyRoutes(app, database)
  signInRoutes(app, door)
  invitationRoutes(app, door)
  resetRoutes(app, door)
  selfRoutes(app, door)
  staffRoutes(app, door)
  setUpRoutes(app, door)
  customerRoutes(app, { database })
  segmentRoutes(app, database)
  productRoutes(app, database)
  programmeRoutes(app, database)
  readyRoutes(app, database)
  lookRoutes(app, database)
  paperRoutes(app, { database, publicUrl: config.publicUrl })
  rewardRoutes(app, { database, tierOf })
  tillRoutes(app, database)
  cardRoutes(app, { ...door, visiting })
  walletRoutes(app, { database, publicUrl: config.publicUrl, visiting, outside: wallets })
  purchaseRoutes(app, database)
  storyRoutes(app, database)
  bulkRoutes(app, database)
  simulationRoutes(app, database)
  counterRoutes(app, { database, signIn, visiting, secure: config.publicUrl.startsWith('https:') })
  insightRoutes(app, database)
  journalRoutes(app, database)
  todayRoutes(app, database)
  const begin = carryOutBeside(app, database, doers)
  importRoutes(app, { database, begin })
  exportRoutes(app, { database, begin })
  healthRoutes(app, database)
  if (web) {
    counterAppRoutes(app, web)
    const card = { database, folder: web, visiting }
    cardFiles(app, card)
    const admin = { folder: web, selfOf: selfOf.bind(null, door) }
    // The more particular first: what no other answers is the back office's.
    await pages(app, web, [...cardFaces(card), counterFace, adminFace(admin)])
  }
  return app
}

/** Whose address is tried: an e-mail or a phone. Two numbers must never count as one. */
function addressTried({ body }: FastifyRequest): string {
  const { email, phone } = (body ?? {}) as { email?: unknown; phone?: unknown }
  return String(email ?? phone ?? '').toLowerCase()
}

/** The right that the route of a request asks for. */
function neededFor({ routeOptions }: FastifyRequest): Scope {
  const { scope } = routeOptions.config
  if (!scope || scope === 'public' || scope === 'card') throw new Error('nobody has to be known here')
  return scope
}

/** A program by its key, a customer by her card, a person by her cookie. What is sent in the header decides alone. */
async function whoAsks(
  request: FastifyRequest,
  { database, signIn, publicUrl }: { database: Database; signIn: SignIn; publicUrl: string },
): Promise<Caller | null> {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const [, kind = '', token = ''] = /^(Bearer|Card) (\S{1,200})$/i.exec(authorization) ?? []
    if (kind.toLowerCase() === 'card') return callerOfCard(database, token)
    return token ? callerOfKey(database, token) : null
  }
  // A browser may be a shared till and, in another window, somebody's back office: it says which of them asks.
  if (request.routeOptions.config.scope === 'card') return null
  const caller = request.headers['regulars-till']
    ? await callerOfTill(database, request.headers, neededFor(request))
    : await callerOfSession(database, signIn, request)
  if (caller) refuseForeignOrigin(request, publicUrl)
  return caller
}
