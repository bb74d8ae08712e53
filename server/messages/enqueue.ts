import { statement, type Tx } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { type Writing, writeLetter } from './letter.ts'
import { insertMessage } from './outbox.ts'
import { sealLetter } from './sealing.ts'
import { WAKE_CHANNEL } from './sending.ts'
import { hasSmtp } from './smtp.ts'

// Heard by the worker when this transaction commits, and only then. It only wakes: the round finds everything by itself.
const wake = statement('messages.wake', 'select pg_notify($2, $1::text)')

export interface ToSend extends Writing {
  customerId?: string | null | undefined
  usefulUntil?: Temporal.Instant | undefined
}

/** Whether this installation can send mail at all. */
export function canMail(): boolean {
  return hasSmtp()
}

/** Notes a letter, to be sent once this transaction is durable. Where mail is not set up it is kept as not sent. */
export async function sendLater(
  tx: Tx,
  { customerId = null, usefulUntil, ...writing }: ToSend,
): Promise<void> {
  const possible = canMail()
  const now = Temporal.Now.instant()
  tx.write(insertMessage, [
    ...[tx.businessId, newId(), writing.kind, customerId, writing.language],
    possible ? sealLetter(tx.businessId, writeLetter(writing)) : null,
    ...(possible ? ['queued', null, now] : ['skipped', 'mail is not set up', null]),
    ...[usefulUntil ?? null, possible ? null : now],
  ])
  if (possible) await tx.rows(wake, [tx.businessId, WAKE_CHANNEL])
}
