import type { Database } from '../platform/database.ts'
import type { Limit } from '../platform/http/limits.ts'
import type { App } from '../platform/http.ts'
import { ownWalletRoutes } from './routes/own.ts'
import { passkitRoutes } from './routes/passkit.ts'
import { walletSettingsRoutes } from './routes/settings.ts'

/** Everything about wallets over HTTP. */
export function walletRoutes(
  app: App,
  deps: { database: Database; publicUrl: string; visiting: Limit },
): void {
  walletSettingsRoutes(app, deps)
  ownWalletRoutes(app, deps)
  passkitRoutes(app, deps)
}
