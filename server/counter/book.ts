import { createHash } from 'node:crypto'
import { businessOf } from '../businesses/businesses.ts'
import { shownName } from '../customers/customers.ts'
import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, firstIdAt, NIL_ID, showId } from '../platform/ids.ts'
import { likelyVersion } from '../programme/programme.ts'

/**
 * The book that a device takes along for the time without network: whom it may meet, by what name to greet her, the end
 * of her phone number, and what she has. Not her address, not her number, not her card's: a tablet gets lost. First
 * everybody, the latest who joined before the others; then what has changed since.
 */
export interface Leaf {
  id: string
  name: string
  greeting: string
  /** The last digits of her phone numbers. */
  tails: string[]
  /** Cards, as `cardMark` makes them. */
  cards: string[]
  points: number
  stamps: Record<string, number>
  tier: string | null
  visits: number
  lastDay: string | null
  line: string | null
}

const TAIL_DIGITS = 6
/** No device takes more along: they are some 6 MB there. */
const LEAVES_AT_MOST = 20_000
const CHANGES_AT_MOST = 20_000
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
// Entries of transactions that ran at the same time become visible in another order than their ids have.
const OVERLAP_MS = 120_000

/** What a card's number is found by in the book: nobody reads a number off a lost device. */
export function cardMark(businessId: string, card: string): string {
  return createHash('sha256').update(`${businessId} ${card}`).digest('hex').slice(0, 24)
}

/** How far a device has read: everybody below an id, then the journal from an entry on. */
export interface Cursor {
  /** Null once everybody was read. */
  below: CustomerId | null
  read: number
  entry: string
}

export function writeCursor({ below, read, entry }: Cursor): string {
  return [below ?? '-', read, entry].join('~')
}

export function readCursor(text: string): Cursor | undefined {
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
  const parts = new RegExp(`^(-|${uuid})~(\\d{1,9})~(${uuid})$`).exec(text)
  if (!parts) return undefined
  const [, below, read, entry] = parts as unknown as [string, string, string, string]
  return { below: below === '-' ? null : below, read: Number(read), entry }
}

interface Row {
  customerId: CustomerId
  givenName: string | null
  familyName: string | null
  fullName: string | null
  language: string | null
  profile: { nickname?: string; nameOrder?: 'family_first' | 'given_first'; preferences?: string[] }
  gone: boolean
  identities: [kind: string, value: string][] | null
  balances: Record<string, number> | null
  tier: string | null
  visits: number
  lastDay: string | null
}

const leafColumns = `c.customer_id as "customerId", given_name as "givenName", family_name as "familyName",
  full_name as "fullName", language, profile, (merged_into is not null or erased_at is not null) as gone,
  (select json_agg(json_build_array(kind, value)) from identities i where i.business_id = $1
      and i.customer_id = c.customer_id and kind in ('phone', 'card')) as identities,
  (select json_object_agg(unit, balance) from accounts a where a.business_id = $1 and a.holder_id = c.customer_id
      and a.kind = 'customer' and a.merged_into is null and (a.unit = 'points' or a.unit like 'stamps:%')) as balances,
  (select tier_id from standings s where s.business_id = $1 and s.customer_id = c.customer_id) as tier,
  (select coalesce(sum(days), 0) from customer_facts f where f.business_id = $1 and f.customer_id = c.customer_id)::int
    as visits,
  (select max(last_day) from customer_facts f where f.business_id = $1 and f.customer_id = c.customer_id)::text
    as "lastDay"`

const readEverybody = statement<Row>(
  'counter.book_everybody',
  `select ${leafColumns} from customers c
    where business_id = $1 and customer_id < $2 and merged_into is null and erased_at is null
    order by customer_id desc limit $3`,
)
const readChanged = statement<Row & { entry: string; seen: number }>(
  'counter.book_changed',
  `with news as (
     select entry_id, customer_id from journal where business_id = $1 and entry_id > $2 order by entry_id limit $3
   ), about as (
     select (select max(entry_id::text) from news) as entry, (select count(*)::int from news) as seen
   )
   select about.entry, about.seen, ${leafColumns} from about
     left join customers c on c.business_id = $1 and c.customer_id in (select customer_id from news)`,
)
const newestEntry = statement<{ entry: string }>(
  'counter.book_newest_entry',
  'select entry_id as entry from journal where business_id = $1 order by entry_id desc limit 1',
)

