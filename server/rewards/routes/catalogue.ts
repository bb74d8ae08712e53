import { z } from 'zod'
import { nowOf, requireLocations } from '../../businesses/businesses.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf, type Language, languageOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { idOf, showId } from '../../platform/ids.ts'
import { refusalText } from '../../platform/refusals.ts'
import {
  addReward,
  adjustStock,
  archiveReward,
  balancesFor,
  changeReward,
  listRewards,
  type Whether,
  whether,
} from '../catalogue.ts'
import type { TierOf } from '../redemption.ts'
import { customerNamed, LARGEST, note } from './fields.ts'
import {
  changed,
  listedReward,
  newReward,
  ofReward,
  rewardChange,
  shownReward,
  showReward,
  wishOf,
} from './reward-fields.ts'

const tags = ['Rewards']
type Listed = Awaited<ReturnType<typeof listRewards>>[number]
type Shown = z.output<typeof listedReward>

/** The catalogue: what customers can get. */
export function catalogueRoutes(
  app: App,
  { database, tierOf }: { database: Database; tierOf: TierOf },
): void {
  listRoute(app, { database, tierOf })
  addRoute(app, database)
  readRoute(app, database)
  changeRoute(app, database)
  archiveRoutes(app, database)
  stockRoute(app, database)
}

function addRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/rewards',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Add a reward to the catalogue',
        body: newReward,
        response: { 201: shownReward },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const wish = wishOf(request.body)
      const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        await requireLocations(tx, wish.locationIds, 'locations')
        return showReward(await addReward(tx, wish, actor))
      })
      return reply.status(201).send(made)
    },
  )
}

function readRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/rewards/:id',
    {
      config: { scope: 'rewards:read' },
      schema: { tags, summary: 'One reward', params: ofReward, response: { 200: shownReward } },
    },
    async (request) => {
      const ids = [request.params.id]
      const [reward] = await inBusiness(database, callerOf(request).businessId, (tx) =>
        listRewards(tx, { ids, limit: 1 }),
      )
      if (!reward) throw new Refused('not_found')
      return showReward(reward)
    },
  )
}

function changeRoute(app: App, database: Database): void {
  app.patch(
    '/api/v1/rewards/:id',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Change a reward',
        description: 'What was redeemed before stays what it was. Stock has a route of its own.',
        params: ofReward,
        body: rewardChange,
        response: { 200: shownReward },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const decide = (before: Parameters<typeof changed>[0]) => changed(before, request.body)
      const after = await inBusiness(database, businessId, async (tx) => {
        await requireLocations(tx, request.body.locations, 'locations')
        return changeReward(tx, request.params.id, decide, actor)
      })
      return showReward(after)
    },
  )
}

function listRoute(app: App, { database, tierOf }: { database: Database; tierOf: TierOf }): void {
  app.get(
    '/api/v1/rewards',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags,
        summary: 'The catalogue',
        description:
          'With `customer`, each reward says whether she may have it now, why not, and what is missing.',
        querystring: pageQuery(idOf('reward')).extend({
          customer: idOf('customer').optional(),
          location: idOf('location').optional(),
          archived: z.stringbool().default(false),
        }),
        response: { 200: pageOf(listedReward) },
      },
    },
    async (request) => {
      const { after, limit, archived, customer, location = null } = request.query
      const { businessId } = callerOf(request)
      return inBusiness(database, businessId, async (tx) => {
        await requireLocations(tx, [location], 'location')
        const customerId = await customerNamed(tx, customer && { id: customer })
        const rows = await listRewards(tx, { after, archived, customerId, limit: limit + 1 })
        const cursor = (row: Listed) => showId('reward', row.rewardId)
        if (!customerId) return cutPage<Listed, Shown>(rows, limit, { show: showReward, cursor })
        const tierId = await tierOf(tx, customerId)
        const wisher = { customerId, locationId: location, tierId, now: await nowOf(tx) }
        const book = await balancesFor(tx, wisher)
        const show = (row: Listed): Shown => ({
          ...showReward(row),
          ...inWords(whether(row, wisher, book), languageOf(request)),
        })
        return cutPage(rows, limit, { show, cursor })
      })
    },
  )
}

function inWords({ allowed, reason, missing }: Whether, language: Language) {
  if (!reason) return { allowed, reason, missing }
  return {
    allowed,
    missing,
    reason: { code: reason.code, text: refusalText(reason.code, language, reason.params) },
  }
}

function archiveRoutes(app: App, database: Database): void {
  for (const archived of [true, false]) {
    app.post(
      `/api/v1/rewards/:id/${archived ? 'archive' : 'restore'}`,
      {
        config: { scope: 'rewards:write' },
        schema: {
          tags,
          summary: archived ? 'Take a reward out of the catalogue' : 'Put a reward back into the catalogue',
          params: ofReward,
          response: { 200: shownReward },
        },
      },
      async (request) => {
        const { businessId, actor } = callerOf(request)
        const { id: rewardId } = request.params
        return inBusiness(database, businessId, async (tx) =>
          showReward(await archiveReward(tx, { rewardId, archived, now: await nowOf(tx), actor })),
        )
      },
    )
  }
}

const stockChange = z.union([
  z.strictObject({ change: z.int().min(-LARGEST).max(LARGEST), reason: note }),
  z.strictObject({ stock: z.int().min(0).max(LARGEST).nullable(), reason: note }),
])

function stockRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/rewards/:id/stock',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Count stock up, down, or set it',
        description: '`change` adds to what is left; `stock` sets it (null: no limit). The reason is kept.',
        params: ofReward,
        body: stockChange,
        response: { 200: shownReward },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { reason, ...adjustment } = request.body
      const after = await onlyOnce(database, businessId, attemptOf(request), async (tx) =>
        showReward(await adjustStock(tx, request.params.id, adjustment, { reason, actor })),
      )
      return after
    },
  )
}
