import type { ProgrammeDocument, Rule } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import { changed, counted, fill, type Reading, type TapSentence, type TapWord } from './sentence.ts'

/** What earns: `{Every visit} earns {1 stamp}.` */
export function ruleSentences(reading: Reading): TapSentence[] {
  return reading.document.rules.map((rule, index) => ({
    id: `rule ${rule.id}`,
    icon: 'earn',
    pieces: fill(reading, placeOf(rule), {
      what: whatWord(reading, rule, index),
      give: giveWord(reading, rule, index),
      ...(rule.kind === 'visit' ? {} : { which: whichWord(reading, rule, index) }),
    }),
    ...(reading.document.rules.length > 1 && {
      remove: () => withRule(reading.document, index, null),
    }),
  }))
}

function placeOf(rule: Rule) {
  if (rule.kind === 'visit') return 'rule.visit' as const
  return rule.kind === 'amount' ? ('rule.amount' as const) : ('rule.product' as const)
}

function withRule(document: ProgrammeDocument, index: number, rule: Rule | null): ProgrammeDocument {
  return { ...document, rules: changed(document.rules, index, rule) }
}

const kinds = ['visit', 'day', 'amount', 'product'] as const
type Kind = (typeof kinds)[number]

function whatWord(reading: Reading, rule: Rule, index: number): TapWord {
  const { document, say } = reading
  const kind: Kind = rule.kind === 'visit' && rule.oncePerDay ? 'day' : rule.kind
  return {
    kind: 'choice',
    path: `rules.${index}.kind`,
    label: say('label.what'),
    value: kind,
    shown: say(`what.${kind}`),
    choices: kinds.map((value) => ({ value, label: say(`what.${value}.long`) })),
    set: (value) => withRule(document, index, ruleOf(reading, rule, value as Kind)),
  }
}

/** The same rule, earning by something else: what both kinds know stays. */
function ruleOf({ document, say }: Reading, rule: Rule, kind: Kind): Rule {
  const { id, give, target, name, minTotalMinor, from, until, tiers, locations, budget } = rule
  const kept = Object.fromEntries(
    Object.entries({ name, minTotalMinor, from, until, tiers, locations, budget }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  const base = { id, give, target, ...kept }
  if (kind === 'visit' || kind === 'day') return { ...base, kind: 'visit', oncePerDay: kind === 'day' }
  if (kind === 'amount') return { ...base, kind, perMinor: usualStepMinor(document) }
  const where = rule.kind === 'product' ? rule.where : { categories: [say('some.product')] }
  return { ...base, kind, where, perQuantityMilli: 1_000 }
}

/** What a step of money was before, or a thousand of the smallest coin: she taps it next. */
function usualStepMinor({ rules }: ProgrammeDocument): number {
  return rules.find((rule) => rule.kind === 'amount')?.perMinor ?? 1_000
}

function giveWord(reading: Reading, rule: Rule, index: number): TapWord {
  const { document, say } = reading
  return {
    kind: 'number',
    path: `rules.${index}.give`,
    label: say('label.give'),
    value: rule.give,
    least: 1,
    most: 1_000_000,
    shown: targetCount(reading, rule.target, rule.give),
    set: (give) => withRule(document, index, { ...rule, give }),
  }
}

/** `3 stamps` or `3 points`, as what a rule or a gift is counted in. */
export function targetCount(reading: Reading, target: Rule['target'], count: number): string {
  const { points, stampCards } = reading.document
  if (target === 'points') return counted(reading, count, { own: points?.name, key: 'count.points' })
  const own = stampCards.find(({ id }) => id === target.card)?.stamp
  return counted(reading, count, { own, key: 'count.stamps' })
}

type Measured = Exclude<Rule, { kind: 'visit' }>

function whichWord(reading: Reading, rule: Measured, index: number): TapWord {
  const { document, say, formats, language } = reading
  if (rule.kind === 'amount') {
    return {
      kind: 'money',
      path: `rules.${index}.perMinor`,
      label: say('label.per'),
      value: rule.perMinor,
      shown: formats.money(rule.perMinor),
      set: (perMinor) => withRule(document, index, { ...rule, perMinor }),
    }
  }
  const names = (rule.where.categories ?? rule.where.brands ?? rule.where.skus ?? []).join(', ')
  return {
    kind: 'text',
    path: `rules.${index}.where`,
    label: say('label.which'),
    value: names,
    shown: rule.name === undefined ? names : inLanguage(rule.name, language),
    set(text) {
      const categories = text
        .split(/[,;]/)
        .map((name) => name.trim())
        .filter(Boolean)
      const { name: _, ...unnamed } = rule
      return withRule(document, index, { ...unnamed, where: { categories } })
    },
  }
}
