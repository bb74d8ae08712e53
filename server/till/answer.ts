import type { Book } from '../ledger/ledger.ts'
import { showId, showMaybe } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { type GrantRow, inLanguage, type Listener, say, type TierNow } from '../programme/programme.ts'
import type { BoughtLine, Purchase, Redeemed } from '../purchases/purchases.ts'
import { openCode } from '../rewards/rewards.ts'
import type { Granted } from './granting.ts'
import type { Scene } from './scene.ts'
import { cardOf, type PrizeGiven } from './stampCards.ts'

/** How a purchase is shown: amounts in minor units of its currency. */
export function showPurchase(purchase: Purchase, lines: readonly BoughtLine[]) {
  return {
    id: showId('purchase', purchase.id),
    customerId: showMaybe('customer', purchase.customerId),
    locationId: showMaybe('location', purchase.locationId),
    staffId: showMaybe('staff', purchase.staffId),
    occurredAt: purchase.occurredAt.toString(),
    shopDay: purchase.shopDay,
    currency: purchase.currency,
    gross: purchase.grossMinor,
    discount: purchase.discountMinor,
    redeemed: purchase.redeemedMinor,
    tax: purchase.taxMinor,
    total: purchase.totalMinor,
    giftCardPaid: purchase.giftPaidMinor,
    toPay: purchase.totalMinor - purchase.giftPaidMinor,
    returned: purchase.returnedMinor,
    fullyReturned: purchase.fullyReturned,
    externalId: purchase.externalId,
    programmeVersion: showMaybe('programmeVersion', purchase.versionId),
    lines: lines.map((line) => ({
      line: line.line,
      kind: line.kind,
      sku: line.sku,
      name: line.name,
      category: line.category,
      brand: line.brand,
      quantity: line.quantityMilli / 1000,
      unitPrice: line.unitPriceMinor,
      gross: line.grossMinor,
      discount: line.discountMinor,
      redeemed: line.redeemedMinor,
      tax: line.taxMinor,
      total: line.totalMinor,
      giftCardId: showMaybe('giftCard', line.giftCardId),
      returnedQuantity: line.returnedMilli / 1000,
      returned: line.returnedMinor,
    })),
  }
}

/** Balances by unit: what may be spent now, what waits, what is held. */
export function showBalances(book: Book, holderId: string) {
  const balances: Record<string, number> = { points: 0 }
  const pending: Record<string, number> = {}
  const reserved: Record<string, number> = {}
  for (const account of book.accounts.values()) {
    if (account.holderId !== holderId) continue
    balances[account.unit] = account.balance
    if (account.pending > 0) pending[account.unit] = account.pending
    if (account.reserved > 0) reserved[account.unit] = account.reserved
  }
  return { balances, pending, reserved }
}

/** How the programme's sentences are said in this business. */
export function listenerOf(scene: Pick<Scene, 'business' | 'version'>, unit?: string): Listener {
  const { points } = scene.version.document
  const card = unit && cardOf(scene.version.document, unit)
  return {
    currency: scene.business.currency,
    words: { point: points?.name, ...(card && card.stamp !== undefined ? { stamp: card.stamp } : {}) },
  }
}

/** What was granted, each with the sentence that explains it. */
export function showGrants(
  scene: Pick<Scene, 'business' | 'version'>,
  rows: readonly GrantRow[],
  language: Language,
) {
  return rows.map((row) => ({
    rule: row.ruleId,
    unit: row.unit,
    amount: row.amount,
    why: say(language, row.why, listenerOf(scene, row.unit)),
    because: row.why,
  }))
}

export function showGranted(scene: Scene, { rows, award, points }: Granted) {
  const { language } = scene.business
  const stamps: Record<string, number> = {}
  for (const { unit, amount } of rows) {
    if (unit.startsWith('stamps:')) stamps[unit.slice(7)] = (stamps[unit.slice(7)] ?? 0) + amount
  }
  return { points, stamps, grants: showGrants(scene, rows, language), skipped: award.skipped }
}

