import { z } from 'zod'
import { nowOf, requireLocations } from '../../businesses/businesses.ts'
import { customerKey } from '../../customers/customers.ts'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, type Caller, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { idOf, type LocationId, type RedemptionId, showId, showMaybe } from '../../platform/ids.ts'
import { benefit, localText } from '../benefit.ts'
import { openGiftCardCode } from '../gift-card.ts'
import { listRedemptions, type Redemption, redemptionIdOf } from '../held.ts'
import { cancelRedemption, fulfilRedemption, reserveReward, type TierOf } from '../redemption.ts'
import { code, customerNamed, guesserOf, LARGEST, namesOf, reveal, when } from './fields.ts'

const tags = ['Redemptions']
const ofRedemption = z.object({ id: idOf('redemption') })
const states = ['reserved', 'fulfilled', 'cancelled', 'expired'] as const
const shownRedemption = z.object({
  id: z.string(),
  state: z.enum(states),
  rewardId: z.string(),
  name: localText,
  benefit,
  customerId: z.string(),
  customerName: z.string().nullable(),
  points: z.int(),
  stamps: z.int(),
  locationId: z.string().nullable(),
  purchaseId: z.string().nullable(),
  giftCardId: z.string().nullable(),
  madeAt: z.string(),
  expiresAt: z.string().nullable(),
  closedAt: z.string().nullable(),
})
const fulfilled = shownRedemption.extend({
  giftCardCode: z.string().nullable().describe('Where the reward is a gift card: its code.'),
})
const where = z.strictObject({ locationId: idOf('location').optional() })

/** Rewards redeemed on their own: reserved with a code, handed out, or called off. */
export function redemptionRoutes(app: App, deps: { database: Database; tierOf: TierOf }): void {
  reserveRoute(app, deps)
  fulfilRoutes(app, deps.database)
  cancelRoute(app, deps.database)
  readRoutes(app, deps.database)
}

function reserveRoute(app: App, { database, tierOf }: { database: Database; tierOf: TierOf }): void {
  app.post(
    '/api/v1/redemptions',
    {
      config: { scope: 'redemptions:write' },
      schema: {
        tags,
        summary: 'Reserve a reward',
        description:
          'Holds the price and one of the stock until `expiresAt`. The answer has the code to show at the counter.',
        body: z.strictObject({
          customer: customerKey,
          rewardId: idOf('reward'),
          points: z.int().min(1).max(LARGEST).optional().describe('How many, where the customer may choose.'),
          locationId: idOf('location').optional(),
        }),
        response: { 201: shownRedemption.extend({ code: z.string().nullable() }) },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { customer, rewardId, points, locationId = null } = request.body
      const kept = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        await request.within?.(tx)
        await requireLocations(tx, [locationId], 'locationId')
        const customerId = (await customerNamed(tx, customer))!
        const now = await nowOf(tx)
        const id = await reserveReward(tx, { customerId, rewardId, points, locationId, now, actor, tierOf })
        const made = await read(tx, id)
        return { ...show(made), sealed: made.sealed?.toString('base64') ?? null }
      })
      return reply.status(201).send(reveal(businessId, kept))
    },
  )
}

