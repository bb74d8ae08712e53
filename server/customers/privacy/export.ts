import { tell } from '../../journal/journal.ts'
import { statement, type Tx } from '../../platform/database.ts'
import type { Actor } from '../../platform/http.ts'
import { type CustomerId, readId } from '../../platform/ids.ts'
import { resolveCustomer } from '../identities/lookup.ts'
import { notesOf, showNote } from '../notes.ts'
import { customerParts } from '../parts.ts'
import { readCustomer } from '../reading.ts'
import { timelineOf } from '../timeline.ts'
import { consentsOf, currentConsents, showConsent } from './consents.ts'

const merges = statement<{ had: unknown; lost: unknown; at: Temporal.Instant }>(
  'customers.merges_into',
  'select had, lost, at from merges where business_id = $1 and into_customer = $2 order by at',
)
const PAGE = 500

/**
 * A copy of all that is kept about a person (GDPR, article 15 and 20): what this room has, and a section from each room
 * above. That it was made is in the journal.
 */
export async function exportCustomer(tx: Tx, id: CustomerId, actor: Actor): Promise<Record<string, unknown>> {
  const customerId = await resolveCustomer(tx, id)
  const copy: Record<string, unknown> = {
    exportedAt: Temporal.Now.instant().toString(),
    customer: await readCustomer(tx, customerId),
    notes: (
      await all(
        (after) => notesOf(tx, customerId, after, PAGE),
        ({ noteId }) => noteId,
      )
    ).map(showNote),
    consents: {
      current: (await currentConsents(tx, customerId)).map((row) => ({ ...row, at: row.at.toString() })),
      history: (
        await all(
          (after) => consentsOf(tx, customerId, after, PAGE),
          ({ consentId }) => consentId,
        )
      ).map(showConsent),
    },
    merged: (await tx.rows(merges, [tx.businessId, customerId])).map((row) => ({
      ...row,
      at: row.at.toString(),
    })),
    timeline: await all(
      (after) => timelineOf(tx, customerId, after, PAGE),
      (entry) => readId('journal', entry.id)!,
    ),
  }
  for (const { name, read } of customerParts.exported) copy[name] = await read(tx, customerId)
  tell(tx, { what: 'customer.exported', actor, customerId })
  return copy
}

async function all<Row>(
  page: (after: string | null) => Promise<Row[]>,
  cursor: (row: Row) => string,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | null = null; ; ) {
    const more: Row[] = await page(after)
    rows.push(...more)
    if (more.length < PAGE) return rows
    after = cursor(more.at(-1)!)
  }
}
