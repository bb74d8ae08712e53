/**
 * Messages: what is sent to people. What always holds: a message is enqueued in the transaction that causes it, so that
 * neither is there without the other; it goes out at most once; whatever does not go out says why; what it said is kept
 * sealed, and only as long as it may still have to be sent.
 */
import { customerParts } from '../customers/customers.ts'
import { forgetMessagesOf } from './outbox.ts'
import { keyMessages } from './sealing.ts'
import { type MailConfig, openSmtp } from './smtp.ts'

export { canMail, sendLater } from './enqueue.ts'
export { sendDue, WAKE_CHANNEL } from './sending.ts'
export type { MailConfig } from './smtp.ts'

/** Gives the room its key and its way out; without one, what would be mailed is kept as not sent, with the reason. */
export function openMessages(secret: string, mail: MailConfig | null): void {
  keyMessages(secret)
  openSmtp(mail)
  if (opened) return
  opened = true
  customerParts.erased.push(async (tx, { customerId }) => forgetMessagesOf(tx, customerId))
}
let opened = false
