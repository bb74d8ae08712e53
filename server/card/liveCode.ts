import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/**
 * The turning code, after RFC 6238 with a step of a minute: the last ten digits of HMAC-SHA-256 over the number of the
 * step. Ten, as nobody types it: a guess within the three steps that are taken has a chance of 3 in 10^10.
 */
export const STEP_SECONDS = 60
const DIGITS = 10

let master: Buffer | undefined

/** Derives the master key of turning codes from the installation's secret. Called once when the program starts. */
export function keyLiveCodes(secret: string): void {
  master = Buffer.from(hkdfSync('sha256', secret, '', 'regulars live codes', 32))
}

/** A customer's own key. Worked out, so that a stolen database shows nobody's codes. Her devices get it. */
export function liveKey(businessId: string, customerId: string, turn: number): Buffer {
  if (!master) throw new Error('live codes are used before openCard(secret)')
  return createHmac('sha256', master).update(`${businessId}\n${customerId}\n${turn}`).digest()
}

export function stepAt(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / 1_000 / STEP_SECONDS)
}

/** Pure: the code of a step (RFC 4226 §5.3, dynamic truncation, over eight bytes in place of four). */
export function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha256', key).update(counter).digest()
  const offset = digest[31]! & 0x0f
  const value = digest.readBigUInt64BE(offset) & 0x7fff_ffff_ffff_ffffn
  return String(value % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0')
}

/** The step whose code it is: this one, the one before (it was shown a moment ago) or the next (her clock runs ahead). */
export function stepOf(key: Buffer, code: string, now: Temporal.Instant): number | undefined {
  const current = stepAt(now)
  const typed = Buffer.from(code)
  return [current, current - 1, current + 1].find((step) => {
    const right = Buffer.from(codeAt(key, step))
    return right.length === typed.length && timingSafeEqual(right, typed)
  })
}
