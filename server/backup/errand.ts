import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ZipFile } from 'yazl'
import { type Done, keepFile, type Work } from '../errands/errands.ts'
import { exportBusiness } from './export.ts'
import { parcels } from './nouns.ts'

/** What can be asked for. */
export const exportable = ['everything', 'customers', 'purchases', 'products', 'ledger'] as const
export type Exportable = (typeof exportable)[number]

/** A day is enough to fetch it, and little for somebody who finds the screen open. */
const KEPT_HOURS = 24

/** Writes a business's tables into one packed file, as they are at one moment. */
export async function exportErrand({ database, businessId, errand, progress }: Work): Promise<Done> {
  const what = errand.wish.what as Exportable
  const folder = await mkdtemp(join(tmpdir(), 'regulars-export-'))
  try {
    const only = what === 'everything' ? {} : { only: parcels[what] }
    const out = { businessId, folder: join(folder, 'tables'), ...only }
    const { files } = await exportBusiness(database.url, out, progress)
    const zip = new ZipFile()
    const names = [...Object.keys(files), 'manifest.json']
    for (const name of names) zip.addFile(join(out.folder, name), name)
    const versions = what === 'everything' ? await addProgramme(zip, join(out.folder, 'programme')) : 0
    zip.end()
    progress('packing', names.length, names.length)
    const keeping = { name: nameOf(what), mediaType: 'application/zip', keptHours: KEPT_HOURS }
    const by = { kind: errand.byKind, id: errand.byId }
    const file = await keepFile(database, businessId, heard(zip, progress), keeping, by)
    const rows = Object.values(files).reduce((sum, count) => sum + count, 0)
    const result = { what, files, rows, versions, bytes: file.bytes, keptUntil: file.keptUntil.toString() }
    return { result, madeFile: file.fileId }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Packing can be stopped, too. */
async function* heard(zip: ZipFile, progress: Work['progress']): AsyncGenerator<Buffer> {
  for await (const chunk of zip.outputStream) {
    progress('packing', 1, 1)
    yield chunk as Buffer
  }
}

async function addProgramme(zip: ZipFile, folder: string): Promise<number> {
  const versions = await readdir(folder)
  for (const name of versions) zip.addFile(join(folder, name), `programme/${name}`)
  return versions.length
}

function nameOf(what: Exportable): string {
  return `regulars-${what}-${new Date().toISOString().slice(0, 10)}.zip`
}
