import { type Database, inBusiness, statement } from '../platform/database.ts'
import { type RewardId, readId } from '../platform/ids.ts'
import type { ProgrammeDocument } from '../programme/programme.ts'
import type { Share } from './sums.ts'

const readNames = statement<{ id: string; name: string | null }>(
  'simulation.names',
  `select c.customer_id as id,
          coalesce(c.full_name, nullif(concat_ws(' ', c.given_name, c.family_name), ''),
                   (select value from identities i
                     where i.business_id = $1 and i.customer_id = c.customer_id and i.kind = 'external'
                     order by value limit 1)) as name
     from customers c where c.business_id = $1 and c.customer_id = any($2)`,
)

/** How people are called: by name, else by the number that they have elsewhere. */
export async function namesOf(
  database: Database,
  businessId: string,
  shares: readonly Share[],
): Promise<Map<string, string | null>> {
  const ids = shares.map(({ customerId }) => customerId)
  const rows = await inBusiness(database, businessId, (tx) => tx.rows(readNames, [businessId, ids]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const readCosts = statement<{ id: RewardId; costMinor: number }>(
  'simulation.reward_costs',
  `select reward_id as id, cost_minor as "costMinor" from rewards
    where business_id = $1 and reward_id = any($2) and cost_minor is not null`,
)

/** What the prizes of stamp cards cost the shop, by card and place, as far as they are rewards with a cost. */
export async function costsOfPrizes(
  database: Database,
  businessId: string,
  { stampCards }: ProgrammeDocument,
): Promise<Record<string, number>> {
  const prizes = stampCards.flatMap((card) =>
    card.prizes.flatMap(({ at, rewardId }) => {
      const id = rewardId === undefined ? undefined : readId('reward', rewardId)
      return id ? [{ key: `${card.id} ${at}`, id }] : []
    }),
  )
  if (prizes.length === 0) return {}
  const ids = prizes.map(({ id }) => id)
  const rows = await inBusiness(database, businessId, (tx) => tx.rows(readCosts, [businessId, ids]))
  const costs = new Map(rows.map(({ id, costMinor }) => [id, costMinor]))
  return Object.fromEntries(prizes.flatMap(({ key, id }) => (costs.has(id) ? [[key, costs.get(id)!]] : [])))
}
