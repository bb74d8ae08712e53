import { type Database, inBusiness } from '../../platform/database.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { readSigner } from '../apple/certificate.ts'
import { readAccount } from '../google/account.ts'
import { changeApple, changeGoogle } from '../keeping.ts'
import { ableSigner, madeOf } from '../making.ts'
import { sampleParts } from '../sample.ts'
import { walletShown } from '../showing.ts'
import { sendPass } from './passkit.ts'
import { appleWish, googleWish, PKPASS, walletShown as shape } from './shapes.ts'

const tags = ['Wallet']
const config = { scope: 'business:write' as const }

interface Deps {
  database: Database
  publicUrl: string
}

/** Setting wallets up: the owner's alone, as its keys sign in the business's name. */
export function walletSettingsRoutes(app: App, deps: Deps): void {
  const { database, publicUrl } = deps
  app.get(
    '/api/v1/wallet',
    {
      config,
      schema: { tags, summary: 'Which wallets are set up, and how they stand', response: { 200: shape } },
    },
    async (request) => inBusiness(database, callerOf(request).businessId, (tx) => walletShown(tx, publicUrl)),
  )
  appleRoutes(app, deps)
  googleRoutes(app, deps)
}

function appleRoutes(app: App, { database, publicUrl }: Deps): void {
  app.put(
    '/api/v1/wallet/apple',
    {
      config,
      schema: {
        ...{ tags, summary: 'Set Apple Wallet up: the certificate that passes are signed with' },
        description:
          'A .p12 from the keychain, or certificate and key as PEM. What is kept is sealed and never shown again.',
        body: appleWish,
        response: { 200: shape },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { signer, facts } = readSigner(request.body, Temporal.Now.instant())
      return inBusiness(database, businessId, async (tx) => {
        changeApple(tx, { set: { facts, keys: signer }, actor })
        return walletShown(tx, publicUrl)
      })
    },
  )
  app.delete(
    '/api/v1/wallet/apple',
    {
      config,
      schema: {
        tags,
        summary: 'Forget the certificate; no pass is given out any more',
        response: { 200: shape },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) => {
        changeApple(tx, { set: null, actor })
        return walletShown(tx, publicUrl)
      })
    },
  )
  app.get(
    '/api/v1/wallet/apple/sample',
    { config, schema: { tags, summary: 'A signed pass of nobody’s card, to look at', produces: [PKPASS] } },
    async (request, reply) => {
      const { businessId } = callerOf(request)
      const parts = await inBusiness(database, businessId, async (tx) => ({
        ...(await sampleParts(tx)),
        signed: await ableSigner(tx),
      }))
      return sendPass(reply, await madeOf(parts, { businessId, passId: null, publicUrl }))
    },
  )
}

function googleRoutes(app: App, { database, publicUrl }: Deps): void {
  app.put(
    '/api/v1/wallet/google',
    {
      config,
      schema: {
        ...{ tags, summary: 'Set Google Wallet up: the issuer and its service account' },
        ...{ body: googleWish, response: { 200: shape } },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { facts, keys } = readAccount(request.body)
      return inBusiness(database, businessId, async (tx) => {
        changeGoogle(tx, { set: { facts, keys }, actor })
        return walletShown(tx, publicUrl)
      })
    },
  )
  app.delete(
    '/api/v1/wallet/google',
    { config, schema: { tags, summary: 'Forget the service account', response: { 200: shape } } },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) => {
        changeGoogle(tx, { set: null, actor })
        return walletShown(tx, publicUrl)
      })
    },
  )
}
