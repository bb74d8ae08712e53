import { statement, type Tx } from '../platform/database.ts'

/** What a new business does first, and whether it has. */
export interface Step {
  step: 'customer' | 'purchase' | 'staff'
  done: boolean
}

const state = statement<{ young: boolean; customer: boolean; purchase: boolean; staff: boolean }>(
  'today.first_steps',
  `select created_at > now() - interval '60 days' as young,
          exists (select from customers where business_id = $1 limit 1) as customer,
          exists (select from purchases where business_id = $1 limit 1) as purchase,
          (select count(*) > 1 from (select from staff where business_id = $1 and left_at is null limit 2) s) as staff
     from businesses where business_id = $1`,
)

/** The first steps while a business is new and has not taken them all; null afterwards. */
export async function firstSteps(tx: Tx): Promise<Step[] | null> {
  const [row] = await tx.rows(state, [tx.businessId])
  if (!row?.young) return null
  const steps = (['customer', 'purchase', 'staff'] as const).map((step) => ({ step, done: row[step] }))
  return steps.every(({ done }) => done) ? null : steps
}
