import type {
  Joining,
  Multiplier,
  ProgrammeDocument,
  TierLevel,
  Tiers,
} from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import { targetCount } from './rules.ts'
import { changed, fill, type Reading, type TapSentence, type TapWord } from './sentence.ts'

/** The joining gift: `Whoever joins gets at once: {1 stamp}.` */
export function joiningSentences(reading: Reading): TapSentence[] {
  const { document, say } = reading
  const { joining } = document
  if (!joining) return []
  const said: TapSentence[] = []
  const keep = (rest: Joining) => (Object.keys(rest).length === 0 ? null : rest)
  const sentence = (part: 'points' | 'stamps', give: TapWord) => {
    const { [part]: _, ...rest } = joining
    said.push({
      id: `joining ${part}`,
      icon: 'join',
      pieces: fill(reading, 'joining', { give }),
      remove: () => ({ ...document, joining: keep(rest) }),
    })
  }
  const word = { kind: 'number', label: say('label.joining'), least: 1, most: 1_000_000 } as const
  const { points, stamps } = joining
  if (points)
    sentence('points', {
      ...word,
      path: 'joining.points',
      value: points,
      shown: targetCount(reading, 'points', points),
      set: (value: number) => ({ ...document, joining: { ...joining, points: value } }),
    })
  if (stamps)
    sentence('stamps', {
      ...word,
      most: document.stampCards.find(({ id }) => id === stamps.card)?.size ?? word.most,
      path: 'joining.stamps.count',
      value: stamps.count,
      shown: targetCount(reading, { card: stamps.card }, stamps.count),
      set: (count: number) => ({ ...document, joining: { ...joining, stamps: { ...stamps, count } } }),
    })
  return said
}

/** Days that count more: `On {Tuesday} everything counts {double}.` Those with other conditions are said elsewhere. */
export function multiplierSentences(reading: Reading): TapSentence[] {
  const { document, say, formats } = reading
  return document.multipliers.flatMap((multiplier, index): TapSentence[] => {
    const { days, percent } = multiplier
    if (days?.length !== 1 || !onlyDays(multiplier)) return []
    const set = (change: Partial<Multiplier>) => withMultiplier(document, index, { ...multiplier, ...change })
    const times = [150, 200, 300]
    const named = (value: number) => say('times', { times: formats.number(value / 100) })
    return [
      {
        id: `multiplier ${multiplier.id}`,
        icon: 'more',
        pieces: fill(reading, 'multiplier', {
          day: {
            kind: 'choice',
            path: `multipliers.${index}.days`,
            label: say('label.day'),
            value: String(days[0]),
            shown: formats.weekday(days[0]! - 1),
            choices: [1, 2, 3, 4, 5, 6, 7].map((day) => ({
              value: String(day),
              label: formats.weekday(day - 1),
            })),
            set: (value) => set({ days: [Number(value)] }),
          },
          times: {
            kind: 'choice',
            path: `multipliers.${index}.percent`,
            label: say('label.times'),
            value: String(percent),
            shown: named(percent),
            choices: [...new Set([...times, percent])].map((one) => ({
              value: String(one),
              label: named(one),
            })),
            set: (value) => set({ percent: Number(value) }),
          },
        }),
        remove: () => withMultiplier(document, index, null),
      },
    ]
  })
}

function withMultiplier(
  document: ProgrammeDocument,
  index: number,
  one: Multiplier | null,
): ProgrammeDocument {
  return { ...document, multipliers: changed(document.multipliers, index, one) }
}

function onlyDays({ hours, locations, tiers, from, until, where }: Multiplier): boolean {
  return [hours, locations, tiers, from, until, where].every((condition) => condition === undefined)
}

/** Levels that one rises to: `{Silver}: from {250 000 Ft}.` The first, where everybody starts, is not said. */
export function tierSentences(reading: Reading): TapSentence[] {
  const { document, say, language } = reading
  const { tiers } = document
  if (!tiers) return []
  return tiers.levels.flatMap((level, index): TapSentence[] => {
    if (level.from === 0) return []
    const set = (change: Partial<TierLevel>) => withLevel(document, tiers, index, { ...level, ...change })
    const name: TapWord = {
      kind: 'text',
      path: `tiers.levels.${index}.name`,
      label: say('label.tier'),
      value: inLanguage(level.name, language),
      shown: inLanguage(level.name, language),
      set: (text) => set({ name: text }),
    }
    const from = thresholdWord(reading, { tiers, index, set: (value) => set({ from: value }) })
    return [
      { id: `tier ${level.id}`, icon: 'tier', pieces: fill(reading, `tier.${tiers.by}`, { name, from }) },
    ]
  })
}

function withLevel(
  document: ProgrammeDocument,
  tiers: Tiers,
  index: number,
  level: TierLevel,
): ProgrammeDocument {
  return { ...document, tiers: { ...tiers, levels: changed(tiers.levels, index, level) } }
}

function thresholdWord(
  reading: Reading,
  { tiers, index, set }: { tiers: Tiers; index: number; set(value: number): ProgrammeDocument },
): TapWord {
  const { say, formats } = reading
  const { from } = tiers.levels[index]!
  const word = { path: `tiers.levels.${index}.from`, label: say('label.from'), value: from, set }
  if (tiers.by === 'spend') return { ...word, kind: 'money', shown: formats.money(from) }
  const shown =
    tiers.by === 'points' ? targetCount(reading, 'points', from) : say(`count.${tiers.by}`, { count: from })
  const least = (tiers.levels[index - 1]?.from ?? 0) + 1
  return { ...word, kind: 'number', shown, least, most: (tiers.levels[index + 1]?.from ?? 1_000_001) - 1 }
}
