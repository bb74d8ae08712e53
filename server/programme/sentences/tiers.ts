import type { Benefit, ProgrammeDocument, TierLevel, Tiers } from '../document.ts'
import { inLanguage, type Language, type TextKey } from '../texts.ts'
import { type Sentence, sentence, unitWord } from './sentence.ts'

const tierKeys = {
  spend: 'tier.spend',
  points: 'tier.points',
  visits: 'tier.visits',
  tenureMonths: 'tier.tenureMonths',
} as const satisfies Record<Tiers['by'], TextKey>

export function tierSentences(programme: ProgrammeDocument, language: Language): Sentence[] {
  const { tiers } = programme
  if (!tiers) return []
  const unit = unitWord(programme, 'points', language)
  const said = tiers.levels.flatMap((level, index) => {
    const path = ['tiers', 'levels', index]
    const tier = inLanguage(level.name, language)
    return [
      levelSentence(tiers, level, path, { tier, unit }),
      ...level.benefits.map((benefit, place) =>
        benefitSentence(benefit, tier, [...path, 'benefits', place], language),
      ),
    ]
  })
  said.push(...holdSentences(tiers))
  if (tiers.graceDays > 0 && tiers.window.kind !== 'lifetime')
    said.push(sentence(['tiers', 'graceDays'], 'tier.grace', { days: tiers.graceDays }))
  return said
}

function levelSentence(
  { by, window }: Tiers,
  { from }: TierLevel,
  path: Sentence['path'],
  named: { tier: string; unit: string },
): Sentence {
  if (from === 0) return sentence(path, 'tier.start', named)
  const params: Record<string, string | number> = { ...named, from, window: '' }
  if (by === 'spend') params.fromMinor = from
  if (window.kind === 'calendarYear') params.window = 'window.calendarYear'
  if (window.kind === 'rolling') {
    params.window = 'window.rolling'
    params.months = window.months
  }
  return sentence(path, tierKeys[by], params)
}

/** Over a lifetime nothing is lost, so there is nothing to hold. */
function holdSentences({ hold, window }: Tiers): Sentence[] {
  const path = ['tiers', 'hold']
  if (hold.kind === 'none' || window.kind === 'lifetime') return []
  if (hold.kind === 'months') return [sentence(path, 'tier.hold.months', { months: hold.months })]
  if (hold.yearsLater === 0) return [sentence(path, 'tier.hold.thisYear')]
  if (hold.yearsLater === 1) return [sentence(path, 'tier.hold.nextYear')]
  return [sentence(path, 'tier.hold.laterYear', { years: hold.yearsLater })]
}

function benefitSentence(
  benefit: Benefit,
  tier: string,
  path: Sentence['path'],
  language: Language,
): Sentence {
  switch (benefit.kind) {
    case 'multiplier':
      return sentence(path, 'benefit.multiplier', { tier, times: benefit.percent / 100 })
    case 'freeDelivery':
      return benefit.fromMinor
        ? sentence(path, 'benefit.freeDelivery.from', { tier, fromMinor: benefit.fromMinor })
        : sentence(path, 'benefit.freeDelivery', { tier })
    case 'deliveryFee':
      return sentence(path, 'benefit.deliveryFee', { tier, feeMinor: benefit.feeMinor })
    case 'minimumOrder':
      return sentence(path, 'benefit.minimumOrder', { tier, minimumMinor: benefit.minor })
    case 'earlyAccess':
      return sentence(path, 'benefit.earlyAccess', { tier, hours: benefit.hours })
    case 'serviceLine':
      return sentence(path, 'benefit.serviceLine', { tier, contact: inLanguage(benefit.contact, language) })
    case 'birthdayGift':
      return sentence(path, 'benefit.birthdayGift', { tier, gift: inLanguage(benefit.gift, language) })
    case 'text':
      return sentence(path, 'benefit.text', { tier, text: inLanguage(benefit.text, language) })
  }
}
