import { z } from 'zod'
import { type CustomerKey, findCustomer, readCustomers } from '../../customers/customers.ts'
import type { Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Caller } from '../../platform/http.ts'
import { type CustomerId, idOf, showId } from '../../platform/ids.ts'
import { openCode } from '../codes.ts'

/** Fields that several routes of this room share. */

export const LARGEST = 1_000_000_000_000

export { moment } from '../../platform/http/moment.ts'

export const code = z.string().trim().min(1).max(80).meta({ example: '7K3M-9QXD-2F8T' })
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ example: 'HUF' })
export const amountMinor = z.int().min(1).max(LARGEST)
export const locations = z.array(idOf('location')).min(1).max(500)
export const note = z.string().trim().min(1).max(500)

export function when(at: Temporal.Instant | null): string | null {
  return at?.toString() ?? null
}

export function shownLocations(ids: string[] | null): string[] | null {
  return ids?.map((id) => showId('location', id)) ?? null
}

/** Whom the throttle of codes counts. */
export function guesserOf({ actor }: Caller): string {
  return `${actor.kind} ${actor.id ?? ''}`
}

/**
 * An answer that is kept for repeated requests holds the sealed code, never the code itself; this is what the caller
 * gets in its place.
 */
export function reveal<Answer extends { sealed: string | null }>(
  businessId: string,
  { sealed, ...rest }: Answer,
): Omit<Answer, 'sealed'> & { code: string | null } {
  return { ...rest, code: sealed === null ? null : openCode(businessId, Buffer.from(sealed, 'base64')) }
}

/** By what name to call the customers of a list, each by her id; one read for all. */
export async function namesOf(
  tx: Tx,
  ids: readonly (CustomerId | null)[],
): Promise<(id: CustomerId | null) => string | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const found = wanted.length > 0 ? await readCustomers(tx, wanted) : []
  const names = new Map(found.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? null : (names.get(showId('customer', id)) ?? null))
}

/** The customer that a request names, if it names one. */
export async function customerNamed(tx: Tx, key: CustomerKey | undefined): Promise<CustomerId | null> {
  if (!key) return null
  const customerId = await findCustomer(tx, key, 'customer')
  if (!customerId) throw new Refused('customer.not_found', undefined, { field: 'customer' })
  return customerId
}
