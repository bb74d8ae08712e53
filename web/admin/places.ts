import {
  IconChartDots,
  IconGift,
  IconGiftCard,
  type IconHome,
  IconReceipt2,
  IconRosetteDiscount,
  IconSun,
  IconTicket,
  IconUsers,
} from '@tabler/icons-react'
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
  /** Another face than the back office: the browser goes there. */
  outside?: true
}

interface Group {
  /** What the group is called; the first has no name. */
  word?: Word
  places: Place[]
}

/** The rail. What concerns the shop itself stands at its foot and under Settings (settings/sections.ts). */
export const groups: Group[] = [
  {
    places: [
      { to: '/', word: 'nav.home', Icon: IconSun, tab: true },
      { to: '/customers', word: 'nav.customers', Icon: IconUsers, scope: 'customers:read', tab: true },
      { to: '/purchases', word: 'nav.purchases', Icon: IconReceipt2, scope: 'purchases:read', tab: true },
    ],
  },
  {
    word: 'nav.gets',
    places: [
      {
        to: '/programme',
        word: 'nav.programme',
        Icon: IconRosetteDiscount,
        scope: 'programme:read',
        tab: true,
      },
      { to: '/rewards', word: 'nav.rewards', Icon: IconGift, scope: 'rewards:read' },
      { to: '/vouchers', word: 'nav.vouchers', Icon: IconTicket, scope: 'rewards:read' },
      { to: '/gift-cards', word: 'nav.gift_cards', Icon: IconGiftCard, scope: 'rewards:read' },
    ],
  },
  {
    word: 'nav.knowing',
    places: [{ to: '/insight', word: 'nav.insight', Icon: IconChartDots, scope: 'insights:read' }],
  },
]
