import { rowsStatement, statement, type Tx } from '../platform/database.ts'
import type { CustomerId, GrantId, ProgrammeVersionId, PurchaseId, TransferId } from '../platform/ids.ts'
import type { Grant } from './award.ts'

/**
 * What rules granted, with their terms frozen, and what they count with: remainders, caps, budgets. A return takes back
 * from these rows and never works anything out by today's programme.
 */
export interface GrantRow
  extends Pick<
    Grant,
    | 'ruleId'
    | 'unit'
    | 'mode'
    | 'amount'
    | 'steps'
    | 'perStep'
    | 'stepCounted'
    | 'counted'
    | 'spread'
    | 'debt'
    | 'budget'
    | 'caps'
    | 'why'
  > {
  id: GrantId
  customerId: CustomerId
  purchaseId: PurchaseId | null
  versionId: ProgrammeVersionId
  byLine: readonly number[]
  lotId: TransferId | null
  at: Temporal.Instant
  liveAmount: number
  liveSteps: number
  liveCounted: number
}

const insertGrants = rowsStatement(
  'grants.insert',
  `insert into grants (business_id, grant_id, customer_id, purchase_id, version_id, at, rule_id, unit, mode, amount,
     live_amount, steps, live_steps, per_step, step_counted, counted, live_counted, by_line, spread, debt, lot_id, caps, budget, why)
   select $1, g.id, g.customer_id, g.purchase_id, g.version_id, g.at, g.rule_id, g.unit, g.mode, g.amount, g.amount, g.steps,
          g.steps, g.per_step, g.step_counted, g.counted, g.counted, g.by_line::bigint[], g.spread, g.debt, g.lot_id, g.caps,
          g.budget, g.why
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[], $8::text[], $9::text[],
                 $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::text[], $16::text[],
                 $17::text[], $18::uuid[], $19::jsonb[], $20::bigint[], $21::jsonb[])
       g (id, customer_id, purchase_id, version_id, at, rule_id, unit, mode, amount, steps, per_step, step_counted, counted,
          by_line, spread, debt, lot_id, caps, budget, why)`,
)

/** Writes what one purchase (or joining) was granted. */
export function writeGrants(tx: Tx, grants: readonly GrantRow[]): void {
  if (grants.length === 0) return
  const column = <T>(pick: (grant: GrantRow) => T) => grants.map(pick)
  tx.write(insertGrants, [
    tx.businessId,
    column((g) => g.id),
    column((g) => g.customerId),
    column((g) => g.purchaseId),
    column((g) => g.versionId),
    column((g) => g.at.toString()),
    column((g) => g.ruleId),
    column((g) => g.unit),
    column((g) => g.mode),
    column((g) => g.amount),
    column((g) => g.steps),
    column((g) => g.perStep),
    column((g) => g.stepCounted),
    column((g) => g.counted),
    column((g) => `{${g.byLine.join(',')}}`),
    column((g) => g.spread),
    column((g) => g.debt),
    column((g) => g.lotId),
    column((g) => (g.caps.length > 0 ? JSON.stringify(g.caps) : null)),
    column((g) => g.budget),
    column((g) => JSON.stringify(g.why)),
  ])
}

const grantColumns = `grant_id as id, customer_id as "customerId", purchase_id as "purchaseId", version_id as "versionId",
  rule_id as "ruleId", unit, mode, amount, live_amount as "liveAmount", steps, live_steps as "liveSteps",
  per_step as "perStep", step_counted as "stepCounted", counted, live_counted as "liveCounted", by_line as "byLine", spread,
  debt, lot_id as "lotId", coalesce(caps, '[]') as caps, budget, why, at`

const readGrants = statement<GrantRow>(
  'grants.of_purchase',
  `select ${grantColumns} from grants where business_id = $1 and purchase_id = any($2) order by grant_id`,
)

/** What purchases were granted. */
export async function grantsOf(tx: Tx, purchaseIds: readonly PurchaseId[]): Promise<GrantRow[]> {
  return tx.rows(readGrants, [tx.businessId, purchaseIds])
}

const readStepped = statement<GrantRow>(
  'grants.with_steps',
  `select ${grantColumns} from grants
    where business_id = $1 and customer_id = $2 and rule_id = $3 and live_steps > 0 order by grant_id desc limit $4`,
)

/** The latest grants of a rule that still hold steps: what a return recalls from when the remainder doesn't reach. */
export async function latestStepped(
  tx: Tx,
  { customerId, ruleId, limit }: { customerId: CustomerId; ruleId: string; limit: number },
): Promise<GrantRow[]> {
  return tx.rows(readStepped, [tx.businessId, customerId, ruleId, limit])
}

