import type { NewCustomer } from '../customers/customers.ts'
import { Chance } from './chance.ts'
import type { DemoProduct, DemoShop, Habit } from './shop.ts'

/** Somebody whom the demo makes up: who she is, and what she is used to. */
export interface Person {
  /** Her external id. */
  key: string
  known: Omit<NewCustomer, 'joinedAt'>
  note: string | null
  habit: Habit
  weekdays: readonly number[]
  /** How likely she comes on a day that is hers. */
  chance: number
  /** Days since the story began. */
  joinsOn: number
  driftsFrom: number | null
  awayFrom: number
  /** Of the day, and a part of it. */
  hour: number
  size: number
  favourites: readonly DemoProduct[]
}

/** Whose external ids they are. */
export const demoSource = 'demo'

/** 07700 900000 to 900999: kept by Ofcom for films and books, so that nobody who has a telephone is ever meant. */
const phoneOf = (number: number) => `+447700900${String(number).padStart(3, '0')}`

// After the first year somebody new comes now and then, as long as somebody looks.
const LATER = { count: 20, everyDays: 9, afterDays: 365 }

/** The customers of a shop: the same ones whenever they are asked for. */
export function peopleOf(shop: DemoShop, since: Temporal.PlainDate): Person[] {
  const habits = shop.habits.flatMap((habit) => Array.from({ length: habit.count }, () => habit))
  const newcomer = shop.habits.find(({ joins }) => joins[0] >= 60)!
  for (let n = 0; n < LATER.count; n += 1) {
    const day = LATER.afterDays + n * LATER.everyDays
    habits.push({ ...newcomer, joins: [day, day] })
  }
  return habits.map((habit, index) => personOf(shop, habit, index, since))
}

function personOf(shop: DemoShop, habit: Habit, index: number, since: Temporal.PlainDate): Person {
  const chance = new Chance(shop.trade, 'person', index)
  const joinsOn = chance.whole(...habit.joins)
  const days = habit.weekdays ? chance.whole(...habit.weekdays) : 0
  return {
    key: `demo-${index + 1}`,
    known: knownOf(shop, index, since),
    note: index % 8 === 3 ? shop.notes[(index >> 3) % shop.notes.length]! : null,
    habit,
    joinsOn,
    weekdays: days === 5 ? [1, 2, 3, 4, 5] : someOf(shop.weekdays, days, chance),
    chance: chance.between(...habit.chance),
    driftsFrom: habit.drifts ? chance.whole(...habit.drifts) : null,
    awayFrom: chance.whole(30, 330),
    hour: chance.between(shop.hours[0] + 0.5, shop.hours[1] - 1),
    size: chance.whole(...(habit.size ?? [1, 1])),
    favourites: someOf(shop.products, 3, chance),
  }
}

// Two of them are one and the same, as happens in every shop: merging wants something to be tried on.
const TWIN = 11

function knownOf(shop: DemoShop, index: number, since: Temporal.PlainDate): Person['known'] {
  const self = index === TWIN ? TWIN - 1 : index
  const chance = new Chance(shop.trade, 'known', self)
  const email = index % 5 === 4 || index === TWIN ? undefined : `demo${index + 1}.${shop.trade}@example.org`
  // Day and month of the third one's birthday are the day after the first year: somebody is to be greeted.
  const born = index === 2 ? since : since.with({ month: chance.whole(1, 12), day: chance.whole(1, 28) })
  const birthday = born.with({ day: Math.min(born.day, 28), year: chance.whole(1955, 2006) }).toString()
  return {
    ...nameOf(shop, self),
    language: shop.language,
    ...(chance.is(0.75) || index === 2 || self === TWIN - 1 ? { birthday } : {}),
    phone: phoneOf(shop.phonesFrom + index),
    ...(email ? { email } : {}),
    externalId: `demo-${index + 1}`,
    source: demoSource,
    acquisition: chance.pick(shop.sources),
    ...(chance.is(0.4) ? { preferences: [chance.pick(shop.likes)] } : {}),
    ...(email && chance.is(0.8) ? { consents: [consentOf(shop)] } : {}),
  }
}

/** Thirty-seven has no factor in common with the number of names: each comes up once. */
function nameOf({ families, given }: DemoShop, index: number): { familyName: string; givenName: string } {
  const at = (index * 37) % (families.length * given.length)
  return { familyName: families[Math.floor(at / given.length)]!, givenName: given[at % given.length]! }
}

function consentOf({ consent, language }: DemoShop): NonNullable<NewCustomer['consents']>[number] {
  return {
    ...{ purpose: 'marketing', channel: 'email', given: true, wording: consent, language },
    ...{ source: 'demo', doubleOptIn: false },
  }
}

function someOf<T>(all: readonly T[], count: number, chance: Chance): T[] {
  const left = [...all]
  return Array.from({ length: Math.min(count, all.length) }, () =>
    left.splice(chance.whole(0, left.length - 1), 1),
  ).flat()
}
