import { exportBusiness } from '../backup/backup.ts'
import { readId } from '../platform/ids.ts'
import { type Call, type Outcome, UsageError } from './command.ts'
import { meter } from './meter.ts'

export const summary = 'Write everything of one business as CSV files into a new folder'

export const words = 'ID DIR'
export const options = {} as const
export const hints = {}

export async function run({ words: [shown, folder, ...rest], json, onDatabase }: Call): Promise<Outcome> {
  if (!shown || !folder || rest.length > 0)
    throw new UsageError('Name the business and a new folder: bin/regulars export biz_0199… DIR')
  const businessId = readId('business', shown)
  if (!businessId) throw new UsageError(`"${shown}" is not the id of a business, which is like biz_0199….`)
  const line = meter()
  const exported = await onDatabase(({ url }) =>
    exportBusiness(url, { businessId, folder }, (noun) => json || line.show(noun)),
  ).finally(line.wipe)
  const rows = Object.values(exported.files).reduce((sum, count) => sum + count, 0)
  return {
    result: exported,
    text: `${exported.folder}: ${rows} rows in ${Object.keys(exported.files).length} files. manifest.json counts them.`,
  }
}
