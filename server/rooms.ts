import { exportErrand } from './backup/backup.ts'
import { openBulk } from './bulk/bulk.ts'
import { openCard } from './card/card.ts'
import { openCounter } from './counter/counter.ts'
import { keySuppression } from './customers/customers.ts'
import type { Doers } from './errands/errands.ts'
import { importErrand } from './imports/imports.ts'
import { type MailConfig, openMessages } from './messages/messages.ts'
import { openRewards } from './rewards/rewards.ts'
import { openTill } from './till/till.ts'
import { openWallet } from './wallet/wallet.ts'

/** Who carries out what a person asked for. */
export const doers: Doers = { import: importErrand, export: exportErrand }

/** Opens the rooms once, for the app and for every command: their keys, and what each hangs into the rooms below it. */
export function openRooms(secret: string, mail: MailConfig | null = null): void {
  keySuppression(secret)
  openMessages(secret, mail)
  openRewards(secret)
  openTill()
  openCounter(secret)
  openCard(secret)
  openWallet(secret)
  openBulk()
}
