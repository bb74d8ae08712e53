import { findCustomer } from '../../customers/customers.ts'
import { inBusiness, type Tx } from '../../platform/database.ts'
import {
  productsBySku,
  purchasesByExternalId,
  type ReturnableLine,
  returnableLines,
  returnsWithExternalId,
} from '../../purchases/purchases.ts'
import { type CarriedOut, carryOut, namedBy, type Pen } from './carryOut.ts'
import { type Deed, deedsOf, isShort } from './deeds.ts'
import type { Scratch } from './scratch.ts'
import type { Key, Slip, SlipLine } from './slip.ts'
import type { Bundle, Sorted } from './slips.ts'

// What is asked of the books at once, and what memory holds of the scratch file.
const PAGE_SLIPS = 500
const GUESTS_TOGETHER = 64
// Each lane waits for the disk at every commit; two cores have enough to do with this many, and the pool has more.
const LANES = 6

export interface Done {
  key: Key | null
  deeds: Deed[]
  /** Null: nothing was written, as it was only tried. */
  result: CarriedOut | null
}

/**
 * Rings a sorted file up: each customer's receipts in their order, many customers at once. `onDone` hears of each
 * customer (or handful of guests) once it is durable.
 */
export async function ringAll(
  pen: Pen,
  sorted: Sorted,
  { scratch, dryRun, onDone }: { scratch: Scratch; dryRun: boolean; onDone: (done: Done) => void },
): Promise<void> {
  for (const page of pagesOf(sorted)) {
    const works = await prepare(pen, page, scratch)
    let next = 0
    const lane = async () => {
      for (let work = works[next++]; work; work = works[next++]) {
        const result = dryRun ? null : await carryOut(pen, work.key, work.deeds)
        onDone({ ...work, result })
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  }
}

function* pagesOf({ customers, guests }: Sorted): Generator<Bundle[]> {
  let page: Bundle[] = []
  let slips = 0
  for (const bundle of bundlesOf(customers.values(), guests)) {
    page.push(bundle)
    slips += bundle.slips.length
    if (slips < PAGE_SLIPS) continue
    yield page
    page = []
    slips = 0
  }
  if (page.length > 0) yield page
}

function* bundlesOf(customers: Iterable<Bundle>, guests: Slip[]): Generator<Bundle> {
  yield* customers
  for (let at = 0; at < guests.length; at += GUESTS_TOGETHER)
    yield { key: null, slips: guests.slice(at, at + GUESTS_TOGETHER) }
}

/** Reads a page's lines back, asks what the books know of it, and works out what is to be done. */
async function prepare(
  pen: Pen,
  page: readonly Bundle[],
  scratch: Scratch,
): Promise<{ key: Key | null; deeds: Deed[] }[]> {
  const bundles = page.map(({ key, slips }) => ({
    key,
    slips: slips.map((slip) => ({ slip, lines: scratch.read(slip.places) })),
  }))
  const slips = bundles.flatMap((bundle) => bundle.slips)
  const ids = (sort: Slip['sort']) =>
    slips.filter(({ slip }) => slip.sort === sort).map(({ slip }) => slip.externalId)
  return inBusiness(pen.database, pen.businessId, async (tx) => {
    const [purchases, returns] = await Promise.all([
      purchasesByExternalId(tx, ids('purchase')),
      returnsWithExternalId(tx, ids('return')),
      nameLines(
        tx,
        slips.flatMap(({ lines }) => lines),
      ),
    ])
    const works: { key: Key | null; deeds: Deed[] }[] = []
    for (const { key, slips } of bundles) {
      let deeds = deedsOf(slips, { purchases, returns })
      const earlier = key && isShort(deeds) ? await earlierOf(tx, pen, key, slips) : []
      if (earlier.length > 0) deeds = deedsOf(slips, { purchases, returns }, earlier)
      works.push({ key, deeds })
    }
    return works
  })
}

/** What a line leaves out is the product's: asked for a page of receipts in one statement. */
async function nameLines(tx: Tx, lines: readonly SlipLine[]): Promise<void> {
  const open = lines.filter(({ sku, category }) => sku !== null && category === null)
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

/** What a customer had bought before, by the books, that could still come back. */
async function earlierOf(
  tx: Tx,
  { map }: Pen,
  key: Key,
  slips: readonly { slip: Slip }[],
): Promise<ReturnableLine[]> {
  const id = await findCustomer(tx, namedBy(key, map)).catch(() => undefined)
  if (!id) return []
  const of = (sort: Slip['sort']) =>
    slips.filter(({ slip }) => slip.sort === sort).map(({ slip }) => slip.externalId)
  return returnableLines(tx, id, { exceptPurchases: of('purchase'), exceptReturns: of('return') })
}
