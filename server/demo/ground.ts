import { businessOf, changeBusiness, createApiKey, createBusiness } from '../businesses/businesses.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { scopes } from '../platform/http.ts'
import type { LocationId, StaffId } from '../platform/ids.ts'
import { type ProgrammeDraft, readyProgramme, saveProgramme } from '../programme/programme.ts'
import { keepProducts } from '../purchases/purchases.ts'
import { addReward, type RewardWish } from '../rewards/rewards.ts'
import { addPerson, addSeat, sitDown } from '../staff/staff.ts'
import { system } from './living.ts'
import type { DemoShop } from './shop.ts'

/** What a demo business keeps about itself, among its settings. */
export interface Ground {
  /** The first day of its story. */
  since: string
  /** The last day that was told to its end; null while none was. */
  until: string | null
  locationId: LocationId
  staffIds: StaffId[]
}

/** The ground of a demo business; undefined where there is none. */
export async function groundOf(database: Database, { businessId }: DemoShop): Promise<Ground | undefined> {
  try {
    const { settings } = await inBusiness(database, businessId, businessOf)
    return settings.demo as Ground
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_found') return undefined
    throw error
  }
}

/** Who the demo's owner is: the same person in all of its businesses. */
export interface Owner {
  userId: string
  email: string
  /** Given where she is new in this installation. */
  passwordHash?: string
}

/** Sets a demo business up, all or nothing. `onKey` hears of its API key before it can't be read any more. */
export async function layGround(
  database: Database,
  shop: DemoShop,
  { owner, since, onKey }: { owner: Owner; since: Temporal.PlainDate; onKey: (token: string) => void },
): Promise<Ground> {
  return inBusiness(database, shop.businessId, async (tx) => {
    const { name, trade, currency, timeZone, language } = shop
    const business = { name, trade, currency, timeZone, language, sandbox: true }
    const { locationId } = await createBusiness(tx, business, system)
    await saveProgramme(tx, programmeOf(shop), system)
    const staffIds = await seat(tx, shop, owner)
    await keepProducts(
      tx,
      shop.products.map(({ price, ...product }) => ({ ...product, unitPrice: price })),
    )
    for (const reward of shop.rewards) await addReward(tx, { ...plain, ...reward }, system)
    const ground: Ground = { since: since.toString(), until: null, locationId, staffIds }
    // Its clock stands at its first day until the story is told, so that nothing falls due before its time.
    const clock = since.toZonedDateTime(timeZone).toInstant().toString()
    await changeBusiness(tx, { settings: { demo: ground, clock } }, system)
    const { token } = await createApiKey(tx, { name: 'Demo', scopes, actor: system })
    onKey(token)
    return ground
  })
}

/** What its trade begins with, and what the shop has put on top. */
function programmeOf({ trade, currency, prizes = [] }: DemoShop): ProgrammeDraft {
  const ready = readyProgramme(trade, currency)
  const [card, ...others] = ready.stampCards
  if (!card || prizes.length === 0) return ready
  const all = [...card.prizes, ...prizes].sort((a, b) => a.at - b.at)
  return { ...ready, stampCards: [{ ...card, prizes: all }, ...others] }
}

/** The story is told until this day, and the shop's time is everybody's again. */
export async function closeChapter(
  database: Database,
  { businessId }: DemoShop,
  ground: Ground,
): Promise<void> {
  await inBusiness(database, businessId, async (tx) => {
    await changeBusiness(tx, { settings: { demo: ground, clock: null } }, system)
  })
}

async function seat(tx: Tx, shop: DemoShop, { userId, email, passwordHash }: Owner): Promise<StaffId[]> {
  const name = shop.owner
  const { staffId } = await addSeat(tx, { name, email, role: 'owner' }, system)
  await sitDown(tx, staffId, { userId, name })
  if (passwordHash) await addPerson(tx, { userId, name, email, passwordHash })
  const staffIds = [staffId]
  for (const [index, name] of shop.staff.entries()) {
    const email = `demo-staff${index + 1}.${shop.trade}@example.org`
    staffIds.push((await addSeat(tx, { name, email, role: 'staff' }, system)).staffId)
  }
  return staffIds
}

const plain: RewardWish = {
  ...{ name: '', description: null, benefit: { kind: 'gift' }, points: null, pointsMax: null },
  ...{ pointsStep: null, stampCard: null, stamps: null, tiers: null, stock: null, customerLimit: null },
  ...{ locationIds: null, validFrom: null, validUntil: null, validityDays: 7, images: [], costMinor: null },
}
