import { styleText } from 'node:util'
import { buildApp } from './app.ts'
import { type Config, codeOf, folderProblem, localUrl, readConfig } from './platform/config.ts'
import { type Database, openPool } from './platform/database.ts'
import { StartupError } from './platform/errors.ts'
import { migrate } from './platform/migrate.ts'
import { openDatabase } from './platform/open-database.ts'
import { freePort } from './platform/ports.ts'
import { builtWeb } from './platform/web-build.ts'
import { startWorker } from './platform/worker.ts'
import { openRooms } from './rooms.ts'
import { rounds, wakings } from './rounds.ts'
import { firstSetupLink } from './setup.ts'

const drainMs = 5_000

/** What has been started, to be ended in reverse order. */
const started = new AsyncDisposableStack()
let dataFolder: string | undefined
let ending = false

/** Starts the parts in the order in which they need each other. */
async function start(): Promise<void> {
  const config = await settlePort(readConfig())
  dataFolder = config.dataFolder
  const server = await openDatabase(config, { kind: 'app', port: config.port })
  started.defer(() => server.stop())
  server.lost.then(fail)
  await migrate(server.url)
  const database = openPool(server.url)
  started.defer(() => atMost(drainMs, database.close()))
  openRooms(config.secret, config.mail)
  // Before the worker, whose clock must not run through a year that is still being told.
  const demo = process.argv.includes('--demo') ? await readyDemo(database, config) : undefined
  if (config.roles.has('worker')) {
    const worker = await startWorker(server.url, rounds(database), wakings(database))
    started.defer(() => atMost(drainMs, worker.stop()))
  }
  if (!config.roles.has('web')) {
    process.stdout.write('Regulars is working.\n')
    return
  }
  const app = await buildApp({ database, config, web: await builtWeb() })
  started.defer(() => atMost(drainMs, app.close()))
  const setupLink = await firstSetupLink(database, config)
  await app.listen({ port: config.port, host: config.host }).catch((error) => {
    throw listenProblem(config, error)
  })
  welcome(config, setupLink)
  if (demo) process.stdout.write(demo)
}

async function readyDemo(database: Database, { publicUrl, dataFolder }: Config): Promise<string> {
  const { makeDemo, signInOf } = await import('./demo/demo.ts')
  const onBegin = () => void process.stdout.write('Making the demo; this takes some seconds.\n')
  return `${signInOf(await makeDemo(database, { publicUrl, dataFolder, now: Temporal.Now.instant(), onBegin }))}\n`
}

function welcome({ host, port, publicUrl }: Config, setupLink: string | null): void {
  const local = localUrl(host, port)
  const outside = publicUrl === local ? '' : `, for ${publicUrl}`
  process.stdout.write(`Regulars is ready at ${styleText('bold', local)}${outside}\n`)
  if (setupLink)
    process.stdout.write(`Set up your business here (works once): ${styleText('bold', setupLink)}\n`)
}

async function settlePort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const port = await freePort(config.host).catch((error) => {
    throw listenProblem(config, error)
  })
  const chosen = config.publicUrl !== localUrl(config.host, 0)
  return { ...config, port, publicUrl: chosen ? config.publicUrl : localUrl(config.host, port) }
}

function listenProblem({ host, port }: Config, error: unknown): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartupError(
        `Port ${port} is in use by another program: stop that one, or choose another port with PORT=${port + 1}.`,
      )
    case 'EACCES':
      return new StartupError(`This user may not listen on port ${port}: choose one above 1023 with PORT.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(
        `HOST is "${host}", but this machine has no such address: try 127.0.0.1 or 0.0.0.0.`,
      )
    default:
      return error
  }
}

/** Ends everything and then the process; being told twice (Ctrl-C and npm both tell us) changes nothing. */
async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  try {
    await started.disposeAsync()
  } catch (error) {
    console.error(error)
    code = 1
  }
  process.exit(code)
}

/** A fault that a person can mend is one line; anything else is a bug of ours and shows where it came from. */
async function fail(error: unknown): Promise<void> {
  if (ending) return
  const reason = dataFolder ? folderProblem(dataFolder, error) : error
  console.error(reason instanceof StartupError ? reason.message : reason)
  await end(1)
}

async function atMost(milliseconds: number, work: PromiseLike<unknown>): Promise<void> {
  const limit = Promise.withResolvers<void>()
  const timer = setTimeout(limit.resolve, milliseconds)
  await Promise.race([work, limit.promise])
  clearTimeout(timer)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))
// Whoever started us as a child holds the other end of a channel: it closes even when that one was killed.
process.on('disconnect', () => end(0))
process.channel?.unref()
// A bug ends the process, but not without ending the database in order.
process.on('uncaughtException', fail)

start().catch(fail)
