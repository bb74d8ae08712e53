import { createWriteStream } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor, FastifyReply } from '../platform/http.ts'
import { type Id, newId } from '../platform/ids.ts'

/** A file that is kept for a while. */
export interface KeptFile {
  fileId: Id<'file'>
  name: string
  mediaType: string
  bytes: number
  keptUntil: Temporal.Instant
}

const PART_BYTES = 1_048_576

const begin = statement(
  'errands.begin_file',
  `insert into kept_files (business_id, file_id, name, media_type, by_kind, by_id, kept_until)
   values ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7))`,
)
const addPart = statement(
  'errands.add_part',
  'insert into file_parts (business_id, file_id, part, bytes) values ($1, $2, $3, $4)',
)
const finish = statement<KeptFile>(
  'errands.finish_file',
  `update kept_files set bytes = $3, whole = true where business_id = $1 and file_id = $2
   returning file_id as "fileId", name, media_type as "mediaType", bytes, kept_until as "keptUntil"`,
)
const drop = statement('errands.drop_file', 'delete from kept_files where business_id = $1 and file_id = $2')

export interface Keeping {
  name: string
  mediaType: string
  keptHours: number
  /** What is larger is refused. */
  mostBytes?: number
}

/**
 * Keeps a file as it comes in, a megabyte at a time: memory stays the same however large it is, and no transaction waits
 * for a slow network. What breaks off leaves nothing behind.
 */
export async function keepFile(
  database: Database,
  businessId: string,
  source: AsyncIterable<Uint8Array>,
  { name, mediaType, keptHours, mostBytes = Number.POSITIVE_INFINITY }: Keeping,
  actor: Actor,
): Promise<KeptFile> {
  const id = newId<'file'>()
  const values = [id, name.slice(0, 200), mediaType, actor.kind, actor.id, keptHours]
  await inBusiness(database, businessId, async (tx) => tx.write(begin, [businessId, ...values]))
  try {
    let bytes = 0
    let part = 0
    for await (const chunk of inParts(source)) {
      bytes += chunk.length
      if (bytes > mostBytes) throw new Refused('request.too_large', undefined, { field: 'body' })
      part += 1
      await inBusiness(database, businessId, async (tx) => tx.write(addPart, [businessId, id, part, chunk]))
    }
    const [file] = await inBusiness(database, businessId, (tx) => tx.rows(finish, [businessId, id, bytes]))
    return file!
  } catch (error) {
    await inBusiness(database, businessId, async (tx) => tx.write(drop, [businessId, id])).catch(
      () => undefined,
    )
    throw error
  }
}

async function* inParts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of source) {
    held.push(chunk)
    bytes += chunk.length
    if (bytes < PART_BYTES) continue
    yield Buffer.concat(held)
    held = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(held)
}

const find = statement<KeptFile>(
  'errands.find_file',
  `select file_id as "fileId", name, media_type as "mediaType", bytes, kept_until as "keptUntil"
     from kept_files where business_id = $1 and file_id = $2 and whole and kept_until > now()`,
)

/** A file that is still kept; refuses when there is none, naming the field that asked for it. */
export async function fileOf(tx: Tx, fileId: string, field = 'file'): Promise<KeptFile> {
  const [file] = await tx.rows(find, [tx.businessId, fileId])
  if (!file) throw new Refused('not_found', undefined, { field })
  return file
}

const readPart = statement<{ bytes: Buffer }>(
  'errands.read_part',
  'select bytes from file_parts where business_id = $1 and file_id = $2 and part = $3',
)

/** A kept file's bytes, a part at a time. */
export async function* bytesOfFile(
  database: Database,
  businessId: string,
  fileId: string,
): AsyncGenerator<Buffer> {
  for (let part = 1; ; part += 1) {
    const [row] = await inBusiness(database, businessId, (tx) =>
      tx.rows(readPart, [businessId, fileId, part]),
    )
    if (!row) return
    yield row.bytes
  }
}

/** Writes a kept file into a new folder of this machine, for what reads by path; the caller removes the folder. */
export async function putOnDisk(
  database: Database,
  businessId: string,
  { fileId, name }: KeptFile,
): Promise<{ folder: string; path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-file-'))
  // Its name tells how it is written (.tsv, .xlsx), and may hold whatever somebody called it.
  const path = join(folder, name.replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(-100) || 'file')
  const bytes = Readable.from(bytesOfFile(database, businessId, fileId), { objectMode: false })
  await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return { folder, path }
}

const forget = statement(
  'errands.forget_files',
  'delete from kept_files where business_id = $1 and kept_until < now()',
)

/** What is kept too long goes. */
export function forgetFiles(tx: Tx): void {
  tx.write(forget, [tx.businessId])
}

/** Sends a kept file to be saved, never to be shown: nobody knows what stands in it. */
export function sendFile(
  reply: FastifyReply,
  database: Database,
  businessId: string,
  { fileId, name, mediaType, bytes }: KeptFile,
): FastifyReply {
  return reply
    .type(mediaType)
    .header('content-length', bytes)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'no-store')
    .send(Readable.from(bytesOfFile(database, businessId, fileId), { objectMode: false }))
}
