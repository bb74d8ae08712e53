import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Done, fileOf, keepFile, putOnDisk, type Work } from '../errands/errands.ts'
import { inBusiness } from '../platform/database.ts'
import type { Id } from '../platform/ids.ts'
import { importFile } from './imports.ts'
import type { ImportKind } from './maps/map.ts'

/** What was asked for: which file, as what, by which map. */
export interface ImportAsked {
  kind: ImportKind
  fileName: string
  map?: string | undefined
  document?: Record<string, unknown> | undefined
  dryRun: boolean
}

const ERRORS_KEPT_HOURS = 30 * 24

/** Carries out an import that was asked for on the screen or by the API. Safe to repeat, as every import is. */
export async function importErrand({ database, businessId, errand, progress }: Work): Promise<Done> {
  const wish = errand.wish as unknown as ImportAsked
  const file = await inBusiness(database, businessId, (tx) => fileOf(tx, errand.fileId!))
  const { folder, path } = await putOnDisk(database, businessId, file)
  const errorFile = join(folder, 'left-out.csv')
  try {
    const { kind, map, document, dryRun } = wish
    const report = await importFile(database, businessId, {
      ...{ kind, map, document, dryRun, file: path, errorFile },
      onProgress: progress,
    })
    const left = Object.keys((report.rowsLeftOut ?? {}) as object).length > 0
    const madeFile = left ? await keepErrors(errorFile, { database, businessId, errand }) : null
    return { result: { ...report, file: wish.fileName }, madeFile }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function keepErrors(
  path: string,
  { database, businessId, errand }: Pick<Work, 'database' | 'businessId' | 'errand'>,
): Promise<Id<'file'> | null> {
  if ((await stat(path)).size === 0) return null
  const keeping = { name: 'left-out.csv', mediaType: 'text/csv', keptHours: ERRORS_KEPT_HOURS }
  const by = { kind: errand.byKind, id: errand.byId }
  const { fileId } = await keepFile(database, businessId, createReadStream(path), keeping, by)
  return fileId
}
