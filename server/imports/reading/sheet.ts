import { stat } from 'node:fs/promises'
import { readSheet } from 'read-excel-file/node'
import { Refused } from '../../platform/errors.ts'

// A sheet is unpacked into memory whole: what is larger is better saved as CSV, which is read row by row.
const LARGEST_BYTES = 20 * 1024 * 1024

/** The rows of a sheet as texts: a date as ISO 8601 without a zone, a number with a point. */
export async function sheetRows(file: string, sheet: string | undefined): Promise<string[][]> {
  if ((await stat(file)).size > LARGEST_BYTES) {
    throw new Refused('import.file_unreadable', 'The sheet is larger than 20 MB: save it as CSV.')
  }
  try {
    const rows = await readSheet(file, sheet ?? 1)
    return rows.map((row) => row.map(written)).filter((row) => row.some((cell) => cell !== ''))
  } catch (error) {
    throw new Refused('import.file_unreadable', `The sheet can’t be read: ${(error as Error).message}`)
  }
}

function written(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // A cell holds a wall clock without a zone; the reader gives it as if it were UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 19)
  // 1e21 and more would be written with an exponent, which no amount has.
  return typeof cell === 'number'
    ? cell.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 10 })
    : String(cell)
}
