import { findCustomer } from '../../customers/customers.ts'
import { inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { refreshStatistics } from '../../platform/statistics.ts'
import {
  nameLines,
  purchasesByExternalId,
  type ReturnableLine,
  returnableLines,
  returnsWithExternalId,
} from '../../purchases/purchases.ts'
import { type CarriedOut, carryOut, type Outcome, type Work } from './carryOut.ts'
import { type Deed, deedsOf, isShort } from './deeds.ts'
import type { Scratch } from './scratch.ts'
import type { Key, Slip } from './slip.ts'
import type { Bundle, Sorted } from './slips.ts'
import { namedBy, type Pen } from './writing.ts'

// What is asked of the books at once, and what memory holds of the scratch file.
const PAGE_SLIPS = 750
// Receipts that go side by side: statements get cheaper by the dozen, and no transaction holds too many rows.
const CUSTOMERS_TOGETHER = 24
const GUESTS_TOGETHER = 48
// A fresh database is planned for as it fills: soon, and again when it is many times as large.
const STATISTICS_AFTER_PAGES: ReadonlySet<number> = new Set([1, 8, 64])
// One commits while others read and decide; two cores have enough to do with these.
const LANES = 3

export interface Done {
  deeds: Deed[]
  key: Key | null
  result: CarriedOut
}

/**
 * Rings a sorted file up: each customer's receipts in their order, many customers at once. `onDone` hears of each
 * customer (and each guest) once it is durable.
 */
export async function ringAll(
  pen: Pen,
  sorted: Sorted,
  { scratch, dryRun, onDone }: { scratch: Scratch; dryRun: boolean; onDone: (done: Done) => void },
): Promise<void> {
  let pages = 0
  for (const page of pagesOf(sorted)) {
    if (!dryRun && STATISTICS_AFTER_PAGES.has(pages)) await refreshStatistics(pen.database)
    pages += 1
    const groups = groupsOf(await prepare(pen, page, scratch))
    let next = 0
    const lane = async () => {
      for (let group = groups[next++]; group; group = groups[next++]) {
        const results = await (dryRun ? tryOut(pen, group) : carryOut(pen, group))
        for (const [index, { whose, deeds }] of group.entries())
          onDone({ key: whose?.key ?? null, deeds, result: results[index]! })
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  }
}

/** Customers with about as many receipts stand together, so that a group goes in step until its end. */
function* pagesOf({ customers, guests }: Sorted): Generator<Bundle[]> {
  const bundles = [...customers.values()].sort((a, b) => b.slips.length - a.slips.length)
  let page: Bundle[] = []
  let slips = 0
  for (const bundle of [...bundles, ...guests.map((slip) => ({ key: null, slips: [slip] }))]) {
    page.push(bundle)
    slips += bundle.slips.length
    if (slips < PAGE_SLIPS || page.length < CUSTOMERS_TOGETHER * LANES) continue
    yield page
    page = []
    slips = 0
  }
  if (page.length > 0) yield page
}

function groupsOf(works: readonly Work[]): Work[][] {
  const groups: Work[][] = []
  for (const [most, of] of [
    [CUSTOMERS_TOGETHER, works.filter(({ whose }) => whose)],
    [GUESTS_TOGETHER, works.filter(({ whose }) => !whose)],
  ] as const) {
    for (let at = 0; at < of.length; at += most) groups.push(of.slice(at, at + most))
  }
  return groups
}

/** Reads a page's lines back, asks what the books know of it, and works out what is to be done. */
async function prepare(pen: Pen, page: readonly Bundle[], scratch: Scratch): Promise<Work[]> {
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
    const works: Work[] = []
    for (const { key, slips } of bundles) {
      let deeds = deedsOf(slips, { purchases, returns })
      const earlier = key && isShort(deeds) ? await earlierOf(tx, pen, key, slips) : []
      if (earlier.length > 0) deeds = deedsOf(slips, { purchases, returns }, earlier)
      const firstMs = slips.find(({ slip }) => slip.sort === 'purchase')?.slip.ms
      works.push({ whose: key && { key, firstMs }, deeds })
    }
    return works
  })
}

/** What carrying it out would come to, as far as can be said without writing. */
async function tryOut(pen: Pen, works: readonly Work[]): Promise<CarriedOut[]> {
  return inBusiness(pen.database, pen.businessId, (tx) =>
    Promise.all(
      works.map(async ({ whose, deeds }) => {
        const outcomes = deeds.map(({ known }): Outcome => (known ? 'there' : 'done'))
        try {
          const found = whose && (await findCustomer(tx, namedBy(whose.key, pen.map)))
          return { made: whose !== null && !found, outcomes }
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return { made: false, outcomes: deeds.map(() => error) }
        }
      }),
    ),
  )
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
