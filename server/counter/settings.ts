import { z } from 'zod'
import { type Business, businessOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'

const amount = z.int().min(0).max(1_000_000_000_000)

/** What staff may do alone at the counter: `settings.counter` of the business. null: no limit. */
const counterSettings = z.object({
  /** A shared till locks itself when nobody has touched it for so long. */
  lockMinutes: z.int().min(1).max(240).catch(5),
  /** For so long whoever rang a sale up may take it back whole. */
  undoMinutes: z.int().min(0).max(1_440).catch(15),
  returnApprovalMinor: amount.nullable().optional().catch(undefined),
  redeemApprovalPoints: amount.nullable().catch(null),
  /** Whether somebody who was found by a static code (a photograph will do) may redeem by it. */
  staticCodeRedeems: z.boolean().catch(false),
  /** How much may come off a price for points while there is no network. */
  offlineRedeemMinor: amount.catch(0),
})

// Beyond these an honest mistake hurts. Other currencies have no limit until the owner sets one.
const returnsBeyond: Record<string, number> = {
  ...{ HUF: 20_000, AMD: 20_000, MNT: 200_000, EUR: 5_000, USD: 5_000, GBP: 5_000 },
}

/** The settings as they hold, whatever of them was ever said. */
export async function settingsOf(tx: Tx) {
  return settingsIn(await businessOf(tx))
}

export function settingsIn({ settings, currency }: Business) {
  const said = counterSettings.parse(
    typeof settings.counter === 'object' && settings.counter !== null ? settings.counter : {},
  )
  const { returnApprovalMinor = returnsBeyond[currency] ?? null } = said
  return { ...said, returnApprovalMinor }
}
