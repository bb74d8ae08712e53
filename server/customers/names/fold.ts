import { inLatin, plainLetters, soundOf } from './script.ts'

const WORD_LETTERS = 32
const WORDS = 12

// Forms of address are no names: they would make every doctor alike.
const titles = new Set(['dr', 'ifj', 'id', 'ozv', 'prof', 'mr', 'mrs', 'ms', 'др', 'проф'])

/** The words of a name without marks, in their own letters: what a person compares. At most 12. */
export function plainWords(name: string): string[] {
  const words = plainLetters(name)
    // O’Brien and T‘oros are one word, whatever the apostrophe.
    .replace(/['’‘ʼ`´ʻ՚]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !titles.has(word))
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, WORDS)
}

/**
 * Under which folded words a plain word is found: one, or two where Latin writers are of two minds (ё as e or yo,
 * Mongolian ө as o or u). `original` still has its marks, since ё and е differ by nothing else.
 */
export function foldWord(word: string): string[] {
  const usual = soundOf(inLatin(plainLetters(word)))
  const other = soundOf(inLatin(plainLetters(word.toLowerCase().replaceAll('ё', 'io').replaceAll('ө', 'u'))))
  return [...new Set([usual, other])].filter((key) => key !== '').map((key) => key.slice(0, WORD_LETTERS))
}

/** All folded words by which names are found: hyphenated ones in parts and joined. */
export function foldedWords(names: readonly (string | null | undefined)[]): string[] {
  const words = names.filter((name) => typeof name === 'string').flatMap(wordsOf)
  return [...new Set(words.flatMap(foldWord))].slice(0, WORDS * 2)
}

/** The folded words of one name in alphabetical order, so that both orders of a name and all its writings are alike. */
export function nameKey(names: readonly (string | null | undefined)[]): string | null {
  const words = names.filter((name) => typeof name === 'string').flatMap((name) => plainWords(name))
  const keys = [...new Set(words.flatMap((word) => foldWord(word)[0] ?? []))]
  return keys.length > 0 ? keys.sort().join(' ').slice(0, 100) : null
}

/** The words as they are written, with their marks, and hyphenated words joined as well. */
function wordsOf(name: string): string[] {
  const text = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’‘ʼ`´ʻ՚]/g, '')
  const parts = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((part) => part !== '')
  const joined = text.split(/[^\p{L}\p{N}\p{M}\-‐‑]+/u).filter((part) => /\p{L}[-‐‑]\p{L}/u.test(part))
  const telling = parts.filter((part) => !titles.has(plainLetters(part)))
  const words = [
    ...(telling.length > 0 ? telling : parts),
    ...joined.map((part) => part.replace(/[-‐‑]/g, '')),
  ]
  return words.slice(0, WORDS)
}
