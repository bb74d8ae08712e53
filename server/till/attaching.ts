import { tell } from '../journal/journal.ts'
import { writeBook } from '../ledger/ledger.ts'
import type { Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type PurchaseId, showMaybe } from '../platform/ids.ts'
import {
  countCaps,
  grantsOf,
  type TierNow,
  writeCarries,
  writeGrants,
  writeStanding,
} from '../programme/programme.ts'
import {
  addFacts,
  type BoughtLine,
  findPurchase,
  lessenPoints,
  linesOf,
  type Purchase,
  returnsOf,
  visitedOn,
  writeConfirmed,
  writeCustomer,
} from '../purchases/purchases.ts'
import { showBalances, showGranted, showProgress, showPurchase, showStamps, showTier } from './answer.ts'
import type { By } from './asking.ts'
import { earningBasket, type Granted, grantIn } from './granting.ts'
import type { WhichCustomer } from './request.ts'
import { lockPurchaseOf, restand } from './returning.ts'
import { tierAfter } from './ringUp.ts'
import { resolveCustomer, type Scene, setScene } from './scene.ts'
import { tierAt } from './standing.ts'
import { unwindGrants } from './unwinding.ts'

/**
 * Gives an anonymous purchase its customer: she forgot her card. It earns what it would have earned, and what has come
 * back of it meanwhile is unwound at once. Attaching it again to the same customer changes nothing.
 */
export async function attachPurchase(
  tx: Tx,
  { purchaseId, customer, by }: { purchaseId: PurchaseId; customer: WhichCustomer; by: By },
): Promise<unknown> {
  const { now } = by
  const customerId = await resolveCustomer(tx, customer)
  const seen = await findPurchase(tx, purchaseId)
  if (!seen) throw new Refused('not_found')
  const scene = await setScene(tx, customerId, { occurredAt: seen.occurredAt, now, lots: true })
  const purchase = (await findPurchase(tx, purchaseId, { lock: true }))!
  // The shop's day is the one it was rung up on, also where the programme has another end of the day since.
  scene.visitedToday = await visitedOn(tx, scene.customer.id, purchase.shopDay)
  const lines = (await linesOf(tx, [purchaseId])).get(purchaseId)!
  if (purchase.customerId && purchase.customerId !== scene.customer.id) {
    throw new Refused('purchase.has_customer', undefined, { field: 'customer' })
  }
  if (purchase.customerId)
    return { purchase: showPurchase(purchase, lines), ...showBalances(scene.book, scene.holder.id) }
  const tier = tierAt(scene, scene.member.standing, scene.measure, now)
  const granted = purchase.fullyReturned
    ? null
    : await grantIn(tx, scene, {
        purchaseId,
        basket: basketOf(scene, purchase, lines),
        tier,
        now,
        dryRun: false,
      })
  const named = {
    ...purchase,
    customerId: scene.customer.id,
    versionId: scene.version.id,
    pointsEarned: granted?.points ?? 0,
  }
  const after = writeAttached(tx, scene, { purchase: named, granted, tier, now })
  tell(tx, {
    what: 'purchase.attached',
    actor: by.actor,
    customerId: scene.customer.id,
    subject: { kind: 'purchase', id: purchaseId },
    facts: { points: named.pointsEarned },
  })
  const carried = { ...scene.member.carried, ...granted?.award.carried }
  const answer = {
    purchase: showPurchase(named, lines),
    granted: granted && showGranted(scene, granted),
    ...showBalances(scene.book, scene.holder.id),
    tier: showTier(scene, after),
    stamps: showStamps(scene, granted?.prizes ?? []),
    progress: showProgress(scene, { carried }, after),
  }
  if (!granted || lines.every((line) => line.returnedMilli === 0)) return answer
  return { ...answer, ...(await unwindEarlierReturns(tx, named, lines, by)) }
}

function basketOf(scene: Scene, purchase: Purchase, lines: readonly BoughtLine[]) {
  return earningBasket(
    scene.version.document,
    lines,
    { giftPaidMinor: purchase.giftPaidMinor, paidPointsByLine: undefined },
    {
      occurredAt: purchase.occurredAt,
      timeZone: scene.business.timeZone,
      locationId: showMaybe('location', purchase.locationId),
    },
  )
}

