import { businessOf } from '../../businesses/businesses.ts'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { firstIdAt, NIL_ID } from '../../platform/ids.ts'
import { currentVersion } from '../../programme/programme.ts'
import { fold, lockFolded, readNext, unfold } from './moved.ts'

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
  const from = same ? foldedTo : NIL_ID
  const [next] = await tx.rows(readNext, [tx.businessId, from, firstIdAt(until), AT_ONCE])
  if (!next?.to) return false
  await tx.rows(fold, [...where, from, next.to])
  return true
}
