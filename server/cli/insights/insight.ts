import { readId } from '../../platform/ids.ts'
import { type Call, type Outcome, UsageError } from '../command.ts'

/** One thing that `insights` can say. `files` are the words after its name. */
export type Insight = (call: Call, files: string[]) => Promise<Outcome>

export function businessIn({ values }: Call): string {
  const id = readId('business', String(values.business ?? ''))
  if (!id) throw new UsageError('--business must be an id like biz_0199…')
  return id
}

export function dayIn({ values }: Call, name: 'at' | 'from'): string | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  try {
    return Temporal.PlainDate.from(String(value)).toString()
  } catch {
    throw new UsageError(`--${name} must be a day like 2026-01-31.`)
  }
}

export function wordIn<Word extends string>(
  { values }: Call,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  const found = words.find((word) => word === value)
  if (!found) throw new UsageError(`--${name} is one of ${words.join(', ')}.`)
  return found
}

/** Numbers with commas between them. */
export function numbersIn(text: string, name: string, count: number): number[] {
  const numbers = text.split(',').map(Number)
  if (numbers.length !== count || numbers.some((number) => !Number.isFinite(number)))
    throw new UsageError(`--${name} takes ${count} numbers with commas between them.`)
  return numbers
}

/** Lines of a table: the first column left, the others right. */
export function table(rows: (string | number)[][]): string {
  const texts = rows.map((row) => row.map(String))
  const widths = texts[0]!.map((_, column) =>
    texts.reduce((most, row) => Math.max(most, row[column]!.length), 0),
  )
  return texts
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n')
}
