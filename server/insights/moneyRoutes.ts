import { Readable } from 'node:stream'
import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { type App, callerOf } from '../platform/http.ts'
import { csv } from '../platform/sheet.ts'
import { moneySheet, programmeMoney } from './insights.ts'

const reading = { scope: 'insights:read' } as const
const tags = ['Insight']

const month = z
  .string()
  .regex(/^(1[6-9]|[2-9]\d)\d\d-(0[1-9]|1[0-2])$/, 'must be a month like 2026-11')
  .meta({ example: '2026-11' })
const span = z
  .strictObject({ from: month.optional(), until: month.optional() })
  .refine(({ from, until }) => !from || !until || from <= until, {
    path: ['until'],
    error: 'must not be before `from`',
  })

/** What the programme owes and what of sales is not earned yet, to look at and for the accountant. */
export function moneyRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/insights/programme-money',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What the programme owes, costs and defers, month by month',
        description:
          'Months by shop days, both counted; the last twelve where none is said. Each month’s `closing` is the next one’s `opening`, in points and in money; the last closing is what the accounts hold (`accounts.difference` is 0). `money`: gift cards and store credit, each currency by itself.',
        querystring: span,
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, (tx) => programmeMoney(tx, request.query)),
  )
  app.get(
    '/api/v1/insights/programme-money/csv',
    {
      config: reading,
      schema: {
        tags,
        summary: 'The same months as CSV, for the accountant: points first, then money by currency',
        querystring: span,
      },
    },
    async (request, reply) => {
      const { businessId } = callerOf(request)
      const said = await inBusiness(database, businessId, (tx) => programmeMoney(tx, request.query))
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="programme-money.csv"')
        .send(Readable.from(csv(moneySheet(said))))
    },
  )
}
