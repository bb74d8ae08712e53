import { businessOf } from '../../businesses/businesses.ts'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { currentVersion } from '../../programme/programme.ts'
import { fold, lockFolded, NOTHING_FOLDED, readNext, unfold } from './moved.ts'

// A transaction lasts seconds; one that is older than an hour has been given up.
const SETTLED_AFTER = { hours: 1 }
const AT_ONCE = 100_000

/** Adds what was moved and is settled to the sums of its months, so many transfers to a transaction. */
export async function foldOwed(
  database: Database,
  businessId: string,
  until: Temporal.Instant = Temporal.Now.instant().subtract(SETTLED_AFTER),
): Promise<void> {
  while (await inBusiness(database, businessId, (tx) => foldNext(tx, until)));
}

/** Answers whether there may be more. */
async function foldNext(tx: Tx, until: Temporal.Instant): Promise<boolean> {
  const [{ timeZone }, { document }] = [await businessOf(tx), await currentVersion(tx)]
  const where = [tx.businessId, timeZone, document.dayEndsAt]
  const [folded] = await tx.rows(lockFolded, where)
  const { foldedTo, same } = folded!
  if (!same) await tx.rows(unfold, [tx.businessId])
  const from = same ? foldedTo : NOTHING_FOLDED
  const [next] = await tx.rows(readNext, [tx.businessId, from, firstIdOf(until), AT_ONCE])
  if (!next?.to) return false
  await tx.rows(fold, [...where, from, next.to])
  return true
}

/** The smallest id that can be made at a moment (UUIDv7: milliseconds first). */
function firstIdOf(at: Temporal.Instant): string {
  const hex = at.epochMilliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
