import { businessOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { type Holder, openBook, writeBook } from '../ledger/ledger.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { dropStandingsOfTheGone, standingsDue, writeStanding } from '../programme/programme.ts'
import { lockGiftCards } from '../rewards/rewards.ts'
import { setScene } from './scene.ts'
import { qualifying, standingAfter, tierAt } from './standing.ts'

/**
 * What happens by itself as time passes: lots ripen and expire, tiers come up for review. A till never depends on it
 * (it settles what is due for its customer itself); it is for those who don't come.
 */

const AT_ONCE = 200
const IN_ONE_COMMIT = 25

const readDue = statement<Holder>(
  'till.accounts_due',
  `select distinct kind, holder_id as id from accounts
    where business_id = $1 and next_due_at <= $2 order by holder_id limit $3`,
)

/** Ripens and expires what is due by `now` in a business. Answers for how many holders. */
export async function settleDue(
  database: Database,
  businessId: string,
  now: Temporal.Instant,
): Promise<number> {
  for (let settled = 0; ; ) {
    const due = await inBusiness(database, businessId, (tx) =>
      tx.rows(readDue, [businessId, now.toString(), AT_ONCE]),
    )
    if (due.length === 0) return settled
    // In the order of their ids, as every lock on several is taken; a commit for each would be the most of the work.
    for (let at = 0; at < due.length; at += IN_ONE_COMMIT) {
      const some = due.slice(at, at + IN_ONE_COMMIT)
      await inBusiness(database, businessId, (tx) =>
        Promise.all(some.map((holder) => settleHolder(tx, holder, now))),
      )
    }
    settled += due.length
  }
}

async function settleHolder(tx: Tx, holder: Holder, now: Temporal.Instant): Promise<void> {
  const { timeZone } = await businessOf(tx)
  if (holder.kind === 'customer') await lockRow(tx, holder.id)
  else await lockGiftCards(tx, [holder.id])
  const book = await openBook(tx, { holders: [holder], timeZone, lots: true })
  book.settle(now)
  writeBook(tx, book)
}

const lockAnyCustomer = statement<{ id: string }>(
  'till.lock_any_customer',
  'select customer_id as id from customers where business_id = $1 and customer_id = $2 for no key update',
)

/** An erased customer's points expire too. */
async function lockRow(tx: Tx, id: string): Promise<void> {
  await tx.rows(lockAnyCustomer, [tx.businessId, id])
}

/** Reviews the tiers whose hold and grace are over by `now`. Answers how many. */
export async function reviewTiers(
  database: Database,
  businessId: string,
  now: Temporal.Instant,
): Promise<number> {
  await inBusiness(database, businessId, async (tx) => dropStandingsOfTheGone(tx))
  for (let reviewed = 0; ; ) {
    const due = await inBusiness(database, businessId, (tx) => standingsDue(tx, now, AT_ONCE))
    if (due.length === 0) return reviewed
    for (const customerId of due) await inBusiness(database, businessId, (tx) => review(tx, customerId, now))
    reviewed += due.length
  }
}

async function review(tx: Tx, customerId: CustomerId, now: Temporal.Instant): Promise<void> {
  const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: false })
  const { standing } = scene.member
  const { tiers } = scene.version.document
  const tier = tierAt(scene, standing, scene.measure, now)
  writeBook(tx, scene.book)
  if (!tier || !tiers || !standing) {
    writeStanding(tx, scene.customer.id, null)
    return
  }
  const after = standingAfter(standing, tier, qualifying(tiers, scene.measure, scene, now), null)
  // What a review leaves as it is has been reviewed: it comes up again with the next change.
  writeStanding(tx, scene.customer.id, after ?? standing, after?.graceUntil ?? null)
  if (!after || after.tierId === standing.tierId) return
  tell(tx, {
    what: 'tier.changed',
    actor: { kind: 'system', id: null },
    customerId: scene.customer.id,
    facts: { from: standing.tierId, to: after.tierId },
  })
}
