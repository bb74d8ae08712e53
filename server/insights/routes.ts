import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { type App, callerOf } from '../platform/http.ts'
import { campaignRoutes } from './campaignRoutes.ts'
import { contestRoutes } from './contestRoutes.ts'
import {
  ladderHistory,
  ladderNow,
  overview,
  peopleOf,
  retentionNow,
  type Scope,
  salesNow,
  scopeOf,
  untilField,
  valueNow,
  type Wish,
  wishFields,
} from './insights.ts'
import { moneyRoutes } from './moneyRoutes.ts'

const reading = { scope: 'insights:read' } as const
const tags = ['Insight']
const usualMargin = 40

type Page = (tx: Tx, scope: Scope) => Promise<unknown>
const wish = z.strictObject(wishFields)
const place = z.strictObject({ location: wishFields.location })
const wishOverTime = wish.extend({ until: untilField })

/** What the owner reads of an evening: who stays, what customers are worth, what the programme owes. Only reading. */
export function insightRoutes(app: App, database: Database): void {
  const page = (path: string, summary: string, querystring: typeof wish | typeof wishOverTime, work: Page) =>
    app.get(
      `/api/v1/insights/${path}`,
      { config: reading, schema: { tags, summary, querystring } },
      async (request) => scoped(database, request, request.query, work),
    )
  const state = 'The state of things: who stays, who slips away, the ladder, young cohorts'
  page('overview', state, wishOverTime, overview)
  const stays = 'Retention by quarter and by cohort, repeat rate, usual gap, churn'
  page('retention', stays, wishOverTime, retentionNow)
  page('ladder', 'The ladder, and who moved on it this month', wish, ladderNow)
  const moved = 'Who moved from rung to rung in each month of a year, and what moved them'
  page('ladder/history', moved, wishOverTime, ladderHistory)
  salesRoute(app, database)
  moneyRoutes(app, database)
  valueRoutes(app, database)
  contestRoutes(app, database)
  campaignRoutes(app, database)
}

function salesRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/insights/sales',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What was sold week by week: beside the same weeks a year before, and without the season',
        description:
          'Whole weeks, of all purchases, with and without a customer, less what came back; `location`: those made there. `yearOnYear`: the mean change of the latest 13 weeks against the same weeks a year before; `trend`: the change in a month once each week’s usual share of the year is divided out, of the last 26 weeks; each with its 95 % range, null while the past is shorter than `needed` weeks. `counting`: more was brought in than can be counted at once; it is, within minutes.',
        querystring: place,
      },
    },
    async (request) => {
      const { location } = request.query
      return scoped(database, request, { location }, (tx, scope) => salesNow(tx, scope, location))
    },
  )
}

async function scoped<Answer>(
  database: Database,
  request: FastifyRequest,
  asked: Wish,
  work: (tx: Tx, scope: Scope) => Promise<Answer>,
): Promise<Answer> {
  const { businessId, actor } = callerOf(request)
  return inBusiness(database, businessId, async (tx) => work(tx, await scopeOf(tx, asked, actor)))
}

const cursor = z
  .string()
  .regex(/^-?\d{1,15}\.[0-9a-f]{32}$/, 'must be the `next` of the page before')
  .transform((text): [number, string] => {
    const [money, hex] = text.split('.') as [string, string]
    return [Number(money), hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')]
  })

function valueRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/insights/value',
    {
      config: reading,
      schema: {
        tags,
        summary: 'RFM, ABC by XYZ, the Pareto curve and lifetime value with its levers',
        querystring: wish.extend({
          marginPercent: z.coerce.number().min(1).max(100).default(usualMargin),
        }),
      },
    },
    async (request) =>
      scoped(database, request, request.query, (tx, scope) =>
        valueNow(tx, scope, request.query.marginPercent),
      ),
  )
  app.get(
    '/api/v1/insights/people',
    {
      config: reading,
      schema: {
        tags,
        summary: 'The people behind a number, the most money first',
        querystring: wish.extend({
          kind: z.enum(['rfm', 'abcXyz', 'rung', 'slipping', 'moved']).meta({
            description:
              'rfm: cell "54" is recency 5, frequency 4; abcXyz: "AX"; rung: "regular"; slipping: "yes"; moved: "2026-10.client.regular.back", month, from, to (* for any), what moved them',
          }),
          cell: z.string().min(1).max(40).meta({ example: '55' }),
          after: cursor.optional(),
          limit: z.coerce.number().int().min(1).max(100).default(25),
        }),
      },
    },
    async (request) => {
      const { kind, cell, after, limit } = request.query
      return scoped(database, request, request.query, (tx, scope) =>
        peopleOf(tx, scope, { kind, cell, after: after ?? null, limit }),
      )
    },
  )
}
