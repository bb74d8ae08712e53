import type { Language } from '../platform/refusals.ts'
import { inLanguage, type LocalText, type ProgrammeDocument } from '../programme/programme.ts'

/** A name that the shop gave, in the reader's language where there is one. */
export function named(text: LocalText | null | undefined, language: Language): string | null {
  return text == null ? null : inLanguage(text, language)
}

export interface UnitWords {
  one: string
  many: string
}

/** `bean|beans`, as a shop writes what it counts. */
export function manyWords(said: string): UnitWords {
  const [one = said, many = one] = said.split('|')
  return { one, many }
}

/** What the shop calls a point; null where it is simply a point. */
export function pointWords({ points }: ProgrammeDocument, language: Language): UnitWords | null {
  const said = points ? inLanguage(points.name, language) : ''
  return said === '' || said.startsWith('word.') ? null : manyWords(said)
}

/** What the shop calls a stamp of a card; null where it is simply a stamp. */
export function stampWords(document: ProgrammeDocument, card: string, language: Language): UnitWords | null {
  const said = document.stampCards.find(({ id }) => id === card)?.stamp
  return said === undefined ? null : manyWords(inLanguage(said, language))
}
