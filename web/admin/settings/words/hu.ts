import type { Key } from './en.ts'

export const hu: Record<Key, string> = {
  'settings.title': 'Beállítások',
  'settings.staff': 'Csapat',
  'settings.staff.lead': 'Kik dolgoznak itt, mit tehetnek, mi a PIN-jük a pultnál.',
  'settings.keys': 'API-kulcsok',
  'settings.keys.lead': 'A webshop vagy a pénztár kulccsal beszél a Regularsszal.',
  'settings.me': 'Te',
  'settings.me.lead': 'A nyelved, a jelszavad, a belépőkulcsaid, és hol vagy belépve.',
}
