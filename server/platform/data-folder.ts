import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { folderProblem } from './config.ts'
import { StartupError } from './errors.ts'

/** Who works on a data folder: the app on a port, or a command of the operator. */
export type Occupant = { kind: 'app'; port: number } | { kind: 'command' }

/** Somebody else works on the data folder. */
export class FolderInUse extends StartupError {}

/**
 * Takes the data folder for this process, or refuses; answers how to let go. The lock is the kernel's, on an open
 * file, so it ends with the process whatever ends it, and holds between containers that share the folder, where
 * process numbers mean nothing. Node has no call for such locks, but SQLite, which comes with it, takes one.
 */
export function occupy(folder: string, occupant: Occupant): () => void {
  const note = join(folder, 'running.json')
  const lock = openLock(join(folder, 'lock'))
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    if (sqliteCode(error) === busy) throw new FolderInUse(describe(folder, note))
    throw folderProblem(folder, error)
  }
  try {
    writeFileSync(note, `${JSON.stringify({ pid: process.pid, ...occupant })}\n`, { mode: 0o600 })
  } catch (error) {
    lock.close()
    throw folderProblem(note, error)
  }
  return () => {
    rmSync(note, { force: true })
    lock.close()
  }
}

const busy = 5
const cantOpen = 14

function openLock(file: string): DatabaseSync {
  try {
    // SQLite would let others read it, and who may read may lock.
    if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 })
    return new DatabaseSync(file)
  } catch (error) {
    if (sqliteCode(error) === cantOpen)
      throw new StartupError(`${file} can't be written by this user: fix its owner or its permissions.`)
    throw folderProblem(file, error)
  }
}

function sqliteCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
}

function describe(folder: string, note: string): string {
  const { pid, kind, port } = readNote(note)
  if (kind === 'command')
    return `A Regulars command (process ${pid}) is working on ${folder}: start again when it has finished.`
  return `Regulars is already running on ${folder} (process ${pid}, port ${port}): stop that one first, or give this one its own REGULARS_DATA and PORT.`
}

function readNote(note: string): { pid?: number; kind?: string; port?: number } {
  try {
    return JSON.parse(readFileSync(note, 'utf8'))
  } catch {
    // The other one is between taking the lock and writing its note.
    return {}
  }
}
