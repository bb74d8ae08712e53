import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { driversOwnTypes } from './database.ts'

/** Work that comes round by itself. */
export interface Round {
  name: string
  /** Cron, in UTC. */
  cron: string
  run(): Promise<void>
}

/**
 * Starts the worker: rounds are queued in the same PostgreSQL, so that of several processes only one does each. What
 * fails is tried again by the next round. `url` is the owner's: the queue has a schema of its own, and holds nothing of
 * any business but what a round needs to know.
 */
export async function startWorker(url: string, rounds: readonly Round[]): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'jobs',
    max: 2,
    application_name: 'regulars worker',
    // Handed on to the driver as they are: the queue compares moments as JavaScript's own dates.
    types: driversOwnTypes,
  } as ConstructorOptions)
  boss.on('error', (error: Error & { code?: string }) => {
    // 57P01: the database is being stopped, and so are we. It is back with the next start, and the rounds with it.
    if (error.code !== '57P01') console.error(`worker: ${error.message}`)
  })
  await boss.start()
  for (const { name, cron, run } of rounds) {
    await boss.createQueue(name, { policy: 'singleton', retryLimit: 0, deleteAfterSeconds: 3_600 })
    await boss.work(name, { pollingIntervalSeconds: 5 }, run)
    await boss.schedule(name, cron)
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) }
}
