/**
 * Kills the app and its database at random moments while a shop is busy, and looks whether anything was lost:
 * `node test/kill.ts [--rounds 100] [--clients 12] [--seed N]`. Of every kill: what was acknowledged is there once,
 * nothing is there twice, and the books are exact.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Deed, type Load, randomFrom, startLoad } from './fixtures/load.ts'
import { type App, postgresPid, runCommand, startApp } from './fixtures/process.ts'

export interface Wish {
  rounds: number
  clients: number
  seed: number
  say?: (line: string) => void
}

export interface Report {
  seed: number
  kills: Record<string, number>
  answered: Record<string, number>
  lost: number
  repeated: number
  /** What was wrong; empty when nothing was. */
  faults: string[]
}

const victims = ['app', 'app', 'postmaster', 'backend', 'both'] as const
type Victim = (typeof victims)[number]

export async function kill({ rounds, clients, seed, say = () => undefined }: Wish): Promise<Report> {
  const data = mkdtempSync(join(tmpdir(), 'regulars-kill-'))
  // The database's own user must be able to pass through.
  chmodSync(data, 0o711)
  const env = { REGULARS_DATA: data }
  const random = randomFrom(seed)
  let app = await startApp(env)
  const abandon = () => app.signal('SIGKILL')
  process.once('exit', abandon)
  try {
    const shop = await setUp(data, app.url)
    const load = startLoad({ ...shop, url: () => app.url, clients, seed })
    const kills: Record<string, number> = {}
    for (let round = 1; round <= rounds; round += 1) {
      await underWay(load, clients)
      await pause(random() * 900)
      const victim = victims[Math.floor(random() * victims.length)]!
      await strike(victim, app, data)
      kills[victim] = (kills[victim] ?? 0) + 1
      app = await upAgain(app, env)
      say(`${round}/${rounds} ${victim}: ${load.deeds.filter(({ status }) => status).length} answered`)
    }
    await pause(500)
    await load.stop()
    return { seed, kills, ...(await judge(load, data)) }
  } finally {
    app.signal('SIGTERM')
    await app.ended
    process.off('exit', abandon)
    rmSync(data, { recursive: true, force: true })
  }
}

/** Each client has been served again since the last kill, so that there is something to interrupt. */
async function underWay(load: Load, clients: number): Promise<void> {
  const answered = () => load.deeds.filter(({ status }) => status).length
  const enough = answered() + clients
  for (const patience = Date.now() + 60_000; answered() < enough; await pause(10))
    if (Date.now() > patience) throw new Error('nobody is served any more')
}

async function setUp(data: string, url: string) {
  const wish = ['--name', 'Kill', '--trade', 'shop', '--currency', 'HUF', '--timezone', 'Europe/Budapest']
  const args = ['setup', '--json', ...wish, '--language', 'hu', '--owner-email', 'kill@example.com']
  const { apiKey } = JSON.parse((await runCommand(args, { REGULARS_DATA: data })).output)
  const post = async (path: string, body: unknown): Promise<string> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const made = (await answer.json()) as { id: string }
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(made)}`)
    return made.id
  }
  const mug = { name: 'Mug', benefit: { kind: 'gift' }, price: { points: 30 }, stock: 1_000_000 }
  const rewardId = await post('/rewards', mug)
  const customers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => post('/customers', { name: `Vevő ${n}` })),
  )
  return { apiKey, rewardId, customers }
}

/** Ends processes at once and without warning; only such as this run has started, each looked up anew. */
async function strike(victim: Victim, app: App, data: string): Promise<void> {
  const postmaster = postgresPid(data)
  if (victim !== 'app' && postmaster && commandOf(postmaster).includes(data)) {
    const pid = victim === 'backend' ? await backendOf(postmaster, data) : postmaster
    if (pid) process.kill(pid, 'SIGKILL')
  }
  if (victim === 'app' || victim === 'both') app.signal('SIGKILL')
}

/** A connection of the app to its database, which is a process of the postmaster's. */
async function backendOf(postmaster: number, data: string): Promise<number | undefined> {
  const sql = `select pid from pg_stat_activity where application_name = 'regulars' order by random() limit 1`
  const rows = await ask(data, sql).catch(() => [])
  const pid = rows[0]?.pid as number | undefined
  const parent = pid && /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
  return Number(parent) === postmaster ? pid : undefined
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
}

/** Starts the app again when it is gone; waits until it answers. */
async function upAgain(app: App, env: Record<string, string>): Promise<App> {
  for (const patience = Date.now() + 60_000; ; await pause(30)) {
    const ended = await Promise.race([app.ended, pause(0, null)])
    if (ended !== null) {
      if (ended !== 'SIGKILL') throw new Error(`the app ended by itself with ${ended}: ${app.output()}`)
      return startApp(env)
    }
    const ready = await fetch(`${app.url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
    if (ready?.ok) return app
    if (Date.now() > patience) throw new Error(`the app does not come back: ${app.output()}`)
  }
}

