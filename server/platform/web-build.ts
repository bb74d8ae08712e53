import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { folderProblem } from './config.ts'

const repository = resolve(import.meta.dirname, '../..')
const web = join(repository, 'web')
const dist = join(web, 'dist')
const run = promisify(execFile)
const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

/**
 * The folder with the pages as the browser wants them, built anew only when something they are made of has changed: it
 * is named by what it was built from. It is built elsewhere and put in its place whole, so that of two apps that start
 * at once none serves the half of the other. Looking takes some 10 ms, building a few seconds.
 */
export async function builtWeb(): Promise<string> {
  const name = hashOfSources().slice(0, 16)
  const folder = join(dist, name)
  if (existsSync(folder)) return folder
  process.stderr.write('Building the pages; this takes a moment.\n')
  const unfinished = join(dist, `unfinished-${process.pid}`)
  try {
    mkdirSync(dist, { recursive: true })
    await buildInto(unfinished)
    await compressIn(unfinished)
    putInPlace(unfinished, folder)
    for (const other of readdirSync(dist))
      if (/^[0-9a-f]{16}$/.test(other) && other !== name) remove(join(dist, other))
  } catch (error) {
    remove(unfinished)
    throw folderProblem(dist, error)
  }
  return folder
}

/** In a process of its own: what building takes of memory, the app would never give back. */
async function buildInto(folder: string): Promise<void> {
  const vite = join(repository, 'node_modules/vite/bin/vite.js')
  // One after the other: the first empties the folder, and two at once take no less on two cores.
  for (const config of ['vite.config.ts', 'vite.card.config.ts']) {
    const args = [vite, 'build', '--config', join(web, config), '--outDir', folder, '--logLevel', 'error']
    await run(process.execPath, args, { cwd: web })
  }
}

/** Once at the build, as small as it gets, so that no request has to wait for it: a phone loads a quarter of the bytes. */
async function compressIn(folder: string): Promise<void> {
  const files = globSync('assets/*.{js,css,svg,wasm}', { cwd: folder })
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      const whole = readFileSync(path)
      const [small, smaller] = await Promise.all([gzipped(whole, { level: 9 }), brotlied(whole)])
      writeFileSync(`${path}.gz`, small)
      writeFileSync(`${path}.br`, smaller)
    }),
  )
}

function putInPlace(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    // Another app was quicker: the same pages stand there.
    if (!existsSync(folder)) throw error
    remove(unfinished)
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** What the pages take from the server's own sources. */
const borrowed = ['server/platform/money.ts', 'server/looks/prints.ts']

function hashOfSources(): string {
  const hash = createHash('sha256')
  // The lock file names the versions of everything that is built in.
  for (const file of [...sources(), 'package-lock.json', ...borrowed]) {
    hash.update(`${file}\n`).update(readFileSync(join(repository, file)))
  }
  return hash.digest('hex')
}

function sources(): string[] {
  const found = globSync('web/**/*.{ts,tsx,css,html,svg,json,js,png,webmanifest}', {
    cwd: repository,
    exclude: (path) => path.endsWith('dist') || path.endsWith('.test.ts'),
  })
  return found.sort()
}
