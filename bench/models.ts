import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { readLog } from '../server/cli/insights/purchaseLog.ts'
import { dayNumber, fit, type ModelName, summarise } from '../server/insights/insights.ts'
import { measureRaw } from './rawLog.ts'
import { best, type Took } from './took.ts'

const folder = resolve(import.meta.dirname, '../../shared/data/cdnow')
const logs = { sample: 'CDNOW_sample.txt.gz', full: 'CDNOW_master.txt.gz' } as const

/** Milliseconds asked for, and the quickest of three known packages (the table in the decision about models). */
const asked: [keyof typeof logs, ModelName, number | null, number][] = [
  ['sample', 'bg-nbd', 20, 88],
  ['sample', 'mbg-nbd', null, 88],
  ['sample', 'pareto-nbd', null, 420],
  ['full', 'bg-nbd', 100, 380],
  ['full', 'mbg-nbd', null, 330],
  ['full', 'pareto-nbd', 500, 1000],
  ['full', 'gamma-gamma', 30, 70],
]

/** Fits of the CDNOW log, warm, on one core, and a raw log to measures beside DuckDB. */
export async function measureModels(retail: string): Promise<string[]> {
  return ['', '## Models and measures', '', ...fits(), '', ...(await rawLog(retail))]
}

function fits(): string[] {
  if (!existsSync(resolve(folder, logs.full))) return ['The CDNOW log is not on this machine.']
  const rows = (name: keyof typeof logs) =>
    summarise(readLog(resolve(folder, logs[name]), {}).lines, { until: dayNumber('1997-09-30') })
  const past = { sample: rows('sample'), full: rows('full') }
  return [
    'From customers’ rows to parameters and standard errors, CDNOW to 1997-09-30, every hill looked for; the median of nine',
    `after two to warm up, in milliseconds of CPU and by the clock (load of the machine: ${Math.round(loadavg()[0]!)}). Beside it the`,
    'quickest of three packages on such a machine, without load ([decision 30](../decisions/0030-models-of-our-own.md)).',
    '',
    '| customers | model | ms of CPU | by the clock | asked | quickest package | ratio |',
    '|---|---|---|---|---|---|---|',
    ...asked.map(([name, model, most, others]) => {
      const times = Array.from({ length: 11 }, () => timeOf(() => fit(model, past[name]))).slice(2)
      const [cpu, wall] = [median(times.map((time) => time.cpu)), median(times.map((time) => time.wall))]
      return `| ${past[name].length.toLocaleString('en')} | ${model} | ${cpu.toFixed(1)} | ${wall.toFixed(1)} | ${most === null ? '' : `≤ ${most}`} | ${others} | ${(cpu / others).toFixed(2)} |`
    }),
  ]
}

function timeOf(work: () => unknown): Took {
  const [began, before] = [performance.now(), process.cpuUsage()]
  work()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - began, cpu: (user + system) / 1000 }
}

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)]!
}

async function rawLog(log: string): Promise<string[]> {
  if (!existsSync(log)) return ['The Online Retail log is not on this machine.']
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
      `Raw CSV of Online Retail (541,909 rows) to RFM, ABC by XYZ and cohorts on one thread, best of five: ${seconds(ours)}; DuckDB with one thread in the same run: ${seconds(theirs)}; ratio ${(ours.cpu / theirs.cpu).toFixed(2)} of CPU.`,
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
