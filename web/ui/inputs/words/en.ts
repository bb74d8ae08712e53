export const en = {
  optional: '(may be left empty)',
  missing: 'Something is missing here.',
  not_a_number: 'Write a whole number.',
  at_least: 'At least {least}.',
  at_most: 'At most {most}.',
  not_money: 'Write an amount.',
  more_than_nothing: 'Write more than nothing.',
  in_language: 'In this language: {language}',
  other_languages: 'Other languages',
  languages_said: '{count, plural, one {In # language} other {In # languages}}',
}
