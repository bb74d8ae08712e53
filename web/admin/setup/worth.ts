import { decimalsOf } from '../../../server/platform/money.ts'
import type { ProgrammeDocument, Rule } from '../../../server/programme/document.ts'

/** What an owner knows of her shop and we don't. */
export interface Usual {
  visitsAMonth: number
  basketMinor: number
  /** What a gift costs her customers on the price list. */
  giftMinor: number
}

/** A first guess, round in the currency: she taps it right. */
export function usualFor(trade: string, currency: string): Usual {
  const known: Record<string, number> = { HUF: 2_000, AMD: 2_500, MNT: 20_000 }
  const coffee = known[currency] ?? 5 * 10 ** decimalsOf(currency)
  const times: Record<string, number> = { cafe: 1, shop: 5, salon: 5, webshop: 8, hotel: 20, wholesale: 50 }
  const basketMinor = coffee * (times[trade] ?? 1)
  return { visitsAMonth: trade === 'cafe' ? 1_000 : 200, basketMinor, giftMinor: basketMinor / 2 }
}

export interface Given {
  /** Of what customers pay, 0 to 1: at most, as if everybody fetched everything. */
  share: number
  /** In a month. */
  minor: number
}

/**
 * What a programme gives back when everybody takes part and fetches all of it, without the gift for joining: the most it
 * can cost at list prices. Null where a point has no price and no card gives anything.
 */
export function givesBack(document: ProgrammeDocument, usual: Usual): Given | null {
  const { visitsAMonth, basketMinor, giftMinor } = usual
  const worth = document.points?.worth
  const perPoint = worth ? worth.minor / worth.points : 0
  const perStamp = new Map(
    document.stampCards.map(({ id, size, prizes }) => [id, (prizes.length * giftMinor) / size]),
  )
  if (!worth && perStamp.size === 0) return null
  const perVisit = document.rules.reduce((sum, rule) => {
    const one = rule.target === 'points' ? perPoint : (perStamp.get(rule.target.card) ?? 0)
    return sum + timesAVisit(rule, basketMinor) * rule.give * one * onAverage(document, rule)
  }, 0)
  return { share: perVisit / basketMinor, minor: Math.round(perVisit * visitsAMonth) }
}

function timesAVisit(rule: Rule, basketMinor: number): number {
  return rule.kind === 'amount' ? basketMinor / rule.perMinor : 1
}

/** A day of the week that counts double raises the average by a seventh. */
function onAverage({ multipliers }: ProgrammeDocument, rule: Rule): number {
  return multipliers
    .filter(({ rules }) => (rules ? rules.includes(rule.id) : rule.target === 'points'))
    .reduce((sum, { percent, days }) => sum + ((percent / 100 - 1) * (days?.length ?? 7)) / 7, 1)
}
