import { statement, type Tx } from '../platform/database.ts'
import type { PurchaseId, ReturnId } from '../platform/ids.ts'

/** What was bought or came back, as it is told: the first few by name, how many lines more, and the sum. */
export interface Goods {
  currency: string
  totalMinor: number
  goods: { name: string; quantity: number }[]
  more: number
}

const WORDS_AT_MOST = 3

interface Named {
  name: string | null
  sku: string | null
  quantityMilli: number
}

/** The first few goods by name, and how many lines more. */
export function goodsIn(lines: readonly Named[]): Pick<Goods, 'goods' | 'more'> {
  const goods = lines.map(({ name, sku, quantityMilli }) => ({
    name: name ?? sku,
    quantity: quantityMilli / 1000,
  }))
  const said = goods.filter(({ name }) => name !== null) as Goods['goods']
  return { goods: said.slice(0, WORDS_AT_MOST), more: Math.max(0, said.length - WORDS_AT_MOST) }
}

interface Row extends Named {
  id: string
  currency: string
  totalMinor: number
  line: number | null
}

const bought = statement<Row>(
  'purchases.goods',
  `select p.purchase_id as id, p.currency, p.total_minor as "totalMinor", l.line, l.name, l.sku,
          coalesce(l.quantity_milli, 0) as "quantityMilli"
     from purchases p
     left join purchase_lines l on l.business_id = $1 and l.purchase_id = p.purchase_id
    where p.business_id = $1 and p.purchase_id = any($2) order by p.purchase_id, l.line`,
)
const cameBack = statement<Row>(
  'returns.goods',
  `select r.return_id as id, p.currency, r.total_minor as "totalMinor", l.line, b.name, b.sku,
          coalesce(l.quantity_milli, 0) as "quantityMilli"
     from returns r
     join purchases p on p.business_id = $1 and p.purchase_id = r.purchase_id
     left join return_lines l on l.business_id = $1 and l.return_id = r.return_id
     left join purchase_lines b on b.business_id = $1 and b.purchase_id = r.purchase_id and b.line = l.line
    where r.business_id = $1 and r.return_id = any($2) order by r.return_id, l.line`,
)

/** What was bought in some purchases and what came back in some returns, by their ids. */
export async function goodsOf(
  tx: Tx,
  { purchases, returns }: { purchases: readonly PurchaseId[]; returns: readonly ReturnId[] },
): Promise<Map<string, Goods>> {
  const [of, back] = await Promise.all([
    purchases.length > 0 ? tx.rows(bought, [tx.businessId, purchases]) : [],
    returns.length > 0 ? tx.rows(cameBack, [tx.businessId, returns]) : [],
  ])
  const told = [...Map.groupBy([...of, ...back], ({ id }) => id)]
  return new Map(
    told.map(([id, rows]) => {
      const { currency, totalMinor } = rows[0]!
      return [id, { currency, totalMinor, ...goodsIn(rows.filter(({ line }) => line !== null)) }]
    }),
  )
}
