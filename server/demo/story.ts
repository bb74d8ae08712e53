import { Chance } from './chance.ts'
import { type Person, peopleOf } from './people.ts'
import type { DemoProduct, DemoShop } from './shop.ts'

/**
 * What happens in a demo shop, day by day from the day its story began. Pure, and each person's chances are her own: the
 * story up to a later day begins with the story up to an earlier one, so that it can be carried on.
 */

/** What somebody would like to use with a purchase, if she has it. */
export type Wish = 'prize' | 'points' | 'reward'

export interface Buying {
  do: 'buy'
  at: Temporal.Instant
  /** Null: somebody who didn't say who she was. */
  person: Person | null
  externalId: string
  lines: ReturnType<typeof lineOf>[]
  wish: Wish | null
}

export interface BringingBack {
  do: 'bring back'
  at: Temporal.Instant
  person: Person
  externalId: string
  /** The external id of the purchase. */
  of: string
  /** All of it, or one piece of its first line. */
  all: boolean
  reason: string
}

export type Happening = Buying | BringingBack

interface Day {
  date: Temporal.PlainDate
  /** Since the story began. */
  number: number
  open: boolean
  season: number
  sale: boolean
}

/** Everything from the first day to the last, both included, in its order. */
export function storyOf(
  shop: DemoShop,
  since: Temporal.PlainDate,
  until: Temporal.PlainDate,
): { people: Person[]; happenings: Happening[] } {
  const days = daysOf(shop, since, until)
  const people = peopleOf(shop, since)
  const end = until.add({ days: 1 }).toZonedDateTime(shop.timeZone).toInstant()
  const happenings = [...people.flatMap((person) => lifeOf(shop, person, days)), ...walkIns(shop, days)]
  return {
    people,
    happenings: happenings
      .filter(({ at }) => Temporal.Instant.compare(at, end) < 0)
      .sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
  }
}

function daysOf(shop: DemoShop, since: Temporal.PlainDate, until: Temporal.PlainDate): Day[] {
  const count = since.until(until, { largestUnit: 'day' }).days + 1
  return Array.from({ length: Math.max(0, count) }, (_, number) => {
    const date = since.add({ days: number })
    const closed = shop.closed.includes(date.toString().slice(5))
    return {
      date,
      number,
      open: shop.weekdays.includes(date.dayOfWeek) && !closed,
      season: shop.season[date.month - 1]!,
      sale: shop.saleMonths.includes(date.month),
    }
  })
}

function lifeOf(shop: DemoShop, person: Person, days: readonly Day[]): Happening[] {
  const chance = new Chance(shop.trade, 'life', person.key)
  const happenings: Happening[] = []
  let visits = 0
  for (const day of days) {
    if (!day.open || day.number < person.joinsOn) continue
    if (visits > 0 && !chance.is(likelihood(person, day))) continue
    visits += 1
    const bought = buying(shop, person, day, { chance, externalId: `${person.key}-${visits}` })
    happenings.push(bought)
    if (chance.is(shop.returns.chance)) happenings.push(returning(shop, bought, person, { chance, day }))
    if (person.habit.once) break
  }
  return happenings
}

const AWAY_DAYS = 14
/** So many days, and she comes half as often. */
const DRIFT_HALF_DAYS = 21

function likelihood(
  { weekdays, chance, driftsFrom, awayFrom }: Person,
  { date, number, season }: Day,
): number {
  if (number % 365 >= awayFrom && number % 365 < awayFrom + AWAY_DAYS) return 0
  const hers = weekdays.length === 0 || weekdays.includes(date.dayOfWeek)
  const drifted = driftsFrom === null ? 0 : Math.max(0, number - driftsFrom)
  return chance * (hers ? 1 : 0.03) * season * 0.5 ** (drifted / DRIFT_HALF_DAYS)
}

function buying(
  shop: DemoShop,
  person: Person,
  day: Day,
  { chance, externalId }: { chance: Chance; externalId: string },
): Buying {
  const lines = basketOf(shop, day, { chance, favourites: person.favourites, size: person.size })
  const fate = chance.next()
  const { prize, points, reward } = shop.wishes
  const wish = fate < prize ? 'prize' : fate < points ? 'points' : fate < points + reward ? 'reward' : null
  return {
    do: 'buy',
    at: momentOf(shop, day.date, person.hour + chance.between(-0.75, 0.75)),
    person,
    externalId,
    lines,
    wish,
  }
}

function returning(
  shop: DemoShop,
  { externalId }: Buying,
  person: Person,
  { chance, day }: { chance: Chance; day: Day },
): BringingBack {
  const date = day.date.add({ days: chance.whole(1, 9) })
  return {
    do: 'bring back',
    at: momentOf(shop, date, chance.between(...shop.hours)),
    person,
    externalId: `${externalId}-back`,
    of: externalId,
    all: chance.is(0.4),
    reason: chance.pick(shop.returns.reasons),
  }
}

function walkIns(shop: DemoShop, days: readonly Day[]): Buying[] {
  return days.flatMap((day) => {
    const chance = new Chance(shop.trade, 'walk-ins', day.number)
    if (!day.open) return []
    return Array.from({ length: chance.whole(...shop.walkInsADay) }, (_, index) => ({
      do: 'buy' as const,
      at: momentOf(shop, day.date, chance.between(...shop.hours)),
      person: null,
      externalId: `demo-guest-${day.number + 1}-${index + 1}`,
      lines: basketOf(shop, day, { chance, favourites: [], size: 1 }),
      wish: null,
    }))
  })
}

function basketOf(
  shop: DemoShop,
  day: Day,
  { chance, favourites, size }: { chance: Chance; favourites: readonly DemoProduct[]; size: number },
) {
  const inSeason = ({ months }: DemoProduct) => !months || months.includes(day.date.month)
  const open = shop.products.filter(inSeason)
  const hers = favourites.filter(inSeason)
  const count = 1 + chance.weighted([...shop.lines.keys()], (index) => shop.lines[index]!)
  const taken = new Map<DemoProduct, number>()
  for (let line = 0; line < count; line += 1) {
    const product =
      hers.length > 0 && chance.is(0.6) ? chance.pick(hers) : chance.weighted(open, (one) => one.weight ?? 1)
    taken.set(product, (taken.get(product) ?? 0) + chance.whole(...shop.quantity) * size)
  }
  return [...taken].map(([product, quantity]) => lineOf(shop, product, quantity, day.sale))
}

const SALE_PERCENT = 20

function lineOf({ vatPercent }: DemoShop, product: DemoProduct, quantity: number, sale: boolean) {
  const { sku, name, category, brand, price: unitPrice } = product
  const discount = sale ? Math.round((unitPrice * quantity * SALE_PERCENT) / 100) : 0
  const tax = Math.round(((unitPrice * quantity - discount) * vatPercent) / (100 + vatPercent))
  return { sku, name, category, ...(brand ? { brand } : {}), quantity, unitPrice, discount, tax }
}

/** The moment of a day at an hour and a part of it, while the shop is open. */
function momentOf({ hours, timeZone }: DemoShop, date: Temporal.PlainDate, hour: number): Temporal.Instant {
  const open = Math.min(Math.max(hour, hours[0]), hours[1] - 0.01)
  const plainTime = Temporal.PlainTime.from('00:00').add({ seconds: Math.floor(open * 3600) })
  return date.toZonedDateTime({ timeZone, plainTime }).toInstant()
}
