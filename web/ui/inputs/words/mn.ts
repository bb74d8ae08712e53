import type { en } from './en.ts'

export const mn: Record<keyof typeof en, string> = {
  optional: '(хоосон байж болно)',
  missing: 'Энд юм дутуу байна.',
  not_a_number: 'Бүхэл тоо бичнэ үү.',
  at_least: 'Хамгийн багадаа {least}.',
  at_most: 'Хамгийн ихдээ {most}.',
  not_money: 'Дүн бичнэ үү.',
  more_than_nothing: 'Тэгээс их тоо бичнэ үү.',
  in_language: 'Энэ хэлээр: {language}',
  other_languages: 'Бусад хэлээр',
  languages_said: '{count, plural, one {# хэлээр} other {# хэлээр}}',
}
