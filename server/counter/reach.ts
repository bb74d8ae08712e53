import type { Language } from '../platform/http.ts'
import { showId } from '../platform/ids.ts'
import {
  inLanguage,
  type LocalText,
  type ProgrammeDocument,
  type Rule,
  type StampCard,
} from '../programme/programme.ts'
import type { History, PricedReward } from './history.ts'

/** Each stamp card of the programme as she holds it now: an empty one, too. */
export function cardsOf(
  document: ProgrammeDocument,
  her: Pick<History, 'balances' | 'rounds'>,
  { language, spoken }: { language: Language; spoken: Language },
  today: string,
) {
  return document.stampCards.flatMap((card) => {
    const unit = unitOf(card, today)
    if (!unit) return []
    const has = her.balances?.[unit] ?? 0
    const next = card.prizes.find(({ at }) => at > has)
    return [
      {
        card: card.id,
        unit,
        name: inLanguage(card.name, language),
        has,
        size: card.size,
        round: her.rounds?.[unit] ?? 0,
        mode: card.mode,
        prizes: card.prizes.map((prize) => ({
          at: prize.at,
          name: inLanguage(prize.name, language),
          spoken: inLanguage(prize.name, spoken),
        })),
        next: next ? { at: next.at, missing: next.at - has, name: inLanguage(next.name, language) } : null,
        earns: earnsOf(document, card.id, language),
      },
    ]
  })
}

/** The unit that a stamp of today goes into; undefined out of season. */
function unitOf({ id, seasons }: StampCard, today: string): string | undefined {
  if (seasons.length === 0) return `stamps:${id}`
  const running = seasons.find(({ from, until }) => today >= from && today <= until)
  const late = seasons.findLast(
    ({ until, lateDays }) =>
      today > until && today <= Temporal.PlainDate.from(until).add({ days: lateDays }).toString(),
  )
  const season = running ?? late
  return season && `stamps:${id}:${season.id}`
}

interface Earning {
  by: Rule['kind']
  give: number
  perMinor: number | null
  product: { sku?: string; category?: string; brand?: string; name: string } | null
}

/**
 * How a card is filled, so that a till knows whether stamps come by themselves with the visit, with the amount, or are
 * tapped as pieces of a product.
 */
function earnsOf({ rules }: ProgrammeDocument, card: string, language: Language): Earning[] {
  return rules.flatMap((rule: Rule): Earning[] => {
    if (rule.target === 'points' || rule.target.card !== card) return []
    if (rule.kind !== 'product')
      return [
        {
          by: rule.kind,
          give: rule.give,
          perMinor: rule.kind === 'amount' ? rule.perMinor : null,
          product: null,
        },
      ]
    const { where, name } = rule
    const key = where.skus
      ? { sku: where.skus[0]! }
      : where.categories
        ? { category: where.categories[0]! }
        : { brand: where.brands![0]! }
    return [
      {
        by: rule.kind,
        give: rule.give,
        perMinor: null,
        product: { ...key, name: name ? inLanguage(name, language) : Object.values(key)[0]! },
      },
    ]
  })
}

/** What she can have now for her points or stamps, and what she is nearest to. Redeeming decides for good. */
export function rewardsInReach(
  document: ProgrammeDocument,
  her: History,
  { language, tierId, day }: { language: Language; tierId: string | null; day: string },
) {
  const stampsOn = (card: string) => {
    const found = document.stampCards.find(({ id }) => id === card)
    const unit = found && unitOf(found, day)
    return unit ? (her.balances?.[unit] ?? 0) : 0
  }
  const open = (her.rewards ?? []).filter(
    ({ tiers }) => !tiers || (tierId !== null && tiers.includes(tierId)),
  )
  const priced = open.map((reward) => {
    const missingPoints = Math.max(0, (reward.points ?? 0) - (her.balances?.points ?? 0))
    const missingStamps = reward.stampCard
      ? Math.max(0, (reward.stamps ?? 0) - stampsOn(reward.stampCard))
      : 0
    return { ...showReward(reward, language), missingPoints, missingStamps }
  })
  const able = priced.filter((one) => one.missingPoints === 0 && one.missingStamps === 0)
  const missing = priced.filter((one) => !able.includes(one))
  missing.sort((a, b) => a.missingPoints - b.missingPoints || a.missingStamps - b.missingStamps)
  return { rewards: able, nextReward: missing[0] ?? null }
}

function showReward(reward: PricedReward, language: Language) {
  return {
    id: showId('reward', reward.id),
    name: inLanguage(reward.name as LocalText, language),
    kind: reward.kind,
    points: reward.points,
    pointsMax: reward.pointsMax,
    pointsStep: reward.pointsStep,
    stampCard: reward.stampCard,
    stamps: reward.stamps,
  }
}
