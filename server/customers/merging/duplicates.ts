import { tell } from '../../journal/journal.ts'
import { statement, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type CustomerId, NIL_ID } from '../../platform/ids.ts'
import { type CustomerShown, customerIdOf } from '../profile.ts'
import { readCustomers } from '../reading.ts'
import type { LikenessReason } from './likeness.ts'

/** Two customers who may be one person, and why. */
export interface Duplicate {
  customers: [CustomerShown, CustomerShown]
  reasons: LikenessReason[]
  foundAt: string
}

interface Row {
  first: CustomerId
  second: CustomerId
  reasons: LikenessReason[]
  foundAt: Temporal.Instant
}

const list = statement<Row>(
  'customers.likenesses',
  `select first_customer as first, second_customer as second, reasons, found_at as "foundAt"
     from likenesses
    where business_id = $1 and dismissed_at is null and (first_customer, second_customer) > ($2::uuid, $3::uuid)
    order by first_customer, second_customer limit $4`,
)

/** A page of the suggestions that nobody has looked at, and where the next one begins. */
export async function duplicatesOf(
  tx: Tx,
  after: readonly [CustomerId, CustomerId] | undefined,
  limit: number,
): Promise<{ items: Duplicate[]; next: [CustomerId, CustomerId] | null }> {
  const rows = await tx.rows(list, [tx.businessId, ...(after ?? [NIL_ID, NIL_ID]), limit + 1])
  const page = rows.slice(0, limit)
  const ids = [...new Set(page.flatMap(({ first, second }) => [first, second]))]
  const customers = new Map((await readCustomers(tx, ids)).map((shown) => [customerIdOf(shown), shown]))
  const items = page.flatMap(({ first, second, reasons, foundAt }): Duplicate[] => {
    const [one, other] = [customers.get(first), customers.get(second)]
    return one && other ? [{ customers: [one, other], reasons, foundAt: foundAt.toString() }] : []
  })
  const last = page.at(-1)
  return { items, next: rows.length > limit && last ? [last.first, last.second] : null }
}

const dismiss = statement<{ at: Temporal.Instant }>(
  'customers.dismiss_likeness',
  `update likenesses set dismissed_at = coalesce(dismissed_at, now()), dismissed_by_kind = $4, dismissed_by = $5
    where business_id = $1 and first_customer = least($2::uuid, $3::uuid)
      and second_customer = greatest($2::uuid, $3::uuid)
   returning dismissed_at as at`,
)

/** Somebody looked: these are two people. They are not suggested again. */
export async function dismissDuplicate(
  tx: Tx,
  [one, other]: readonly [CustomerId, CustomerId],
  actor: Actor,
): Promise<void> {
  const [done] = await tx.rows(dismiss, [tx.businessId, one, other, actor.kind, actor.id])
  if (!done) throw new Refused('not_found', undefined, { field: 'customers' })
  tell(tx, {
    what: 'customer.likeness_dismissed',
    actor,
    customerId: one,
    subject: { kind: 'customer', id: other },
  })
}
