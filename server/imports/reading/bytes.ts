import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { codeOf } from '../../platform/config.ts'
import { Refused } from '../../platform/errors.ts'

export type Packing = 'plain' | 'gzip' | 'zip'

/** What a file is by its first bytes, whatever it is called. */
export async function packingOf(file: string): Promise<Packing> {
  const head = Buffer.alloc(4)
  try {
    if (!(await stat(file)).isFile()) throw new Refused('import.file_unreadable', `${file} is not a file.`)
    const handle = await open(file)
    await handle.read(head, 0, 4, 0).finally(() => handle.close())
  } catch (error) {
    throw unreadable(file, error)
  }
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  return head.toString('latin1') === 'PK\u0003\u0004' ? 'zip' : 'plain'
}

/** The file's bytes, unpacked. */
export async function* bytesOf(file: string, packing: 'plain' | 'gzip'): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file, { highWaterMark: 256 * 1024 })
  // Without a pipeline an error of the file would be lost: it is handed to whoever reads the unpacked bytes.
  const unpacked = packing === 'gzip' ? createGunzip({ chunkSize: 256 * 1024 }) : undefined
  if (unpacked) stream.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
  try {
    for await (const chunk of unpacked ?? stream) yield chunk as Uint8Array
  } catch (error) {
    throw unreadable(file, error)
  } finally {
    stream.destroy()
    unpacked?.destroy()
  }
}

export function unreadable(file: string, error: unknown): unknown {
  const code = codeOf(error)
  const because: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'this user may not read it',
    Z_DATA_ERROR: 'it is not a whole gzip file',
    Z_BUF_ERROR: 'it ends in the middle: copy it again',
  }
  const reason = typeof code === 'string' ? because[code] : undefined
  return reason ? new Refused('import.file_unreadable', `${file} can’t be read: ${reason}.`) : error
}
