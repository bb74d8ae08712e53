import { Readable } from 'node:stream'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { dayField } from '../platform/http/day.ts'
import { pageQuery } from '../platform/http/paging.ts'
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
        description:
          'By when it happened. With `by`, a page looks through 200,000 entries at most: it may be short, even empty, while `next` says where to look further.',
        querystring: pageQuery(idOf('journal')).extend(filters),
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { after = null, limit, ...filter } = request.query
        const { entries, next } = await entriesOf(tx, filter, { after, limit })
        return { items: entries.map(showEntry), next: showMaybe('journal', next) }
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
  for (let count = 0; count < ROWS_AT_MOST; ) {
    const page: Awaited<ReturnType<typeof entriesOf>> = await inBusiness(database, businessId, (tx) =>
      entriesOf(tx, filter, { after, limit: ROWS_AT_ONCE }),
    )
    yield page.entries.map(csvRow).join('')
    after = page.next
    count += page.entries.length
    if (!after) return
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

/** What most of a journal is; the index of kinds leaves it out. */
const SALE = 'purchase.rung_up'

/** Who did it is looked for in so many entries at a time: what lies further back is looked for by the next page. */
const READ_AT_MOST = 200_000

type Part = RawBuilder<unknown>

/** A page of entries, the latest first, and where it ends: null at the end. It may be short while there is more. */
export async function entriesOf(
  tx: Tx,
  { by, what, ...filter }: Filter,
  { after, limit, readAtMost = READ_AT_MOST }: { after: string | null; limit: number; readAtMost?: number },
): Promise<{ entries: Entry[]; next: string | null }> {
  const where = conditionsOf(tx, filter, after)
  const made = by && sql`j.actor_kind = 'staff' and j.actor_id = ${by}`
  const ofKind = what !== undefined && what !== SALE && what !== 'purchase'
  if (what !== undefined && !ofKind)
    where.push(what === SALE ? sql`j.what = ${SALE}` : sql`j.what like 'purchase.%'`)
  const some = ofKind
    ? ofKindIn(tx, what, { where: made ? [...where, made] : where, limit: limit + 1 })
    : made
      ? sql`select * from (${latest(where, readAtMost)}) j where ${made} ${inOrder} limit ${limit + 1}`
      : latest(where, limit + 1)
  const found = await tx.all(named(some))
  const entries = found.slice(0, limit)
  if (found.length > limit) return { entries, next: entries.at(-1)!.id }
  if (!made || ofKind) return { entries, next: null }
  const lastRead = await tx.first(
    sql<{
      id: string
    }>`select entry_id as id from (${latest(where, readAtMost)}) j offset ${readAtMost - 1} limit 1`,
  )
  return { entries, next: lastRead?.id ?? null }
}

const inOrder = sql`order by j.at desc, j.entry_id desc`
const latest = (where: Part[], limit: number): Part =>
  sql`select j.* from journal j where ${sql.join(where, sql` and `)} ${inOrder} limit ${limit}`

function conditionsOf(
  tx: Tx,
  { customer, from, until }: Omit<Filter, 'by' | 'what'>,
  after: string | null,
): Part[] {
  const where: Part[] = [sql`j.business_id = ${tx.businessId}`]
  if (after) {
    where.push(sql`(j.at, j.entry_id) < (select a.at, a.entry_id from journal a
      where a.business_id = ${tx.businessId} and a.entry_id = ${after})`)
  }
  if (customer) where.push(sql`j.customer_id = ${customer}`)
  // As moments: a row's wall lets an index be entered by nothing that compares a moment with a day.
  if (from) where.push(sql`j.at >= ${from}::date::timestamptz`)
  if (until) where.push(sql`j.at < (${until}::date + 1)::timestamptz`)
  return where
}

/** Of each kind the latest, and of these the latest: as quick for what never happened as for what often does. */
function ofKindIn(tx: Tx, what: string, { where, limit }: { where: Part[]; limit: number }): Part {
  const kind = sql`j.what collate "C"`
  const seldom = sql`j.business_id = ${tx.businessId} and j.what <> ${sql.lit(SALE)}`
  const among = what.includes('.')
    ? sql`${kind} = ${what}`
    : sql`${kind} > ${`${what}.`} and ${kind} < ${`${what}/`}`
  return sql`
    with recursive kinds as (
      (select ${kind} as what from journal j where ${seldom} and ${among} order by ${kind} limit 1)
      union all
      select (select ${kind} from journal j where ${seldom} and ${among} and ${kind} > k.what order by ${kind} limit 1)
        from kinds k where k.what is not null)
    select j.* from kinds k cross join lateral (
      select j.* from journal j
       where ${kind} = k.what and j.what <> ${sql.lit(SALE)} and ${sql.join(where, sql` and `)} ${inOrder} limit ${limit}) j
     where k.what is not null ${inOrder} limit ${limit}`
}

function named(some: Part) {
  return sql<Entry>`
    select entry_id as id, at, what, actor_kind as "actorKind", actor_id as "actorId", customer_id as "customerId",
           subject_kind as "subjectKind", subject_id as "subjectId", facts,
           case actor_kind
             when 'staff' then (select s.name from staff s where s.business_id = j.business_id and s.staff_id = j.actor_id)
             when 'key' then (select k.name from api_keys k where k.business_id = j.business_id and k.api_key_id = j.actor_id)
           end as "actorName",
           (select shown_name(c) from customers c
             where c.business_id = j.business_id and c.customer_id = j.customer_id) as "customerName"
      from (${some}) j ${inOrder}`
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
