import { z } from 'zod'
import { nowOf } from '../../businesses/businesses.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { type App, callerOf, languageOf } from '../../platform/http.ts'
import { idOf } from '../../platform/ids.ts'
import { bookPage, type Cursor, readCursor } from '../book.ts'
import { regularOf } from '../regular.ts'
import { scan } from '../scan.ts'
import { shownBookPage, shownRegular, shownScan } from '../shapes.ts'

export const tags = ['Counter']
const BOOK_PAGE = 500
const cursor = z
  .string()
  .max(100)
  .refine((text) => readCursor(text) !== undefined, { error: 'must be the next of the page before' })
  .transform((text) => readCursor(text) as Cursor)

/** Finding out who stands there. */
export function findingRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/customers/:id/regular',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Who is this: by what name to greet her, her habit, what waits for her, what to suggest',
        params: z.object({ id: idOf('customer') }),
        response: { 200: shownRegular },
      },
    },
    async (request) => {
      const { businessId, scopes } = callerOf(request)
      const reader = { language: languageOf(request), mayRedeem: scopes.has('redemptions:write') }
      return inBusiness(database, businessId, (tx) => regularOf(tx, request.params.id, reader))
    },
  )
  app.post(
    '/api/v1/counter/scan',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'What a scanned or typed code is, and whose',
        description:
          'A card’s number or QR, a code that turns every minute, the code of a voucher, a reserved reward or a gift card, a whole phone number. Unknown codes are counted and slowed down.',
        body: z.strictObject({ text: z.string().min(1).max(500) }),
        response: { 200: shownScan },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const language = languageOf(request)
      return inBusiness(database, caller.businessId, async (tx) =>
        scan(tx, request.body.text, { caller, language, now: await nowOf(tx) }),
      )
    },
  )
  app.get(
    '/api/v1/counter/book',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Known customers for a till without network: all, then what changed since',
        description: 'Names, the end of phone numbers, marks of cards, what she has. At most 20,000 people.',
        querystring: z.strictObject({
          after: cursor.optional(),
          limit: z.coerce.number().int().min(1).max(BOOK_PAGE).default(BOOK_PAGE),
        }),
        response: { 200: shownBookPage },
      },
    },
    async (request) => {
      const { after, limit } = request.query
      return inBusiness(database, callerOf(request).businessId, (tx) => bookPage(tx, after, limit))
    },
  )
}
