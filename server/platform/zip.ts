import { once } from 'node:events'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file of an archive, its bytes made as they are asked for. */
export interface Packed {
  name: string
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>
}

const SIGNED = { local: 0x04034b50, after: 0x08074b50, central: 0x02014b50, end: 0x06054b50 }
/** Sizes stand behind the bytes, and names are UTF-8 (APPNOTE.TXT 6.3, §4.4.4). */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
/** 1 January 1980: the archive says nothing about when it was made, so that the same is the same. */
const DAY = 0x21

function fields(...values: [size: 2 | 4, value: number][]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [size]) => sum + size, 0))
  let at = 0
  for (const [size, value] of values) {
    if (size === 2) buffer.writeUInt16LE(value, at)
    else buffer.writeUInt32LE(value >>> 0, at)
    at += size
  }
  return buffer
}

/** A ZIP archive as a stream of bytes: nothing is held but the list of its files. Each file and all stay below 4 GB. */
export async function* zip(files: Iterable<Packed>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const written = Buffer.from(name)
    const common: [2 | 4, number][] = [
      ...([
        [2, VERSION],
        [2, FLAGS],
        [2, DEFLATED],
        [2, 0],
        [2, DAY],
      ] as [2 | 4, number][]),
    ]
    const start = offset
    const head = Buffer.concat([
      fields([4, SIGNED.local], ...common, [4, 0], [4, 0], [4, 0], [2, written.length], [2, 0]),
      written,
    ])
    yield head
    offset += head.length
    const told = { crc: 0, size: 0, packed: 0 }
    for await (const chunk of deflated(bytes, told)) {
      told.packed += chunk.length
      yield chunk
    }
    const after = fields([4, SIGNED.after], [4, told.crc], [4, told.packed], [4, told.size])
    yield after
    offset += told.packed + after.length
    directory.push(
      fields([4, SIGNED.central], [2, VERSION], ...common, [4, told.crc], [4, told.packed], [4, told.size]),
      fields([2, written.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, start]),
      written,
    )
  }
  const central = Buffer.concat(directory)
  yield central
  const count = directory.length / 3
  yield fields(
    [4, SIGNED.end],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, central.length],
    [4, offset],
    [2, 0],
  )
}

async function* deflated(
  bytes: Packed['bytes'],
  told: { crc: number; size: number },
): AsyncGenerator<Buffer> {
  const press = createDeflateRaw()
  const fed = (async () => {
    for await (const chunk of bytes) {
      told.crc = crc32(chunk, told.crc)
      told.size += chunk.length
      if (!press.write(chunk)) await once(press, 'drain')
    }
    press.end()
  })()
  fed.catch((error: Error) => press.destroy(error))
  for await (const chunk of press) yield chunk as Buffer
  await fed
}
