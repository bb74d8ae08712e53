import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

export type App = {
  /** Where it answers, as it says itself. */
  url: string
  pid: number
  output(): string
  signal(name: NodeJS.Signals): void
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

export type Outcome = { code: number | string; output: string }

const start = resolve(import.meta.dirname, '../bin/start.mjs')

/** Where a program run by `npm start` is put, in front of its command: another user, for example. */
export type Prefix = string[]

/** The ordinary user of every Unix, used when the tests are run by root. */
export const nobody = 65534

/** Starts the real app, as `npm start` does, and waits until it says that it is ready. */
export async function startApp(env: Record<string, string>, prefix: Prefix = []): Promise<App> {
  const { child, output, ended } = spawnApp(env, prefix)
  for (;;) {
    const url = /ready at (\S+)/.exec(output())?.[1]
    if (url) return { url, pid: child.pid!, output, ended, signal: (name) => child.kill(name) }
    const outcome = await Promise.race([ended, pause(10, 'waiting' as const)])
    if (outcome !== 'waiting') throw new Error(`the app ended with ${outcome}: ${output()}`)
  }
}

/** Runs the real app where it is expected to end by itself. */
export async function runApp(env: Record<string, string>, prefix: Prefix = []): Promise<Outcome> {
  const { output, ended } = spawnApp(env, prefix)
  return { code: await ended, output: output() }
}

/** The process of the private PostgreSQL of a data folder, while it lives. */
export function postgresPid(dataFolder: string): number | undefined {
  const file = join(dataFolder, 'postgres/postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

function spawnApp(env: Record<string, string>, prefix: Prefix) {
  const [command, ...args] = [...prefix, process.execPath, start]
  // Nothing of the surroundings that would make it another app than the one that is meant.
  const {
    DATABASE_URL: _,
    PUBLIC_URL: __,
    npm_lifecycle_script: ___,
    NODE_TEST_CONTEXT: ____,
    ...rest
  } = process.env
  const child: ChildProcess = spawn(command!, args, {
    env: { ...rest, PORT: '0', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk
  }
  child.stdout!.on('data', keep)
  child.stderr!.on('data', keep)
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  return { child, output: () => text, ended }
}

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A data folder that is gone after the file's tests. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-start-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

/** The app on a fresh data folder, run by the user of `prefix`; killed after the test if it still runs. */
export async function started(
  t: TestContext,
  prefix: Prefix,
): Promise<{ app: App; data: string; env: Record<string, string> }> {
  const data = newFolder()
  if (prefix.length > 0) chownSync(data, nobody, nobody)
  const env = { REGULARS_DATA: data }
  const app = await startApp(env, prefix)
  t.after(() => app.signal('SIGKILL'))
  return { app, data, env }
}

/** What a start has to look like that can't succeed. */
export function assertOneLine({ code, output }: Outcome, expected: RegExp): void {
  assert.equal(code, 1, output)
  assert.match(output, expected)
  assert.equal(output.trimEnd().split('\n').length, 1, output)
}
