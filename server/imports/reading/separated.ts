import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Refused } from '../../platform/errors.ts'

/** What stands between two values. `spaces`: any run of spaces or tabs, as old statistics files have it. */
export const separators = [',', ';', '\t', '|', 'spaces'] as const
export type Separator = (typeof separators)[number]

// A quote that is never closed would swallow the rest of the file into one value.
const LARGEST_ROW = 1_048_576

/** Rows of separated values. Quoted values may hold separators and line ends. */
export async function* separatedRows(
  chunks: AsyncIterable<Uint8Array | string>,
  separator: Separator,
): AsyncGenerator<string[]> {
  if (separator === 'spaces') {
    yield* spacedRows(chunks)
    return
  }
  const parser = parse({
    delimiter: separator,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW,
  })
  const source = Readable.from(chunks, { objectMode: true, highWaterMark: 2 })
  source.on('error', (error) => parser.destroy(error)).pipe(parser)
  try {
    for await (const row of parser) yield row as string[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? ` near line ${error.lines}` : ''
    throw new Refused('import.file_unreadable', `The file breaks off${line}: a quote is not closed.`)
  } finally {
    source.destroy()
    parser.destroy()
  }
}

async function* spacedRows(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()!
    if (rest.length > LARGEST_ROW) throw new Refused('import.file_unreadable', 'A line has no end.')
    for (const line of lines) if (line.trim() !== '') yield line.trim().split(/\s+/)
  }
  if (rest.trim() !== '') yield rest.trim().split(/\s+/)
}

/** The separator that the first rows agree on: as many of it in each, and at least one. */
export function separatorOf(head: string, fileName: string): Separator {
  const lines = head.replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/)
  // The last line may be cut off.
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  const found = ([',', ';', '\t', '|'] as const)
    .map((separator) => {
      const counts = whole.map((line) => line.split(separator).length - 1)
      const [first = 0] = counts
      return { separator, first, agree: counts.filter((count) => count === first).length }
    })
    .filter(({ first }) => first > 0)
    .sort((a, b) => b.agree - a.agree || b.first - a.first)
  if (found[0]) return found[0].separator
  const spaced = whole.length > 0 && whole.every((line) => line.trim().split(/\s+/).length > 1)
  return spaced && /\.txt(\.gz)?$/i.test(fileName) ? 'spaces' : ','
}
