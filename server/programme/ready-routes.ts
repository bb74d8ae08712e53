import { z } from 'zod'
import { businessFields, businessOf } from '../businesses/businesses.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { type App, callerOf } from '../platform/http.ts'
import { readyProgramme } from './trades.ts'

/** What suits a trade, for who begins or begins anew: a document to look at, nothing is saved. */
export function readyRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/programme/ready',
    {
      config: { scope: 'programme:read' },
      schema: {
        tags: ['Programme'],
        summary: 'A programme that suits a trade, in the currency of the business',
        querystring: z.strictObject({ trade: businessFields.trade.optional() }),
        response: { 200: z.object({ document: z.record(z.string(), z.unknown()) }) },
      },
    },
    async (request) => {
      const business = await inBusiness(database, callerOf(request).businessId, (tx) => businessOf(tx))
      return { document: { ...readyProgramme(request.query.trade ?? business.trade, business.currency) } }
    },
  )
}
