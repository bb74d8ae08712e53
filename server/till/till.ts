import { nowOf } from '../businesses/businesses.ts'
import { customerParts } from '../customers/customers.ts'
import type { Tx } from '../platform/database.ts'
import type { CustomerId, PurchaseId } from '../platform/ids.ts'
import { linesOf, purchasesOf } from '../purchases/purchases.ts'
import { showPurchase } from './answer.ts'
import { giveJoiningGift } from './joining.ts'
import { mergeAtTill } from './merge.ts'
import { setScene } from './scene.ts'
import { tierAt } from './standing.ts'
import { readStatement } from './statement.ts'

/**
 * The till: where a purchase, the programme and redemption meet in one transaction. What always holds: a purchase that
 * was acknowledged is there once, whatever is retried or killed; balances are right the moment it is answered; a return
 * takes back exactly what had been granted for what came back.
 *
 * Locks are taken in one order everywhere, so that no two tills wait for each other in a circle: customers by id, their
 * purchases, gift cards by id, vouchers, rewards, budgets by rule.
 */

export { type Adjustment, adjust, adjustmentFields, thankForAnswers, undoAdjustment } from './adjusting.ts'
export type { Asked, By, Said } from './asking.ts'
export { attachPurchase, confirmPurchase } from './attaching.ts'
export { reviewTiers, settleDue } from './clock.ts'
export { earningBasket } from './granting.ts'
export { type Holding, holdingOf } from './holding.ts'
export type { ReturnRequest, RingUpRequest, WhichCustomer } from './request.ts'
export { returnIn, returnPurchase } from './returning.ts'
export { ringUp, ringUpIn, tierAfter } from './ringUp.ts'
export { isSpending } from './selling.ts'
export { cardOf } from './stampCards.ts'
export { qualifying, standingAfter, standingWithout, tierAt } from './standing.ts'
export { readStatement } from './statement.ts'

/** Hangs the till's part of joining and merging into the customers' room: once, when the program starts. */
export function openTill(): void {
  if (opened) return
  opened = true
  customerParts.joined.push((tx, { customerId, actor, joinedAt }) =>
    giveJoiningGift(tx, { customerId, actor, now: joinedAt }),
  )
  customerParts.merged.push((tx, { from, into }) => mergeAtTill(tx, from, into))
  customerParts.exported.push(
    { name: 'purchases', read: everyPurchase },
    { name: 'ledger', read: everyEntry },
  )
}
let opened = false

const PAGE = 500

/** For the copy of her data that a customer may ask for. */
async function everyPurchase(tx: Tx, customerId: CustomerId): Promise<unknown[]> {
  const all: unknown[] = []
  for (let after: PurchaseId | undefined; ; ) {
    const page = await purchasesOf(tx, customerId, after, PAGE)
    const lines = await linesOf(
      tx,
      page.map(({ id }) => id),
    )
    all.push(...page.map((purchase) => showPurchase(purchase, lines.get(purchase.id) ?? [])))
    if (page.length < PAGE) return all
    after = page.at(-1)!.id
  }
}

async function everyEntry(tx: Tx, customerId: CustomerId): Promise<unknown[]> {
  const all: unknown[] = []
  for (let after: string | null = null; ; ) {
    const { items, last, more } = await readStatement(tx, customerId, { after, limit: PAGE })
    all.push(...items)
    if (!more || !last) return all
    after = last
  }
}

/** The tier that a customer stands in at present: for rewards that ask for one. Her row is locked. */
export async function tierOf(tx: Tx, customerId: CustomerId): Promise<string | null> {
  const now = await nowOf(tx)
  const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: false })
  return tierAt(scene, scene.member.standing, scene.measure, now)?.tierId ?? null
}
