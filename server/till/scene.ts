import { type Business, businessOf } from '../businesses/businesses.ts'
import { findCustomer } from '../customers/customers.ts'
import { type Book, type Holder, loadLots, needsLots, openBook } from '../ledger/ledger.ts'
import { question, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { CustomerId } from '../platform/ids.ts'
import {
  capPeriods,
  likelyVersion,
  type MemberState,
  readMember,
  sawInForce,
  shopDayOf,
  type Version,
  versionOf,
  windowStart,
} from '../programme/programme.ts'
import { type Measure, measureSince, visitedOn } from '../purchases/purchases.ts'
import type { WhichCustomer } from './request.ts'

/** A customer's row, locked. */
export interface LockedCustomer {
  id: CustomerId
  joinedAt: Temporal.Instant | null
}

/** Everything that a purchase of one customer is decided by, read under the lock of her row. */
export interface Scene {
  business: Business
  version: Version
  customer: LockedCustomer
  holder: Holder
  book: Book
  member: MemberState
  periods: Record<string, string>
  /** The shop's day of the purchase, YYYY-MM-DD. */
  day: string
  visitedToday: boolean
  measure: Measure
}

interface CustomerRow {
  id: CustomerId
  joinedAt: Temporal.Instant | null
  mergedInto: CustomerId | null
  erasedAt: Temporal.Instant | null
}

// In the order of their ids, whoever else locks several. `no key update`: the foreign keys of rows that other transactions insert need not wait for it.
const lockRow = question<CustomerRow>(
  'till.lock_customer',
  `select k.n::int as n, customer_id as id, joined_at as "joinedAt", merged_into as "mergedInto", erased_at as "erasedAt"
     from unnest($2::uuid[]) with ordinality k (id, n)
     join customers on business_id = $1 and customer_id = k.id
    order by customer_id for no key update of customers`,
)

/** Locks a customer; whoever was merged into another resolves to that other. */
export async function lockCustomer(tx: Tx, id: CustomerId): Promise<LockedCustomer> {
  const [row] = await tx.ask(lockRow, id)
  if (!row) throw new Refused('not_found', undefined, { field: 'customer' })
  if (row.mergedInto) return lockCustomer(tx, row.mergedInto)
  if (row.erasedAt) throw new Refused('customer.erased', undefined, { field: 'customer' })
  return row
}

/** The id of the customer that a request names; refuses when there is none. */
export async function resolveCustomer(tx: Tx, which: WhichCustomer): Promise<CustomerId> {
  if (which.id) return which.id
  const id = await findCustomer(tx, which)
  if (!id) throw new Refused('not_found', undefined, { field: 'customer' })
  return id
}

/**
 * Reads all that a purchase is decided by in one round trip. The statements are separate on purpose: the first waits
 * for the customer's lock, and each that follows sees what the holder before us committed. One statement would read
 * its other tables as they were before it waited.
 */
export async function setScene(
  tx: Tx,
  customerId: CustomerId,
  { occurredAt, now, lots }: { occurredAt: Temporal.Instant; now: Temporal.Instant; lots: boolean },
): Promise<Scene> {
  const [business, guess] = [await businessOf(tx), await likelyVersion(tx)]
  const scene = await readScene(tx, customerId, business, guess, { occurredAt, now, lots })
  if (typeof scene === 'string') return setScene(tx, scene, { occurredAt, now, lots })
  if (scene.member.versionId === guess.id) return scene
  // Another process has saved the programme: read again by the version in force. The lock is ours already.
  const version = await versionOf(tx, scene.member.versionId)
  sawInForce(tx, version)
  return (await readScene(tx, customerId, business, version, { occurredAt, now, lots })) as Scene
}

async function readScene(
  tx: Tx,
  customerId: CustomerId,
  business: Business,
  version: Version,
  { occurredAt, now, lots }: { occurredAt: Temporal.Instant; now: Temporal.Instant; lots: boolean },
): Promise<Scene | CustomerId> {
  const { timeZone, currency } = business
  const { document } = version
  const holder: Holder = { kind: 'customer', id: customerId }
  const periods = capPeriods(document, occurredAt, timeZone)
  const day = shopDayOf(occurredAt, timeZone, document.dayEndsAt).iso
  const [rows, book, member, visitedToday, measure] = await Promise.all([
    tx.ask(lockRow, customerId),
    openBook(tx, { holders: [holder], timeZone, lots }),
    readMember(tx, customerId, periods),
    visitedOn(tx, customerId, day),
    document.tiers && document.tiers.by !== 'tenureMonths'
      ? measureSince(tx, {
          customerId,
          currency,
          since: windowStart(document.tiers, now, timeZone, document.dayEndsAt),
        })
      : { spend: 0, visits: 0, points: 0 },
  ])
  const row = rows[0]
  if (!row) throw new Refused('not_found', undefined, { field: 'customer' })
  if (row.mergedInto) return row.mergedInto
  if (row.erasedAt) throw new Refused('customer.erased', undefined, { field: 'customer' })
  if (!lots && needsLots(book, now)) await loadLots(tx, book, { holders: [holder] })
  book.settle(now)
  return { business, version, customer: row, holder, book, member, periods, day, visitedToday, measure }
}
