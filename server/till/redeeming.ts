import { addHolders, type Book } from '../ledger/ledger.ts'
import type { Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { apportion, mulDivFloor } from '../platform/exact.ts'
import type { Actor } from '../platform/http.ts'
import type { LocationId, PurchaseId } from '../platform/ids.ts'
import type { ProgrammeDocument } from '../programme/programme.ts'
import { type Line, type Redeemed, sumOf } from '../purchases/purchases.ts'
import {
  discountOf,
  giftCardAccount,
  lookUp,
  noToTier,
  payPrice,
  type Redeemable,
  refuse,
  takeUp,
} from '../rewards/rewards.ts'
import type { RingUpRequest } from './request.ts'
import type { Scene } from './scene.ts'

type Wish = NonNullable<RingUpRequest['redeem']>

export interface Redeeming {
  redeemed: Redeemed
  freeDelivery: boolean
}

export interface RedeemingIn {
  scene: Scene | null
  book: Book
  lines: Line[]
  locationId: LocationId | null
  purchaseId: PurchaseId
  currency: string
  tierId: string | null
  now: Temporal.Instant
  actor: Actor
  dryRun: boolean
}

/**
 * Redeems within a purchase: first rewards and vouchers, then points, each off what the one before left to pay; a gift
 * card and store credit pay what is left. `lines` are changed: each carries its share of what came off.
 */
export async function redeemIn(tx: Tx, wish: Wish, at: RedeemingIn): Promise<Redeeming> {
  const { scene, now, locationId, tierId, dryRun } = at
  const customerId = scene?.customer.id ?? null
  if ((wish.points || wish.credit) && !scene)
    throw new Refused('purchase.needs_customer', undefined, { field: 'customer' })
  const found = await lookUp(
    tx,
    {
      rewardId: wish.rewardId,
      points: wish.rewardPoints,
      voucherCode: wish.voucher,
      giftCardCode: wish.giftCard,
    },
    { customerId, locationId, now, tierId, lock: !dryRun, guesser: `${at.actor.kind} ${at.actor.id ?? ''}` },
  )
  const redeemed: Redeemed = {}
  let freeDelivery = false
  for (const one of found.redeemables) {
    if (one.from === 'reward') refuse(noToTier(one, tierId))
    const { taken, free } = await takeOne(tx, one, at)
    redeemed.taken = [...(redeemed.taken ?? []), taken]
    freeDelivery ||= free
  }
  if (wish.points) redeemed.points = payWithPoints(wish.points, scene!.version.document, at)
  if (found.giftCard) {
    const { giftCardId, currency } = found.giftCard
    if (currency !== at.currency)
      throw new Refused('purchase.other_currency', undefined, {
        field: 'redeem.giftCard',
        params: { currency: at.currency },
      })
    const account = giftCardAccount(giftCardId, currency)
    await addHolders(tx, at.book, [account.holder])
    at.book.settle(now)
    const available = at.book.balanceOf(account.holder, account.unit).balance
    const paidMinor = Math.min(available, dueOf(at.lines), wish.giftCardAmount ?? available)
    if (paidMinor <= 0 && dueOf(at.lines) > 0)
      throw new Refused('points.too_few', undefined, {
        field: 'redeem.giftCard',
        params: { available, needed: dueOf(at.lines) },
      })
    if (wish.giftCardAmount && available < wish.giftCardAmount) {
      throw new Refused('points.too_few', undefined, {
        field: 'redeem.giftCardAmount',
        params: { available, needed: wish.giftCardAmount },
      })
    }
    if (paidMinor > 0) {
      const transferId = at.book.debit({
        ...account,
        amount: paidMinor,
        to: 'redeemed',
        reason: 'payment',
        at: now,
        purchaseId: at.purchaseId,
      })
      redeemed.giftCard = { giftCardId, transferId, paidMinor }
    }
  }
  if (wish.credit) {
    const left = dueOf(at.lines) - (redeemed.giftCard?.paidMinor ?? 0)
    const paidMinor = Math.min(wish.credit, left)
    if (paidMinor > 0) {
      const transferId = at.book.debit({
        holder: scene!.holder,
        unit: `money:${at.currency}`,
        amount: paidMinor,
        to: 'redeemed',
        reason: 'payment',
        at: now,
        purchaseId: at.purchaseId,
      })
      redeemed.credit = { transferId, paidMinor }
    }
  }
  return { redeemed, freeDelivery }
}

async function takeOne(
  tx: Tx,
  one: Redeemable,
  at: RedeemingIn,
): Promise<{ taken: NonNullable<Redeemed['taken']>[number]; free: boolean }> {
  const { scene, book, lines, currency, purchaseId, locationId, now, dryRun } = at
  const discount = discountOf(one.benefit, lines, currency)
  const occasion = { customerId: scene?.customer.id ?? null, locationId, purchaseId, now }
  // A quote reckons with the price but claims nothing: no stock, no use.
  const paid = !dryRun
    ? await takeUp(tx, book, one, occasion)
    : one.from === 'reward'
      ? { redemptionId: null, voucherId: null, ...payPrice(book, 'debit', one.price, '', occasion) }
      : { redemptionId: null, voucherId: null, points: 0, stamps: null, transferIds: [] }
  takeOff(lines, discount.byLine)
  const transfers = paid.transferIds.map((id, index) =>
    index === 0 && paid.points > 0
      ? { id, unit: 'points', amount: paid.points }
      : { id, unit: paid.stamps!.unit, amount: paid.stamps!.count },
  )
  return {
    taken: {
      redemptionId: paid.redemptionId,
      voucherId: paid.voucherId,
      name: one.name,
      discountMinor: discount.totalMinor,
      byLine: discount.byLine,
      transfers,
    },
    free: discount.freeDelivery,
  }
}

/** Pays with as many points as the customer chose, within the programme's bounds and what there is to pay. */
function payWithPoints(
  points: number,
  document: ProgrammeDocument,
  at: RedeemingIn,
): NonNullable<Redeemed['points']> {
  const spend = document.points?.spend
  if (!spend) throw new Refused('purchase.no_points', undefined, { field: 'redeem.points' })
  // Gift cards and credit are not bought with points: they would turn points into money.
  const open = at.lines.map((line) => (line.kind === 'goods' || line.kind === 'fee' ? line.totalMinor : 0))
  const payable = mulDivFloor(sumOf(open), spend.maxSharePercent ?? 100, 100)
  const step = spend.stepPoints ?? 1
  const min = spend.minPoints ?? step
  const byPrice = Math.ceil((payable * spend.points) / spend.minor)
  const max = Math.min(spend.maxPoints ?? Number.MAX_SAFE_INTEGER, Math.ceil(byPrice / step) * step)
  if (points < min || points > max || points % step !== 0) {
    throw new Refused('purchase.points_step', undefined, {
      field: 'redeem.points',
      params: { min, max, step },
    })
  }
  const discountMinor = Math.min(mulDivFloor(points, spend.minor, spend.points), payable)
  const transferId = at.book.debit({
    holder: at.scene!.holder,
    unit: 'points',
    amount: points,
    to: 'redeemed',
    reason: 'payment',
    at: at.now,
    purchaseId: at.purchaseId,
  })
  const byLine = apportion(discountMinor, open)
  takeOff(at.lines, byLine)
  return { amount: points, discountMinor, transferId, byLine }
}

function takeOff(lines: Line[], byLine: readonly number[]): void {
  for (const [index, amount] of byLine.entries()) {
    const line = lines[index]!
    line.redeemedMinor += amount
    line.totalMinor -= amount
  }
}

function dueOf(lines: readonly Line[]): number {
  return sumOf(lines.map((line) => line.totalMinor))
}
