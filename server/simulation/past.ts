import { type Database, inBusiness, statement } from '../platform/database.ts'
import { type CustomerId, NIL_ID, type PurchaseId, type ReturnId } from '../platform/ids.ts'
import type { LineKind } from '../purchases/purchases.ts'

/**
 * A business's own past, read customer by customer: what was bought and what came back, as the books have it. Pages are
 * cut by an index, so that memory holds a page and never the history.
 */

/** A line as it was sold: what a programme looks at. */
export interface PastLine {
  line: number
  kind: LineKind
  sku: string | null
  category: string | null
  brand: string | null
  quantityMilli: number
  totalMinor: number
  taxMinor: number
}

export interface PastReturn {
  id: ReturnId
  ms: number
  lines: { line: number; quantityMilli: number; amountMinor: number }[]
}

export interface PastPurchase {
  id: PurchaseId
  ms: number
  locationId: string | null
  giftPaidMinor: number
  /** What points took off each line when it was bought. */
  pointsByLine: number[] | null
  /** When the event came that pending points wait for; null: it hasn't. */
  confirmedMs: number | null
  lines: PastLine[]
  returns: PastReturn[]
}

/** Somebody with her purchases, in the order in which they happened. */
export interface Past {
  customerId: CustomerId
  joinedMs: number | null
  purchases: PastPurchase[]
}

type LineRow = [
  line: number,
  kind: LineKind,
  sku: string | null,
  category: string | null,
  brand: string | null,
  quantityMilli: number,
  totalMinor: number,
  taxMinor: number,
]
type ReturnRow = [id: ReturnId, ms: number, lines: [number, number, number][]]

interface Row {
  customerId: CustomerId
  day: string
  joinedMs: number | null
  id: PurchaseId
  ms: number
  locationId: string | null
  giftPaidMinor: number
  pointsByLine: number[] | null
  confirmedMs: number | null
  lines: LineRow[]
  returns: ReturnRow[] | null
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`

const readPage = statement<Row>(
  'simulation.past',
  `select p.customer_id as "customerId", p.shop_day as day, ${ms('c.joined_at')} as "joinedMs", p.purchase_id as id,
          ${ms('p.occurred_at')} as ms, p.location_id as "locationId", p.gift_paid_minor as "giftPaidMinor",
          p.redeemed->'points'->'byLine' as "pointsByLine", ${ms('p.confirmed_at')} as "confirmedMs",
          (select json_agg(json_build_array(l.line, l.kind, l.sku, l.category, l.brand, l.quantity_milli, l.total_minor,
                                            l.tax_minor) order by l.line)
             from purchase_lines l where l.business_id = $1 and l.purchase_id = p.purchase_id) as lines,
          case when p.returned_minor <> 0 or p.fully_returned then
            (select json_agg(json_build_array(r.return_id, ${ms('r.occurred_at')},
                      (select json_agg(json_build_array(b.line, b.quantity_milli, b.amount_minor) order by b.line)
                         from return_lines b where b.business_id = $1 and b.return_id = r.return_id)) order by r.return_id)
               from returns r where r.business_id = $1 and r.purchase_id = p.purchase_id) end as returns
     from (select * from purchases
            where business_id = $1 and customer_id is not null and currency = $2
              and (customer_id, shop_day, purchase_id) > ($3::uuid, $4::date, $5::uuid)
              and shop_day between $6 and $7
              and ($8 = 1 or ('x' || right(customer_id::text, 6))::bit(24)::int % $8 = 0)
            order by customer_id, shop_day, purchase_id limit $9) p
     join customers c on c.business_id = $1 and c.customer_id = p.customer_id
    order by p.customer_id, p.shop_day, p.purchase_id`,
)

export interface Span {
  currency: string
  /** Shop days, both counted. */
  from: string
  until: string
  /** Every how manyeth customer, drawn by the random end of her id. */
  every: number
}

const PAGE = 2_000

/** Everybody's past in a span of shop days, each person once and whole. */
export async function* pastOf(
  database: Database,
  businessId: string,
  { currency, from, until, every }: Span,
): AsyncGenerator<Past> {
  let after: [CustomerId, string, PurchaseId] = [NIL_ID, '0001-01-01', NIL_ID]
  let open: Past | undefined
  for (;;) {
    const rows = await inBusiness(database, businessId, (tx) =>
      tx.rows(readPage, [businessId, currency, ...after, from, until, every, PAGE]),
    )
    for (const row of rows) {
      if (open && open.customerId !== row.customerId) yield inOrder(open)
      if (open?.customerId !== row.customerId)
        open = { customerId: row.customerId, joinedMs: row.joinedMs, purchases: [] }
      open.purchases.push(purchaseOf(row))
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    after = [last.customerId, last.day, last.id]
  }
  if (open) yield inOrder(open)
}

function purchaseOf({ day: _, customerId: __, joinedMs: ___, lines, returns, ...row }: Row): PastPurchase {
  return {
    ...row,
    lines: lines.map(([line, kind, sku, category, brand, quantityMilli, totalMinor, taxMinor]) => ({
      ...{ line, kind, sku, category, brand, quantityMilli, totalMinor, taxMinor },
    })),
    returns: (returns ?? []).map(([id, at, back]) => ({
      id,
      ms: at,
      lines: back.map(([line, quantityMilli, amountMinor]) => ({ line, quantityMilli, amountMinor })),
    })),
  }
}

/** By moment, and by number where two share one: as the till had them one after the other. */
function inOrder(past: Past): Past {
  past.purchases.sort((a, b) => a.ms - b.ms || (a.id < b.id ? -1 : 1))
  return past
}

/** How much of a past there is. */
export interface Size {
  purchases: number
  customers: number
  anonymous: number
  anonymousMinor: number
  first: string | null
  last: string | null
}

const countPast = statement<Size>(
  'simulation.size',
  `select count(*) filter (where customer_id is not null) as purchases, count(distinct customer_id) as customers,
          count(*) filter (where customer_id is null) as anonymous,
          coalesce(sum(spend_minor) filter (where customer_id is null), 0)::bigint as "anonymousMinor",
          min(shop_day) as first, max(shop_day) as last
     from purchases where business_id = $1 and currency = $2 and shop_day between $3 and $4`,
)

/** How much there is to go through: what progress is measured by, and what no programme reaches. */
export async function sizeOf(
  database: Database,
  businessId: string,
  { currency, from, until }: Omit<Span, 'every'>,
): Promise<Size> {
  const [size] = await inBusiness(database, businessId, (tx) =>
    tx.rows(countPast, [businessId, currency, from, until]),
  )
  return size!
}
