/** Why a rule is not for this purchase. */
import type { Basket, Member, SkipCode } from '../award.ts'
import type { ShopDay } from '../shopDays.ts'
import type { ReadyRule, ReadySeason } from './compile.ts'
import type { Measured } from './measure.ts'

export type Refusal = { code: SkipCode; params: Record<string, string | number> }

export function refusal(
  ready: ReadyRule,
  { basket, member, day: { iso } }: { basket: Basket; member: Member; day: ShopDay },
  season: ReadySeason | null,
  measured: Measured | null,
): Refusal | null {
  const { rule, tiers, locations, terms } = ready
  if (rule.from !== undefined && iso < rule.from) return no('not_begun', { fromDate: rule.from })
  if (rule.until !== undefined && iso > rule.until) return no('over', { untilDate: rule.until })
  if (tiers && !(member.tierId !== null && tiers.has(member.tierId))) return no('other_tier')
  if (locations && !(basket.locationId !== null && locations.has(basket.locationId)))
    return no('other_location')
  if (rule.minTotalMinor !== undefined && basket.totalMinor < rule.minTotalMinor)
    return no('below_minimum', { minimumMinor: rule.minTotalMinor })
  if (rule.kind === 'visit' && rule.oncePerDay && member.visitedToday) return no('already_today')
  if (terms.seasons.length > 0 && !season) return no('out_of_season')
  return measured ? null : no('no_matching_product')
}

function no(code: SkipCode, params: Refusal['params'] = {}): Refusal {
  return { code, params }
}
