import { keyActing } from './acting.ts'

/**
 * The counter: what a till knows and may do beyond selling. What always holds: a shared till carries nobody's session,
 * and does nothing but say whose it is until somebody shows her PIN; a PIN opens selling and no more; what goes beyond
 * the limits of staff takes a manager's word, used once and named in the journal, whatever the screen shows; a device
 * that is lost gives away names and ends of phone numbers, nothing that reaches anybody.
 */
export { forgetFinds } from './finds.ts'

/** Gives acting tokens their key: once, when the program starts. */
export function openCounter(secret: string): void {
  keyActing(secret)
}
