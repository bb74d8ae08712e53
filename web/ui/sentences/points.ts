import type { PointsTerms, ProgrammeDocument } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import { expiryWord } from './cards.ts'
import { counted, fill, type Reading, type TapSentence, type TapWord, unitName } from './sentence.ts'

/** What points are worth, when they can be spent and how long they keep. */
export function pointsSentences(reading: Reading): TapSentence[] {
  const { document } = reading
  const { points } = document
  if (!points) return []
  const said: TapSentence[] = []
  const spend = worthSentence(reading, points)
  if (spend) said.push(spend)
  if (points.pendingDays !== 'confirmed')
    said.push({
      id: 'pending',
      icon: 'time',
      pieces: fill(reading, 'pending', { time: pendingWord(reading, points) }),
    })
  said.push({
    id: 'expiry points',
    icon: 'time',
    pieces: fill(reading, 'expiry', {
      unit: {
        kind: 'text',
        path: 'points.name',
        label: reading.say('label.unit'),
        value: inLanguage(points.name, reading.language),
        shown: unitName(reading, points.name, 'points'),
        set: (name) => withPoints(document, { ...points, name }),
      },
      time: expiryWord(reading, {
        path: 'points.expiry',
        expiry: points.expiry,
        // Points know no season: the terms to choose from have none either.
        set: (expiry) =>
          expiry.kind === 'endOfSeason' ? document : withPoints(document, { ...points, expiry }),
      }),
    }),
  })
  return said
}

function withPoints(document: ProgrammeDocument, points: PointsTerms): ProgrammeDocument {
  return { ...document, points }
}

function worthSentence(reading: Reading, points: PointsTerms): TapSentence | undefined {
  const { document, say, formats } = reading
  const { spend, worth } = points
  const rate = spend ?? worth
  if (!rate) return undefined
  // What points are worth and what they take off are one promise: both are changed by one word.
  const withRate = (change: { points?: number; minor?: number }) =>
    withPoints(document, {
      ...points,
      worth: { points: rate.points, minor: rate.minor, ...change },
      spend: spend && {
        ...spend,
        ...change,
        ...(change.points && spend.minPoints && { minPoints: change.points }),
        ...(change.points && spend.stepPoints && { stepPoints: change.points }),
      },
    })
  const many: TapWord = {
    kind: 'number',
    path: `points.${spend ? 'spend' : 'worth'}.points`,
    label: say('label.points'),
    value: rate.points,
    least: 1,
    most: 1_000_000,
    shown: counted(reading, rate.points, { own: points.name, key: 'count.points' }),
    set: (value) => withRate({ points: value }),
  }
  const money: TapWord = {
    kind: 'money',
    path: `points.${spend ? 'spend' : 'worth'}.minor`,
    label: say('label.worth'),
    value: rate.minor,
    shown: formats.money(rate.minor),
    set: (minor) => withRate({ minor }),
  }
  return {
    id: 'worth',
    icon: 'money',
    pieces: fill(reading, spend ? 'spend' : 'worth', { points: many, money }),
    ...(spend && { remove: () => withPoints(document, { ...points, spend: null }) }),
  }
}

const waits = [0, 7, 14, 30] as const

function pendingWord({ document, say }: Reading, points: PointsTerms): TapWord {
  const named = (days: number) => (days === 0 ? say('pending.none') : say('pending.days', { count: days }))
  const now = Number(points.pendingDays)
  return {
    kind: 'choice',
    path: 'points.pendingDays',
    label: say('label.pending'),
    value: String(now),
    shown: named(now),
    choices: [...new Set([...waits, now])].map((days) => ({ value: String(days), label: named(days) })),
    set: (value) => withPoints(document, { ...points, pendingDays: Number(value) }),
  }
}
