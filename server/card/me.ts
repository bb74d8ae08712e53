import { z } from 'zod'
import {
  attributesOf,
  type CustomerShown,
  customerChange,
  customerIdOf,
  readCustomer,
  updateCustomer,
} from '../customers/customers.ts'
import type { Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { type Language, languages } from '../platform/refusals.ts'
import { askedOf } from './answers.ts'
import { consentsHeld } from './consents.ts'
import { devicesOf } from './tokens.ts'

const { name, givenName, familyName, nickname, birthday, nameDay, dates } = customerChange.shape
const { interests, preferences, dietary, attributes } = customerChange.shape

/**
 * What a customer may change of herself. What she is found by is not among it: whoever borrows her phone for a minute
 * must not be able to make the card another's. The counter does that.
 */
export const ownChange = z.strictObject({
  ...{ name, givenName, familyName, nickname, birthday, nameDay, dates },
  ...{ interests, preferences, dietary, attributes },
  language: z.enum(languages).optional(),
})
export type OwnChange = z.output<typeof ownChange>

/** What is kept about her, as she sees and changes it. Notes of the staff come with the copy of her data. */
export async function meOf(tx: Tx, id: CustomerId, tokenId: string | null, language: Language) {
  const customer = await readCustomer(tx, id)
  const [questions, consents, devices] = await Promise.all([
    attributesOf(tx),
    consentsHeld(tx, customer, language),
    devicesOf(tx, customerIdOf(customer)),
  ])
  return {
    ...own(customer),
    language: customer.language,
    questions: questions
      .filter(({ key, askedAtJoining }) => askedAtJoining || customer.attributes[key] !== undefined)
      .map((one) => ({ ...askedOf(one, language), answer: customer.attributes[one.key] ?? null })),
    consents,
    otherDevices: devices.filter((device) => device.tokenId !== tokenId).length,
  }
}

function own(customer: CustomerShown) {
  const { givenName, familyName, nickname, birthday, nameDay, dates } = customer
  return {
    ...{ name: customer.name, givenName, familyName, nickname, birthday, nameDay, dates },
    ...{ interests: customer.interests, preferences: customer.preferences, dietary: customer.dietary },
    phones: customer.phones.map(({ value }) => value),
    emails: customer.emails.map(({ value }) => value),
    joinedAt: customer.joinedAt,
  }
}

export async function changeMe(tx: Tx, id: CustomerId, change: OwnChange): Promise<void> {
  await updateCustomer(tx, id, change, { kind: 'customer', id }, { heard: true })
}