export function showRedeemed(redeemed: Redeemed | null) {
  if (!redeemed) return null
  return {
    points: redeemed.points
      ? { amount: redeemed.points.amount, discount: redeemed.points.discountMinor }
      : null,
    rewards: (redeemed.taken ?? []).map((one) => ({
      redemptionId: showMaybe('redemption', one.redemptionId),
      voucherId: showMaybe('voucher', one.voucherId),
      name: one.name,
      discount: one.discountMinor,
      paid: one.transfers.map(({ unit, amount }) => ({ unit, amount })),
    })),
    giftCard: redeemed.giftCard
      ? { id: showId('giftCard', redeemed.giftCard.giftCardId), paid: redeemed.giftCard.paidMinor }
      : null,
    credit: redeemed.credit ? { paid: redeemed.credit.paidMinor } : null,
  }
}

/** The tier, what it takes to stay, and what is missing to the next. */
export function showTier(scene: Scene, tier: TierNow | null) {
  const { tiers } = scene.version.document
  if (!tiers || !tier) return null
  const nameOf = (id: string) => {
    const level = tiers.levels.find((one) => one.id === id)
    return level ? inLanguage(level.name, scene.business.language) : id
  }
  return {
    id: tier.tierId,
    name: tier.tierId && nameOf(tier.tierId),
    reachedAt: tier.reachedAt?.toString() ?? null,
    heldUntil: tier.heldUntil?.toString() ?? null,
    warning: tier.warning && { from: tier.warning.from.toString(), missing: tier.warning.missing },
    next: tier.next && { id: tier.next.tierId, name: nameOf(tier.next.tierId), missing: tier.next.missing },
  }
}

/** Each stamp card in the customer's hand: how full it is and the prizes that came just now. */
export function showStamps(scene: Scene, prizes: readonly PrizeGiven[]) {
  const { book, holder, member, version, business } = scene
  return [...book.accounts.values()]
    .filter(({ holderId, unit }) => holderId === holder.id && unit.startsWith('stamps:'))
    .flatMap(({ unit, balance }) => {
      const card = cardOf(version.document, unit)
      if (!card) return []
      const next = card.prizes.find(({ at }) => at > balance)
      return [
        {
          card: card.id,
          unit,
          name: inLanguage(card.name, business.language),
          stamps: balance,
          size: card.size,
          round: member.rounds[unit] ?? 0,
          next: next
            ? { at: next.at, missing: next.at - balance, name: inLanguage(next.name, business.language) }
            : null,
          prizes: prizes
            .filter((prize) => prize.unit === unit)
            .map(({ at, name, sealed }) => ({ at, name: inLanguage(name, business.language), sealed })),
        },
      ]
    })
}

/** What is missing to the next thing: to the next points of each rule, the next prize, the next tier. */
export function showProgress(
  scene: Scene,
  { carried }: { carried: Readonly<Record<string, number>> },
  tier: TierNow | null,
) {
  const steps = scene.version.document.rules.flatMap((rule) => {
    if (rule.kind !== 'amount') return []
    // A merge, or a better rate, may have left more than a step: any purchase completes it.
    const missing = Math.max(0, Math.ceil((rule.perMinor * 100 - (carried[rule.id] ?? 0)) / 100))
    return [{ kind: 'rule' as const, rule: rule.id, gives: rule.give, missing }]
  })
  const next = tier?.next
  return [...steps, ...(next ? [{ kind: 'tier' as const, tier: next.tierId, missing: next.missing }] : [])]
}

/**
 * Puts codes in the place of their sealed form. An answer is kept so that it can be given again; a code is never kept
 * in the clear.
 */
export function unsealed<Answer>(businessId: string, answer: Answer): Answer {
  if (answer === null || typeof answer !== 'object') return answer
  if (Array.isArray(answer)) return answer.map((item) => unsealed(businessId, item)) as Answer
  const open: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(answer)) {
    if (key === 'sealed')
      open.code =
        typeof value === 'string' && value ? openCode(businessId, Buffer.from(value, 'base64')) : null
    else open[key] = unsealed(businessId, value)
  }
  return open as Answer
}
