import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { type CustomerId, idOf, readId, showId } from '../../platform/ids.ts'
import { dismissDuplicate, duplicatesOf } from '../merging/duplicates.ts'
import { likenessReasons } from '../merging/likeness.ts'
import { mergeCustomers } from '../merging/merge.ts'
import { customerShown } from '../profile.ts'
import { readCustomer } from '../reading.ts'
import { ofCustomer, tags } from './people.ts'

const duplicateShown = z.object({
  customers: z.array(customerShown).length(2),
  reasons: z.array(z.enum(likenessReasons)),
  foundAt: z.string(),
})

// A suggestion is named by the two ids that it is about.
const pairCursor = z
  .string()
  .max(100)
  .refine((text) => readPair(text) !== undefined, { error: 'must be the next of the page before' })
  .transform((text) => readPair(text)!)

function readPair(text: string): [CustomerId, CustomerId] | undefined {
  const [first, second, ...more] = text.split('~').map((shown) => readId('customer', shown))
  return first && second && more.length === 0 ? [first, second] : undefined
}

const pair = z.strictObject({ customers: z.tuple([idOf('customer'), idOf('customer')]) })

/** Customers who are one person. */
export function mergingRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/customers/duplicates',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Customers who may be one person, and why',
        querystring: pageQuery(pairCursor),
        response: { 200: pageOf(duplicateShown) },
      },
    },
    async (request) => {
      const { after, limit } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { items, next } = await duplicatesOf(tx, after, limit)
        return { items, next: next?.map((id) => showId('customer', id)).join('~') ?? null }
      })
    },
  )
  app.post(
    '/api/v1/customers/duplicates/dismiss',
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Say that two customers are two people',
        body: pair,
        response: { 200: z.object({ dismissed: z.boolean() }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      await inBusiness(database, businessId, (tx) => dismissDuplicate(tx, request.body.customers, actor))
      return { dismissed: true }
    },
  )
  app.post(
    '/api/v1/customers/:id/merge',
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Merge another customer into this one',
        description:
          'Everything of `from` becomes this customer’s. Where both say something different, this one’s word stays and the other’s is kept with the merge. The id of `from` leads here from now on.',
        params: ofCustomer,
        body: z.strictObject({ from: idOf('customer') }),
        response: { 200: customerShown },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { id } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const into = await mergeCustomers(tx, { into: request.params.id, from: request.body.from }, actor)
        return { id: into }
      })
      return inBusiness(database, businessId, (tx) => readCustomer(tx, id))
    },
  )
}
