import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { type App, callerOf, languageOf } from '../platform/http.ts'
import { idOf } from '../platform/ids.ts'
import { regularOf } from './regular.ts'
import { shownRegular } from './shapes.ts'

const ofCustomer = z.object({ id: idOf('customer') })

/** What a till asks beyond selling: who is this. */
export function counterRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/customers/:id/regular',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags: ['Counter'],
        summary: 'Who is this: by what name to greet her, her habit, what waits for her, what to suggest',
        params: ofCustomer,
        response: { 200: shownRegular },
      },
    },
    async (request) => {
      const { businessId, scopes } = callerOf(request)
      const reader = { language: languageOf(request), mayRedeem: scopes.has('redemptions:write') }
      return inBusiness(database, businessId, (tx) => regularOf(tx, request.params.id, reader))
    },
  )
}
