import { z } from 'zod'
import { nowOf, requireLocations } from '../../businesses/businesses.ts'
import { customerKey } from '../../customers/customers.ts'
import { tell } from '../../journal/journal.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, type Caller, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { idOf, newId, showId } from '../../platform/ids.ts'
import { benefit } from '../benefit.ts'
import { lockLiving } from '../held.ts'
import { findVoucher } from '../look-up.ts'
import { spendVoucher } from '../redeem.ts'
import { issueVoucher, isUsableSharedCode, listVouchers, voucherStates, withdrawVoucher } from '../voucher.ts'
import { restoreVoucher } from '../voucher-history.ts'
import { code, customerNamed, guesserOf, namesOf, reveal } from './fields.ts'
import { voucherBatchRoutes } from './voucher-batches.ts'
import { madeVoucher, newVoucher, requireReward, shownVoucher, showVoucher } from './voucher-fields.ts'
import { usesRoute } from './voucher-uses.ts'

const tags = ['Vouchers']
const ofVoucher = z.object({ id: idOf('voucher') })

/** Vouchers: codes that are worth something, one by one, in bulk, or one that everybody knows. */
export function voucherRoutes(app: App, database: Database): void {
  issueRoute(app, database)
  voucherBatchRoutes(app, database)
  listRoute(app, database)
  oneRoute(app, database)
  presentRoutes(app, database)
  stopRoutes(app, database)
  usesRoute(app, database)
}

function stopRoutes(app: App, database: Database): void {
  for (const stop of [true, false]) {
    app.post(
      `/api/v1/vouchers/:id/${stop ? 'void' : 'restore'}`,
      {
        config: { scope: 'rewards:write' },
        schema: {
          tags,
          summary: stop ? 'Stop a voucher' : 'Let a stopped voucher be used again',
          params: ofVoucher,
          response: { 200: shownVoucher },
        },
      },
      async (request) => {
        const { businessId, actor } = callerOf(request)
        const { id } = request.params
        return inBusiness(database, businessId, async (tx) => {
          if (stop) await withdrawVoucher(tx, id, await nowOf(tx))
          else await restoreVoucher(tx, id)
          const what = stop ? 'voucher.voided' : 'voucher.restored'
          tell(tx, { what, actor, subject: { kind: 'voucher', id } })
          const [voucher] = await listVouchers(tx, { ids: [id], limit: 1 })
          return showVoucher(businessId, voucher!)
        })
      },
    )
  }
}

function issueRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/vouchers',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Make a voucher',
        description: 'With `code` a shared one of your choice, else a unique one with a code of ours.',
        body: newVoucher,
        response: { 201: madeVoucher },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { customer, code: sharedCode, locations: locationIds, ...wish } = request.body
      if (sharedCode !== undefined && !isUsableSharedCode(sharedCode)) {
        throw new Refused('request.invalid', 'must have at least four letters or digits', { field: 'code' })
      }
      const kept = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        await requireReward(tx, wish.rewardId)
        await requireLocations(tx, locationIds, 'locations')
        const now = await nowOf(tx)
        const customerId = await customerNamed(tx, customer)
        const made = issueVoucher(tx, { ...wish, sharedCode, locationIds, customerId, source: 'single', now })
        const subject = { kind: 'voucher', id: made.voucherId }
        tell(tx, { what: 'voucher.issued', actor, customerId, subject })
        // A shared code that is taken is refused here, before the reading below runs into the failed transaction.
        await tx.settled()
        const [voucher] = await listVouchers(tx, { ids: [made.voucherId], limit: 1 })
        return { ...showVoucher(businessId, voucher!), sealed: made.sealed }
      })
      return reply.status(201).send(reveal(businessId, kept))
    },
  )
}

function listRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/vouchers',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags,
        summary: 'Vouchers, the newest first',
        description: 'Unique codes are not in it: they are worth what they buy.',
        querystring: pageQuery(idOf('voucher')).extend({
          customer: idOf('customer').optional(),
          batch: z.uuid().optional(),
          reward: idOf('reward').optional(),
          shared: z.stringbool().optional(),
          batched: z.stringbool().optional().describe('Made together with others.'),
          state: z.enum(voucherStates).optional().describe('over: valid no longer, and never used up.'),
        }),
        response: { 200: pageOf(shownVoucher) },
      },
    },
    async (request) => {
      const { customer: customerId, batch: batchId, reward: rewardId, limit, ...rest } = request.query
      const { businessId } = callerOf(request)
      return inBusiness(database, businessId, async (tx) => {
        const wanted = { ...rest, customerId, batchId, rewardId, now: await nowOf(tx), limit: limit + 1 }
        const rows = await listVouchers(tx, wanted)
        const nameOf = await namesOf(
          tx,
          rows.map((row) => row.customerId),
        )
        const show = (row: (typeof rows)[number]) => showVoucher(businessId, row, nameOf(row.customerId))
        return cutPage(rows, limit, { show, cursor: (row) => showId('voucher', row.voucherId) })
      })
    },
  )
}

function oneRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/vouchers/:id',
    {
      config: { scope: 'rewards:read' },
      schema: { tags, summary: 'One voucher', params: ofVoucher, response: { 200: shownVoucher } },
    },
    async (request) => {
      const { businessId } = callerOf(request)
      const ids = [request.params.id]
      const [voucher] = await inBusiness(database, businessId, (tx) => listVouchers(tx, { ids, limit: 1 }))
      if (!voucher) throw new Refused('not_found')
      return showVoucher(businessId, voucher)
    },
  )
}

const presented = z.strictObject({
  code,
  customer: customerKey.optional(),
  locationId: idOf('location').optional(),
})

/** Looking a code up and using it outside a purchase are one thing, done or only asked. */
function presentRoutes(app: App, database: Database): void {
  for (const use of [false, true]) {
    app.post(
      use ? '/api/v1/vouchers/use' : '/api/v1/vouchers/look-up',
      {
        config: { scope: 'redemptions:write' },
        schema: {
          tags,
          summary: use ? 'Use a voucher outside a purchase' : 'What a code is worth here and now',
          description: 'Refuses with the reason when it can’t be used. In the body, as URLs are logged.',
          body: presented,
          response: { 200: z.object({ id: z.string(), name: shownVoucher.shape.name, benefit }) },
        },
      },
      async (request) =>
        present(database, callerOf(request), { ...request.body, use, attempt: attemptOf(request) }),
    )
  }
}

async function present(
  database: Database,
  caller: Caller,
  asked: z.output<typeof presented> & { use: boolean; attempt: ReturnType<typeof attemptOf> },
) {
  const { actor, businessId } = caller
  return onlyOnce(
    database,
    businessId,
    asked.use ? asked.attempt : { ...asked.attempt, key: null },
    async (tx) => {
      await requireLocations(tx, [asked.locationId ?? null], 'locationId')
      const named = await customerNamed(tx, asked.customer)
      // Her row is locked first, as everywhere, so that her own limit counts what another till has just done.
      const customerId = named && asked.use ? await lockLiving(tx, named) : named
      const occasion = { customerId, locationId: asked.locationId ?? null, now: await nowOf(tx) }
      const voucher = await findVoucher(tx, asked.code, {
        ...occasion,
        guesser: guesserOf(caller),
        lock: asked.use,
      })
      const { voucherId, name, benefit: good } = voucher
      if (asked.use) {
        await spendVoucher(tx, voucher, { ...occasion, purchaseId: null })
        const subject = { kind: 'voucher', id: voucherId }
        tell(tx, {
          what: 'voucher.used',
          actor,
          customerId,
          subject,
          at: occasion.now,
          facts: { use: newId() },
        })
      }
      return { id: showId('voucher', voucherId), name, benefit: good }
    },
  )
}
