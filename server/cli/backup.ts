import { writeBackup } from '../backup/backup.ts'
import { type Call, type Outcome, UsageError } from './command.ts'
import { meter, size } from './meter.ts'

export const summary = 'Write everything into one file, while the shop goes on'

export const words = 'FILE'
export const options = {} as const
export const hints = {}

export async function run({ words: [file, ...rest], config, json, onDatabase }: Call): Promise<Outcome> {
  if (!file || rest.length > 0) throw new UsageError('Name one file: bin/regulars backup FILE')
  // From the environment, as a list of processes shows everybody what was typed.
  const passphrase = process.env.REGULARS_BACKUP_PASSPHRASE
  const line = meter()
  const progress = (table: string, bytes: number) => line.show(`${size(bytes)}  ${table}`)
  const backup = await onDatabase(({ url }) =>
    writeBackup(url, file, { secret: config.secret, passphrase, progress: json ? undefined : progress }),
  ).finally(line.wipe)
  return {
    result: { ...backup, secret: passphrase ? 'sealed' : 'clear' },
    text: [
      `${backup.file}: ${backup.rows} rows of ${backup.tables} tables, ${size(backup.bytes)}.`,
      passphrase
        ? 'The secret that opens gift card codes is in it, sealed by your passphrase: without that it can’t be restored.'
        : 'The secret that opens gift card codes is in it, in the clear (the file is readable only by you; REGULARS_BACKUP_PASSPHRASE seals it).',
    ].join('\n'),
  }
}
