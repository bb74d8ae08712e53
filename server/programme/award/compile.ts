/**
 * A programme made ready for deciding: filters as sets, which multipliers and caps concern which rule, the terms of
 * what a rule gives. Made once for a document, which is never changed afterwards.
 */
import type { BasketLine } from '../award.ts'
import type {
  Cap,
  CardExpiry,
  Debt,
  Filter,
  Multiplier,
  ProgrammeDocument,
  Rule,
  Target,
} from '../document.ts'
import { lastLateDay } from '../shopDays.ts'

type Matches = (line: BasketLine) => boolean

export type ReadySeason = { id: string; from: string; until: string; lateUntil: string; lateDays: number }

/** How what a rule gives lives on: frozen into every grant. */
export type Terms = {
  unit: string
  expiry: CardExpiry
  pendingDays: number | 'confirmed'
  debt: Debt
  seasons: readonly ReadySeason[]
}

export type ReadyMultiplier = {
  percent: number
  tiers: ReadonlySet<string> | null
  locations: ReadonlySet<string> | null
  days: ReadonlySet<number> | null
  fromMinute: number | null
  untilMinute: number | null
  from: string | null
  until: string | null
  matches: Matches | null
  source: Multiplier | { tier: string }
}

export type ReadyRule = {
  rule: Rule
  tiers: ReadonlySet<string> | null
  locations: ReadonlySet<string> | null
  matches: Matches
  multipliers: readonly ReadyMultiplier[]
  caps: readonly Cap[]
  terms: Terms
}

export type ReadyProgramme = {
  document: ProgrammeDocument
  excluded: Matches | null
  rules: readonly ReadyRule[]
  multipliers: readonly ReadyMultiplier[]
  /** Expiry by rule, season, zone and day: one instant serves every grant of that day. */
  expiries: Map<string, Temporal.Instant | null>
}

const ready = new WeakMap<ProgrammeDocument, ReadyProgramme>()

export function compileProgramme(document: ProgrammeDocument): ReadyProgramme {
  const known = ready.get(document)
  if (known) return known
  const made = compile(document)
  ready.set(document, made)
  return made
}

function compile(document: ProgrammeDocument): ReadyProgramme {
  const multipliers = document.multipliers.map(readyMultiplier)
  const ofTiers = tierMultipliers(document)
  const exclude = document.exclude.map(matcher)
  const rules = document.rules.map((rule): ReadyRule => {
    const chosen = multipliers.filter((_, index) => concernsRule(document.multipliers[index]!, rule))
    return {
      rule,
      tiers: setOf(rule.tiers),
      locations: setOf(rule.locations),
      matches: rule.kind !== 'visit' && rule.where ? matcher(rule.where) : () => true,
      multipliers: rule.target === 'points' ? [...chosen, ...ofTiers] : chosen,
      caps: document.caps.filter(
        (cap) => concernsTarget(cap, rule) && (cap.rules?.includes(rule.id) ?? true),
      ),
      terms: termsOf(document, rule.target),
    }
  })
  return {
    document,
    excluded: exclude.length === 0 ? null : (line) => exclude.some((matches) => matches(line)),
    rules,
    multipliers: [...multipliers, ...ofTiers],
    expiries: new Map(),
  }
}

/** "Double points on Tuesday" does not double stamps, unless it names the rule that gives them. */
function concernsRule(multiplier: Multiplier, rule: Rule): boolean {
  return multiplier.rules ? multiplier.rules.includes(rule.id) : rule.target === 'points'
}

function concernsTarget(cap: Cap, rule: Rule): boolean {
  return unitOf(cap.target) === unitOf(rule.target)
}

function unitOf(target: Target): string {
  return target === 'points' ? 'points' : `stamps:${target.card}`
}

function termsOf(document: ProgrammeDocument, target: Target): Terms {
  const unit = unitOf(target)
  if (target === 'points') {
    const points = document.points
    if (!points) throw new Error('A rule gives points in a programme without points.')
    return { unit, expiry: points.expiry, pendingDays: points.pendingDays, debt: points.debt, seasons: [] }
  }
  const card = document.stampCards.find(({ id }) => id === target.card)
  if (!card) throw new Error(`A rule gives stamps of an unknown card: ${target.card}`)
  const seasons = card.seasons.map((season) => ({ ...season, lateUntil: lastLateDay(season).toString() }))
  // Pending is a matter of points: a stamp is on the card when the customer leaves.
  return { unit, expiry: card.expiry, pendingDays: 0, debt: card.debt, seasons }
}

function matcher(where: Filter): Matches {
  const skus = setOf(where.skus)
  const categories = setOf(where.categories)
  const brands = setOf(where.brands)
  return (line) =>
    (!skus || (line.sku !== undefined && skus.has(line.sku))) &&
    (!categories || (line.category !== undefined && categories.has(line.category))) &&
    (!brands || (line.brand !== undefined && brands.has(line.brand)))
}

function setOf<T>(list: readonly T[] | undefined): ReadonlySet<T> | null {
  return list ? new Set(list) : null
}

function readyMultiplier(multiplier: Multiplier): ReadyMultiplier {
  return {
    percent: multiplier.percent,
    tiers: setOf(multiplier.tiers),
    locations: setOf(multiplier.locations),
    days: setOf(multiplier.days),
    fromMinute: multiplier.hours ? minuteOf(multiplier.hours.from) : null,
    untilMinute: multiplier.hours ? minuteOf(multiplier.hours.until) : null,
    from: multiplier.from ?? null,
    until: multiplier.until ?? null,
    matches: multiplier.where ? matcher(multiplier.where) : null,
    source: multiplier,
  }
}

function tierMultipliers(document: ProgrammeDocument): ReadyMultiplier[] {
  const always = { locations: null, days: null, fromMinute: null, untilMinute: null, from: null, until: null }
  return (document.tiers?.levels ?? []).flatMap((level) =>
    level.benefits
      .filter((benefit) => benefit.kind === 'multiplier')
      .map(({ percent }) => ({
        ...always,
        percent,
        tiers: new Set([level.id]),
        matches: null,
        source: { tier: level.id },
      })),
  )
}

/** '14:30' as minutes of the day. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
