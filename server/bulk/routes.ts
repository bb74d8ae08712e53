import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, readId, showId } from '../platform/ids.ts'
import { filterQuery } from '../segments/segments.ts'
import { type BulkId, bulkActions, carryOut, readBulk, showBulk, startBulk, undoBulk } from './bulk.ts'
import { deed, scopeOf } from './deeds.ts'

const shown = z.object({
  id: z.string(),
  deed: z.record(z.string(), z.unknown()),
  state: z.enum(['running', 'done', 'undoing', 'undone']),
  total: z.int(),
  by: z.object({ kind: z.string(), id: z.string().nullable() }),
  at: z.string(),
  finishedAt: z.string().nullable(),
})
const shownWhole = shown.extend({
  waiting: z.int().describe('Still to do'),
  done: z.int().describe('Done, and not taken back'),
  refused: z.int().describe('Not done: the codes say why'),
  undone: z.int(),
  kept: z.int().describe('Could not be taken back, or not wholly: spent or changed since'),
  refusals: z.array(z.object({ code: z.string(), count: z.int() })),
})
const whom = z.union([
  z.strictObject({ customers: z.array(idOf('customer')).min(1).max(1000) }),
  z.strictObject({ filter: filterQuery }),
])
const path = '/api/v1/bulk-actions'
const one = z.strictObject({ id: idOf('bulk') })
const tags = ['Customers']

/** The same thing done for many customers at once, with its progress, and taken back. */
export function bulkRoutes(app: App, database: Database): void {
  const underWay = runsIn(app, database)
  app.post(
    path,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary:
          'Do something for many customers: give points, note, answer a question, say where they came from',
        description:
          'For up to 1,000 named customers, or for all who match a filter (at most 200,000). Answers at once; it is carried out step by step, each customer once. Giving and taking asks for `points:adjust`.',
        body: z.strictObject({ whom, deed }),
        response: { 201: shownWhole },
      },
    },
    async (request, reply) => {
      const { businessId, actor, scopes } = callerOf(request)
      const { whom: wanted, deed: what } = request.body
      const scope = scopeOf(what)
      if (!scopes.has(scope)) throw new Refused('access.denied', undefined, { params: { scope } })
      const { id } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => ({
        id: showId('bulk', await startBulk(tx, wanted, what, actor)),
      }))
      const bulkId: BulkId = readId('bulk', id)!
      underWay(businessId, bulkId)
      const answer = await inBusiness(database, businessId, (tx) => readBulk(tx, bulkId))
      return reply.status(201).send(answer)
    },
  )
  app.post(
    `${path}/:id/undo`,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Take back, for everybody, what was done',
        params: one,
        response: { 200: shownWhole },
      },
    },
    async (request) => {
      const { businessId, actor, scopes } = callerOf(request)
      const { id } = request.params
      await inBusiness(database, businessId, async (tx) => {
        const scope = scopeOf((await readBulk(tx, id)).deed)
        if (!scopes.has(scope)) throw new Refused('access.denied', undefined, { params: { scope } })
        await undoBulk(tx, id, actor)
      })
      underWay(businessId, id)
      return inBusiness(database, businessId, (tx) => readBulk(tx, id))
    },
  )
  readingRoutes(app, database)
}

function readingRoutes(app: App, database: Database): void {
  app.get(
    `${path}/:id`,
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'How far something done for many has come',
        params: one,
        response: { 200: shownWhole },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, (tx) => readBulk(tx, request.params.id)),
  )
  app.get(
    path,
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'What was done for many customers, the latest first',
        querystring: pageQuery(idOf('bulk')),
        response: { 200: pageOf(shown) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        bulkActions(tx, after, limit + 1),
      )
      return cutPage(rows, limit, { show: showBulk, cursor: ({ bulkId }) => showId('bulk', bulkId) })
    },
  )
}

/** Carries out beside the answering, in this process; it stops with it, between two steps. */
function runsIn(app: App, database: Database): (businessId: string, bulkId: BulkId) => void {
  const running = new Set<Promise<void>>()
  let open = true
  app.addHook('onClose', async () => {
    open = false
    await Promise.all(running)
  })
  return (businessId, bulkId) => {
    const run = carryOut(database, businessId, bulkId, () => open)
      // The next round takes it up where it stopped.
      .catch((error) => console.error(`bulk ${bulkId}:`, error))
      .finally(() => running.delete(run))
    running.add(run)
  }
}