const writeLive = statement(
  'grants.write_live',
  `update grants g set live_amount = l.amount, live_steps = l.steps, live_counted = l.counted
     from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[]) l (id, amount, steps, counted)
    where g.business_id = $1 and g.grant_id = l.id`,
)

/** Writes what of each grant still stands. */
export function writeLiveGrants(tx: Tx, grants: readonly GrantRow[]): void {
  if (grants.length === 0) return
  tx.write(writeLive, [
    tx.businessId,
    grants.map(({ id }) => id),
    grants.map(({ liveAmount }) => liveAmount),
    grants.map(({ liveSteps }) => liveSteps),
    grants.map(({ liveCounted }) => liveCounted),
  ])
}

const writeCarriesRows = rowsStatement(
  'programme.write_carries',
  `insert into carries (business_id, customer_id, rule_id, carried)
   select $1, c.* from unnest($2::uuid[], $3::text[], $4::bigint[]) c
   on conflict (business_id, customer_id, rule_id) do update set carried = excluded.carried`,
)

/** Writes the remainders that changed. */
export function writeCarries(
  tx: Tx,
  customerId: CustomerId,
  { before, after }: { before: Readonly<Record<string, number>>; after: Readonly<Record<string, number>> },
): void {
  const changed = Object.entries(after).filter(([rule, carried]) => carried !== (before[rule] ?? 0))
  if (changed.length === 0) return
  tx.write(writeCarriesRows, [
    tx.businessId,
    changed.map(() => customerId),
    changed.map(([rule]) => rule),
    changed.map(([, carried]) => carried),
  ])
}

const addCaps = rowsStatement(
  'programme.add_caps',
  `insert into cap_uses (business_id, customer_id, cap_id, period, used)
   select $1, c.* from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[]) c
   on conflict (business_id, customer_id, cap_id, period) do update set used = cap_uses.used + excluded.used`,
)
const lessenCaps = rowsStatement(
  'programme.lessen_caps',
  `update cap_uses u set used = greatest(0, u.used - c.used)
     from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[]) c (customer_id, cap_id, period, used)
    where u.business_id = $1 and u.customer_id = c.customer_id and u.cap_id = c.cap_id and u.period = c.period`,
)

/** Counts what was given in its caps, or (`sign` -1) gives the caps back what a return took. */
export function countCaps(
  tx: Tx,
  customerId: CustomerId,
  uses: readonly { capId: string; period: string; amount: number }[],
  sign: 1 | -1 = 1,
): void {
  const summed = new Map<string, { capId: string; period: string; amount: number }>()
  for (const use of uses) {
    const key = `${use.capId} ${use.period}`
    summed.set(key, { ...use, amount: use.amount + (summed.get(key)?.amount ?? 0) })
  }
  const rows = [...summed.values()].filter(({ amount }) => amount > 0)
  if (rows.length === 0) return
  tx.write(sign === 1 ? addCaps : lessenCaps, [
    tx.businessId,
    rows.map(() => customerId),
    rows.map(({ capId }) => capId),
    rows.map(({ period }) => period),
    rows.map(({ amount }) => amount),
  ])
}

const readBudgets = statement<{ ruleId: string; left: number }>(
  'programme.budgets',
  `select rule_id as "ruleId", budget - used as left from budgets where business_id = $1 and rule_id = any($2)`,
)
const claim = statement<{ used: number }>(
  'programme.claim_budget',
  `update budgets set used = used + $3 where business_id = $1 and rule_id = $2 and used + $3 <= budget returning used`,
)
const lessenBudget = statement(
  'programme.lessen_budget',
  'update budgets set used = greatest(0, used - $3) where business_id = $1 and rule_id = $2',
)

/** What the rules with a budget may still give to everybody together. */
export async function budgetsLeft(tx: Tx, ruleIds: readonly string[]): Promise<Record<string, number>> {
  if (ruleIds.length === 0) return {}
  const rows = await tx.rows(readBudgets, [tx.businessId, ruleIds])
  return Object.fromEntries(rows.map(({ ruleId, left }) => [ruleId, left]))
}

/** Takes from a rule's budget if there is enough. The row is every till's: it is written last, and only by such rules. */
export async function claimBudget(tx: Tx, ruleId: string, amount: number): Promise<boolean> {
  const rows = await tx.rows(claim, [tx.businessId, ruleId, amount])
  return rows.length === 1
}

/** A return gives a rule's budget back what it took. */
export function giveBackBudget(tx: Tx, ruleId: string, amount: number): void {
  tx.write(lessenBudget, [tx.businessId, ruleId, amount])
}
