import { tell } from '../journal/journal.ts'
import { writeBook } from '../ledger/ledger.ts'
import type { Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import type { CustomerId } from '../platform/ids.ts'
import { expiryOf } from '../programme/programme.ts'
import { showBalances, showStamps } from './answer.ts'
import { setScene } from './scene.ts'
import { cardOf, fillCard } from './stampCards.ts'

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
): Promise<unknown> {
  const { now, actor } = by
  const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: true })
  const { book, holder, business, version } = scene
  const cause = { holder, unit, reason: 'adjustment', at: now, note: reason } as const
  if (amount < 0) {
    book.debit({ ...cause, amount: -amount, to: 'forfeited' })
  } else {
    const terms = cardOf(version.document, unit) ?? (unit === 'points' ? version.document.points : null)
    const expiry = terms?.expiry ?? { kind: 'never' as const }
    const expiresAt = expiryOf(expiry, now, business.timeZone, version.document.dayEndsAt)
    book.credit({
      ...cause,
      amount,
      from: 'issued',
      expiresAt,
      graceDays: 'graceDays' in expiry ? expiry.graceDays : 0,
    })
  }
  const prizes =
    amount > 0 && unit.startsWith('stamps:')
      ? await fillCard(tx, scene, unit, amount, { purchaseId: null, now, dryRun: false })
      : []
  writeBook(tx, book)
  tell(tx, { what: 'points.adjusted', actor, customerId: scene.customer.id, facts: { unit, amount, reason } })
  return { ...showBalances(book, holder.id), stamps: showStamps(scene, prizes) }
}
