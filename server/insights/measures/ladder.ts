import { dayNumber } from './lifetime.ts'

/**
 * The ladder: lead (known, has not bought yet) → buyer (one purchase) → client (bought again) → regular (buys by habit,
 * and still does) → adherent (by her own word buys nearly only from us) → advocate (and recommends us).
 *
 * A habit is at least four days on which she bought, and no more than twice her usual gap since the last. Her usual gap is
 * the mean between those days. Who breaks the habit goes back to client: that is the movement worth a call.
 */
export const rungs = ['lead', 'buyer', 'client', 'regular', 'adherent', 'advocate'] as const
export type Rung = (typeof rungs)[number]

export const habitDays = 4
export const slippingGaps = 2
/** From this share of her purchases on, of 100, she buys nearly only from us. */
export const adherentPercent = 80

export interface Habit {
  purchases: number
  /** Distinct days with a purchase. */
  days: number
  firstDay: string | null
  lastDay: string | null
  /** What she said last: how much of 100 she buys from us. null: nobody asked. */
  sharePercent?: number | null
  recommends?: boolean
}

/** Her usual days between two visits; null before there is one. */
export function usualGapDays({ days, firstDay, lastDay }: Habit): number | null {
  if (days < 2 || !firstDay || !lastDay) return null
  return (dayNumber(lastDay) - dayNumber(firstDay)) / (days - 1)
}

export function rungOf(habit: Habit, at: string): Rung {
  if (habit.purchases <= 0 || !habit.lastDay) return 'lead'
  // Two purchases on one day are one visit that forgot something.
  if (habit.days < 2) return 'buyer'
  if (!hasHabit(habit, at)) return 'client'
  if ((habit.sharePercent ?? 0) < adherentPercent) return 'regular'
  return habit.recommends ? 'advocate' : 'adherent'
}

function hasHabit(habit: Habit, at: string): boolean {
  const gap = usualGapDays(habit)
  if (gap === null || habit.days < habitDays) return false
  // Somebody who comes daily does not slip over a weekend.
  return dayNumber(at) - dayNumber(habit.lastDay!) <= Math.max(7, slippingGaps * gap)
}
