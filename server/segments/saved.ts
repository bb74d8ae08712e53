import { z } from 'zod'
import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import type { Actor } from '../platform/http.ts'
import { type Id, newId, showId, showMaybe } from '../platform/ids.ts'
import { type Filter, filterQuery, sorts } from './filter.ts'

constraintMeans('saved_filter_name_once', 'filter.name_taken', 'name')

const MOST = 200

/** A filter with its order, kept by name: the address of a list. */
export const keptFilter = filterQuery.extend({ sort: z.enum(sorts).optional() })
type KeptFilter = z.output<typeof keptFilter>

interface Saved {
  filterId: Id<'savedFilter'>
  name: string
  filter: KeptFilter
  staffId: string | null
}

const columns = 'filter_id as "filterId", name, filter, staff_id as "staffId"'
const list = statement<Saved>(
  'segments.saved_filters',
  `select ${columns} from saved_filters
    where business_id = $1 and (staff_id is null or staff_id = $2) order by lower(name), filter_id limit ${MOST}`,
)
const insert = statement(
  'segments.insert_saved_filter',
  `insert into saved_filters (business_id, filter_id, name, filter, staff_id) values ($1, $2, $3, $4, $5)`,
)
const change = statement<Saved>(
  'segments.change_saved_filter',
  `update saved_filters set name = coalesce($4, name), filter = coalesce($5, filter), updated_at = now()
    where business_id = $1 and filter_id = $2 and (staff_id is null or staff_id = $3) returning ${columns}`,
)
const remove = statement<{ name: string }>(
  'segments.remove_saved_filter',
  `delete from saved_filters where business_id = $1 and filter_id = $2 and (staff_id is null or staff_id = $3)
   returning name`,
)

/** The filters that somebody sees: everybody's, and her own. */
export async function savedFilters(tx: Tx, actor: Actor): Promise<Saved[]> {
  return tx.rows(list, [tx.businessId, ownerOf(actor)])
}

/** The filter that somebody kept under an id; refuses where there is none that she sees. */
export async function filterKept(tx: Tx, filterId: string, actor: Actor): Promise<Filter> {
  const saved = (await savedFilters(tx, actor)).find((one) => one.filterId === filterId)
  if (!saved) throw new Refused('not_found', undefined, { field: 'segment' })
  const { sort: _, ...filter } = saved.filter
  return filter
}

/** Keeps a filter by name: for everybody, or for oneself. A program has none of its own: what it keeps is everybody's. */
export async function saveFilter(
  tx: Tx,
  { name, filter, shared }: { name: string; filter: KeptFilter; shared: boolean },
  actor: Actor,
): Promise<Saved> {
  const staffId = shared ? null : ownerOf(actor)
  if ((await savedFilters(tx, actor)).length >= MOST) {
    throw new Refused('filter.too_many', undefined, { params: { limit: MOST } })
  }
  const filterId = newId<'savedFilter'>()
  tx.write(insert, [tx.businessId, filterId, name, JSON.stringify(filter), staffId])
  tell(tx, { what: 'filter.saved', actor, subject: { kind: 'saved_filter', id: filterId }, facts: { name } })
  return { filterId, name, filter, staffId }
}

export async function changeFilter(
  tx: Tx,
  filterId: Id<'savedFilter'>,
  { name, filter }: { name?: string | undefined; filter?: KeptFilter | undefined },
  actor: Actor,
): Promise<Saved> {
  const kept = filter ? JSON.stringify(filter) : null
  const [row] = await tx.rows(change, [tx.businessId, filterId, ownerOf(actor), name ?? null, kept])
  if (!row) throw new Refused('not_found')
  tell(tx, { what: 'filter.changed', actor, subject: { kind: 'saved_filter', id: filterId } })
  return row
}

export async function removeFilter(tx: Tx, filterId: Id<'savedFilter'>, actor: Actor): Promise<void> {
  const [row] = await tx.rows(remove, [tx.businessId, filterId, ownerOf(actor)])
  if (!row) throw new Refused('not_found')
  const subject = { kind: 'saved_filter', id: filterId }
  tell(tx, { what: 'filter.removed', actor, subject, facts: { name: row.name } })
}

export function showSaved({ filterId, name, filter, staffId }: Saved) {
  return {
    id: showId('savedFilter', filterId),
    name,
    filter,
    shared: staffId === null,
    staffId: showMaybe('staff', staffId),
  }
}

const ownerOf = (actor: Actor) => (actor.kind === 'staff' ? actor.id : null)
