import { statement, type Tx } from '../platform/database.ts'
import type { ProgrammeVersionId } from '../platform/ids.ts'

/** The versions of a programme as a list: when each came into force and by whom; and who stands on its tiers. */

export interface VersionHead {
  id: ProgrammeVersionId
  number: number
  createdAt: Temporal.Instant
  /** The name of the person who saved it; null: a program, or the setting up. */
  by: string | null
}

const heads = `v.version_id as id, v.number, v.created_at as "createdAt", s.name as by
  from programme_versions v
  left join staff s on s.business_id = v.business_id and s.staff_id = v.created_by`
const readHeads = statement<VersionHead>(
  'programme.version_heads',
  `select ${heads} where v.business_id = $1 and ($2::int is null or v.number < $2)
    order by v.number desc limit $3`,
)
const readHead = statement<VersionHead>(
  'programme.version_head',
  `select ${heads} where v.business_id = $1 and v.version_id = $2`,
)

/** A page of the versions, the latest first. */
export async function versionHeads(
  tx: Tx,
  { before, limit }: { before: number | null; limit: number },
): Promise<VersionHead[]> {
  return tx.rows(readHeads, [tx.businessId, before, limit])
}

export async function versionHead(tx: Tx, id: ProgrammeVersionId): Promise<VersionHead | undefined> {
  const [head] = await tx.rows(readHead, [tx.businessId, id])
  return head
}

const countStandings = statement<{ tierId: string; people: number }>(
  'programme.count_standings',
  `select tier_id as "tierId", count(*)::int as people from standings
    where business_id = $1 and tier_id is not null group by tier_id`,
)

/** How many people stand on each tier; one that nobody stands on is not in it. */
export async function peopleOnTiers(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.rows(countStandings, [tx.businessId])
  return new Map(rows.map(({ tierId, people }) => [tierId, people]))
}
