import type { Tx } from '../platform/database.ts'
import { type GrantId, newId, type PurchaseId } from '../platform/ids.ts'
import {
  type Award,
  award,
  type Basket,
  budgetsLeft,
  claimBudget,
  type Grant,
  type GrantRow,
  type ProgrammeDocument,
  type TierNow,
} from '../programme/programme.ts'
import type { Line } from '../purchases/purchases.ts'
import type { Scene } from './scene.ts'
import { fillCard, type PrizeGiven } from './stampCards.ts'

export interface Granted {
  award: Award
  rows: GrantRow[]
  prizes: PrizeGiven[]
  /** Points, for facts and for tiers that count them. */
  points: number
}

export interface Occasion {
  purchaseId: PurchaseId
  basket: Basket
  tier: TierNow | null
  now: Temporal.Instant
  dryRun: boolean
}

/**
 * Decides what a purchase earns and puts it into the book: lots with their terms frozen, stamps with their prizes.
 * Nothing is written here but a rule's budget, which many customers share: it is claimed by a guarded update, and when
 * another till was quicker the award is decided again with what is left.
 */
export async function grantIn(tx: Tx, scene: Scene, occasion: Occasion): Promise<Granted> {
  const decided = await decide(tx, scene, occasion)
  const { book, holder, customer, version } = scene
  const { purchaseId, now } = occasion
  const at = occasion.basket.occurredAt
  const rows: GrantRow[] = []
  const stamps = new Map<string, number>()
  let points = 0
  for (const grant of decided.grants) {
    const id: GrantId = newId<'grant'>()
    const lotId =
      grant.amount > 0
        ? book.credit({
            holder,
            from: 'issued',
            reason: 'purchase',
            at: now,
            purchaseId,
            grantId: id,
            ...lotTerms(grant),
          })
        : null
    rows.push({
      ...grant,
      id,
      customerId: customer.id,
      purchaseId,
      versionId: version.id,
      lotId,
      at,
      liveAmount: grant.amount,
      liveSteps: grant.steps,
      liveCounted: grant.counted,
    })
    if (grant.unit === 'points') points += grant.amount
    else if (grant.availableAt === null) stamps.set(grant.unit, (stamps.get(grant.unit) ?? 0) + grant.amount)
  }
  const prizes: PrizeGiven[] = []
  for (const [unit, delta] of stamps)
    prizes.push(...(await fillCard(tx, scene, unit, delta, { ...occasion })))
  return { award: decided, rows, prizes, points }
}

/** How a grant's lot lives on. */
function lotTerms({ unit, amount, availableAt, expiresAt, graceDays, debt }: Grant) {
  const ripensAt = availableAt instanceof Temporal.Instant ? availableAt : null
  return { unit, amount, expiresAt, graceDays, debt, ripe: availableAt === null, ripensAt }
}

async function decide(tx: Tx, scene: Scene, occasion: Occasion): Promise<Award> {
  const { document } = scene.version
  const budgeted = document.rules.filter((rule) => rule.budget !== undefined).map((rule) => rule.id)
  for (;;) {
    const budgetLeft = await budgetsLeft(tx, budgeted)
    const decided = award(
      document,
      occasion.basket,
      {
        tierId: occasion.tier?.tierId ?? null,
        carried: scene.member.carried,
        capUsed: scene.member.capUsed,
        visitedToday: scene.visitedToday,
        budgetLeft,
      },
      occasion.now,
    )
    if (occasion.dryRun || budgeted.length === 0 || (await claimAll(tx, decided))) return decided
  }
}

/**
 * Claims what each rule gives from its budget, in the order of their ids, so that no two tills wait for each other.
 * What was claimed before one fails is given back: the award is decided anew.
 */
async function claimAll(tx: Tx, { grants }: Award): Promise<boolean> {
  const wanted = grants.filter(({ budget, amount }) => budget !== null && amount > 0)
  wanted.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))
  for (const [index, { ruleId, amount }] of wanted.entries()) {
    if (await claimBudget(tx, ruleId, amount)) continue
    for (const done of wanted.slice(0, index)) await claimBudget(tx, done.ruleId, -done.amount)
    return false
  }
  return true
}

/** What a programme looks at in a line. */
export type EarningLine = Pick<
  Line,
  'line' | 'kind' | 'sku' | 'category' | 'brand' | 'quantityMilli' | 'totalMinor' | 'taxMinor'
>

/** The basket that earns: what was really paid for goods, by the programme's policy on redeemed, gift card and tax parts. */
export function earningBasket(
  document: ProgrammeDocument,
  lines: readonly EarningLine[],
  paid: { giftPaidMinor: number; paidPointsByLine: readonly number[] | undefined },
  rest: Pick<Basket, 'occurredAt' | 'timeZone' | 'locationId'>,
): Basket {
  const { redeemedPart, giftCardPart, taxPart } = document.earnOn
  const total = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  const goods = lines.filter(({ kind }) => kind === 'goods' || kind === 'fee')
  return {
    ...rest,
    totalMinor: goods.reduce((sum, line) => sum + line.totalMinor, 0),
    lines: lines.map((line, index) => {
      let earning = line.totalMinor
      if (redeemedPart) earning += paid.paidPointsByLine?.[index] ?? 0
      if (!taxPart) earning -= Math.min(earning, line.taxMinor)
      if (!giftCardPart && total > 0)
        earning -= Math.min(earning, Math.ceil((line.totalMinor * paid.giftPaidMinor) / total))
      return {
        line: line.line,
        sku: line.sku ?? undefined,
        category: line.category ?? undefined,
        brand: line.brand ?? undefined,
        kind: line.kind,
        quantityMilli: line.quantityMilli,
        earningMinor: Math.max(0, earning),
      }
    }),
  }
}
