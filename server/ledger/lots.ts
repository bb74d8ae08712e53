import type { Lot } from './entries.ts'

export function after(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return a.epochNanoseconds > b.epochNanoseconds
}

/** A lot is over from the first moment after its last local day. */
export function isOver(lot: Lot, now: Temporal.Instant): boolean {
  return lot.ripe && lot.remaining > 0 && lot.expiresAt !== null && !after(lot.expiresAt, now)
}

export function dueAt(lot: Lot): Temporal.Instant | null {
  if (!lot.ripe) return lot.ripensAt
  return lot.expiresAt
}

/** Soonest-expiring first; what never expires last; among equals the oldest (ids are ordered by time). */
export function soonestFirst(a: Lot, b: Lot): number {
  if (a.expiresAt && b.expiresAt) {
    const difference = a.expiresAt.epochNanoseconds - b.expiresAt.epochNanoseconds
    if (difference !== 0n) return difference < 0n ? -1 : 1
  } else if (a.expiresAt || b.expiresAt) {
    return a.expiresAt ? -1 : 1
  }
  return a.id < b.id ? -1 : 1
}
