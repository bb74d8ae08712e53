import { nowOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { inLanguage, type ProgrammeDocument } from '../programme/programme.ts'
import { showBalances } from './answer.ts'
import { unitOfCard } from './joining.ts'
import { type Scene, setScene } from './scene.ts'
import { cardOf } from './stampCards.ts'
import { qualifying, tierAt } from './standing.ts'

export interface StampCardHeld {
  card: string
  unit: string
  name: string
  /** What the shop calls a stamp, `one|many`; null where it is simply a stamp. */
  stamp: string | null
  has: number
  size: number
  automatic: boolean
  prizes: {
    at: number
    name: string
    icon?: string | undefined
    picture: string | null
    rewardId: string | null
  }[]
}

export interface TierHeld {
  name: string | null
  next: { name: string; missing: number; share: number } | null
  by: 'spend' | 'points' | 'visits' | 'tenureMonths'
  heldUntil: string | null
}

/** Everything that a customer has, as her card shows it. */
export interface Holding {
  customerId: CustomerId
  now: Temporal.Instant
  document: ProgrammeDocument
  tierId: string | null
  balances: Record<string, number>
  pending: Record<string, number>
  reserved: Record<string, number>
  stampCards: StampCardHeld[]
  tier: TierHeld | null
  /** What is over soonest, by unit, the soonest first. */
  expiring: { unit: string; amount: number; at: string }[]
}

/** Reads what a customer has, with what was due settled. Her row is locked meanwhile. */
export async function holdingOf(tx: Tx, id: CustomerId, language: Language): Promise<Holding> {
  const now = await nowOf(tx)
  const scene = await setScene(tx, id, { occurredAt: now, now, lots: true })
  const { book, holder, version, customer } = scene
  return {
    customerId: customer.id,
    now,
    document: version.document,
    tierId: tierAt(scene, scene.member.standing, scene.measure, now)?.tierId ?? null,
    ...showBalances(book, holder.id),
    stampCards: stampCardsHeld(scene, now, language),
    tier: tierHeld(scene, now, language),
    expiring: expiringOf(scene),
  }
}

/** Every card that is on now, also one without a stamp yet; and one of a season past that still has some. */
function stampCardsHeld(scene: Scene, now: Temporal.Instant, language: Language): StampCardHeld[] {
  const { book, holder, version } = scene
  const { document } = version
  const on = document.stampCards.flatMap(({ id }) => unitOfCard(scene, id, now) ?? [])
  const had = [...book.accounts.values()]
    .filter(
      ({ holderId, unit, balance }) => holderId === holder.id && unit.startsWith('stamps:') && balance > 0,
    )
    .map(({ unit }) => unit)
  return [...new Set([...on, ...had])].flatMap((unit) => {
    const card = cardOf(document, unit)
    if (!card) return []
    return {
      card: card.id,
      unit,
      name: inLanguage(card.name, language),
      stamp: card.stamp === undefined ? null : inLanguage(card.stamp, language),
      has: book.balanceOf(holder, unit).balance,
      size: card.size,
      automatic: card.mode === 'automatic',
      prizes: card.prizes.map(({ at, name, icon, picture = null, rewardId = null }) => ({
        ...{ at, name: inLanguage(name, language), icon, picture, rewardId },
      })),
    }
  })
}

function tierHeld(scene: Scene, now: Temporal.Instant, language: Language): TierHeld | null {
  const { tiers } = scene.version.document
  const tier = tierAt(scene, scene.member.standing, scene.measure, now)
  if (!tiers || !tier) return null
  const named = (id: string) => {
    const level = tiers.levels.find((one) => one.id === id)
    return level ? inLanguage(level.name, language) : id
  }
  const has = qualifying(tiers, scene.measure, scene, now)
  const next = tier.next && {
    name: named(tier.next.tierId),
    missing: tier.next.missing,
    share: has / Math.max(1, has + tier.next.missing),
  }
  return {
    name: tier.tierId && named(tier.tierId),
    next: next ?? null,
    by: tiers.by,
    heldUntil: tier.heldUntil?.toString() ?? null,
  }
}

function expiringOf({ book, holder }: Scene): Holding['expiring'] {
  const units = new Map([...book.accounts.values()].map(({ id, holderId, unit }) => [id, { holderId, unit }]))
  const sums = new Map<string, { unit: string; amount: number; at: string }>()
  for (const { accountId, ripe, remaining, expiresAt } of book.lots.values()) {
    const account = units.get(accountId)
    if (account?.holderId !== holder.id || !ripe || remaining <= 0 || !expiresAt) continue
    const at = expiresAt.toString()
    const sum = sums.get(`${account.unit} ${at}`) ?? { unit: account.unit, amount: 0, at }
    sum.amount += remaining
    sums.set(`${account.unit} ${at}`, sum)
  }
  return [...sums.values()].sort((a, b) => Temporal.Instant.compare(a.at, b.at)).slice(0, 20)
}
