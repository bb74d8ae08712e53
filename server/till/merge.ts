import { businessOf, nowOf } from '../businesses/businesses.ts'
import { mergeHolders } from '../ledger/ledger.ts'
import type { Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { mergeMembers } from '../programme/programme.ts'
import { mergePurchases } from '../purchases/purchases.ts'
import { mergeRewards } from '../rewards/rewards.ts'

/** A merge, as far as the till's rooms are concerned: nothing is lost, and what is undone later still finds its way. */
export async function mergeAtTill(tx: Tx, from: CustomerId, into: CustomerId): Promise<void> {
  const { timeZone } = await businessOf(tx)
  const now = await nowOf(tx)
  await mergeHolders(tx, {
    from: { kind: 'customer', id: from },
    into: { kind: 'customer', id: into },
    timeZone,
    cause: { reason: 'merge', at: now },
  })
  await mergeMembers(tx, from, into)
  mergePurchases(tx, from, into)
  mergeRewards(tx, { from, into })
}
