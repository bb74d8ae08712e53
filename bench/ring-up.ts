import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newId, readId, showId } from '../server/platform/ids.ts'
import { type Load, load, post } from './load.ts'
import { asOwner, type Shop } from './shop.ts'

const run = promisify(execFile)
const CLIENTS = [1, 8, 32]

/** One comparison: the app over HTTP and the raw client, one after the other on the same PostgreSQL. */
export interface Compared {
  clients: number
  app: Load
  raw: Omit<Load, 'failed'>
  ratio: number
}

/** Customers of the business who have bought once, so that nothing of theirs is made for the first time. */
export async function welcome(shop: Shop, count: number): Promise<string[]> {
  const business = readId('business', shop.businessId)!
  const rows = await asOwner<{ id: string }>(
    shop.databaseUrl,
    `insert into customers (business_id, customer_id, given_name, joined_at)
     select $1, gen_random_uuid(), 'Customer ' || n, now() from generate_series(1, $2::int) n returning customer_id as id`,
    [business, count],
  )
  const ids = rows.map(({ id }) => showId('customer', id))
  let at = 0
  await load({
    port: shop.port,
    clients: 16,
    seconds: 3_600,
    most: count,
    next: () => ringUp(shop, ids[at++ % count]!),
  })
  await asOwner(shop.databaseUrl, 'analyze')
  return ids
}

function basket(customer: string) {
  return {
    customer: { id: customer },
    lines: [
      { sku: 'A1', name: 'Coffee', category: 'coffee', unitPrice: 890, quantity: 1 },
      { name: 'Cake', unitPrice: 1290, quantity: 1 },
    ],
  }
}

function ringUp(shop: Shop, customer: string): string {
  return post('/api/v1/purchases', shop.key, basket(customer), { 'idempotency-key': newId() })
}

/** (a) Ring-up over HTTP beside a raw client that writes the same rows by one function call. */
export async function compareRingUp(shop: Shop, customers: string[], seconds: number): Promise<Compared[]> {
  const plan = await planRaw(shop)
  const compared: Compared[] = []
  let at = 0
  for (const clients of CLIENTS) {
    const next = () => ringUp(shop, customers[(at++ * 7919) % customers.length]!)
    // Interleaved, so that a slow minute of the machine is slow for both.
    const [app1, raw1] = [
      await load({ port: shop.port, clients, seconds, next }),
      await raw(shop, plan, clients, seconds),
    ]
    const [app2, raw2] = [
      await load({ port: shop.port, clients, seconds, next }),
      await raw(shop, plan, clients, seconds),
    ]
    const app = app1.perSecond > app2.perSecond ? app1 : app2
    const best = raw1.perSecond > raw2.perSecond ? raw1 : raw2
    compared.push({
      clients,
      app: { ...app, failed: app1.failed + app2.failed },
      raw: best,
      ratio: app.perSecond / best.perSecond,
    })
  }
  await asOwner(shop.databaseUrl, 'drop schema bench cascade')
  return compared
}

/** Ring-up alone, at a number of clients. */
export function measureRingUp(
  shop: Shop,
  customers: string[],
  clients: number,
  seconds: number,
): Promise<Load> {
  let at = 0
  const next = () => ringUp(shop, customers[(at++ * 7919) % customers.length]!)
  return load({ port: shop.port, clients, seconds, next })
}

/** (b) A quote: all of the deciding, none of the writing. */
export async function measureQuote(shop: Shop, customers: string[], seconds: number): Promise<Load> {
  let at = 0
  const next = () =>
    post('/api/v1/purchases/quote', shop.key, basket(customers[(at++ * 7919) % customers.length]!))
  return load({ port: shop.port, clients: 8, seconds, next })
}

// The raw client writes rows that no return or programme knows of: it works in a copy of the tables, so that `verify`
// afterwards speaks of what the app wrote.
async function planRaw(shop: Shop): Promise<string> {
  const { databaseUrl: url } = shop
  await asOwner(url, readFileSync(join(import.meta.dirname, 'raw.sql'), 'utf8'))
  const [facts] = await asOwner<{ business: string; issued: string; version: string; answer: string }>(
    url,
    `select p.business_id as business, p.version_id as version, p.answer::text as answer,
            (select account_id from accounts where kind = 'issued' limit 1) as issued
       from purchases p where answer is not null limit 1`,
  )
  const customers = await asOwner(
    url,
    `select holder_id as customer, account_id as account from bench.accounts where kind = 'customer' limit 2000`,
  )
  const file = join(shop.dataFolder, 'raw.json')
  writeFileSync(file, JSON.stringify({ ...facts, customers }))
  return file
}

async function raw(
  shop: Shop,
  plan: string,
  clients: number,
  seconds: number,
): Promise<Omit<Load, 'failed'>> {
  const script = join(import.meta.dirname, 'raw.ts')
  const { stdout } = await run(process.execPath, [
    script,
    shop.databaseUrl,
    String(clients),
    String(seconds),
    plan,
  ])
  return JSON.parse(stdout) as Omit<Load, 'failed'>
}
