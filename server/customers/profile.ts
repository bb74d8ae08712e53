import { z } from 'zod'
import { readMoment } from '../platform/http/moment.ts'
import { type CustomerId, readId } from '../platform/ids.ts'
import { birthday, lifeDay } from './days.ts'
import { identityKinds } from './identities/normal.ts'
import { nameOrders } from './names/order.ts'

// What a person may say of herself is bounded field by field: the whole profile stays below some tens of kilobytes,
// and its row is out of the way of the till, which locks the customer's row with every purchase.
const NAME_LETTERS = 100
const LIST_ITEMS = 50

const words = (letters: number) => z.string().trim().min(1, { error: 'must not be empty' }).max(letters)
// Years that the database can't hold, or that nobody can have meant, end here.
const moment = z.iso
  .datetime({ offset: true })
  .max(40)
  .refine((text) => readMoment(text) !== undefined, { error: 'must be a moment between 1900 and 2999' })
  .meta({ example: '2026-03-01T10:30:00+01:00' })
const wordList = z.array(words(100)).max(LIST_ITEMS)

const isLanguage = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
const isTimeZone = (zone: string) => {
  try {
    return /^[A-Za-z]/.test(zone) && Temporal.Now.zonedDateTimeISO(zone) !== undefined
  } catch {
    return false
  }
}

const importantDate = z.strictObject({ label: words(60), date: lifeDay })
const person = z.strictObject({
  name: words(NAME_LETTERS),
  relation: words(40).optional(),
  birthday: birthday.optional(),
  note: words(300).optional(),
})

/** What is known of a customer besides her name: each field may be left out, and null empties it. */
const known = {
  nickname: words(NAME_LETTERS).nullable().optional().meta({ description: 'What she likes to be called.' }),
  nameOrder: z.enum(nameOrders).nullable().optional(),
  dates: z.array(importantDate).max(LIST_ITEMS).optional(),
  interests: wordList.optional(),
  preferences: wordList.optional(),
  sizes: z
    .record(words(40), words(40))
    .optional()
    .refine(atMost(30), { error: 'must not have more than 30 fields' }),
  dietary: wordList.optional(),
  household: z.array(person).max(LIST_ITEMS).optional(),
}

function atMost(fields: number) {
  return (record: object | undefined) => record === undefined || Object.keys(record).length <= fields
}

/** The jsonb column `profile`: what no search or job needs as a column. */
export interface Profile {
  nickname?: string
  nameOrder?: 'family_first' | 'given_first'
  dates?: { label: string; date: string }[]
  interests?: string[]
  preferences?: string[]
  sizes?: Record<string, string>
  dietary?: string[]
  household?: z.infer<typeof person>[]
  /** Names that a merge brought and the profile has no room for: she is found by them all the same. */
  otherNames?: string[]
}
export const profileFields = [
  ...['nickname', 'nameOrder', 'dates', 'interests', 'preferences', 'sizes', 'dietary', 'household'],
] as (keyof Profile & keyof typeof known)[]

const fields = {
  givenName: words(NAME_LETTERS).nullable().optional().meta({ example: 'Anna' }),
  familyName: words(NAME_LETTERS).nullable().optional().meta({ example: 'Kovács' }),
  name: words(2 * NAME_LETTERS)
    .nullable()
    .optional()
    .meta({ description: 'The whole name, where its parts are not known.' }),
  language: z
    .string()
    .max(35)
    .refine(isLanguage, { error: 'must be a language tag like hu' })
    .nullable()
    .optional(),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { error: 'must be an IANA time zone like Europe/Budapest' })
    .nullable()
    .optional(),
  birthday: birthday.nullable().optional(),
  nameDay: lifeDay
    .refine((text) => text.startsWith('--'), { error: 'must be a day without a year, like --07-26' })
    .nullable()
    .optional(),
  ...known,
  acquisition: words(200)
    .nullable()
    .optional()
    .meta({ description: 'Where she came from: poster, friend, web …' }),
  attributes: z
    .record(z.string().max(50), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]))
    .refine(atMost(100), { error: 'must not have more than 100 fields' })
    .optional(),
}

