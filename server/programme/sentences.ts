/** Says a programme: a plain sentence for everything a customer should know, each beside the field it comes from. */
import type { ProgrammeDocument } from './document.ts'
import { cardSentences } from './sentences/cards.ts'
import { pointsSentences, worthSentence } from './sentences/points.ts'
import { ruleSentences } from './sentences/rules.ts'
import { type Sentence, sentence, unitWord } from './sentences/sentence.ts'
import { tierSentences } from './sentences/tiers.ts'
import { inLanguage, type Language } from './texts.ts'

export type { Sentence } from './sentences/sentence.ts'
export { worthSentence }

/** The language only picks the shop's own names out of the document; `say` makes the words. */
export function programmeSentences(programme: ProgrammeDocument, language: Language): Sentence[] {
  return [
    ...ruleSentences(programme, language),
    ...pointsSentences(programme, language),
    ...cardSentences(programme, language),
    ...tierSentences(programme, language),
    ...joiningSentences(programme, language),
  ]
}

function joiningSentences(programme: ProgrammeDocument, language: Language): Sentence[] {
  const { joining } = programme
  if (!joining) return []
  const said: Sentence[] = []
  const say = (field: string, ...rest: [Parameters<typeof sentence>[1], Sentence['params']]) => {
    said.push(sentence(['joining', field], ...rest))
  }
  if (joining.points)
    say('points', 'joining.points', {
      points: joining.points,
      unit: unitWord(programme, 'points', language),
    })
  if (joining.stamps) {
    const { card, count } = joining.stamps
    const name = programme.stampCards.find(({ id }) => id === card)?.name ?? card
    const unit = unitWord(programme, { card }, language)
    say('stamps', 'joining.stamps', { count, unit, card: inLanguage(name, language) })
  }
  if (joining.rewardId !== undefined) say('rewardId', 'joining.reward', {})
  if (joining.note !== undefined) say('note', 'joining.note', { note: inLanguage(joining.note, language) })
  return said
}
