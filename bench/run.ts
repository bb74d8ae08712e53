// Measures, and writes docs/performance.md. Switches: --quick (short), --large (1 M customers, 10 M purchases: hours),
// --pages, --lists, --models, --insight, --simulation (nothing but these, whose part of the paper is written anew; lists and
// insight are beside 1 M customers).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureInsight, measureSimulation } from './insight.ts'
import { measureLarge } from './large.ts'
import { measureLists } from './lists.ts'
import { measureModels } from './models.ts'
import { measureFaces } from './pages.ts'
import { compareRingUp, measureQuote, welcome } from './ring-up.ts'
import { openShop } from './shop.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    large: { type: 'boolean' },
    pages: { type: 'boolean' },
    lists: { type: 'boolean' },
    models: { type: 'boolean' },
    insight: { type: 'boolean' },
    simulation: { type: 'boolean' },
  },
})
const seconds = values.quick ? 3 : 10
const root = resolve(import.meta.dirname, '..')
const log = resolve(root, '../shared/data/online-retail/online_retail.csv.gz')

const page: string[] = [
  '# Performance',
  '',
  `Measured by \`npm run bench\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
  'The client, the app and PostgreSQL share the machine. Ratios are what counts: seconds belong to the machine.',
  '',
]
const say = (...lines: string[]) => {
  page.push(...lines)
  console.log(lines.join('\n'))
}
const rate = (perSecond: number) => Math.round(perSecond).toLocaleString('en')
const ms = (value: number) => value.toFixed(1)

const paper = join(root, 'docs/performance.md')
const measured = await onlyOne()
if (measured) {
  const title = measured.find((line) => line.startsWith('## '))!
  const parts = readFileSync(paper, 'utf8')
    .trimEnd()
    .split(/\n(?=## )/)
  const others = parts.filter((part) => !part.startsWith(title)).map((part) => part.trimEnd())
  writeFileSync(paper, `${[...others, measured.join('\n').trim()].join('\n\n')}\n`)
} else {
  await measureShop()
  say(...(await measureModels(log)))
  if (existsSync(log)) await measureImport()
  else say('', 'The purchase log for the import is not on this machine.')
  say(...(await measureInsight(values.large ? 1_000_000 : 100_000)))
  if (existsSync(log)) say(...(await measureSimulation(log)))
  if (values.large) say(...(await measureLarge(seconds)), ...(await measureLists()))
  say(...(await measureFaces(values.quick ? 1 : 3)))
  writeFileSync(paper, `${page.join('\n')}\n`)
}

/** What a switch asks for alone. */
async function onlyOne(): Promise<string[] | undefined> {
  if (values.lists) return await measureLists()
  if (values.pages) return await measureFaces(values.quick ? 1 : 3)
  if (values.models) return await measureModels(log)
  if (values.simulation) return await measureSimulation(log)
  return values.insight ? await measureInsight(values.quick ? 100_000 : 1_000_000) : undefined
}

async function measureShop(): Promise<void> {
  const cold = await openShop()
  const idleMb = cold.memoryMb()
  const customers = await welcome(cold, 2_000)
  say(
    '## Ring-up over HTTP',
    '',
    'Two lines, a customer known by id, points with a remainder; every acknowledged purchase is on the disk (`fsync` on).',
    'Beside it a raw client: a process that writes the same rows by one call of a database function (`bench/raw.sql`),',
    'reading and deciding nothing, on the same PostgreSQL, taking turns. The better of two turns each.',
    '',
    '| clients | ring-ups/s | p50 ms | p95 ms | p99 ms | raw/s | raw p95 ms | ratio |',
    '|---|---|---|---|---|---|---|---|',
  )
  for (const { clients, app, raw, ratio } of await compareRingUp(cold, customers, seconds)) {
    if (app.failed > 0) throw new Error(`${app.failed} ring-ups failed`)
    say(
      `| ${clients} | ${rate(app.perSecond)} | ${ms(app.p50)} | ${ms(app.p95)} | ${ms(app.p99)} | ${rate(raw.perSecond)} | ${ms(raw.p95)} | ${ratio.toFixed(2)} |`,
    )
  }
  const quote = await measureQuote(cold, customers, seconds)
  // Ends with 1 at any difference, and so would this.
  await cold.command('verify', '--business', cold.businessId)
  say(
    '',
    `A quote, 8 clients: ${rate(quote.perSecond)}/s, p95 ${ms(quote.p95)} ms.`,
    '`verify` afterwards: no difference.',
    pgbench(cold.databaseUrl),
    '',
    '## Start and memory',
    '',
    `First start with a new database: ${ms(cold.startMs / 1000)} s. Idle: ${Math.round(idleMb)} MiB resident; after the load above: ${Math.round(cold.memoryMb())} MiB.`,
  )
  await cold.stop()
}

/** PostgreSQL's own yardstick, where it is installed: its built-in simple update on the same server. */
function pgbench(url: string): string {
  if (spawnSync('pgbench', ['--version']).status !== 0) return 'pgbench is not installed here.'
  const start = spawnSync('pgbench', ['-i', '-q', '-s', '10', url], { encoding: 'utf8' })
  if (start.status !== 0) return `pgbench did not run: ${start.stderr.split('\n')[0]}`
  const args = ['-N', '-n', '-M', 'prepared', '-c', '8', '-j', '1', '-T', String(seconds), url]
  const { stdout } = spawnSync('pgbench', args, { encoding: 'utf8' })
  const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0)
  return `For the machine: \`pgbench -N -c 8 -M prepared\` on the same server: ${rate(tps)} transactions/s.`
}

async function measureImport(): Promise<void> {
  const shop = await openShop({ currency: 'GBP' })
  const time = async () => {
    const begun = performance.now()
    await shop.command('import', 'purchases', log, '--business', shop.businessId, '--map', 'online-retail')
    return (performance.now() - begun) / 1000
  }
  const first = await time()
  const again = await time()
  say(
    '',
    '## Import of a real log',
    '',
    'Online Retail (UCI, Chen 2015, doi:10.24432/C5BW33): 541,909 rows through the till’s own verbs, under the ready programme of a shop.',
    '',
    '| run | seconds | rows/s |',
    '|---|---|---|',
    `| first | ${ms(first)} | ${rate(541_909 / first)} |`,
    `| again, nothing to add | ${ms(again)} | ${rate(541_909 / again)} |`,
  )
  await shop.command('verify', '--business', shop.businessId)
  say('', '`verify` afterwards: no difference.')
  await shop.stop()
}
