import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { dayField } from '../platform/http/day.ts'
import { type App, callerOf } from '../platform/http.ts'
import { campaign, planCampaign } from './insights.ts'

const reading = { scope: 'insights:read' } as const
const tags = ['Insight']
const day = dayField
const metric = z.enum(['came', 'visits', 'spend'])

/** Before a campaign: how many people it takes. Afterwards: what it brought. */
export function campaignRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/insights/campaign/plan',
    {
      config: reading,
      schema: {
        tags,
        summary: 'How many people a campaign takes, told before it starts',
        description:
          'The baseline is measured: what people who bought within a year did in the last `days` days. `lift` is the smallest difference worth seeing: of 100 people (`came`), visits, or minor units (`spend`). Two-sided at 5 %, which several arms share. `withBefore`: when what they did before is taken out. `smallest`: what all people together could show.',
        querystring: z.strictObject({
          metric: metric.default('spend'),
          lift: z.coerce.number().positive().max(1e12),
          days: z.coerce.number().int().min(1).max(365).default(30),
          arms: z.coerce.number().int().min(1).max(10).default(1),
          controlPercent: z.coerce.number().min(1).max(99).default(50),
          powerPercent: z.coerce.number().min(50).max(99.9).default(80),
        }),
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, (tx) => planCampaign(tx, request.query)),
  )
  app.get(
    '/api/v1/insights/campaign',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What a campaign brought, against those left out of it',
        description:
          'The groups stand in an attribute of the customers. What they did in as many days before says whether chance made the groups; where not, it is refused (`refused`: "chosen").',
        querystring: z.strictObject({
          attribute: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,49}$/),
          control: z.string().min(1).max(200),
          from: day,
          until: day,
          metric: metric.default('spend'),
        }),
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, (tx) => campaign(tx, request.query)),
  )
}
