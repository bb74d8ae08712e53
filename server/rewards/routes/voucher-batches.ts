import { z } from 'zod'
import { nowOf, requireLocations } from '../../businesses/businesses.ts'
import { tell } from '../../journal/journal.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { benefit, localText } from '../benefit.ts'
import { openCode } from '../codes.ts'
import { codesOfBatch, issueVouchers } from '../voucher.ts'
import { type Batch, listBatches, stopBatch } from '../voucher-history.ts'
import { shownLocations, when } from './fields.ts'
import { bulkWish, requireReward } from './voucher-fields.ts'

const tags = ['Vouchers']

/** Vouchers by the thousand, and their codes as a list to print or send. */
export function voucherBatchRoutes(app: App, database: Database): void {
  bulkRoute(app, database)
  codesRoute(app, database)
  listRoute(app, database)
  stopRoutes(app, database)
}

function bulkRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/vouchers/bulk',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Make up to 10,000 unique vouchers',
        description:
          'The codes come in the answer, and as CSV from `/vouchers/batches/{batch}/codes.csv`. With `batch` they join those made before.',
        body: bulkWish,
        response: { 201: z.object({ batch: z.string(), codes: z.array(z.string()) }) },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { count, batch: into, locations: locationIds, ...wish } = request.body
      const { batchId } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        await requireReward(tx, wish.rewardId)
        await requireLocations(tx, locationIds, 'locations')
        const now = await nowOf(tx)
        const made = issueVouchers(
          tx,
          { ...wish, locationIds, source: 'bulk', now },
          { count, batchId: into },
        )
        const subject = { kind: 'voucher_batch', id: made.batchId }
        tell(tx, { what: 'voucher.batch_issued', actor, subject, facts: { count } })
        return made
      })
      return reply.status(201).send({ batch: batchId, codes: await codesIn(database, businessId, batchId) })
    },
  )
}

async function codesIn(database: Database, businessId: string, batchId: string): Promise<string[]> {
  const sealed = await inBusiness(database, businessId, (tx) => codesOfBatch(tx, batchId))
  return sealed.map((one) => openCode(businessId, one))
}

function codesRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/vouchers/batches/:batch/codes.csv',
    {
      config: { scope: 'rewards:write' },
      schema: { tags, summary: 'The codes of a batch, one per line', params: z.object({ batch: z.uuid() }) },
    },
    async (request, reply) => {
      const codes = await codesIn(database, callerOf(request).businessId, request.params.batch)
      if (codes.length === 0) throw new Refused('not_found')
      return reply.type('text/csv; charset=utf-8').send(`code\r\n${codes.join('\r\n')}\r\n`)
    },
  )
}

const shownBatch = z.object({
  batch: z.string(),
  name: localText.nullable(),
  benefit,
  locations: z.array(z.string()).nullable(),
  note: z.string().nullable(),
  made: z.int(),
  used: z.int(),
  voided: z.int().describe('Stopped before anybody used them.'),
  createdAt: z.string(),
  validUntil: z.string().nullable(),
})

function listRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/vouchers/batches',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags,
        summary: 'Vouchers that were made together, the newest first',
        querystring: pageQuery(z.uuid()),
        response: { 200: pageOf(shownBatch) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        listBatches(tx, { after, limit: limit + 1 }),
      )
      return cutPage(rows, limit, { show: showBatch, cursor: ({ batchId }) => batchId })
    },
  )
}

function showBatch({
  batchId,
  locationIds,
  createdAt,
  validUntil,
  ...rest
}: Batch): z.output<typeof shownBatch> {
  return {
    ...{ batch: batchId, ...rest },
    locations: shownLocations(locationIds),
    createdAt: createdAt.toString(),
    validUntil: when(validUntil),
  }
}

function stopRoutes(app: App, database: Database): void {
  for (const stop of [true, false]) {
    app.post(
      `/api/v1/vouchers/batches/:batch/${stop ? 'void' : 'restore'}`,
      {
        config: { scope: 'rewards:write' },
        schema: {
          tags,
          summary: stop
            ? 'Stop all unused vouchers of a batch'
            : 'Let the stopped vouchers of a batch be used again',
          params: z.object({ batch: z.uuid() }),
          response: { 200: z.object({ count: z.int() }) },
        },
      },
      async (request) => {
        const { businessId, actor } = callerOf(request)
        const { batch } = request.params
        return inBusiness(database, businessId, async (tx) => {
          const count = await stopBatch(tx, batch, { stop, now: await nowOf(tx) })
          if (count === 0 && (await codesOfBatch(tx, batch)).length === 0) throw new Refused('not_found')
          const what = stop ? 'voucher.batch_voided' : 'voucher.batch_restored'
          tell(tx, { what, actor, subject: { kind: 'voucher_batch', id: batch }, facts: { count } })
          return { count }
        })
      },
    )
  }
}
