import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { codeOf } from '../platform/config.ts'
import { StartupError } from '../platform/errors.ts'
import { type Copied, Damaged, endOfRows, FORMAT, type Header, readTold } from './format.ts'

/** A table in a backup. Its rows must be read to their end before the next table. */
export interface TableRead {
  name: string
  columns: string[]
  rows: AsyncIterable<Buffer>
}

/** Reads a whole backup and proves its checksums, touching nothing. Throws `Damaged`. */
export async function checkBackup(file: string, progress?: (bytes: number) => void): Promise<Header> {
  let bytes = 0
  let header: Header | undefined
  for await (const part of readBackup(file)) {
    if ('regulars' in part) {
      header = part
      continue
    }
    for await (const chunk of part.rows) {
      bytes += chunk.length
      progress?.(bytes)
    }
  }
  return header!
}

/** First the header, then each table. Whatever is wrong with the file ends it with `Damaged`. */
export async function* readBackup(file: string): AsyncGenerator<Header | TableRead> {
  const script = new Script(file)
  const header = readTold((await script.line()) ?? '')
  if (header?.regulars !== 'backup') throw new StartupError(`${file} is not a backup of Regulars.`)
  if (header.format !== FORMAT)
    throw new StartupError(`${file} was made by a newer version of Regulars: restore it with that one.`)
  yield header as Header
  for (let tables = 0; ; ) {
    const before = script.digest()
    const line = await script.line()
    if (line === undefined) throw new Damaged(file, 'its end is missing')
    const fact = readTold(line)
    if (fact?.end) {
      if (fact.sha256 !== before || fact.tables !== tables) throw new Damaged(file, 'its checksum differs')
      return
    }
    if (!fact?.copy || !fact.columns) continue
    await script.line()
    const table = createHash('sha256')
    yield { name: fact.copy, columns: fact.columns, rows: script.rows(table) }
    const after = readTold((await script.line()) ?? '') as Partial<Copied> | undefined
    if (after?.copied !== fact.copy || after.sha256 !== table.digest('hex'))
      throw new Damaged(file, `the checksum of ${fact.copy} differs`)
    tables += 1
  }
}

const terminator = Buffer.from(`\n${endOfRows}`)

/** The script inside a file, by lines and by blocks of rows, with the checksum of what has been read. */
class Script {
  readonly #file: string
  readonly #chunks: AsyncIterator<Buffer>
  readonly #hash: Hash = createHash('sha256')
  #held: Buffer = Buffer.alloc(0)

  constructor(file: string) {
    this.#file = file
    const unpacked = pipeline(createReadStream(file), createGunzip(), () => undefined)
    this.#chunks = unpacked[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  async line(): Promise<string | undefined> {
    for (let from = 0; ; ) {
      const at = this.#held.indexOf(10, from)
      if (at >= 0) return this.#take(at + 1).toString('utf8', 0, at)
      from = this.#held.length
      if (!(await this.#more())) return undefined
    }
  }

  /** The rows of a table, until the line that ends them. */
  async *rows(hash: Hash): AsyncGenerator<Buffer> {
    while (this.#held.length < endOfRows.length && (await this.#more()));
    if (this.#held.toString('latin1', 0, endOfRows.length) === endOfRows) {
      this.#take(endOfRows.length)
      return
    }
    for (;;) {
      const at = this.#held.indexOf(terminator)
      // The end may lie across two chunks: so much is held back.
      const ready = at >= 0 ? at + 1 : Math.max(0, this.#held.length - terminator.length + 1)
      if (ready > 0) {
        const chunk = this.#take(ready)
        hash.update(chunk)
        yield chunk
      }
      if (at >= 0) {
        this.#take(endOfRows.length)
        return
      }
      if (!(await this.#more())) throw new Damaged(this.#file, 'its end is missing')
    }
  }

  #take(bytes: number): Buffer {
    const taken = this.#held.subarray(0, bytes)
    this.#held = this.#held.subarray(bytes)
    this.#hash.update(taken)
    return taken
  }

  async #more(): Promise<boolean> {
    try {
      const { value, done } = await this.#chunks.next()
      if (done) return false
      this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value])
      return true
    } catch (error) {
      throw whyUnreadable(this.#file, error)
    }
  }
}

function whyUnreadable(file: string, error: unknown): unknown {
  const code = String(codeOf(error))
  if (code === 'ENOENT') return new StartupError(`There is no file ${file}.`)
  if (code === 'EISDIR') return new StartupError(`${file} is a folder, not a backup.`)
  if (code === 'EACCES') return new StartupError(`${file} can't be read by this user.`)
  return code.startsWith('Z_') || code.startsWith('ERR_')
    ? new Damaged(file, (error as Error).message)
    : error
}
