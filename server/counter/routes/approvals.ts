import { z } from 'zod'
import { nowOf } from '../../businesses/businesses.ts'
import { findCustomer } from '../../customers/customers.ts'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { type CustomerId, idOf, type PurchaseId, readId, showId } from '../../platform/ids.ts'
import { findPurchase } from '../../purchases/purchases.ts'
import { adjust } from '../../till/till.ts'
import { seatByPin } from '../acting.ts'
import { approvalKinds, approve, deviceOf, needApproval } from '../approvals.ts'
import { tags } from './finding.ts'
import { byPin } from './tills.ts'

const LARGEST = 1_000_000_000_000
const mayApprove = new Set(['owner', 'manager'])

/** A manager's word, given by PIN where the work is done. */
export function approvalRoutes(app: App, database: Database): void {
  approveRoute(app, database)
  adjustRoute(app, database)
}

function approveRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/counter/approvals',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags,
        summary: 'Allow one deed beyond what staff may do alone, by a manager’s PIN',
        description: 'Good for ten minutes, at this device, once. Send its id along as `Regulars-Approval`.',
        body: z
          .strictObject({
            kind: z.enum(approvalKinds),
            ...byPin,
            customerId: idOf('customer').optional(),
            purchaseId: idOf('purchase').optional(),
            atMost: z.int().min(0).max(LARGEST).describe('Points, or minor units of what comes back'),
          })
          .refine(({ customerId, purchaseId }) => (customerId === undefined) !== (purchaseId === undefined), {
            error: 'name either the customer or the purchase',
            path: ['customerId'],
          }),
        response: { 201: z.object({ id: z.string(), by: z.string() }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { kind, staffId, pin, customerId, purchaseId, atMost } = request.body
      const device = { businessId: caller.businessId, deviceId: deviceOf(caller) }
      const subjectId = await inBusiness(database, caller.businessId, (tx) =>
        subjectOf(tx, customerId, purchaseId),
      )
      const seat = await seatByPin(database, device, { staffId, pin })
      if (!mayApprove.has(seat.role))
        throw new Refused('approval.not_manager', undefined, { field: 'staffId' })
      const id = await inBusiness(database, caller.businessId, async (tx) => {
        return approve(tx, { kind, subjectId, amount: atMost }, { caller, by: staffId, now: await nowOf(tx) })
      })
      return reply.status(201).send({ id: showId('approval', id), by: seat.name })
    },
  )
}

async function subjectOf(
  tx: Tx,
  customerId: CustomerId | undefined,
  purchaseId: PurchaseId | undefined,
): Promise<string> {
  const found = customerId
    ? await findCustomer(tx, { id: customerId }, 'customerId')
    : (await findPurchase(tx, purchaseId!))?.id
  if (!found) throw new Refused('not_found', undefined, { field: customerId ? 'customerId' : 'purchaseId' })
  return found
}

function adjustRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/counter/adjustments',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags,
        summary: 'Give or take points or stamps at the counter, with a reason and a manager’s approval',
        body: z.strictObject({
          customerId: idOf('customer'),
          unit: z.string().regex(/^(points|stamps:[A-Za-z0-9_-]{1,60}(:[A-Za-z0-9_-]{1,60})?)$/),
          amount: z
            .int()
            .min(-LARGEST)
            .max(LARGEST)
            .refine((amount) => amount !== 0, { error: 'must not be 0' }),
          reason: z.string().trim().min(1).max(500),
        }),
        response: { 201: z.object({ customerId: z.string(), unit: z.string(), amount: z.int() }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { customerId: asked, unit, amount, reason } = request.body
      const attempt = attemptOf(request)
      const ids = [readId('approval', String(request.headers['regulars-approval'] ?? ''))].filter(
        (id) => id !== undefined,
      )
      const answer = await onlyOnce(database, caller.businessId, attempt, async (tx) => {
        const now = await nowOf(tx)
        const customerId = (await findCustomer(tx, { id: asked }, 'customerId')) ?? asked
        if (!caller.scopes.has('points:adjust')) {
          const deed = { kind: 'adjustment', subjectId: customerId, amount: Math.abs(amount) } as const
          await needApproval(tx, deed, { caller, ids, key: attempt.key, now })
        }
        await adjust(tx, { customerId, unit, amount, reason }, { actor: caller.actor, now })
        return { customerId: showId('customer', customerId), unit, amount }
      })
      return reply.status(201).send(answer)
    },
  )
}
