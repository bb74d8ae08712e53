export const en = {
  'palette.open': 'Find anyone',
  'palette.type': 'A name, a phone, a screen…',
  'palette.close': 'Close',
  'palette.people': 'People',
  'palette.screens': 'Go to',
  'palette.deeds': 'Do',
  'palette.invite': 'Invite somebody to the team',
  'palette.key': 'Make an API key',
  'palette.searching': 'Looking…',
  'palette.nothing': 'Nobody and nothing is called “{typed}”.',
} as const

export type Key = keyof typeof en
