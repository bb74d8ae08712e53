import type { Database } from '../platform/database.ts'
import type { Limit } from '../platform/http/limits.ts'
import type { App } from '../platform/http.ts'
import { joinRoutes } from './routes/join.ts'
import { ownRoutes } from './routes/own.ts'
import { staffCardRoutes } from './routes/staff.ts'

/** Everything about the card over HTTP. */
export function cardRoutes(
  app: App,
  deps: {
    database: Database
    config: { publicUrl: string }
    trying: Limit
    tryingAsOne: Limit
    visiting: Limit
  },
): void {
  const { database, config, ...limits } = deps
  joinRoutes(app, { database, publicUrl: config.publicUrl, ...limits })
  ownRoutes(app, { database, publicUrl: config.publicUrl })
  staffCardRoutes(app, { database, publicUrl: config.publicUrl })
}
