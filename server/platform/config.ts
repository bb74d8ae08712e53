import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartupError } from './errors.ts'

export type Role = 'web' | 'worker'

export type Config = {
  /** 0 asks for any free port. */
  port: number
  host: string
  /** Absolute path of the folder with everything this installation keeps. */
  dataFolder: string
  /** Absent: Regulars runs a PostgreSQL of its own in the data folder. */
  databaseUrl: string | undefined
  /** Where customers and staff reach this installation, without a slash at the end. */
  publicUrl: string
  /** At least 32 characters; signs sessions and keys hashes. */
  secret: string
  roles: ReadonlySet<Role>
  /** How mail leaves; null: none is sent. */
  mail: { url: string; from: string } | null
}

/** PostgreSQL writes ahead in pieces of this size and stops when it can't make the next one. */
const walSegmentBytes = 16 * 1024 * 1024

const repository = resolve(import.meta.dirname, '../..')

/** Reads the environment; makes the data folder and, on the first run, the secret in it. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = readPort(env.PORT)
  // Only this machine by default: the traffic is plain HTTP and the first visitor with the set-up link owns the
  // shop. Opening it to the network (HOST=0.0.0.0, or a proxy with TLS in front) has to be a decision.
  const host = env.HOST || '127.0.0.1'
  const publicUrl = readPublicUrl(env.PUBLIC_URL) ?? localUrl(host, port)
  const databaseUrl = readDatabaseUrl(env.DATABASE_URL)
  const roles = readRoles(env.REGULARS_ROLE)
  // A path given by a person is relative to where that person stands, the default to the program.
  const dataFolder = env.REGULARS_DATA ? resolve(env.REGULARS_DATA) : join(repository, 'data')
  const mail = readMail(env.SMTP_URL, env.MAIL_FROM)
  checkSecret(env.REGULARS_SECRET)
  makeDataFolder(dataFolder)
  const secret = env.REGULARS_SECRET || keptSecret(join(dataFolder, 'secret'))
  return { port, host, dataFolder, databaseUrl, publicUrl, secret, roles, mail }
}

/** The address a person on this machine types; passkeys work on `localhost` but not on a bare IP address. */
export function localUrl(host: string, port: number): string {
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}${port === 80 ? '' : `:${port}`}`
}

/** A secret in a file that only this user may read, made when absent; the first of several processes makes it. */
export function keptSecret(file: string): string {
  try {
    if (!existsSync(file)) makeSecret(file)
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length >= 32) return secret
  } catch (error) {
    throw folderProblem(file, error)
  }
  throw new StartupError(`${file} is damaged (too short): restore it from a backup.`)
}

/** Written beside and linked into place, so that nobody ever reads half of it. */
function makeSecret(file: string): void {
  const candidate = `${file}.${process.pid}`
  try {
    writeFileSync(candidate, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
    linkSync(candidate, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(candidate, { force: true })
  }
}

/** Says in one line what is wrong with a file or folder of ours; anything unknown is passed through. */
export function folderProblem(path: string, error: unknown): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path)
    case 'EACCES':
    case 'EPERM':
      return new StartupError(
        `${path} can't be read or written by this user: fix its owner or its permissions.`,
      )
    case 'EROFS':
      return new StartupError(
        `${path} is on a read-only disk: set REGULARS_DATA to a folder that can be written.`,
      )
    case 'EEXIST':
    case 'ENOTDIR':
      return new StartupError(
        `${path} can't be made: a file stands where a folder is needed. Set REGULARS_DATA.`,
      )
    default:
      return !(error instanceof StartupError) && isNearlyFull(path) ? diskFull(path) : error
  }
}

function diskFull(path: string): StartupError {
  return new StartupError(`The disk is full: no room to write ${path}. Free some space and start again.`)
}

/** A database on a full disk fails in many ways, most of which say something else. */
function isNearlyFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize < walSegmentBytes
  } catch {
    return false
  }
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function makeDataFolder(folder: string): void {
  try {
    // Others may pass through (the database's own user must) but not list it; the files inside are 0600 or 0700.
    mkdirSync(folder, { recursive: true, mode: 0o711 })
  } catch (error) {
    throw folderProblem(folder, error)
  }
}

function readPort(text: string | undefined): number {
  if (!text) return 4000
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65535) return port
  throw new StartupError(`PORT is "${text}", but must be a whole number from 0 to 65535.`)
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (!text) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username
  )
    return url.origin
  throw new StartupError(`PUBLIC_URL is "${text}", but must look like https://loyalty.example.com.`)
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return text
  // The value may hold a password, so it is not repeated.
  throw new StartupError('DATABASE_URL must look like postgres://user:password@host:5432/database.')
}

function readMail(url: string | undefined, from: string | undefined): Config['mail'] {
  if (!url && !from) return null
  // The URL may hold a password, so it is not repeated.
  if (!url || !URL.canParse(url) || !/^smtps?:\/\/[^/]+/.test(url))
    throw new StartupError('SMTP_URL must look like smtp://user:password@mail.example.com:587.')
  if (!from || !/^[^\s@<>]+@[^\s@<>]+$/.test(from))
    throw new StartupError('MAIL_FROM must be the address that mail comes from: hello@example.com.')
  return { url, from }
}

function readRoles(text: string | undefined): ReadonlySet<Role> {
  const names = (text || 'web,worker').split(',').map((name) => name.trim())
  const isRole = (name: string): name is Role => name === 'web' || name === 'worker'
  if (names.every(isRole)) return new Set(names)
  throw new StartupError(`REGULARS_ROLE is "${text}", but must be web, worker or web,worker.`)
}

function checkSecret(text: string | undefined): void {
  if (text && text.length < 32)
    throw new StartupError('REGULARS_SECRET is too short: give at least 32 random characters.')
}
