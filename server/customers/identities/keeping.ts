import { tell } from '../../journal/journal.ts'
import { statement, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type CustomerId, showId } from '../../platform/ids.ts'
import type { Identity } from './normal.ts'

/** How many ways of finding one customer there may be; a merge may bring more. */
const IDENTITIES = 100

/** An identity on its way in: `field` is where the request says it. */
export interface NewIdentity extends Identity {
  label: string | null
  field: string
}

// A conflict waits for whoever is writing the same identity, so that of two at once one is told that it is taken. What
// is hers already stays hers, with the new label if there is one; what is another's comes back as no row.
const insert = statement<{ kind: string; source: string; value: string }>(
  'customers.insert_identities',
  `insert into identities as kept (business_id, kind, source, value, customer_id, label)
   select $1, i.kind, i.source, i.value, $2, i.label
     from unnest($3::text[], $4::text[], $5::text[], $6::text[]) i (kind, source, value, label)
    order by i.kind, i.source, i.value
   on conflict on constraint identity_once do update set label = coalesce(excluded.label, kept.label)
    where kept.customer_id = excluded.customer_id
   returning kind, source, value`,
)
const owners = statement<{ kind: string; source: string; value: string; customerId: CustomerId }>(
  'customers.identity_owners',
  `select k.kind, k.source, k.value, k.customer_id as "customerId"
     from unnest($2::text[], $3::text[], $4::text[]) i (kind, source, value)
     join identities k on k.business_id = $1 and k.kind = i.kind and k.source = i.source and k.value = i.value`,
)

const keyOf = ({ kind, source, value }: { kind: string; source: string; value: string }) =>
  JSON.stringify([kind, source, value])

/** Makes a customer found by these too. Refuses what belongs to another, naming the field and the other. */
export async function keepIdentities(
  tx: Tx,
  customerId: CustomerId,
  identities: readonly NewIdentity[],
): Promise<void> {
  const wanted = [...new Map(identities.map((identity) => [keyOf(identity), identity])).values()]
  if (wanted.length === 0) return
  const columns = [
    wanted.map(({ kind }) => kind),
    wanted.map(({ source }) => source),
    wanted.map(({ value }) => value),
  ]
  const labels = wanted.map(({ label }) => label)
  const made = await tx.rows(insert, [tx.businessId, customerId, ...columns, labels])
  if (made.length === wanted.length) return
  const kept = await tx.rows(owners, [tx.businessId, ...columns])
  const foreign = kept.find((owner) => owner.customerId !== customerId)
  if (!foreign) throw new Error('an identity was neither kept nor taken')
  throw new Refused('customer.identity_taken', undefined, {
    field: wanted.find((identity) => keyOf(identity) === keyOf(foreign))!.field,
    params: { other: showId('customer', foreign.customerId) },
  })
}

const count = statement<{ count: number }>(
  'customers.count_identities',
  'select count(*) as count from identities where business_id = $1 and customer_id = $2',
)

/** Refuses when a customer has more identities than anybody needs. Call it with her row locked. */
export async function refuseTooMany(tx: Tx, customerId: CustomerId, field: string): Promise<void> {
  const [row] = await tx.rows(count, [tx.businessId, customerId])
  if (row!.count > IDENTITIES) {
    throw new Refused('customer.too_many', undefined, { field, params: { limit: IDENTITIES } })
  }
}

const remove = statement<{ value: string }>(
  'customers.remove_identity',
  `delete from identities
    where business_id = $1 and customer_id = $2 and kind = $3 and source = $4 and value = $5 returning value`,
)

/** Makes a customer no longer found by it. False when she was not. */
export async function dropIdentity(
  tx: Tx,
  customerId: CustomerId,
  { kind, source, value }: Identity,
  actor: Actor,
): Promise<boolean> {
  const [gone] = await tx.rows(remove, [tx.businessId, customerId, kind, source, value])
  if (!gone) return false
  tell(tx, { what: 'customer.identity_removed', actor, customerId, facts: { kind, source, value } })
  return true
}

const verify = statement(
  'customers.verify_identity',
  `update identities set verified_at = coalesce(verified_at, now())
    where business_id = $1 and customer_id = $2 and kind = $3 and source = '' and value = $4`,
)

/** Somebody has shown that it is hers: she read what was sent there. */
export function verifyIdentity(
  tx: Tx,
  customerId: CustomerId,
  { kind, value }: { kind: 'email' | 'phone'; value: string },
): void {
  tx.write(verify, [tx.businessId, customerId, kind, value])
}
