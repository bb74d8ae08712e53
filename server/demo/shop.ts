import type { Trade } from '../businesses/businesses.ts'
import type { BusinessId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import type { RewardWish } from '../rewards/rewards.ts'

/** From … to, both possible. */
export type Span = readonly [from: number, to: number]

export interface DemoProduct {
  sku: string
  name: string
  category: string
  brand?: string
  /** In minor units, tax included. */
  price: number
  /** How often it is taken, against the others; 1 unless said. */
  weight?: number
  /** The months in which it is taken at all. */
  months?: readonly number[]
}

/** A way of being a customer, and how many are like that. */
export interface Habit {
  count: number
  /** How many weekdays she keeps to; without, any day is as good. */
  weekdays?: Span
  /** How likely she comes on such a day. */
  chance: Span
  /** On which day of the year she buys for the first time. */
  joins: Span
  /** From which day on she comes less and less. */
  drifts?: Span
  /** How much more than others she takes. */
  size?: Span
  /** Comes once and never again. */
  once?: boolean
}

/** A shop that the demo makes up: whole sentences stand in its own language. */
export interface DemoShop {
  /** The same in every installation: so that a second run finds it, and two at once can't both make it. */
  businessId: BusinessId
  trade: Trade
  name: string
  currency: string
  timeZone: string
  language: Language
  /** Names that mean "sample", each with as many given names as there are. */
  families: readonly string[]
  given: readonly string[]
  /** Where her numbers begin in the range of `people.ts`. */
  phonesFrom: number
  owner: string
  staff: readonly string[]
  products: readonly DemoProduct[]
  rewards: readonly Partial<RewardWish>[]
  /** Prizes on the way, beside those of the trade's ready stamp card. */
  prizes?: readonly { at: number; name: string }[]
  habits: readonly Habit[]
  /** ISO: 1 is Monday. */
  weekdays: readonly number[]
  hours: Span
  /** MM-DD. */
  closed: readonly string[]
  /** How busy the months are, January first. */
  season: readonly number[]
  saleMonths: readonly number[]
  vatPercent: number
  /** How many different products are in a basket, by weight: the first is one. */
  lines: readonly number[]
  quantity: Span
  walkInsADay: Span
  /** How likely somebody who comes wants to use a prize, pay with points, or take a reward. */
  wishes: { prize: number; points: number; reward: number }
  returns: { chance: number; reasons: readonly string[] }
  sources: readonly string[]
  likes: readonly string[]
  notes: readonly string[]
  /** What was shown to those who wanted to have mail. */
  consent: string
}
