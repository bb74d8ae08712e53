import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { conditionsOf, type Here, needsFacts, needsPurchases } from './conditions.ts'
import type { Filter, Mark, Sort } from './filter.ts'

type Part = RawBuilder<unknown>

/** Whom a search found, the best first; undefined where nothing was searched for. */
export type Found = readonly CustomerId[] | undefined

/**
 * How a list is ordered. `value` is what the rows have in that order; who has none comes after all the others, by when
 * she came, so that every order shows every customer.
 */
interface Ordering {
  value: Part
  /** As which type the text of a mark is compared. */
  type: Part
  descending: boolean
  /** The table that the order is read from, beside customers. */
  from?: 'facts' | 'points'
  /** The condition that a row has the value. */
  has?: Part
  hasNot?: Part
}

const orderings: Record<Exclude<Sort, 'newest' | 'oldest'>, Ordering> = {
  name: {
    value: sql`c.sort_name`,
    type: sql`text collate "C"`,
    descending: false,
    has: sql`c.sort_name is not null`,
    hasNot: sql`c.sort_name is null`,
  },
  last: { value: sql`f.last_day`, type: sql`date`, descending: true, from: 'facts' },
  spent: { value: sql`f.money_minor`, type: sql`bigint`, descending: true, from: 'facts' },
  purchases: { value: sql`f.purchases`, type: sql`int`, descending: true, from: 'facts' },
  points: { value: sql`p.balance`, type: sql`bigint`, descending: true, from: 'points' },
}

interface Asked {
  filter: Filter
  here: Here
  found: Found
  sort: Sort
  after: Mark | undefined
  limit: number
}

/** A page of customers' ids, and the mark where it ends; null at the end of the list. */
export async function pageOfCustomers(
  tx: Tx,
  asked: Asked,
): Promise<{ ids: CustomerId[]; next: Mark | null }> {
  if (asked.found) return pageFound(tx, asked, asked.found)
  if (asked.sort === 'newest' || asked.sort === 'oldest') return pageByComing(tx, asked, asked.limit)
  const ordering = orderings[asked.sort]
  const within = asked.after?.value ?? null
  const first =
    asked.after && within === null ? { rows: [], more: false } : await pageByValue(tx, asked, ordering)
  if (first.more) return cut(first.rows, asked.limit)
  const left = asked.limit - first.rows.length
  // Everybody has the value who has bought, and only such are wanted.
  if (ordering.from === 'facts' && needsPurchases(asked.filter)) return { ids: idsOf(first.rows), next: null }
  const after = within === null ? asked.after : undefined
  const rest = await pageByComing(tx, { ...asked, after }, left, without(ordering, asked.here))
  return {
    ids: [...idsOf(first.rows), ...rest.ids],
    next: rest.next ?? (left === 0 ? endOf(first.rows, rest) : null),
  }
}

interface Row {
  id: CustomerId
  value: string | null
}

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)

/** The page was full to the last row of the first part; whether the second has anybody, the next page tells. */
function endOf(rows: readonly Row[], rest: { ids: CustomerId[]; any?: boolean }): Mark | null {
  return rest.any ? { value: rows.at(-1)!.value, customerId: rows.at(-1)!.id } : null
}

function cut(rows: readonly Row[], limit: number): { ids: CustomerId[]; next: Mark } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)!
  return { ids: idsOf(page), next: { value: last.value, customerId: last.id } }
}

async function pageByValue(
  tx: Tx,
  { filter, here, after, limit }: Asked,
  { value, type, descending, from, has }: Ordering,
): Promise<{ rows: Row[]; more: boolean }> {
  const where = conditionsOf(filter, here)
  if (has) where.push(has)
  if (after?.value != null) {
    const mark = sql`(${after.value}::${type}, ${after.customerId}::uuid)`
    where.push(sql`(${value}, c.customer_id) ${descending ? sql`<` : sql`>`} ${mark}`)
  }
  const way = descending ? sql`desc` : sql`asc`
  const rows = await tx.all(sql<Row>`
    select c.customer_id as id, ${value}::text as value
      from ${tablesFor(filter, here, from)}
     where ${sql.join(where, sql` and `)}
     order by ${value} ${way}, c.customer_id ${way} limit ${limit + 1}`)
  return { rows, more: rows.length > limit }
}

