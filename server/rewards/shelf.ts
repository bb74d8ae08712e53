import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { RewardId } from '../platform/ids.ts'

/** The catalogue as its owner keeps it: in which order, how often each reward is taken, what became of the stock. */

const setPlaces = statement<{ rewardId: RewardId }>(
  'rewards.set_places',
  `update rewards r set place = o.place
     from (select id, place from unnest($2::uuid[]) with ordinality as o (id, place)) o
    where r.business_id = $1 and r.reward_id = o.id
    returning r.reward_id as "rewardId"`,
)
const moveTheRest = statement(
  'rewards.move_the_rest',
  `update rewards set place = place + $3 where business_id = $1 and not reward_id = any($2) and place <= $3`,
)

/** Puts these rewards first, in this order; the others follow as they stood. */
export async function orderRewards(tx: Tx, ids: readonly RewardId[]): Promise<void> {
  const found = await tx.rows(setPlaces, [tx.businessId, ids])
  if (found.length < new Set(ids).size) throw new Refused('not_found', undefined, { field: 'rewards' })
  await tx.rows(moveTheRest, [tx.businessId, ids, ids.length])
}

export interface Taken {
  rewardId: RewardId
  /** Handed out or taken off a price, by redeeming and by vouchers that are worth this reward. */
  taken: number
  /** Held for customers now. */
  reserved: number
  /** The moment of the latest. */
  lastAt: Temporal.Instant | null
}

const countTaken = statement<Taken>(
  'rewards.count_taken',
  `with redeemed as (
     select reward_id, count(*) as taken, max(closed_at) as last_at from redemptions
      where business_id = $1 and state = 'fulfilled' and closed_at >= $2 and closed_at < $3 group by 1),
   used as (
     select v.reward_id, count(*) as taken, max(u.at) as last_at
       from voucher_uses u join vouchers v on v.business_id = u.business_id and v.voucher_id = u.voucher_id
      where u.business_id = $1 and u.rolled_back_at is null and u.at >= $2 and u.at < $3
        and v.reward_id is not null group by 1),
   held as (
     select reward_id, count(*) as reserved from redemptions
      where business_id = $1 and state = 'reserved' group by 1)
   select r.reward_id as "rewardId", (coalesce(d.taken, 0) + coalesce(u.taken, 0))::int as taken,
          coalesce(h.reserved, 0)::int as reserved, greatest(d.last_at, u.last_at) as "lastAt"
     from rewards r
     left join redeemed d using (reward_id)
     left join used u using (reward_id)
     left join held h using (reward_id)
    where r.business_id = $1 and (d.reward_id is not null or u.reward_id is not null or h.reward_id is not null)
    order by 2 desc, r.reward_id limit 1000`,
)

/** How often each reward was taken in a span of time; those that nobody took are not in it. */
export async function countOfTaken(
  tx: Tx,
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): Promise<Taken[]> {
  return tx.rows(countTaken, [tx.businessId, from, until])
}

export interface StockEntry {
  id: string
  at: Temporal.Instant
  facts: { before: number | null; after: number | null; reason: string } | null
  actorKind: string
  by: string | null
}

const readStockHistory = statement<StockEntry>(
  'rewards.stock_history',
  `select j.entry_id as id, j.at, j.facts, j.actor_kind as "actorKind", s.name as by
     from journal j
     left join staff s on s.business_id = j.business_id and s.staff_id = j.actor_id and j.actor_kind = 'staff'
    where j.business_id = $1 and j.subject_id = $2 and j.subject_kind = 'reward' and j.what = 'reward.stock_adjusted'
      and ($3::uuid is null or j.entry_id < $3)
    order by j.entry_id desc limit $4`,
)

/** Who counted a reward's stock, when and why, the latest first. */
export async function stockHistory(
  tx: Tx,
  rewardId: RewardId,
  { after, limit }: { after: string | null; limit: number },
): Promise<StockEntry[]> {
  return tx.rows(readStockHistory, [tx.businessId, rewardId, after, limit])
}
