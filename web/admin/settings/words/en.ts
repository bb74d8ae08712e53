export const en = {
  'settings.title': 'Settings',
  'settings.staff': 'Staff',
  'settings.staff.lead': 'Who works here, what they may do, their PIN at the till.',
  'settings.keys': 'API keys',
  'settings.keys.lead': 'A web shop or a till talks to Regulars with a key.',
  'settings.me': 'You',
  'settings.me.lead': 'Your language, password, passkeys and where you are signed in.',
} as const

export type Key = keyof typeof en
