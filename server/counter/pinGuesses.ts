import { Refused } from '../platform/errors.ts'

/**
 * Slows down whoever tries PINs. Five wrong ones are a bad day; then one a minute, so that the ten thousand PINs of a
 * seat take a week of trying at a till in plain sight. Counted against the device and against the seat, in memory of
 * each process.
 */
const BURST = 5
const SECONDS_PER_GUESS = 60
const REMEMBERED = 10_000

const buckets = new Map<string, { misses: number; at: number }>()

export function refusePinGuesser(who: string, now = Date.now()): void {
  const beyond = missesOf(who, now) + 1 - BURST
  if (beyond <= 0) return
  throw new Refused('pin.too_many', undefined, { params: { seconds: Math.ceil(beyond * SECONDS_PER_GUESS) } })
}

/** Counts a wrong PIN; what it gives takes the count back. */
export function countWrongPin(who: string, now = Date.now()): () => void {
  add(who, 1, now)
  return () => add(who, -1, now)
}

function add(who: string, count: number, now: number): void {
  const misses = Math.max(0, missesOf(who, now) + count)
  buckets.delete(who)
  if (misses > 0) buckets.set(who, { misses, at: now })
  // The one who was quiet for longest is forgotten first: a map keeps the order of insertion.
  if (buckets.size > REMEMBERED) buckets.delete(buckets.keys().next().value!)
}

function missesOf(who: string, now: number): number {
  const bucket = buckets.get(who)
  if (!bucket) return 0
  return Math.max(0, bucket.misses - (now - bucket.at) / 1_000 / SECONDS_PER_GUESS)
}
