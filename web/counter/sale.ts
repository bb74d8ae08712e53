import type { Desk, Leaf, PointsTerms, Regular, SaleLine, SaleRequest, StampsNow } from './api.ts'

/** What is about to be rung up, as it stands on the screen. */
export interface Draft {
  amountMinor: number
  /** Amounts typed before it, each ended by a plus. */
  parts: readonly number[]
  /** Pieces of the product that fills a card, tapped. */
  pieces: number
  basket: SaleLine[]
  /** A gift that is used before she pays. */
  gift: { code?: string; rewardId?: string; name: string } | null
  points: number
  giftCard: { code: string; balanceMinor: number } | null
}

export const emptyDraft: Draft = {
  ...{ amountMinor: 0, parts: [], pieces: 1, basket: [], gift: null, points: 0, giftCard: null },
}

/** The card that is shown, and filled by taps where its stamps come by pieces of a product. */
export function cardToShow(cards: readonly StampsNow[]): StampsNow | undefined {
  return cards[0]
}

export function tapped(card: StampsNow | undefined) {
  return card?.earns.find(({ by }) => by === 'product')?.product ?? null
}

const MOST_DIGITS = 10
const MOST_PARTS = 30

/** What is typed after a key was pressed: as on a till, a plus ends an amount, and deleting takes it up again. */
export function typed(draft: Draft, key: string): Draft {
  const { amountMinor, parts } = draft
  if (key === '+')
    return amountMinor > 0 && parts.length < MOST_PARTS
      ? { ...draft, basket: [], parts: [...parts, amountMinor], amountMinor: 0 }
      : draft
  if (key === 'Backspace' && amountMinor === 0)
    return { ...draft, basket: [], parts: parts.slice(0, -1), amountMinor: parts.at(-1) ?? 0 }
  const digits = amountMinor === 0 ? '' : String(amountMinor)
  const next = key === 'Backspace' ? digits.slice(0, -1) : (digits + key).slice(0, MOST_DIGITS)
  return { ...draft, basket: [], amountMinor: Number(next) }
}

/** The amounts that were typed, the last one too. */
export function partsOf({ parts, amountMinor }: Draft): number[] {
  return amountMinor > 0 ? [...parts, amountMinor] : [...parts]
}

export function amountOf(draft: Draft): number {
  const { basket } = draft
  return basket.length > 0
    ? basket.reduce((sum, line) => sum + Math.round(line.quantity * line.unitPrice), 0)
    : partsOf(draft).reduce((sum, part) => sum + part, 0)
}

export function requestOf(
  draft: Draft,
  { customerId, desk, card }: { customerId: string | null; desk: Desk; card: StampsNow | undefined },
): SaleRequest {
  const { gift, points, giftCard, basket } = draft
  const redeem = {
    ...(gift?.code ? { voucher: gift.code } : {}),
    ...(gift?.rewardId ? { rewardId: gift.rewardId } : {}),
    ...(points > 0 ? { points } : {}),
    ...(giftCard ? { giftCard: giftCard.code } : {}),
  }
  const product = customerId ? tapped(card) : null
  const several = partsOf(draft).length > 1 ? partsOf(draft) : null
  const lines =
    basket.length > 0
      ? basket
      : ((product && piecesOf(product, draft)) ?? several?.map((unitPrice) => ({ quantity: 1, unitPrice })))
  return {
    ...(customerId ? { customer: { id: customerId } } : {}),
    ...(desk.till?.locationId ? { locationId: desk.till.locationId } : {}),
    ...(desk.acting ? { staffId: desk.acting.id } : {}),
    ...(lines ? { lines } : { total: amountOf(draft) }),
    ...(Object.keys(redeem).length > 0 ? { redeem } : {}),
  }
}

/** The amount as so many pieces of what fills the card; what does not divide is a line of its own. */
function piecesOf(
  product: NonNullable<StampsNow['earns'][number]['product']>,
  draft: Draft,
): SaleLine[] | null {
  const [amountMinor, { pieces }] = [amountOf(draft), draft]
  if (pieces === 0 || amountMinor < pieces) return null
  const unitPrice = Math.floor(amountMinor / pieces)
  const rest = amountMinor - unitPrice * pieces
  return [
    { ...product, quantity: pieces, unitPrice },
    ...(rest > 0 ? [{ quantity: 1, unitPrice: rest }] : []),
  ]
}

