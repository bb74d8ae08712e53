import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { dayNumber } from './measures/lifetime.ts'

/** The public data sets lie beside the repository and are not part of it. */
const folder = resolve(import.meta.dirname, '../../../shared/data')
export const pathOf = (name: string) => resolve(folder, name)
export const missing = (name: string) => (existsSync(pathOf(name)) ? false : `${name} is not there`)

export interface Sale {
  customer: string
  invoice: string
  day: string
  minor: number
}

function rowsOf(name: string, options: Record<string, unknown> = {}): string[][] {
  return parse(gunzipSync(readFileSync(pathOf(name))), { from_line: 2, relax_quotes: true, ...options })
}

export const retail = 'online-retail/online_retail.csv.gz'
export const cdnow = 'cdnow/CDNOW_master.txt.gz'
export const orders = 'rfm-orders/rfm_data_orders.csv.gz'

/** Online Retail as REFERENCE.md §0 cleans it: known customers, no cancellations, quantity and price above zero. */
export function retailSales(): Sale[] {
  return rowsOf(retail).flatMap(([invoice, , , quantity, at, price, customer]) => {
    if (!customer || invoice!.startsWith('C') || Number(quantity) <= 0 || Number(price) <= 0) return []
    const minor = Math.round(Number(price) * 100) * Number(quantity)
    return [{ customer, invoice: invoice!, day: at!.slice(0, 10), minor }]
  })
}

export function cdnowSales(): Sale[] {
  const text = gunzipSync(readFileSync(pathOf(cdnow))).toString()
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line, index) => {
      const [customer, date, , value] = line.trim().split(/\s+/)
      const day = `${date!.slice(0, 4)}-${date!.slice(4, 6)}-${date!.slice(6, 8)}`
      return { customer: customer!, invoice: String(index), day, minor: Math.round(Number(value) * 100) }
    })
}

export function orderSales(): Sale[] {
  return rowsOf(orders).map(([customer, day, revenue], index) => ({
    ...{ customer: customer!, invoice: String(index), day: day!, minor: Number(revenue) },
  }))
}

/** Sums by customer: for RFM and ABC. */
export function boughtOf(sales: readonly Sale[], at: string) {
  const sums = new Map<
    string,
    { invoices: Set<string>; minor: number; last: string; months: Map<string, number> }
  >()
  for (const { customer, invoice, day, minor } of sales) {
    const sum = sums.get(customer) ?? { invoices: new Set(), minor: 0, last: day, months: new Map() }
    sums.set(customer, sum)
    sum.invoices.add(invoice)
    sum.minor += minor
    if (day > sum.last) sum.last = day
    sum.months.set(day.slice(0, 7), (sum.months.get(day.slice(0, 7)) ?? 0) + minor)
  }
  return [...sums].map(([id, { invoices, minor, last, months }]) => ({
    ...{ id, purchases: invoices.size, moneyMinor: minor, months },
    recencyDays: dayNumber(at) - dayNumber(last),
  }))
}
