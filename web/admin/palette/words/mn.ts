import type { Key } from './en.ts'

export const mn: Record<Key, string> = {
  'palette.open': 'Хүн хайх',
  'palette.type': 'Нэр, утас, хуудас…',
  'palette.close': 'Хаах',
  'palette.people': 'Хүмүүс',
  'palette.screens': 'Очих',
  'palette.deeds': 'Хийх',
  'palette.invite': 'Ажилтан урих',
  'palette.key': 'API түлхүүр үүсгэх',
  'palette.searching': 'Хайж байна…',
  'palette.nothing': '«{typed}» гэсэн хүн, хуудас алга.',
}
