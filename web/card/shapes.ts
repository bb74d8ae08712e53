import type { Look } from '../ui/card/look.ts'
import type { LiveKey } from './live.ts'

/** What the server tells of a card; server/card/routes/shapes.ts describes the same. */

export interface UnitWords {
  one: string
  many: string
}

export interface Prize {
  at: number
  name: string
  icon?: string
  picture: string | null
}

export interface RewardShown {
  id: string
  name: string
  description: string | null
  image: string | null
  benefit: string
  price: {
    points: number | null
    pointsMax: number | null
    pointsStep: number | null
    stamps: number | null
    card: string | null
  }
  validUntil: string | null
  stock: number | null
  allowed: boolean
  missing: { points: number; stamps: number }
  reason: string | null
}

export interface Waiting {
  kind: string
  id: string
  name: string
  benefit: string
  worth: {
    percent: number | null
    amountMinor: number | null
    currency: string | null
    mostMinor: number | null
  } | null
  picture: string | null
  icon: string | null
  /** Not before. */
  from: string | null
  /** Only there; empty: everywhere. */
  places: string[]
  until: string | null
  code: string | null
}

export interface StampCardShown {
  card: string
  unit: string
  name: string
  stamp: string | null
  has: number
  size: number
  automatic: boolean
  prizes: Prize[]
  keepUntil: string | null
}

export interface CardState {
  asOf: string
  business: { id: string; name: string; demo: boolean; currency: string; timeZone: string }
  look: Look
  name: string
  number: string
  still: string
  live: LiveKey
  stampCards: StampCardShown[]
  points: {
    balance: number
    pending: number
    unit: UnitWords | null
    next: { name: string; at: number; missing: number } | null
    enough: { id: string; name: string } | null
  } | null
  tier: {
    name: string | null
    next: { name: string; missing: number; share: number } | null
    by: 'spend' | 'points' | 'visits' | 'tenureMonths'
    heldUntil: string | null
  } | null
  waiting: Waiting[]
  asks: { gift: Counted; questions: Question[] } | null
  expiring: { unit: string; amount: number; at: string }[]
  ready: RewardShown[]
  /** In which wallets of phones the card can be kept; a state that was kept earlier doesn't know. */
  wallets?: { apple: boolean; google: boolean }
}

export interface Redemption {
  id: string
  state: 'reserved' | 'fulfilled' | 'cancelled' | 'expired'
  name: string
  until: string | null
  code: string | null
}

export interface HistoryLine {
  id: string
  at: string
  amount: number
  state: string
  reason: string
  unit: { kind: 'points' | 'stamps' | 'money'; currency: string | null; words: UnitWords | null }
  because: string | null
  note: string | null
  reward: string | null
  goods: {
    currency: string
    totalMinor: number
    goods: { name: string; quantity: number }[]
    more: number
  } | null
  expiresAt: string | null
}

export interface Question {
  key: string
  type: string
  label: string
  required: boolean
  choices: { key: string; label: string }[]
}
export type Answer = string | number | boolean

export interface ConsentHeld {
  purpose: string
  channel: string
  wording: string | null
  asked: boolean
  state: 'given' | 'awaiting' | 'withdrawn' | 'none'
  at: string | null
}

export interface Me {
  name: string
  nickname: string | null
  birthday: string | null
  dates: { label: string; date: string }[]
  preferences: string[]
  dietary: string[]
  phones: string[]
  emails: string[]
  language: string | null
  questions: (Question & { answer: Answer | null })[]
  consents: ConsentHeld[]
  otherDevices: number
}

export interface Counted {
  kind: 'points' | 'stamps'
  count: number
  words: UnitWords | null
}

export interface JoinPage {
  business: { id: string; name: string; demo: boolean; country: string | null; language: string }
  look: Look
  gifts: (Counted | { kind: 'reward'; name: string })[]
  stampCard: { size: number; has: number; prizes: Prize[] } | null
  questions: Question[]
  answersGift: Counted | null
  consents: Record<'email' | 'phone', { purpose: string; channel: string; wording: string }[]>
}

export interface Challenge {
  challenge: string | null
  how: 'email' | 'counter'
}
