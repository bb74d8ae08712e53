import type { en } from './en.ts'

export const hu: Record<keyof typeof en, string> = {
  'link.mailed': 'Levélben is elindult ide: {email}',
  'link.again': 'Meghívom újra',
  'link.again.of': 'Meghívom újra: {name}',
  'link.back': 'Visszavonom a linket',
  'link.back.of': 'Visszavonom a linket: {name}',
  'link.back.done': 'A link már nem működik: {name}',
  'link.until': 'meghívva; a link eddig működik: {when}',
  'link.over': 'meghívva, de a link már nem működik',
}
