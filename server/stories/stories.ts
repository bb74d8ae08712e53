import { sql } from 'kysely'
import { businessOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'
import {
  type CustomerId,
  type Kind,
  type PurchaseId,
  prefixes,
  readId,
  showId,
  showMaybe,
} from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { currentVersion, inLanguage, type ProgrammeDocument } from '../programme/programme.ts'
import { goodsIn, linesOf } from '../purchases/purchases.ts'

/**
 * Stories: everything that happened with a customer, told so that a person understands it without looking further: what
 * was bought and what it brought, who served, where. What always holds: a story is the journal, newest first, entry by
 * entry; it adds words from the rooms below and leaves nothing out.
 */

/** What a story can be narrowed to, and the beginnings of what the journal calls it. */
const kinds = {
  bought: ['purchase.', 'conflict.'],
  points: ['points.', 'tier.', 'customer.welcomed'],
  rewards: ['redemption.', 'voucher.', 'gift_card.'],
  notes: ['note.'],
  consents: ['consent.'],
  messages: ['message.'],
  profile: ['customer.', 'card.'],
} as const
export type StoryKind = keyof typeof kinds
export const storyKinds = Object.keys(kinds) as [StoryKind, ...StoryKind[]]

interface Row {
  entryId: string
  at: Temporal.Instant
  what: string
  actorKind: string
  actorId: string | null
  actorName: string | null
  subjectKind: string | null
  subjectId: string | null
  facts: unknown
  note: string | null
  noteRemoved: boolean
  place: string | null
  servedBy: string | null
  currency: string | null
  totalMinor: number | null
  returnedMinor: number | null
  fullyReturned: boolean | null
}

/** A page of a customer's story (a living id), with whatever happened under ids from before merges. */
export async function storyOf(
  tx: Tx,
  customerId: CustomerId,
  {
    kind,
    after,
    limit,
    language,
  }: { kind?: StoryKind | undefined; after: string | null; limit: number; language: Language },
) {
  const rows = await tx.all(pageQuery(tx, customerId, { kind, after, limit }))
  const purchaseIds = [...new Set(rows.flatMap((row) => (row.currency ? [row.subjectId as PurchaseId] : [])))]
  const [lines, brought, { currency }] = await Promise.all([
    linesOf(tx, purchaseIds),
    broughtBy(tx, purchaseIds),
    businessOf(tx),
  ])
  const { document } = await currentVersion(tx)
  return rows.map((row) => ({
    id: showId('journal', row.entryId),
    at: row.at.toString(),
    what: row.what,
    by: { kind: row.actorKind, id: shownActor(row), name: row.actorName },
    place: row.place,
    servedBy: row.servedBy,
    subject:
      row.subjectKind && row.subjectId
        ? { kind: row.subjectKind, id: shownAs(row.subjectKind, row.subjectId) }
        : null,
    facts: (row.facts ?? null) as Record<string, unknown> | null,
    note: row.subjectKind === 'note' ? { text: row.note, removed: row.noteRemoved } : null,
    purchase: row.currency
      ? {
          currency: row.currency ?? currency,
          total: row.totalMinor!,
          returned: row.returnedMinor!,
          fullyReturned: row.fullyReturned!,
          ...goodsIn(lines.get(row.subjectId as PurchaseId) ?? []),
          brought: named(brought.get(row.subjectId!) ?? [], document, language),
        }
      : null,
  }))
}

function pageQuery(
  tx: Tx,
  customerId: CustomerId,
  { kind, after, limit }: { kind?: StoryKind | undefined; after: string | null; limit: number },
) {
  const mine = sql`j.business_id = ${tx.businessId} and j.customer_id = hers.customer_id`
  const before = after ? sql`and j.entry_id < ${after}` : sql``
  const only = kind ? sql`and j.what like any(${kinds[kind].map((word) => `${word}%`)}::text[])` : sql``
  // Being welcomed belongs to the points that came with it.
  const not = kind === 'profile' ? sql`and j.what <> 'customer.welcomed'` : sql``
  return sql<Row>`
    select e.*, n.text as note, n.removed_at is not null as "noteRemoved", l.name as place, w.name as "servedBy",
           p.currency, p.total_minor as "totalMinor", p.returned_minor as "returnedMinor",
           p.fully_returned as "fullyReturned",
           case e."actorKind" when 'staff' then (select name from staff where business_id = ${tx.businessId} and staff_id = e."actorId")
                when 'key' then (select name from api_keys where business_id = ${tx.businessId} and api_key_id = e."actorId")
           end as "actorName"
      from (select customer_id from customers
             where business_id = ${tx.businessId} and (customer_id = ${customerId} or merged_into = ${customerId})) hers
     cross join lateral (
       select j.entry_id as "entryId", j.at, j.what, j.actor_kind as "actorKind", j.actor_id as "actorId",
              j.subject_kind as "subjectKind", j.subject_id as "subjectId", j.facts
         from journal j where ${mine} ${before} ${only} ${not} order by j.entry_id desc limit ${limit}) e
      left join notes n on n.business_id = ${tx.businessId} and e."subjectKind" = 'note' and n.note_id = e."subjectId"
      left join purchases p on p.business_id = ${tx.businessId} and e."subjectKind" = 'purchase' and p.purchase_id = e."subjectId"
      left join locations l on l.business_id = ${tx.businessId} and l.location_id = p.location_id
      left join staff w on w.business_id = ${tx.businessId} and w.staff_id = p.staff_id
     order by e."entryId" desc limit ${limit}`
}

const COUNTED = 1_000

/** How much there is to tell, counted up to a thousand. */
export async function lengthOfStory(tx: Tx, customerId: CustomerId): Promise<number> {
  const row = await tx.first(sql<{ count: number }>`
    select count(*) as count from (
      select j.entry_id from journal j
       where j.business_id = ${tx.businessId} and j.customer_id in (
         select customer_id from customers
          where business_id = ${tx.businessId} and (customer_id = ${customerId} or merged_into = ${customerId}))
       limit ${COUNTED}) j`)
  return row!.count
}

interface Brought {
  purchaseId: PurchaseId
  unit: string
  amount: number
}

async function broughtBy(tx: Tx, ids: readonly PurchaseId[]): Promise<Map<string, Brought[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.all(sql<Brought>`
    select purchase_id as "purchaseId", unit, sum(amount)::bigint as amount from grants
     where business_id = ${tx.businessId} and purchase_id = any(${ids}::uuid[]) and amount > 0
     group by purchase_id, unit order by unit`)
  return Map.groupBy(rows, ({ purchaseId }) => purchaseId)
}

/** Stamps by the name of their card, where the programme still has it. */
function named(brought: readonly Brought[], { stampCards }: ProgrammeDocument, language: Language) {
  return brought.map(({ unit, amount }) => {
    const card = unit.startsWith('stamps:') && stampCards.find(({ id }) => id === unit.split(':')[1])
    return { unit, amount, card: card ? inLanguage(card.name, language) : null }
  })
}

function shownActor({ actorKind, actorId }: Row): string | null {
  const shown: Record<string, Kind> = {
    key: 'apiKey',
    staff: 'staff',
    customer: 'customer',
    import: 'import',
  }
  const kind = shown[actorKind]
  return kind ? showMaybe(kind, actorId) : actorId
}

function shownAs(named: string, id: string): string {
  const kind = named.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return kind in prefixes && readId(kind as Kind, showId(kind as Kind, id)) ? showId(kind as Kind, id) : id
}