/** One page of the book. `more`: there is another page by now; otherwise come again later with the cursor. */
export async function bookPage(tx: Tx, cursor: Cursor | undefined, limit: number) {
  const at = cursor ?? (await firstCursor(tx))
  return at.below === null ? changesPage(tx, at, limit) : everybodyPage(tx, at, limit)
}

async function firstCursor(tx: Tx): Promise<Cursor> {
  const [newest] = await tx.rows(newestEntry, [tx.businessId])
  return { below: LAST, read: 0, entry: newest ? earlier(newest.entry) : NIL_ID }
}

async function everybodyPage(tx: Tx, at: Cursor, limit: number) {
  const rows = await tx.rows(readEverybody, [
    tx.businessId,
    at.below,
    Math.min(limit, LEAVES_AT_MOST - at.read),
  ])
  const read = at.read + rows.length
  const over = rows.length < limit || read >= LEAVES_AT_MOST
  const next = { below: over ? null : rows.at(-1)!.customerId, read, entry: at.entry }
  return { items: await leavesOf(tx, rows), gone: [], next: writeCursor(next), more: !over }
}

async function changesPage(tx: Tx, at: Cursor, limit: number) {
  const entries = Math.min(CHANGES_AT_MOST, limit * 4)
  const rows = await tx.rows(readChanged, [tx.businessId, at.entry, entries])
  const { entry, seen } = rows[0]!
  const more = seen === entries
  const people = rows.filter(({ customerId }) => customerId !== null)
  // Read up to its end, the last two minutes are read again next time; in the middle of it nothing can be missing.
  const reached = entry === null ? at.entry : more ? entry : laterOf(at.entry, earlier(entry))
  return {
    items: await leavesOf(
      tx,
      people.filter(({ gone }) => !gone),
    ),
    gone: people.filter(({ gone }) => gone).map(({ customerId }) => showId('customer', customerId)),
    next: writeCursor({ below: null, read: at.read, entry: reached }),
    more,
  }
}

const laterOf = (one: string, other: string) => (one > other ? one : other)

/** The smallest UUIDv7 of some time before an entry. */
function earlier(entry: string): string {
  const at = Math.max(0, Number.parseInt(entry.slice(0, 8) + entry.slice(9, 13), 16) - OVERLAP_MS)
  return firstIdAt(Temporal.Instant.fromEpochMilliseconds(at))
}

async function leavesOf(tx: Tx, rows: Row[]): Promise<Leaf[]> {
  const [{ language }, { document }] = [await businessOf(tx), await likelyVersion(tx)]
  const cards = new Set(document.stampCards.map(({ id }) => id))
  return rows.map((row) => {
    const name = shownName({ ...row, nameOrder: row.profile.nameOrder }, row.language ?? language)
    const of = (kind: string) => (row.identities ?? []).filter((one) => one[0] === kind).map((one) => one[1])
    const stamps = Object.entries(row.balances ?? {}).filter(([unit]) => cards.has(unit.split(':')[1] ?? ''))
    return {
      id: showId('customer', row.customerId),
      name,
      greeting: row.profile.nickname ?? row.givenName ?? name,
      tails: of('phone').map((phone) => phone.slice(-TAIL_DIGITS)),
      cards: of('card').map((card) => cardMark(tx.businessId, card)),
      points: row.balances?.points ?? 0,
      stamps: Object.fromEntries(stamps),
      tier: row.tier,
      visits: row.visits,
      lastDay: row.lastDay,
      line: row.profile.preferences?.[0] ?? null,
    }
  })
}
