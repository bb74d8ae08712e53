import { businessOf } from '../businesses/businesses.ts'
import {
  addConsent,
  type ConsentInput,
  type CustomerShown,
  confirmConsent,
  currentConsents,
  customerIdOf,
  lockLiving,
} from '../customers/customers.ts'
import { lookOf } from '../looks/looks.ts'
import { canMail, sendLater } from '../messages/messages.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type CustomerId, type Id, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { hashSecret, randomSecret } from '../platform/secrets.ts'
import { cardSettingsOf, type Purpose } from './setting.ts'
import { wordingOf } from './words.ts'

type Channel = 'email' | 'sms'

export interface ConsentAsked {
  purpose: Purpose
  channel: Channel
  wording: string
}

/** What a customer is asked, for every way in which she can be written to. */
export async function consentsAsked(
  tx: Tx,
  channels: Channel[],
  language: Language,
): Promise<ConsentAsked[]> {
  const { purposes } = await cardSettingsOf(tx)
  return purposes.flatMap((purpose) =>
    channels.map((channel) => ({ purpose, channel, wording: wordingOf(purpose, language) })),
  )
}

export interface ConsentSaid extends Omit<ConsentAsked, 'wording'> {
  given: boolean
  language: Language
  source: string
}

/** As it is written down: with the words that she saw. A yes to e-mail counts once the address has confirmed it. */
export function consentOf({ purpose, channel, given, language, source }: ConsentSaid): ConsentInput {
  const doubleOptIn = given && channel === 'email' && canMail()
  return { purpose, channel, given, language, source, doubleOptIn, wording: wordingOf(purpose, language) }
}

const insertCode = statement(
  'card.insert_consent_code',
  `insert into one_time_codes (business_id, code_id, customer_id, kind, sent_to, code_hash, expires_at)
   values ($1, $2, $3, 'consent', $4, $5, $6)`,
)
const CONFIRM_DAYS = 14

export interface Confirming {
  customerId: CustomerId
  consentId: Id<'consent'>
  email: string
  what: string
  language: Language
  publicUrl: string
}

/**
 * Asks an address whether it was really she who said yes. The link's secret stands behind the `#`: no server and no
 * scanner of links sees it, and opening it alone confirms nothing.
 */
export async function askToConfirm(tx: Tx, asked: Confirming): Promise<void> {
  const { customerId, consentId, email, what, language, publicUrl } = asked
  const [{ name }, { fill, on }] = await Promise.all([businessOf(tx), lookOf(tx)])
  const secret = randomSecret()
  const until = Temporal.Now.instant().add({ hours: 24 * CONFIRM_DAYS })
  tx.write(insertCode, [tx.businessId, consentId, customerId, email, hashSecret(secret), until])
  await sendLater(tx, {
    ...{ kind: 'confirm_consent', language, to: email, business: name, fill, on, customerId },
    params: { what },
    link: `${publicUrl}/join/${showId('business', tx.businessId)}#${showId('consent', consentId)}.${secret}`,
    usefulUntil: until,
  })
}

const useCode = statement<{ customerId: CustomerId; sentTo: string }>(
  'card.use_consent_code',
  `update one_time_codes set used_at = coalesce(used_at, now())
    where business_id = $1 and code_id = $2 and kind = 'consent' and code_hash = $3 and expires_at > now()
   returning customer_id as "customerId", sent_to as "sentTo"`,
)

/** The button behind the link of a mail. Pressing it again changes nothing. */
export async function confirmByLink(
  tx: Tx,
  { consentId, secret }: { consentId: Id<'consent'>; secret: string },
): Promise<void> {
  const [code] = await tx.rows(useCode, [tx.businessId, consentId, hashSecret(secret)])
  if (!code) throw new Refused('card.link_over')
  const { customerId } = await lockLiving(tx, code.customerId)
  const actor = { kind: 'customer', id: customerId } as const
  await confirmConsent(tx, { customerId, consentId, proof: { address: code.sentTo } }, actor)
}

/** What she said so far, and what she can be asked, as her card lists it. */
export async function consentsHeld(tx: Tx, customer: CustomerShown, language: Language) {
  const customerId = customerIdOf(customer)
  const channels = channelsOf(customer)
  const [asked, said] = await Promise.all([
    consentsAsked(tx, channels, language),
    currentConsents(tx, customerId),
  ])
  const known = asked.map((one) => {
    const held = said.find(({ purpose, channel }) => purpose === one.purpose && channel === one.channel)
    return { ...one, state: held?.state ?? ('none' as const), at: held?.at.toString() ?? null, asked: true }
  })
  // What she once said yes to elsewhere she may take back here.
  const others = said
    .filter(({ state }) => state !== 'withdrawn')
    .filter(
      ({ purpose, channel }) => !asked.some((one) => one.purpose === purpose && one.channel === channel),
    )
    .map(({ purpose, channel, state, at }) => ({
      ...{ purpose, channel, state, at: at.toString() },
      ...{ wording: null, asked: false },
    }))
  return [...known, ...others]
}

function channelsOf({ emails, phones }: CustomerShown): Channel[] {
  return [...(emails.length > 0 ? ['email' as const] : []), ...(phones.length > 0 ? ['sms' as const] : [])]
}

/** Says yes or no on the card: counts at once, but for a yes to e-mail. */
export async function sayOnCard(
  tx: Tx,
  customer: CustomerShown,
  said: ConsentSaid & { publicUrl: string },
): Promise<void> {
  const { purpose, channel, language, publicUrl } = said
  if (said.given && !channelsOf(customer).includes(channel))
    throw new Refused('card.no_address', undefined, { field: 'channel' })
  const { customerId } = await lockLiving(tx, customerIdOf(customer))
  const actor = { kind: 'customer', id: customerId } as const
  const input = consentOf(said)
  const consentId = await addConsent(tx, customerId, input, actor)
  if (!input.doubleOptIn) return
  const email = customer.emails[0]!.value
  const what = wordingOf(purpose, language)
  await askToConfirm(tx, { customerId, consentId, email, what, language, publicUrl })
}
