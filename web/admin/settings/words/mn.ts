import type { Key } from './en.ts'

export const mn: Record<Key, string> = {
  'settings.title': 'Тохиргоо',
  'settings.staff': 'Ажилтнууд',
  'settings.staff.lead': 'Хэн ажилладаг, юу хийж чадах, кассын PIN.',
  'settings.keys': 'API түлхүүрүүд',
  'settings.keys.lead': 'Онлайн дэлгүүр, касс Regulars-тай түлхүүрээр харилцана.',
  'settings.me': 'Та',
  'settings.me.lead': 'Таны хэл, нууц үг, нэвтрэх түлхүүр, хаана нэвтэрсэн.',
}
