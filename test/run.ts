// Runs the tests: all of them, or the files named as arguments, over one PostgreSQL that lives as long as the run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { findChromium } from './chromium.ts'
import { serverVariable, startTestServer } from './server.ts'

const root = resolve(import.meta.dirname, '..')
const patterns = ['server/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.ts', 'bench/**/*.test.ts']

const named = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const switches = process.argv.slice(2).filter((arg) => arg.startsWith('-'))
const files =
  named.length > 0
    ? named.map((name) => relative(root, resolve(name)))
    : globSync(patterns, { cwd: root }).sort()

if (files.some((file) => /from '.*chromium\.ts'/.test(readFileSync(resolve(root, file), 'utf8'))))
  findChromium()

const server = await startTestServer()
const runner = spawn(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    '--test-concurrency=2',
    // A file that hangs ends the run; the slowest whole file may take minutes on a small machine.
    '--test-timeout=600000',
    ...switches,
    ...files,
  ],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [serverVariable]: server.url },
  },
)

const stop = () => runner.kill('SIGTERM')
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, stop)
process.channel?.unref()

const [code] = await once(runner, 'exit')
await server.stop()
process.exit(code ?? 1)
