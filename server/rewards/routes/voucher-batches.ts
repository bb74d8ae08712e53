import { z } from 'zod'
import { nowOf, requireLocations } from '../../businesses/businesses.ts'
import { tell } from '../../journal/journal.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { openCode } from '../codes.ts'
import { codesOfBatch, issueVouchers } from '../voucher.ts'
import { bulkWish, requireReward } from './voucher-fields.ts'

const tags = ['Vouchers']

/** Vouchers by the thousand, and their codes as a list to print or send. */
export function voucherBatchRoutes(app: App, database: Database): void {
  bulkRoute(app, database)
  codesRoute(app, database)
}

function bulkRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/vouchers/bulk',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Make up to 10,000 unique vouchers',
        description: 'The codes come in the answer, and as CSV from `/vouchers/batches/{batch}/codes.csv`.',
        body: bulkWish,
        response: { 201: z.object({ batch: z.string(), codes: z.array(z.string()) }) },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { count, locations: locationIds, ...wish } = request.body
      const { batchId } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        await requireReward(tx, wish.rewardId)
        await requireLocations(tx, locationIds, 'locations')
        const now = await nowOf(tx)
        const made = issueVouchers(tx, { ...wish, locationIds, source: 'bulk', now }, count)
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
