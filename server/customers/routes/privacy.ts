import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { type Id, idOf, showId } from '../../platform/ids.ts'
import { resolveCustomer } from '../identities/lookup.ts'
import { addConsent, confirmConsent, consentsOf, currentConsents, showConsent } from '../privacy/consents.ts'
import { eraseCustomer } from '../privacy/erasure.ts'
import { exportCustomer } from '../privacy/export.ts'
import { consentInput } from '../profile.ts'
import { lockLiving } from '../record.ts'
import { ofCustomer, tags } from './people.ts'

const maybe = z.string().nullable()
const consentShown = z.object({
  ...{ id: z.string(), purpose: z.string(), channel: z.string(), given: z.boolean() },
  ...{
    awaitsConfirmation: z.boolean(),
    confirms: maybe,
    wording: maybe,
    language: maybe,
    source: z.string(),
  },
  proof: z.record(z.string(), z.string()).nullable(),
  at: z.string(),
})
const stateShown = z.object({
  purpose: z.string(),
  channel: z.string(),
  state: z.enum(['given', 'awaiting', 'withdrawn']),
  at: z.string(),
})
const madeShown = z.object({ id: z.string(), current: z.array(stateShown) })

/** What a customer agreed to, the copy of her data, and her erasure. */
export function privacyRoutes(app: App, database: Database): void {
  consentRoutes(app, database)
  app.post(
    '/api/v1/customers/:id/erase',
    {
      config: { scope: 'customers:erase' },
      schema: {
        tags,
        summary: 'Erase a customer for good',
        description: 'Everything about the person goes; the books stay under an id that leads nowhere.',
        params: ofCustomer,
        response: { 200: z.object({ id: z.string(), erasedAt: z.string() }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { customerId, erasedAt } = await inBusiness(database, businessId, (tx) =>
        eraseCustomer(tx, request.params.id, actor),
      )
      return { id: showId('customer', customerId), erasedAt: erasedAt.toString() }
    },
  )
  app.get(
    '/api/v1/customers/:id/export',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'A copy of all that is kept about a customer',
        params: ofCustomer,
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, (tx) => exportCustomer(tx, request.params.id, actor))
    },
  )
}

const path = '/api/v1/customers/:id/consents'

function consentRoutes(app: App, database: Database): void {
  app.get(
    path,
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'What a customer agreed to: what holds now, and everything that was said',
        params: ofCustomer,
        querystring: pageQuery(idOf('consent')),
        response: { 200: pageOf(consentShown).extend({ current: z.array(stateShown) }) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const customerId = await resolveCustomer(tx, request.params.id)
        const rows = await consentsOf(tx, customerId, after, limit + 1)
        const page = cutPage(rows, limit, {
          show: showConsent,
          cursor: ({ consentId }) => showId('consent', consentId),
        })
        return { ...page, current: (await currentConsents(tx, customerId)).map(showState) }
      })
    },
  )
  app.post(
    path,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Write down what a customer agreed to, or no longer does',
        params: ofCustomer,
        body: consentInput,
        response: { 201: madeShown },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const { customerId } = await lockLiving(tx, request.params.id)
        const id = await addConsent(tx, customerId, request.body, actor)
        return { id: showId('consent', id), current: (await currentConsents(tx, customerId)).map(showState) }
      })
      return reply.status(201).send(made)
    },
  )
  app.post(
    `${path}/:consent/confirm`,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Confirm a yes that awaits it (double opt-in)',
        params: ofCustomer.extend({ consent: idOf('consent') }),
        response: { 200: madeShown },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const consentId: Id<'consent'> = request.params.consent
      return inBusiness(database, businessId, async (tx) => {
        const { customerId } = await lockLiving(tx, request.params.id)
        await confirmConsent(tx, { customerId, consentId }, actor)
        const current = await currentConsents(tx, customerId)
        return { id: showId('consent', consentId), current: current.map(showState) }
      })
    },
  )
}

function showState<Row extends { at: Temporal.Instant }>({ at, ...state }: Row) {
  return { ...state, at: at.toString() }
}
