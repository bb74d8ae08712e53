/**
 * A programme as plain sentences whose words can be tapped and changed. Nothing here is told twice: a word knows what it
 * stands for in the document and what the document becomes when it is changed; the screen only shows it.
 */
import type { LocalText, ProgrammeDocument } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import type { Formats } from '../format.ts'
import type { Language, Say } from '../words.tsx'
import type { words } from './words/words.ts'

export type Key = keyof (typeof words)['en'] & string

/** Who reads it, whose money it is in, and what is done with the document. */
export interface Reading {
  document: ProgrammeDocument
  language: Language
  say: Say<Key>
  formats: Pick<Formats, 'money' | 'number' | 'weekday'>
}

/** A word of a sentence that can be tapped. `path` is its place in the document, where a fault about it is shown. */
export type TapWord<Changed = ProgrammeDocument> = { path: string; shown: string; label: string } & (
  | { kind: 'number'; value: number; least: number; most: number; set(value: number): Changed }
  | { kind: 'money'; value: number; set(amountMinor: number): Changed }
  | { kind: 'text'; value: string; set(text: string): Changed }
  | { kind: 'choice'; value: string; choices: Choice[]; set(value: string): Changed }
)

interface Choice {
  value: string
  label: string
}

export interface TapSentence {
  /** Stays the same while its words change. */
  id: string
  icon: 'earn' | 'gift' | 'join' | 'time' | 'money' | 'tier' | 'more'
  pieces: (string | TapWord)[]
  /** Without it the sentence belongs to the programme's bones. */
  remove?: () => ProgrammeDocument
  /** A drawing that stands for what is given, where the sentence gives something. */
  prize?: { card: number; index: number }
}

const MARK = '\u0001'

/** A sentence's pieces in the order in which the language says them: `say` is given marks in place of the words. */
export function piecesOf<Word>(
  say: (marks: Record<string, string>) => string,
  places: Record<string, Word>,
): (string | Word)[] {
  // Marked by numbers: letters would be accented where a layout is tried with stretched words.
  const names = Object.keys(places)
  const marked = Object.fromEntries(names.map((name, index) => [name, MARK + index + MARK]))
  return say(marked)
    .split(MARK)
    .map((piece, index) => (index % 2 === 1 ? places[names[Number(piece)]!]! : piece))
    .filter((piece) => piece !== '')
}

/** Fills a sentence of a programme with its words. */
export function fill({ say }: Reading, key: Key, places: Record<string, TapWord>): TapSentence['pieces'] {
  return piecesOf((marks) => say(key, marks), places)
}

/** `10 stamps`, in the shop's own word where it has one ("night|nights"). */
export function counted(
  { say, formats, language }: Reading,
  count: number,
  { own, key }: { own: LocalText | undefined; key: 'count.stamps' | 'count.points' },
): string {
  if (own === undefined) return say(key, { count })
  const [one = '', many = one] = inLanguage(own, language).split('|')
  return `${formats.number(count)} ${count === 1 ? one : many}`
}

/** What a card's stamps are called, several of them. */
export function unitName({ language, say }: Reading, own: LocalText | undefined, key: 'stamps' | 'points') {
  if (own === undefined) return say(key)
  const many = inLanguage(own, language).split('|').at(-1)!
  return many.charAt(0).toLocaleUpperCase(language) + many.slice(1)
}

/** A list with one of its items changed, or taken out where nothing takes its place. */
export function changed<Item>(list: readonly Item[], index: number, item: Item | null): Item[] {
  return list.flatMap((one, at) => (at === index ? (item === null ? [] : [item]) : [one]))
}
