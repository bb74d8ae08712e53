import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const root = resolve(import.meta.dirname, '..')
const run = promisify(execFile)

/** A running app of its own, on a fresh data folder, with one business. */
export interface Shop {
  port: number
  /** Of the database's owner. */
  databaseUrl: string
  dataFolder: string
  businessId: string
  key: string
  pid: number
  startMs: number
  command(...args: string[]): Promise<unknown>
  /** Resident memory of the app, in MiB. */
  memoryMb(): number
  stop(): Promise<void>
}

export async function openShop({ currency = 'HUF', trade = 'shop' } = {}): Promise<Shop> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'regulars-bench-'))
  const env = { ...process.env, REGULARS_DATA: dataFolder, PORT: '0', DATABASE_URL: '' }
  const begun = performance.now()
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  while (!/ready at/.test(said)) await new Promise((done) => setTimeout(done, 5))
  const startMs = performance.now() - begun
  const command = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, [join(root, 'server/cli.ts'), ...args, '--json'], {
      env,
      maxBuffer: 1 << 28,
    })
    return JSON.parse(stdout) as unknown
  }
  const zone = currency === 'GBP' ? 'Europe/London' : 'Europe/Budapest'
  const made = (await command(
    'setup',
    '--name',
    'Bench',
    '--trade',
    trade,
    '--currency',
    currency,
    '--timezone',
    zone,
    '--language',
    'en',
    '--owner-email',
    'owner@example.org',
  )) as { businessId: string; apiKey: string }
  return {
    port: Number(/ready at \S+?:(\d+)/.exec(said)![1]),
    databaseUrl: readFileSync(join(dataFolder, 'postgres.url'), 'utf8').trim(),
    dataFolder,
    businessId: made.businessId,
    key: made.apiKey,
    pid: child.pid!,
    startMs,
    command,
    memoryMb: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Runs SQL as the owner of the database. */
export async function asOwner<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query<Row>(text, values)
    return (Array.isArray(result) ? result.at(-1) : result).rows as Row[]
  } finally {
    await client.end()
  }
}
