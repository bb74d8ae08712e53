import { createHash, randomUUID } from 'node:crypto'
import { Transformer } from '@napi-rs/image'
import { tell } from '../journal/journal.ts'
import { type Statement, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import type { PictureId } from '../platform/ids.ts'
import { hexOf } from '../platform/secrets.ts'
import type { Encoded } from './encode.ts'

export interface Picture {
  pictureId: PictureId
  width: number
  height: number
  seeThrough: boolean
}

/** More than any shop shows; unused ones go by themselves. */
const MOST = 2_000

/** Where everybody who knows it sees a picture: whose it is, and 122 random bits. */
export function addressOf(businessId: string, pictureId: PictureId): string {
  return `/pictures/${hexOf(businessId)}${hexOf(pictureId)}.webp`
}

const columns = 'picture_id as "pictureId", width, height, see_through as "seeThrough"'
const selectByDigest = statement<Picture>(
  'looks.select_picture_by_digest',
  `select ${columns} from pictures where business_id = $1 and digest = $2`,
)
const countPictures = statement<{ count: number }>(
  'looks.count_pictures',
  'select count(*)::int as count from (select from pictures where business_id = $1 limit $2) p',
)
const insertPicture = statement<Picture>(
  'looks.insert_picture',
  `insert into pictures (business_id, picture_id, digest, width, height, see_through, large, small)
   values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict on constraint picture_once do update set created_at = now() returning ${columns}`,
)

/** What was uploaded, in short. */
export function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** The picture that the same file became before, if it did. */
export async function pictureOf(tx: Tx, digest: Buffer): Promise<Picture | undefined> {
  return (await tx.rows(selectByDigest, [tx.businessId, digest]))[0]
}

/** Keeps a picture. The same file again, also at the same time, is the same picture. */
export async function keepPicture(
  tx: Tx,
  { digest, encoded, actor }: { digest: Buffer; encoded: Encoded; actor: Actor },
): Promise<Picture> {
  const [counted] = await tx.rows(countPictures, [tx.businessId, MOST])
  if (counted!.count >= MOST) throw new Refused('picture.too_many', undefined, { params: { most: MOST } })
  const { width, height, seeThrough, large, small } = encoded
  const values = [tx.businessId, randomUUID(), digest, width, height, seeThrough, large, small]
  const [picture] = await tx.rows(insertPicture, values)
  tell(tx, { what: 'picture.added', actor, subject: { kind: 'picture', id: picture!.pictureId } })
  return picture!
}

const lockPicture = statement<{ id: PictureId }>(
  'looks.lock_picture',
  'select picture_id as id from pictures where business_id = $1 and picture_id = $2 for key share',
)

/** Refuses a picture that this business doesn't have, by the field that names it. None is fine. */
export async function requirePicture(
  tx: Tx,
  pictureId: PictureId | null | undefined,
  field: string,
): Promise<void> {
  if (!pictureId) return
  const [found] = await tx.rows(lockPicture, [tx.businessId, pictureId])
  if (!found) throw new Refused('not_found', undefined, { field })
}

const selectLarge = statement<{ bytes: Buffer }>(
  'looks.select_large',
  'select large as bytes from pictures where business_id = $1 and picture_id = $2',
)
const selectSmall = statement<{ bytes: Buffer }>(
  'looks.select_small',
  'select small as bytes from pictures where business_id = $1 and picture_id = $2',
)

/** A picture as it is served. */
export async function bytesOf(tx: Tx, pictureId: PictureId, size: 'large' | 'small'): Promise<Buffer> {
  const select = size === 'large' ? selectLarge : selectSmall
  const [picture] = await tx.rows(select, [tx.businessId, pictureId])
  if (!picture) throw new Refused('not_found')
  return picture.bytes
}

/** The logo for paper and passes, which know no WebP. */
export async function logoAsPng(tx: Tx): Promise<Buffer | null> {
  const [logo] = await tx.rows(selectLogo, [tx.businessId])
  return logo ? new Transformer(logo.bytes).png() : null
}

const selectLogo = statement<{ bytes: Buffer }>(
  'looks.select_logo_bytes',
  `select p.large as bytes from looks l join pictures p on p.business_id = $1 and p.picture_id = l.logo_id
    where l.business_id = $1`,
)

const uses: Statement<{ id: PictureId }>[] = []

/** A room that shows pictures says which of some ids (`$2`) it shows: those stay. Once, when the program starts. */
export function pictureUse(inUse: Statement<{ id: PictureId }>): void {
  if (!uses.some(({ name }) => name === inUse.name)) uses.push(inUse)
}

const selectOld = statement<{ id: PictureId }>(
  'looks.select_old_pictures',
  `select picture_id as id from pictures
    where business_id = $1 and created_at < $2 and picture_id > $3 order by picture_id limit 500`,
)
const deletePictures = statement(
  'looks.delete_pictures',
  'delete from pictures where business_id = $1 and picture_id = any($2) and created_at < $3',
)

/** Forgets the pictures that nothing shows and nobody uploaded since a day: tried and left, or replaced. */
export async function sweepPictures(tx: Tx, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: 24 })
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const old = (await tx.rows(selectOld, [tx.businessId, before, last])).map(({ id }) => id)
    if (old.length === 0) return
    const used = await Promise.all(uses.map((use) => tx.rows(use, [tx.businessId, old])))
    const kept = new Set(used.flat().map(({ id }) => id))
    tx.write(deletePictures, [tx.businessId, old.filter((id) => !kept.has(id)), before])
    last = old.at(-1)!
  }
}
