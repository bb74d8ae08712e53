import { readLiveCode, spendLiveCode } from '../card/card.ts'
import { findCustomer } from '../customers/customers.ts'
import type { Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Caller, Language } from '../platform/http.ts'
import { type CustomerId, type Kind, showId, showMaybe } from '../platform/ids.ts'
import { inLanguage, type LocalText } from '../programme/programme.ts'
import { recognise } from '../rewards/rewards.ts'
import { deviceOf } from './approvals.ts'
import { type Found, noteFind } from './finds.ts'

/** What a scanner or a person typed turned out to be, and whose it is. */
export interface Scanned {
  kind: 'customer' | 'voucher' | 'redemption' | 'gift_card'
  id: string
  customerId: string | null
  /** Of a customer: by what kind of code she was found. */
  how: Found | 'phone' | null
  name: string | null
  validUntil: string | null
  balanceMinor: number | null
}

/** Takes off what scanners put around a code: blanks, and the symbology by which AIM names it (`]Q3`). */
export function bareCode(text: string): string {
  return text
    .trim()
    .replace(/^\][A-Za-z]\d/, '')
    .trim()
}

/**
 * Says what a text is. A code that turns proves that whoever shows it has the card in hand, and is spent by it; a
 * number that stays only says who she is. Unknown codes count against whoever tried them.
 */
export async function scan(
  tx: Tx,
  text: string,
  { caller, language, now }: { caller: Caller; language: Language; now: Temporal.Instant },
): Promise<Scanned> {
  const code = bareCode(text)
  if (code === '') throw new Refused('code.unknown', undefined, { field: 'text' })
  const found = (await turning(tx, code, now)) ?? (await customerOf(tx, code))
  if (found) {
    const { customerId, how } = found
    if (how && how !== 'phone') noteFind(tx, { deviceId: deviceOf(caller), customerId, how }, now)
    return {
      ...nobody,
      kind: 'customer',
      id: showId('customer', customerId),
      how: how ?? null,
      customerId: showId('customer', customerId),
    }
  }
  const { kind, id, customerId, name, validUntil, balanceMinor } = await recognise(
    tx,
    code,
    `${caller.actor.kind} ${deviceOf(caller)}`,
  )
  return {
    ...{ kind, id: showId(kindOf[kind], id), customerId: showMaybe('customer', customerId), how: null },
    name: name ? inLanguage(name as LocalText, language) : null,
    validUntil: validUntil?.toString() ?? null,
    balanceMinor,
  }
}

const nobody = { name: null, validUntil: null, balanceMinor: null }
const kindOf = {
  voucher: 'voucher',
  redemption: 'redemption',
  gift_card: 'giftCard',
} as const satisfies Record<string, Kind>

/**
 * A code as a card shows it. One that turns is spent by being read, so that a photograph of it taken over her shoulder
 * proves nothing afterwards; read again (the camera sees it twice), it still says who she is.
 */
async function turning(
  tx: Tx,
  code: string,
  now: Temporal.Instant,
): Promise<{ customerId: CustomerId; how: Found | undefined } | undefined> {
  const read = await readLiveCode(tx, code, now)
  if (!read) return undefined
  const { customerId, step } = read
  if (step === null) return { customerId, how: 'static' }
  try {
    await spendLiveCode(tx, { customerId, step })
    return { customerId, how: 'live' }
  } catch (error) {
    if (error instanceof Refused && error.code === 'card.code_spent') return { customerId, how: undefined }
    throw error
  }
}

async function customerOf(
  tx: Tx,
  code: string,
): Promise<{ customerId: CustomerId; how: Found | 'phone' } | undefined> {
  const card = await quietly(findCustomer(tx, { card: code }))
  if (card) return { customerId: card, how: 'static' }
  if (!/^[+\d][\d\s()/-]{5,}$/.test(code)) return undefined
  const phone = await quietly(findCustomer(tx, { phone: code }))
  return phone && { customerId: phone, how: 'phone' }
}

/** What can't be a card or a phone number is none: it may still be a code. */
async function quietly(finding: Promise<CustomerId | undefined>): Promise<CustomerId | undefined> {
  return finding.catch((error) => {
    if (error instanceof Refused) return undefined
    throw error
  })
}
