import { writeFileSync } from 'node:fs'
import { dayNumber, type Summary, summarise } from '../../insights/insights.ts'
import { Refused } from '../../platform/errors.ts'
import { type Call, UsageError } from '../command.ts'
import { type Insight, table } from './insight.ts'
import { type PurchaseLog, readLog } from './purchaseLog.ts'

const columns = ['id', 'x', 't_x', 'T', 'm', 'litt', 'actual'] as const

/** Turns a purchase log into what the models read: x, t_x, T in weeks, and m. */
export const summary: Insight = async (call, [file, ...more]) => {
  if (file === undefined || more.length > 0) throw new UsageError('Name one file: insights summary FILE')
  const { id, date, value, currency, out } = call.values as Record<string, string | undefined>
  const log = readLog(file, { id, date, value, currency })
  if (log.lines.length === 0) throw new Refused('insights.cannot_fit', `${file} has no purchase that counts.`)
  const last = log.lines.reduce((latest, { day }) => Math.max(latest, day), Number.NEGATIVE_INFINITY)
  const until = dayAt(call, 'until') ?? last
  const found = summarise(log.lines, {
    from: dayAt(call, 'from'),
    until,
    holdoutUntil: dayAt(call, 'holdout'),
  })
  if (found.length === 0)
    throw new Refused('insights.cannot_fit', `Nobody bought in ${file} between these days.`)
  const rows = found.map(({ tx, m, ...row }) => ({ ...row, t_x: tx, m: log.hasMoney ? m : 0 }))
  if (out !== undefined) writeFileSync(out, csvOf(rows))
  const shown = rows.slice(0, 20).map((row) => columns.map((name) => showCell(row, name)))
  return {
    result: rows,
    text: [
      table([[...columns], ...shown]),
      ...(rows.length > shown.length ? [`… and ${rows.length - shown.length} more.`] : []),
      ...told(log, found),
      ...(out === undefined ? [] : [`Written to ${out}.`]),
    ].join('\n'),
  }
}

type Shown = Omit<Summary, 'tx'> & { t_x: number }

function showCell(row: Shown, name: (typeof columns)[number]): string | number {
  const value = row[name]
  return typeof value === 'number' ? Number(value.toFixed(4)) : (value ?? '')
}

function csvOf(rows: readonly Shown[]): string {
  const quoted = (value: string | number | undefined) =>
    /[",\r\n]/.test(String(value ?? '')) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? '')
  const lines = rows.map((row) => columns.map((name) => quoted(row[name])).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

function told({ rows, leftOut }: PurchaseLog, found: readonly Summary[]): string[] {
  const reasons = Object.entries(leftOut).filter(([, count]) => count > 0)
  return [
    `${found.length} customers, ${found.reduce((sum, { x }) => sum + x, 0)} repeat purchases, from ${rows} lines.`,
    ...reasons.map(([reason, count]) => `Left out, ${reason}: ${count}.`),
  ]
}

function dayAt({ values }: Call, name: 'from' | 'until' | 'holdout'): number | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  try {
    return dayNumber(Temporal.PlainDate.from(String(value)).toString())
  } catch {
    throw new UsageError(`--${name} must be a day like 2026-01-31.`)
  }
}