function writeAttached(
  tx: Tx,
  scene: Scene,
  {
    purchase,
    granted,
    tier,
    now,
  }: { purchase: Purchase; granted: Granted | null; tier: TierNow | null; now: Temporal.Instant },
): TierNow | null {
  const customerId = scene.customer.id
  const after = granted ? tierAfter(scene, purchase, tier, now) : { tier, standing: undefined }
  writeCustomer(tx, purchase.id, {
    customerId,
    versionId: scene.version.id,
    points: purchase.pointsEarned,
    standingBefore: after.standing ? { standing: scene.member.standing } : null,
  })
  writeBook(tx, scene.book)
  if (after.standing) writeStanding(tx, customerId, after.standing)
  if (!granted) return after.tier
  writeGrants(tx, granted.rows)
  writeCarries(tx, customerId, { before: scene.member.carried, after: granted.award.carried })
  countCaps(
    tx,
    customerId,
    granted.rows.flatMap(({ caps, amount }) => caps.map((cap) => ({ ...cap, amount }))),
  )
  addFacts(tx, {
    customerId,
    currency: purchase.currency,
    day: purchase.shopDay,
    purchases: 1,
    days: scene.visitedToday ? 0 : 1,
    moneyMinor: purchase.spendMinor,
    moneySquared: BigInt(purchase.spendMinor) ** 2n,
    pointsEarned: purchase.pointsEarned,
    locationId: purchase.locationId,
  })
  return after.tier
}

/** What came back before anybody knew whose it was: unwound from what was granted just now, as those returns would have. */
async function unwindEarlierReturns(tx: Tx, purchase: Purchase, lines: readonly BoughtLine[], by: By) {
  const { now } = by
  await tx.settled()
  const customerId = purchase.customerId!
  const scene = await setScene(tx, customerId, { occurredAt: purchase.occurredAt, now, lots: true })
  const returnId = (await returnsOf(tx, purchase.id)).at(-1)!.id
  const milli = {
    before: lines.map(() => 0),
    now: lines.map((line) => line.returnedMilli),
    bought: lines.map((line) => line.quantityMilli),
  }
  const unwound = await unwindGrants(tx, scene, { purchaseId: purchase.id, returnId, milli, now })
  scene.book.settle(now)
  writeBook(tx, scene.book)
  // What came back is not in its spending any more, but the points of it may have reached a tier.
  const tier = await restand({ tx, by, purchase, whole: false, spendMinor: 0 }, scene, unwound)
  const back = new Map(unwound.elsewhere)
  if (unwound.points > 0) back.set(purchase.id, unwound.points)
  lessenPoints(tx, { customerId, currency: purchase.currency }, back)
  const shown = showBalances(scene.book, scene.holder.id)
  return { ...shown, tier: showTier(scene, tier), stamps: showStamps(scene, []) }
}

/** The event came that pending points waited for: they may be spent from now on. Twice is the same as once. */
export async function confirmPurchase(
  tx: Tx,
  { purchaseId, by }: { purchaseId: PurchaseId; by: By },
): Promise<unknown> {
  const purchase = await lockPurchaseOf(tx, purchaseId)
  const lines = (await linesOf(tx, [purchaseId])).get(purchaseId)!
  writeConfirmed(tx, purchaseId, by.now)
  if (!purchase.customerId)
    return { purchase: showPurchase(purchase, lines), balances: {}, pending: {}, reserved: {} }
  const scene = await setScene(tx, purchase.customerId, {
    occurredAt: purchase.occurredAt,
    now: by.now,
    lots: true,
  })
  for (const { lotId } of await grantsOf(tx, [purchaseId]))
    if (lotId && scene.book.lots.has(lotId)) scene.book.ripen(lotId)
  scene.book.settle(by.now)
  writeBook(tx, scene.book)
  tell(tx, {
    what: 'purchase.confirmed',
    actor: by.actor,
    customerId: scene.customer.id,
    subject: { kind: 'purchase', id: purchaseId },
  })
  return { purchase: showPurchase(purchase, lines), ...showBalances(scene.book, scene.holder.id) }
}
