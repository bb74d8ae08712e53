import { businessOf } from '../businesses/businesses.ts'
import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, NIL_ID, showId } from '../platform/ids.ts'
import { writeDay } from './days.ts'
import { resolveCustomer } from './identities/lookup.ts'
import type { Identity } from './identities/normal.ts'
import { shownName } from './names/order.ts'
import type { CustomerShown } from './profile.ts'
import { type CustomerRecord, recordsOf } from './record.ts'

/** An identity as it is kept. */
export interface KeptIdentity extends Identity {
  customerId: CustomerId
  label: string | null
  verifiedAt: Temporal.Instant | null
}

const identitiesOf = statement<KeptIdentity>(
  'customers.identities',
  `select kind, source, value, customer_id as "customerId", label, verified_at as "verifiedAt"
     from identities where business_id = $1 and customer_id = any($2::uuid[])
    order by created_at, kind, source, value`,
)

/** What these customers are found by, oldest first. */
export async function readIdentities(tx: Tx, ids: readonly CustomerId[]): Promise<KeptIdentity[]> {
  return tx.rows(identitiesOf, [tx.businessId, ids])
}

/** One customer as the API shows her, by any id that stands for her. Refuses an unknown or erased one. */
export async function readCustomer(tx: Tx, id: CustomerId): Promise<CustomerShown> {
  const customerId = await resolveCustomer(tx, id)
  const [customer] = await readCustomers(tx, [customerId])
  if (!customer) throw new Error(`customer ${customerId} was found but could not be read`)
  return customer
}

/** Many customers as the API shows them, in the order of the ids: two statements, one round trip. */
export async function readCustomers(tx: Tx, ids: readonly CustomerId[]): Promise<CustomerShown[]> {
  if (ids.length === 0) return []
  const [records, identities, { language }] = await Promise.all([
    recordsOf(tx, ids),
    readIdentities(tx, ids),
    businessOf(tx),
  ])
  const byCustomer = Map.groupBy(identities, ({ customerId }) => customerId)
  return records.map((record) => showCustomer(record, byCustomer.get(record.customerId) ?? [], language))
}

const listOldest = statement<{ customerId: CustomerId }>(
  'customers.list_oldest',
  `select customer_id as "customerId" from customers
    where business_id = $1 and customer_id > $2 and merged_into is null and erased_at is null
    order by customer_id limit $3`,
)
const listNewest = statement<{ customerId: CustomerId }>(
  'customers.list_newest',
  `select customer_id as "customerId" from customers
    where business_id = $1 and customer_id < $2 and merged_into is null and erased_at is null
    order by customer_id desc limit $3`,
)
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** A page of all customers in the order in which they came. */
export async function listCustomers(
  tx: Tx,
  { after, limit, order }: { after?: CustomerId | undefined; limit: number; order: 'oldest' | 'newest' },
): Promise<{ items: CustomerShown[]; next: string | null }> {
  const [list, start] = order === 'oldest' ? [listOldest, NIL_ID] : [listNewest, LAST]
  const rows = await tx.rows(list, [tx.businessId, after ?? start, limit + 1])
  const ids = rows.slice(0, limit).map(({ customerId }) => customerId)
  const next = rows.length > limit ? showId('customer', ids.at(-1)!) : null
  return { items: await readCustomers(tx, ids), next }
}

/** The language in which a customer is spoken to and her name is ordered. */
export function showCustomer(
  record: CustomerRecord,
  identities: readonly KeptIdentity[],
  businessLanguage: string,
): CustomerShown {
  const { profile } = record
  const reachable = (kind: string) =>
    identities
      .filter((identity) => identity.kind === kind)
      .map(({ value, label, verifiedAt }) => ({ value, label, verifiedAt: verifiedAt?.toString() ?? null }))
  const name = { ...record, nameOrder: profile.nameOrder }
  return {
    id: showId('customer', record.customerId),
    name: shownName(name, record.language ?? businessLanguage),
    ...{ givenName: record.givenName, familyName: record.familyName, nickname: profile.nickname ?? null },
    ...{ nameOrder: profile.nameOrder ?? null, otherNames: profile.otherNames ?? [] },
    ...{ language: record.language, timeZone: record.timeZone },
    birthday: writeDay(record.birthYear, record.birthMonth, record.birthDay),
    nameDay: writeDay(null, record.nameMonth, record.nameDay),
    ...{ phones: reachable('phone'), emails: reachable('email') },
    cards: reachable('card').map(({ value }) => value),
    externalIds: identities
      .filter(({ kind }) => kind === 'external')
      .map(({ source, value }) => ({ source, value })),
    ...showProfile(record),
    ...{ attributes: record.attributes, acquisition: record.source },
    joinedAt: record.joinedAt?.toString() ?? null,
    createdAt: record.createdAt.toString(),
    updatedAt: record.updatedAt.toString(),
  }
}

function showProfile({ profile }: CustomerRecord) {
  return {
    dates: profile.dates ?? [],
    interests: profile.interests ?? [],
    preferences: profile.preferences ?? [],
    dietary: profile.dietary ?? [],
    sizes: profile.sizes ?? {},
    household: (profile.household ?? []).map(({ name, relation, birthday, note }) => ({
      name,
      relation: relation ?? null,
      birthday: birthday ?? null,
      note: note ?? null,
    })),
  }
}
