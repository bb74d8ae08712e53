import { rm } from 'node:fs/promises'
import { businessOf } from '../businesses/businesses.ts'
import { fileOf, type KeptFile, putOnDisk } from '../errands/errands.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { fieldsOf, guessColumns, guessDate } from './guess.ts'
import { keptMapsOf } from './maps/kept.ts'
import type { ImportKind } from './maps/map.ts'
import { recognised } from './maps/ready.ts'
import { take } from './purchases/importPurchases.ts'
import { openTable } from './reading/rows.ts'

const SAMPLES = 20

/** What can be said of a file before anything of it is taken over. */
export interface Looked {
  file: KeptFile
  encoding: string
  separator: string | null
  headings: string[]
  samples: string[][]
  recognised: { name: string; document: unknown } | null
  kept: { name: string; document: unknown }[]
  guessed: { columns: Record<string, string>; date: string | null; decimal: '.' | ',' }
}

/** Looks a kept file over: its headings and first rows, whether its shape is known, and which column is probably what. */
export async function lookAt(
  database: Database,
  businessId: string,
  fileId: string,
  kind: ImportKind,
): Promise<Looked> {
  const { file, timeZone, kept } = await inBusiness(database, businessId, async (tx) => ({
    file: await fileOf(tx, fileId, 'id'),
    timeZone: (await businessOf(tx)).timeZone,
    kept: await keptMapsOf(tx, kind),
  }))
  const { folder, path } = await putOnDisk(database, businessId, file)
  try {
    const table = await openTable(path)
    const [headings = [], ...samples] = await take(table, SAMPLES + 1)
    const ready = recognised(kind, headings)
    const columns = guessColumns(kind, headings)
    return {
      ...{ file, headings, samples, encoding: table.encoding, separator: table.separator },
      recognised: ready ? { name: ready.name, document: ready.map(headings) } : null,
      // A kept map is of use where its columns are there.
      kept: kept
        .filter(({ map }) => columnsOf(map).every((column) => isThere(column, headings)))
        .map(({ name, map }) => ({ name, document: map })),
      guessed: {
        columns,
        date: guessDate(samplesOf(kind, columns, { headings, samples }), timeZone) ?? null,
        decimal: table.separator === ';' ? ',' : '.',
      },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function samplesOf(
  kind: ImportKind,
  columns: Record<string, string>,
  { headings, samples }: { headings: string[]; samples: string[][] },
): string[] {
  const dates = { customers: ['birthday', 'joinedAt'], products: [], purchases: ['occurredAt'] }[kind]
  return dates.flatMap((field) => {
    const at = headings.indexOf(columns[field] ?? '\0')
    return at < 0 ? [] : samples.map((row) => row[at] ?? '')
  })
}

function columnsOf(map: Record<string, unknown>): (string | number)[] {
  const flat = (value: unknown): (string | number)[] =>
    typeof value === 'string' || typeof value === 'number'
      ? [value]
      : Object.values(value ?? {}).flatMap(flat)
  return flat(map.columns)
}

function isThere(column: string | number, headings: readonly string[]): boolean {
  if (typeof column === 'number') return column <= headings.length
  const wanted = column.trim().toLowerCase()
  return headings.some((heading) => heading.trim().toLowerCase() === wanted)
}

export { fieldsOf }
