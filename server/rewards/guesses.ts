import { Refused } from '../platform/errors.ts'

/**
 * Slows down whoever tries codes. Only codes that nobody has count, and only against the one who typed them, so that
 * a till at work is never held up by somebody else's guessing. A typing person never comes near the limit; at one
 * guess in six seconds a code of 55 bits stands for 7 billion years.
 *
 * In memory of each process: several of them multiply a limit that has nine orders of magnitude to spare.
 */
const BURST = 10
const SECONDS_PER_GUESS = 6
const REMEMBERED = 10_000

const buckets = new Map<string, { misses: number; at: number }>()

/** Refuses with `code.guessing` whoever typed too many unknown codes. */
export function refuseGuesser(who: string, now: number = Date.now()): void {
  const beyond = missesOf(who, now) + 1 - BURST
  if (beyond <= 0) return
  const seconds = Math.ceil(beyond * SECONDS_PER_GUESS)
  throw new Refused('code.guessing', undefined, { params: { seconds } })
}

/** Counts a code that was not known. */
export function countMiss(who: string, now: number = Date.now()): void {
  const misses = missesOf(who, now) + 1
  buckets.delete(who)
  buckets.set(who, { misses, at: now })
  // The one who was quiet for longest is forgotten first: a map keeps the order of insertion.
  if (buckets.size > REMEMBERED) buckets.delete(buckets.keys().next().value!)
}

function missesOf(who: string, now: number): number {
  const bucket = buckets.get(who)
  if (!bucket) return 0
  return Math.max(0, bucket.misses - (now - bucket.at) / 1_000 / SECONDS_PER_GUESS)
}
