import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import {
  everybody,
  ladderHistory,
  ladderNow,
  overview,
  retentionNow,
  valueNow,
} from '../server/insights/insights.ts'
import { inBusiness, openPool } from '../server/platform/database.ts'
import { readId } from '../server/platform/ids.ts'
import {
  type ProgrammeDocument,
  type ProgrammeDraft,
  programmeDocument,
} from '../server/programme/programme.ts'
import { simulate } from '../server/simulation/simulation.ts'
import { measureRaw } from './rawLog.ts'
import { asOwner, openShop, type Shop } from './shop.ts'

interface Took {
  wall: number
  cpu: number
}

/** Wall and CPU seconds of this process, the best of a few turns. */
async function best(turns: number, work: () => unknown): Promise<Took> {
  let found: Took = { wall: Number.POSITIVE_INFINITY, cpu: Number.POSITIVE_INFINITY }
  for (let turn = 0; turn < turns; turn += 1) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()]
    await work()
    const used = process.cpuUsage(cpu)
    const took = { wall: (performance.now() - begun) / 1000, cpu: (used.user + used.system) / 1e6 }
    found = { wall: Math.min(found.wall, took.wall), cpu: Math.min(found.cpu, took.cpu) }
  }
  return found
}

/** Insight: a raw log to measures beside DuckDB, a simulation of a year, and pages over a large business. */
export async function measureInsight(log: string, customers: number): Promise<string[]> {
  return ['', '## Insight', '', ...(await rawLog(log)), '', ...(await pages(customers))]
}

