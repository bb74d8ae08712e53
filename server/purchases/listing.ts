import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/database.ts'
import { dayField } from '../platform/http/day.ts'
import { type CustomerId, idOf } from '../platform/ids.ts'
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

function conditionsOf(tx: Tx, filter: PurchaseFilter): Condition[] {
  const { customer, whose, from, until, location, staff, totalMin, totalMax, returned, text } = filter
  const where: Condition[] = [sql`p.business_id = ${tx.businessId}`]
  if (customer) where.push(sql`p.customer_id = ${customer}`)
  if (whose) where.push(whose === 'known' ? sql`p.customer_id is not null` : sql`p.customer_id is null`)
  if (from) where.push(sql`p.shop_day >= ${from}::date`)
  if (until) where.push(sql`p.shop_day <= ${until}::date`)
  if (location) where.push(sql`p.location_id = ${location}`)
  if (staff) where.push(sql`p.staff_id = ${staff}`)
  if (totalMin !== undefined) where.push(sql`p.total_minor >= ${totalMin}`)
  if (totalMax !== undefined) where.push(sql`p.total_minor <= ${totalMax}`)
  if (returned === 'some') where.push(sql`p.returned_minor > 0`)
  if (returned === 'whole') where.push(sql`p.fully_returned`)
  if (returned === 'none') where.push(sql`p.returned_minor = 0 and not p.fully_returned`)
  if (text) where.push(bearing(text))
  return where
}

/** Typed text is a word, not a pattern. */
function bearing(text: string): Condition {
  const inside = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql`(p.external_id = ${text} or exists (select from purchase_lines l
    where l.business_id = p.business_id and l.purchase_id = p.purchase_id
      and (lower(l.sku) = lower(${text}) or l.name ilike ${inside})))`
}

/** A page of purchases, the latest first. `after` is the last of the page before. */
export async function pagePurchases(
  tx: Tx,
  {
    filter = {},
    order = 'day',
    after,
    limit,
  }: { filter?: PurchaseFilter; order?: PurchaseOrder; after?: string | undefined; limit: number },
): Promise<Purchase[]> {
  const where = conditionsOf(tx, filter)
  const byDay = order === 'day'
  if (after && byDay) {
    const last = sql`from purchases a where a.business_id = ${tx.businessId} and a.purchase_id = ${after}`
    // The day by itself, so that the index by day is entered where the page begins.
    where.push(sql`p.shop_day <= (select a.shop_day ${last})`)
    where.push(
      sql`(p.shop_day, p.occurred_at, p.purchase_id) < (select a.shop_day, a.occurred_at, a.purchase_id ${last})`,
    )
  } else if (after) where.push(sql`p.purchase_id < ${after}`)
  return tx.all(sql<Purchase>`
    select ${sql.raw(purchaseColumns)} from purchases p where ${sql.join(where, sql` and `)}
     order by ${byDay ? sql`p.shop_day desc, p.occurred_at desc, p.purchase_id desc` : sql`p.purchase_id desc`} limit ${limit}`)
}

/** More than so many are not added up: then the sums are of the latest, and `more` says so. */
const SUMMED_AT_MOST = 200_000

export interface PurchaseSums {
  count: number
  customers: number
  anonymous: number
  totalMinor: number
  returnedMinor: number
  more: boolean
}

/** What purchases come to together. */
export async function sumPurchases(tx: Tx, filter: PurchaseFilter): Promise<PurchaseSums> {
  const where = conditionsOf(tx, filter)
  const sums = await tx.first(sql<PurchaseSums>`
    select count(*) as count, count(distinct customer_id) as customers,
           count(*) filter (where customer_id is null) as anonymous,
           coalesce(sum(total_minor), 0)::bigint as "totalMinor",
           coalesce(sum(returned_minor), 0)::bigint as "returnedMinor",
           count(*) >= ${SUMMED_AT_MOST} as more
      from (select p.customer_id, p.total_minor, p.returned_minor from purchases p
             where ${sql.join(where, sql` and `)}
             order by p.shop_day desc, p.purchase_id desc limit ${SUMMED_AT_MOST}) p`)
  return sums!
}

/** Of one customer, the latest first. */
export function purchasesOf(
  tx: Tx,
  customerId: CustomerId,
  after: string | undefined,
  limit: number,
): Promise<Purchase[]> {
  return pagePurchases(tx, { filter: { customer: customerId }, after, limit })
}
