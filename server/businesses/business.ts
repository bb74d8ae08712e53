import { z } from 'zod'
import { isCurrency } from '../platform/money.ts'
import { languages } from '../platform/refusals.ts'

/** The trades that a ready programme exists for. */
export const trades = ['cafe', 'shop', 'wholesale', 'hotel', 'salon', 'webshop'] as const
export type Trade = (typeof trades)[number]

// `Intl` lists the zones in use; the aliases that people still write (Asia/Choibalsan, UTC) are accepted by trying.
const zoneNames = /^(UTC|[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2})$/

/** Whether it names a time zone of the IANA database. A bare offset does not: it knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (!zoneNames.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** What the fields of a business must be, wherever they come in: set-up page, API, command. */
export const businessFields = {
  name: z.string().trim().min(1, { error: 'must be said' }).max(200),
  trade: z.enum(trades),
  currency: z.string().max(3).refine(isCurrency, { error: 'must be an ISO 4217 code like HUF' }),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { error: 'must be an IANA time zone like Europe/Budapest' })
    .meta({ example: 'Europe/Budapest' }),
  language: z.enum(languages),
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'must be two capital letters (ISO 3166) like HU' }),
}

/** An e-mail address, lower-cased: people write the same one in different ways. */
export const emailField = z
  .string()
  .trim()
  .max(254)
  .transform((text) => text.toLowerCase())
  .pipe(z.email({ error: 'must be an e-mail address' }))

/** The country whose price tags and holidays a time zone suggests, for a business that hasn't said. */
export function countryOf(timeZone: string): string | null {
  return countries[timeZone] ?? null
}
const countries: Record<string, string> = {
  'Europe/Budapest': 'HU',
  'Asia/Yerevan': 'AM',
  'Asia/Ulaanbaatar': 'MN',
  'Asia/Hovd': 'MN',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
}
