import type { Actor } from '../platform/http.ts'
import type { Id } from '../platform/ids.ts'

export type ErrandKind = 'import' | 'export'
export type ErrandState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

export interface Errand {
  errandId: Id<'errand'>
  kind: ErrandKind
  wish: Record<string, unknown>
  fileId: Id<'file'> | null
  state: ErrandState
  phase: string | null
  done: number
  total: number
  result: Record<string, unknown> | null
  problem: { code: string; said: string | null; field: string | null; params: Record<string, string> } | null
  madeFile: Id<'file'> | null
  byKind: Actor['kind']
  byId: string | null
  askedAt: Temporal.Instant
  startedAt: Temporal.Instant | null
  finishedAt: Temporal.Instant | null
  cancelAskedAt: Temporal.Instant | null
  /** Whoever carried it out has fallen silent: it will be taken up again. */
  stalled: boolean
}

export const columns = `errand_id as "errandId", kind, wish, file_id as "fileId", state, phase, done, total, result, problem,
  made_file as "madeFile", by_kind as "byKind", by_id as "byId", asked_at as "askedAt", started_at as "startedAt",
  finished_at as "finishedAt", cancel_asked_at as "cancelAskedAt",
  state = 'running' and beat_at < now() - interval '30 seconds' as stalled`