async function judge(load: Load, data: string): Promise<Omit<Report, 'seed' | 'kills'>> {
  const faults = [...load.faults]
  const of = (kind: Deed['kind']) => load.deeds.filter((deed) => deed.kind === kind)
  const expect = async (
    kind: Deed['kind'],
    sql: string,
    idOf: (answer: Record<string, never>) => unknown,
  ) => {
    const there = Map.groupBy(await ask(data, sql), ({ key }) => key as string)
    for (const { key, status, text } of of(kind)) {
      const rows = there.get(key) ?? []
      there.delete(key)
      const done = status === 201
      if (rows.length !== (done ? 1 : 0))
        faults.push(`${kind} ${key} (${status}) is there ${rows.length} times`)
      const id = done && idOf(JSON.parse(text!))
      if (id && rows[0] && String(id).slice(4) !== String(rows[0].id).replaceAll('-', ''))
        faults.push(`${kind} ${key} was answered as ${id} and is there as ${rows[0].id}`)
    }
    for (const key of there.keys()) faults.push(`${kind} ${key} is there and nobody asked for it`)
  }
  type Said = { [Name in string]: { id: string } } & { id: string }
  const said = (answer: unknown) => answer as Said
  await expect(
    'purchase',
    'select external_id as key, purchase_id as id from purchases',
    (a) => said(a).purchase!.id,
  )
  await expect('return', 'select external_id as key, return_id as id from returns', (a) => said(a).return!.id)
  await expect(
    'customer',
    `select value as key, customer_id as id from identities where kind = 'external'`,
    (a) => said(a).id,
  )
  await expect(
    'adjustment',
    `select note as key, null as id from transfers where reason = 'adjustment'`,
    () => null,
  )
  const [held] = await ask(data, 'select count(*)::int as count from redemptions')
  const reserved = of('redemption').filter(({ status }) => status === 201).length
  if (held?.count !== reserved) faults.push(`${reserved} redemptions were answered, ${held?.count} are there`)
  const verified = await runCommand(['verify', '--json'], { REGULARS_DATA: data })
  if (verified.code !== 0) faults.push(`verify: ${verified.output}`)
  const answers = Map.groupBy(load.deeds, ({ kind, status }) => `${kind} ${status}`)
  const answered = Object.fromEntries([...answers].map(([kind, deeds]) => [kind, deeds.length]))
  return { answered, lost: load.lost, repeated: load.repeated, faults }
}

async function ask(data: string, sql: string): Promise<Record<string, unknown>[]> {
  const connectionString = readFileSync(join(data, 'postgres.url'), 'utf8').trim()
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

if (resolve(process.argv[1] ?? '') === import.meta.filename) {
  const { values } = parseArgs({
    options: { rounds: { type: 'string' }, clients: { type: 'string' }, seed: { type: 'string' } },
  })
  const { rounds = '100', clients = '12', seed = String(Date.now() % 1_000_000) } = values
  console.log(`seed ${seed}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const wish = { rounds: Number(rounds), clients: Number(clients), seed: Number(seed) }
  const report = await kill({ ...wish, say: (line) => console.log(line) })
  console.log(JSON.stringify(report, null, 2))
  process.exitCode = report.faults.length > 0 ? 1 : 0
}
