import { question, statement, type Tx } from '../platform/database.ts'
import type { CustomerId, ProgrammeVersionId, PurchaseId } from '../platform/ids.ts'

/**
 * Where a customer stands with the programme: what she carries, what of the caps she has used, her tier and her stamp
 * cards. Read under the lock of the customer's row.
 */
export interface MemberState {
  /** The version in force, as of this reading. */
  versionId: ProgrammeVersionId
  carried: Record<string, number>
  capUsed: Record<string, number>
  standing: Standing | null
  /** By unit: in which round the stamp card is. */
  rounds: Record<string, number>
}

/** A tier as it stands, and how it was come to: the steps that a return works back through. */
export interface Standing {
  tierId: string | null
  reachedAt: string | null
  heldUntil: string | null
  graceUntil: string | null
  steps: StoredStep[]
  changedBy: PurchaseId | null
}

/** A `TierStep` with its moments as ISO 8601. */
export interface StoredStep {
  tierId: string
  reachedAt: string
  heldUntil: string | null
  qualified: number
}

interface StateRow {
  versionId: ProgrammeVersionId
  carried: Record<string, number> | null
  caps: [cap: string, period: string, used: number][] | null
  standing: Standing | null
  rounds: Record<string, number> | null
}

const readState = question<StateRow>(
  'programme.member',
  `select k.n::int as n,
     (select version_id from programme_versions where business_id = $1 order by number desc limit 1) as "versionId",
     (select json_object_agg(rule_id, carried) from carries where business_id = $1 and customer_id = k.customer_id) as carried,
     case when k.periods <> '' then
       (select json_agg(json_build_array(cap_id, period, used)) from cap_uses
         where business_id = $1 and customer_id = k.customer_id and period = any(string_to_array(k.periods, ' '))) end as caps,
     (select json_build_object('tierId', tier_id, 'reachedAt', reached_at, 'heldUntil', held_until,
                               'graceUntil', grace_until, 'steps', steps, 'changedBy', changed_by)
        from standings where business_id = $1 and customer_id = k.customer_id) as standing,
     (select json_object_agg(unit, round) from stamp_cards where business_id = $1 and customer_id = k.customer_id) as rounds
     from unnest($2::uuid[], $3::text[]) with ordinality k (customer_id, periods, n)`,
)

/** One round trip. `periods`: by cap, the period that counts now (`capPeriods`). */
export async function readMember(
  tx: Tx,
  customerId: CustomerId,
  periods: Record<string, string>,
): Promise<MemberState> {
  const [row] = await tx.ask(readState, customerId, [...new Set(Object.values(periods))].join(' '))
  const { versionId, carried, caps, standing, rounds } = row!
  const capUsed: Record<string, number> = {}
  for (const [cap, period, used] of caps ?? []) if (periods[cap] === period) capUsed[cap] = used
  return { versionId, carried: carried ?? {}, capUsed, standing, rounds: rounds ?? {} }
}

const writeStandingRow = statement(
  'programme.write_standing',
  `insert into standings (business_id, customer_id, tier_id, reached_at, held_until, grace_until, review_at, steps, changed_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (business_id, customer_id) do update
     set tier_id = excluded.tier_id, reached_at = excluded.reached_at, held_until = excluded.held_until,
         grace_until = excluded.grace_until, review_at = excluded.review_at, steps = excluded.steps,
         changed_by = excluded.changed_by`,
)
const dropStanding = statement(
  'programme.drop_standing',
  'delete from standings where business_id = $1 and customer_id = $2',
)

/** Writes a standing; null: as if there never was one. It comes up for review when its grace is over. */
export function writeStanding(
  tx: Tx,
  customerId: CustomerId,
  standing: Standing | null,
  reviewAt = standing?.graceUntil ?? null,
): void {
  if (!standing) {
    tx.write(dropStanding, [tx.businessId, customerId])
    return
  }
  const { tierId, reachedAt, heldUntil, graceUntil, steps, changedBy } = standing
  tx.write(writeStandingRow, [
    tx.businessId,
    customerId,
    tierId,
    reachedAt,
    heldUntil,
    graceUntil,
    tierId ? reviewAt : null,
    JSON.stringify(steps),
    changedBy,
  ])
}

const readDue = statement<{ customerId: CustomerId }>(
  'programme.standings_due',
  `select customer_id as "customerId" from standings where business_id = $1 and review_at <= $2 order by review_at limit $3`,
)

/** Customers whose tier comes up for review. */
export async function standingsDue(tx: Tx, now: Temporal.Instant, limit: number): Promise<CustomerId[]> {
  const rows = await tx.rows(readDue, [tx.businessId, now.toString(), limit])
  return rows.map(({ customerId }) => customerId)
}

const dropGone = statement(
  'programme.drop_standings_of_the_gone',
  `delete from standings s using customers c
    where s.business_id = $1 and c.business_id = $1 and c.customer_id = s.customer_id
      and (c.erased_at is not null or c.merged_into is not null)`,
)

/** Whoever was erased or became another customer stands nowhere any more. */
export function dropStandingsOfTheGone(tx: Tx): void {
  tx.write(dropGone, [tx.businessId])
}

const writeRound = statement(
  'programme.write_round',
  `insert into stamp_cards (business_id, customer_id, unit, round) values ($1, $2, $3, $4)
   on conflict (business_id, customer_id, unit) do update set round = excluded.round`,
)

export function writeCardRound(tx: Tx, customerId: CustomerId, unit: string, round: number): void {
  tx.write(writeRound, [tx.businessId, customerId, unit, round])
}

/** A prize that a stamp card gave and that was not recalled. */
export interface PrizeRow {
  id: string
  unit: string
  round: number
  at: number
  voucherId: string
}

const readPrizes = statement<PrizeRow>(
  'programme.prizes',
  `select prize_id as id, unit, round, at_stamps as at, voucher_id as "voucherId" from prizes
    where business_id = $1 and customer_id = $2 and unit = any($3) and recalled_at is null order by prize_id`,
)
const insertPrize = statement(
  'programme.insert_prize',
  `insert into prizes (business_id, prize_id, customer_id, unit, round, at_stamps, voucher_id, purchase_id, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const recallPrize = statement(
  'programme.recall_prize',
  'update prizes set recalled_at = $3 where business_id = $1 and prize_id = $2',
)

export async function prizesOf(
  tx: Tx,
  customerId: CustomerId,
  units: readonly string[],
): Promise<PrizeRow[]> {
  return tx.rows(readPrizes, [tx.businessId, customerId, units])
}

export function writePrize(
  tx: Tx,
  prize: PrizeRow & { customerId: CustomerId; purchaseId: PurchaseId | null; givenAt: Temporal.Instant },
): void {
  tx.write(insertPrize, [
    tx.businessId,
    prize.id,
    prize.customerId,
    prize.unit,
    prize.round,
    prize.at,
    prize.voucherId,
    prize.purchaseId,
    prize.givenAt.toString(),
  ])
}

export function writePrizeRecalled(tx: Tx, prizeId: string, at: Temporal.Instant): void {
  tx.write(recallPrize, [tx.businessId, prizeId, at.toString()])
}
