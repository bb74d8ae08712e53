import { businessOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'

/** The present, or what the clock of a business for trying things out was set to. */
export async function nowOf(tx: Tx): Promise<Temporal.Instant> {
  const { sandbox, settings } = await businessOf(tx)
  const set = sandbox && typeof settings.clock === 'string' ? settings.clock : null
  return set === null ? Temporal.Now.instant() : Temporal.Instant.from(set)
}
