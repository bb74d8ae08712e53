import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, type Id, newId, showId, showMaybe } from '../platform/ids.ts'
import { lockLiving } from './record.ts'

/** A note by staff. Of a removed one the text is gone, and the trace stays. */
export interface Note {
  noteId: Id<'note'>
  customerId: CustomerId
  text: string | null
  authorKind: string
  authorId: string | null
  at: Temporal.Instant
  removedAt: Temporal.Instant | null
  removedByKind: string | null
  removedBy: string | null
}

const columns = `note_id as "noteId", customer_id as "customerId", text, author_kind as "authorKind",
  author_id as "authorId", at, removed_at as "removedAt", removed_by_kind as "removedByKind",
  removed_by as "removedBy"`

const insert = statement<Note>(
  'customers.insert_note',
  `insert into notes (business_id, note_id, customer_id, text, author_kind, author_id)
   values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
)

/** Notes something about a customer. */
export async function addNote(tx: Tx, id: CustomerId, text: string, actor: Actor): Promise<Note> {
  const { customerId } = await lockLiving(tx, id)
  const noteId = newId<'note'>()
  const [note] = await tx.rows(insert, [tx.businessId, noteId, customerId, text, actor.kind, actor.id])
  // The text stays out of the journal: there it could not be removed.
  tell(tx, { what: 'note.added', actor, customerId, subject: { kind: 'note', id: noteId } })
  return note!
}

const remove = statement<Note>(
  'customers.remove_note',
  `update notes set text = null, removed_at = now(), removed_by_kind = $4, removed_by = $5
    where business_id = $1 and note_id = $2 and customer_id = $3 and removed_at is null returning ${columns}`,
)
const find = statement<Note>(
  'customers.find_note',
  `select ${columns} from notes where business_id = $1 and note_id = $2 and customer_id = $3`,
)

/** Takes a note away; that there was one, whose, and who took it away stays. Again changes nothing. */
export async function removeNote(
  tx: Tx,
  { id, noteId }: { id: CustomerId; noteId: Id<'note'> },
  actor: Actor,
): Promise<Note> {
  const { customerId } = await lockLiving(tx, id)
  const values = [tx.businessId, noteId, customerId]
  const [gone] = await tx.rows(remove, [...values, actor.kind, actor.id])
  if (gone) {
    tell(tx, { what: 'note.removed', actor, customerId, subject: { kind: 'note', id: noteId } })
    return gone
  }
  return readNote(tx, customerId, noteId)
}

/** One note of a customer. */
export async function readNote(tx: Tx, customerId: CustomerId, noteId: Id<'note'>): Promise<Note> {
  const [note] = await tx.rows(find, [tx.businessId, noteId, customerId])
  if (!note) throw new Refused('not_found', undefined, { field: 'note' })
  return note
}

const list = statement<Note>(
  'customers.notes',
  `select ${columns} from notes
    where business_id = $1 and customer_id = $2 and ($3::uuid is null or note_id < $3)
    order by note_id desc limit $4`,
)

/** The notes on a customer, the newest first, removed ones as traces. */
export async function notesOf(
  tx: Tx,
  customerId: CustomerId,
  after: string | null,
  limit: number,
): Promise<Note[]> {
  return tx.rows(list, [tx.businessId, customerId, after, limit])
}

export function showNote(note: Note) {
  return {
    id: showId('note', note.noteId),
    customer: showId('customer', note.customerId),
    text: note.text,
    author: { kind: note.authorKind, id: showActor(note.authorKind, note.authorId) },
    at: note.at.toString(),
    removedAt: note.removedAt?.toString() ?? null,
    removedBy: note.removedByKind
      ? { kind: note.removedByKind, id: showActor(note.removedByKind, note.removedBy) }
      : null,
  }
}

/** Who did it, with the prefix of what he is. */
export function showActor(kind: string, id: string | null): string | null {
  const prefix = { key: 'apiKey', staff: 'staff', customer: 'customer', import: 'import' } as const
  return kind in prefix ? showMaybe(prefix[kind as keyof typeof prefix], id) : id
}
