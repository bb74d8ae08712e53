import { type IconHome, IconKey, IconUser, IconUsersGroup } from '@tabler/icons-react'
import type { words } from './words/words.ts'

/** One page of the settings. It stands here once it works, and only who may go there sees it. */
export interface Section {
  to: string
  word: keyof (typeof words)['en']
  /** What it is for, in a line. */
  lead: keyof (typeof words)['en']
  Icon: typeof IconHome
  scope?: string
}

export const sections: Section[] = [
  {
    to: '/settings/staff',
    word: 'settings.staff',
    lead: 'settings.staff.lead',
    Icon: IconUsersGroup,
    scope: 'staff:read',
  },
  {
    to: '/settings/keys',
    word: 'settings.keys',
    lead: 'settings.keys.lead',
    Icon: IconKey,
    scope: 'keys:write',
  },
  { to: '/me', word: 'settings.me', lead: 'settings.me.lead', Icon: IconUser },
]
