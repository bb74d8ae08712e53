import type { Business } from '../businesses/businesses.ts'
import type { Database } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import type { RowErrors } from './errorFile.ts'

export type Phase = 'reading' | 'ringing up' | 'writing' | 'settling'

/** One import as it runs. */
export interface Job {
  database: Database
  businessId: string
  business: Business
  actor: Actor
  errors: RowErrors
  now: Temporal.Instant
  dryRun: boolean
  onProgress(phase: Phase, done: number, total: number): void
}

/** What an import brought: the parts of its report. */
export interface Brought {
  changed: boolean
  [more: string]: unknown
}
