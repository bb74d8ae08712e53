import pg from 'pg'
import type { Database } from './database.ts'

/**
 * Has the database count its rows anew, so that it plans for what is there. A connection keeps the plans it made while
 * the tables were empty, which read them from end to end: filling a fresh database took twice the time. It does so by
 * itself too, but only within a minute. Speed is all that hangs on it, so that a failure is none.
 */
export async function refreshStatistics({ url }: Pick<Database, 'url'>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'regulars statistics' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('analyze')
  } catch {
    // Somebody else is at it, or this user may not.
  } finally {
    await client.end().catch(() => undefined)
  }
}
