import type { CardExpiry, ProgrammeDocument, StampCard } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import { changed, counted, fill, type Reading, type TapSentence, type TapWord, unitName } from './sentence.ts'

/** What stamps come to, and how long they keep: `After {10 stamps}: {a coffee on us}.` */
export function cardSentences(reading: Reading): TapSentence[] {
  return reading.document.stampCards.flatMap((card, index) => [
    ...card.prizes
      .map((prize, place) => ({ prize, place }))
      .sort((a, b) => b.prize.at - a.prize.at)
      .map(({ place }) => prizeSentence(reading, { card, index, place })),
    {
      id: `expiry ${card.id}`,
      icon: 'time' as const,
      pieces: fill(reading, 'expiry', {
        unit: nameWord(reading, card, index),
        time: expiryWord(reading, {
          path: `stampCards.${index}.expiry`,
          expiry: card.expiry,
          set: (expiry) => withCard(reading.document, index, { ...card, expiry }),
        }),
      }),
    },
  ])
}

interface Place {
  card: StampCard
  index: number
  place: number
}

export function withCard(document: ProgrammeDocument, index: number, card: StampCard): ProgrammeDocument {
  return { ...document, stampCards: changed(document.stampCards, index, card) }
}

function prizeSentence(reading: Reading, { card, index, place }: Place): TapSentence {
  const { document, say, language } = reading
  const prize = card.prizes[place]!
  const last = prize.at === card.size
  const path = `stampCards.${index}.prizes.${place}`
  const others = card.prizes.filter((_, at) => at !== place)
  const at: TapWord = {
    kind: 'number',
    path: `${path}.at`,
    label: say(last ? 'label.size' : 'label.at'),
    value: prize.at,
    // The last prize moves the end of the card; one on the way stays on the way.
    least: last ? Math.max(1, ...others.map((one) => one.at + 1)) : 1,
    most: last ? 100 : card.size - 1,
    shown: counted(reading, prize.at, { own: card.stamp, key: 'count.stamps' }),
    set: (value) =>
      withCard(document, index, {
        ...card,
        size: last ? value : card.size,
        prizes: changed(card.prizes, place, { ...prize, at: value }),
      }),
  }
  const name: TapWord = {
    kind: 'text',
    path: `${path}.name`,
    label: say('label.prize'),
    value: inLanguage(prize.name, language),
    shown: inLanguage(prize.name, language),
    set: (text) =>
      withCard(document, index, {
        ...card,
        prizes: changed(card.prizes, place, { ...prize, name: text }),
      }),
  }
  return {
    id: `prize ${card.id} ${place}`,
    icon: 'gift',
    prize: { card: index, index: place },
    pieces: fill(reading, last ? 'prize.last' : 'prize.way', { at, name }),
    ...(!last && { remove: () => withCard(document, index, { ...card, prizes: others }) }),
  }
}

/** What a stamp is called on this card. */
function nameWord(reading: Reading, card: StampCard, index: number): TapWord {
  const { document, say, language } = reading
  return {
    kind: 'text',
    path: `stampCards.${index}.stamp`,
    label: say('label.unit'),
    value: card.stamp === undefined ? say('stamps') : inLanguage(card.stamp, language),
    shown: unitName(reading, card.stamp, 'stamps'),
    set: (stamp) => withCard(document, index, { ...card, stamp }),
  }
}

const months = ['3', '6', '12', '18', '24', '36'] as const
const terms = ['never', ...months, 'thisYear', 'nextYear'] as const
type Term = (typeof terms)[number]

function termOf(expiry: CardExpiry): Term | 'own' {
  if (expiry.kind === 'never') return 'never'
  if (expiry.kind === 'months') return terms.find((term) => term === String(expiry.months)) ?? 'own'
  if (expiry.kind === 'endOfSeason' || expiry.month !== 12 || expiry.day !== 31) return 'own'
  if (expiry.yearsLater > 1) return 'own'
  return expiry.yearsLater === 0 ? 'thisYear' : 'nextYear'
}

function isMonths(term: Term): term is (typeof months)[number] {
  return Number(term) > 0
}

/** How long something keeps. What none of the usual terms says stays until another is chosen. */
export function expiryWord<Expiry extends CardExpiry>(
  { say }: Reading,
  word: { path: string; expiry: Expiry; set(expiry: CardExpiry): ProgrammeDocument },
): TapWord {
  const { path, expiry, set } = word
  const term = termOf(expiry)
  const named = (one: Term) =>
    isMonths(one) ? say('term.months', { count: Number(one) }) : say(`term.${one}`)
  const own = expiry.kind === 'months' ? say('term.months', { count: expiry.months }) : say('term.own')
  const graceDays = 'graceDays' in expiry ? expiry.graceDays : 0
  return {
    kind: 'choice',
    path,
    label: say('label.term'),
    value: term,
    shown: term === 'own' ? own : named(term),
    choices: [
      ...terms.map((value) => ({ value, label: named(value) })),
      ...(term === 'own' ? [{ value: 'own', label: own }] : []),
    ],
    set: (value) => set(value === 'own' ? expiry : expiryOf(value as Term, graceDays)),
  }
}

function expiryOf(term: Term, graceDays: number): CardExpiry {
  if (term === 'never') return { kind: 'never' }
  if (Number(term)) return { kind: 'months', months: Number(term), graceDays }
  return { kind: 'endOfYear', yearsLater: term === 'thisYear' ? 0 : 1, graceDays, month: 12, day: 31 }
}
