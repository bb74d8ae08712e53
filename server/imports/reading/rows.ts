import { basename } from 'node:path'
import { bytesOf, packingOf } from './bytes.ts'
import { decoded, type Encoding, EncodingSearch } from './encoding.ts'
import { type Separator, separatedRows, separatorOf } from './separated.ts'
import { sheetRows } from './sheet.ts'

/** How a file is written, where its map says it; what is left out is found out. */
export interface Writing {
  separator?: Separator | undefined
  encoding?: Encoding | undefined
  sheet?: string | undefined
}

/** A table that is read row by row, as often as wanted. */
export interface Table {
  fileName: string
  encoding: Encoding | 'xlsx'
  separator: Separator | null
  /** What it holds unpacked, for telling how far a reading is. */
  bytes: number
  /** Rows as they stand in the file, the heading too. `onBytes` hears how much was read so far. */
  rows(onBytes?: (bytes: number) => void): AsyncIterable<string[]>
}

const HEAD_BYTES = 64 * 1024

/** Looks a file over once (its encoding and separator) and opens it. CSV in any dress, packed or not, or XLSX. */
export async function openTable(file: string, writing: Writing = {}): Promise<Table> {
  const fileName = basename(file)
  const packing = await packingOf(file)
  if (packing === 'zip') {
    const rows = await sheetRows(file, writing.sheet)
    return {
      fileName,
      encoding: 'xlsx',
      separator: null,
      bytes: rows.length,
      async *rows(onBytes) {
        for (const [index, row] of rows.entries()) {
          onBytes?.(index)
          yield row
        }
      },
    }
  }
  const seen = await lookOver(file, packing)
  const encoding = writing.encoding ?? seen.encoding
  const head = new TextDecoder(encoding).decode(seen.head)
  const separator = writing.separator ?? separatorOf(head, fileName)
  return {
    fileName,
    encoding,
    separator,
    bytes: seen.bytes,
    rows: (onBytes) => {
      const bytes = counted(bytesOf(file, packing), onBytes)
      // The parser takes UTF-8 as it is, which saves a copy of the whole file.
      const asItIs = encoding === 'utf-8' && seen.encoding === 'utf-8'
      return separatedRows(asItIs ? bytes : decoded(bytes, encoding), separator)
    },
  }
}

async function lookOver(file: string, packing: 'plain' | 'gzip') {
  const search = new EncodingSearch()
  const head: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of bytesOf(file, packing)) {
    if (bytes < HEAD_BYTES) head.push(chunk)
    bytes += chunk.length
    search.add(chunk)
  }
  return { encoding: search.result(), head: Buffer.concat(head).subarray(0, HEAD_BYTES), bytes }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    onBytes?.(bytes)
    yield chunk
  }
}
