import { rowsStatement, statement, type Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { newId } from '../platform/ids.ts'

/**
 * The journal: one append-only row for everything that happened, which the audit, the timeline and the outbox read.
 * Rooms tell upward only through it. `facts` is small and holds before and after where it matters.
 */
export interface Happening {
  /** What happened, as `noun.verb`: `purchase.rung_up`. */
  what: string
  actor: Actor
  customerId?: string | null
  subject?: { kind: string; id: string }
  facts?: unknown
  at?: Temporal.Instant
}

const insertEntries = rowsStatement(
  'journal.insert',
  `insert into journal (business_id, entry_id, at, what, actor_kind, actor_id, customer_id, subject_kind, subject_id, facts)
   select $1, e.*
     from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::uuid[], $10::jsonb[]) e`,
)

/** Writes what happened, in the transaction in which it happened. Does not wait: the commit does. */
export function tell(tx: Tx, ...happenings: Happening[]): void {
  if (happenings.length === 0) return
  const now = Temporal.Now.instant()
  const column = <T>(pick: (happening: Happening) => T) => happenings.map(pick)
  tx.write(insertEntries, [
    tx.businessId,
    column(() => newId()),
    column((h) => (h.at ?? now).toString()),
    column((h) => h.what),
    column((h) => h.actor.kind),
    column((h) => h.actor.id),
    column((h) => h.customerId ?? null),
    column((h) => h.subject?.kind ?? null),
    column((h) => h.subject?.id ?? null),
    column((h) => (h.facts === undefined ? null : JSON.stringify(h.facts))),
  ])
}

const emptyFacts = statement(
  'journal.empty_facts',
  `update journal set facts = null where business_id = $1 and customer_id = any($2) and facts is not null`,
)

/** Erasure: that something happened with these customers stays, what was told of them goes. */
export function emptyFactsOf(tx: Tx, customerIds: readonly string[]): void {
  tx.write(emptyFacts, [tx.businessId, customerIds])
}
