import { z } from 'zod'
import { statement, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { type CustomerId, idOf } from '../../platform/ids.ts'
import { countryHere, type IdentityKind, normalIdentity } from './normal.ts'

/** How a request names a customer: by exactly one of these. */
export interface CustomerKey {
  id?: CustomerId | undefined
  card?: string | undefined
  phone?: string | undefined
  email?: string | undefined
  externalId?: string | undefined
  /** Whose external id it is. */
  source?: string | undefined
}

const keys = ['id', 'card', 'phone', 'email', 'externalId'] as const
const given = (key: CustomerKey) => keys.filter((name) => key[name] !== undefined)

/** A CustomerKey at the edge. */
export const customerKey = z
  .strictObject({
    id: idOf('customer').optional(),
    card: z.string().min(1).max(200).optional(),
    phone: z.string().min(1).max(60).optional(),
    email: z.string().min(1).max(320).optional(),
    externalId: z.string().min(1).max(200).optional(),
    source: z.string().max(50).optional(),
  })
  .refine((key) => given(key).length === 1, {
    error: 'must have exactly one of id, card, phone, email, externalId',
  })
  .meta({ example: { phone: '06 30 123 4567' } })

// A merge leaves every old id one hop from the customer who stayed, so no chain has to be walked.
const byId = statement<{ customer_id: string; erased: boolean }>(
  'customers.find_by_id',
  `select kept.customer_id, kept.erased_at is not null as erased
     from customers asked
     join customers kept
       on kept.business_id = asked.business_id
      and kept.customer_id = coalesce(asked.merged_into, asked.customer_id)
    where asked.business_id = $1 and asked.customer_id = $2`,
)
const byIdentity = statement<{ customer_id: string }>(
  'customers.find_by_identity',
  `select customer_id from identities
    where business_id = $1 and kind = $2 and source = $3 and value = $4`,
)

/**
 * Finds a customer by id, card, phone in any writing, email or external id, in one statement; undefined when there is
 * none. An id from before a merge finds the customer who stayed. Refuses an erased one, a key that can't be what it
 * is called, and anything but exactly one key. `at` is the path of the key in the request, for the refusals.
 */
export async function findCustomer(tx: Tx, key: CustomerKey, at = ''): Promise<CustomerId | undefined> {
  const [name, ...more] = given(key)
  if (!name || more.length > 0) {
    throw new Refused('customer.key_unclear', undefined, { field: at || 'customer' })
  }
  const field = at ? `${at}.${name}` : name
  if (name === 'id') return findById(tx, key.id!, field)
  const kind: IdentityKind = name === 'externalId' ? 'external' : name
  const country = kind === 'phone' ? await countryHere(tx) : undefined
  const identity = normalIdentity({ kind, value: key[name]!, source: key.source ?? '' }, country, field)
  const [row] = await tx.rows(byIdentity, [tx.businessId, identity.kind, identity.source, identity.value])
  return row?.customer_id
}

async function findById(tx: Tx, id: CustomerId, field: string): Promise<CustomerId | undefined> {
  const [row] = await tx.rows(byId, [tx.businessId, id])
  if (row?.erased) throw new Refused('customer.erased', undefined, { field })
  return row?.customer_id
}

/** The customer that an id, old or new, stands for. Refuses when there is none, or none any more. */
export async function resolveCustomer(tx: Tx, id: CustomerId, field = 'id'): Promise<CustomerId> {
  const found = await findById(tx, id, field)
  if (!found) throw new Refused('customer.not_found', undefined, { field })
  return found
}
