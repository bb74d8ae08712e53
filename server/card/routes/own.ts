import { z } from 'zod'
import { nowOf } from '../../businesses/businesses.ts'
import { eraseCustomer, exportCustomer, readCustomer } from '../../customers/customers.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf, type FastifyRequest, languageOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { type CustomerId, idOf, readId, showId } from '../../platform/ids.ts'
import { holdingOf } from '../../till/till.ts'
import { sayOnCard } from '../consents.ts'
import { historyOf } from '../history.ts'
import { changeMe, meOf, ownChange } from '../me.ts'
import { programmeTold } from '../programme.ts'
import { leaveReward, redemptionOf, rewardsFor, takeReward } from '../rewards.ts'
import { purposes } from '../setting.ts'
import { cardState } from '../state.ts'
import { revokeTokens } from '../tokens.ts'
import { historyLine, me, redemption, reward, state } from './shapes.ts'

const tags = ['Card']
const config = { scope: 'card' as const }
/** How the reference tells that these take a card, not a key. */
const security = [{ card: [] }]

/** Who asks: the card says whose it is, and no request names anybody. */
function hers(request: FastifyRequest): {
  businessId: string
  customerId: CustomerId
  tokenId: string | null
} {
  const { businessId, actor, cardTokenId = null } = callerOf(request)
  return { businessId, customerId: actor.id as CustomerId, tokenId: cardTokenId }
}

/** What a customer sees and does with her card; each answer is about herself alone. */
export function ownRoutes(app: App, deps: { database: Database; publicUrl: string }): void {
  const { database } = deps
  app.get(
    '/api/v1/card',
    {
      config,
      schema: { tags, security, summary: 'The card as it is shown', response: { 200: state } },
    },
    async (request) => {
      const { businessId, customerId } = hers(request)
      return inBusiness(database, businessId, (tx) => cardState(tx, customerId, languageOf(request)))
    },
  )
  rewardRoutes(app, database)
  storyRoutes(app, database)
  meRoutes(app, database)
  consentRoute(app, deps)
  goingRoutes(app, database)
}

function rewardRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/card/rewards',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'The rewards: what she can have, and what is missing to the rest' },
        response: { 200: z.object({ items: z.array(reward) }) },
      },
    },
    async (request) => {
      const { businessId, customerId } = hers(request)
      const language = languageOf(request)
      return inBusiness(database, businessId, async (tx) => ({
        items: await rewardsFor(tx, await holdingOf(tx, customerId, language), language),
      }))
    },
  )
  app.post(
    '/api/v1/card/redemptions',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'Reserve a reward; the code is shown at the counter' },
        body: z.strictObject({
          rewardId: idOf('reward'),
          points: z.int().min(1).max(1_000_000_000_000).optional(),
        }),
        response: { 201: redemption },
      },
    },
    async (request, reply) => {
      const { businessId, customerId } = hers(request)
      const { rewardId, points } = request.body
      const { id } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const now = await nowOf(tx)
        return { id: showId('redemption', await takeReward(tx, { customerId, rewardId, points, now })) }
      })
      const shown = await inBusiness(database, businessId, (tx) =>
        redemptionOf(tx, customerId, readId('redemption', id)!, languageOf(request)),
      )
      return reply.status(201).send(shown)
    },
  )
  app.post(
    '/api/v1/card/redemptions/:id/cancel',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'Call a reserved reward off' },
        params: z.object({ id: idOf('redemption') }),
        response: { 200: redemption },
      },
    },
    async (request) => {
      const { businessId, customerId } = hers(request)
      const { id: redemptionId } = request.params
      return inBusiness(database, businessId, async (tx) => {
        await leaveReward(tx, { customerId, redemptionId, now: await nowOf(tx) })
        return redemptionOf(tx, customerId, redemptionId, languageOf(request))
      })
    },
  )
}

function storyRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/card/history',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'What moved on her card and why, the latest first' },
        querystring: pageQuery(idOf('transfer')),
        response: { 200: pageOf(historyLine) },
      },
    },
    async (request) => {
      const { businessId, customerId } = hers(request)
      const { after = null, limit } = request.query
      return inBusiness(database, businessId, (tx) =>
        historyOf(tx, customerId, { after, limit, language: languageOf(request) }),
      )
    },
  )
  app.get(
    '/api/v1/card/programme',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'What the programme expects and gives, in plain words' },
        response: {
          200: z.object({
            sentences: z.array(z.object({ about: z.string(), text: z.string() })),
            places: z.array(
              z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
            ),
          }),
        },
      },
    },
    async (request) =>
      inBusiness(database, hers(request).businessId, (tx) => programmeTold(tx, languageOf(request))),
  )
}

function meRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/card/me',
    { config, schema: { tags, security, summary: 'What is kept about her', response: { 200: me } } },
    async (request) => {
      const { businessId, customerId, tokenId } = hers(request)
      return inBusiness(database, businessId, (tx) => meOf(tx, customerId, tokenId, languageOf(request)))
    },
  )
  app.patch(
    '/api/v1/card/me',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'Change what she may change of it' },
        description: 'Phones and e-mails are what she is found by: the counter changes those.',
        body: ownChange,
        response: { 200: me },
      },
    },
    async (request) => {
      const { businessId, customerId, tokenId } = hers(request)
      return inBusiness(database, businessId, async (tx) => {
        await changeMe(tx, customerId, request.body)
        return meOf(tx, customerId, tokenId, languageOf(request))
      })
    },
  )
}

function consentRoute(app: App, { database, publicUrl }: { database: Database; publicUrl: string }): void {
  app.post(
    '/api/v1/card/consents',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'Say yes or no to being written to' },
        description: 'A yes to e-mail counts once the address has confirmed it, where mail is set up.',
        body: z.strictObject({
          purpose: z.enum(purposes),
          channel: z.enum(['email', 'sms']),
          given: z.boolean(),
        }),
        response: { 200: me },
      },
    },
    async (request) => {
      const { businessId, customerId, tokenId } = hers(request)
      const language = languageOf(request)
      return inBusiness(database, businessId, async (tx) => {
        const customer = await readCustomer(tx, customerId)
        await sayOnCard(tx, customer, { ...request.body, language, source: 'card', publicUrl })
        return meOf(tx, customerId, tokenId, language)
      })
    },
  )
}

function goingRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/card/export',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'A copy of all that is kept about her' },
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async (request, reply) => {
      const { businessId, customerId } = hers(request)
      const copy = await inBusiness(database, businessId, (tx) =>
        exportCustomer(tx, customerId, callerOf(request).actor),
      )
      return reply.header('content-disposition', 'attachment; filename="my-data.json"').send(copy)
    },
  )
  app.post(
    '/api/v1/card/other-devices/revoke',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'Close her card on every other device' },
        response: { 200: z.object({ closed: z.int() }) },
      },
    },
    async (request) => {
      const { businessId, customerId, tokenId } = hers(request)
      return inBusiness(database, businessId, async (tx) => ({
        closed: await revokeTokens(tx, customerId, tokenId),
      }))
    },
  )
  app.post(
    '/api/v1/card/leave',
    {
      config,
      schema: {
        ...{ tags, security, summary: 'Leave: everything about her is erased, for good' },
        body: z.strictObject({ forGood: z.literal(true) }),
        response: { 200: z.object({ left: z.literal(true) }) },
      },
    },
    async (request) => {
      const { businessId, customerId } = hers(request)
      await inBusiness(database, businessId, (tx) => eraseCustomer(tx, customerId, callerOf(request).actor))
      return { left: true as const }
    },
  )
}
