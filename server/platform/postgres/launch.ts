import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { StartupError } from '../errors.ts'

/** How a program of PostgreSQL is run here: PostgreSQL refuses to be root, and must not outlive us. */
export type Launcher = {
  /** Who must own PostgreSQL's files. */
  owner: { uid: number; gid: number } | undefined
  command(program: string, args: string[]): [string, string[]]
  /** The kernel itself tells PostgreSQL when we die, even by `kill -9`. */
  diesWithUs: boolean
}

type Account = { name: string; uid: number; gid: number }

/** Finds a way to run `program` where it can reach `folder`, the data folder. */
export function findLauncher(program: string, folder: string): Launcher {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return asOurselves()
  for (const launcher of waysForRoot()) if (reaches(launcher, program, folder)) return launcher
  throw new StartupError(
    `PostgreSQL refuses to run as root, and no other user can reach both node_modules and ${folder}: start Regulars as an ordinary user, or set DATABASE_URL.`,
  )
}

/** Starts a program in a group of its own, so that Ctrl-C reaches the app first and the app stops it in order. */
export function launch(
  launcher: Launcher,
  program: string,
  args: string[],
  options: SpawnOptions,
): ChildProcess {
  const child = spawn(...launcher.command(program, args), { ...options, detached: true })
  if (!launcher.diesWithUs && child.pid && process.platform !== 'win32') watchOver(child.pid)
  return child
}

function asOurselves(): Launcher {
  const diesWithUs = knowsParentDeath()
  return {
    owner: undefined,
    diesWithUs,
    command: (program, args) =>
      diesWithUs ? ['setpriv', ['--pdeathsig', 'INT', program, ...args]] : [program, args],
  }
}

function waysForRoot(): Launcher[] {
  if (!knowsParentDeath()) return []
  const asAccount = ['postgres', 'nobody']
    .flatMap((name) => account(name) ?? [])
    .map(
      ({ uid, gid }): Launcher => ({
        owner: { uid, gid },
        diesWithUs: true,
        command: (program, args) => [
          'setpriv',
          [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--pdeathsig', 'INT', program, ...args],
        ],
      }),
    )
  // A checkout under a home that only root may enter: inside a user namespace root's files belong to "nobody",
  // and so does the process, so PostgreSQL is content.
  const renamed = ['-U', '--map-user=65534', '--map-group=65534', 'setpriv', '--pdeathsig', 'INT']
  return [
    ...asAccount,
    {
      owner: { uid: 0, gid: 0 },
      diesWithUs: true,
      command: (program, args) => ['unshare', [...renamed, program, ...args]],
    },
  ]
}

function reaches(launcher: Launcher, program: string, folder: string): boolean {
  const attempt = launcher.command('sh', ['-c', 'cd "$1" && "$0" --version', program, folder])
  return spawnSync(...attempt, { stdio: 'ignore' }).status === 0
}

function knowsParentDeath(): boolean {
  if (process.platform !== 'linux') return false
  return spawnSync('setpriv', ['--pdeathsig', 'INT', 'true'], { stdio: 'ignore' }).status === 0
}

function account(name: string): Account | undefined {
  if (!existsSync('/etc/passwd')) return undefined
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([login]) => login === name)
  return fields && { name, uid: Number(fields[2]), gid: Number(fields[3]) }
}

/** Where the kernel has no such promise: a shell that waits for our end of a pipe to close, as it does when we die. */
function watchOver(pid: number): void {
  const watcher = spawn('sh', ['-c', `read _; kill -INT ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.unref()
  const pipe = watcher.stdin as unknown as { unref?: () => void } | null
  pipe?.unref?.()
}
