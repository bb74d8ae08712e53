import type { Database } from '../platform/database.ts'
import type { App } from '../platform/http.ts'
import { carryOutErrands, type Doers } from './carrying.ts'

/** Begins carrying out what is open in a business, and does not wait for it. */
export type Begin = (businessId: string) => void

/**
 * Carries out beside the answering, in this process. When the server closes, what is under way is put back and begun
 * anew by whoever is up next; what was killed is found by the round of every minute.
 */
export function carryOutBeside(app: App, database: Database, doers: Doers): Begin {
  const running = new Set<Promise<void>>()
  const stop = new AbortController()
  app.addHook('onClose', async () => {
    stop.abort()
    await Promise.all(running)
  })
  return (businessId) => {
    const run = carryOutErrands(database, businessId, doers, stop.signal)
      .catch((error) => console.error(`errands of ${businessId}:`, error))
      .finally(() => running.delete(run))
    running.add(run)
  }
}
