import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { nowOf } from '../businesses/businesses.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { pageQuery } from '../platform/http/paging.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import { type App, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { type CustomerId, idOf, showId } from '../platform/ids.ts'
import { adjust, adjustmentFields, undoAdjustment } from './adjusting.ts'
import { showBalances, showStamps, showTier, unsealed } from './answer.ts'
import type { Asked, Said } from './asking.ts'
import { attachPurchase, confirmPurchase } from './attaching.ts'
import { returnRequest, ringUpRequest, whichCustomer } from './request.ts'
import { quoteReturn, returnPurchase } from './returning.ts'
import { ringUp } from './ringUp.ts'
import { lockCustomer, setScene } from './scene.ts'
import { ledgerPage, returnAnswer, ringUpAnswer } from './shapes.ts'
import { tierAt } from './standing.ts'
import { readStatement } from './statement.ts'

const purchaseId = z.strictObject({ id: idOf('purchase') })
const customerId = z.strictObject({ id: idOf('customer') })
const adjustment = z.strictObject(adjustmentFields)
// Made and written as one text (it is kept for repeated requests), so that it is not taken apart again here.
const answer = z.unknown()

// The database says so itself, at no cost to those who name none.
constraintMeans('purchase_at_location', 'not_found', 'locationId')
constraintMeans('purchase_by_staff', 'not_found', 'staffId')
constraintMeans('return_by_staff', 'not_found', 'staffId')

/** Ringing up, returning, and what a customer has. */
export function tillRoutes(app: App, database: Database): void {
  app.post(
    '/api/v1/purchases',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags: ['Till'],
        summary: 'Ring a purchase up',
        description:
          'Prices in minor units. Redeems, awards and answers the new balances in one transaction. Safe to retry under the same Idempotency-Key or externalId.',
        body: ringUpRequest,
        response: { 201: ringUpAnswer },
      },
    },
    async (request, reply) => {
      const said = await ringUp(database, callerOf(request).businessId, request.body, asked(request))
      return send(reply, 201, callerOf(request).businessId, said)
    },
  )

  app.post(
    '/api/v1/purchases/quote',
    {
      config: { scope: 'purchases:read' },
      schema: {
        tags: ['Till'],
        summary: 'What a purchase would come to and earn',
        description:
          'Takes what POST /purchases takes and answers the same; nothing is claimed and nothing is written.',
        body: ringUpRequest,
        response: { 200: ringUpAnswer },
      },
    },
    async (request, reply) => {
      const said = await ringUp(database, callerOf(request).businessId, request.body, {
        ...asked(request),
        dryRun: true,
      })
      return send(reply, 200, callerOf(request).businessId, said)
    },
  )

  app.post(
    '/api/v1/purchases/:id/returns',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags: ['Till'],
        summary: 'Take a purchase back, wholly or in part',
        description:
          'Unwinds what belonged to what came back: points, remainders, stamps and prizes, tier progress, limits, vouchers, points and gift cards it was paid with.',
        params: purchaseId,
        body: returnRequest,
        response: { 201: returnAnswer },
      },
    },
    async (request, reply) => {
      const { businessId } = callerOf(request)
      const said = await returnPurchase(database, businessId, {
        purchaseId: request.params.id,
        request: request.body,
        by: asked(request),
      })
      return send(reply, 201, businessId, said)
    },
  )

  app.post(
    '/api/v1/purchases/:id/returns/quote',
    {
      config: { scope: 'purchases:read' },
      schema: {
        tags: ['Till'],
        summary: 'What a return would give back and take back',
        description:
          'Takes what the return takes and answers the same, by the same verb; nothing is written.',
        params: purchaseId,
        body: returnRequest,
        response: { 200: returnAnswer },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const said = await quoteReturn(database, businessId, {
        purchaseId: request.params.id,
        request: request.body,
        actor,
      })
      return send(reply, 200, businessId, said)
    },
  )

  app.post(
    '/api/v1/purchases/:id/customer',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags: ['Till'],
        summary: 'Say whose an anonymous purchase was',
        params: purchaseId,
        body: z.strictObject({ customer: whichCustomer }),
      },
    },
    async (request) => {
      const { businessId } = callerOf(request)
      const answer = await inBusiness(database, businessId, async (tx) =>
        attachPurchase(tx, {
          purchaseId: request.params.id,
          customer: request.body.customer,
          by: { ...asked(request), now: await nowOf(tx) },
        }),
      )
      return unsealed(businessId, answer)
    },
  )

  app.post(
    '/api/v1/purchases/:id/confirm',
    {
      config: { scope: 'purchases:write' },
      schema: {
        tags: ['Till'],
        summary: 'Confirm a purchase: its pending points may be spent',
        params: purchaseId,
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        confirmPurchase(tx, {
          purchaseId: request.params.id,
          by: { ...asked(request), now: await nowOf(tx) },
        }),
      ),
  )

  app.get(
    '/api/v1/customers/:id/ledger',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags: ['Customers'],
        summary: 'Everything that moved on a customer’s accounts, the latest first',
        params: customerId,
        querystring: pageQuery(idOf('transfer')),
        response: { 200: ledgerPage },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const now = await nowOf(tx)
        const scene = await setScene(tx, await currentId(tx, request.params.id), {
          occurredAt: now,
          now,
          lots: true,
        })
        const { after, limit } = request.query
        const { items, last, more } = await readStatement(tx, scene.customer.id, {
          after: after ?? null,
          limit,
        })
        return {
          ...showBalances(scene.book, scene.holder.id),
          tier: showTier(scene, tierAt(scene, scene.member.standing, scene.measure, now)),
          stamps: showStamps(scene, []),
          items,
          next: more && last ? showId('transfer', last) : null,
        }
      }),
  )

  app.post(
    '/api/v1/customers/:id/adjustments',
    {
      config: { scope: 'points:adjust' },
      schema: {
        tags: ['Customers'],
        summary: 'Give or take points, stamps or credit by hand, with a reason',
        params: customerId,
        body: adjustment,
        response: { 201: answer },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const answer = await onlyOnce(database, businessId, attemptOf(request), async (tx) =>
        adjust(
          tx,
          { customerId: await currentId(tx, request.params.id), ...request.body },
          { actor, now: await nowOf(tx) },
        ),
      )
      return reply.status(201).send(unsealed(businessId, answer))
    },
  )

  app.post(
    '/api/v1/customers/:id/adjustments/:adjustment/undo',
    {
      config: { scope: 'points:adjust' },
      schema: {
        tags: ['Customers'],
        summary: 'Take an adjustment back, once',
        description:
          'What was given leaves the lot that it came as, what was taken goes back to its lots. `writtenOff`: what had been spent meanwhile and could not be taken back.',
        params: customerId.extend({ adjustment: idOf('transfer') }),
        response: { 200: z.object({ writtenOff: z.int() }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { id, adjustment: transferId } = request.params
      return inBusiness(database, businessId, async (tx) =>
        undoAdjustment(
          tx,
          { customerId: await currentId(tx, id), transferId },
          { actor, now: await nowOf(tx) },
        ),
      )
    },
  )
}

/** Old ids resolve: the customer that an id leads to now, locked. */
async function currentId(tx: Tx, id: CustomerId): Promise<CustomerId> {
  return (await lockCustomer(tx, id)).id
}

function asked(request: FastifyRequest): Asked {
  return { actor: callerOf(request).actor, once: attemptOf(request), within: request.within }
}

/** Sends an answer's text as it was kept; only where it holds a code is it opened first. */
function send(reply: FastifyReply, status: number, businessId: string, { text }: Said) {
  const body = text.includes('"sealed"') ? JSON.stringify(unsealed(businessId, JSON.parse(text))) : text
  return reply
    .status(status)
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => value as string)
    .send(body)
}
