import { randomInt } from 'node:crypto'
import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'

export interface CardHolder {
  number: string
  turn: number
}

const find = statement<CardHolder>(
  'card.holder',
  'select number, turn from card_holders where business_id = $1 and customer_id = $2',
)
const insert = statement<CardHolder>(
  'card.insert_holder',
  `insert into card_holders (business_id, customer_id, number) values ($1, $2, $3)
   on conflict do nothing returning number, turn`,
)

/** Six digits serve a business until most of them are taken; then numbers grow. */
const FIRST_DIGITS = 6
const TRIES_PER_LENGTH = 8

/** The short number of a customer's card, given when it is first looked at. Random: it tells nobody how many there are. */
export async function cardHolder(tx: Tx, customerId: CustomerId): Promise<CardHolder> {
  const [kept] = await tx.rows(find, [tx.businessId, customerId])
  if (kept) return kept
  for (let attempt = 0; ; attempt += 1) {
    const digits = FIRST_DIGITS + Math.floor(attempt / TRIES_PER_LENGTH)
    const number = String(randomInt(10 ** (digits - 1), 10 ** digits))
    const [made] = await tx.rows(insert, [tx.businessId, customerId, number])
    if (made) return made
    // The number was taken, or she got one at the same moment on another device.
    const [meanwhile] = await tx.rows(find, [tx.businessId, customerId])
    if (meanwhile) return meanwhile
  }
}

const byNumber = statement<{ customerId: CustomerId; turn: number; holder: CustomerId }>(
  'card.holder_by_number',
  `select h.customer_id as holder, coalesce(c.merged_into, c.customer_id) as "customerId", h.turn
     from card_holders h join customers c on c.business_id = $1 and c.customer_id = h.customer_id
    where h.business_id = $1 and h.number = $2 and c.erased_at is null`,
)

/** Whose short number it is; of somebody who was merged, the customer who bears it now. */
export async function holderByNumber(tx: Tx, number: string) {
  const [found] = await tx.rows(byNumber, [tx.businessId, number])
  return found
}

/** As people read it aloud: `4172 08`. */
export function spacedNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ')
}
