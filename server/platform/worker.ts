import pg from 'pg'
import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { driversOwnTypes } from './database.ts'

/** Work that comes round by itself. */
export interface Round {
  name: string
  /** Cron, in UTC. */
  cron: string
  run(): Promise<void>
}

/** Work that is begun when a transaction tells of it (`pg_notify`) and commits. A round must find the same work by itself. */
export interface Waking {
  channel: string
  run(payload: string): Promise<unknown>
}

/**
 * Starts the worker: rounds are queued in the same PostgreSQL, so that of several processes only one does each. What
 * fails is tried again by the next round. `url` is the owner's: the queue has a schema of its own, and holds nothing of
 * any business but what a round needs to know.
 */
export async function startWorker(
  url: string,
  rounds: readonly Round[],
  wakings: readonly Waking[] = [],
): Promise<{ stop(): Promise<void> }> {
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
  const listening = listen(url, wakings)
  return {
    async stop() {
      listening.stop()
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

const LISTEN_AGAIN_MS = 5_000

/** Listens on a connection of its own, and opens another when that breaks. */
function listen(url: string, wakings: readonly Waking[]): { stop(): void } {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let over = false
  const again = () => {
    if (!over) timer ??= setTimeout(open, LISTEN_AGAIN_MS)
  }
  async function open(): Promise<void> {
    timer = undefined
    client = new pg.Client({ connectionString: url, application_name: 'regulars listening' })
    client.on('error', again)
    client.on('end', again)
    client.on('notification', ({ channel, payload = '' }) => {
      const waking = wakings.find((one) => one.channel === channel)
      waking?.run(payload).catch((error) => console.error(`${channel}:`, error))
    })
    try {
      await client.connect()
      for (const { channel } of wakings) await client.query(`listen ${channel}`)
    } catch {
      again()
    }
  }
  if (wakings.length > 0) void open()
  return {
    stop() {
      over = true
      clearTimeout(timer)
      client?.end().catch(() => undefined)
    },
  }
}
