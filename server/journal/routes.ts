import { Readable } from 'node:stream'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { dayField } from '../platform/http/day.ts'
import { cutPage, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf } from '../platform/http.ts'
import { idOf, type Kind, prefixes, showId, showMaybe } from '../platform/ids.ts'

interface Entry {
  id: string
  at: Temporal.Instant
  what: string
  actorKind: string
  actorId: string | null
  actorName: string | null
  customerId: string | null
  customerName: string | null
  subjectKind: string | null
  subjectId: string | null
  facts: unknown
}

const day = dayField.optional()
const filters = {
  customer: idOf('customer').optional(),
  what: z
    .string()
    .regex(/^[a-z_-]+(\.[a-z_-]+)*$/i, {
      error: 'must be like purchase.rung_up, or a beginning like purchase',
    })
    .max(80)
    .optional()
    .describe('What happened, or the noun that it happened to'),
  by: idOf('staff').optional().describe('Who of the staff did it'),
  from: day.describe('From this day on, by UTC'),
  until: day.describe('Until this day, it included'),
}
type Filter = z.output<z.ZodObject<typeof filters>>

/** The audit: who did what, when, about whom. Nothing in it can be changed; erasing a person empties the facts only. */
export function journalRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/journal',
    {
      config: { scope: 'journal:read' },
      schema: {
        tags: ['Journal'],
        summary: 'Everything that happened, the latest first',
        querystring: pageQuery(idOf('journal')).extend(filters),
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { after = null, limit, ...filter } = request.query
        const rows = await entriesOf(tx, filter, { after, limit: limit + 1 })
        return cutPage(rows, limit, { show: showEntry, cursor: (row) => showId('journal', row.id) })
      }),
  )
  csvRoute(app, database)
}

function csvRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/journal/csv',
    {
      config: { scope: 'journal:read' },
      schema: {
        tags: ['Journal'],
        summary: 'The same as CSV, the latest first, at most 100,000 rows',
        querystring: z.strictObject(filters),
      },
    },
    async (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="journal.csv"')
        .send(Readable.from(csvOf(database, callerOf(request).businessId, request.query))),
  )
}

const ROWS_AT_ONCE = 1_000
const ROWS_AT_MOST = 100_000

/** A page at a time, each in a transaction of its own: nothing waits for a slow reader. */
async function* csvOf(database: Database, businessId: string, filter: Filter): AsyncGenerator<string> {
  yield 'at,what,by,by_name,customer,customer_name,subject,facts\r\n'
  let after: string | null = null
  for (let count = 0; count < ROWS_AT_MOST; count += ROWS_AT_ONCE) {
    const page: Entry[] = await inBusiness(database, businessId, (tx) =>
      entriesOf(tx, filter, { after, limit: ROWS_AT_ONCE }),
    )
    yield page.map(csvRow).join('')
    after = page.at(-1)?.id ?? null
    if (page.length < ROWS_AT_ONCE) return
  }
}

function csvRow(entry: Entry): string {
  const { at, what, by, customerId, subject, facts } = showEntry(entry)
  const cells = [
    ...[
      at,
      what,
      by.id ?? by.kind,
      by.name,
      customerId,
      entry.customerName,
      subject && (subject.id ?? subject.kind),
    ],
    facts === null ? null : JSON.stringify(facts),
  ]
  return `${cells.map((cell) => csvCell(cell || '')).join(',')}\r\n`
}

/** What begins like a formula would be worked out by a spreadsheet (OWASP, CSV injection). */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

async function entriesOf(
  tx: Tx,
  { customer, what, by, from, until }: Filter,
  { after, limit }: { after: string | null; limit: number },
): Promise<Entry[]> {
  const where: RawBuilder<unknown>[] = [sql`j.business_id = ${tx.businessId}`]
  if (after) where.push(sql`j.entry_id < ${after}`)
  if (customer) where.push(sql`j.customer_id = ${customer}`)
  if (what)
    where.push(
      what.includes('.') ? sql`j.what = ${what}` : sql`j.what like ${`${what.replaceAll('_', '\\_')}.%`}`,
    )
  if (by) where.push(sql`j.actor_kind = 'staff' and j.actor_id = ${by}`)
  if (from) where.push(sql`j.at >= ${from}::date`)
  if (until) where.push(sql`j.at < ${until}::date + 1`)
  return tx.all(sql<Entry>`
    select entry_id as id, at, what, actor_kind as "actorKind", actor_id as "actorId", customer_id as "customerId",
           subject_kind as "subjectKind", subject_id as "subjectId", facts,
           case actor_kind
             when 'staff' then (select s.name from staff s where s.business_id = j.business_id and s.staff_id = j.actor_id)
             when 'key' then (select k.name from api_keys k where k.business_id = j.business_id and k.api_key_id = j.actor_id)
           end as "actorName",
           (select coalesce(c.full_name, concat_ws(' ', c.given_name, c.family_name)) from customers c
             where c.business_id = j.business_id and c.customer_id = j.customer_id) as "customerName"
      from (select * from journal j where ${sql.join(where, sql` and `)} order by entry_id desc limit ${limit}) j
     order by entry_id desc`)
}

function showEntry(entry: Entry) {
  const { actorKind, actorId, actorName, subjectKind, subjectId } = entry
  const actors: Record<string, Kind> = { key: 'apiKey', staff: 'staff', customer: 'customer' }
  return {
    id: showId('journal', entry.id),
    at: entry.at.toString(),
    what: entry.what,
    by: { kind: actorKind, id: shownAs(actors[actorKind], actorId), name: actorName },
    customerId: showMaybe('customer', entry.customerId),
    customer: entry.customerName || null,
    subject: subjectKind ? { kind: subjectKind, id: shownAs(subjectKind, subjectId) } : null,
    facts: entry.facts ?? null,
  }
}

function shownAs(named: string | undefined, id: string | null): string | null {
  const kind = named?.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return kind !== undefined && kind in prefixes ? showMaybe(kind as Kind, id) : id
}
