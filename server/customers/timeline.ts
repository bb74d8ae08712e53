import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, type Kind, prefixes, showId } from '../platform/ids.ts'
import { showActor } from './notes.ts'

interface Entry {
  entryId: string
  at: Temporal.Instant
  what: string
  actorKind: string
  actorId: string | null
  subjectKind: string | null
  subjectId: string | null
  facts: unknown
  note: string | null
}

// The journal is never rewritten, so what happened to an id before it was merged stands under that id: each is read
// down its own index, at most a page of each.
const select = statement<Entry>(
  'customers.timeline',
  `select e.*, n.text as note
     from (select customer_id from customers
            where business_id = $1 and (customer_id = $2 or merged_into = $2)) hers
    cross join lateral (
      select entry_id as "entryId", at, what, actor_kind as "actorKind", actor_id as "actorId",
             subject_kind as "subjectKind", subject_id as "subjectId", facts
        from journal j
       where j.business_id = $1 and j.customer_id = hers.customer_id and ($3::uuid is null or j.entry_id < $3)
       order by entry_id desc limit $4) e
     left join notes n on n.business_id = $1 and e."subjectKind" = 'note' and n.note_id = e."subjectId"
    order by "entryId" desc limit $4`,
)

/** Everything that happened with one customer (a living id), also under ids from before merges: newest first. */
export async function timelineOf(tx: Tx, customerId: CustomerId, after: string | null, limit: number) {
  const entries = await tx.rows(select, [tx.businessId, customerId, after, limit])
  return entries.map(({ entryId, at, what, actorKind, actorId, subjectKind, subjectId, facts, note }) => ({
    id: showId('journal', entryId),
    at: at.toString(),
    what,
    actor: { kind: actorKind, id: showActor(actorKind, actorId) },
    subject: subjectKind && subjectId ? { kind: subjectKind, id: showSubject(subjectKind, subjectId) } : null,
    facts: note === null ? facts : { text: note },
  }))
}

function showSubject(kind: string, id: string): string {
  return kind in prefixes ? showId(kind as Kind, id) : id
}
