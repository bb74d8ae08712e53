import { existsSync, readFileSync } from 'node:fs'
import type { z } from 'zod'
import { type Database, inBusiness, statement, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { headingNames } from './bind.ts'
import { type ImportKind, type ImportMap, importMap } from './map.ts'
import { readyMap, readyNames, recognised } from './ready.ts'

const keep = statement(
  'imports.keep_map',
  `insert into import_maps (business_id, kind, name, map) values ($1, $2, $3, $4)
   on conflict (business_id, kind, name) do update set map = excluded.map, updated_at = now()`,
)
const find = statement<{ map: unknown }>(
  'imports.find_map',
  'select map from import_maps where business_id = $1 and kind = $2 and name = $3',
)
const list = statement<{ kind: ImportKind; name: string; updatedAt: Temporal.Instant }>(
  'imports.list_maps',
  `select kind, name, updated_at as "updatedAt" from import_maps where business_id = $1 order by kind, name`,
)

/** Keeps a map under its name, so that the next file of the same shape needs only that. A ready one is there anyway. */
export async function keepMap(tx: Tx, map: ImportMap): Promise<void> {
  if (map.name && !readyMap(map.kind, map.name))
    await tx.rows(keep, [tx.businessId, map.kind, map.name, JSON.stringify(map)])
}

/** The maps that a business has kept. */
export async function keptMaps(tx: Tx) {
  return tx.rows(list, [tx.businessId])
}

const listOfKind = statement<{ name: string; map: Record<string, unknown> }>(
  'imports.list_maps_of_kind',
  'select name, map from import_maps where business_id = $1 and kind = $2 order by updated_at desc limit 100',
)

/** The maps of one kind that a business has kept, as they stand, the latest first. */
export async function keptMapsOf(tx: Tx, kind: ImportKind) {
  return tx.rows(listOfKind, [tx.businessId, kind])
}

/** Reads a map; refuses with the place of what is wrong in it. */
export function readMap(kind: ImportKind, document: unknown): ImportMap {
  const read = importMap.safeParse(withKind(kind, document))
  if (!read.success) throw wrong(read.error)
  if (read.data.kind === kind) return read.data
  throw new Refused('import.map_invalid', `This map is for ${read.data.kind}, not for ${kind}.`, {
    field: 'kind',
  })
}

function withKind(kind: ImportKind, document: unknown): unknown {
  return document !== null && typeof document === 'object' ? { kind, ...document } : document
}

function wrong(error: z.ZodError): Refused {
  const { path, message } = error.issues[0]!
  const field = path.join('.') || 'map'
  return new Refused('import.map_invalid', `The map is not right: ${field}: ${message}.`, { field })
}

/** The map that is meant: a ready one, a file, one kept by the business, or the ready one that the headings tell. */
export async function mapFor(
  database: Database,
  businessId: string,
  { kind, wish, firstRow }: { kind: ImportKind; wish: string | undefined; firstRow: readonly string[] },
): Promise<ImportMap> {
  if (wish === undefined) {
    const known = recognised(kind, firstRow)
    if (known) return known.map(firstRow)
    throw new Refused(
      'import.map_invalid',
      `Say by --map which column is what; the file has: ${headingNames(firstRow)}.`,
      { field: 'map' },
    )
  }
  const ready = readyMap(kind, wish)
  if (ready) return ready.map(firstRow)
  if (/\.json$/i.test(wish) || existsSync(wish)) return readMap(kind, fromFile(wish))
  const [kept] = await inBusiness(database, businessId, (tx) => tx.rows(find, [businessId, kind, wish]))
  if (kept) return readMap(kind, kept.map)
  throw new Refused(
    'import.map_invalid',
    `There is no map "${wish}" for ${kind}. Ready ones: ${readyNames.join(', ')}.`,
    {
      field: 'map',
    },
  )
}

function fromFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Refused('import.map_invalid', `The map ${file} can’t be read: ${(error as Error).message}`, {
      field: 'map',
    })
  }
}