const written = z.string().min(1).max(320)
const label = words(40).nullable().optional()
const reachable = z.union([written, z.strictObject({ value: written, label })])

const keys = {
  phone: written.optional().meta({ example: '06 30 123 4567' }),
  phones: z.array(reachable).max(20).optional(),
  email: written.optional().meta({ example: 'anna@example.com' }),
  emails: z.array(reachable).max(20).optional(),
}

const consent = z.strictObject({
  purpose: z
    .string()
    .regex(/^[a-z][a-z0-9_.-]{0,49}$/, { error: 'must be a short word like marketing' })
    .meta({ example: 'marketing' }),
  channel: z.enum(['email', 'sms', 'call', 'whatsapp', 'telegram', 'messenger', 'push', 'inbox', 'letter']),
  given: z.boolean(),
  wording: z.string().trim().max(4000).optional().meta({ description: 'The words that were shown.' }),
  language: fields.language,
  source: words(100).default('api').meta({ example: 'join page' }),
  at: moment.optional(),
  proof: z
    .record(z.string().max(50), z.string().max(500))
    .refine(atMost(20), { error: 'must not have more than 20 fields' })
    .optional(),
  doubleOptIn: z.boolean().default(false).meta({ description: 'The yes counts only once it is confirmed.' }),
})
export const consentInput = consent
export type ConsentInput = z.output<typeof consent>

/** POST /customers */
export const newCustomer = z.strictObject({
  ...fields,
  ...keys,
  card: written
    .optional()
    .meta({ description: 'Her card, if she has one; otherwise she gets a number at once.' }),
  externalId: z.string().min(1).max(200).optional(),
  source: z
    .string()
    .trim()
    .max(50)
    .optional()
    .meta({ description: 'Whose external id it is.', example: 'shopify' }),
  externalIds: z
    .array(
      z.strictObject({ source: z.string().trim().max(50).default(''), value: z.string().min(1).max(200) }),
    )
    .max(20)
    .optional(),
  joinedAt: moment.nullable().optional(),
  consents: z.array(consent).max(50).optional(),
})
export type NewCustomer = z.output<typeof newCustomer>

/** PATCH /customers/{id}: what is given changes, null empties, phones and emails become exactly those given. */
export const customerChange = z.strictObject({ ...fields, phones: keys.phones, emails: keys.emails })
export type CustomerChange = z.output<typeof customerChange>

export const newIdentity = z.strictObject({
  kind: z.enum(identityKinds),
  value: written,
  source: z.string().trim().max(50).default(''),
  label,
})

const shownIdentity = z.object({
  value: z.string(),
  label: z.string().nullable(),
  verifiedAt: z.string().nullable(),
})
const maybe = z.string().nullable()

/** The customer as the API shows it. */
export const customerShown = z
  .object({
    ...{ id: z.string(), name: z.string(), givenName: maybe, familyName: maybe, nickname: maybe },
    ...{ nameOrder: maybe, otherNames: z.array(z.string()), language: maybe, timeZone: maybe },
    ...{ birthday: maybe, nameDay: maybe, dates: z.array(z.object({ label: z.string(), date: z.string() })) },
    ...{ phones: z.array(shownIdentity), emails: z.array(shownIdentity), cards: z.array(z.string()) },
    externalIds: z.array(z.object({ source: z.string(), value: z.string() })),
    ...{ interests: z.array(z.string()), preferences: z.array(z.string()), dietary: z.array(z.string()) },
    sizes: z.record(z.string(), z.string()),
    household: z.array(z.object({ name: z.string(), relation: maybe, birthday: maybe, note: maybe })),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    ...{ acquisition: maybe, joinedAt: maybe, createdAt: z.string(), updatedAt: z.string() },
  })
  .meta({ id: 'Customer' })
export type CustomerShown = z.infer<typeof customerShown>

/** The id inside of a customer that is shown. */
export function customerIdOf({ id }: Pick<CustomerShown, 'id'>): CustomerId {
  return readId('customer', id)!
}
