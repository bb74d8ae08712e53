// The raw client of the ring-up measure, a process of its own: `node bench/raw.ts URL CLIENTS SECONDS PLAN.json`.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { summary } from './load.ts'

const [url, clients, seconds, file] = process.argv.slice(2) as [string, string, string, string]
interface Plan {
  business: string
  issued: string
  version: string
  answer: string
  customers: { customer: string; account: string }[]
}
const plan = JSON.parse(readFileSync(file, 'utf8')) as Plan
const call = { name: 'ring_up', text: 'select bench.ring_up($1, $2, $3, $4, $5, $6, $7, $8)' }
const times: number[] = []
let at = 0

async function client(until: number): Promise<void> {
  const connection = new pg.Client({ connectionString: url })
  await connection.connect()
  while (performance.now() < until) {
    at += 1
    const { customer, account } = plan.customers[(at * 7919) % plan.customers.length]!
    const begun = performance.now()
    await connection.query({
      ...call,
      values: [plan.business, customer, account, plan.issued, plan.version, 2180, 21, plan.answer],
    })
    times.push(performance.now() - begun)
  }
  await connection.end()
}

const start = performance.now()
await Promise.all(Array.from({ length: Number(clients) }, () => client(start + Number(seconds) * 1000)))
process.stdout.write(JSON.stringify(summary(times, performance.now() - start)))
