/**
 * Wallet: the customer's card kept in the wallet of her phone. What always holds: everything works without it; a pass is
 * only given out signed; its code says who she is and can't spend; certificates and private keys never leave the
 * database but sealed, and never come back out over HTTP; a pass shows what the card shows, and a phone is told only
 * after that was committed; of somebody who has gone every pass is void.
 */
import { cardParts } from '../card/card.ts'
import { customerParts } from '../customers/customers.ts'
import { todayParts } from '../today/today.ts'
import { movePasses, passesHeld, voidPasses } from './passes.ts'
import { keyWallets } from './sealing.ts'
import { standingOf, upkeepOf } from './showing.ts'

export type { Outside } from './outside.ts'
export { keepWallets } from './telling.ts'

/** Gives the room its keys and hangs it into the rooms below: once, when the program starts. */
export function openWallet(secret: string): void {
  keyWallets(secret)
  if (opened) return
  opened = true
  customerParts.merged.push(async (tx, { from, into }) => movePasses(tx, from, into))
  customerParts.erased.push(async (tx, { customerId }) => voidPasses(tx, customerId))
  customerParts.exported.push({ name: 'wallets', read: passesHeld })
  todayParts.upkeep.push(upkeepOf)
  cardParts.wallets = async (tx) => {
    const { apple, google } = await standingOf(tx)
    return { apple: apple === 'ready' || apple === 'expiring', google: google === 'ready' }
  }
}
let opened = false
