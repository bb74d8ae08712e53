import { type Habit, habitOf } from '../../purchases/purchases.ts'

/**
 * The ladder: lead (known, has not bought yet) → buyer (one purchase) → client (bought again) → regular (buys by habit,
 * and still does) → adherent (by her own word buys nearly only from us) → advocate (and recommends us).
 *
 * A habit is what `purchases/habits.ts` says it is. Who breaks it goes back to client: that is the movement worth a call.
 */
export const rungs = ['lead', 'buyer', 'client', 'regular', 'adherent', 'advocate'] as const
export type Rung = (typeof rungs)[number]

/** From this share of her purchases on, of 100, she buys nearly only from us. */
export const adherentPercent = 80

export interface Standing extends Habit {
  purchases: number
  /** What she said last: how much of 100 she buys from us. null: nobody asked. */
  sharePercent?: number | null
  recommends?: boolean
}

export function rungOf(habit: Standing, at: string): Rung {
  if (habit.purchases <= 0 || !habit.lastDay) return 'lead'
  // Two purchases on one day are one visit that forgot something.
  if (habit.days < 2) return 'buyer'
  if (habitOf(habit, at) !== 'kept') return 'client'
  if ((habit.sharePercent ?? 0) < adherentPercent) return 'regular'
  return habit.recommends ? 'advocate' : 'adherent'
}
