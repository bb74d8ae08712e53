import { businessOf, nowOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { type Book, newBook, writeBook } from '../ledger/ledger.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { newId, type PurchaseId, showMaybe } from '../platform/ids.ts'
import {
  countCaps,
  currentVersion,
  shopDayOf,
  type TierNow,
  writeCarries,
  writeGrants,
  writeStanding,
} from '../programme/programme.ts'
import {
  addFacts,
  type BoughtLine,
  earlierAnswer,
  type Line,
  nameLines,
  type Purchase,
  priceBasket,
  type Redeemed,
  sumOf,
  writePurchase,
} from '../purchases/purchases.ts'
import {
  showBalances,
  showGranted,
  showProgress,
  showPurchase,
  showRedeemed,
  showStamps,
  showTier,
} from './answer.ts'
import { type Asked, type By, mayBeRepeat, type Said, sameAnswer } from './asking.ts'
import { earningBasket, type Granted, grantIn } from './granting.ts'
import { mayGroup, ringUpTogether } from './grouping.ts'
import { type Redeeming, redeemIn } from './redeeming.ts'
import type { RingUpRequest } from './request.ts'
import { resolveCustomer, type Scene, setScene } from './scene.ts'
import { isSpending, requirePlace, sellCards } from './selling.ts'
import { qualifying, standingAfter, tierAt } from './standing.ts'

// A till's clock may be off by this much before a purchase is said to lie in the future.
const CLOCK_TOLERANCE = { hours: 24 }

/**
 * Rings a purchase up: prices, redeems, awards and writes it in one transaction, and answers with the new balances. The
 * same key and request get the first answer again, whatever has happened since; another request under the key is
 * refused.
 */
export async function ringUp(
  database: Database,
  businessId: string,
  request: RingUpRequest,
  by: Asked,
): Promise<Said> {
  const { once } = by
  const externalId = request.externalId ?? null
  if (mayGroup(request, by)) {
    const said = await ringUpTogether(database, businessId, request, by)
    if (said) return said
  }
  try {
    return await inBusiness(database, businessId, async (tx) => {
      await by.within?.(tx)
      return ringUpIn(tx, request, { ...by, now: by.now ?? (await nowOf(tx)) })
    })
  } catch (error) {
    if (by.dryRun || !mayBeRepeat(error, once, externalId)) throw error
    const earlier = await inBusiness(database, businessId, (tx) =>
      earlierAnswer(tx, 'purchase', { ...once, externalId }),
    )
    if (!earlier) throw error
    return sameAnswer(earlier, externalId, 'purchase.external_id_taken')
  }
}

/** What is being rung up, as far as it is worked out. */
export interface Ringing {
  id: PurchaseId
  request: RingUpRequest
  by: By
  occurredAt: Temporal.Instant
  currency: string
  lines: Line[]
  sold: BoughtLine[]
  codes: { line: number; sealed: string }[]
}

export async function ringUpIn(tx: Tx, request: RingUpRequest, by: By): Promise<Said> {
  const business = await businessOf(tx)
  const currency = request.currency ?? business.currency
  if (currency !== business.currency) {
    throw new Refused('purchase.other_currency', undefined, {
      field: 'currency',
      params: { currency: business.currency },
    })
  }
  const occurredAt = request.occurredAt ?? by.now
  if (Temporal.Instant.compare(occurredAt, by.now.add(CLOCK_TOLERANCE)) > 0) {
    throw new Refused('purchase.in_the_future', undefined, { field: 'occurredAt' })
  }
  if (by.dryRun) await requirePlace(tx, request)
  const lines = priceBasket({ ...request, taxIncluded: request.taxIncluded ?? business.pricesIncludeTax })
  const ringing: Ringing = {
    id: newId<'purchase'>(),
    request,
    by,
    occurredAt,
    currency,
    lines,
    sold: [],
    codes: [],
  }
  // Sent and not awaited: it travels with what is read next, and is there before that is.
  const named = by.bulk ? undefined : nameLines(tx, lines)
  named?.catch(() => undefined)
  if (request.customer) return ringUpCustomer(tx, ringing, named)
  return ringUpAnonymous(tx, ringing, named)
}

async function ringUpCustomer(tx: Tx, ringing: Ringing, named?: Promise<void>): Promise<Said> {
  const { request, by, occurredAt, lines, id } = ringing
  const customerId = await resolveCustomer(tx, request.customer!)
  const scene = await setScene(tx, customerId, {
    occurredAt,
    now: by.now,
    lots: request.redeem !== undefined,
  })
  await named
  const tierBefore = tierAt(scene, scene.member.standing, scene.measure, by.now)
  const redeeming = await redeemAll(tx, ringing, scene, scene.book, tierBefore)
  const giftPaidMinor = giftPaid(redeeming?.redeemed)
  const basket = earningBasket(
    scene.version.document,
    lines,
    { giftPaidMinor, paidPointsByLine: redeeming?.redeemed.points?.byLine },
    { occurredAt, timeZone: scene.business.timeZone, locationId: showMaybe('location', request.locationId) },
  )
  const granted = await grantIn(tx, scene, {
    purchaseId: id,
    basket,
    tier: tierBefore,
    now: by.now,
    dryRun: by.dryRun ?? false,
  })
  sellCards(tx, ringing, scene.book, scene)
  const purchase = purchaseOf(ringing, scene.day, redeeming, {
    customerId: scene.customer.id,
    versionId: scene.version.id,
    pointsEarned: granted.points,
  })
  const after = tierAfter(scene, purchase, tierBefore, by.now)
  if (after.standing) purchase.standingBefore = { standing: scene.member.standing }
  const said = answerOf(ringing, purchase, scene, { redeeming, granted, tier: after.tier })
  if (!by.dryRun)
    writeAll(tx, ringing, purchase, { scene, granted, standing: after.standing, text: said.text })
  return said
}

/** A purchase of somebody unknown: no programme, but a voucher or a gift card may pay. */
async function ringUpAnonymous(tx: Tx, ringing: Ringing, named?: Promise<void>): Promise<Said> {
  const { by, occurredAt } = ringing
  const business = await businessOf(tx)
  const version = await currentVersion(tx)
  const book = newBook(tx.businessId, business.timeZone)
  await named
  const redeeming = await redeemAll(tx, ringing, null, book, null)
  sellCards(tx, ringing, book, null)
  const day = shopDayOf(occurredAt, business.timeZone, version.document.dayEndsAt).iso
  const purchase = purchaseOf(ringing, day, redeeming, { customerId: null, versionId: null, pointsEarned: 0 })
  const said = answerOf(ringing, purchase, null, { redeeming, granted: null, tier: null })
  if (!by.dryRun) {
    writePurchase(tx, purchase, boughtLines(ringing), { once: by.once, text: said.text || null })
    writeBook(tx, book)
    tellRungUp(tx, ringing, purchase)
  }
  return said
}

async function redeemAll(
  tx: Tx,
  ringing: Ringing,
  scene: Scene | null,
  book: Book,
  tier: TierNow | null,
): Promise<Redeeming | null> {
  const { request, by, lines, currency, id } = ringing
  if (!request.redeem) return null
  return redeemIn(tx, request.redeem, {
    scene,
    book,
    lines,
    currency,
    purchaseId: id,
    locationId: request.locationId ?? null,
    tierId: tier?.tierId ?? null,
    now: by.now,
    actor: by.actor,
    dryRun: by.dryRun ?? false,
  })
}

function giftPaid(redeemed: Redeemed | undefined): number {
  return (redeemed?.giftCard?.paidMinor ?? 0) + (redeemed?.credit?.paidMinor ?? 0)
}

function boughtLines({ sold }: Ringing): BoughtLine[] {
  return sold
}

function purchaseOf(
  { id, request, by, occurredAt, currency, lines }: Ringing,
  shopDay: string,
  redeeming: Redeeming | null,
  rest: Pick<Purchase, 'customerId' | 'versionId' | 'pointsEarned'>,
): Purchase {
  const total = (pick: (line: Line) => number) => sumOf(lines.map(pick))
  return {
    ...rest,
    id,
    locationId: request.locationId ?? null,
    staffId: request.staffId ?? (by.actor.kind === 'staff' ? by.actor.id : null),
    occurredAt,
    shopDay,
    currency,
    grossMinor: total((line) => line.grossMinor),
    discountMinor: total((line) => line.discountMinor),
    redeemedMinor: total((line) => line.redeemedMinor),
    taxMinor: total((line) => line.taxMinor),
    totalMinor: total((line) => line.totalMinor),
    giftPaidMinor: giftPaid(redeeming?.redeemed),
    returnedMinor: 0,
    spendMinor: total((line) => (isSpending(line) ? line.totalMinor : 0)),
    fullyReturned: false,
    externalId: request.externalId ?? null,
    redeemed: redeeming && Object.keys(redeeming.redeemed).length > 0 ? redeeming.redeemed : null,
    standingBefore: null,
    confirmedAt: null,
  }
}

/** The tier with this purchase counted, and the standing to write if it changed. */
export function tierAfter(
  scene: Pick<Scene, 'business' | 'version' | 'customer' | 'measure' | 'visitedToday'> & {
    member: Pick<Scene['member'], 'standing'>
  },
  purchase: Pick<Purchase, 'id' | 'spendMinor' | 'pointsEarned'>,
  before: TierNow | null,
  now: Temporal.Instant,
) {
  const { tiers } = scene.version.document
  if (!tiers || !before) return { tier: null, standing: undefined }
  const measure = {
    spend: scene.measure.spend + purchase.spendMinor,
    visits: scene.measure.visits + (scene.visitedToday ? 0 : 1),
    points: scene.measure.points + purchase.pointsEarned,
  }
  const tier = tierAt(scene, scene.member.standing, measure, now)!
  const qualified = qualifying(tiers, measure, scene, now)
  return { tier, standing: standingAfter(scene.member.standing, tier, qualified, purchase.id) }
}

function answerOf(
  ringing: Ringing,
  purchase: Purchase,
  scene: Scene | null,
  {
    redeeming,
    granted,
    tier,
  }: { redeeming: Redeeming | null; granted: Granted | null; tier: TierNow | null },
): Said {
  if (ringing.by.bulk) return { text: '', id: purchase.id }
  const shown = showPurchase(purchase, boughtLines(ringing))
  const said = {
    purchase: ringing.by.dryRun ? { ...shown, id: null } : shown,
    granted:
      scene && granted ? showGranted(scene, granted) : { points: 0, stamps: {}, grants: [], skipped: [] },
    redeemed: showRedeemed(redeeming?.redeemed ?? null),
    ...(redeeming?.freeDelivery ? { freeDelivery: true } : {}),
    ...(scene ? showBalances(scene.book, scene.holder.id) : { balances: {}, pending: {}, reserved: {} }),
    tier: scene ? showTier(scene, tier) : null,
    stamps: scene && granted ? showStamps(scene, granted.prizes) : [],
    progress:
      scene && granted
        ? showProgress(scene, { carried: { ...scene.member.carried, ...granted.award.carried } }, tier)
        : [],
    ...(ringing.codes.length > 0 ? { giftCards: ringing.codes } : {}),
  }
  return { text: JSON.stringify(said), id: purchase.id }
}

function writeAll(
  tx: Tx,
  ringing: Ringing,
  purchase: Purchase,
  {
    scene,
    granted,
    standing,
    text,
  }: { scene: Scene; granted: Granted; standing: ReturnType<typeof standingAfter>; text: string },
): void {
  const customerId = scene.customer.id
  writePurchase(tx, purchase, boughtLines(ringing), { once: ringing.by.once, text: text || null })
  writeBook(tx, scene.book)
  writeGrants(tx, granted.rows)
  writeCarries(tx, customerId, { before: scene.member.carried, after: granted.award.carried })
  const uses = granted.rows.flatMap(({ caps, amount }) => caps.map((cap) => ({ ...cap, amount })))
  countCaps(tx, customerId, uses)
  if (standing) writeStanding(tx, customerId, standing)
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
  tellRungUp(tx, ringing, purchase)
}

function tellRungUp(tx: Tx, { by }: Ringing, purchase: Purchase): void {
  tell(tx, {
    what: 'purchase.rung_up',
    at: by.now,
    actor: by.actor,
    customerId: purchase.customerId,
    subject: { kind: 'purchase', id: purchase.id },
    facts: { total: purchase.totalMinor, currency: purchase.currency, points: purchase.pointsEarned },
  })
}
