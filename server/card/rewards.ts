import type { Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type CustomerId, type RedemptionId, type RewardId, showId } from '../platform/ids.ts'
import { type Language, refusalText } from '../platform/refusals.ts'
import {
  balancesFor,
  cancelRedemption,
  listRedemptions,
  listRewards,
  openCode,
  reserveReward,
  whether,
} from '../rewards/rewards.ts'
import { type Holding, tierOf } from '../till/till.ts'
import { named } from './shown.ts'

const ON_SHOW = 200

/** The catalogue as she sees it: what she can have, and what is missing to the rest; the nearest first. */
export async function rewardsFor(tx: Tx, holding: Holding, language: Language) {
  const { customerId, tierId, now, document } = holding
  const wisher = { customerId, locationId: null, tierId, now }
  const rows = await listRewards(tx, { archived: false, customerId, limit: ON_SHOW })
  const book = await balancesFor(tx, wisher)
  const cardName = (id: string | null) =>
    named(document.stampCards.find((card) => card.id === id)?.name ?? null, language)
  const shown = rows.map((reward) => {
    const { allowed, reason, missing } = whether(reward, wisher, book)
    const { points, pointsMax, pointsStep, stamps, stampCard } = reward
    return {
      id: showId('reward', reward.rewardId),
      name: named(reward.name, language) ?? '',
      description: named(reward.description, language),
      image: reward.picture ?? reward.images[0] ?? null,
      benefit: reward.benefit.kind,
      price: { points, pointsMax, pointsStep, stamps, card: cardName(stampCard) },
      validUntil: reward.validUntil?.toString() ?? null,
      stock: reward.stock,
      allowed,
      missing,
      // What only collecting mends is told by what is missing; the rest needs words.
      reason:
        reason && reason.code !== 'points.too_few' ? refusalText(reason.code, language, reason.params) : null,
    }
  })
  const distance = ({ allowed, missing, reason }: (typeof shown)[number]) =>
    allowed ? 0 : reason ? Number.MAX_SAFE_INTEGER : 1 + missing.points + missing.stamps
  return shown.sort((a, b) => distance(a) - distance(b))
}

/** Reserves a reward for her; the answer has the code to show. Once kept, the code is sealed. */
export async function takeReward(
  tx: Tx,
  asked: { customerId: CustomerId; rewardId: RewardId; points: number | undefined; now: Temporal.Instant },
): Promise<RedemptionId> {
  const actor = { kind: 'customer', id: asked.customerId } as const
  return reserveReward(tx, { ...asked, locationId: null, actor, tierOf })
}

/** One redemption of hers; anybody else's is not found. */
export async function redemptionOf(tx: Tx, customerId: CustomerId, id: RedemptionId, language: Language) {
  const [one] = await listRedemptions(tx, { ids: [id], customerId, limit: 1 })
  if (!one) throw new Refused('not_found', undefined, { field: 'id' })
  return {
    id: showId('redemption', one.redemptionId),
    state: one.state,
    name: named(one.name, language) ?? '',
    until: one.expiresAt?.toString() ?? null,
    code: one.state === 'reserved' && one.sealed ? openCode(tx.businessId, one.sealed) : null,
  }
}

/** Calls a reservation of hers off: its price goes back to where it came from. */
export async function leaveReward(
  tx: Tx,
  {
    customerId,
    redemptionId,
    now,
  }: { customerId: CustomerId; redemptionId: RedemptionId; now: Temporal.Instant },
): Promise<void> {
  const [hers] = await listRedemptions(tx, { ids: [redemptionId], customerId, limit: 1 })
  if (!hers) throw new Refused('not_found', undefined, { field: 'id' })
  const actor = { kind: 'customer', id: customerId } as const
  await cancelRedemption(tx, { redemptionId, now, actor, mayUndo: false })
}
