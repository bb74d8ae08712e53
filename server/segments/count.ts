import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import type { Here } from './conditions.ts'
import type { Filter } from './filter.ts'
import { everyoneIn, type Found, passingOf } from './list.ts'

/** Up to here a count is exact. Beyond, it is told as what it is: about so many. */
export const EXACT_UP_TO = 10_000
const SAMPLE_ROWS = 30_000
const FEW_IN_SAMPLE = 200

export interface Counted {
  count: number
  /** Not counted one by one: estimated from a sample of a few ten thousand rows, good to a percent or two. */
  about: boolean
}

/**
 * How many pass a filter. What is many is estimated, so that asking costs the same beside a million customers: a sample
 * of the table's pages tells which share passes. Where the sample says too little (a small business beside large ones),
 * all are counted.
 */
export async function countCustomers(tx: Tx, filter: Filter, here: Here, found: Found): Promise<Counted> {
  if (found) return { count: (await passingOf(tx, filter, here, found)).length, about: false }
  const everyone = everyoneIn(filter, here, undefined)
  const bounded = await tx.first(
    sql<{ count: number }>`select count(*) as count from (${everyone} limit ${EXACT_UP_TO + 1}) w`,
  )
  if (bounded!.count <= EXACT_UP_TO) return { count: bounded!.count, about: false }
  const estimate = await estimateOf(tx, filter, here)
  if (estimate !== undefined) return { count: Math.max(estimate, EXACT_UP_TO), about: true }
  const exact = await tx.first(sql<{ count: number }>`select count(*) as count from (${everyone}) w`)
  return { count: exact!.count, about: false }
}

async function estimateOf(tx: Tx, filter: Filter, here: Here): Promise<number | undefined> {
  const rows = await tx.first(
    sql<{ rows: number }>`select reltuples::bigint as rows from pg_class where oid = 'customers'::regclass`,
  )
  const whole = rows?.rows ?? 0
  if (whole < 4 * SAMPLE_ROWS) return undefined
  const percent = (100 * SAMPLE_ROWS) / whole
  const sample = await tx.first(
    sql<{ hits: number }>`select count(*) as hits from (${everyoneIn(filter, here, undefined, percent)}) w`,
  )
  if (!sample || sample.hits < FEW_IN_SAMPLE) return undefined
  return Math.round((sample.hits * 100) / percent)
}
