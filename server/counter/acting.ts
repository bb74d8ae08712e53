import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { countGuess, type Pace, takeGuessBack } from '../platform/guesses.ts'
import type { BusinessId, StaffId } from '../platform/ids.ts'
import { hexOf, uuidOf } from '../platform/secrets.ts'
import { isPin, type SeatWithPin, seatWithPin } from '../staff/staff.ts'

let key: Buffer | undefined

/** Derives the key of acting tokens from the installation's secret. Called once when the program starts. */
export function keyActing(secret: string): void {
  key = Buffer.from(hkdfSync('sha256', secret, '', 'regulars acting at a till', 32))
}

/** The till that a token is good at. */
interface AtTill {
  businessId: BusinessId
  tillId: string
}

/**
 * A word that says for some minutes who stands at a till: good at that till alone, and no longer once the PIN or the
 * seat is another. Nothing of it is kept.
 */
export function makeActing(at: AtTill, seat: SeatWithPin, minutes: number): { token: string; until: string } {
  const until = Temporal.Now.instant().add({ minutes }).epochMilliseconds
  const head = `${hexOf(seat.staffId)}.${until}`
  const token = `${head}.${signed(head, at, seat).toString('base64url')}`
  return { token, until: Temporal.Instant.fromEpochMilliseconds(until).toString() }
}

/** Whom a token names; whether it holds is said with her seat at hand. undefined: it is none, or its time is over. */
export function readActing(token: string) {
  const [, staff, until, sign] = /^([0-9a-f]{32})\.(\d{13})\.([\w-]{43})$/.exec(token) ?? []
  if (!staff || !until || !sign || Number(until) < Date.now()) return undefined
  return {
    staffId: uuidOf(staff) as StaffId,
    holds(at: AtTill, seat: SeatWithPin): boolean {
      return timingSafeEqual(signed(`${staff}.${until}`, at, seat), Buffer.from(sign, 'base64url'))
    },
  }
}

function signed(head: string, { businessId, tillId }: AtTill, { pinHash }: SeatWithPin): Buffer {
  if (!key) throw new Error('acting tokens are used before keyActing(secret)')
  return createHmac('sha256', key).update(`${businessId} ${tillId} ${pinHash} ${head}`).digest()
}

/** Five wrong PINs are a bad day; then one a minute, so that the ten thousand of a seat take a week in plain sight. */
const pace: Pace = { burst: 5, secondsPerGuess: 60, refusal: 'pin.too_many' }

/**
 * The seat of somebody who has shown her PIN. Wrong ones are counted against the device and against the seat, before
 * the slow comparison. Asks outside of a transaction: it takes some 50 ms.
 */
export async function seatByPin(
  database: Database,
  { businessId, deviceId }: { businessId: BusinessId; deviceId: string },
  { staffId, pin }: { staffId: StaffId; pin: string },
): Promise<SeatWithPin> {
  // Always in this order, so that two who try at once never wait for each other.
  const guessers = [`pin at ${deviceId}`, `pin of ${staffId}`]
  const seat = await inBusiness(database, businessId, async (tx) => {
    for (const guesser of guessers) await countGuess(tx, guesser, pace)
    const seat = await seatWithPin(tx, staffId)
    if (!seat) throw new Refused('not_found', undefined, { field: 'staffId' })
    return seat
  })
  if (!seat.pinHash || !(await isPin(pin, seat.pinHash)))
    throw new Refused('pin.wrong', undefined, { field: 'pin' })
  await inBusiness(database, businessId, async (tx) => {
    for (const guesser of guessers) takeGuessBack(tx, guesser, pace)
  })
  return seat
}
