import type { Word } from '../words/words.ts'

/** How one field of a thing is asked for. `key` leads to it from the thing, `scopes.tiers` fashion. */
export type Field = { key: string; word: Word; optional?: boolean } & (
  | { kind: 'number'; least: number; most: number; unit?: Word }
  /** Kept as whole parts, asked for as people say it: 150 hundredths are 1.5 times. */
  | { kind: 'parts'; per: 100 | 1_000; least: number; most: number }
  | { kind: 'money' | 'words' | 'date' | 'time' | 'names' | 'weekdays' | 'yesno' | 'picture' }
  | { kind: 'tiers' | 'locations' | 'rules' | 'reward' | 'target' | 'card' }
  | { kind: 'choice'; options: [value: string, word: Word][] }
  /** A choice of shapes: choosing one puts the whole of it in place. */
  | { kind: 'shape'; shapes: [word: Word, is: (value: unknown) => boolean, value: unknown][] }
  | { kind: 'list'; addWord: Word; fresh: (list: unknown[]) => unknown; fields: (item: never) => Field[] }
)

export const number = (key: string, word: Word, least = 1, most = 1_000_000, optional = false): Field => ({
  ...{ kind: 'number', key, word, least, most, optional },
})
export const times: Field = {
  kind: 'parts',
  key: 'percent',
  word: 'times',
  per: 100,
  least: 101,
  most: 1_000,
}
export const money = (key: string, word: Word, optional = false): Field => ({
  kind: 'money',
  key,
  word,
  optional,
})
export const kindIs = (kind: string) => (value: unknown) => (value as { kind?: string } | null)?.kind === kind
