import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { prizesOf } from './member.ts'

const repoint = [
  'update grants set customer_id = $3 where business_id = $1 and customer_id = $2',
  `insert into carries (business_id, customer_id, rule_id, carried)
   select business_id, $3, rule_id, carried from carries where business_id = $1 and customer_id = $2
   on conflict (business_id, customer_id, rule_id) do update set carried = carries.carried + excluded.carried`,
  'delete from carries where business_id = $1 and customer_id = $2 and $3::uuid is not null',
  `insert into cap_uses (business_id, customer_id, cap_id, period, used)
   select business_id, $3, cap_id, period, used from cap_uses where business_id = $1 and customer_id = $2
   on conflict (business_id, customer_id, cap_id, period) do update set used = cap_uses.used + excluded.used`,
  'delete from cap_uses where business_id = $1 and customer_id = $2 and $3::uuid is not null',
].map((text, index) => statement(`programme.merge_${index}`, text))

// Of two tiers the one that is held longer stays; what both together qualify for comes with the next purchase or review.
const mergeStandings = statement(
  'programme.merge_standings',
  `with gone as (delete from standings where business_id = $1 and customer_id = $2 returning *)
   insert into standings (business_id, customer_id, tier_id, reached_at, held_until, grace_until, review_at, steps, changed_by)
   select business_id, $3, tier_id, reached_at, held_until, grace_until, coalesce(review_at, now()), steps, null from gone
   on conflict (business_id, customer_id) do update
     set tier_id = excluded.tier_id, reached_at = excluded.reached_at, held_until = excluded.held_until,
         grace_until = excluded.grace_until, review_at = excluded.review_at, steps = excluded.steps, changed_by = null
   where standings.tier_id is null
      or coalesce(excluded.held_until, 'infinity') > coalesce(standings.held_until, 'infinity')`,
)

const readRounds = statement<{ customerId: CustomerId; unit: string; round: number }>(
  'programme.merge_rounds',
  'select customer_id as "customerId", unit, round from stamp_cards where business_id = $1 and customer_id = any($2)',
)
const unitsWithPrizes = statement<{ unit: string }>(
  'programme.merge_units',
  'select distinct unit from prizes where business_id = $1 and customer_id = any($2) and recalled_at is null',
)
const movePrize = statement(
  'programme.merge_prize',
  'update prizes set customer_id = $3, round = $4 where business_id = $1 and prize_id = $2',
)
const moveRecalled = statement(
  'programme.merge_recalled_prizes',
  'update prizes set customer_id = $3 where business_id = $1 and customer_id = $2 and recalled_at is not null',
)
const writeRound = statement(
  'programme.merge_round',
  `insert into stamp_cards (business_id, customer_id, unit, round) values ($1, $2, $3, $4)
   on conflict (business_id, customer_id, unit) do update set round = excluded.round`,
)
const dropRounds = statement(
  'programme.merge_drop_rounds',
  'delete from stamp_cards where business_id = $1 and customer_id = $2',
)

/**
 * One member becomes another: what she was granted, carries, has used of caps, her tier and her stamp cards. Nothing is
 * lost, and what is undone later still finds its way. Both are locked by the caller.
 */
export async function mergeMembers(tx: Tx, from: CustomerId, into: CustomerId): Promise<void> {
  await mergeCards(tx, from, into)
  for (const one of repoint) tx.write(one, [tx.businessId, from, into])
  tx.write(mergeStandings, [tx.businessId, from, into])
}

/**
 * Two stamp cards become one: full rounds are counted together, and a prize that both had on their open card counts for
 * the next round already, so that it isn't given a third time.
 */
async function mergeCards(tx: Tx, from: CustomerId, into: CustomerId): Promise<void> {
  const rows = await tx.rows(readRounds, [tx.businessId, [from, into]])
  const roundOf = (customerId: CustomerId, unit: string) =>
    rows.find((row) => row.customerId === customerId && row.unit === unit)?.round ?? 0
  const units = [...new Set(rows.map(({ unit }) => unit))]
  const held = await tx.rows(unitsWithPrizes, [tx.businessId, [from, into]])
  for (const { unit } of held) if (!units.includes(unit)) units.push(unit)
  const [ours, theirs] = [await prizesOf(tx, into, units), await prizesOf(tx, from, units)]
  for (const unit of units) {
    const [mine, other] = [roundOf(into, unit), roundOf(from, unit)]
    const open = mine + other
    const taken = new Set<string>()
    for (const prize of ours.filter((one) => one.unit === unit)) {
      const round = prize.round >= mine ? open : prize.round
      taken.add(`${round} ${prize.at}`)
      if (round !== prize.round) tx.write(movePrize, [tx.businessId, prize.id, into, round])
    }
    for (const prize of theirs.filter((one) => one.unit === unit)) {
      let round = prize.round >= other ? open : mine + prize.round
      while (taken.has(`${round} ${prize.at}`)) round += 1
      taken.add(`${round} ${prize.at}`)
      tx.write(movePrize, [tx.businessId, prize.id, into, round])
    }
    tx.write(writeRound, [tx.businessId, into, unit, open])
  }
  tx.write(moveRecalled, [tx.businessId, from, into])
  tx.write(dropRounds, [tx.businessId, from])
}
