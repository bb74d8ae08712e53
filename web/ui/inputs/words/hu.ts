import type { en } from './en.ts'

export const hu: Record<keyof typeof en, string> = {
  optional: '(üresen maradhat)',
  missing: 'Itt hiányzik valami.',
  not_a_number: 'Írj ide egész számot.',
  at_least: 'Legalább {least}.',
  at_most: 'Legfeljebb {most}.',
  not_money: 'Írj ide egy összeget.',
  more_than_nothing: 'Nullánál többet írj.',
  in_language: 'Ezen a nyelven: {language}',
  other_languages: 'Más nyelveken is',
  languages_said: '{count, plural, one {# nyelven} other {# nyelven}}',
}
