import { businessOf, nowOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { type Database, inBusiness, statement } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { reviewTiers, settleDue } from '../till/till.ts'
import { importCustomers } from './customers.ts'
import { RowErrors } from './errorFile.ts'
import type { Brought, Job, Phase } from './job.ts'
import { keepMap, mapFor, readMap } from './maps/kept.ts'
import { type ImportKind, type ImportMap, importKinds } from './maps/map.ts'
import { importProducts } from './products.ts'
import { importPurchases, take } from './purchases/importPurchases.ts'
import { openTable, type Table } from './reading/rows.ts'

/**
 * Imports: customers, products and purchases from a file, by a map that says which column is what. What always holds:
 * a file that was imported, wholly or in part, and is imported again ends where one run of it would have ended; a dry
 * run gives the same report and writes nothing; every row that was not taken over is told, with the reason.
 */

export { importErrand } from './errand.ts'
export { keptMaps } from './maps/kept.ts'
export { readyNames } from './maps/ready.ts'
export { tellReport } from './telling.ts'
export { type ImportKind, importKinds, type Phase }

export interface ImportWish {
  kind: ImportKind
  file: string
  /** A ready map, the path of a JSON document, or the name of a kept one; left out: by the headings. */
  map?: string | undefined
  /** A map as it stands, in place of the name of one. */
  document?: unknown
  /** Where to write the rows that were left out. */
  errorFile?: string | undefined
  dryRun?: boolean
  onProgress?: Job['onProgress']
}

export interface ImportReport {
  kind: ImportKind
  file: string
  map: string | null
  encoding: string
  separator: string | null
  dryRun: boolean
  seconds: number
  /** Whether the books hold something now that they didn't before; of a dry run, whether they would. */
  changed: boolean
  [more: string]: unknown
}

/** Imports a file. The last row of it is durable when this answers. */
export async function importFile(
  database: Database,
  businessId: string,
  wish: ImportWish,
): Promise<ImportReport> {
  const began = Temporal.Now.instant()
  const { business, now } = await inBusiness(database, businessId, async (tx) => ({
    business: await businessOf(tx),
    now: await nowOf(tx),
  }))
  const { map, table } = await openWith(database, businessId, wish)
  const { dryRun = false, onProgress = () => undefined } = wish
  const errors = new RowErrors(wish.errorFile)
  const id = newId<'import'>()
  const job: Job = {
    ...{ database, businessId, business, errors, now, dryRun, onProgress },
    actor: { kind: 'import', id },
  }
  try {
    const what = await (dryRun
      ? run(job, map, table)
      : alone(database, businessId, () => run(job, map, table)))
    const report: ImportReport = {
      ...{ kind: wish.kind, file: table.fileName, map: map.name ?? null },
      ...{ encoding: table.encoding, separator: table.separator, dryRun, seconds: 0 },
      ...what,
    }
    report.seconds = Math.round(began.until(Temporal.Now.instant()).total('seconds') * 10) / 10
    if (!dryRun && report.changed) await record(job, id, { map, report, began })
    return report
  } finally {
    errors.close()
  }
}

async function openWith(
  database: Database,
  businessId: string,
  { kind, file, map: wish, document, dryRun }: ImportWish,
): Promise<{ map: ImportMap; table: Table }> {
  const plain = await openTable(file)
  const [firstRow = []] = await take(plain, 1)
  const map = document
    ? readMap(kind, document)
    : await mapFor(database, businessId, { kind, wish, firstRow })
  if (!dryRun) await inBusiness(database, businessId, (tx) => keepMap(tx, map))
  const { separator, encoding, sheet } = map.file
  if (separator === undefined && encoding === undefined && sheet === undefined) return { map, table: plain }
  return { map, table: await openTable(file, map.file) }
}

async function run(job: Job, map: ImportMap, table: Table): Promise<Brought> {
  const what = await {
    customers: () => importCustomers(job, map as Extract<ImportMap, { kind: 'customers' }>, table),
    products: () => importProducts(job, map as Extract<ImportMap, { kind: 'products' }>, table),
    purchases: () => importPurchases(job, map as Extract<ImportMap, { kind: 'purchases' }>, table),
  }[map.kind]()
  if (job.dryRun) return what
  job.onProgress('settling', 0, 1)
  const { database, businessId, now } = job
  const settled = await settleDue(database, businessId, now)
  await reviewTiers(database, businessId, now)
  return { ...what, settled }
}

const ALONE_MS = 15_000

/** One import into a business at a time. One that was killed a moment ago may still be holding on: it is waited for. */
async function alone<Result>(
  database: Database,
  businessId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await database.pool.connect()
  try {
    for (const patience = Date.now() + ALONE_MS; ; ) {
      const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as got', [
        `import ${businessId}`,
      ])
      if (rows[0].got) break
      if (Date.now() > patience) throw new Refused('import.running')
      await new Promise((done) => setTimeout(done, 200))
    }
    return await work()
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(() => undefined)
    client.release()
  }
}

const insertImport = statement(
  'imports.insert',
  `insert into imports (business_id, import_id, kind, file_name, map, report, started_at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)

/** An import that changed something stays on record; one that found everything there leaves no trace. */
async function record(
  { database, businessId, actor }: Job,
  id: string,
  { map, report, began }: { map: ImportMap; report: ImportReport; began: Temporal.Instant },
): Promise<void> {
  const { kind, file } = report
  await inBusiness(database, businessId, async (tx) => {
    tx.write(insertImport, [
      ...[businessId, id, kind, file, JSON.stringify(map), JSON.stringify(report)],
      began.toString(),
    ])
    tell(tx, { what: 'import.finished', actor, subject: { kind: 'import', id }, facts: { kind, file } })
  })
}
