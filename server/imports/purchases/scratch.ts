import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SlipLine } from './slip.ts'

const BUFFER_BYTES = 1_048_576

/**
 * Lines of receipts on disk, between reading a file in its order and ringing it up in the customers': memory holds only
 * where they lie. Nobody else may read it, and where the system allows it is gone with the process.
 */
export class Scratch {
  readonly #path = join(tmpdir(), `regulars-import-${process.pid}-${Date.now()}`)
  readonly #file = openSync(this.#path, 'wx+', 0o600)
  #pending: Buffer[] = []
  #pendingBytes = 0
  #end = 0

  constructor() {
    // On Windows an open file can't be removed: there `close` does it.
    if (process.platform !== 'win32') rmSync(this.#path, { force: true })
  }

  add(lines: readonly SlipLine[]): { at: number; length: number } {
    const bytes = Buffer.from(JSON.stringify(lines.map(packed)))
    const at = this.#end
    this.#end += bytes.length
    this.#pending.push(bytes)
    this.#pendingBytes += bytes.length
    if (this.#pendingBytes > BUFFER_BYTES) this.#flush()
    return { at, length: bytes.length }
  }

  read(places: readonly { at: number; length: number }[]): SlipLine[] {
    this.#flush()
    return places.flatMap(({ at, length }) => {
      const bytes = Buffer.allocUnsafe(length)
      readSync(this.#file, bytes, 0, length, at)
      return (JSON.parse(bytes.toString()) as Packed[]).map(unpacked)
    })
  }

  close(): void {
    closeSync(this.#file)
    rmSync(this.#path, { force: true })
  }

  #flush(): void {
    if (this.#pendingBytes === 0) return
    writeSync(this.#file, Buffer.concat(this.#pending))
    this.#pending = []
    this.#pendingBytes = 0
  }
}

const fields = [
  ...[
    'row',
    'dirt',
    'kind',
    'sku',
    'name',
    'category',
    'brand',
    'quantityMilli',
    'unitPriceMinor',
    'discountMinor',
  ],
] as (keyof SlipLine)[]
type Packed = SlipLine[keyof SlipLine][]

/** Names of fields would be half of what is written. */
function packed(line: SlipLine): Packed {
  return fields.map((field) => line[field])
}

function unpacked(values: Packed): SlipLine {
  return Object.fromEntries(fields.map((field, index) => [field, values[index]])) as unknown as SlipLine
}
