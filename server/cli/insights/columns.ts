import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { codeOf } from '../../platform/config.ts'
import { UsageError } from '../command.ts'

/** A text file with columns, whatever separates them. */
export interface Columns {
  /** The headings, or nothing where the first line is no heading. */
  headings: string[] | undefined
  separator: string
  /** With the number of its line in the file. */
  rows: { line: number; cells: string[] }[]
}

/** Reads a whole file, packed or not. Lines of nothing are passed over; a mark of UTF-8 is no part of the first name. */
export function readColumns(file: string): Columns {
  const text = readText(file)
  const head = /\S.*/.exec(text)?.[0] ?? ''
  const separator = [',', ';', '\t', '|'].find((one) => head.includes(one)) ?? ' '
  const rows = rowsOf(text, separator)
  const [first] = rows
  if (!first) throw new UsageError(`${file} is empty.`)
  const isHeading = !first.cells.some((cell) => cell !== '' && Number.isFinite(Number(cell)))
  return { headings: isHeading ? first.cells : undefined, separator, rows: isHeading ? rows.slice(1) : rows }
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file)
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    return (isPacked ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\ufeff/, '')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') throw new UsageError(`${file} is not there.`)
    if (code === 'EISDIR') throw new UsageError(`${file} is a folder.`)
    throw new UsageError(`${file} can’t be read: ${(error as Error).message}.`)
  }
}

/** RFC 4180: a quoted value may hold separators, line ends and doubled quotes. Most lines have none and are only cut. */
function rowsOf(text: string, separator: string): Columns['rows'] {
  const cut =
    separator === ' ' ? (line: string) => line.trim().split(/\s+/) : (line: string) => line.split(separator)
  const rows: Columns['rows'] = []
  const lines = text.split(/\r\n|\n|\r/)
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1
    let whole = lines[index]!
    if (whole.trim() === '') continue
    if (!whole.includes('"')) {
      rows.push({ line, cells: cut(whole).map((cell) => cell.trim()) })
      continue
    }
    let cells = quotedCells(whole, separator)
    while (!cells && index + 1 < lines.length) {
      index += 1
      whole += `\n${lines[index]}`
      cells = quotedCells(whole, separator)
    }
    if (!cells) throw new UsageError(`Line ${line}: a quote is not closed.`)
    rows.push({ line, cells })
  }
  return rows
}

/** The cells of one record, or nothing where a quote is still open at its end. */
function quotedCells(record: string, separator: string): string[] | undefined {
  const cells: string[] = []
  let at = 0
  for (;;) {
    const rest = record.slice(at)
    const opens = /^\s*"/.exec(rest)
    if (opens) {
      let end = at + opens[0].length
      for (;;) {
        end = record.indexOf('"', end)
        if (end < 0) return undefined
        if (record[end + 1] !== '"') break
        end += 2
      }
      cells.push(record.slice(at + opens[0].length, end).replaceAll('""', '"'))
      at = record.indexOf(separator, end)
    } else {
      const end = record.indexOf(separator, at)
      cells.push((end < 0 ? rest : record.slice(at, end)).trim())
      at = end
    }
    if (at < 0) return cells
    at += 1
  }
}

/** The place of the first heading that means one of these words: case, spaces, dots and underscores don't count. */
export function placeOf(headings: readonly string[], ...words: string[]): number | undefined {
  const plain = headings.map((heading) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
  for (const word of words) {
    const place = plain.indexOf(word)
    if (place < 0) continue
    if (plain.lastIndexOf(word) === place) return place
    throw new UsageError(`Two columns are called ${headings[place]}: which of them counts?`)
  }
  return undefined
}

/** A number as files write it; where semicolons separate, commas are decimal. */
export function numberOf(text: string, separator: string): number {
  const written = separator === ';' ? text.replace(',', '.') : text
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN
}
