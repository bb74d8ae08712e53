import { addNote, createCustomer, findCustomer, newCustomer } from '../customers/customers.ts'
import { brokenConstraint, type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import type { CustomerId, LocationId, StaffId } from '../platform/ids.ts'
import { currentVersion } from '../programme/programme.ts'
import { purchasesByExternalId, returnsWithExternalId } from '../purchases/purchases.ts'
import { listRewards, type Reward } from '../rewards/rewards.ts'
import { type RingUpRequest, returnIn, reviewTiers, ringUpIn, settleDue } from '../till/till.ts'
import { demoSource, type Person } from './people.ts'
import type { DemoShop } from './shop.ts'
import type { Buying, Happening } from './story.ts'
import { keepCodes, wished } from './wishes.ts'

export const system: Actor = { kind: 'system', id: null }

/** What became of a part of the story. */
export interface Told {
  customers: number
  purchases: number
  returns: number
}

/** Where it happens, and what of it is known so far. */
export interface Stage {
  database: Database
  shop: DemoShop
  locationId: LocationId
  staffIds: readonly StaffId[]
  /** Those who have joined; null: somebody who has been erased since. */
  ids: Map<Person, CustomerId | null>
  /** Codes of prizes that nobody has used yet, and until when they are good. */
  codes: Map<Person, { code: string; until: Temporal.Instant }[]>
  rewards: readonly Reward[]
  /** For so many of her points, so many minor units. */
  spend: { points: number; minor: number } | null
  told: Told
}

// So many share a commit: what they ask and write in one turn is one statement each.
const AT_ONCE = 48

/** Lets everything happen, in its order and each at its own moment; what falls due is settled month by month. */
export async function live(stage: Stage, happenings: readonly Happening[]): Promise<void> {
  const { database, shop } = stage
  const monthOf = ({ at }: Happening) =>
    at.toZonedDateTimeISO(shop.timeZone).toPlainDate().toString().slice(0, 7)
  for (const [, month] of Map.groupBy(happenings, monthOf)) {
    for (let left = month; left.length > 0; ) {
      const { group, later } = nextGroup(stage, left)
      left = later
      await together(stage, group)
    }
    await settle(database, shop.businessId, month.at(-1)!.at)
  }
}

export async function settle(database: Database, businessId: string, now: Temporal.Instant): Promise<void> {
  await settleDue(database, businessId, now)
  await reviewTiers(database, businessId, now)
}

/** The first ones, each customer once: she can't stand at two tills. */
function nextGroup({ ids }: Stage, left: readonly Happening[]): { group: Happening[]; later: Happening[] } {
  const group: Happening[] = []
  const later: Happening[] = []
  const taken = new Set<string>()
  for (const [index, one] of left.entries()) {
    if (group.length === AT_ONCE) return { group, later: [...later, ...left.slice(index)] }
    const who = one.person && (ids.get(one.person) ?? one.person.key)
    if (who && taken.has(who)) later.push(one)
    else group.push(one)
    if (who) taken.add(who)
  }
  return { group, later }
}

async function together(stage: Stage, group: readonly Happening[]): Promise<void> {
  const { database, shop } = stage
  try {
    const happened = await inBusiness(database, shop.businessId, (tx) => write(tx, stage, group))
    for (const note of happened) note()
  } catch (error) {
    if (!isRefusal(error)) throw error
    // Somebody has tried things out meanwhile: it goes on without what is no longer possible.
    const [one] = group
    if (group.length > 1) for (const single of group) await together(stage, [single])
    else if (one!.do === 'buy' && one!.person && one!.wish) {
      // A prize that a return has recalled would be refused each time.
      stage.codes.delete(one!.person)
      await together(stage, [{ ...one!, wish: null }])
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof Refused || /_external_id_once$/.test(brokenConstraint(error) ?? '')
}

/** What to note once it is durable. */
type Note = () => void

async function write(tx: Tx, stage: Stage, group: readonly Happening[]): Promise<Note[]> {
  const notes: Note[] = []
  const buyings = group.filter((one) => one.do === 'buy')
  const rungUp = await Promise.allSettled(buyings.map((buying) => buy(tx, stage, buying)))
  for (const outcome of rungUp) {
    if (outcome.status === 'rejected') throw outcome.reason
    notes.push(...outcome.value)
  }
  for (const one of group) {
    if (one.do === 'buy' || !stage.ids.get(one.person)) continue
    const purchaseId = (await purchasesByExternalId(tx, [one.of])).get(one.of)
    if (!purchaseId) continue
    const what = one.all ? ({ all: true } as const) : { lines: [{ line: 0, quantity: 1 }] }
    const request = { ...what, occurredAt: one.at, reason: one.reason, externalId: one.externalId }
    await returnIn(tx, purchaseId, request, { ...byAt(one.at), bulk: true })
    notes.push(() => {
      stage.told.returns += 1
    })
  }
  return notes
}

function byAt(now: Temporal.Instant) {
  return { actor: system, now, once: { key: null, hash: null } }
}

async function buy(tx: Tx, stage: Stage, buying: Buying): Promise<Note[]> {
  const { person, at, lines, externalId } = buying
  const { ids, locationId, staffIds, told } = stage
  const notes: Note[] = []
  let customerId = person && ids.get(person)
  if (person && customerId === null) return []
  if (person && !customerId) {
    const id = await join(tx, person, at)
    customerId = id
    notes.push(() => {
      ids.set(person, id)
      told.customers += 1
    })
  }
  const redeem = customerId ? await wished(tx, stage, buying, customerId) : undefined
  const request: RingUpRequest = {
    ...(customerId ? { customer: { id: customerId } } : {}),
    ...{ locationId, staffId: staffIds[at.epochMilliseconds % staffIds.length], occurredAt: at, externalId },
    ...{ lines, taxIncluded: true, ...(redeem ? { redeem } : {}) },
  }
  // The answer is only wanted where it may hold the code of a prize.
  const bulk = stage.shop.wishes.prize === 0 || person === null
  const said = await ringUpIn(tx, request, { ...byAt(at), bulk })
  notes.push(() => {
    told.purchases += 1
    if (person && !bulk) keepCodes(stage, person, { at, text: said.text, used: redeem?.voucher })
  })
  return notes
}

async function join(tx: Tx, { known, note }: Person, at: Temporal.Instant): Promise<CustomerId> {
  const joinedAt = at.subtract({ minutes: 3 }).toString()
  const consents = known.consents?.map((consent) => ({ ...consent, at: joinedAt }))
  const input = newCustomer.parse({ ...known, ...(consents ? { consents } : {}), joinedAt })
  const id = await createCustomer(tx, input, system)
  if (note) await addNote(tx, id, note, system)
  return id
}

/** What is there already: of a story that was told in part, or that somebody has lived on in. */
export async function setStage(
  tx: Tx,
  place: Pick<Stage, 'database' | 'shop' | 'locationId' | 'staffIds'>,
  { people, before }: { people: readonly Person[]; before: ReadonlySet<Person | null> },
): Promise<Stage> {
  const ids: Stage['ids'] = new Map()
  for (const person of people) {
    const id = await findCustomer(tx, { externalId: person.key, source: demoSource })
    // Who had joined and is not to be found has been erased, and stays so.
    if (id || before.has(person)) ids.set(person, id ?? null)
  }
  const { document } = await currentVersion(tx)
  const rewards = await listRewards(tx, { archived: false, limit: 100 })
  return {
    ...place,
    ids,
    codes: new Map(),
    // What can be had with any basket, and by anybody.
    rewards: rewards.filter(
      ({ points, tiers, benefit: { kind } }) =>
        points !== null && tiers === null && ['gift', 'percent', 'experience'].includes(kind),
    ),
    spend: document.points?.spend ?? null,
    told: { customers: 0, purchases: 0, returns: 0 },
  }
}

/** Without what is in the books already. */
export async function notYet(tx: Tx, happenings: readonly Happening[]): Promise<Happening[]> {
  const externalIds = happenings.map(({ externalId }) => externalId)
  const [bought, back] = [
    await purchasesByExternalId(tx, externalIds),
    await returnsWithExternalId(tx, externalIds),
  ]
  return happenings.filter(({ externalId }) => !bought.has(externalId) && !back.has(externalId))
}
