import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSecret, type Restored, restoreBackup } from '../backup/backup.ts'
import { keySuppression, replayErasures } from '../customers/customers.ts'
import type { Config } from '../platform/config.ts'
import { occupy } from '../platform/data-folder.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { StartupError } from '../platform/errors.ts'
import { everyBusiness } from '../verify/verify.ts'
import { type Call, type Outcome, UsageError } from './command.ts'
import { meter, size } from './meter.ts'
import { verifyAll } from './verify.ts'

export const summary = 'Fill the database from a backup, then verify it; Regulars must not be running'

export const words = 'FILE'
export const options = { force: { type: 'boolean' } } as const
export const hints = { force: '  replace all that is in the database' }

export async function run(call: Call): Promise<Outcome> {
  const [file, ...rest] = call.words
  if (!file || rest.length > 0) throw new UsageError('Name one file: bin/regulars restore FILE')
  if (!call.config.databaseUrl) occupy(call.config.dataFolder, { kind: 'command' })()
  return call.onDatabase((database) => restoreAll(database, file, call))
}

async function restoreAll(database: Database, file: string, call: Call): Promise<Outcome> {
  const { config, json, values } = call
  const line = meter()
  let secret = config.secret
  const restored = await restoreBackup(database.url, file, {
    force: values.force === true,
    accept: (header) => {
      secret = openSecret(header.secret, process.env.REGULARS_BACKUP_PASSPHRASE)
      refuseOtherSecret(secret, config)
    },
    progress: json ? undefined : (doing, table, bytes) => line.show(`${doing} ${size(bytes)}  ${table}`),
  }).finally(line.wipe)
  const kept = keepSecret(secret, config)
  const erased = await eraseAgain(database, secret)
  const verified = await verifyAll(database, undefined, json)
  return {
    result: {
      ...{ file, madeAt: restored.header.madeAt, tables: restored.tables, rows: restored.rows },
      ...{ erasedAgain: erased, secret: kept ? 'replaced' : 'same', verify: verified.result },
    },
    text: [...told(restored, { erased, kept }), verified.text].join('\n'),
    ...(verified.code === undefined ? {} : { code: verified.code }),
  }
}

function told({ header, rows, tables }: Restored, more: { erased: number; kept: boolean }): string[] {
  return [
    `Restored as it was at ${header.madeAt}: ${rows} rows of ${tables} tables.`,
    ...(more.kept
      ? ['The secret of the backup is in the data folder now; the one before stands beside it.']
      : []),
    ...(more.erased > 0 ? [`${more.erased} customers who had been erased since were erased again.`] : []),
  ]
}

/** One that comes from the environment we can't change, and under another no code could be redeemed. */
function refuseOtherSecret(secret: string, config: Config): void {
  if (secret === config.secret || !process.env.REGULARS_SECRET) return
  throw new StartupError(
    'REGULARS_SECRET is not the secret of this backup: unset it for the restore, or set it to that one.',
  )
}

function keepSecret(secret: string, { secret: before, dataFolder }: Config): boolean {
  if (secret === before) return false
  const file = join(dataFolder, 'secret')
  if (existsSync(file)) copyFileSync(file, `${file}.before-restore`)
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flush: true })
  return true
}

/** Who was erased after the backup was made must not come back with it. */
async function eraseAgain(database: Database, secret: string): Promise<number> {
  keySuppression(secret)
  let erased = 0
  for (const businessId of await everyBusiness(database))
    erased += await inBusiness(database, businessId, replayErasures)
  return erased
}
