import { closeSync, openSync, writeSync } from 'node:fs'
import { unreadable } from './reading/bytes.ts'

/** A row that was not taken over, or not whole. */
export interface RowError {
  /** Counted from 1 with the heading, as a spreadsheet shows it. */
  row: number
  field: string
  code: string
  say: string
}

const BUFFER_LETTERS = 64 * 1024

/** Row by row what was left out and why: a CSV for a person to work through, and counts by code for the report. */
export class RowErrors {
  readonly byCode = new Map<string, number>()
  readonly #file: number | undefined
  #pending = 'row,field,code,sentence\r\n'

  constructor(path: string | undefined) {
    try {
      this.#file = path === undefined ? undefined : openSync(path, 'w', 0o600)
    } catch (error) {
      throw unreadable(path!, error)
    }
  }

  add({ row, field, code, say }: RowError): void {
    this.byCode.set(code, (this.byCode.get(code) ?? 0) + 1)
    if (this.#file === undefined) return
    this.#pending += `${row},${quoted(field)},${code},${quoted(say)}\r\n`
    if (this.#pending.length > BUFFER_LETTERS) this.#flush()
  }

  close(): void {
    if (this.#file === undefined) return
    this.#flush()
    closeSync(this.#file)
  }

  #flush(): void {
    writeSync(this.#file!, this.#pending)
    this.#pending = ''
  }
}

/** What begins like a formula would be worked out by a spreadsheet: it is made a text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