/** The tables of a list: whoever is ordered by facts or points is read from there, who has none is left out. */
function tablesFor(filter: Filter, here: Here, from: Ordering['from'], customers = sql`customers c`): Part {
  const { businessId, currency } = here
  const facts = sql`customer_facts f on f.business_id = ${businessId} and f.customer_id = c.customer_id and f.currency = ${currency}`
  const points = sql`join accounts p on p.business_id = ${businessId} and p.holder_id = c.customer_id
    and p.unit = 'points' and p.kind = 'customer'`
  const joins: Part[] = []
  if (from === 'points') joins.push(points)
  // Facts that were emptied by returns have no days: they count as none, as if nothing had been bought.
  if (from === 'facts') joins.push(sql`join ${facts} and f.last_day is not null`)
  else if (needsPurchases(filter)) joins.push(sql`join ${facts}`)
  else if (needsFacts(filter)) joins.push(sql`left join ${facts}`)
  return sql`${customers} ${sql.join(joins, sql` `)}`
}

/** The condition that a customer has no value in an order. */
function without({ from, hasNot }: Ordering, { businessId, currency }: Here): Part {
  if (from === 'facts') {
    return sql`not exists (select from customer_facts g where g.business_id = ${businessId}
      and g.customer_id = c.customer_id and g.currency = ${currency} and g.last_day is not null)`
  }
  if (from === 'points') {
    return sql`not exists (select from accounts p where p.business_id = ${businessId} and p.holder_id = c.customer_id
      and p.unit = 'points' and p.kind = 'customer')`
  }
  return hasNot!
}

/** In the order in which they came: ids sort by time. */
async function pageByComing(
  tx: Tx,
  { filter, here, after, sort }: Asked,
  limit: number,
  only?: Part,
): Promise<{ ids: CustomerId[]; next: Mark | null; any: boolean }> {
  const where = conditionsOf(filter, here)
  const oldest = sort === 'oldest'
  if (only) where.push(only)
  if (after) where.push(sql`c.customer_id ${oldest ? sql`>` : sql`<`} ${after.customerId}::uuid`)
  const rows = await tx.all(sql<Row>`
    select c.customer_id as id from ${tablesFor(filter, here, undefined)}
     where ${sql.join(where, sql` and `)}
     order by c.customer_id ${oldest ? sql`asc` : sql`desc`} limit ${limit + 1}`)
  const ids = idsOf(rows.slice(0, limit))
  const more = rows.length > limit && ids.length > 0
  return { ids, next: more ? { value: null, customerId: ids.at(-1)! } : null, any: rows.length > 0 }
}

/** What was searched for stays in the order of the search, as far as it passes the filter. */
async function pageFound(
  tx: Tx,
  { filter, here, after, limit }: Asked,
  found: readonly CustomerId[],
): Promise<{ ids: CustomerId[]; next: Mark | null }> {
  const rest = after ? found.slice(found.indexOf(after.customerId) + 1) : found
  const passing = await passingOf(tx, filter, here, rest)
  const ids = passing.slice(0, limit)
  const more = passing.length > limit
  return { ids, next: more ? { value: null, customerId: ids.at(-1)! } : null }
}

/** Which of these pass the filter, in their order. */
export async function passingOf(
  tx: Tx,
  filter: Filter,
  here: Here,
  ids: readonly CustomerId[],
): Promise<CustomerId[]> {
  if (ids.length === 0) return []
  const where = [...conditionsOf(filter, here), sql`c.customer_id = any(${ids}::uuid[])`]
  const rows = await tx.all(sql<Row>`
    select c.customer_id as id from ${tablesFor(filter, here, undefined)}
     where ${sql.join(where, sql` and `)}`)
  const passing = new Set(idsOf(rows))
  return ids.filter((id) => passing.has(id))
}

/** The query that gives the ids of all who pass; of a sample of the table's pages where a percentage is given. */
export function everyoneIn(filter: Filter, here: Here, found: Found, samplePercent?: number): Part {
  const where = conditionsOf(filter, here)
  if (found) where.push(sql`c.customer_id = any(${found}::uuid[])`)
  const customers =
    samplePercent === undefined ? undefined : sql`customers c tablesample system (${samplePercent}::real)`
  return sql`select c.customer_id from ${tablesFor(filter, here, undefined, customers)} where ${sql.join(where, sql` and `)}`
}
