import { domainToASCII, domainToUnicode } from 'node:url'
import { businessOf } from '../../businesses/businesses.ts'
import type { Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { normalCard } from './card.ts'
import { countryOfZone, normalPhone } from './phone.ts'

export const identityKinds = ['email', 'phone', 'card', 'external'] as const
export type IdentityKind = (typeof identityKinds)[number]

/** What a customer is found by, in the one writing in which it is kept. */
export interface Identity {
  kind: IdentityKind
  /** Whose id it is, for external ones; otherwise empty. */
  source: string
  value: string
}

/**
 * An email address trimmed, in NFC and lower case, its domain in Unicode; undefined when it can't be one. The local
 * part is lower-cased as well: RFC 5321 lets it differ by case, no provider does, and people type both.
 */
export function normalEmail(written: string): string | undefined {
  const text = written.normalize('NFC').trim().toLowerCase().normalize('NFC')
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = domainToUnicode(domainToASCII(text.slice(at + 1)))
  if (at < 1 || local.length > 64 || /[\s@<>(),;:\\"[\]\p{C}]/u.test(local)) return undefined
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined
  if (!/^[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+$/u.test(domain) || /\.\d+$/.test(domain))
    return undefined
  const email = `${local}@${domain}`
  return email.length <= 254 ? email : undefined
}

/** Somebody else's id of the customer: kept as it is but for the edges, since only its owner knows its rules. */
export function normalExternalId(written: string): string | undefined {
  const text = written.normalize('NFC').trim()
  return text.length >= 1 && text.length <= 200 ? text : undefined
}

/** The country as whose people write phone numbers here. */
export async function countryHere(tx: Tx): Promise<string | undefined> {
  const { country, timeZone } = await businessOf(tx)
  return country ?? countryOfZone(timeZone)
}

const refusalOf = {
  email: 'customer.email_unclear',
  phone: 'customer.phone_unclear',
  card: 'customer.card_unclear',
  external: 'customer.external_id_unclear',
} as const

/** The identity in the writing in which it is kept. Refuses what can't be one, naming the field. */
export function normalIdentity(
  { kind, value, source = '' }: { kind: IdentityKind; value: string; source?: string },
  country: string | undefined,
  field: string,
): Identity {
  const normal = {
    email: () => normalEmail(value),
    phone: () => normalPhone(value, country),
    card: () => normalCard(value),
    external: () => normalExternalId(value),
  }[kind]()
  if (normal === undefined) throw new Refused(refusalOf[kind], undefined, { field })
  return { kind, source: kind === 'external' ? source.normalize('NFC').trim() : '', value: normal }
}
