import { statement, type Tx } from './database.ts'
import { Refused } from './errors.ts'

/**
 * Slows down whoever tries secrets: a number of misses at once, then one in so many seconds. Counted in the database, as
 * the limits of one process are multiplied by the number of processes and forgotten when they start anew.
 */
export interface Pace {
  /** So many misses are a bad day… */
  burst: number
  /** …and then one in so long. */
  secondsPerGuess: number
  refusal: 'pin.too_many' | 'code.guessing' | 'request.too_many'
}

const left = (row: string) =>
  `greatest(0, ${row}.misses - greatest(0, extract(epoch from clock_timestamp() - ${row}.at)::float8) / $3)`

const read = statement<{ misses: number }>(
  'platform.read_guesses',
  `select ${left('g')} as misses from guesses g where business_id = $1 and who = $2`,
)
const add = statement(
  'platform.add_guess',
  `insert into guesses as g (business_id, who, misses, at) values ($1, $2, 1, clock_timestamp())
   on conflict (business_id, who) do update set misses = ${left('g')} + 1, at = clock_timestamp()`,
)
// The row is locked: of many at once each sees how many were counted before it.
const addWithin = statement<{ misses: number }>(
  'platform.add_guess_within',
  `insert into guesses as g (business_id, who, misses, at) values ($1, $2, 1, clock_timestamp())
   on conflict (business_id, who) do update set misses = ${left('g')} + 1, at = clock_timestamp()
    where ${left('g')} + 1 <= $4
   returning misses`,
)
const takeBack = statement(
  'platform.take_guess_back',
  `update guesses g set misses = greatest(0, ${left('g')} - 1), at = clock_timestamp()
    where business_id = $1 and who = $2`,
)
const forget = statement(
  'platform.forget_guesses',
  `delete from guesses where business_id = $1 and at < now() - interval '2 days'`,
)

/** Refuses whoever has missed too often. */
export async function refuseGuesser(
  tx: Tx,
  who: string,
  { burst, secondsPerGuess, refusal }: Pace,
): Promise<void> {
  const [row] = await tx.rows(read, [tx.businessId, who, secondsPerGuess])
  const beyond = (row?.misses ?? 0) + 1 - burst
  if (beyond <= 0) return
  throw new Refused(refusal, undefined, { params: { seconds: Math.ceil(beyond * secondsPerGuess) } })
}

/** Counts a miss; it stays counted though the work is refused for it. */
export function countMiss(tx: Tx, who: string, { secondsPerGuess }: Pace): void {
  tx.outlive(add, [tx.businessId, who, secondsPerGuess])
}

/**
 * Counts a guess before it is known whether it is right, or refuses it: of many at once, none slips through while others
 * are looked up and compared.
 */
export async function countGuess(tx: Tx, who: string, pace: Pace): Promise<void> {
  const { secondsPerGuess, burst } = pace
  const [counted] = await tx.rows(addWithin, [tx.businessId, who, secondsPerGuess, burst])
  if (!counted) await refuseGuesser(tx, who, pace)
}

/** The guess was right: it counts no longer. */
export function takeGuessBack(tx: Tx, who: string, { secondsPerGuess }: Pace): void {
  tx.write(takeBack, [tx.businessId, who, secondsPerGuess])
}

/** What has long run off. */
export function forgetGuesses(tx: Tx): void {
  tx.write(forget, [tx.businessId])
}
