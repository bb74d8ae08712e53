import { businessOf, nowOf } from '../businesses/businesses.ts'
import { attributesOf, searchCustomers } from '../customers/customers.ts'
import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import type { Here } from './conditions.ts'
import { type Counted, countCustomers } from './count.ts'
import type { Filter, Mark, Sort } from './filter.ts'
import { everyoneIn, type Found, pageOfCustomers } from './list.ts'
import { type CustomerRow, rowsOf } from './rows.ts'

/**
 * Segments: customers by what is known of them. What always holds: a filter means the same in a list, in a count and in
 * what is done to all who match; every order shows every customer once; nothing that came in becomes text of a
 * statement; nobody who was merged or erased is among them.
 */

export { type Filter, filterQuery } from './filter.ts'
export type { CustomerRow } from './rows.ts'
export { filterKept } from './saved.ts'
export { shownRow } from './shown.ts'

/** What filters need to know of the shop. */
export async function hereOf(tx: Tx): Promise<Here> {
  const [{ currency, timeZone }, now, questions] = [
    await businessOf(tx),
    await nowOf(tx),
    await attributesOf(tx),
  ]
  return {
    businessId: tx.businessId,
    currency,
    timeZone,
    today: now.toZonedDateTimeISO(timeZone).toPlainDate(),
    questions: new Map(questions.map(({ key, type }) => [key, type])),
  }
}

// What suits a filter depends on its values: a plan made for any of them reads a million rows where one would do.
const planForThese = statement(
  'segments.plan',
  `select set_config('plan_cache_mode', 'force_custom_plan', true), $1::uuid`,
)

/** A page of the customers who match. */
export async function listCustomers(
  tx: Tx,
  asked: { filter: Filter; sort: Sort; after: Mark | undefined; limit: number },
): Promise<{ items: CustomerRow[]; next: Mark | null }> {
  const [here, found] = [await hereOf(tx), await foundBy(tx, asked.filter)]
  await tx.rows(planForThese, [tx.businessId])
  const { ids, next } = await pageOfCustomers(tx, { ...asked, here, found })
  return { items: await rowsOf(tx, ids, here), next }
}

/** These customers as a list shows them, in the order of the ids. */
export async function customersShown(tx: Tx, ids: readonly CustomerId[]): Promise<CustomerRow[]> {
  return rowsOf(tx, ids, await hereOf(tx))
}

/** How many match. */
export async function howMany(tx: Tx, filter: Filter): Promise<Counted> {
  const [here, found] = [await hereOf(tx), await foundBy(tx, filter)]
  await tx.rows(planForThese, [tx.businessId])
  return countCustomers(tx, filter, here, found)
}

/** The query that gives the ids of all who match, one column. */
export async function everyone(tx: Tx, filter: Filter) {
  const [here, found] = [await hereOf(tx), await foundBy(tx, filter)]
  await tx.rows(planForThese, [tx.businessId])
  return everyoneIn(filter, here, found)
}

export async function foundBy(tx: Tx, { query = '' }: Filter): Promise<Found> {
  return query.trim() === '' ? undefined : searchCustomers(tx, query)
}

const CHOICES = 100

// Walks the index from value to value: as many steps as there are values, however many customers.
const distinct = (column: 'source' | 'language') =>
  statement<{ value: string }>(
    `segments.${column}s`,
    `with recursive v as (
       (select ${column} as value from customers
         where business_id = $1 and ${column} is not null and merged_into is null order by ${column} limit 1)
       union all
       select (select c.${column} from customers c
                where c.business_id = $1 and c.${column} > v.value and c.merged_into is null
                order by c.${column} limit 1)
         from v where v.value is not null)
     select value from v where value is not null limit ${CHOICES}`,
  )
const [sources, languages] = [distinct('source'), distinct('language')]
const agreed = statement<{ purpose: string; channel: string }>(
  'segments.agreed',
  `with recursive v as (
     (select purpose, channel from consents where business_id = $1 order by purpose, channel limit 1)
     union all
     select n.purpose, n.channel from v cross join lateral (
       select purpose, channel from consents
        where business_id = $1 and (purpose, channel) > (v.purpose, v.channel) order by purpose, channel limit 1) n)
   select purpose, channel from v limit ${CHOICES}`,
)

/** What there is to choose from: where customers came from, what they speak, what they agreed to. */
export async function choices(tx: Tx) {
  const [from, spoken, consents] = await Promise.all([
    tx.rows(sources, [tx.businessId]),
    tx.rows(languages, [tx.businessId]),
    tx.rows(agreed, [tx.businessId]),
  ])
  return {
    sources: from.map(({ value }) => value),
    languages: spoken.map(({ value }) => value),
    consents: consents.map(({ purpose, channel }) => ({ purpose, channel })),
  }
}
