import { statement, type Tx } from '../platform/database.ts'

/** A message that this process has taken on itself to send. */
export interface Claimed {
  messageId: string
  kind: string
  customerId: string | null
  sealed: Buffer
  tries: number
  usefulUntil: Temporal.Instant | null
}

/** Long enough for the slowest mail server; whoever holds one longer has died with it. */
const CLAIM_MINUTES = 10

export const insertMessage = statement(
  'messages.insert',
  `insert into messages (business_id, message_id, kind, channel, customer_id, language, sealed, state, reason, next_at,
     useful_until, closed_at)
   values ($1, $2, $3, 'email', $4, $5, $6, $7, $8, $9, $10, $11)`,
)

const claim = statement<Claimed>(
  'messages.claim',
  `update messages set state = 'sending', tries = tries + 1, claimed_at = now(), next_at = null
    where business_id = $1 and message_id in (
      select message_id from messages where business_id = $1 and state = 'queued' and next_at <= now()
       order by next_at limit $2 for update skip locked)
   returning message_id as "messageId", kind, customer_id as "customerId", sealed, tries,
             useful_until as "usefulUntil"`,
)

/** Takes what is due, so that no other process sends it as well. Must be committed before anything is sent. */
export async function claimDue(tx: Tx, limit: number): Promise<Claimed[]> {
  return tx.rows(claim, [tx.businessId, limit])
}

const close = statement(
  'messages.close',
  `update messages set state = $3, reason = $4, sealed = null, closed_at = now(), claimed_at = null
    where business_id = $1 and message_id = $2 and state = 'sending'`,
)
const putOff = statement(
  'messages.put_off',
  `update messages set state = 'queued', reason = $3, next_at = now() + make_interval(secs => $4), claimed_at = null
    where business_id = $1 and message_id = $2 and state = 'sending'`,
)

/** What became of a message stands in its row, and what it said is gone. */
export function closeMessage(tx: Tx, messageId: string, state: string, reason: string | null): void {
  tx.write(close, [tx.businessId, messageId, state, reason])
}

export function putOffMessage(tx: Tx, messageId: string, reason: string, seconds: number): void {
  tx.write(putOff, [tx.businessId, messageId, reason, seconds])
}

const giveUp = statement(
  'messages.give_up',
  `update messages set state = 'unsure', reason = 'interrupted while sending', sealed = null, closed_at = now(),
          claimed_at = null
    where business_id = $1 and state = 'sending' and claimed_at < now() - make_interval(mins => $2)`,
)

/** Of what a dead process held nobody knows whether it went out: it is not sent a second time. */
export function giveUpInterrupted(tx: Tx): void {
  tx.write(giveUp, [tx.businessId, CLAIM_MINUTES])
}

const forget = statement(
  'messages.forget',
  `update messages set sealed = null, reason = coalesce(reason, 'erased'),
          state = case when state = 'queued' then 'skipped' else state end,
          closed_at = case when state = 'queued' then now() else closed_at end
    where business_id = $1 and customer_id = $2 and (sealed is not null or state = 'queued')`,
)

/** Erasure: nothing more goes to her, and nothing of what was to go stays. */
export function forgetMessagesOf(tx: Tx, customerId: string): void {
  tx.write(forget, [tx.businessId, customerId])
}
