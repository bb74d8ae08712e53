import { z } from 'zod'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Limit } from '../../platform/http/limits.ts'
import type { App, FastifyReply, FastifyRequest } from '../../platform/http.ts'
import { hexOf, uuidOf } from '../../platform/secrets.ts'
import { changedSince, forgetDevicesOf, registerDevice, unregisterDevice } from '../apple/devices.ts'
import { keptOf } from '../keeping.ts'
import { madeOf, partsOf } from '../making.ts'
import { findPass, type Pass } from '../passes.ts'
import { isPassToken } from '../sealing.ts'
import { PKPASS } from './shapes.ts'

interface Deps {
  database: Database
  publicUrl: string
  visiting: Limit
}

const hex = z.string().regex(/^[0-9a-f]{32}$/)
const device = z.string().min(1).max(100)
const type = z.string().min(1).max(155)
const base = '/wallet/:business/v1'
const config = { scope: 'public' as const }

/**
 * What Wallet asks of us, by Apple's "Wallet Passes web service": paths, bodies and answers are theirs. Who has the
 * token of a pass may ask about that pass; who knows a device's id, what changed on it.
 */
export function passkitRoutes(app: App, deps: Deps): void {
  registrationRoutes(app, deps)
  changesRoute(app, deps)
  passRoute(app, deps)
  logRoute(app, deps)
}

const registration = `${base}/devices/:device/registrations/:type/:serial`
const ofRegistration = z.object({ business: hex, device, type, serial: hex })

function registrationRoutes(app: App, { database, visiting }: Deps): void {
  const params = ofRegistration
  const body = z.object({ pushToken: z.string().regex(/^[0-9a-fA-F]{8,200}$/) })
  app.post(registration, { config, schema: { hide: true, params, body } }, async (request, reply) => {
    await visiting(request)
    const pushToken = request.body.pushToken
    const isNew = await ofItsPass(database, request, (tx, { passId, voidedAt }) =>
      voidedAt
        ? Promise.resolve(false)
        : registerDevice(tx, { device: request.params.device, passId, pushToken }),
    )
    return reply.status(isNew ? 201 : 200).send()
  })
  app.delete(registration, { config, schema: { hide: true, params } }, async (request, reply) => {
    await visiting(request)
    await ofItsPass(database, request, (tx, { passId }) =>
      unregisterDevice(tx, request.params.device, passId),
    )
    return reply.status(200).send()
  })
}

function changesRoute(app: App, { database, visiting }: Deps): void {
  const params = z.object({ business: hex, device, type })
  const querystring = z.object({ passesUpdatedSince: z.string().max(40).optional() })
  app.get(
    `${base}/devices/:device/registrations/:type`,
    { config, schema: { hide: true, params, querystring } },
    async (request, reply) => {
      await visiting(request)
      const since = request.query.passesUpdatedSince
      // What isn't a tag of ours asks for everything.
      const tag = since !== undefined && /^\d{1,15}$/.test(since) ? Number(since) : null
      const found = await inBusiness(database, uuidOf(request.params.business), async (tx) => {
        await requireType(tx, request.params.type)
        return changedSince(tx, request.params.device, tag)
      })
      if (!found) return reply.status(204).send()
      return { serialNumbers: found.serials.map(hexOf), lastUpdated: String(found.tag) }
    },
  )
}

function passRoute(app: App, { database, publicUrl, visiting }: Deps): void {
  const params = z.object({ business: hex, type, serial: hex })
  app.get(
    `${base}/passes/:type/:serial`,
    { config, schema: { hide: true, params } },
    async (request, reply) => {
      await visiting(request)
      const since = Date.parse(request.headers['if-modified-since'] ?? '')
      const found = await ofItsPass(database, request, async (tx, pass) => {
        if (pass.changedAt.epochMilliseconds <= since) return null
        if (pass.voidedAt) await forgetDevicesOf(tx, pass.passId)
        return { pass, parts: await partsOf(tx, pass) }
      })
      if (!found) return reply.status(304).send()
      const { passId, changedAt } = found.pass
      const bytes = await madeOf(found.parts, {
        businessId: uuidOf(request.params.business),
        passId,
        publicUrl,
      })
      reply.header('last-modified', new Date(changedAt.epochMilliseconds).toUTCString())
      return sendPass(reply, bytes)
    },
  )
}

/** A pass as a browser or Wallet takes it; no cache on the way may keep it. */
export function sendPass(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply
    .type(PKPASS)
    .header('cache-control', 'private, no-store')
    .header('content-disposition', 'attachment; filename="card.pkpass"')
    .send(bytes)
}

const MOST_LINES = 5
const LINE = 300

function logRoute(app: App, { database, visiting }: Deps): void {
  const params = z.object({ business: hex })
  const body = z.object({ logs: z.array(z.string().max(5_000)).max(100) })
  app.post(`${base}/log`, { config, schema: { hide: true, params, body } }, async (request, reply) => {
    await visiting(request)
    const { business } = request.params
    const { apple } = await inBusiness(database, uuidOf(business), keptOf)
    if (!apple) throw new Refused('not_found')
    // Anybody may send these: few, short, and each on a line of its own.
    for (const line of request.body.logs.slice(0, MOST_LINES))
      console.warn(`wallet ${business}: ${line.replaceAll(/\s+/g, ' ').slice(0, LINE)}`)
    return reply.status(200).send()
  })
}

type OfPass = Pick<FastifyRequest, 'headers'> & { params: { business: string; type: string; serial: string } }

/** Works on the pass of an address, for whoever has its token. */
async function ofItsPass<Result>(
  database: Database,
  { headers, params }: OfPass,
  work: (tx: Tx, pass: Pass) => Promise<Result>,
): Promise<Result> {
  const [businessId, passId] = [uuidOf(params.business), uuidOf(params.serial)]
  const [, token = ''] = /^ApplePass (\S{1,200})$/.exec(headers.authorization ?? '') ?? []
  if (!isPassToken(businessId, passId, token)) throw new Refused('access.missing')
  return inBusiness(database, businessId, async (tx) => {
    await requireType(tx, params.type)
    const pass = await findPass(tx, passId)
    if (pass?.kind !== 'apple') throw new Refused('not_found')
    return work(tx, pass)
  })
}

async function requireType(tx: Tx, type: string): Promise<void> {
  const { apple } = await keptOf(tx)
  if (apple?.passTypeId !== type) throw new Refused('not_found')
}
