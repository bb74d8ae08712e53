import type { Database } from '../platform/database.ts'
import type { App } from '../platform/http.ts'
import type { TierOf } from './redemption.ts'
import { catalogueRoutes } from './routes/catalogue.ts'
import { giftCardRoutes } from './routes/gift-cards.ts'
import { redemptionRoutes } from './routes/redemptions.ts'
import { shelfRoutes } from './routes/shelf.ts'
import { voucherRoutes } from './routes/vouchers.ts'

/** Everything about rewards over HTTP. `tierOf` comes from the room of tiers, which stands above this one. */
export function rewardRoutes(app: App, deps: { database: Database; tierOf?: TierOf }): void {
  const { database, tierOf = async () => null } = deps
  catalogueRoutes(app, { database, tierOf })
  shelfRoutes(app, database)
  voucherRoutes(app, database)
  giftCardRoutes(app, database)
  redemptionRoutes(app, { database, tierOf })
}
