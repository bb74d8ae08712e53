import { Readable } from 'node:stream'
import { z } from 'zod'
import { tell } from '../journal/journal.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { type CustomerId, idOf } from '../platform/ids.ts'
import { fileFormats, fileOf } from './carrying.ts'
import { filterFields, filterQuery, markField, sorts, writeMark } from './filter.ts'
import { passingOf } from './list.ts'
import { changeFilter, keptFilter, removeFilter, savedFilters, saveFilter, showSaved } from './saved.ts'
import { choices, hereOf, howMany, listCustomers } from './segments.ts'
import { shownRow } from './shown.ts'

const tags = ['Customers']

/** Customers by what is known of them, and filters that have a name. */
export function segmentRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/customers/filtered',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Customers by what is known of them, with their habit and what they have',
        querystring: pageQuery(markField).extend({ ...filterFields, sort: z.enum(sorts).default('newest') }),
        response: { 200: pageOf(shownRow) },
      },
    },
    async (request) => {
      const { after, limit, sort, ...filter } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { items, next } = await listCustomers(tx, { filter, sort, after, limit })
        return { items, next: next && writeMark(next) }
      })
    },
  )
  app.get(
    '/api/v1/customers/filtered/count',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'How many customers a filter matches: exact up to 10,000, beyond about so many',
        querystring: filterQuery,
        response: { 200: z.object({ count: z.int(), about: z.boolean() }) },
      },
    },
    async (request) => inBusiness(database, callerOf(request).businessId, (tx) => howMany(tx, request.query)),
  )
  app.get(
    '/api/v1/customers/filter-choices',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'What filters can choose from: sources, languages and consents that there are',
        response: {
          200: z.object({
            sources: z.array(z.string()),
            languages: z.array(z.string()),
            consents: z.array(z.object({ purpose: z.string(), channel: z.string() })),
          }),
        },
      },
    },
    async (request) => inBusiness(database, callerOf(request).businessId, choices),
  )
  carryingRoute(app, database)
  savedRoutes(app, database)
}

const whom = z.union([
  z.strictObject({ customers: z.array(idOf('customer')).min(1).max(1000) }),
  z.strictObject({ filter: filterQuery }),
])

function carryingRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/customers/filtered/export',
    {
      config: { scope: 'business:write' },
      schema: {
        tags,
        summary: 'Customers as a file: CSV, XLSX or vCard',
        description: 'Up to 1,000 named ones, or all who match a filter. That it was made is in the journal.',
        body: z.strictObject({ whom, format: z.enum(['csv', 'xlsx', 'vcf']).default('csv') }),
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { whom: wanted, format } = request.body
      await inBusiness(database, businessId, async (tx) => {
        if ('customers' in wanted) await requireSome(tx, wanted.customers)
        tell(tx, { what: 'customers.carried_off', actor, facts: { format, ...wanted } })
      })
      return reply
        .type(fileFormats[format])
        .header('content-disposition', `attachment; filename="customers.${format}"`)
        .send(Readable.from(fileOf(database, businessId, wanted, format)))
    },
  )
}

/** Named ones of whom nobody is here are a mistake, not an empty file. */
async function requireSome(tx: Tx, ids: CustomerId[]): Promise<void> {
  const there = await passingOf(tx, {}, await hereOf(tx), ids)
  if (there.length === 0) throw new Refused('customer.not_found', undefined, { field: 'whom.customers' })
}

const path = '/api/v1/saved-filters'
const one = z.strictObject({ id: idOf('savedFilter') })
const name = z.string().trim().min(1, { error: 'must not be empty' }).max(80)
const shownSaved = z.object({
  ...{ id: z.string(), name: z.string(), shared: z.boolean(), staffId: z.string().nullable() },
  filter: z.record(z.string(), z.unknown()),
})

function savedRoutes(app: App, database: Database): void {
  app.get(
    path,
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Filters kept by name: everybody’s and one’s own; never more than one page',
        response: { 200: pageOf(shownSaved) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const rows = await inBusiness(database, businessId, (tx) => savedFilters(tx, actor))
      return { items: rows.map(showSaved), next: null }
    },
  )
  app.post(
    path,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Keep a filter by name',
        body: z.strictObject({ name, filter: keptFilter, shared: z.boolean().default(true) }),
        response: { 201: shownSaved },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) =>
        showSaved(await saveFilter(tx, request.body, actor)),
      )
      return reply.status(201).send(made)
    },
  )
  app.patch(
    `${path}/:id`,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Rename a kept filter, or keep another under its name',
        params: one,
        body: z.strictObject({ name: name.optional(), filter: keptFilter.optional() }),
        response: { 200: shownSaved },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { id } = request.params
      return showSaved(
        await inBusiness(database, businessId, (tx) => changeFilter(tx, id, request.body, actor)),
      )
    },
  )
  app.delete(
    `${path}/:id`,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Forget a kept filter',
        params: one,
        response: { 200: z.object({ removed: z.boolean() }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      await inBusiness(database, businessId, (tx) => removeFilter(tx, request.params.id, actor))
      return { removed: true }
    },
  )
}
