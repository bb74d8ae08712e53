import { z } from 'zod'
import { nowOf } from '../../businesses/businesses.ts'
import { tell } from '../../journal/journal.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { idOf, showId } from '../../platform/ids.ts'
import { countOfTaken, orderRewards, type StockEntry, stockHistory } from '../shelf.ts'
import { moment, when } from './fields.ts'
import { ofReward } from './reward-fields.ts'

const tags = ['Rewards']
const DAYS_90 = Temporal.Duration.from({ hours: 24 * 90 })

/** The catalogue as its owner keeps it. */
export function shelfRoutes(app: App, database: Database): void {
  orderRoute(app, database)
  takenRoute(app, database)
  historyRoute(app, database)
}

function orderRoute(app: App, database: Database): void {
  app.put(
    '/api/v1/rewards/order',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Put rewards in order',
        description: 'These come first, in this order; the others follow as they stood.',
        body: z.strictObject({ rewards: z.array(idOf('reward')).min(1).max(500) }),
        response: { 200: z.object({ rewards: z.array(z.string()) }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { rewards } = request.body
      return inBusiness(database, businessId, async (tx) => {
        await orderRewards(tx, rewards)
        tell(tx, { what: 'reward.ordered', actor, facts: { count: rewards.length } })
        return { rewards: rewards.map((id) => showId('reward', id)) }
      })
    },
  )
}

const shownTaken = z.object({
  rewardId: z.string(),
  taken: z.int().describe('Redeemed, or had by a voucher that is worth this reward.'),
  reserved: z.int().describe('Held for customers now.'),
  lastAt: z.string().nullable(),
})

function takenRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/rewards/taken',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags,
        summary: 'How often each reward was taken, the most wanted first',
        description: 'Of the last 90 days unless said otherwise. What nobody took is not in it.',
        querystring: z.strictObject({ from: moment.optional(), until: moment.optional() }),
        response: { 200: z.object({ from: z.string(), until: z.string(), items: z.array(shownTaken) }) },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const until = request.query.until ?? (await nowOf(tx)).add({ seconds: 1 })
        const from = request.query.from ?? until.subtract(DAYS_90)
        const rows = await countOfTaken(tx, { from, until })
        const items = rows.map(({ rewardId, taken, reserved, lastAt }) => ({
          ...{ rewardId: showId('reward', rewardId), taken, reserved, lastAt: when(lastAt) },
        }))
        return { from: from.toString(), until: until.toString(), items }
      }),
  )
}

const shownEntry = z.object({
  id: z.string(),
  at: z.string(),
  before: z.int().nullable(),
  after: z.int().nullable(),
  reason: z.string().nullable(),
  by: z.object({ kind: z.string(), name: z.string().nullable() }),
})

function historyRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/rewards/:id/stock',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags,
        summary: 'Who counted a reward’s stock, when and why, the latest first',
        description: 'What customers took is among the redemptions.',
        params: ofReward,
        querystring: pageQuery(idOf('journal')),
        response: { 200: pageOf(shownEntry) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        stockHistory(tx, request.params.id, { after, limit: limit + 1 }),
      )
      return cutPage(rows, limit, { show: showEntry, cursor: ({ id }) => showId('journal', id) })
    },
  )
}

function showEntry({ id, at, facts, actorKind, by }: StockEntry): z.output<typeof shownEntry> {
  return {
    id: showId('journal', id),
    at: at.toString(),
    before: facts?.before ?? null,
    after: facts?.after ?? null,
    reason: facts?.reason ?? null,
    by: { kind: actorKind, name: by },
  }
}
