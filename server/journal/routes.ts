import { sql } from 'kysely'
import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { cutPage, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf } from '../platform/http.ts'
import { idOf, type Kind, prefixes, showId, showMaybe } from '../platform/ids.ts'

interface Entry {
  id: string
  at: Temporal.Instant
  what: string
  actorKind: string
  actorId: string | null
  customerId: string | null
  subjectKind: string | null
  subjectId: string | null
  facts: unknown
}

/** The audit: who did what, when, about whom. Nothing in it can be changed; erasing a person empties the facts only. */
export function journalRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/journal',
    {
      config: { scope: 'journal:read' },
      schema: {
        tags: ['Journal'],
        summary: 'Everything that happened, the latest first',
        querystring: pageQuery(idOf('journal')).extend({
          customer: idOf('customer').optional(),
          what: z
            .string()
            .regex(/^[a-z_-]+(\.[a-z_-]+)*$/i, { error: 'must be like purchase.rung_up' })
            .max(80)
            .optional(),
        }),
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { after, limit, customer, what } = request.query
        const where = [sql`business_id = ${tx.businessId}`]
        if (after) where.push(sql`entry_id < ${after}`)
        if (customer) where.push(sql`customer_id = ${customer}`)
        if (what) where.push(sql`what = ${what}`)
        const rows = await tx.all(sql<Entry>`
          select entry_id as id, at, what, actor_kind as "actorKind", actor_id as "actorId", customer_id as "customerId",
                 subject_kind as "subjectKind", subject_id as "subjectId", facts
            from journal where ${sql.join(where, sql` and `)} order by entry_id desc limit ${limit + 1}`)
        return cutPage(rows, limit, { show: showEntry, cursor: (row) => showId('journal', row.id) })
      }),
  )
}

function showEntry(entry: Entry) {
  const { actorKind, actorId, subjectKind, subjectId } = entry
  const actors: Record<string, Kind> = { key: 'apiKey', staff: 'staff', customer: 'customer' }
  return {
    id: showId('journal', entry.id),
    at: entry.at.toString(),
    what: entry.what,
    by: { kind: actorKind, id: shownAs(actors[actorKind], actorId) },
    customerId: showMaybe('customer', entry.customerId),
    subject: subjectKind && { kind: subjectKind, id: shownAs(subjectKind, subjectId) },
    facts: entry.facts ?? null,
  }
}

function shownAs(named: string | undefined, id: string | null): string | null {
  const kind = named?.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return kind !== undefined && kind in prefixes ? showMaybe(kind as Kind, id) : id
}
