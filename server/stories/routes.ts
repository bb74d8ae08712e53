import { z } from 'zod'
import { findCustomer } from '../customers/customers.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf, languageOf } from '../platform/http.ts'
import { type CustomerId, idOf } from '../platform/ids.ts'
import { partsOfDay, rhythmOf } from './rhythm.ts'
import { lengthOfStory, storyKinds, storyOf } from './stories.ts'

const maybe = z.string().nullable()
const entry = z.object({
  ...{ id: z.string(), at: z.string(), what: z.string() },
  by: z.object({ kind: z.string(), id: maybe, name: maybe }),
  place: maybe,
  servedBy: maybe,
  subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
  facts: z.record(z.string(), z.unknown()).nullable(),
  note: z.object({ text: maybe, removed: z.boolean() }).nullable(),
  purchase: z
    .object({
      ...{ currency: z.string(), total: z.int(), returned: z.int(), fullyReturned: z.boolean() },
      goods: z.array(z.object({ name: z.string(), quantity: z.number() })).describe('The first three'),
      more: z.int().describe('Further lines'),
      brought: z.array(z.object({ unit: z.string(), amount: z.int(), card: maybe })),
    })
    .nullable(),
})

/** Everything that happened with a customer, told. */
export function storyRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/customers/:id/story',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags: ['Customers'],
        summary: 'Everything that happened with a customer, with what was bought, who served and where',
        params: z.strictObject({ id: idOf('customer') }),
        querystring: pageQuery(idOf('journal')).extend({ kind: z.enum(storyKinds).optional() }),
        response: {
          200: pageOf(entry).extend({
            count: z.int().describe('How much there is in all kinds together, up to 1,000'),
          }),
        },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { after = null, limit, kind } = request.query
        const customerId = await bearerOf(tx, request.params.id)
        const language = languageOf(request)
        const [rows, count] = [
          await storyOf(tx, customerId, { kind, after, limit: limit + 1, language }),
          await lengthOfStory(tx, customerId),
        ]
        return { ...cutPage(rows, limit, { show: (row) => row, cursor: ({ id }) => id }), count }
      }),
  )
  app.get(
    '/api/v1/customers/:id/rhythm',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags: ['Customers'],
        summary: 'A year of a customer’s visits, and her habit',
        params: z.strictObject({ id: idOf('customer') }),
        response: { 200: shownRhythm },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        rhythmOf(tx, await bearerOf(tx, request.params.id)),
      ),
  )
}

const shownRhythm = z.object({
  from: z.string(),
  until: z.string(),
  visits: z.array(z.object({ day: z.string(), amountMinor: z.int() })),
  yearMinor: z.int().describe('What she bought for within the year'),
  gap: z.object({ from: z.int(), to: z.int() }).nullable().describe('Usual days between two visits'),
  partOfDay: z.enum(partsOfDay).nullable().describe('When she comes, mostly'),
  weekday: z.int().nullable().describe('On which weekday, mostly; Monday is 0'),
})

async function bearerOf(tx: Tx, id: CustomerId): Promise<CustomerId> {
  const customerId = await findCustomer(tx, { id }, 'customer')
  if (!customerId) throw new Refused('customer.not_found', undefined, { field: 'id' })
  return customerId
}
