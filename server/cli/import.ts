import {
  type ImportKind,
  importFile,
  importKinds,
  keptMaps,
  type Phase,
  readyNames,
  tellReport,
} from '../imports/imports.ts'
import { inBusiness } from '../platform/database.ts'
import { readId } from '../platform/ids.ts'
import { type Call, type Outcome, UsageError } from './command.ts'

export const summary = 'Bring customers, products or purchases in from a file; safe to run again'
export const words = `${importKinds.join('|')} FILE, or maps`

export const options = {
  business: { type: 'string' },
  map: { type: 'string' },
  'dry-run': { type: 'boolean' },
  errors: { type: 'string' },
} as const

export const hints = {
  business: 'ID  whose books it goes into',
  map: `FILE|NAME  which column is what: a JSON document, one kept by the business, or ${readyNames.join(', ')}`,
  'dry-run': ' only say what would happen',
  errors: 'FILE  where to write the rows that were left out, as CSV',
}

export async function run(call: Call): Promise<Outcome> {
  const [kind, file, ...more] = call.words
  const businessId = readId('business', String(call.values.business ?? ''))
  if (!businessId) throw new UsageError('--business must be an id like biz_0199…')
  if (kind === 'maps' && file === undefined) return listMaps(call, businessId)
  if (!importKinds.includes(kind as ImportKind))
    throw new UsageError(`Say what to import: ${importKinds.join(', ')}.`)
  if (file === undefined || more.length > 0) throw new UsageError('Name one file to import.')
  const { map, errors, 'dry-run': dryRun } = call.values
  const progress = new Progress(call.json ? undefined : process.stderr)
  try {
    const report = await call.onDatabase((database) =>
      importFile(database, businessId, {
        kind: kind as ImportKind,
        file,
        map: map as string | undefined,
        errorFile: errors as string | undefined,
        dryRun: dryRun === true,
        onProgress: (phase, done, total) => progress.show(phase, done, total),
      }),
    )
    return { result: report, text: tellReport(report) }
  } finally {
    progress.clear()
  }
}

async function listMaps(call: Call, businessId: string): Promise<Outcome> {
  const kept = await call.onDatabase((database) => inBusiness(database, businessId, keptMaps))
  const maps = kept.map(({ kind, name, updatedAt }) => ({ kind, name, updatedAt: updatedAt.toString() }))
  const lines = maps.map(
    ({ kind, name, updatedAt }) => `${kind.padEnd(10)} ${name}  (${updatedAt.slice(0, 10)})`,
  )
  return {
    result: { ready: readyNames, kept: maps },
    text: [`Ready: ${readyNames.join(', ')}`, ...lines].join('\n'),
  }
}

const REDRAW_MS = 100
const BAR = 24

/** One line on a terminal that says how far it is, how fast, and how long it will take; nothing anywhere else. */
class Progress {
  readonly #terminal: NodeJS.WriteStream | undefined
  #phase: Phase | undefined
  #began = 0
  #drawn = 0

  constructor(stream: NodeJS.WriteStream | undefined) {
    this.#terminal = stream?.isTTY ? stream : undefined
  }

  show(phase: Phase, done: number, total: number): void {
    if (!this.#terminal) return
    const now = performance.now()
    if (phase !== this.#phase) {
      this.#phase = phase
      this.#began = now
    } else if (now - this.#drawn < REDRAW_MS) return
    this.#drawn = now
    const part = total > 0 ? Math.min(1, done / total) : 0
    const seconds = (now - this.#began) / 1000
    const bar = '█'.repeat(Math.round(part * BAR)).padEnd(BAR, '·')
    const left = part > 0 && seconds > 0.5 ? `, ${Math.ceil((seconds * (1 - part)) / part)} s left` : ''
    const speed =
      phase === 'reading' ? `${rate(done / 1e6, seconds, 1)} MB/s` : `${rate(done, seconds, 0)} rows/s`
    this.#terminal.write(`\r\u001b[K${phase.padEnd(10)} ${bar} ${Math.floor(part * 100)} %, ${speed}${left}`)
  }

  clear(): void {
    this.#terminal?.write('\r\u001b[K')
  }
}

function rate(amount: number, seconds: number, digits: number): string {
  return seconds > 0 ? (amount / seconds).toLocaleString('en', { maximumFractionDigits: digits }) : '–'
}
