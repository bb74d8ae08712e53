import { parseArgs } from 'node:util'
import { type Call, type Command, type Outcome, UsageError } from './cli/command.ts'
import { readConfig } from './platform/config.ts'
import { type Database, openPool } from './platform/database.ts'
import { Refused, StartupError } from './platform/errors.ts'
import { migrate } from './platform/migrate.ts'
import { withDatabase } from './platform/open-database.ts'
import { refusals, refusalText } from './platform/refusals.ts'

/** The operator's commands. Each is a file of its own, read only when it is called. */
const commands: Record<string, () => Promise<Command>> = {
  setup: () => import('./cli/setup.ts'),
  import: () => import('./cli/import.ts'),
  export: () => import('./cli/export.ts'),
  simulate: () => import('./cli/simulate.ts'),
  insights: () => import('./cli/insights.ts'),
  staff: () => import('./cli/staff.ts'),
  verify: () => import('./cli/verify.ts'),
  backup: () => import('./cli/backup.ts'),
  restore: () => import('./cli/restore.ts'),
  demo: () => import('./cli/demo.ts'),
}

const everywhere = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

async function main([name, ...rest]: string[]): Promise<number> {
  if (!name || name === '--help' || name === '-h' || name === 'help') return print(await overview())
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new UsageError(`There is no command "${name}". See: bin/regulars --help`)
  const command = await load()
  const { values, positionals } = readArguments(command, rest)
  if (values.help) return print(helpOf(name, command))
  const config = readConfig()
  // Read late, as commands are: what only prints help needs no shop.
  const { openRooms } = await import('./rooms.ts')
  openRooms(config.secret)
  const json = Boolean(values.json)
  const outcome = await command.run({
    values: values as Call['values'],
    words: positionals,
    config,
    json,
    onDatabase: (work) => withDatabase(config, (url) => onPool(url, work)),
  })
  return print(json ? JSON.stringify(outcome.result) : outcome.text, outcome)
}

function readArguments(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...command.options, ...everywhere },
      allowPositionals: command.words !== undefined,
    })
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0])
  }
}

async function onPool<Result>(url: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  await migrate(url)
  const database = openPool(url)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

function print(text: string, { code = 0 }: Partial<Outcome> = {}): number {
  process.stdout.write(`${text}\n`)
  return code
}

async function overview(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).summary}`),
  )
  return [
    'bin/regulars COMMAND [switches] [--json]',
    '',
    ...lines,
    '',
    'bin/regulars COMMAND --help says more.',
  ].join('\n')
}

function helpOf(name: string, command: Command): string {
  const switches = Object.keys(command.options).map(
    (option) => `  --${option} ${command.hints[option] ?? ''}`,
  )
  const head = ['bin/regulars', name, command.words, '[switches]'].filter(Boolean).join(' ')
  return [head, '', command.summary, '', ...switches, '  --json   the result as JSON'].join('\n')
}

/** One line for a person. What we did not foresee is shown whole, as it is a bug. */
function complain(error: unknown): number {
  const foreseen = error instanceof UsageError || error instanceof StartupError || error instanceof Refused
  process.stderr.write(`${foreseen ? wordsOf(error) : String((error as Error).stack ?? error)}\n`)
  return error instanceof UsageError ? 2 : 1
}

/** A refusal in its own words has none of the places that its params fill. */
function wordsOf(error: Error): string {
  if (!(error instanceof Refused) || error.message !== refusals[error.code].en) return error.message
  return refusalText(error.code, 'en', error.params)
}

// Who reads only the first lines (`| head`) has what was wanted: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await main(process.argv.slice(2)).catch(complain)
