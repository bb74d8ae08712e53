import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/database.ts'
import { dayField } from '../platform/http/day.ts'
import { type CustomerId, idOf, type PurchaseId } from '../platform/ids.ts'
import { purchasesByExternalId } from './known.ts'
import { type Purchase, purchaseColumns } from './purchases.ts'

const day = dayField.meta({ example: '2026-11-01' })
const minor = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,16}$/, { error: 'must be a whole number of minor units' })
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(9_000_000_000_000))

/** Which purchases are wanted, as it stands in an address: what is given must all hold. */
export const purchaseFilterFields = {
  customer: idOf('customer').optional(),
  whose: z.enum(['known', 'anonymous']).optional(),
  from: day.optional().meta({ description: 'On this shop day or later.' }),
  until: day.optional().meta({ description: 'On this shop day or earlier.' }),
  location: idOf('location').optional(),
  staff: idOf('staff').optional(),
  totalMin: minor.optional().meta({ description: 'In minor units.' }),
  totalMax: minor.optional(),
  returned: z
    .enum(['some', 'whole', 'none'])
    .optional()
    .meta({ description: 'Something of it came back, all of it, nothing.' }),
  text: z.string().trim().min(1).max(120).optional().meta({
    description: 'A sku, a part of a line’s name, or the receipt number (externalId).',
  }),
}
const purchaseFilter = z.strictObject(purchaseFilterFields)
export type PurchaseFilter = z.output<typeof purchaseFilter>

/** In the order of the day they were made, or in which they were recorded (an offline till's come later). */
export const purchaseOrders = ['recorded', 'day'] as const
export type PurchaseOrder = (typeof purchaseOrders)[number]

type Condition = RawBuilder<unknown>

/** What an index is entered by, and what each row is then held against. */
interface Conditions {
  narrowing: Condition[]
  sifting: Condition[]
}

async function conditionsOf(tx: Tx, filter: PurchaseFilter): Promise<Conditions> {
  const { customer, whose, from, until, location, staff, totalMin, totalMax, returned, text } = filter
  const narrowing: Condition[] = [sql`p.business_id = ${tx.businessId}`]
  const sifting: Condition[] = []
  if (customer) narrowing.push(sql`p.customer_id = ${customer}`)
  if (from) narrowing.push(sql`p.shop_day >= ${from}::date`)
  if (until) narrowing.push(sql`p.shop_day <= ${until}::date`)
  if (returned === 'some') narrowing.push(sql`p.returned_minor > 0`)
  if (returned === 'whole') sifting.push(sql`p.fully_returned`)
  if (returned === 'none') sifting.push(sql`p.returned_minor = 0 and not p.fully_returned`)
  if (whose) sifting.push(whose === 'known' ? sql`p.customer_id is not null` : sql`p.customer_id is null`)
  if (location) sifting.push(sql`p.location_id = ${location}`)
  if (staff) sifting.push(sql`p.staff_id = ${staff}`)
  if (totalMin !== undefined) sifting.push(sql`p.total_minor >= ${totalMin}`)
  if (totalMax !== undefined) sifting.push(sql`p.total_minor <= ${totalMax}`)
  if (text) {
    // Whoever types a receipt's number wants that receipt.
    const receipt = (await purchasesByExternalId(tx, [text])).get(text)
    if (receipt) narrowing.push(sql`p.purchase_id = ${receipt}`)
    else sifting.push(bearing(text))
  }
  return { narrowing, sifting }
}

/**
 * Typed text is a word, not a pattern. `offset 0`: each purchase's own lines are looked at; made into a join, all lines of
 * the business would be read.
 */
function bearing(text: string): Condition {
  const inside = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql`exists (select from purchase_lines l
    where l.business_id = p.business_id and l.purchase_id = p.purchase_id
      and (lower(l.sku) = lower(${text}) or l.name ilike ${inside}) offset 0)`
}

/**
 * One page holds no more than so many purchases against a filter, so that looking for what is rare, or not there, costs
 * the same beside ten million (without: two minutes). What lies further back is looked for by the next page.
 */
