import fc from 'fast-check'

/** What a shop may do to a book, drawn at random. Which credit or debit is meant is counted among those that are open. */

const units = ['points', 'stamps:coffee'] as const

export interface Spending {
  do: 'debit' | 'reserve'
  who: number
  unit: (typeof units)[number]
  amount: number
}
export interface Closing {
  do: 'capture' | 'release'
  which: number
}
export interface Undoing {
  do: 'giveBack' | 'takeBack'
  which: number
  percent: number
}
export type Action =
  | {
      do: 'credit'
      who: number
      unit: (typeof units)[number]
      amount: number
      ripe: 'now' | 'later' | 'event'
      days: number | null
      graceDays: number
      debt: 'clamp' | 'negative'
    }
  | Spending
  | Closing
  | { do: 'ripen'; which: number }
  | Undoing
  | { do: 'pass'; days: number }
  | { do: 'merge'; from: number; into: number }

const who = fc.nat(2)
const which = fc.nat(30)
const unit = fc.constantFrom(...units)
const amount = fc.integer({ min: 1, max: 100 })
const percent = fc.constantFrom(1, 33, 50, 100)

export const aCredit = fc.record({
  do: fc.constant('credit' as const),
  who,
  unit,
  amount,
  ripe: fc.constantFrom('now' as const, 'now' as const, 'later' as const, 'event' as const),
  days: fc.option(fc.integer({ min: 1, max: 20 })),
  graceDays: fc.constantFrom(0, 3),
  debt: fc.constantFrom('clamp' as const, 'negative' as const),
})
export const spending = fc.record({
  do: fc.constantFrom('debit' as const, 'reserve' as const),
  who,
  unit,
  amount,
})
export const closing = fc.record({ do: fc.constantFrom('capture' as const, 'release' as const), which })
export const ripening = fc.record({ do: fc.constant('ripen' as const), which })
export const undoing = fc.record({
  do: fc.constantFrom('giveBack' as const, 'takeBack' as const),
  which,
  percent,
})
export const passing = fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 8 }) })
export const merging = fc.record({ do: fc.constant('merge' as const), from: who, into: who })
