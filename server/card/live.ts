import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { CustomerId } from '../platform/ids.ts'
import { holderByNumber } from './holders.ts'
import { liveKey, stepOf } from './liveCode.ts'

/** What a scanned or typed code of a card says. */
export interface CardRead {
  customerId: CustomerId
  /** The step of a turning code: who shows it has the card in hand, just now. null for the number alone. */
  step: number | null
}

const live = /^R1\.([1-9]\d{5,11})\.(\d{10})$/

/**
 * Reads `R1.<number>.<code>` as the card shows it, or its short number alone. null when it is neither; refuses a
 * turning code whose minute has passed (a photograph, or a phone whose clock is wrong).
 */
export async function readLiveCode(tx: Tx, text: string, now: Temporal.Instant): Promise<CardRead | null> {
  const typed = text.trim()
  const [, number, code] = live.exec(typed) ?? []
  if (!number || !code) return readNumber(tx, typed)
  const found = await holderByNumber(tx, number)
  if (!found) return null
  const step = stepOf(liveKey(tx.businessId, found.holder, found.turn), code, now)
  if (step === undefined) throw new Refused('card.code_old', undefined, { field: 'text' })
  return { customerId: found.customerId, step }
}

async function readNumber(tx: Tx, typed: string): Promise<CardRead | null> {
  const number = typed.replace(/[\s-]/g, '')
  if (!/^[1-9]\d{5,11}$/.test(number)) return null
  const found = await holderByNumber(tx, number)
  return found ? { customerId: found.customerId, step: null } : null
}

const spend = statement<{ step: number }>(
  'card.spend_code',
  `insert into card_codes_spent (business_id, customer_id, step) values ($1, $2, $3)
   on conflict do nothing returning step`,
)
const forget = statement(
  'card.forget_codes',
  `delete from card_codes_spent where business_id = $1 and customer_id = $2 and step < $3`,
)
/** Codes this many steps back are refused for their age alone. */
const STEPS_KEPT = 10

/** Spends a turning code, for a redemption: the same one buys nothing a second time. */
export async function spendLiveCode(
  tx: Tx,
  { customerId, step }: { customerId: CustomerId; step: number },
): Promise<void> {
  tx.write(forget, [tx.businessId, customerId, step - STEPS_KEPT])
  const [spent] = await tx.rows(spend, [tx.businessId, customerId, step])
  if (!spent) throw new Refused('card.code_spent', undefined, { field: 'text' })
}
