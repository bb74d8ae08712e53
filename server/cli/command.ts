import type { ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'

/** How a command was called. */
export interface Call {
  /** The switches given, by name. */
  values: Record<string, string | boolean | undefined>
  /** The other words, in order. */
  words: string[]
  config: Config
  /** Whether the answer is for a program: then nothing but the result goes to standard output. */
  json: boolean
  /** Runs work on the database, whether the app is running or not. */
  onDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result>
}

export interface Outcome {
  /** What `--json` prints. */
  result: unknown
  /** What a person reads. */
  text: string
  /** How the process ends; 0 unless said. */
  code?: number
}

/** What the file of a command exports. */
export interface Command {
  summary: string
  /** The words after the command's name, as its help shows them: `FILE`. */
  words?: string
  options: ParseArgsOptionsConfig
  /** What each switch takes and means, for the help. */
  hints: Record<string, string>
  run(call: Call): Promise<Outcome>
}

/** A fault in how a command was called, told on one line. */
export class UsageError extends Error {}
