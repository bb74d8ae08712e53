import type { Saying } from '../award.ts'
import type { CardExpiry, Filter, ProgrammeDocument, Target } from '../document.ts'
import { inLanguage, type Language, type TextKey } from '../texts.ts'

/** A sentence with the place in the document it speaks of. */
export type Sentence = Saying & { path: (string | number)[] }

export function sentence(path: Sentence['path'], key: TextKey, params: Sentence['params'] = {}): Sentence {
  return { path, key, params }
}

/** What the shop calls the points, or the stamps of a card. */
export function unitWord(programme: ProgrammeDocument, target: Target, language: Language): string {
  if (target === 'points')
    return programme.points ? inLanguage(programme.points.name, language) : 'word.point'
  const stamp = programme.stampCards.find(({ id }) => id === target.card)?.stamp
  return stamp === undefined ? 'word.stamp' : inLanguage(stamp, language)
}

/** A filter as people read it: "coffee, tea; Bialetti". */
export function filterWords(where: Filter): string {
  return [where.categories, where.brands, where.skus]
    .filter((names) => names !== undefined)
    .map((names) => names.join(', '))
    .join('; ')
}

export function expirySentences(path: Sentence['path'], expiry: CardExpiry, unit: string): Sentence[] {
  if (expiry.kind === 'never') return [sentence(path, 'expiry.never', { unit })]
  const grace =
    expiry.graceDays > 0 ? [sentence([...path, 'graceDays'], 'expiry.grace', { days: expiry.graceDays })] : []
  if (expiry.kind === 'months')
    return [sentence(path, 'expiry.months', { unit, months: expiry.months }), ...grace]
  if (expiry.kind === 'endOfSeason') return [sentence(path, 'expiry.season', { unit }), ...grace]
  const two = (value: number) => String(value).padStart(2, '0')
  const lastDay = `${two(expiry.month)}-${two(expiry.day)}`
  const years = expiry.yearsLater
  if (lastDay === '12-31' && years === 0) return [sentence(path, 'expiry.thisYear', { unit }), ...grace]
  if (lastDay === '12-31' && years === 1) return [sentence(path, 'expiry.nextYear', { unit }), ...grace]
  const said =
    years === 0
      ? sentence(path, 'expiry.yearEnd', { unit, lastDay })
      : sentence(path, 'expiry.yearEndLater', { unit, lastDay, years })
  return [said, ...grace]
}
