import { businessOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type Change, given } from '../platform/given.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import type { Actor } from '../platform/http.ts'
import { type Id, newId } from '../platform/ids.ts'

constraintMeans('product_sku_once', 'product.sku_taken', 'sku')

/**
 * Products: what a shop sells, by its own code. A business may do without; where it keeps them, a line that says only
 * the code takes name, category and brand from here. What was bought keeps what it was called then.
 */
export interface Product {
  productId: Id<'product'>
  sku: string
  name: string | null
  category: string | null
  brand: string | null
  unitPriceMinor: number | null
  currency: string | null
  createdAt: Temporal.Instant
  withdrawnAt: Temporal.Instant | null
}

export interface NewProduct {
  sku: string
  name?: string | null | undefined
  category?: string | null | undefined
  brand?: string | null | undefined
  unitPrice?: number | null | undefined
  currency?: string | null | undefined
}
export type ProductChange = Change<NewProduct>

const columns = `product_id as "productId", sku, name, category, brand, unit_price_minor as "unitPriceMinor",
  currency, created_at as "createdAt", withdrawn_at as "withdrawnAt"`

const insertProduct = statement<Product>(
  'products.insert',
  `insert into products (business_id, product_id, sku, name, category, brand, unit_price_minor, currency)
   values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
)

/** Adds a product. Refuses a code that another has. */
export async function addProduct(tx: Tx, wish: NewProduct, actor: Actor): Promise<Product> {
  const id = newId<'product'>()
  const { sku, name = null, category = null, brand = null, unitPrice = null } = wish
  const currency = await currencyOf(tx, { unitPrice, currency: wish.currency })
  const values = [tx.businessId, id, sku, name, category, brand, unitPrice, currency]
  const [product] = await tx.rows(insertProduct, values)
  tell(tx, { what: 'product.added', actor, subject: { kind: 'product', id }, facts: wish })
  return product!
}

/** A price is in the business's own currency; a product without a price has none. */
async function currencyOf(tx: Tx, wish: Pick<NewProduct, 'unitPrice' | 'currency'>): Promise<string | null> {
  const { currency } = await businessOf(tx)
  if (wish.currency && wish.currency !== currency) {
    throw new Refused('purchase.other_currency', undefined, { field: 'currency', params: { currency } })
  }
  return wish.unitPrice === null || wish.unitPrice === undefined ? null : currency
}

const readProduct = statement<Product>(
  'products.read',
  `select ${columns} from products where business_id = $1 and product_id = $2`,
)
const lockProduct = statement<Product>('products.lock', `${readProduct.text} for update`)
const pageOfProducts = statement<Product>(
  'products.page',
  `select ${columns} from products
    where business_id = $1 and ($2::uuid is null or product_id > $2) and ($3::text is null or sku = $3)
    order by product_id limit $4`,
)

export async function productOf(tx: Tx, id: Id<'product'>): Promise<Product> {
  const [product] = await tx.rows(readProduct, [tx.businessId, id])
  if (!product) throw new Refused('not_found')
  return product
}

/** A page of products in the order in which they were added, withdrawn ones too; of one code when it is said. */
export async function pageProducts(
  tx: Tx,
  { after, sku, limit }: { after?: Id<'product'> | undefined; sku?: string | undefined; limit: number },
): Promise<Product[]> {
  return tx.rows(pageOfProducts, [tx.businessId, after ?? null, sku ?? null, limit])
}

const updateProduct = statement<Product>(
  'products.update',
  `update products set sku = $3, name = $4, category = $5, brand = $6, unit_price_minor = $7, currency = $8,
          withdrawn_at = $9, updated_at = now()
    where business_id = $1 and product_id = $2 returning ${columns}`,
)

async function write(tx: Tx, after: Product): Promise<Product> {
  const { productId, sku, name, category, brand, unitPriceMinor, currency, withdrawnAt } = after
  const values = [tx.businessId, productId, sku, name, category, brand, unitPriceMinor, currency]
  const [written] = await tx.rows(updateProduct, [...values, withdrawnAt?.toString() ?? null])
  return written!
}

/** Changes what is given; null empties. What was bought before keeps its words. */
export async function changeProduct(
  tx: Tx,
  id: Id<'product'>,
  change: ProductChange,
  actor: Actor,
): Promise<Product> {
  const [before] = await tx.rows(lockProduct, [tx.businessId, id])
  if (!before) throw new Refused('not_found')
  const { unitPrice = before.unitPriceMinor, currency: said, ...rest } = change
  const currency = await currencyOf(tx, { unitPrice, currency: said })
  const after = await write(tx, { ...before, ...given(rest), unitPriceMinor: unitPrice, currency })
  tell(tx, { what: 'product.changed', actor, subject: { kind: 'product', id }, facts: { after: change } })
  return after
}

/** Takes a product out of the range, or (`at` null) back into it. It stays known: what was bought may come back. */
export async function withdrawProduct(
  tx: Tx,
  id: Id<'product'>,
  at: Temporal.Instant | null,
  actor: Actor,
): Promise<Product> {
  const [before] = await tx.rows(lockProduct, [tx.businessId, id])
  if (!before) throw new Refused('not_found')
  if ((before.withdrawnAt === null) === (at === null)) return before
  tell(tx, { what: at ? 'product.withdrawn' : 'product.restored', actor, subject: { kind: 'product', id } })
  return write(tx, { ...before, withdrawnAt: at })
}

/** What lines take from a product. */
export type ProductWords = Pick<Product, 'name' | 'category' | 'brand'>

const readWords = statement<ProductWords & { sku: string }>(
  'products.words',
  'select sku, name, category, brand from products where business_id = $1 and sku = any($2)',
)

/** Name, category and brand by code, of the codes that are known. One statement. */
export async function productsBySku(tx: Tx, skus: readonly string[]): Promise<Map<string, ProductWords>> {
  const rows = await tx.rows(readWords, [tx.businessId, [...new Set(skus)]])
  return new Map(rows.map(({ sku, ...words }) => [sku, words]))
}

const keepMany = statement<{ added: boolean }>(
  'products.keep_many',
  `insert into products as kept (business_id, product_id, sku, name, category, brand, unit_price_minor, currency)
   select $1, p.*, $8
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
       p (id, sku, name, category, brand, price)
    order by p.sku
   on conflict on constraint product_sku_once do update
     set name = coalesce(excluded.name, kept.name), category = coalesce(excluded.category, kept.category),
         brand = coalesce(excluded.brand, kept.brand),
         unit_price_minor = coalesce(excluded.unit_price_minor, kept.unit_price_minor),
         currency = excluded.currency, updated_at = now()
   where (coalesce(excluded.name, kept.name), coalesce(excluded.category, kept.category),
          coalesce(excluded.brand, kept.brand), coalesce(excluded.unit_price_minor, kept.unit_price_minor))
     is distinct from (kept.name, kept.category, kept.brand, kept.unit_price_minor)
   returning xmax = 0 as added`,
)

/** Adds products or brings known ones up to date, each code once. Answers how many were added and how many changed. */
export async function keepProducts(
  tx: Tx,
  products: readonly NewProduct[],
): Promise<{ added: number; changed: number }> {
  const { currency } = await businessOf(tx)
  const column = <T>(pick: (product: NewProduct) => T) => products.map(pick)
  const rows = await tx.rows(keepMany, [
    tx.businessId,
    column(() => newId<'product'>()),
    column(({ sku }) => sku),
    column(({ name }) => name ?? null),
    column(({ category }) => category ?? null),
    column(({ brand }) => brand ?? null),
    column(({ unitPrice }) => unitPrice ?? null),
    currency,
  ])
  const added = rows.filter((row) => row.added).length
  return { added, changed: rows.length - added }
}

/** A line that may leave out what the product's code says already. */
interface Nameable {
  sku: string | null
  name: string | null
  category: string | null
  brand: string | null
}

/** Name, category and brand of a line that says only the product's code are the product's. */
export async function nameLines(tx: Tx, lines: readonly Nameable[]): Promise<void> {
  const open = lines.filter(({ sku, category }) => sku !== null && category === null)
  if (open.length === 0) return
  const words = await productsBySku(
    tx,
    open.map(({ sku }) => sku!),
  )
  for (const line of open) {
    const known = words.get(line.sku!)
    line.name ??= known?.name ?? null
    line.category ??= known?.category ?? null
    line.brand ??= known?.brand ?? null
  }
}