async function rawLog(log: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-raw-'))
  const file = join(folder, 'online_retail.csv')
  writeFileSync(file, gunzipSync(readFileSync(log)))
  try {
    const ours = await best(5, () => measureRaw(file))
    const duck = await DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await duck.connect()
    const theirs = await best(5, async () => {
      for (const sql of duckSql(file)) await connection.run(sql)
    })
    connection.closeSync()
    const seconds = ({ wall, cpu }: Took) => `${wall.toFixed(2)} s (${cpu.toFixed(2)} s of CPU)`
    return [
      `Raw CSV of Online Retail (541,909 rows) to RFM, ABC by XYZ and cohorts on one thread, best of five: ${seconds(ours)}; DuckDB with one thread in the same run: ${seconds(theirs)}.`,
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function duckSql(file: string): string[] {
  return [
    `create or replace temp table sales as
       select CustomerID as id, InvoiceNo as invoice, InvoiceDate::date as day, Quantity * UnitPrice as value
         from read_csv('${file}', header = true, types = {'InvoiceNo': 'varchar', 'StockCode': 'varchar', 'CustomerID': 'varchar', 'InvoiceDate': 'timestamp'})
        where CustomerID is not null and InvoiceNo not like 'C%' and Quantity > 0 and UnitPrice > 0`,
    `create or replace temp table sums as
       select id, date '2011-12-10' - max(day) as r, count(distinct invoice) as f, sum(value) as m from sales group by id`,
    `create or replace temp table rfm as
       with b as (select quantile_cont(r, [0.2, 0.4, 0.6, 0.8]) as rb, quantile_cont(f, [0.2, 0.4, 0.6, 0.8]) as fb,
                         quantile_cont(m, [0.2, 0.4, 0.6, 0.8]) as mb from sums)
       select id, 5 - len(list_filter(rb, x -> x < r)) as rs, 1 + len(list_filter(fb, x -> x < f)) as fs,
              1 + len(list_filter(mb, x -> x < m)) as ms from sums, b`,
    `create or replace temp table abcxyz as
       with months as (select id, date_trunc('month', day) as month, sum(value) as v from sales where day < date '2011-12-01' group by 1, 2),
            cv as (select id, sqrt(sum(v * v) / 12 - pow(sum(v) / 12, 2)) / (sum(v) / 12) as cv from months group by id)
       select s.id, sum(m) over (order by m desc, s.id) / sum(m) over () as running, cv from sums s left join cv using (id)`,
    `create or replace temp table cohorts as
       with first as (select id, min(date_trunc('month', day)) as cohort from sales group by id)
       select cohort, date_trunc('month', day) as month, count(distinct id) as customers, sum(value) as money
         from sales join first using (id) group by 1, 2`,
  ]
}

const plainest: ProgrammeDraft = {
  ...{ format: 1, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] },
  points: {
    ...{ name: 'point|points', worth: { points: 100, minor: 100 }, pendingDays: 0, debt: 'negative' },
    ...{ expiry: { kind: 'never' }, spend: null },
  },
}

const programme: ProgrammeDraft = {
  format: 1,
  rules: [
    { id: 'spend', kind: 'amount', perMinor: 100, give: 1 },
    { id: 'visit', kind: 'visit', give: 1, target: { card: 'visits' }, oncePerDay: true },
  ],
  points: {
    ...{ name: 'point|points', worth: { points: 100, minor: 100 }, pendingDays: 14, debt: 'negative' },
    ...{ expiry: { kind: 'months', months: 6, graceDays: 0 }, spend: null },
  },
  caps: [{ id: 'daily', per: 'day', max: 5_000 }],
  multipliers: [{ id: 'gold', percent: 200, tiers: ['gold'] }],
  stampCards: [
    {
      ...{
        id: 'visits',
        name: 'Visits',
        size: 10,
        mode: 'automatic',
        debt: 'clamp',
        expiry: { kind: 'never' },
      },
      prizes: [{ at: 10, name: 'gift' }],
    },
  ],
  tiers: {
    ...{ by: 'spend', window: { kind: 'rolling', months: 6 }, hold: { kind: 'months', months: 6 } },
    levels: [{ id: 'gold', name: 'Gold', from: 100_000 }],
  },
}

/**
 * Programmes played over a year of a real shop: plain and one of everything, alone and side by side with the cap that bounds
 * each, as the page asks. The database runs beside, so its part is in the wall and not in the CPU.
 */
export async function measureSimulation(log: string): Promise<string[]> {
  const shop = await openShop({ currency: 'GBP' })
  await shop.command('import', 'purchases', log, '--business', shop.businessId, '--map', 'online-retail')
  const database = openPool(shop.databaseUrl)
  const business = readId('business', shop.businessId)!
  const counted = { lines: 0, purchases: 0, returns: 0 }
  const play = async (document: ProgrammeDocument, withCap: boolean) => {
    Object.assign(counted, (await simulate(database, business, { document, withCap })).counted)
  }
  const [plain, rich] = [programmeDocument.parse(plainest), programmeDocument.parse(programme)]
  const took: [string, Took][] = [
    ['points for money, nothing else', await best(3, () => play(plain, false))],
    ['with expiry, pending points, tiers, stamps and a cap', await best(3, () => play(rich, false))],
    [
      'both side by side, each without and with the cap that would bound it',
      await best(1, async () => {
        await play(plain, true)
        await play(rich, true)
      }),
    ],
  ]
  await database.close()
  await shop.stop()
  const whole = (value: number) => value.toLocaleString('en')
  return [
    '',
    '## A programme played over a year',
    '',
    `Online Retail, a year and nine days: ${whole(counted.lines)} lines of ${whole(counted.purchases)} purchases and ${whole(counted.returns)} returns of known customers, by the till’s own decisions, everybody played. Best of three; side by side once. CPU is this process’s one core, the database’s reading comes on top of it. Load of the machine meanwhile: ${loadavg()[0]!.toFixed(0)} on ${cpus().length} cores; where it is more than one each, the wall waits for others.`,
    '',
    '| programme | wall s | CPU s |',
    '|---|---|---|',
    ...took.map(([name, { wall, cpu }]) => `| ${name} | ${wall.toFixed(1)} | ${cpu.toFixed(1)} |`),
  ]
}

async function pages(customers: number): Promise<string[]> {
  const shop = await openShop()
  await fillFacts(shop, customers)
  const database = openPool(shop.databaseUrl)
  const business = readId('business', shop.businessId)!
  const rows: string[] = []
  for (const [name, work] of [
    ['Overview', overview],
    ['Who stays', retentionNow],
    ['What they are worth', (...of: Parameters<typeof ladderNow>) => valueNow(...of, 40)],
    ['Ladder', ladderNow],
    ['Ladder, month by month', ladderHistory],
  ] as const) {
    const { wall } = await best(3, () =>
      inBusiness<unknown>(database, business, async (tx) => work(tx, await everybody(tx))),
    )
    rows.push(`| ${name} | ${wall.toFixed(2)} |`)
  }
  await database.close()
  await shop.stop()
  return [
    `Pages of a business with ${customers.toLocaleString('en')} customers and the facts of ${(customers * 10).toLocaleString('en')} purchases (the purchases themselves are not made: of them a page reads a year of five people, by index). Best of three.`,
    '',
    '| page | seconds |',
    '|---|---|',
    ...rows,
  ]
}

/** Facts as ten purchases each would leave them: habits from weekly to yearly over two years, some long gone. */
async function fillFacts({ databaseUrl, businessId }: Shop, customers: number): Promise<void> {
  const business = readId('business', businessId)!
  await asOwner(
    databaseUrl,
    `with made as (
       insert into customers (business_id, customer_id, given_name, joined_at)
       select $1, gen_random_uuid(), 'Customer ' || n, now() from generate_series(1, $2::int) n returning customer_id),
     habits as (
       select customer_id, 1 + (random() * 40)::int as gap, (random() * random() * 400)::int as away from made),
     bought as (
       select customer_id, current_date - away - gap * n as day, 1000 + (random() * 5000)::int as minor
         from habits, generate_series(0, 9) n),
     months as (
       insert into customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, last_day)
       select $1, customer_id, date_trunc('month', day)::date, 'HUF', count(*), count(*), sum(minor), max(day) from bought group by 2, 3),
     dated as (
       select *, month_number(day) as month, max(month_number(day)) over (partition by customer_id) as top from bought)
     insert into customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared, first_day,
                                 last_day, active_month, active_mask, days_before, last_before)
     select $1, customer_id, 'HUF', count(*), count(*), sum(minor), sum(minor::numeric * minor), min(day), max(day), max(top),
            bit_or(1::bigint << (top - month)), count(*) filter (where month < top), max(day) filter (where month < top)
       from dated group by customer_id`,
    [business, customers],
  )
  await asOwner(databaseUrl, 'vacuum analyze')
}
