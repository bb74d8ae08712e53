import {
  IconBook2,
  IconBuildingStore,
  IconDeviceTablet,
  IconFileImport,
  type IconHome,
  IconKey,
  IconMapPin,
  IconMessageQuestion,
  IconPackageExport,
  IconPalette,
  IconReceiptOff,
  IconUser,
  IconUsersGroup,
  IconWallet,
} from '@tabler/icons-react'
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
    to: '/settings/business',
    word: 'settings.business',
    lead: 'settings.business.lead',
    Icon: IconBuildingStore,
    scope: 'business:write',
  },
  {
    to: '/settings/locations',
    word: 'settings.locations',
    lead: 'settings.locations.lead',
    Icon: IconMapPin,
    scope: 'business:write',
  },
  {
    to: '/settings/staff',
    word: 'settings.staff',
    lead: 'settings.staff.lead',
    Icon: IconUsersGroup,
    scope: 'staff:read',
  },
  {
    to: '/settings/look',
    word: 'settings.look',
    lead: 'settings.look.lead',
    Icon: IconPalette,
    scope: 'business:write',
  },
  {
    to: '/settings/wallet',
    word: 'settings.wallet',
    lead: 'settings.wallet.lead',
    Icon: IconWallet,
    scope: 'business:write',
  },
  {
    to: '/settings/counter',
    word: 'settings.counter',
    lead: 'settings.counter.lead',
    Icon: IconDeviceTablet,
    scope: 'business:write',
  },
  {
    to: '/settings/not-taken',
    word: 'settings.not_taken',
    lead: 'settings.not_taken.lead',
    Icon: IconReceiptOff,
    scope: 'purchases:write',
  },
  {
    to: '/settings/questions',
    word: 'settings.questions',
    lead: 'settings.questions.lead',
    Icon: IconMessageQuestion,
    scope: 'business:write',
  },
  {
    to: '/settings/keys',
    word: 'settings.keys',
    lead: 'settings.keys.lead',
    Icon: IconKey,
    scope: 'keys:write',
  },
  {
    to: '/settings/imports',
    word: 'settings.imports',
    lead: 'settings.imports.lead',
    Icon: IconFileImport,
    scope: 'imports:write',
  },
  {
    to: '/settings/exports',
    word: 'settings.exports',
    lead: 'settings.exports.lead',
    Icon: IconPackageExport,
    scope: 'exports:write',
  },
  {
    to: '/settings/journal',
    word: 'settings.journal',
    lead: 'settings.journal.lead',
    Icon: IconBook2,
    scope: 'journal:read',
  },
  { to: '/me', word: 'settings.me', lead: 'settings.me.lead', Icon: IconUser },
]
