import { createHash } from 'node:crypto'
import type { RowErrors } from '../errorFile.ts'
import { Repeats } from '../values/repeats.ts'
import type { Dirt } from './dirt.ts'
import type { ReadRow, RowReader } from './rowReader.ts'
import type { Scratch } from './scratch.ts'
import { type Key, rowFaults, type Slip, type SlipLine } from './slip.ts'

/** One customer's receipts, or a handful of guests' (key null). */
export interface Bundle {
  key: Key | null
  slips: Slip[]
}

/** A file in the order of customers: who bought, what lies where. */
export interface Sorted {
  customers: Map<string, Bundle>
  guests: Slip[]
  /** Receipts with rows of more than one customer: they belong to the first. */
  severalCustomers: number
}

type Read = Extract<ReadRow, { line: SlipLine }>

/**
 * Puts rows together to receipts, wherever in the file they stand, and receipts to customers. Rows are kept in the
 * scratch file; memory holds about 300 bytes for each receipt.
 */
export class Sorting {
  readonly #slips = new Map<string, Slip>()
  readonly #sorted: Sorted = { customers: new Map(), guests: [], severalCustomers: 0 }
  readonly #scratch: Scratch
  readonly #twins = new Repeats()
  #open: { slip: Slip; lines: SlipLine[] } | undefined

  constructor(scratch: Scratch) {
    this.#scratch = scratch
  }

  add({ line, slip }: Read, row: readonly string[]): void {
    const externalId = slip.externalId ?? this.#idOf(row)
    if (this.#open?.slip.externalId !== externalId || this.#open.slip.sort !== slip.sort) {
      this.#close()
      this.#open = { slip: this.#slipOf(externalId, slip, line), lines: [] }
    }
    const { slip: open, lines } = this.#open!
    if (open.customer?.value !== slip.customer?.value) {
      if (open.customer === null && open.places.length === 0 && lines.length === 0)
        open.customer = slip.customer
      else if (slip.customer) this.#sorted.severalCustomers += 1
    }
    open.ms = Math.min(open.ms, slip.ms)
    open.valueMinor += Math.round((line.unitPriceMinor * line.quantityMilli) / 1000) - line.discountMinor
    open.lineCount += 1
    lines.push(line)
  }

  /** Each customer's receipts in the order of time, of the file where they share a moment. */
  finish(): Sorted {
    this.#close()
    for (const slip of this.#slips.values()) {
      if (!slip.customer) {
        this.#sorted.guests.push(slip)
        continue
      }
      const key = `${slip.customer.kind} ${slip.customer.value}`
      const bundle = this.#sorted.customers.get(key)
      if (bundle) bundle.slips.push(slip)
      else this.#sorted.customers.set(key, { key: slip.customer, slips: [slip] })
    }
    for (const { slips } of this.#sorted.customers.values())
      slips.sort((a, b) => a.ms - b.ms || a.row - b.row)
    this.#slips.clear()
    return this.#sorted
  }

  #slipOf(externalId: string, { sort, customer, ms }: Read['slip'], { row }: SlipLine): Slip {
    const key = `${sort} ${externalId}`
    const known = this.#slips.get(key)
    if (known) return known
    const slip: Slip = { sort, externalId, customer, ms, row, places: [], lineCount: 0, valueMinor: 0 }
    this.#slips.set(key, slip)
    return slip
  }

  #close(): void {
    if (this.#open) this.#open.slip.places.push(this.#scratch.add(this.#open.lines))
    this.#open = undefined
  }

  /** A row that is a purchase of its own and has no number gets one from what it says, and from how often it came before. */
  #idOf(row: readonly string[]): string {
    const text = row.join('\u001f')
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 24)
    return `${hash}-${this.#twins.seen(text) + 1}`
  }
}

/** Reads a whole file into receipts. Rows that can't be taken over go to the errors. */
export async function sortRows(
  rows: AsyncIterable<string[]>,
  reader: RowReader,
  {
    dirt,
    errors,
    scratch,
    heading,
    onRow,
  }: {
    dirt: Dirt
    errors: RowErrors
    scratch: Scratch
    /** Whether the first row is the heading. */
    heading: boolean
    onRow: (rows: number) => void
  },
): Promise<Sorted> {
  const sorting = new Sorting(scratch)
  let rowNumber = 0
  for await (const row of rows) {
    rowNumber += 1
    if (heading && rowNumber === 1) continue
    dirt.rows += 1
    const read = reader.read(row, rowNumber)
    if ('line' in read) {
      sorting.add(read, row)
    } else {
      dirt.met(read.dirt, 'skipped')
      const say = `${reader.nameOf(read.field)} ${rowFaults[read.fault]}${read.say ? `: ${read.say}` : ''}`
      errors.add({ row: rowNumber, field: read.field, code: read.fault, say })
    }
    if (rowNumber % 1_000 === 0) onRow(rowNumber)
  }
  return sorting.finish()
}