const READ_AT_MOST = 200_000

interface PurchasesWanted {
  filter?: PurchaseFilter
  order?: PurchaseOrder
  after?: string | undefined
  limit: number
  readAtMost?: number
}

/**
 * A page of purchases, the latest first, and where it ends: null at the end of the list. `after` is that of the page
 * before. It may be shorter than asked for, even empty, while there is more.
 */
export async function pagePurchases(
  tx: Tx,
  { filter = {}, order = 'day', after, limit, readAtMost = READ_AT_MOST }: PurchasesWanted,
): Promise<{ purchases: Purchase[]; next: PurchaseId | null }> {
  const { narrowing, sifting } = await conditionsOf(tx, filter)
  const where = after ? [...narrowing, ...before(tx, after, order)] : narrowing
  const latestFirst =
    order === 'day' ? sql`p.shop_day desc, p.occurred_at desc, p.purchase_id desc` : sql`p.purchase_id desc`
  const inOrder = sql`purchases p where ${sql.join(where, sql` and `)} order by ${latestFirst}`
  const found = await tx.all(
    sifting.length === 0
      ? sql<Purchase>`select ${sql.raw(purchaseColumns)} from ${inOrder} limit ${limit + 1}`
      : sql<Purchase>`
          select ${sql.raw(purchaseColumns)} from (select p.* from ${inOrder} limit ${readAtMost}) p
           where ${sql.join(sifting, sql` and `)} order by ${latestFirst} limit ${limit + 1}`,
  )
  const purchases = found.slice(0, limit)
  if (found.length > limit) return { purchases, next: purchases.at(-1)!.id }
  if (sifting.length === 0) return { purchases, next: null }
  const lastRead = await tx.first(
    sql<{ id: PurchaseId }>`select p.purchase_id as id from ${inOrder} offset ${readAtMost - 1} limit 1`,
  )
  return { purchases, next: lastRead?.id ?? null }
}

function before(tx: Tx, after: string, order: PurchaseOrder): Condition[] {
  if (order === 'recorded') return [sql`p.purchase_id < ${after}`]
  const last = sql`from purchases a where a.business_id = ${tx.businessId} and a.purchase_id = ${after}`
  return [
    // The day by itself, so that the index by day is entered where the page begins.
    sql`p.shop_day <= (select a.shop_day ${last})`,
    sql`(p.shop_day, p.occurred_at, p.purchase_id) < (select a.shop_day, a.occurred_at, a.purchase_id ${last})`,
  ]
}

export interface PurchaseSums {
  count: number
  customers: number
  anonymous: number
  totalMinor: number
  returnedMinor: number
  more: boolean
}

/** What purchases come to together. Of more than `READ_AT_MOST` only the latest are looked at, and `more` says so. */
export async function sumPurchases(tx: Tx, filter: PurchaseFilter): Promise<PurchaseSums> {
  const { narrowing, sifting } = await conditionsOf(tx, filter)
  const latest = sql`purchases p where ${sql.join(narrowing, sql` and `)} order by p.shop_day desc, p.purchase_id desc`
  const fitting = sifting.length === 0 ? sql`true` : sql.join(sifting, sql` and `)
  const sums = await tx.first(sql<PurchaseSums>`
    select count(*) as count, count(distinct customer_id) as customers,
           count(*) filter (where customer_id is null) as anonymous,
           coalesce(sum(total_minor), 0)::bigint as "totalMinor",
           coalesce(sum(returned_minor), 0)::bigint as "returnedMinor",
           exists (select from ${latest} offset ${READ_AT_MOST - 1}) as more
      from (select p.* from ${latest} limit ${READ_AT_MOST}) p where ${fitting}`)
  return sums!
}

/** Of one customer, the latest first. */
export async function purchasesOf(
  tx: Tx,
  customerId: CustomerId,
  after: string | undefined,
  limit: number,
): Promise<Purchase[]> {
  return (await pagePurchases(tx, { filter: { customer: customerId }, after, limit })).purchases
}
