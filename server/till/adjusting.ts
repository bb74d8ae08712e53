import { z } from 'zod'
import { tell } from '../journal/journal.ts'
import { type Book, findTransfers, loadLots, writeBook } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, showId, type TransferId } from '../platform/ids.ts'
import { expiryOf } from '../programme/programme.ts'
import { showBalances, showStamps } from './answer.ts'
import { unitOfCard } from './joining.ts'
import { type Scene, setScene } from './scene.ts'
import { cardOf, fillCard, openCard } from './stampCards.ts'

/** What is given or taken by hand, as a request says it. */
export const adjustmentFields = {
  unit: z
    .string()
    .regex(/^(points|stamps:[A-Za-z0-9_-]{1,60}(:[A-Za-z0-9_-]{1,60})?|money:[A-Z]{3})$/, {
      error: 'must be points, stamps:<card> or money:<currency>',
    })
    .default('points'),
  amount: z
    .int()
    .min(-1_000_000_000_000)
    .max(1_000_000_000_000)
    .refine((amount) => amount !== 0, { error: 'must not be 0' }),
  reason: z.string().trim().min(1).max(500),
}

export interface Adjustment {
  customerId: CustomerId
  /** 'points', 'stamps:<card>' or 'money:<currency>'. */
  unit: string
  /** Given when above zero, taken when below. */
  amount: number
  /** Why: it stands in the ledger for good. */
  reason: string
}

/** Gives or takes by hand, with a reason. What is given lives on as what is earned does. */
export async function adjust(
  tx: Tx,
  { customerId, unit, amount, reason }: Adjustment,
  by: { actor: Actor; now: Temporal.Instant },
): Promise<{ id: string; balances: unknown; stamps: unknown }> {
  const { now, actor } = by
  const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: true })
  const { book, holder } = scene
  const cause = { holder, unit, reason: 'adjustment', at: now, note: reason } as const
  let transfer: TransferId
  if (amount < 0) {
    transfer = book.debit({ ...cause, amount: -amount, to: 'forfeited' })
  } else {
    transfer = book.credit({ ...cause, amount, from: 'issued', ...lifeOf(scene, unit, now) })
  }
  const prizes =
    amount > 0 && unit.startsWith('stamps:')
      ? await fillCard(tx, scene, unit, amount, { purchaseId: null, now, dryRun: false })
      : []
  writeBook(tx, book)
  tell(tx, { what: 'points.adjusted', actor, customerId: scene.customer.id, facts: { unit, amount, reason } })
  const made = { id: showId('transfer', transfer) }
  return { ...made, ...showBalances(book, holder.id), stamps: showStamps(scene, prizes) }
}

/** How long what is given lives: as long as what is earned. */
function lifeOf({ business, version }: Scene, unit: string, now: Temporal.Instant) {
  const { document } = version
  const terms = cardOf(document, unit) ?? (unit === 'points' ? document.points : null)
  const expiry = terms?.expiry ?? { kind: 'never' as const }
  return {
    expiresAt: expiryOf(expiry, now, business.timeZone, document.dayEndsAt),
    graceDays: 'graceDays' in expiry ? expiry.graceDays : 0,
  }
}

/** Thanks somebody for her answers. null, and nothing is given, where the programme has no such unit now. */
export async function thankForAnswers(
  tx: Tx,
  {
    customerId,
    gift,
    actor,
    now,
  }: { customerId: CustomerId; gift: Thanks; actor: Actor; now: Temporal.Instant },
): Promise<{ unit: string; amount: number } | null> {
  const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: true })
  const { book, holder, version } = scene
  const unit =
    'points' in gift ? version.document.points && 'points' : unitOfCard(scene, gift.stamps.card, now)
  if (!unit) return null
  const amount = 'points' in gift ? gift.points : gift.stamps.count
  book.credit({
    holder,
    unit,
    amount,
    from: 'issued',
    reason: 'answers',
    at: now,
    ...lifeOf(scene, unit, now),
  })
  if ('stamps' in gift) await fillCard(tx, scene, unit, amount, { purchaseId: null, now, dryRun: false })
  writeBook(tx, book)
  tell(tx, { what: 'points.thanked', actor, customerId: scene.customer.id, facts: { unit, amount } })
  return { unit, amount }
}

/** Points, or stamps of a card. */
export type Thanks = { points: number } | { stamps: { card: string; count: number } }

// What undoes a transfer came later and moved the other way on the same account.
const earlierOf = statement<{ unit: string; amount: number; given: boolean; undone: boolean }>(
  'till.adjustment',
  `select t.unit, t.amount, a.account_id = t.credit_account as given,
          exists (select from transfers u where u.business_id = $1 and u.undoes = t.transfer_id
                     and (u.debit_account = a.account_id or u.credit_account = a.account_id)) as undone
     from transfers t
     join accounts a on a.business_id = $1 and a.kind = 'customer' and a.account_id in (t.credit_account, t.debit_account)
    where t.business_id = $1 and t.transfer_id = $2 and t.reason = 'adjustment' and t.undoes is null
      and (a.holder_id = $3 or a.merged_into in (
        select account_id from accounts where business_id = $1 and holder_id = $3))`,
)

/**
 * Takes an adjustment back, as if it had not been: what was given leaves the very lot that it came as, what was taken
 * goes back to the lots that it came from, and a card that it had filled is open again. What had been spent meanwhile
 * comes from the rest of the account, or is written off; the answer says how much. Once only.
 */
export async function undoAdjustment(
  tx: Tx,
  { customerId, transferId }: { customerId: CustomerId; transferId: TransferId },
  by: { actor: Actor; now: Temporal.Instant },
): Promise<{ writtenOff: number }> {
  const { now, actor } = by
  const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: true })
  const { book, holder, customer } = scene
  const [earlier] = await tx.rows(earlierOf, [tx.businessId, transferId, customer.id])
  if (!earlier) throw new Refused('not_found', undefined, { field: 'adjustment' })
  if (earlier.undone) throw new Refused('adjustment.undone')
  const { unit, amount, given } = earlier
  const cause = { reason: 'adjustment', at: now, note: null } as const
  let writtenOff = 0
  if (given) {
    await loadLots(tx, book, { holders: [holder], lotIds: [transferId] })
    const card = cardOf(scene.version.document, unit)
    if (card)
      await openCard(
        tx,
        scene,
        { card, unit, delta: stillCounted(book, transferId, amount) },
        { returnId: null, now },
      )
    writtenOff = book.takeBack(transferId, amount, { ...cause, policy: 'clamp' })
  } else {
    const found = await findTransfers(tx, [transferId])
    await loadLots(tx, book, { holders: [holder], transfers: [transferId] })
    book.giveBack(found.get(transferId)!, amount, cause)
  }
  book.settle(now)
  writeBook(tx, book)
  const facts = { unit, amount: given ? -amount : amount, writtenOff }
  tell(tx, { what: 'points.adjustment_undone', actor, customerId: customer.id, facts })
  return { writtenOff }
}

/** Stamps that had expired no longer count on the card. */
function stillCounted(book: Book, lotId: TransferId, amount: number): number {
  const lot = book.lots.get(lotId)!
  return amount - Math.min(lot.expired, amount - Math.min(lot.remaining, amount))
}
