import { businessOf, nowOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import {
  addHolders,
  type Book,
  findTransfers,
  type Holder,
  loadLots,
  newBook,
  writeBook,
} from '../ledger/ledger.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { newId, type PurchaseId, type ReturnId, showId, type TransferId } from '../platform/ids.ts'
import {
  amountBack,
  type ReturnedMilli,
  type Standing,
  shareBack,
  type TierNow,
  windowStart,
  writeStanding,
} from '../programme/programme.ts'
import {
  addFacts,
  type BoughtLine,
  earlierAnswer,
  findPurchase,
  laterStandings,
  lessenPoints,
  linesOf,
  type Measure,
  type Purchase,
  type ReturnRecord,
  rewriteEdges,
  visitedOn,
  writeReturn,
  writeStandingBefore,
} from '../purchases/purchases.ts'
import { lockGiftCards, unwindRedemption } from '../rewards/rewards.ts'
import { showBalances, showPurchase, showStamps, showTier } from './answer.ts'
import { type Asked, type By, mayBeRepeat, type Said, sameAnswer } from './asking.ts'
import type { ReturnRequest } from './request.ts'
import { lockCustomer, type Scene, setScene } from './scene.ts'
import { isSpending } from './selling.ts'
import { takeBackSold } from './sold.ts'
import { recallUnearned } from './stampCards.ts'
import { qualifying, standingAfter, standingWithout, tierAt } from './standing.ts'
import { type Unwound, unwindGrants } from './unwinding.ts'

/**
 * Takes a purchase back, wholly or in part, any number of times, never above what was bought; and unwinds what belonged
 * to what came back: points, remainders, stamps and their prizes, tier progress, caps and budgets, vouchers, rewards,
 * points and gift cards it was paid with. The same key and request get the first answer again.
 */
export async function returnPurchase(
  database: Database,
  businessId: string,
  { purchaseId, request, by }: { purchaseId: PurchaseId; request: ReturnRequest; by: Asked },
): Promise<Said> {
  const externalId = request.externalId ?? null
  try {
    return await inBusiness(database, businessId, async (tx) => {
      await by.within?.(tx)
      return returnIn(tx, purchaseId, request, { ...by, now: by.now ?? (await nowOf(tx)) })
    })
  } catch (error) {
    if (!mayBeRepeat(error, by.once, externalId)) throw error
    const earlier = await inBusiness(database, businessId, (tx) =>
      earlierAnswer(tx, 'return', { ...by.once, externalId }),
    )
    if (!earlier) throw error
    return sameAnswer(earlier, externalId, 'return.external_id_taken')
  }
}

/** Carries what would have been answered out of a transaction that is not to be. */
class OnlyAsked extends Error {
  readonly said: Said
  constructor(said: Said) {
    super('a return was only asked about')
    this.said = said
  }
}

/**
 * What a return would come to: the very return, taken back before it is one. Whatever it may refuse is refused here.
 * The purchase and its customer are locked for as long as it takes.
 */
export async function quoteReturn(
  database: Database,
  businessId: string,
  { purchaseId, request, actor }: { purchaseId: PurchaseId; request: ReturnRequest; actor: Actor },
): Promise<Said> {
  try {
    return await inBusiness(database, businessId, async (tx): Promise<Said> => {
      const once = { key: null, hash: null }
      const said = await returnIn(tx, purchaseId, request, { actor, once, now: await nowOf(tx) })
      // What the database would refuse is refused now, too.
      await tx.settled()
      throw new OnlyAsked(said)
    })
  } catch (error) {
    if (error instanceof OnlyAsked) return error.said
    throw error
  }
}

/** A return as far as it is worked out. */
export interface Returning {
  tx: Tx
  id: ReturnId
  by: By
  purchase: Purchase
  lines: BoughtLine[]
  back: ReturnRecord['lines']
  milli: ReturnedMilli
  totalMinor: number
  spendMinor: number
  /** Nothing of the purchase is left after this. */
  whole: boolean
  book: Book
  scene: Scene | null
}

/** What a tier is decided by anew. */
type Taken = Pick<Returning, 'tx' | 'by' | 'purchase' | 'whole' | 'spendMinor'>

export async function returnIn(
  tx: Tx,
  purchaseId: PurchaseId,
  request: ReturnRequest,
  by: By,
): Promise<Said> {
  const purchase = await lockPurchaseOf(tx, purchaseId)
  const lines = (await linesOf(tx, [purchaseId])).get(purchaseId) ?? []
  const at = await open(tx, purchase, lines, { request, by })
  const unwound = at.scene
    ? await unwindGrants(tx, at.scene, { purchaseId, returnId: at.id, milli: at.milli, now: by.now })
    : null
  // Refunded first: what was paid with credit is needed where credit that was sold goes back.
  const refund = await refundOf(at)
  await takeBackSold(at)
  const given = await giveBackPrice(at)
  if (at.whole) {
    const { voucherIds } = await unwindRedemption(tx, { purchaseId, now: by.now })
    if (at.scene) await recallUnearned(tx, at.scene, voucherIds, by.now)
  }
  at.book.settle(by.now)
  const tier = at.scene && unwound ? await restand(at, at.scene, unwound) : null
  const record: ReturnRecord = {
    id: at.id,
    purchaseId,
    occurredAt: request.occurredAt ?? by.now,
    staffId: request.staffId ?? (by.actor.kind === 'staff' ? by.actor.id : null),
    totalMinor: at.totalMinor,
    ...refund,
    reason: request.reason ?? null,
    externalId: request.externalId ?? null,
    lines: at.back,
  }
  const said = answerOf(at, record, { unwound, given, tier })
  writeReturn(tx, record, {
    once: by.once,
    text: said.text || null,
    whole: at.whole,
    points: unwound?.points ?? 0,
    spendMinor: at.spendMinor,
  })
  writeBook(tx, at.book)
  if (at.scene && unwound) await writeFacts(at, at.scene, unwound)
  tell(tx, {
    what: 'purchase.returned',
    at: by.now,
    actor: by.actor,
    customerId: purchase.customerId,
    subject: { kind: 'purchase', id: purchaseId },
    facts: { returnId: at.id, total: at.totalMinor, whole: at.whole, points: -(unwound?.points ?? 0) },
  })
  return said
}

/** Locks a purchase, after its customer: the order that every till keeps. */
export async function lockPurchaseOf(tx: Tx, purchaseId: PurchaseId): Promise<Purchase> {
  for (;;) {
    const seen = await findPurchase(tx, purchaseId)
    if (!seen) throw new Refused('not_found')
    const customer = seen.customerId ? await lockCustomer(tx, seen.customerId) : null
    const purchase = (await findPurchase(tx, purchaseId, { lock: true }))!
    // It may have got a customer, or its customer another name, while we waited.
    if (purchase.customerId === (customer?.id ?? null)) return purchase
  }
}

async function open(
  tx: Tx,
  purchase: Purchase,
  lines: BoughtLine[],
  { request, by }: { request: ReturnRequest; by: By },
): Promise<Returning> {
  const back = backOf(lines, request)
  const now = lines.map(({ line }) => back.find((one) => one.line === line)?.quantityMilli ?? 0)
  const milli = {
    before: lines.map((line) => line.returnedMilli),
    now,
    bought: lines.map((line) => line.quantityMilli),
  }
  const sum = (of: ReturnRecord['lines']) => of.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const spendMinor = sum(back.filter((one) => isSpending(lines.find(({ line }) => line === one.line)!)))
  const whole = lines.every((line, index) => line.returnedMilli + now[index]! === line.quantityMilli)
  const { customerId, occurredAt } = purchase
  const scene = customerId ? await setScene(tx, customerId, { occurredAt, now: by.now, lots: true }) : null
  const book = scene?.book ?? newBook(tx.businessId, (await businessOf(tx)).timeZone)
  return {
    tx,
    by,
    purchase,
    lines,
    back,
    milli,
    spendMinor,
    whole,
    book,
    scene,
    id: newId<'return'>(),
    totalMinor: sum(back),
  }
}

/** What comes back, line by line, with its share of what the line came to (the parts sum to the whole). */
function backOf(lines: readonly BoughtLine[], { all, lines: wanted }: ReturnRequest): ReturnRecord['lines'] {
  const asked = new Map<number, number>()
  if (all) for (const line of lines) asked.set(line.line, line.quantityMilli - line.returnedMilli)
  for (const [index, { line, quantity }] of (wanted ?? []).entries()) {
    const bought = lines.find((one) => one.line === line)
    if (!bought)
      throw new Refused('request.invalid', 'is not a line of this purchase', {
        field: `lines[${index}].line`,
      })
    const milli = (asked.get(line) ?? 0) + Math.round(quantity * 1000)
    const left = bought.quantityMilli - bought.returnedMilli
    if (milli > left)
      throw new Refused('return.more_than_bought', undefined, {
        field: `lines[${index}].quantity`,
        params: { left: left / 1000 },
      })
    asked.set(line, milli)
  }
  const back = lines.flatMap((line) => {
    const quantityMilli = asked.get(line.line) ?? 0
    if (quantityMilli === 0) return []
    const amountMinor = shareBack(line.totalMinor, line.returnedMilli, quantityMilli, line.quantityMilli)
    return [{ line: line.line, quantityMilli, amountMinor }]
  })
  if (back.length === 0) throw new Refused('return.nothing_left')
  return back
}

/** What goes back in money, and what goes back onto the gift card or credit it was paid with: in the share it had. */
async function refundOf(at: Returning): Promise<{ refundMinor: number; giftRefundMinor: number }> {
  const { purchase, totalMinor, tx, book, by, scene } = at
  const { giftCard, credit } = purchase.redeemed ?? {}
  // Each in the share that it had of what the one before left, so that together they never come to more than came back.
  let rest = { before: purchase.returnedMinor, now: totalMinor, whole: purchase.totalMinor }
  let giftRefundMinor = 0
  for (const paid of [giftCard, credit]) {
    if (!paid) continue
    const amount = shareBack(paid.paidMinor, rest.before, rest.now, rest.whole)
    rest = {
      before: rest.before - shareBack(paid.paidMinor, 0, rest.before, rest.whole),
      now: rest.now - amount,
      whole: rest.whole - paid.paidMinor,
    }
    if (amount === 0) continue
    const holder: Holder = paid === giftCard ? { kind: 'gift_card', id: giftCard.giftCardId } : scene!.holder
    if (holder.kind === 'gift_card') {
      await lockGiftCards(tx, [holder.id])
      await addHolders(tx, book, [holder])
    }
    await giveBackTransfer(at, [holder], paid.transferId, amount, 'refund')
    giftRefundMinor += amount
  }
  book.settle(by.now)
  return { refundMinor: totalMinor - giftRefundMinor, giftRefundMinor }
}

/** Points and stamps that were given for what came off the price: back to the lots they came from, in the same share. */
async function giveBackPrice(at: Returning): Promise<Record<string, number>> {
  const { purchase, milli, whole, scene } = at
  const { points, taken = [] } = purchase.redeemed ?? {}
  const given: Record<string, number> = {}
  const prices = taken.flatMap(({ byLine, transfers }) =>
    transfers.map((transfer) => ({ ...transfer, byLine })),
  )
  if (points)
    prices.push({ id: points.transferId, unit: 'points', amount: points.amount, byLine: points.byLine })
  for (const { id, unit, amount, byLine } of prices) {
    const tookOff = byLine.some((part) => part > 0)
    const back = tookOff ? amountBack({ byLine, spread: 'purchase', amount }, milli) : whole ? amount : 0
    if (back === 0) continue
    await giveBackTransfer(at, [scene!.holder], id, back, 'restore')
    given[unit] = (given[unit] ?? 0) + back
  }
  return given
}

async function giveBackTransfer(
  at: Returning,
  holders: Holder[],
  transferId: TransferId,
  amount: number,
  reason: 'refund' | 'restore',
): Promise<void> {
  const { tx, book, by, id, purchase } = at
  const [earlier] = await Promise.all([
    findTransfers(tx, [transferId]),
    loadLots(tx, book, { holders, transfers: [transferId] }),
  ])
  book.giveBack(earlier.get(transferId)!, amount, {
    reason,
    at: by.now,
    returnId: id,
    purchaseId: purchase.id,
  })
}

/** The tier after the return: exactly as before when the purchase that changed it last comes back whole. */
export async function restand(at: Taken, scene: Scene, unwound: Unwound): Promise<TierNow | null> {
  const { tiers, dayEndsAt } = scene.version.document
  const { purchase, by, tx } = at
  if (!tiers) return null
  const gone = await goneOf(at, scene, unwound)
  const since = windowStart(tiers, by.now, scene.business.timeZone, dayEndsAt)
  const inWindow = since === null || purchase.shopDay >= since.toString()
  const left: Measure = inWindow
    ? {
        spend: scene.measure.spend - gone.spend,
        visits: scene.measure.visits - gone.visits,
        points: scene.measure.points - gone.points,
      }
    : scene.measure
  const { standing } = scene.member
  const without = standingWithoutIt(at, scene, standing, gone)
  for (const later of await laterStandings(tx, scene.customer.id, purchase.id)) {
    const { standing: before } = later.standingBefore as { standing: Standing | null }
    const corrected = standingWithoutIt(at, scene, before, gone)
    if (JSON.stringify(corrected) !== JSON.stringify(before))
      writeStandingBefore(tx, later.id, { standing: corrected })
  }
  const tier = tierAt(scene, without, left, by.now)!
  const after =
    standingAfter(without, tier, qualifying(tiers, left, scene, by.now), without?.changedBy ?? null) ??
    without
  writeStanding(tx, scene.customer.id, after)
  return tier
}

/** How she would stand without what came back: exactly as before, when all of it came back and it had changed it last. */
function standingWithoutIt(
  { whole, purchase }: Taken,
  scene: Scene,
  standing: Standing | null,
  gone: Measure,
): Standing | null {
  if (whole && purchase.standingBefore && standing?.changedBy === purchase.id)
    return (purchase.standingBefore as { standing: Standing | null }).standing
  return standingWithout(scene, standing, { occurredAt: purchase.occurredAt, measure: gone })
}

async function goneOf(at: Taken, scene: Scene, unwound: Unwound): Promise<Measure> {
  const elsewhere = [...unwound.elsewhere.values()].reduce((sum, points) => sum + points, 0)
  return {
    spend: at.spendMinor,
    visits: (await dayGone(at, scene)) ? 1 : 0,
    points: unwound.points + elsewhere,
  }
}

/** Whether no purchase of that day is left. */
async function dayGone({ tx, purchase, whole }: Taken, scene: Scene): Promise<boolean> {
  return whole && !(await visitedOn(tx, scene.customer.id, purchase.shopDay, purchase.id))
}

async function writeFacts(at: Returning, scene: Scene, unwound: Unwound): Promise<void> {
  const { tx, purchase, whole, spendMinor } = at
  const who = { customerId: scene.customer.id, currency: purchase.currency }
  const [before, after] = [BigInt(purchase.spendMinor), BigInt(purchase.spendMinor - spendMinor)]
  addFacts(tx, {
    ...who,
    day: purchase.shopDay,
    purchases: whole ? -1 : 0,
    days: (await dayGone(at, scene)) ? -1 : 0,
    moneyMinor: -spendMinor,
    moneySquared: after ** 2n - before ** 2n,
    pointsEarned: -unwound.points,
    locationId: null,
  })
  lessenPoints(tx, who, unwound.elsewhere)
  if (whole) rewriteEdges(tx, { ...who, day: purchase.shopDay })
}

function answerOf(
  at: Returning,
  record: ReturnRecord,
  { unwound, given, tier }: { unwound: Unwound | null; given: Record<string, number>; tier: TierNow | null },
): Said {
  if (at.by.bulk) return { text: '', id: record.id }
  const { scene, purchase, lines, milli } = at
  const after = lines.map((line, index) => ({
    ...line,
    returnedMilli: line.returnedMilli + milli.now[index]!,
    returnedMinor: line.returnedMinor + (at.back.find((one) => one.line === line.line)?.amountMinor ?? 0),
  }))
  const elsewhere = [...(unwound?.elsewhere.values() ?? [])].reduce((sum, points) => sum + points, 0)
  const said = {
    return: showReturn(record),
    purchase: showPurchase(
      { ...purchase, returnedMinor: purchase.returnedMinor + at.totalMinor, fullyReturned: at.whole },
      after,
    ),
    takenBack: {
      points: (unwound?.points ?? 0) + elsewhere,
      stamps: unwound?.stamps ?? {},
      writtenOff: unwound?.writtenOff ?? 0,
    },
    givenBack: given,
    ...(scene ? showBalances(scene.book, scene.holder.id) : { balances: {}, pending: {}, reserved: {} }),
    tier: scene ? showTier(scene, tier) : null,
    stamps: scene ? showStamps(scene, []) : [],
  }
  return { text: JSON.stringify(said), id: record.id }
}

/** How a return is shown. */
export function showReturn(record: ReturnRecord) {
  return {
    id: showId('return', record.id),
    purchaseId: showId('purchase', record.purchaseId),
    occurredAt: record.occurredAt.toString(),
    total: record.totalMinor,
    refund: record.refundMinor,
    giftCardRefund: record.giftRefundMinor,
    reason: record.reason,
    externalId: record.externalId,
    lines: record.lines.map(({ line, quantityMilli, amountMinor }) => ({
      line,
      quantity: quantityMilli / 1000,
      amount: amountMinor,
    })),
  }
}
