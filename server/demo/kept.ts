import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, folderProblem } from '../platform/config.ts'
import { randomSecret } from '../platform/secrets.ts'

/** What opens the demo. In the data folder, readable by this user only, so that a later start can show it again. */
export interface Kept {
  /** Null where the rest was made from another folder. */
  password: string | null
  /** By the id of the business. */
  apiKeys: Record<string, string>
}

const fileIn = (dataFolder: string) => join(dataFolder, 'demo.json')

/** What was kept; undefined where the demo was made from another folder, or the file is damaged. */
export function readKept(dataFolder: string): Kept | undefined {
  try {
    const { password, apiKeys } = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8'))
    return { password: typeof password === 'string' ? password : null, apiKeys: { ...apiKeys } }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw folderProblem(fileIn(dataFolder), error)
  }
}

/** Written beside and moved into place: never half of it. */
export function keep(dataFolder: string, kept: Kept): void {
  const file = fileIn(dataFolder)
  try {
    const written = `${file}.${process.pid}`
    writeFileSync(written, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(written, file)
  } catch (error) {
    throw folderProblem(file, error)
  }
}

/** Eighty random bits that can be typed: `k3mz-7qxd-2f5t-a6rn`. */
export function newPassword(): string {
  return randomSecret().slice(0, 16).match(/.{4}/g)!.join('-')
}
