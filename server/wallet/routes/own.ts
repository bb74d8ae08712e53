import { z } from 'zod'
import { businessOfToken, holderOf } from '../../card/card.ts'
import { logoAsPng, lookOf } from '../../looks/looks.ts'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Limit } from '../../platform/http/limits.ts'
import { answerProblem } from '../../platform/http/problems.ts'
import type { App, FastifyReply, FastifyRequest } from '../../platform/http.ts'
import type { CustomerId } from '../../platform/ids.ts'
import { uuidOf } from '../../platform/secrets.ts'
import { badgeOf } from '../apple/pictures.ts'
import type { GoogleHosts } from '../google/calls.ts'
import { saveLink, savingOf } from '../google/link.ts'
import { madeOf, partsOf } from '../making.ts'
import { passFor } from '../passes.ts'
import { sendPass } from './passkit.ts'

interface Deps {
  database: Database
  publicUrl: string
  visiting: Limit
  google: GoogleHosts
}

const schema = { hide: true, params: z.object({ token: z.string().max(100) }) }
const open = { config: { scope: 'public' as const }, schema }
/** Who tapped the button as it stopped being there comes back to her card; a program is told why. */
const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const isHers = error instanceof Refused && error.code.startsWith('wallet.')
  const isBrowser = /\btext\/html\b/.test(request.headers.accept ?? '')
  if (!isHers || !isBrowser) return answerProblem(error, request, reply)
  const [, card, token] = request.url.split('/')
  reply.redirect(`/${card}/${token}`, 303)
}
const hers = { ...open, errorHandler }

/** Where the buttons of a card lead. They are links, as Safari and Android ask for: the card's own is the right to them. */
export function ownWalletRoutes(app: App, deps: Deps): void {
  const { database, publicUrl, visiting, google } = deps
  logoRoute(app, deps)
  app.get('/card/:token/card.pkpass', hers, async (request, reply) => {
    await visiting(request)
    const { businessId, found } = await byCard(database, request.params.token, async (tx, customerId) => {
      const pass = await passFor(tx, customerId, 'apple')
      return { passId: pass.passId, parts: await partsOf(tx, pass) }
    })
    return sendPass(reply, await madeOf(found.parts, { businessId, passId: found.passId, publicUrl }))
  })
  app.get('/card/:token/google-wallet', hers, async (request, reply) => {
    await visiting(request)
    const { found } = await byCard(database, request.params.token, async (tx, customerId) =>
      savingOf(tx, await passFor(tx, customerId, 'google'), publicUrl),
    )
    const link = await saveLink(found, publicUrl, google)
    return reply.header('cache-control', 'private, no-store').redirect(link, 302)
  })
}

/** Google fetches the logo of a class by itself; it is on every card of the business. */
function logoRoute(app: App, { database, visiting }: Deps): void {
  const params = z.object({ business: z.string().regex(/^[0-9a-f]{32}$/) })
  app.get(
    '/wallet/:business/logo.png',
    { ...open, schema: { hide: true, params } },
    async (request, reply) => {
      await visiting(request)
      const { look, logo } = await inBusiness(database, uuidOf(request.params.business), async (tx) => ({
        look: await lookOf(tx),
        logo: await logoAsPng(tx),
      }))
      return reply
        .type('image/png')
        .header('cache-control', 'public, max-age=3600')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(await badgeOf(look, logo))
    },
  )
}

async function byCard<Found>(
  database: Database,
  token: string,
  work: (tx: Tx, customerId: CustomerId) => Promise<Found>,
): Promise<{ businessId: string; found: Found }> {
  const businessId = businessOfToken(token)
  if (!businessId) throw new Refused('not_found')
  const found = await inBusiness(database, businessId, async (tx) => {
    const holder = await holderOf(tx, token)
    if (!holder) throw new Refused('not_found')
    return work(tx, holder.customerId)
  })
  return { businessId, found }
}
