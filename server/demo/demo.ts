/**
 * The demo: three businesses that nobody owns, a café in Budapest, a clothes shop in Yerevan and a wholesaler in
 * Ulaanbaatar, each plainly marked, with customers who can't exist and a year of what they did, up to yesterday. What
 * always holds: it all went through the till's own verbs, each at its own moment, so that the books are those of a shop
 * that has lived this year; the same story is told everywhere; making it again only tells the days since, and what was
 * broken off is carried on.
 */
import { type Database, inBusiness } from '../platform/database.ts'
import { StartupError } from '../platform/errors.ts'
import { showId } from '../platform/ids.ts'
import { hashPassword } from '../staff/staff.ts'
import { closeChapter, type Ground, groundOf, layGround, type Owner } from './ground.ts'
import { type Kept, keep, newPassword, readKept } from './kept.ts'
import { live, notYet, setStage, settle, type Told } from './living.ts'
import type { DemoShop } from './shop.ts'
import { cafe } from './shops/cafe.ts'
import { clothes } from './shops/clothes.ts'
import { wholesale } from './shops/wholesale.ts'
import { type Happening, storyOf } from './story.ts'

export const demoShops: readonly DemoShop[] = [cafe, clothes, wholesale]

const owner: Owner = { userId: '01900000-0000-7000-8000-000000000de0', email: 'demo@example.org' }

export interface DemoWish {
  publicUrl: string
  /** Where the sign-in is kept. */
  dataFolder: string
  now: Temporal.Instant
  /** How long the story is; a year unless said. */
  days?: number
  /** Told before the first business is made, as it takes some seconds. */
  onBegin?: () => void
}

export interface DemoBusiness {
  businessId: string
  locationId: string
  name: string
  trade: string
  currency: string
  /** Null: it was made from another data folder, where it is kept. */
  apiKey: string | null
  added: Told
}

export interface Demo {
  url: string
  email: string
  /** As it was made; null as with the API key. */
  password: string | null
  businesses: DemoBusiness[]
}

/** What a person reads who opened the demo: where, as whom. */
export function signInOf({ url, email, password }: Demo): string {
  const known = password ?? '(kept in demo.json of the data folder from which the demo was made)'
  return `Demo: sign in at ${url} as ${email} with the password ${known}`
}

/** Makes the demo, or brings it up to yesterday. */
export async function makeDemo(database: Database, wish: DemoWish): Promise<Demo> {
  return alone(database, async () => {
    const grounds = await layGrounds(database, wish)
    // One core's worth of deciding and one of the database: side by side they wait less for each other.
    const told = await Promise.all(
      demoShops.map((shop) => tell(database, shop, grounds.get(shop)!, wish.now)),
    )
    const kept = readKept(wish.dataFolder)
    return {
      url: wish.publicUrl,
      email: owner.email,
      password: kept?.password ?? null,
      businesses: demoShops.map((shop, index) => ({
        businessId: showId('business', shop.businessId),
        locationId: showId('location', grounds.get(shop)!.locationId),
        name: shop.name,
        trade: shop.trade,
        currency: shop.currency,
        apiKey: kept?.apiKeys[showId('business', shop.businessId)] ?? null,
        added: told[index]!,
      })),
    }
  })
}

const demoLock = 7249617304

/** Two at once would tell the same story into each other's. */
async function alone<Result>(database: Database, work: () => Promise<Result>): Promise<Result> {
  const client = await database.pool.connect()
  try {
    const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [
      demoLock,
    ])
    if (!rows[0]!.ours)
      throw new StartupError('The demo is being made already: try again when that is finished.')
    return await work()
  } finally {
    // The lock ends with the connection, whatever has happened to it.
    client.release(true)
  }
}

async function layGrounds(database: Database, wish: DemoWish): Promise<Map<DemoShop, Ground>> {
  const grounds = new Map<DemoShop, Ground>()
  for (const shop of demoShops) {
    const ground = await groundOf(database, shop)
    if (ground) grounds.set(shop, ground)
  }
  if (grounds.size === demoShops.length) return grounds
  wish.onBegin?.()
  const isNew = grounds.size === 0
  const password = isNew ? newPassword() : null
  const kept: Kept = (!isNew && readKept(wish.dataFolder)) || { password, apiKeys: {} }
  const passwordHash = password === null ? undefined : await hashPassword(password)
  for (const shop of demoShops) {
    if (grounds.has(shop)) continue
    const first = passwordHash !== undefined && shop === demoShops[0]
    const ground = await layGround(database, shop, {
      owner: { ...owner, ...(first ? { passwordHash } : {}) },
      since: yesterdayIn(shop, wish.now).subtract({ days: (wish.days ?? 365) - 1 }),
      onKey: (token) => {
        kept.apiKeys[showId('business', shop.businessId)] = token
        keep(wish.dataFolder, kept)
      },
    })
    grounds.set(shop, ground)
  }
  return grounds
}

function yesterdayIn({ timeZone }: DemoShop, now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 })
}

/** Tells what has not been told yet, up to yesterday. */
async function tell(
  database: Database,
  shop: DemoShop,
  ground: Ground,
  now: Temporal.Instant,
): Promise<Told> {
  const since = Temporal.PlainDate.from(ground.since)
  const until = yesterdayIn(shop, now)
  const toldUntil = ground.until === null ? null : Temporal.PlainDate.from(ground.until)
  if (toldUntil && Temporal.PlainDate.compare(until, toldUntil) <= 0)
    return { customers: 0, purchases: 0, returns: 0 }
  const { people, happenings } = storyOf(shop, since, until)
  const from = (toldUntil ? toldUntil.add({ days: 1 }) : since).toZonedDateTime(shop.timeZone).toInstant()
  const isNews = ({ at }: Happening) => Temporal.Instant.compare(at, from) >= 0
  const before = new Set(happenings.filter((one) => !isNews(one)).map(({ person }) => person))
  const place = { database, shop, locationId: ground.locationId, staffIds: ground.staffIds }
  const { stage, open } = await inBusiness(database, shop.businessId, async (tx) => ({
    stage: await setStage(tx, place, { people, before }),
    open: await notYet(tx, happenings.filter(isNews)),
  }))
  await live(stage, open)
  await closeChapter(database, shop, { ...ground, until: until.toString() })
  await settle(database, shop.businessId, now)
  return stage.told
}
