import { emptyFactsOf, tell } from '../../journal/journal.ts'
import { statement, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import type { CustomerId } from '../../platform/ids.ts'
import { reindexName } from '../names/words.ts'
import { customerParts } from '../parts.ts'
import { readIdentities } from '../reading.ts'
import { lockBearers } from '../record.ts'
import { suppress } from './suppression.ts'

/**
 * Erases a customer: her profile, names, notes, identities, the proofs and wordings of her consents, what merges kept
 * of her, what the journal tells of her, and what the rooms above know. Her ids stay for the books and lead nowhere.
 * Her addresses stay as keyed hashes, so that an old list can't bring her back into a mailing. Erasing again changes
 * nothing. An id from before a merge erases the customer who bears it now: they are one person.
 */
export async function eraseCustomer(
  tx: Tx,
  id: CustomerId,
  actor: Actor,
): Promise<{ customerId: CustomerId; erasedAt: Temporal.Instant }> {
  const record = (await lockBearers(tx, [id])).get(id)
  if (!record) throw new Refused('customer.not_found', undefined, { field: 'id' })
  const { customerId, erasedAt } = record
  if (erasedAt) return { customerId, erasedAt }
  const identities = await readIdentities(tx, [customerId])
  const addresses = identities.filter(({ kind }) => kind === 'email' || kind === 'phone')
  await suppress(tx, addresses, 'erased')
  await reindexName(tx, customerId, [])
  for (const part of customerParts.erased) await part(tx, { customerId, actor })
  await tx.settled()
  const [row] = await emptyRows(tx, customerId, actor)
  tell(tx, { what: 'customer.erased', actor, customerId, subject: { kind: 'customer', id: customerId } })
  return { customerId, erasedAt: row!.erasedAt }
}

const emptyCustomer = statement<{ erasedAt: Temporal.Instant }>(
  'customers.erase',
  `update customers set erased_at = now(), updated_at = now(), given_name = null, family_name = null,
     full_name = null, name_key = null, language = null, time_zone = null, birth_year = null, birth_month = null,
     birth_day = null, name_month = null, name_day = null, source = null, profile = '{}', attributes = '{}'
    where business_id = $1 and customer_id = $2 returning erased_at as "erasedAt"`,
)
const dropIdentities = statement(
  'customers.erase_identities',
  'delete from identities where business_id = $1 and customer_id = $2',
)
const emptyNotes = statement(
  'customers.erase_notes',
  'delete from notes where business_id = $1 and customer_id = $2',
)
const emptyConsents = statement(
  'customers.erase_consents',
  `update consents set proof = null, wording = null, source = 'erased' where business_id = $1 and customer_id = $2`,
)
const emptyMerges = statement(
  'customers.erase_merges',
  `update merges set had = null, lost = null
    where business_id = $1
      and (into_customer = $2 or from_customer in
           (select customer_id from customers where business_id = $1 and merged_into = $2))`,
)
const dropLikenesses = statement(
  'customers.erase_likenesses',
  'delete from likenesses where business_id = $1 and (first_customer = $2 or second_customer = $2)',
)
const everyId = statement<{ id: CustomerId }>(
  'customers.every_id',
  `select customer_id as id from customers where business_id = $1 and (customer_id = $2 or merged_into = $2)`,
)
// With the ids from before merges: an older backup may hold them as customers of their own.
const recordErasure = statement(
  'customers.record_erasure',
  `insert into erasures (business_id, customer_id, actor_kind, actor_id)
   select business_id, customer_id, $3, $4 from customers
    where business_id = $1 and (customer_id = $2 or merged_into = $2)
   on conflict do nothing`,
)

async function emptyRows(tx: Tx, customerId: CustomerId, actor: Actor) {
  const hers = [tx.businessId, customerId]
  for (const rows of [dropIdentities, emptyNotes, emptyConsents, emptyMerges, dropLikenesses]) {
    tx.write(rows, hers)
  }
  const ids = await tx.rows(everyId, hers)
  emptyFactsOf(
    tx,
    ids.map(({ id }) => id),
  )
  tx.write(recordErasure, [...hers, actor.kind, actor.id])
  await tx.settled()
  return tx.rows(emptyCustomer, hers)
}

const notYet = statement<{ customerId: CustomerId }>(
  'customers.erasures_to_replay',
  `select e.customer_id as "customerId" from erasures e
     join customers c on c.business_id = e.business_id and c.customer_id = e.customer_id
    where e.business_id = $1 and c.erased_at is null and c.merged_into is null
    order by e.customer_id limit 500`,
)

/**
 * After a restore: erases again whoever was erased after the backup was made. The rows of `erasures` must have been
 * carried over from the database that the backup replaced. Answers how many were erased.
 */
export async function replayErasures(tx: Tx): Promise<number> {
  for (let count = 0; ; ) {
    const left = await tx.rows(notYet, [tx.businessId])
    if (left.length === 0) return count
    for (const { customerId } of left) await eraseCustomer(tx, customerId, { kind: 'system', id: null })
    count += left.length
  }
}
