import type { Business } from '../../businesses/businesses.ts'
import { Refused } from '../../platform/errors.ts'
import { decimalsOf } from '../../platform/money.ts'
import type { Brought, Job } from '../job.ts'
import type { PurchasesMap } from '../maps/map.ts'
import type { Table } from '../reading/rows.ts'
import { giantFrom } from './deeds.ts'
import { Dirt } from './dirt.ts'
import { ringAll } from './ringing.ts'
import { RowReader } from './rowReader.ts'
import { Scratch } from './scratch.ts'
import type { Slip } from './slip.ts'
import { type Sorted, sortRows } from './slips.ts'
import { Tally } from './tally.ts'

/**
 * Brings a till's or a web shop's log in: reads it once, counting what is odd about it, and then rings it up as the
 * till would have, each purchase at its own moment. Guests stay without a customer; what is cancelled comes back to
 * the purchases it was bought with. The same file again finds its receipts by their numbers and adds nothing.
 */
export async function importPurchases(job: Job, map: PurchasesMap, table: Table): Promise<Brought> {
  checkCurrency(map, job.business)
  const scratch = new Scratch()
  const dirt = new Dirt()
  try {
    const sorted = await read(job, map, table, { scratch, dirt })
    const tally = new Tally(dirt, job.errors, giantFrom(slipsOf(sorted)))
    await ringAll({ ...job, map }, sorted, {
      scratch,
      dryRun: job.dryRun,
      onDone: (done) => job.onProgress('ringing up', tally.add(done), dirt.rows),
    })
    return { ...tally.report(), receiptsOfSeveralCustomers: sorted.severalCustomers, found: dirt.report() }
  } finally {
    scratch.close()
  }
}

function checkCurrency(map: PurchasesMap, { currency }: Business): void {
  if (map.currency === undefined || map.currency === currency) return
  throw new Refused('purchase.other_currency', undefined, { field: 'currency', params: { currency } })
}

async function read(
  { business, errors, now, onProgress }: Job,
  map: PurchasesMap,
  table: Table,
  { scratch, dirt }: { scratch: Scratch; dirt: Dirt },
): Promise<Sorted> {
  const heading = map.file.heading ?? true
  const [firstRow = []] = await take(table, 1)
  const ground = {
    currency: business.currency,
    decimals: decimalsOf(business.currency),
    timeZone: business.timeZone,
    mark: map.file.decimal ?? (table.separator === ';' ? ('either' as const) : ('.' as const)),
    latestMs: now.epochMilliseconds,
  }
  const reader = new RowReader(map, firstRow, { ground, dirt })
  let bytes = 0
  const rows = table.rows((read) => {
    bytes = read
  })
  const onRow = () => onProgress('reading', bytes, table.bytes)
  return sortRows(rows, reader, { dirt, errors, scratch, heading, onRow })
}

/** The first rows of a table. */
export async function take(table: Table, most: number): Promise<string[][]> {
  const rows: string[][] = []
  for await (const row of table.rows()) {
    rows.push(row)
    if (rows.length === most) break
  }
  return rows
}

function* slipsOf({ customers, guests }: Sorted): Generator<Slip> {
  for (const { slips } of customers.values()) yield* slips
  yield* guests
}
