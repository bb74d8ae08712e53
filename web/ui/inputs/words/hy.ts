import type { en } from './en.ts'

export const hy: Record<keyof typeof en, string> = {
  optional: '(կարող է դատարկ մնալ)',
  missing: 'Այստեղ ինչ-որ բան պակասում է։',
  not_a_number: 'Գրեք ամբողջ թիվ։',
  at_least: 'Առնվազն {least}։',
  at_most: 'Առավելագույնը {most}։',
  not_money: 'Գրեք գումար։',
  more_than_nothing: 'Գրեք զրոյից մեծ թիվ։',
  in_language: 'Այս լեզվով՝ {language}',
  other_languages: 'Այլ լեզուներով',
  languages_said: '{count, plural, one {# լեզվով} other {# լեզվով}}',
}