/** How many stamps this will bring, as far as the device can tell; the server decides. */
export function stampsFor(card: StampsNow, draft: Draft): number {
  const amount = amountOf(draft)
  return card.earns.reduce((sum, earn) => {
    if (amount === 0) return sum
    if (earn.by === 'visit') return sum + earn.give
    if (earn.by === 'amount') return sum + Math.floor(amount / (earn.perMinor ?? amount)) * earn.give
    return sum + piecesIn(earn, draft) * earn.give
  }, 0)
}

function piecesIn({ product }: StampsNow['earns'][number], { basket, pieces }: Draft): number {
  if (basket.length === 0) return pieces
  const matching = basket.filter(
    (line) =>
      (product?.sku !== undefined && line.sku === product.sku) ||
      (product?.category !== undefined && line.category === product.category) ||
      (product?.brand !== undefined && line.brand === product.brand),
  )
  return matching.reduce((sum, line) => sum + Math.floor(line.quantity), 0)
}

export function pointsFor(terms: PointsTerms | null, draft: Draft): number {
  const earn = terms?.earn
  return earn ? Math.floor(amountOf(draft) / earn.perMinor) * earn.give : 0
}

/**
 * Within which bounds points may pay for this, in which steps; null when none can. Without network no more than the
 * shop lets go unseen: `mostMinor`.
 */
export function pointsChoice(
  terms: PointsTerms | null,
  balance: number,
  { draft, mostMinor = Number.POSITIVE_INFINITY }: { draft: Draft; mostMinor?: number | undefined },
) {
  const spend = terms?.spend
  const amount = amountOf(draft)
  if (!spend || balance <= 0 || amount === 0) return null
  const step = spend.stepPoints ?? 1
  const min = spend.minPoints ?? step
  const payable = Math.floor((amount * (spend.maxSharePercent ?? 100)) / 100)
  const byPrice = Math.ceil(Math.ceil((payable * spend.points) / spend.minor) / step) * step
  const byLimit = (mostMinor * spend.points) / spend.minor
  const max = Math.floor(Math.min(balance, spend.maxPoints ?? balance, byPrice, byLimit) / step) * step
  return max < min
    ? null
    : {
        min,
        max,
        step,
        minorOf: (points: number) => Math.min(payable, Math.floor((points * spend.minor) / spend.points)),
      }
}

/** A customer as she stands after a sale that waits here: so that the next one is told right. */
export function leafAfter(
  leaf: Leaf,
  card: StampsNow | undefined,
  draft: Draft,
  terms: PointsTerms | null,
): Leaf {
  const stamps = { ...leaf.stamps }
  if (card) {
    const has = (stamps[card.unit] ?? 0) + stampsFor(card, draft)
    stamps[card.unit] = card.mode === 'automatic' ? has % card.size : has
  }
  return {
    ...leaf,
    stamps,
    points: leaf.points + pointsFor(terms, draft) - draft.points,
    visits: leaf.visits + 1,
    lastDay: new Date().toISOString().slice(0, 10),
  }
}

/** What is known of her without network, in the shape in which the server would tell more. */
export function regularOfLeaf(leaf: Leaf, desk: Desk): Regular {
  return {
    id: leaf.id,
    ...{ name: leaf.name, greeting: leaf.greeting, card: null, since: null, visits: leaf.visits },
    ...{ today: new Date().toISOString().slice(0, 10), rhythm: [], gap: null, lastDay: leaf.lastDay },
    ...{ slipping: false, favourites: [], suggestion: null, last: [], datesNear: [], notes: [] },
    ...{ likes: leaf.line ? [leaf.line] : [], dietary: [], household: [], tier: null, credit: 0 },
    points: desk.points ? { balance: leaf.points, name: desk.points.name } : null,
    stamps: desk.cards.map((card) => {
      const has = leaf.stamps[card.unit] ?? 0
      const next = card.prizes.find(({ at }) => at > has)
      return { ...card, has, next: next ? { ...next, missing: next.at - has } : null }
    }),
    ...{ waiting: [], rewards: [], nextReward: null },
  }
}

/** The leaf of somebody whom the server told of. */
export function leafOfRegular(her: Regular, before: Leaf | undefined): Leaf {
  return {
    ...{ id: her.id, name: her.name, greeting: her.greeting, tails: before?.tails ?? [] },
    ...{ cards: before?.cards ?? [], points: her.points?.balance ?? 0, tier: her.tier?.id ?? null },
    stamps: Object.fromEntries(her.stamps.map(({ unit, has }) => [unit, has])),
    ...{ visits: her.visits, lastDay: her.lastDay, line: her.likes[0] ?? null },
  }
}
