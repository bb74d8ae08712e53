import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type PurchaseLog, readLog } from '../server/cli/insights/purchaseLog.ts'
import { dayNumber, type Summary, summarise } from '../server/insights/insights.ts'
import type { Known } from '../server/insights/models/contest.ts'

/** The public purchase logs. They lie beside the repository and are not part of it. */
const folder = resolve(import.meta.dirname, '../../shared/data')
const files = {
  sample: 'cdnow/CDNOW_sample.txt.gz',
  full: 'cdnow/CDNOW_master.txt.gz',
  grocery: 'grocery/grocery_elog.csv.gz',
  retail: 'online-retail/online_retail.csv.gz',
} as const
export type PublicLog = keyof typeof files

const absent = Object.values(files).find((file) => !existsSync(resolve(folder, file)))
export const skip = absent ? `${absent} is not there` : false

const read = new Map<PublicLog, PurchaseLog>()

/** A log as our own reader takes it in, with what it left out. */
export function logOf(log: PublicLog): PurchaseLog {
  const found = read.get(log) ?? readLog(resolve(folder, files[log]), {})
  read.set(log, found)
  return found
}

/** Everybody's past up to a day. */
export function pastOf(log: PublicLog, until: string): Summary[] {
  return summarise(logOf(log).lines, { until: dayNumber(until) })
}

/** The same with what came after, up to another day or for so many weeks. */
export function knownOf(log: PublicLog, until: string | number, after: string | number): Known[] {
  const day = typeof until === 'number' ? until : dayNumber(until)
  const holdoutUntil = typeof after === 'number' ? day + 7 * after : dayNumber(after)
  return summarise(logOf(log).lines, { until: day, holdoutUntil }).map((row) => ({
    ...row,
    actual: row.actual!,
  }))
}
