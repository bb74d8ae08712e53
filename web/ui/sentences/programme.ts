import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import { cardSentences, withCard } from './cards.ts'
import { joiningSentences, multiplierSentences, tierSentences } from './others.ts'
import { pointsSentences } from './points.ts'
import { ruleSentences } from './rules.ts'
import type { Key, Reading, TapSentence } from './sentence.ts'

export type { Reading, TapSentence, TapWord } from './sentence.ts'

/** A programme in the sentences that its owner can change by tapping, in the order in which one tells it. */
export function tapSentences(reading: Reading): TapSentence[] {
  return [
    ...ruleSentences(reading),
    ...multiplierSentences(reading),
    ...pointsSentences(reading).filter(({ id }) => id === 'worth'),
    ...cardSentences(reading).filter(({ icon }) => icon === 'gift'),
    ...tierSentences(reading),
    ...joiningSentences(reading),
    ...pointsSentences(reading).filter(({ id }) => id !== 'worth'),
    ...cardSentences(reading).filter(({ icon }) => icon === 'time'),
  ]
}

export interface Addition {
  key: Key
  add(): ProgrammeDocument
}

/** The sentences that could still be said, each with what the programme becomes. */
export function additions(reading: Reading): Addition[] {
  const { document } = reading
  return [
    prizeAddition(reading),
    joiningAddition(document),
    spendAddition(document),
    dayAddition(document),
  ].filter((one) => one !== undefined)
}

function prizeAddition({ document, say }: Reading): Addition | undefined {
  const index = document.stampCards.findIndex(({ size, prizes }) => prizes.length < Math.min(size, 50))
  const card = document.stampCards[index]
  if (!card) return undefined
  const free = (at: number) => at > 0 && at < card.size && card.prizes.every((prize) => prize.at !== at)
  const middle = Math.round(card.size / 2)
  const at = [middle, ...Array.from({ length: card.size }, (_, place) => place + 1)].find(free)
  if (at === undefined) return undefined
  const prizes = [...card.prizes, { at, name: say('some.prize') }].sort((a, b) => a.at - b.at)
  return { key: 'add.prize', add: () => withCard(document, index, { ...card, prizes }) }
}

function joiningAddition(document: ProgrammeDocument): Addition | undefined {
  const card = document.stampCards[0]
  if (document.joining?.points || document.joining?.stamps) return undefined
  const gift = card ? { stamps: { card: card.id, count: 1 } } : document.points ? { points: 100 } : null
  if (!gift) return undefined
  return { key: 'add.joining', add: () => ({ ...document, joining: { ...document.joining, ...gift } }) }
}

function spendAddition(document: ProgrammeDocument): Addition | undefined {
  const { points } = document
  if (!points || points.spend || !points.worth) return undefined
  const { worth } = points
  const spend = { ...worth, minPoints: worth.points, stepPoints: worth.points }
  return { key: 'add.spend', add: () => ({ ...document, points: { ...points, spend } }) }
}

function dayAddition(document: ProgrammeDocument): Addition | undefined {
  if (document.rules.length === 0 || document.multipliers.length > 0) return undefined
  // Stamps are multiplied only by a rule that is named.
  const rules = document.rules.map(({ id }) => id)
  const onlyPoints = document.rules.every(({ target }) => target === 'points')
  const day = { id: 'day', percent: 200, days: [2], ...(!onlyPoints && { rules }) }
  return { key: 'add.day', add: () => ({ ...document, multipliers: [day] }) }
}
