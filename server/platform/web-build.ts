import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { folderProblem } from './config.ts'

const repository = resolve(import.meta.dirname, '../..')
const web = join(repository, 'web')
const dist = join(web, 'dist')
const note = join(dist, 'built-from')

/**
 * The folder with the pages as the browser wants them, built anew only when something they are made of has changed:
 * what stands there says what it was built from. Looking takes some 10 ms, building a few seconds.
 */
export async function builtWeb(): Promise<string> {
  const sources = hashOfSources()
  if (sources === readNote()) return dist
  process.stderr.write('Building the pages; this takes a moment.\n')
  try {
    // Vite is loaded only now: it is large, and most starts don't need it.
    const { build } = await import('vite')
    await build({ configFile: join(web, 'vite.config.ts'), logLevel: 'error' })
    writeFileSync(note, sources)
  } catch (error) {
    throw folderProblem(dist, error)
  }
  return dist
}

function readNote(): string | undefined {
  try {
    return readFileSync(note, 'utf8')
  } catch {
    return undefined
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  // The lock file names the versions of everything that is built in.
  for (const file of [...sources(), 'package-lock.json', 'server/platform/money.ts']) {
    hash.update(`${file}\n`).update(readFileSync(join(repository, file)))
  }
  return hash.digest('hex')
}

function sources(): string[] {
  const found = globSync('web/**/*.{ts,tsx,css,html,svg,json}', {
    cwd: repository,
    exclude: (path) => path.endsWith('dist') || path.endsWith('.test.ts'),
  })
  return found.sort()
}
