/**
 * Where a point's value can't be said in one sentence. One rule for the customer: "27 points = 5 %" is nobody's
 * sentence. Concerns warn whoever sets the programme up and never forbid.
 */
import type { ProgrammeDocument, Rule } from './document.ts'
import { unitWord } from './sentences/sentence.ts'
import type { Language, TextKey } from './texts.ts'

export const concernCodes = [
  'worth_unsaid',
  'worth_not_round',
  'rates_differ',
  'spend_differs_from_worth',
  'spend_step_not_whole',
  'percent_not_round',
  'gives_back_much',
] as const

export type Concern = {
  code: (typeof concernCodes)[number]
  path: (string | number)[]
  params: Record<string, string | number>
}

export function concernKey({ code }: Concern): TextKey {
  return `concern.${code}`
}

type AmountRule = Extract<Rule, { kind: 'amount' }>
type Indexed = { rule: AmountRule; index: number }
/** Above this share of the price a decimal is more likely to have slipped than a shop to be that generous. */
const muchPercent = 30

export function concerns(programme: ProgrammeDocument, language: Language = 'en'): Concern[] {
  if (!programme.points) return []
  const rules = programme.rules
    .map((rule, index) => ({ rule, index }))
    .filter((one): one is Indexed => one.rule.kind === 'amount' && one.rule.target === 'points')
  const unit = unitWord(programme, 'points', language)
  return [...worthConcerns(programme, unit), ...rateConcerns(rules), ...backConcerns(programme, rules)]
}

function worthConcerns({ points }: ProgrammeDocument, unit: string): Concern[] {
  if (!points) return []
  const { worth, spend } = points
  const found: Concern[] = []
  if (!worth) found.push({ code: 'worth_unsaid', path: ['points', 'worth'], params: {} })
  else if (!saysItself(worth))
    found.push({
      code: 'worth_not_round',
      path: ['points', 'worth'],
      params: { points: worth.points, worthMinor: worth.minor, unit },
    })
  if (!spend) return found
  if (worth && worth.points * spend.minor !== worth.minor * spend.points)
    found.push({ code: 'spend_differs_from_worth', path: ['points', 'spend'], params: {} })
  for (const field of ['minPoints', 'stepPoints'] as const) {
    const step = spend[field]
    if (step === undefined || (step * spend.minor) % spend.points === 0) continue
    found.push({
      code: 'spend_step_not_whole',
      path: ['points', 'spend', field],
      params: { points: step, unit },
    })
  }
  return found
}

/** One point is a whole price, or a number people reckon with (1, 2, 5, 10, …) is. */
function saysItself({ points, minor }: { points: number; minor: number }): boolean {
  return minor % points === 0 || /^[125]0*$/.test(String(points))
}

/** Two rules a customer meets in the same purchase, at different rates. */
function rateConcerns(rules: readonly Indexed[]): Concern[] {
  return rules.flatMap(({ rule, index }, place) => {
    const other = rules
      .slice(0, place)
      .find((earlier) => meet(earlier.rule, rule) && !sameRate(earlier.rule, rule))
    return other ? [{ code: 'rates_differ' as const, path: ['rules', index], params: {} }] : []
  })
}

function sameRate(a: AmountRule, b: AmountRule): boolean {
  return a.give * b.perMinor === b.give * a.perMinor
}

function meet(a: AmountRule, b: AmountRule): boolean {
  const share = (one: readonly string[] | undefined, two: readonly string[] | undefined) =>
    !one || !two || one.some((name) => two.includes(name))
  const before = (end: string | undefined, start: string | undefined) =>
    end !== undefined && start !== undefined && end < start
  return (
    share(a.tiers, b.tiers) &&
    share(a.locations, b.locations) &&
    !before(a.until, b.from) &&
    !before(b.until, a.from)
  )
}

/** What a rule gives back of the price, in percent. */
function backConcerns({ points }: ProgrammeDocument, rules: readonly Indexed[]): Concern[] {
  const worth = points?.worth
  if (!worth) return []
  return rules.flatMap(({ rule, index }): Concern[] => {
    const exact = (rule.give * worth.minor * 100) / (rule.perMinor * worth.points)
    const percent = Math.round(exact * 100) / 100
    const path = ['rules', index]
    if (exact > muchPercent) return [{ code: 'gives_back_much', path, params: { percent } }]
    return (rule.give * worth.minor * 200) % (rule.perMinor * worth.points) === 0
      ? []
      : [{ code: 'percent_not_round', path, params: { percent } }]
  })
}
