import type { FastifyRequest } from 'fastify'
import { nowOf } from '../businesses/businesses.ts'
import { findCustomer } from '../customers/customers.ts'
import { statement, type Tx } from '../platform/database.ts'
import type { App, Caller } from '../platform/http.ts'
import { readId } from '../platform/ids.ts'
import type { ReturnRequest, RingUpRequest } from '../till/till.ts'
import { type ApprovalId, deviceOf, needApproval } from './approvals.ts'
import { foundHow } from './finds.ts'
import { settingsOf } from './settings.ts'

/**
 * What staff may not do alone is held back here, before the till sees it: by the server, whatever a screen shows. Owners
 * and managers are not bound, nor are API keys, which are no person. The limit is worked out by what the request asks
 * for, never by what it says of itself.
 */
interface Asking {
  caller: Caller
  ids: ApprovalId[]
  key: string | null
  now: Temporal.Instant
}

type Guard = (tx: Tx, asking: Asking) => Promise<void>

/** What holds a request back; null where it asks for nothing that staff may not do alone. */
const guards: Record<string, (request: FastifyRequest) => Guard | null> = {
  'POST /api/v1/purchases': ({ body }) => guardPurchase(body as RingUpRequest),
  'POST /api/v1/redemptions': ({ body }) => guardRedemption(body as Reserving),
  'POST /api/v1/purchases/:id/returns':
    ({ body, params }) =>
    (tx, asking) =>
      guardReturn(tx, (params as { id: string }).id, body as ReturnRequest, asking),
}

/**
 * The guard is carried out in the work's own transaction: a word is used up with the sale that it allows, so that of two
 * sales at once one has it, and one that is refused for another reason leaves it. Its row is locked before any other.
 */
export function limitStaff(app: App): void {
  app.addHook('preHandler', async (request) => {
    const { caller } = request
    if (caller?.role !== 'staff') return
    const guard = guards[`${request.method} ${request.routeOptions.url}`]?.(request)
    if (!guard) return
    const ids = String(request.headers['regulars-approval'] ?? '')
      .split(',')
      .flatMap((text) => readId('approval', text.trim()) ?? [])
    const key = request.headers['idempotency-key']
    request.within = async (tx) =>
      guard(tx, { caller, ids, key: typeof key === 'string' ? key : null, now: await nowOf(tx) })
  })
}

interface Reserving {
  customer: RingUpRequest['customer']
  rewardId: string
  points?: number
}

function guardPurchase({ customer, redeem }: RingUpRequest): Guard | null {
  // Whoever pays by the code of a gift card may have been given it by anybody: nothing of a customer's is touched.
  const { points = 0, rewardId, rewardPoints, voucher, credit = 0 } = redeem ?? {}
  if (!customer || !(points || rewardId || voucher || credit)) return null
  return (tx, asking) =>
    guardRedeeming(tx, { customer, rewardId, points: points + (rewardPoints ?? 0) }, asking)
}

function guardRedemption({ customer, rewardId, points = 0 }: Reserving): Guard | null {
  if (!customer) return null
  return (tx, asking) => guardRedeeming(tx, { customer, rewardId, points }, asking)
}

const rewardPrice = statement<{ points: number }>(
  'counter.reward_price',
  'select coalesce(points, 0) as points from rewards where business_id = $1 and reward_id = $2',
)

async function guardRedeeming(
  tx: Tx,
  wish: { customer: NonNullable<RingUpRequest['customer']>; rewardId: string | undefined; points: number },
  asking: Asking,
): Promise<void> {
  const settings = await settingsOf(tx)
  const customerId = await findCustomer(tx, wish.customer, 'customer')
  // Nobody of that name: the till says so itself.
  if (!customerId) return
  const [reward] = wish.rewardId ? await tx.rows(rewardPrice, [tx.businessId, wish.rewardId]) : []
  const amount = Math.max(wish.points, reward?.points ?? 0)
  const how = wish.customer.card
    ? 'static'
    : await foundHow(tx, deviceOf(asking.caller), customerId, asking.now)
  if (how === 'static' && !settings.staticCodeRedeems)
    await needApproval(tx, { kind: 'redeem_static', subjectId: customerId, amount }, asking)
  const { redeemApprovalPoints: most } = settings
  if (most !== null && amount > most)
    await needApproval(tx, { kind: 'redeem_large', subjectId: customerId, amount }, asking)
}

interface Sold {
  staffId: string | null
  recordedAt: Temporal.Instant
  lines: {
    line: number
    quantityMilli: number
    returnedMilli: number
    totalMinor: number
    returnedMinor: number
  }[]
}
const readSold = statement<Sold>(
  'counter.sold',
  `select staff_id as "staffId", recorded_at as "recordedAt",
          (select json_agg(json_build_object('line', line, 'quantityMilli', quantity_milli, 'returnedMilli',
                  returned_milli, 'totalMinor', total_minor, 'returnedMinor', returned_minor))
             from purchase_lines l where l.business_id = $1 and l.purchase_id = p.purchase_id) as lines
     from purchases p where business_id = $1 and purchase_id = $2`,
)

async function guardReturn(
  tx: Tx,
  purchaseId: string,
  request: ReturnRequest,
  asking: Asking,
): Promise<void> {
  const { returnApprovalMinor: most, undoMinutes } = await settingsOf(tx)
  if (most === null) return
  const [sold] = await tx.rows(readSold, [tx.businessId, purchaseId])
  if (!sold) return
  const amount = worthOf(sold, request)
  if (amount <= most) return
  // A slip of the hand is taken back by whoever made it, whatever it came to.
  const fresh = Temporal.Instant.compare(sold.recordedAt.add({ minutes: undoMinutes }), asking.now) > 0
  if (request.all && fresh && sold.staffId === asking.caller.actor.id) return
  await needApproval(tx, { kind: 'return', subjectId: purchaseId, amount }, asking)
}

/** What comes back is worth, to a minor unit per line: the till works it out to the last. */
function worthOf({ lines }: Sold, { all, lines: asked = [] }: ReturnRequest): number {
  if (all) return lines.reduce((sum, line) => sum + line.totalMinor - line.returnedMinor, 0)
  return asked.reduce((sum, { line, quantity }) => {
    const of = lines.find((one) => one.line === line)
    return of ? sum + Math.ceil((of.totalMinor * quantity * 1_000) / of.quantityMilli) : sum
  }, 0)
}
