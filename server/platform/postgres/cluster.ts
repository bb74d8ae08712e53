import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { keptSecret } from '../config.ts'
import { StartupError } from '../errors.ts'
import type { Binaries } from './binaries.ts'
import type { Launcher } from './launch.ts'

export type Cluster = { folder: string; socketFolder: string; logFile: string; password: string }

export const superuser = 'regulars'

/** The database's folder inside the data folder: made when absent, checked and handed to its user when there. */
export function prepareCluster(dataFolder: string, binaries: Binaries, launcher: Launcher): Cluster {
  const cluster = {
    folder: join(dataFolder, 'postgres'),
    socketFolder: join(dataFolder, 'socket'),
    logFile: join(dataFolder, 'postgres.log'),
    password: keptSecret(join(dataFolder, 'postgres.password')),
  }
  if (existsSync(cluster.folder)) checkMajor(cluster.folder, binaries.major)
  else initialise(cluster, binaries, launcher)
  makePrivate(cluster.socketFolder)
  for (const folder of [cluster.folder, cluster.socketFolder]) give(folder, launcher)
  return cluster
}

function checkMajor(folder: string, major: string): void {
  const file = join(folder, 'PG_VERSION')
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
  if (found === major) return
  if (found === undefined)
    throw new StartupError(`${folder} is not a PostgreSQL folder: move it away, or restore a backup.`)
  throw new StartupError(
    `${folder} was written by PostgreSQL ${found}, but this Regulars brings ${major}: make a backup with the Regulars that wrote it, then restore it here.`,
  )
}

/** Into a folder beside, renamed when complete, so that an interrupted first start leaves nothing half made. */
function initialise(cluster: Cluster, binaries: Binaries, launcher: Launcher): void {
  const unfinished = `${cluster.folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  makePrivate(unfinished)
  const passwordFile = join(unfinished, 'password')
  const folder = join(unfinished, 'cluster')
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  give(unfinished, launcher)
  const options = [
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ]
  // Sorts by code point on every machine alike; an operating system's collations change under their indexes.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const command = launcher.command(binaries.initdb, [`--pgdata=${folder}`, ...options, ...locale])
  const made = spawnSync(...command, {
    encoding: 'utf8',
    cwd: unfinished,
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (made.status === 0) {
    renameSync(folder, cluster.folder)
    rmSync(unfinished, { recursive: true, force: true })
    return
  }
  rmSync(unfinished, { recursive: true, force: true })
  throw explain(cluster, `${made.stderr ?? ''}${made.error?.message ?? ''}`)
}

/** What PostgreSQL's own last words mean for the operator, in one line. */
export function explain(cluster: Cluster, words: string): StartupError {
  if (/No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/.test(words))
    return new StartupError(
      `The disk is full: no room for the database in ${cluster.folder}. Free some space and start again.`,
    )
  if (/error while loading shared libraries/.test(words))
    return new StartupError(
      `PostgreSQL can't run here (${lastLine(words)}): set DATABASE_URL to a PostgreSQL of yours.`,
    )
  return new StartupError(`PostgreSQL did not start (${lastLine(words)}): see ${cluster.logFile}.`)
}

function lastLine(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim())
  const telling =
    lines.findLast((line) => /\b(FATAL|PANIC|error)\b/.test(line)) ?? lines.at(-1) ?? 'without a word'
  return telling.replace(/^.*?\b(FATAL|PANIC|error):\s+/, '').trim()
}

function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}

/** Root may start us in different ways over time (a checkout moved under a closed home): the files follow. */
function give(folder: string, { owner }: Launcher): void {
  if (!owner || statSync(folder).uid === owner.uid) return
  if (existsSync(join(folder, 'PG_VERSION')) || existsSync(join(folder, 'password')))
    spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, folder])
  chownSync(folder, owner.uid, owner.gid)
}
