import { inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { decimalsOf } from '../platform/money.ts'
import { keepProducts, type NewProduct } from '../purchases/purchases.ts'
import type { Brought, Job } from './job.ts'
import { bindColumns } from './maps/bind.ts'
import type { ProductsMap } from './maps/map.ts'
import { take } from './purchases/importPurchases.ts'
import type { Table } from './reading/rows.ts'
import { Tried } from './tried.ts'
import { readMillionths, wholeMinor } from './values/numbers.ts'

const AT_ONCE = 500
const fields = ['sku', 'name', 'category', 'brand', 'unitPrice'] as const

/**
 * Brings products in. A code that is known is brought up to date by what the file says; what it leaves empty stays. Of
 * several rows of one code the last that says something counts, so that a sales log gives a catalogue too.
 */
export async function importProducts(job: Job, map: ProductsMap, table: Table): Promise<Brought> {
  const { currency } = job.business
  if (map.currency !== undefined && map.currency !== currency) {
    throw new Refused('purchase.other_currency', undefined, { field: 'currency', params: { currency } })
  }
  const products = new Map<string, NewProduct>()
  const found = { rows: 0, skipped: 0, repeated: 0 }
  for await (const product of readProducts(job, map, table, found)) {
    const earlier = products.get(product.sku)
    if (earlier) found.repeated += 1
    products.set(product.sku, { ...earlier, ...product })
  }
  const done = await keepAll(job, [...products.values()])
  return {
    changed: done.added + done.changed > 0,
    products: done,
    found,
    rowsLeftOut: Object.fromEntries(job.errors.byCode),
  }
}

async function* readProducts(
  { business, errors }: Job,
  map: ProductsMap,
  table: Table,
  found: { rows: number; skipped: number },
): AsyncGenerator<NewProduct> {
  const [firstRow = []] = await take(table, 1)
  const columns = bindColumns(map.columns, firstRow, fields)
  const skip = new Set(map.skip.map((code) => code.toUpperCase()))
  const mark = map.file.decimal ?? (table.separator === ';' ? 'either' : '.')
  let row = 0
  for await (const values of table.rows()) {
    row += 1
    if (row === 1 && (map.file.heading ?? true)) continue
    found.rows += 1
    const sku = columns.sku(values)
    if (skip.has(sku.toUpperCase())) {
      found.skipped += 1
      continue
    }
    const written = columns.unitPrice(values)
    const millionths = written === '' ? undefined : readMillionths(written, mark)
    const unitPrice =
      millionths === undefined ? undefined : wholeMinor(millionths, decimalsOf(business.currency))
    if (sku === '') errors.add({ row, field: 'sku', code: 'value_missing', say: 'The code is empty.' })
    else if (sku.length > 120)
      errors.add({ row, field: 'sku', code: 'value_too_long', say: 'The code is too long.' })
    else if (written !== '' && (unitPrice === undefined || unitPrice < 0))
      errors.add({ row, field: 'unitPrice', code: 'number_unclear', say: `${written} is not a price.` })
    else
      yield {
        sku,
        ...said({
          name: columns.name(values),
          category: columns.category(values),
          brand: columns.brand(values),
        }),
        ...(unitPrice === undefined ? {} : { unitPrice }),
      }
  }
}

/** What is not empty, as long as it may be. */
function said(words: { name: string; category: string; brand: string }): Partial<NewProduct> {
  const most = { name: 500, category: 120, brand: 120 }
  const kept = (['name', 'category', 'brand'] as const).filter((word) => words[word] !== '')
  return Object.fromEntries(kept.map((word) => [word, words[word].slice(0, most[word])]))
}

async function keepAll({ database, businessId, dryRun, onProgress }: Job, products: NewProduct[]) {
  const done = { added: 0, changed: 0, same: 0 }
  for (let at = 0; at < products.length; at += AT_ONCE) {
    const some = products.slice(at, at + AT_ONCE)
    const { added, changed } = await keepOrTry(database, businessId, some, dryRun)
    done.added += added
    done.changed += changed
    done.same += some.length - added - changed
    onProgress('writing', at + some.length, products.length)
  }
  return done
}

interface Kept {
  added: number
  changed: number
}

/** A dry run does all of it and then undoes the transaction. */
async function keepOrTry(
  database: Job['database'],
  businessId: string,
  some: NewProduct[],
  dryRun: boolean,
): Promise<Kept> {
  try {
    return await inBusiness(database, businessId, async (tx) => {
      const result = await keepProducts(tx, some)
      if (dryRun) throw new Tried(result)
      return result
    })
  } catch (error) {
    if (error instanceof Tried) return error.result as Kept
    throw error
  }
}
