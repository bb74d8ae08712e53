import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { CustomerId } from '../platform/ids.ts'
import type { AttributeValue } from './attributes.ts'
import { nameKey } from './names/fold.ts'
import type { Profile } from './profile.ts'

/** A row of customers. */
export interface CustomerRecord {
  customerId: CustomerId
  givenName: string | null
  familyName: string | null
  fullName: string | null
  language: string | null
  timeZone: string | null
  birthYear: number | null
  birthMonth: number | null
  birthDay: number | null
  nameMonth: number | null
  nameDay: number | null
  source: string | null
  profile: Profile
  attributes: Record<string, AttributeValue>
  joinedAt: Temporal.Instant | null
  createdAt: Temporal.Instant
  updatedAt: Temporal.Instant
  mergedInto: CustomerId | null
  erasedAt: Temporal.Instant | null
}

/** The names that a customer is found by. */
export function namesOf({ givenName, familyName, fullName, profile }: CustomerRecord): string[] {
  const names = [givenName, familyName, fullName, profile.nickname, ...(profile.otherNames ?? [])]
  return names.filter((name) => typeof name === 'string')
}

/** By what two names are the same name. */
export function nameKeyOf({ givenName, familyName, fullName }: CustomerRecord): string | null {
  return givenName || familyName ? nameKey([givenName, familyName]) : nameKey([fullName])
}

const recordColumns = `customer_id as "customerId", given_name as "givenName",
  family_name as "familyName", full_name as "fullName", language, time_zone as "timeZone",
  birth_year as "birthYear", birth_month as "birthMonth", birth_day as "birthDay",
  name_month as "nameMonth", name_day as "nameDay", source, profile, attributes,
  joined_at as "joinedAt", created_at as "createdAt", updated_at as "updatedAt",
  merged_into as "mergedInto", erased_at as "erasedAt"`

const selectMany = statement<CustomerRecord>(
  'customers.records',
  `select ${recordColumns} from customers where business_id = $1 and customer_id = any($2::uuid[])`,
)

/** The rows of these customers, in the order of the ids. */
export async function recordsOf(tx: Tx, ids: readonly CustomerId[]): Promise<CustomerRecord[]> {
  const rows = await tx.rows(selectMany, [tx.businessId, ids])
  const byId = new Map(rows.map((row) => [row.customerId, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

const bearersOf = statement<{ asked: string; bearer: CustomerId }>(
  'customers.bearers',
  `select customer_id as asked, coalesce(merged_into, customer_id) as bearer
     from customers where business_id = $1 and customer_id = any($2::uuid[])`,
)
const lockMany = statement<CustomerRecord>(
  'customers.lock',
  `select ${recordColumns} from customers
    where business_id = $1 and customer_id = any($2::uuid[]) order by customer_id for update`,
)

/** To be run again, as after a serialisation failure (SQLSTATE 40001). */
class MergedMeanwhile extends Error {
  readonly code = '40001'
}

/**
 * Locks the customers who bear these ids now, by the id that was asked; unknown ones are left out.
 * Only living rows are locked, all at once and in the order of their ids: nobody who waits here holds a row that
 * another wants, so merges, changes and erasures never wait for each other in a circle (they did, for a second each,
 * when the way from a merged row was followed under its lock). A merge in between has the transaction run again.
 */
export async function lockBearers(tx: Tx, ids: readonly CustomerId[]): Promise<Map<string, CustomerRecord>> {
  const bearers = await tx.rows(bearersOf, [tx.businessId, ids])
  const rows = await tx.rows(lockMany, [tx.businessId, [...new Set(bearers.map(({ bearer }) => bearer))]])
  if (rows.some(({ mergedInto }) => mergedInto)) throw new MergedMeanwhile('a customer was merged meanwhile')
  const locked = new Map(rows.map((row) => [row.customerId, row]))
  return new Map(bearers.map(({ asked, bearer }) => [asked, locked.get(bearer)!]))
}

/** Locks the customer whom an id stands for. Refuses when there is none, or none any more. */
export async function lockLiving(tx: Tx, id: CustomerId, field = 'id'): Promise<CustomerRecord> {
  const record = (await lockBearers(tx, [id])).get(id)
  if (!record) throw new Refused('customer.not_found', undefined, { field })
  if (record.erasedAt) throw new Refused('customer.erased', undefined, { field })
  return record
}

const columnValues = (record: CustomerRecord, nameKey: string | null) => [
  record.givenName,
  record.familyName,
  record.fullName,
  nameKey,
  record.language,
  record.timeZone,
  record.birthYear,
  record.birthMonth,
  record.birthDay,
  record.nameMonth,
  record.nameDay,
  record.source,
  JSON.stringify(record.profile),
  JSON.stringify(record.attributes),
  record.joinedAt,
]

const insert = statement(
  'customers.insert',
  `insert into customers (business_id, customer_id, given_name, family_name, full_name, name_key, language, time_zone,
     birth_year, birth_month, birth_day, name_month, name_day, source, profile, attributes, joined_at,
     created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)`,
)
const update = statement(
  'customers.update',
  `update customers set given_name = $3, family_name = $4, full_name = $5, name_key = $6, language = $7,
     time_zone = $8, birth_year = $9, birth_month = $10, birth_day = $11, name_month = $12, name_day = $13,
     source = $14, profile = $15, attributes = $16, joined_at = $17, updated_at = now()
    where business_id = $1 and customer_id = $2`,
)

export async function insertRecord(tx: Tx, record: CustomerRecord, key: string | null): Promise<void> {
  await tx.rows(insert, [tx.businessId, record.customerId, ...columnValues(record, key), record.createdAt])
}

export async function updateRecord(tx: Tx, record: CustomerRecord, key: string | null): Promise<void> {
  await tx.rows(update, [tx.businessId, record.customerId, ...columnValues(record, key)])
}
