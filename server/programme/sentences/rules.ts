import { compileProgramme } from '../award/compile.ts'
import { reasonOf } from '../award/why.ts'
import type { Filter, Multiplier, ProgrammeDocument, Rule } from '../document.ts'
import { inLanguage, type Language, type TextKey } from '../texts.ts'
import { filterWords, type Sentence, sentence, unitWord } from './sentence.ts'

export function ruleSentences(programme: ProgrammeDocument, language: Language): Sentence[] {
  return [
    ...programme.rules.flatMap((rule, index) => [
      ruleSentence(programme, rule, ['rules', index], language),
      ...conditionSentences(programme, rule, ['rules', index], language),
    ]),
    ...multiplierSentences(programme, language),
    ...programme.exclude.map((where, index) =>
      sentence(['exclude', index], 'exclude', { what: filterWords(where) }),
    ),
    ...programme.caps.map((cap, index) =>
      sentence(['caps', index], capKeys[cap.per], {
        max: cap.max,
        unit: unitWord(programme, cap.target, language),
      }),
    ),
  ]
}

const capKeys = {
  purchase: 'cap.purchase',
  day: 'cap.day',
  month: 'cap.month',
  lifetime: 'cap.lifetime',
} as const satisfies Record<string, TextKey>

function ruleSentence(
  programme: ProgrammeDocument,
  rule: Rule,
  path: Sentence['path'],
  language: Language,
): Sentence {
  const params = { give: rule.give, unit: unitWord(programme, rule.target, language) }
  const named = (where: Filter) => (rule.name ? inLanguage(rule.name, language) : filterWords(where))
  if (rule.kind === 'visit') return sentence(path, rule.oncePerDay ? 'rule.visit.day' : 'rule.visit', params)
  if (rule.kind === 'amount') {
    const { perMinor, where } = rule
    if (!where) return sentence(path, 'rule.amount', { ...params, perMinor })
    return sentence(path, 'rule.amount.where', { ...params, perMinor, what: named(where) })
  }
  const what = named(rule.where)
  if (rule.perQuantityMilli === 1_000) return sentence(path, 'rule.product', { ...params, what })
  return sentence(path, 'rule.product.quantity', { ...params, what, quantity: rule.perQuantityMilli / 1_000 })
}

function conditionSentences(
  programme: ProgrammeDocument,
  rule: Rule,
  path: Sentence['path'],
  language: Language,
): Sentence[] {
  const said = placeAndTime(programme, rule, path, language)
  if (rule.minTotalMinor)
    said.push(sentence([...path, 'minTotalMinor'], 'only.minimum', { minimumMinor: rule.minTotalMinor }))
  if (rule.budget)
    said.push(
      sentence([...path, 'budget'], 'only.budget', {
        budget: rule.budget,
        unit: unitWord(programme, rule.target, language),
      }),
    )
  return said
}

function placeAndTime(
  { tiers }: ProgrammeDocument,
  where: Pick<Rule, 'tiers' | 'locations' | 'from' | 'until'>,
  path: Sentence['path'],
  language: Language,
): Sentence[] {
  const said: Sentence[] = []
  if (where.tiers) {
    const names = where.tiers.map((id) => tiers?.levels.find((level) => level.id === id)?.name ?? id)
    const listed = names.map((name) => inLanguage(name, language)).join(', ')
    said.push(sentence([...path, 'tiers'], 'only.tiers', { tiers: listed }))
  }
  if (where.locations) said.push(sentence([...path, 'locations'], 'only.locations'))
  if (where.from) said.push(sentence([...path, 'from'], 'only.from', { fromDate: where.from }))
  if (where.until) said.push(sentence([...path, 'until'], 'only.until', { untilDate: where.until }))
  return said
}

/** "2 times as much: Tuesday", with the campaign's own name where it has one. */
function multiplierSentences(programme: ProgrammeDocument, language: Language): Sentence[] {
  const said = programme.multipliers.flatMap((multiplier, index) => {
    const path = ['multipliers', index]
    const what = multiplier.where
      ? [sentence([...path, 'where'], 'only.what', { what: filterWords(multiplier.where) })]
      : []
    return [
      sentence(path, 'multiplier', multiplierParams(multiplier, language)),
      ...what,
      ...placeAndTime(programme, multiplier, path, language),
    ]
  })
  // Tier multipliers are said with their tier, but meet these.
  const meeting = compileProgramme(programme).multipliers.length
  if (programme.multipliers.length > 0 && meeting > 1)
    said.push(
      sentence(
        ['multiplierPolicy'],
        programme.multiplierPolicy === 'best' ? 'multiplier.best' : 'multiplier.multiply',
      ),
    )
  return said
}

function multiplierParams(multiplier: Multiplier, language: Language): Sentence['params'] {
  const params: Record<string, string | number> = { times: multiplier.percent / 100 }
  params.reason = reasonOf(multiplier, params)
  if (multiplier.name !== undefined && params.reason === 'reason.campaign')
    params.reason = inLanguage(multiplier.name, language)
  return params
}
