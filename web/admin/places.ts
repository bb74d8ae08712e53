import { type IconHome, IconKey, IconSun, IconUser, IconUsers } from '@tabler/icons-react'
import type { Word } from '../ui/words.tsx'

/** Where one can go in the back office. A place stands here once it works, and only who may go there sees it. */
export interface Place {
  to: string
  word: Word
  Icon: typeof IconHome
  /** The right that it asks for. */
  scope?: string
  /** Among the four tabs of a phone. */
  tab?: true
}

interface Group {
  /** What the group is called; the first has no name. */
  word?: Word
  places: Place[]
}

export const groups: Group[] = [
  { places: [{ to: '/', word: 'nav.home', Icon: IconSun, tab: true }] },
  { word: 'nav.gets', places: [] },
  { word: 'nav.knowing', places: [] },
  {
    word: 'nav.running',
    places: [
      { to: '/staff', word: 'nav.staff', Icon: IconUsers, scope: 'staff:read' },
      { to: '/keys', word: 'nav.keys', Icon: IconKey, scope: 'keys:write' },
      { to: '/me', word: 'nav.me', Icon: IconUser, tab: true },
    ],
  },
]
