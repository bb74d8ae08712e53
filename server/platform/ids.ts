import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'

/**
 * Ids are UUIDv7 (RFC 9562 §5.7): they sort by the time they were made, so that new rows land beside each
 * other in an index. Outside they carry a prefix that says what they name: `cus_` and 32 hex digits.
 * Inside they are plain uuids, typed, so that a card's id can't be passed as a customer's.
 */
export type Id<Kind extends string> = string & { readonly kind?: Kind }

export const prefixes = {
  business: 'biz',
  location: 'loc',
  staff: 'sta',
  apiKey: 'key',
  customer: 'cus',
  note: 'not',
  consent: 'con',
  product: 'pro',
  purchase: 'pur',
  return: 'ret',
  programmeVersion: 'ver',
  account: 'acc',
  transfer: 'trf',
  lot: 'lot',
  grant: 'gra',
  reward: 'rew',
  redemption: 'red',
  voucher: 'vou',
  giftCard: 'gif',
  prize: 'prz',
  picture: 'pic',
  journal: 'jou',
  merge: 'mer',
  import: 'imp',
  till: 'til',
  approval: 'apr',
  conflict: 'cfl',
  errand: 'err',
  file: 'doc',
  savedFilter: 'fil',
  bulk: 'blk',
} as const
export type Kind = keyof typeof prefixes

export type BusinessId = Id<'business'>
export type LocationId = Id<'location'>
export type StaffId = Id<'staff'>
export type CustomerId = Id<'customer'>
export type PurchaseId = Id<'purchase'>
export type ReturnId = Id<'return'>
export type ProgrammeVersionId = Id<'programmeVersion'>
export type AccountId = Id<'account'>
export type TransferId = Id<'transfer'>
export type GrantId = Id<'grant'>
export type RewardId = Id<'reward'>
export type RedemptionId = Id<'redemption'>
export type VoucherId = Id<'voucher'>
export type PictureId = Id<'picture'>
export type GiftCardId = Id<'giftCard'>

let latest = ''

/**
 * A new id. Sorts after every id made earlier in this process: what is taken first, granted first or paid first is told
 * by it. Node fills everything below the millisecond at random (half of 100,000 ids made in a row were out of order),
 * so that an id which would not be later becomes the latest and a random bit more (RFC 9562 §6.2, method 2).
 */
export function newId<K extends Kind>(): Id<K> {
  let id: string = randomUUIDv7()
  while (id <= latest) id = laterThan(latest, id) ?? randomUUIDv7()
  latest = id
  return id
}

const TAIL_END = 2 ** 48

/** The last 48 bits raised by up to 2^24 more; undefined where they overflow, and a millisecond has to pass. */
function laterThan(earlier: string, random: string): string | undefined {
  const tail = Number.parseInt(earlier.slice(24), 16) + 1 + Number.parseInt(random.slice(30), 16)
  return tail < TAIL_END ? earlier.slice(0, 24) + tail.toString(16).padStart(12, '0') : undefined
}

/** The nil UUID (RFC 9562 §5.9), which no row has: every id sorts behind it. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000'

/** The smallest id that can be made at a moment (milliseconds first): every id that was made before sorts below it. */
export function firstIdAt(moment: Temporal.Instant): string {
  const hex = moment.epochMilliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** `cus_019a…`: how an id is shown outside. */
export function showId(kind: Kind, id: string): string {
  return `${prefixes[kind]}_${id.replaceAll('-', '')}`
}

/** Like showId, and null stays null. */
export function showMaybe(kind: Kind, id: string | null | undefined): string | null {
  return id ? showId(kind, id) : null
}

/** Reads a shown id back to a uuid; undefined when it isn't one of that kind. */
export function readId<K extends Kind>(kind: K, shown: string): Id<K> | undefined {
  const prefix = prefixes[kind]
  if (shown.length !== prefix.length + 33 || !shown.startsWith(`${prefix}_`)) return undefined
  const hex = shown.slice(prefix.length + 1)
  if (!/^[0-9a-f]{32}$/.test(hex)) return undefined
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A Zod schema that takes a shown id of one kind and yields the uuid inside. */
export function idOf<K extends Kind>(kind: K) {
  return z
    .string()
    .max(64)
    .refine((shown) => readId(kind, shown) !== undefined, {
      error: `must be an id like ${prefixes[kind]}_0199…`,
    })
    .transform((shown) => readId(kind, shown) as Id<K>)
    .meta({ example: `${prefixes[kind]}_01990000000070008000000000000000` })
}
