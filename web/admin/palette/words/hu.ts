import type { Key } from './en.ts'

export const hu: Record<Key, string> = {
  'palette.open': 'Keresés',
  'palette.type': 'Név, telefon, képernyő…',
  'palette.close': 'Bezárás',
  'palette.people': 'Emberek',
  'palette.screens': 'Ugrás ide',
  'palette.deeds': 'Teendők',
  'palette.invite': 'Munkatárs meghívása',
  'palette.key': 'API-kulcs készítése',
  'palette.searching': 'Keresem…',
  'palette.nothing': 'Nincs se vendég, se képernyő ilyen néven: „{typed}”.',
}
