import { StartupError } from '../platform/errors.ts'
import type { KeptSecret } from './secret.ts'

/**
 * A backup is a gzipped SQL script in UTF-8 that psql can run, so that it can be read without us. What we need to know
 * stands in comments of one line of JSON each:
 *
 *   -- {"regulars":"backup","format":1,…}                the header
 *   set …;                                               one writing of dates, bytes and times
 *   -- {"copy":"customers","columns":["business_id",…]}  before each table, in an order that foreign keys allow
 *   copy customers (business_id, …) from stdin;
 *   …                                                    rows in PostgreSQL's text format, one on a line
 *   \.
 *   -- {"copied":"customers","rows":123,"sha256":"…"}    of the bytes between `from stdin;` and `\.`
 *   -- {"end":true,"tables":44,"rows":…,"sha256":"…"}    of all bytes before this line, which is the last
 */
export const FORMAT = 1

export interface Header {
  regulars: 'backup'
  format: number
  madeAt: string
  postgres: string
  tables: number
  migrations: { name: string; hash: string }[]
  secret: KeptSecret
}

export interface End {
  end: true
  tables: number
  rows: number
  sha256: string
}

export interface Copy {
  copy: string
  columns: string[]
}

export interface Copied {
  copied: string
  rows: number
  sha256: string
}

export const endOfRows = '\\.\n'

/** A comment that tells something. */
export function told(fact: Header | Copy | Copied | End): string {
  return `-- ${JSON.stringify(fact)}\n`
}

/** What a comment tells; undefined when the line is not such a comment. */
export function readTold(line: string): Partial<Header & Copy & Copied & End> | undefined {
  if (!line.startsWith('-- {')) return undefined
  try {
    return JSON.parse(line.slice(3))
  } catch {
    return undefined
  }
}

export class Damaged extends StartupError {
  constructor(file: string, why: string) {
    super(`${file} is damaged or incomplete (${why}): nothing was changed. Use another backup.`)
  }
}
