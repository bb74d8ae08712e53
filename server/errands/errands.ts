/**
 * Errands: work that a person asks for and that takes longer than an answer may. What always holds: an errand is carried
 * out by one process at a time; when that one dies another takes it up, from the beginning, so that only what is safe to
 * repeat may be one; a cancelled errand does nothing more; the files that it reads and makes are forgotten in their time.
 */
import { sql } from 'kysely'
import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { type Id, newId } from '../platform/ids.ts'
import { columns, type Errand, type ErrandKind } from './errand.ts'

export { type Begin, carryOutBeside } from './beside.ts'
export { carryOutErrands, type Doers, type Done, type Work } from './carrying.ts'
export type { Errand, ErrandKind } from './errand.ts'
export { fileOf, forgetFiles, type KeptFile, keepFile, putOnDisk, sendFile } from './files.ts'
export { type ShownErrand, showErrand, shownErrand } from './showing.ts'

const insert = statement<Errand>(
  'errands.insert',
  `insert into errands (business_id, errand_id, kind, wish, file_id, by_kind, by_id)
   values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
)

/** Notes an errand; it begins when somebody carries out what is open (`carryOutErrands`). */
export async function askErrand(
  tx: Tx,
  { kind, wish, fileId = null }: { kind: ErrandKind; wish: object; fileId?: Id<'file'> | null },
  actor: Actor,
): Promise<Errand> {
  const id = newId<'errand'>()
  const values = [kind, JSON.stringify(wish), fileId, actor.kind, actor.id]
  const [errand] = await tx.rows(insert, [tx.businessId, id, ...values])
  tell(tx, { what: `${kind}.asked`, actor, subject: { kind: 'errand', id }, facts: wish })
  return errand!
}

const find = statement<Errand>(
  'errands.find',
  `select ${columns} from errands where business_id = $1 and errand_id = $2 and kind = $3`,
)

/** One errand of a kind; refuses when there is none. */
export async function errandOf(tx: Tx, kind: ErrandKind, id: string): Promise<Errand> {
  const [errand] = await tx.rows(find, [tx.businessId, id, kind])
  if (!errand) throw new Refused('not_found')
  return errand
}

/** The errands of a kind, the latest first. */
export async function errandsOf(
  tx: Tx,
  kind: ErrandKind,
  { after, limit }: { after: string | null; limit: number },
): Promise<Errand[]> {
  return tx.all(sql<Errand>`
    select ${sql.raw(columns)} from errands
     where business_id = ${tx.businessId} and kind = ${kind} and (${after}::uuid is null or errand_id < ${after})
     order by errand_id desc limit ${limit}`)
}

const cancel = statement<Errand>(
  'errands.cancel',
  `update errands set cancel_asked_at = coalesce(cancel_asked_at, now()),
          state = case state when 'waiting' then 'cancelled' else state end,
          finished_at = case state when 'waiting' then now() end
    where business_id = $1 and errand_id = $2 and kind = $3 and state in ('waiting', 'running') returning ${columns}`,
)

/** Asks that it stop: at once when it has not begun, else as soon as whoever carries it out hears of it. */
export async function cancelErrand(tx: Tx, kind: ErrandKind, id: string, actor: Actor): Promise<Errand> {
  const [errand] = await tx.rows(cancel, [tx.businessId, id, kind])
  if (!errand) return errandOf(tx, kind, id)
  tell(tx, { what: `${kind}.cancelled`, actor, subject: { kind: 'errand', id } })
  return errand
}
