import { type Language, languages } from '../platform/refusals.ts'

/** The first of ours among several wishes, each a tag or a whole Accept-Language. */
export function firstOfOurs(...wishes: (string | null | undefined)[]): Language | undefined {
  for (const part of wishes.flatMap((wish) => (wish ?? '').split(',').slice(0, 20))) {
    const tag = part.trim().slice(0, 2).toLowerCase()
    const known = languages.find((language) => language === tag)
    if (known) return known
  }
  return undefined
}
