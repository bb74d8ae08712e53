import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartupError } from '../errors.ts'

/**
 * Deals with what a PostgreSQL before us left in its folder. Ours to judge, because the caller holds the lock of the
 * data folder: a server that is still stopping after its app died is waited for; a file that names a dead process,
 * a zombie, or a stranger who got the same number is removed (PostgreSQL itself would refuse to start on it).
 */
export async function clearLeftover(cluster: string): Promise<void> {
  const since = Date.now()
  // In the order of patience: by itself, asked again for a fast shutdown, asked to drop everything.
  const reminders: [number, NodeJS.Signals][] = [
    [2_000, 'SIGINT'],
    [10_000, 'SIGQUIT'],
  ]
  for (;;) {
    const pid = postmasterPid(cluster)
    if (pid === undefined) return
    if (!isPostmasterOf(pid, cluster)) {
      rmSync(join(cluster, 'postmaster.pid'), { force: true })
      return
    }
    const waited = Date.now() - since
    if (waited > 60_000)
      throw new StartupError(
        `The PostgreSQL of an earlier run (process ${pid}) does not stop: stop it and try again.`,
      )
    if (reminders[0] && waited > reminders[0][0]) process.kill(pid, reminders.shift()![1])
    await pause(20)
  }
}

/** The process named by `postmaster.pid`; `ready` once it takes connections. */
export function postmasterState(cluster: string): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

function postmasterPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  return Math.abs(Number(readFileSync(file, 'utf8').split('\n')[0])) || 0
}

function isPostmasterOf(pid: number, cluster: string): boolean {
  if (pid <= 0 || pid === process.pid || !isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    // PostgreSQL's working folder is its data folder; a reused number stands somewhere else.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    // Either it has just ended (the link of a zombie can't be read), or it belongs to somebody else, as ours can't.
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
