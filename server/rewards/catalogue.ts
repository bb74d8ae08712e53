import { sql } from 'kysely'
import { businessOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { type Book, openBook } from '../ledger/ledger.ts'
import { requirePicture } from '../looks/looks.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, type LocationId, newId, type PictureId, type RewardId } from '../platform/ids.ts'
import type { RefusalCode } from '../platform/refusals.ts'
import type { Benefit, LocalText } from './benefit.ts'
import { noToReward } from './eligibility.ts'
import { mostStamps } from './redeem.ts'

/** What the owner says about a reward. Moments: valid from, and the first moment at which it is no longer valid. */
export interface RewardWish {
  name: LocalText
  description: LocalText | null
  benefit: Benefit
  points: number | null
  pointsMax: number | null
  pointsStep: number | null
  stampCard: string | null
  stamps: number | null
  tiers: string[] | null
  stock: number | null
  customerLimit: number | null
  locationIds: LocationId[] | null
  validFrom: Temporal.Instant | null
  validUntil: Temporal.Instant | null
  validityDays: number | null
  images: string[]
  /** An uploaded picture, by the id that its address has. */
  pictureId?: PictureId | null
  costMinor: number | null
}

export interface Reward extends RewardWish {
  rewardId: RewardId
  pictureId: PictureId | null
  /** Where the picture is seen. */
  picture: string | null
  createdAt: Temporal.Instant
  archivedAt: Temporal.Instant | null
}

const columns = `reward_id as "rewardId", name, description, benefit, points, points_max as "pointsMax",
  points_step as "pointsStep", stamp_card as "stampCard", stamps, tiers, stock, customer_limit as "customerLimit",
  location_ids as "locationIds", valid_from as "validFrom", valid_until as "validUntil",
  validity_days as "validityDays", images, picture_id as "pictureId",
  '/pictures/' || replace(business_id::text || picture_id::text, '-', '') || '.webp' as picture, cost_minor as "costMinor", created_at as "createdAt",
  archived_at as "archivedAt"`

const insertReward = statement<Reward>(
  'rewards.insert',
  `insert into rewards (business_id, reward_id, name, description, kind, benefit, points, points_max, points_step,
     stamp_card, stamps, tiers, stock, customer_limit, location_ids, valid_from, valid_until, validity_days, images,
     cost_minor, picture_id, place)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $21, $13, $14, $15, $16, $17, $18, $19, $20,
     (select coalesce(max(place), 0) + 1 from rewards where business_id = $1))
   returning ${columns}`,
)
// Stock is left out: it changes by `adjustStock` and by redemption only, so that no edit overwrites a sale.
const updateReward = statement<Reward>(
  'rewards.update',
  `update rewards set name = $3, description = $4, kind = $5, benefit = $6, points = $7, points_max = $8,
     points_step = $9, stamp_card = $10, stamps = $11, tiers = $12, customer_limit = $13, location_ids = $14,
     valid_from = $15, valid_until = $16, validity_days = $17, images = $18, cost_minor = $19,
     picture_id = $20, updated_at = now()
    where business_id = $1 and reward_id = $2 returning ${columns}`,
)

function valuesOf(tx: Tx, rewardId: RewardId, wish: RewardWish): unknown[] {
  return [
    tx.businessId,
    rewardId,
    JSON.stringify(wish.name),
    wish.description === null ? null : JSON.stringify(wish.description),
    wish.benefit.kind,
    JSON.stringify(wish.benefit),
    wish.points,
    wish.pointsMax,
    wish.pointsStep,
    wish.stampCard,
    wish.stamps,
    wish.tiers,
    wish.customerLimit,
    wish.locationIds,
    wish.validFrom,
    wish.validUntil,
    wish.validityDays,
    wish.images,
    wish.costMinor,
    wish.pictureId ?? null,
  ]
}

/** Puts a reward into the catalogue. */
export async function addReward(tx: Tx, wish: RewardWish, actor: Actor): Promise<Reward> {
  await requirePicture(tx, wish.pictureId, 'pictureId')
  const rewardId = newId<'reward'>()
  const [reward] = await tx.rows(insertReward, [...valuesOf(tx, rewardId, wish), wish.stock])
  tell(tx, { what: 'reward.added', actor, subject: { kind: 'reward', id: rewardId }, facts: wish })
  return reward!
}

const lockReward = statement<Reward>(
  'rewards.lock',
  `select ${columns} from rewards where business_id = $1 and reward_id = $2 for update`,
)

async function locked(tx: Tx, rewardId: RewardId): Promise<Reward> {
  const [reward] = await tx.rows(lockReward, [tx.businessId, rewardId])
  if (!reward) throw new Refused('not_found')
  return reward
}

/** Changes what is given and leaves the rest. Redemptions made before stay what they were. */
export async function changeReward(
  tx: Tx,
  rewardId: RewardId,
  decide: (before: Reward) => RewardWish,
  actor: Actor,
): Promise<Reward> {
  const before = await locked(tx, rewardId)
  const wish = decide(before)
  if (wish.pictureId !== before.pictureId) await requirePicture(tx, wish.pictureId, 'pictureId')
  const [reward] = await tx.rows(updateReward, valuesOf(tx, rewardId, wish))
  const facts = { before, after: reward }
  tell(tx, { what: 'reward.changed', actor, subject: { kind: 'reward', id: rewardId }, facts })
  return reward!
}

const setArchived = statement<Reward>(
  'rewards.archive',
  `update rewards set archived_at = $3, updated_at = now() where business_id = $1 and reward_id = $2
    returning ${columns}`,
)

/** Takes a reward out of the catalogue, or puts it back; it is never deleted, as redemptions tell of it. */
export async function archiveReward(
  tx: Tx,
  {
    rewardId,
    archived,
    now,
    actor,
  }: { rewardId: RewardId; archived: boolean; now: Temporal.Instant; actor: Actor },
): Promise<Reward> {
  const [reward] = await tx.rows(setArchived, [tx.businessId, rewardId, archived ? now : null])
  if (!reward) throw new Refused('not_found')
  const what = archived ? 'reward.archived' : 'reward.restored'
  tell(tx, { what, actor, subject: { kind: 'reward', id: rewardId } })
  return reward
}

const setStock = statement<Reward>(
  'rewards.set_stock',
  `update rewards set stock = $3, updated_at = now() where business_id = $1 and reward_id = $2 returning ${columns}`,
)

export type StockChange = { change: number } | { stock: number | null }

/** Counts stock up or down, or sets it after counting (null: no limit). Refuses to go below nothing. */
export async function adjustStock(
  tx: Tx,
  rewardId: RewardId,
  adjustment: StockChange,
  { reason, actor }: { reason: string; actor: Actor },
): Promise<Reward> {
  const before = await locked(tx, rewardId)
  const stock = 'stock' in adjustment ? adjustment.stock : (before.stock ?? 0) + adjustment.change
  if (stock !== null && stock < 0) throw new Refused('reward.out_of_stock', undefined, { field: 'change' })
  const [reward] = await tx.rows(setStock, [tx.businessId, rewardId, stock])
  const facts = { before: before.stock, after: stock, reason }
  tell(tx, { what: 'reward.stock_adjusted', actor, subject: { kind: 'reward', id: rewardId }, facts })
  return reward!
}

export interface RewardsWanted {
  ids?: RewardId[] | undefined
  archived?: boolean | undefined
  after?: RewardId | undefined
  limit: number
  /** For whom `taken` counts. */
  customerId?: CustomerId | null | undefined
}

/** The catalogue, in the owner's order. */
export async function listRewards(tx: Tx, wanted: RewardsWanted): Promise<(Reward & { taken: number })[]> {
  const where = [sql`r.business_id = ${tx.businessId}`]
  if (wanted.ids) where.push(sql`r.reward_id = any(${wanted.ids}::uuid[])`)
  if (wanted.archived !== undefined) {
    where.push(wanted.archived ? sql`r.archived_at is not null` : sql`r.archived_at is null`)
  }
  if (wanted.after) {
    where.push(sql`(r.place, r.reward_id) > (select place, reward_id from rewards
      where business_id = ${tx.businessId} and reward_id = ${wanted.after})`)
  }
  return tx.all(sql<Reward & { taken: number }>`
    select ${sql.raw(columns)},
           (select count(*)::int from redemptions d
             where d.business_id = r.business_id and d.reward_id = r.reward_id
               and d.customer_id = ${wanted.customerId ?? null} and d.state in ('reserved', 'fulfilled')) as taken
      from rewards r
     where ${sql.join(where, sql` and `)}
     order by r.place, r.reward_id limit ${wanted.limit}`)
}

/** Whether a customer may have a reward now, why not, and how much is missing. */
export interface Whether {
  allowed: boolean
  reason: { code: RefusalCode; params: Record<string, string | number> } | null
  missing: { points: number; stamps: number }
}

export interface Wisher {
  customerId: CustomerId
  locationId: LocationId | null
  tierId: string | null
  now: Temporal.Instant
}

/** What a customer has, as it is now; nothing is locked and nothing written. */
export async function balancesFor(tx: Tx, { customerId, now }: Wisher): Promise<Book> {
  const { timeZone } = await businessOf(tx)
  const book = await openBook(tx, { holders: [{ kind: 'customer', id: customerId }], timeZone, lots: true })
  book.settle(now)
  return book
}

/** Pure. Where the customer isn't bound to a place, as on her card, a reward of other locations isn't refused for it. */
export function whether(reward: Reward & { taken: number }, wisher: Wisher, book: Book): Whether {
  const places = wisher.locationId === null ? { ...reward, locationIds: null } : reward
  const no = noToReward(places, wisher)
  const points = book.balanceOf({ kind: 'customer', id: wisher.customerId }, 'points').balance
  const stamps = reward.stampCard === null ? 0 : mostStamps(book, wisher.customerId, reward.stampCard)
  const missing = {
    points: Math.max(0, (reward.points ?? 0) - points),
    stamps: Math.max(0, (reward.stamps ?? 0) - stamps),
  }
  const short = missing.points > 0 || missing.stamps > 0
  const tooFew = {
    available: missing.points > 0 ? points : stamps,
    needed: (missing.points > 0 ? reward.points : reward.stamps) ?? 0,
  }
  const reason = no
    ? { code: no.code, params: no.params ?? {} }
    : short
      ? { code: 'points.too_few' as const, params: tooFew }
      : null
  return { allowed: reason === null, reason, missing }
}
