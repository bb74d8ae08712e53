import { type CustomerShown, readCustomers } from '../customers/customers.ts'
import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, readId, showMaybe } from '../platform/ids.ts'
import { habitOf, usualGapDays } from '../purchases/purchases.ts'
import type { Here } from './conditions.ts'

/** A customer as a list shows her: who she is, her habit, what she has. */
export interface CustomerRow {
  id: string
  name: string
  phone: string | null
  email: string | null
  birthday: string | null
  joinedAt: string | null
  acquisition: string | null
  tier: string | null
  points: number
  stamps: { unit: string; stamps: number }[]
  purchases: number
  days: number
  spentMinor: number
  firstDay: string | null
  lastDay: string | null
  /** The mean days between two of her visits. */
  usualGapDays: number | null
  /** Away for more than twice that, and not yet for so long that she has left. */
  slipping: boolean
  /** Her latest visits within half a year, the oldest first. */
  visits: { day: string; amountMinor: number }[]
  /** Somebody who may be the same person. */
  duplicateOf: string | null
}

interface Facts {
  customerId: CustomerId
  purchases: number
  days: number
  spentMinor: number
  firstDay: string | null
  lastDay: string | null
  tier: string | null
  accounts: Record<string, number>
  duplicateOf: string | null
}

const readFacts = statement<Facts>(
  'segments.facts',
  `select k.customer_id as "customerId", coalesce(f.purchases, 0) as purchases, coalesce(f.days, 0) as days,
          coalesce(f.money_minor, 0)::bigint as "spentMinor", f.first_day as "firstDay", f.last_day as "lastDay",
          (select s.tier_id from standings s where s.business_id = $1 and s.customer_id = k.customer_id) as tier,
          (select jsonb_object_agg(a.unit, a.balance) from accounts a where a.business_id = $1
              and a.holder_id = k.customer_id and a.kind = 'customer') as accounts,
          coalesce(
            (select second_customer from likenesses l where l.business_id = $1 and l.first_customer = k.customer_id
                and l.dismissed_at is null order by second_customer limit 1),
            (select first_customer from likenesses l where l.business_id = $1 and l.second_customer = k.customer_id
                and l.dismissed_at is null order by first_customer limit 1)) as "duplicateOf"
     from unnest($2::uuid[]) k (customer_id)
     left join customer_facts f
       on f.business_id = $1 and f.customer_id = k.customer_id and f.currency = $3`,
)

const VISITS = 60
const HALF_A_YEAR_DAYS = 182

const readVisits = statement<{ customerId: CustomerId; day: string; amountMinor: number }>(
  'segments.visits',
  `select k.customer_id as "customerId", v.day, v.amount as "amountMinor"
     from unnest($2::uuid[]) k (customer_id)
    cross join lateral (
      select shop_day as day, sum(spend_minor)::bigint as amount from purchases p
       where p.business_id = $1 and p.customer_id = k.customer_id and p.shop_day >= $3 and not p.fully_returned
       group by shop_day order by shop_day desc limit $4) v
    order by v.day`,
)

/** The rows of a list, in the order of the ids: four statements, one round trip. */
export async function rowsOf(tx: Tx, ids: readonly CustomerId[], here: Here): Promise<CustomerRow[]> {
  if (ids.length === 0) return []
  const since = here.today.subtract({ days: HALF_A_YEAR_DAYS }).toString()
  const [customers, facts, visits] = await Promise.all([
    readCustomers(tx, ids),
    tx.rows(readFacts, [tx.businessId, ids, here.currency]),
    tx.rows(readVisits, [tx.businessId, ids, since, VISITS]),
  ])
  const factsById = new Map(facts.map((row) => [row.customerId, row]))
  const visitsById = Map.groupBy(visits, ({ customerId }) => customerId)
  return customers.map((customer) => {
    const id = readId('customer', customer.id)!
    return rowOf(customer, factsById.get(id)!, visitsById.get(id) ?? [], here.today.toString())
  })
}

function rowOf(
  customer: CustomerShown,
  facts: Facts,
  visits: readonly { day: string; amountMinor: number }[],
  today: string,
): CustomerRow {
  const accounts = facts.accounts ?? {}
  return {
    id: customer.id,
    name: customer.name,
    phone: customer.phones[0]?.value ?? null,
    email: customer.emails[0]?.value ?? null,
    birthday: customer.birthday,
    joinedAt: customer.joinedAt,
    acquisition: customer.acquisition,
    tier: facts.tier,
    points: accounts.points ?? 0,
    stamps: Object.entries(accounts).flatMap(([unit, stamps]) =>
      unit.startsWith('stamps:') ? [{ unit, stamps }] : [],
    ),
    purchases: facts.purchases,
    days: facts.days,
    spentMinor: facts.spentMinor,
    firstDay: facts.firstDay,
    lastDay: facts.lastDay,
    usualGapDays: gapShown(facts),
    slipping: habitOf(facts, today) === 'slipping',
    visits: visits.map(({ day, amountMinor }) => ({ day, amountMinor })),
    duplicateOf: showMaybe('customer', facts.duplicateOf),
  }
}

// Of two visits nobody would say "usually".
const GAP_FROM_DAYS = 3

function gapShown(facts: Facts): number | null {
  const gap = usualGapDays(facts)
  return gap === null || facts.days < GAP_FROM_DAYS ? null : Math.max(1, Math.round(gap))
}
