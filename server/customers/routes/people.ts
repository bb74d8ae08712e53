import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type Actor, type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { idOf, readId } from '../../platform/ids.ts'
import { createCustomer, updateCustomer } from '../changes.ts'
import { customerChange, customerShown, newCustomer } from '../profile.ts'
import { listCustomers, readCustomer, readCustomers } from '../reading.ts'
import { searchCustomers } from '../search.ts'

export const tags = ['Customers']
export const ofCustomer = z.object({ id: idOf('customer') })

const listQuery = pageQuery(idOf('customer')).extend({
  query: z.string().max(200).optional().meta({
    description:
      'Whatever is known: a phone number in any writing or its last digits, a card, an email, a name (misspelled, in another script, begun), an external id, an id. The best matches first, at most 200, without a next page.',
  }),
  order: z.enum(['oldest', 'newest']).default('oldest'),
})

/** Joining, finding, reading and changing customers. */
export function peopleRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/customers',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Customers, all or those that match',
        querystring: listQuery,
        response: { 200: pageOf(customerShown) },
      },
    },
    async (request) => {
      const { query = '', ...page } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        if (query.trim() === '') return listCustomers(tx, page)
        const ids = await searchCustomers(tx, query)
        return { items: await readCustomers(tx, ids.slice(0, page.limit)), next: null }
      })
    },
  )
  joiningRoute(app, database)
  app.get(
    '/api/v1/customers/:id',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'A customer',
        description: 'An id from before a merge answers with the customer who bears it now.',
        params: ofCustomer,
        response: { 200: customerShown },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, (tx) => readCustomer(tx, request.params.id)),
  )
  app.patch(
    '/api/v1/customers/:id',
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Change a customer',
        description: 'What is left out stays; null empties; phones and emails become exactly those given.',
        params: ofCustomer,
        body: customerChange,
        response: { 200: customerShown },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) => {
        const customerId = await updateCustomer(tx, request.params.id, request.body, actor, heardBy(actor))
        return readCustomer(tx, customerId)
      })
    },
  )
}

function joiningRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/customers',
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Join a customer',
        description:
          'She has a card number at once. The answer to a repeated request is the customer as she is by then.',
        body: newCustomer,
        response: { 201: customerShown },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      // Only the id is kept under the key: what else was answered would survive the customer's erasure.
      let joined: z.infer<typeof customerShown> | undefined
      const { id } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const customerId = await createCustomer(tx, request.body, actor, heardBy(actor))
        joined = await readCustomer(tx, customerId)
        return { id: joined.id }
      })
      joined ??= await inBusiness(database, businessId, (tx) => readCustomer(tx, readId('customer', id)!))
      return reply.status(201).header('location', `/api/v1/customers/${id}`).send(joined)
    },
  )
}

/** What a person types she was told; what a program sends was answered elsewhere. */
function heardBy({ kind }: Actor): { heard: boolean } {
  return { heard: kind === 'staff' }
}
