import { tell } from '../../journal/journal.ts'
import { statement, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type CustomerId, newId, showId } from '../../platform/ids.ts'
import { foldedWords } from '../names/fold.ts'
import { reindexName } from '../names/words.ts'
import { customerParts } from '../parts.ts'
import { type CustomerRecord, lockBearers, nameKeyOf, namesOf, updateRecord } from '../record.ts'
import { unite } from './unite.ts'

/**
 * Makes `from` one with `into`: what `from` was found by, noted about her and agreed to by her is `into`'s from now on,
 * the rooms above move theirs, and her id leads to `into` in one hop. Nothing is lost: the whole of what `from` had is
 * kept with the merge. The same merge again changes nothing; any other for a `from` that is gone is refused.
 */
export async function mergeCustomers(
  tx: Tx,
  { into: intoId, from: fromId }: { into: CustomerId; from: CustomerId },
  actor: Actor,
): Promise<CustomerId> {
  const { into, from } = await lockBoth(tx, intoId, fromId)
  if (!from) return into.customerId
  const { united, lost } = unite(into, from)
  await moveRows(tx, from, into, { lost, actor })
  await updateRecord(tx, united, nameKeyOf(united))
  await reindexName(tx, from.customerId, [])
  await reindexName(tx, into.customerId, foldedWords(namesOf(united)))
  for (const part of customerParts.merged)
    await part(tx, { from: from.customerId, into: into.customerId, actor })
  tell(tx, {
    what: 'customer.merged',
    actor,
    customerId: into.customerId,
    subject: { kind: 'customer', id: from.customerId },
    facts: { from: showId('customer', from.customerId), lost },
  })
  return into.customerId
}

/** Both, locked; undefined when they have been made one before. Refuses what can't be merged. */
async function lockBoth(
  tx: Tx,
  intoId: CustomerId,
  fromId: CustomerId,
): Promise<{ into: CustomerRecord; from: CustomerRecord | undefined }> {
  const rows = await lockBearers(tx, [intoId, fromId])
  const [into, from] = [rows.get(intoId), rows.get(fromId)]
  if (!into) throw new Refused('customer.not_found', undefined, { field: 'id' })
  if (!from) throw new Refused('customer.not_found', undefined, { field: 'from' })
  if (into.erasedAt) throw new Refused('customer.erased', undefined, { field: 'id' })
  if (from.erasedAt) throw new Refused('customer.erased', undefined, { field: 'from' })
  if (fromId === intoId || fromId === into.customerId) {
    throw new Refused('customer.merged_with_itself', undefined, { field: 'from' })
  }
  if (from.customerId === into.customerId) return { into, from: undefined }
  if (from.customerId !== fromId) {
    const params = { other: showId('customer', from.customerId) }
    throw new Refused('customer.already_merged', undefined, { field: 'from', params })
  }
  return { into, from }
}

const moveIdentities = statement(
  'customers.merge_identities',
  'update identities set customer_id = $3 where business_id = $1 and customer_id = $2',
)
const moveNotes = statement(
  'customers.merge_notes',
  'update notes set customer_id = $3 where business_id = $1 and customer_id = $2',
)
const moveConsents = statement(
  'customers.merge_consents',
  'update consents set customer_id = $3 where business_id = $1 and customer_id = $2',
)
const moveEarlierIds = statement(
  'customers.merge_earlier_ids',
  'update customers set merged_into = $3 where business_id = $1 and merged_into = $2',
)
const forget = statement(
  'customers.merge_from',
  `update customers set merged_into = $3, merged_at = now(), updated_at = now(), given_name = null,
     family_name = null, full_name = null, name_key = null, language = null, time_zone = null, birth_year = null,
     birth_month = null, birth_day = null, name_month = null, name_day = null, source = null, profile = '{}',
     attributes = '{}'
    where business_id = $1 and customer_id = $2 and merged_into is null`,
)
// A suggestion about `from` is about `into` now; one that was dismissed stays so.
const moveLikenesses = statement(
  'customers.merge_likenesses',
  `with gone as (
     delete from likenesses where business_id = $1 and (first_customer = $2 or second_customer = $2) returning *
   )
   insert into likenesses (business_id, first_customer, second_customer, reasons, found_at,
     dismissed_at, dismissed_by_kind, dismissed_by)
   select $1, least($3::uuid, other), greatest($3::uuid, other), reasons, found_at,
          dismissed_at, dismissed_by_kind, dismissed_by
     from gone
    cross join lateral (select case when first_customer = $2 then second_customer else first_customer end) o (other)
    where other <> $3
    order by 2, 3
   on conflict (business_id, first_customer, second_customer) do update
      set dismissed_at = coalesce(likenesses.dismissed_at, excluded.dismissed_at),
          dismissed_by_kind = coalesce(likenesses.dismissed_by_kind, excluded.dismissed_by_kind),
          dismissed_by = coalesce(likenesses.dismissed_by, excluded.dismissed_by)`,
)
const insertMerge = statement(
  'customers.insert_merge',
  `insert into merges (business_id, merge_id, from_customer, into_customer, had, lost, actor_kind, actor_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

async function moveRows(
  tx: Tx,
  from: CustomerRecord,
  into: CustomerRecord,
  { lost, actor }: { lost: unknown; actor: Actor },
): Promise<void> {
  const move = [tx.businessId, from.customerId, into.customerId]
  for (const rows of [moveIdentities, moveNotes, moveConsents, moveEarlierIds, forget, moveLikenesses]) {
    tx.write(rows, move)
  }
  const [had, gone] = [JSON.stringify(from), JSON.stringify(lost)]
  tx.write(insertMerge, [
    tx.businessId,
    newId(),
    from.customerId,
    into.customerId,
    had,
    gone,
    actor.kind,
    actor.id,
  ])
  await tx.settled()
}
