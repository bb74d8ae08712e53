import type { Key } from './en.ts'

export const hy: Record<Key, string> = {
  'palette.open': 'Որոնում',
  'palette.type': 'Անուն, հեռախոս, էջ…',
  'palette.close': 'Փակել',
  'palette.people': 'Մարդիկ',
  'palette.screens': 'Անցնել',
  'palette.deeds': 'Անել',
  'palette.invite': 'Հրավիրել աշխատակից',
  'palette.key': 'Ստեղծել API բանալի',
  'palette.searching': 'Փնտրում եմ…',
  'palette.nothing': '«{typed}» անունով ոչ ոք և ոչինչ չկա։',
}
