import { tell } from '../journal/journal.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { type Claimed, claimDue, closeMessage, giveUpInterrupted, putOffMessage } from './outbox.ts'
import { openLetter } from './sealing.ts'
import { deliver, type Outcome } from './smtp.ts'

/** The channel of PostgreSQL on which a new message wakes the worker, with its business. */
export const WAKE_CHANNEL = 'regulars_messages'

const AT_ONCE = 20
/** After half a minute, two, ten minutes, an hour, six hours: then it is given up. */
const PAUSES_SECONDS = [30, 120, 600, 3_600, 21_600]

/**
 * Sends what is due in a business. Each is claimed and committed before it leaves, so that of two processes, or of one
 * that dies half-way, no message goes twice: the price is that one which was under way at a crash is never sent.
 */
export async function sendDue(database: Database, businessId: string): Promise<number> {
  let sent = 0
  for (;;) {
    const claimed = await inBusiness(database, businessId, async (tx) => {
      giveUpInterrupted(tx)
      return claimDue(tx, AT_ONCE)
    })
    for (const message of claimed) if ((await send(database, businessId, message)) === 'sent') sent += 1
    if (claimed.length < AT_ONCE) return sent
  }
}

async function send(database: Database, businessId: string, message: Claimed): Promise<Outcome['state']> {
  const { messageId, kind, customerId } = message
  const outcome = await attempt(businessId, message)
  await inBusiness(database, businessId, async (tx) => {
    if (outcome.state === 'later') {
      putOffMessage(tx, messageId, outcome.reason, PAUSES_SECONDS[message.tries - 1]!)
      return
    }
    const reason = outcome.state === 'sent' ? null : outcome.reason
    closeMessage(tx, messageId, outcome.state, reason)
    tell(tx, {
      what: outcome.state === 'sent' ? 'message.sent' : 'message.not_sent',
      actor: { kind: 'system', id: null },
      customerId,
      subject: { kind: 'message', id: messageId },
      facts: { kind, channel: 'email', reason },
    })
  })
  return outcome.state
}

async function attempt(businessId: string, message: Claimed): Promise<Outcome> {
  const { usefulUntil, tries } = message
  if (usefulUntil && Temporal.Instant.compare(usefulUntil, Temporal.Now.instant()) < 0)
    return { state: 'failed', reason: 'too late to be of use' }
  const outcome = await deliver(openLetter(businessId, message.sealed), message.messageId)
  if (outcome.state !== 'later' || tries <= PAUSES_SECONDS.length) return outcome
  return { state: 'failed', reason: outcome.reason }
}
