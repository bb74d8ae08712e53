import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { StartupError } from '../errors.ts'
import { type Cluster, explain } from './cluster.ts'
import { type Launcher, launch } from './launch.ts'
import { clearLeftover, postmasterState } from './leftover.ts'

export type ServerPlan = {
  program: string
  cluster: Cluster
  launcher: Launcher
  settings: Record<string, string>
}

export type RunningServer = {
  stop(): Promise<void>
  /** Settles when the server is gone for good although nobody stopped it. */
  lost: Promise<StartupError>
}

const logLimitBytes = 10 * 1024 * 1024

/** Runs the server and keeps it running: one that is killed is started again, as `kill -9` or the OOM killer may hit. */
export async function runServer(plan: ServerPlan): Promise<RunningServer> {
  const lost = Promise.withResolvers<StartupError>()
  const crashes: number[] = []
  let stopping = false
  let reviving: Promise<void> | undefined
  let child = await boot(plan)

  const revive = async () => {
    crashes.push(Date.now())
    const recent = crashes.filter((moment) => moment > Date.now() - 60_000)
    try {
      if (recent.length > 10)
        throw new StartupError(`PostgreSQL keeps stopping: see ${plan.cluster.logFile}.`)
      child = await boot(plan)
      watch()
    } catch (error) {
      lost.resolve(error instanceof StartupError ? error : explain(plan.cluster, String(error)))
    }
  }
  const watch = () =>
    child.once('exit', () => {
      if (!stopping) reviving = revive()
    })
  watch()

  return {
    lost: lost.promise,
    stop: async () => {
      stopping = true
      await reviving
      await end(child)
    },
  }
}

async function boot(plan: ServerPlan): Promise<ChildProcess> {
  const { program, cluster, launcher } = plan
  const args = ['-D', cluster.folder]
  for (const [name, value] of Object.entries(plan.settings)) args.push('-c', `${name}=${value}`)
  for (const patience = Date.now() + 60_000; ; ) {
    await clearLeftover(cluster.folder)
    const log = openLog(cluster.logFile)
    const from = statSync(cluster.logFile).size
    const child = launch(launcher, program, args, { cwd: cluster.folder, stdio: ['ignore', log, log] })
    // Only our own `stop` waits for it: a program that has nothing left to do may end, and takes the server along.
    child.unref()
    closeSync(log)
    if (await becomesReady(child, cluster)) return child
    const words = readFileSync(cluster.logFile).subarray(from).toString()
    // Processes of a server that was killed take a moment to notice and to let go of its memory; and one that is killed
    // while it starts has nothing wrong with it.
    const inTheWay = /pre-existing shared memory block|lock file ".*" already exists/.test(words)
    if ((!inTheWay && child.signalCode !== 'SIGKILL') || Date.now() > patience) throw explain(cluster, words)
    await pause(50)
  }
}

async function becomesReady(child: ChildProcess, cluster: Cluster): Promise<boolean> {
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  while (!ended) {
    const state = postmasterState(cluster.folder)
    if (state?.ready && state.pid === child.pid) return true
    await pause(5)
  }
  return false
}

/** A fast shutdown: sessions are ended, everything is written, nothing is left to replay. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  const slow = setTimeout(() => child.kill('SIGQUIT'), 20_000)
  await ended
  clearTimeout(slow)
}

function openLog(file: string): number {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 }
  if (size > logLimitBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}
