import { openBulk } from './bulk/bulk.ts'
import { openCounter } from './counter/counter.ts'
import { keySuppression } from './customers/customers.ts'
import { openRewards } from './rewards/rewards.ts'
import { openTill } from './till/till.ts'

/** Opens the rooms once, for the app and for every command: their keys, and what each hangs into the rooms below it. */
export function openRooms(secret: string): void {
  keySuppression(secret)
  openRewards(secret)
  openTill()
  openCounter(secret)
  openBulk()
}
