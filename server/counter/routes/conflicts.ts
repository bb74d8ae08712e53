import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { moment } from '../../platform/http/moment.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf, languageOf } from '../../platform/http.ts'
import { idOf, showId } from '../../platform/ids.ts'
import { conflictsIn, settleConflict, showConflict, tellConflict } from '../conflicts.ts'
import { shownConflict } from '../shapes.ts'
import { tags } from './finding.ts'

const MOST_LETTERS = 20_000

/** What was rung up without network and could not be taken: told by the device, settled by a person. */
export function conflictRoutes(app: App, database: Database): void {
  app.post(
    '/api/v1/counter/conflicts',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags,
        summary: 'Tell of a sale made without network that was refused',
        description: 'Under the key that the sale had: told again, it is the same one.',
        body: z.strictObject({
          key: z.string().min(1).max(200),
          staffId: idOf('staff').optional(),
          customerId: idOf('customer').optional(),
          occurredAt: moment,
          request: z
            .record(z.string().max(60), z.unknown())
            .refine((request) => JSON.stringify(request).length <= MOST_LETTERS, { error: 'is too long' }),
          code: z.string().min(1).max(100),
        }),
        response: { 201: shownConflict },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { staffId = null, customerId = null, ...rest } = request.body
      const told = await inBusiness(database, caller.businessId, (tx) =>
        tellConflict(tx, { ...rest, staffId, customerId }, caller),
      )
      return reply.status(201).send(showConflict(told, languageOf(request)))
    },
  )
  app.get(
    '/api/v1/counter/conflicts',
    {
      config: { scope: 'purchases:read' },
      schema: {
        tags,
        summary: 'Sales made without network that wait for a person, the latest first',
        querystring: pageQuery(idOf('conflict')).extend({ settled: z.stringbool().default(false) }),
        response: { 200: pageOf(shownConflict) },
      },
    },
    async (request) => {
      const { after = null, limit, settled } = request.query
      const language = languageOf(request)
      const show = (row: Parameters<typeof showConflict>[0]) => showConflict(row, language)
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        conflictsIn(tx, { after, limit: limit + 1, settled }),
      )
      return cutPage(rows, limit, { show, cursor: (row) => showId('conflict', row.conflictId) })
    },
  )
  app.post(
    '/api/v1/counter/conflicts/:id/settle',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags,
        summary: 'Say how a sale that could not be taken was settled',
        params: z.object({ id: idOf('conflict') }),
        body: z.strictObject({
          how: z.enum(['rung_up', 'dropped']),
          note: z.string().trim().min(1).max(500).optional(),
        }),
        response: { 200: shownConflict },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { how, note = null } = request.body
      return showConflict(
        await inBusiness(database, businessId, (tx) =>
          settleConflict(tx, request.params.id, { how, note }, actor),
        ),
        languageOf(request),
      )
    },
  )
}
