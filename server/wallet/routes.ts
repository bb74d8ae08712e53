import type { Database } from '../platform/database.ts'
import type { Limit } from '../platform/http/limits.ts'
import type { App } from '../platform/http.ts'
import { type Outside, outside } from './outside.ts'
import { ownWalletRoutes } from './routes/own.ts'
import { passkitRoutes } from './routes/passkit.ts'
import { walletSettingsRoutes } from './routes/settings.ts'

/** Everything about wallets over HTTP. */
export function walletRoutes(
  app: App,
  deps: { database: Database; publicUrl: string; visiting: Limit; outside?: Outside | undefined },
): void {
  const { google } = deps.outside ?? outside
  walletSettingsRoutes(app, deps)
  ownWalletRoutes(app, { ...deps, google })
  passkitRoutes(app, deps)
}