function fulfilRoutes(app: App, database: Database): void {
  app.post(
    '/api/v1/redemptions/:id/fulfil',
    {
      config: { scope: 'redemptions:write' },
      schema: {
        tags,
        summary: 'Hand a reserved reward out',
        description: 'What was held is spent. Doing it again gives the same answer.',
        params: ofRedemption,
        body: where.nullish(),
        response: { 200: fulfilled },
      },
    },
    async (request) => {
      const locationId = request.body?.locationId ?? null
      const find = async () => request.params.id
      return fulfil(database, callerOf(request), { find, locationId })
    },
  )
  app.post(
    '/api/v1/redemptions/fulfil',
    {
      config: { scope: 'redemptions:write' },
      schema: {
        tags,
        summary: 'Hand a reserved reward out by its code',
        description: 'Unknown codes are counted and slowed down.',
        body: where.extend({ code }),
        response: { 200: fulfilled },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { code: typed, locationId = null } = request.body
      const find = (tx: Tx) => redemptionIdOf(tx, typed, guesserOf(caller))
      return fulfil(database, caller, { find, locationId })
    },
  )
}

async function fulfil(
  database: Database,
  { businessId, actor }: Caller,
  { find, locationId }: { find: (tx: Tx) => Promise<RedemptionId>; locationId: LocationId | null },
) {
  return inBusiness(database, businessId, async (tx) => {
    const redemptionId = await find(tx)
    await requireLocations(tx, [locationId], 'locationId')
    await fulfilRedemption(tx, { redemptionId, now: await nowOf(tx), actor, locationId })
    const done = await read(tx, redemptionId)
    return { ...show(done), giftCardCode: done.giftCardId && (await openGiftCardCode(tx, done.giftCardId)) }
  })
}

function cancelRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/redemptions/:id/cancel',
    {
      config: { scope: 'redemptions:write' },
      schema: {
        tags,
        summary: 'Call a reserved reward off',
        description:
          'The price goes back to the very points it came from. One that was handed out needs the right “points:adjust”.',
        params: ofRedemption,
        response: { 200: shownRedemption },
      },
    },
    async (request) => {
      const { businessId, actor, scopes } = callerOf(request)
      const { id: redemptionId } = request.params
      return inBusiness(database, businessId, async (tx) => {
        const mayUndo = scopes.has('points:adjust')
        await cancelRedemption(tx, { redemptionId, now: await nowOf(tx), actor, mayUndo })
        return show(await read(tx, redemptionId))
      })
    },
  )
}

function readRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/redemptions',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags,
        summary: 'Redemptions, the newest first',
        querystring: pageQuery(idOf('redemption')).extend({
          customer: idOf('customer').optional(),
          reward: idOf('reward').optional(),
          state: z.enum(states).optional(),
        }),
        response: { 200: pageOf(shownRedemption) },
      },
    },
    async (request) => {
      const { after, limit, customer: customerId, reward: rewardId, state } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const rows = await listRedemptions(tx, { after, customerId, rewardId, state, limit: limit + 1 })
        const nameOf = await namesOf(
          tx,
          rows.map((row) => row.customerId),
        )
        const named = (row: Redemption) => show(row, nameOf(row.customerId))
        return cutPage(rows, limit, { show: named, cursor: (row) => showId('redemption', row.redemptionId) })
      })
    },
  )
  app.get(
    '/api/v1/redemptions/:id',
    {
      config: { scope: 'rewards:read' },
      schema: { tags, summary: 'One redemption', params: ofRedemption, response: { 200: shownRedemption } },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        show(await read(tx, request.params.id)),
      ),
  )
}

async function read(tx: Tx, id: RedemptionId): Promise<Redemption> {
  const [redemption] = await listRedemptions(tx, { ids: [id], limit: 1 })
  if (!redemption) throw new Refused('not_found')
  return redemption
}

function show(redemption: Redemption, customerName: string | null = null): z.output<typeof shownRedemption> {
  const { redemptionId, state, name, points, stamps } = redemption
  return {
    id: showId('redemption', redemptionId),
    state,
    rewardId: showId('reward', redemption.rewardId),
    name,
    benefit: redemption.benefit,
    customerId: showId('customer', redemption.customerId),
    customerName,
    points,
    stamps,
    locationId: showMaybe('location', redemption.locationId),
    purchaseId: showMaybe('purchase', redemption.purchaseId),
    giftCardId: showMaybe('giftCard', redemption.giftCardId),
    madeAt: redemption.madeAt.toString(),
    expiresAt: when(redemption.expiresAt),
    closedAt: when(redemption.closedAt),
  }
}
