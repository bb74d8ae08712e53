export const en = {
  'link.mailed': 'It is also on its way by mail to: {email}',
  'link.again': 'Invite again',
  'link.again.of': 'Invite again: {name}',
  'link.back': 'Take the link back',
  'link.back.of': 'Take the link back: {name}',
  'link.back.done': 'The link no longer works: {name}',
  'link.until': 'invited; the link works until {when}',
  'link.over': 'invited, but no link works any more',
} as const
