/**
 * The pure half of a return: what it takes back, worked out from what was granted and frozen, never from today's
 * programme. Laws, tested as properties:
 *
 * - The parts taken back by any sequence of returns sum exactly to the whole when everything came back.
 * - Σ live steps × stepCounted + carried = Σ counted of what did not come back, always.
 * - The remainder is never negative.
 */

import { mulDivFloor } from '../platform/exact.ts'
import type { Grant } from './award.ts'

/** A grant in steps as it stands: the steps that no return has taken yet, with the terms they were granted under. */
export type LiveGrant = { grantId: string; liveSteps: number; perStep: number; stepCounted: number }
export type Recall = { grantId: string; steps: number; amount: number }

/**
 * The part of `total` that goes back with what is returned now. Rounded down over everything returned so far, so the
 * last piece takes the rest: nothing is lost, and no part is taken earlier than its share came back.
 */
export function shareBack(
  total: number,
  weightOfReturnedSoFar: number,
  weightReturnedNow: number,
  weightTotal: number,
): number {
  const after = weightOfReturnedSoFar + weightReturnedNow
  if (weightOfReturnedSoFar < 0 || weightReturnedNow < 0 || after > weightTotal)
    throw new RangeError(`Returned ${weightOfReturnedSoFar} and ${weightReturnedNow} of ${weightTotal}.`)
  if (weightTotal === 0) return 0
  return mulDivFloor(total, after, weightTotal) - mulDivFloor(total, weightOfReturnedSoFar, weightTotal)
}

export type ReturnedMilli = {
  /** Aligned with the grant's `byLine`: before this return, in this return, and bought. */
  before: readonly number[]
  now: readonly number[]
  bought: readonly number[]
}

/** What a return takes of a grant: weighted amount (for `unwindSteps`) for steps, points or stamps for whole. */
export function amountBack(
  { byLine, spread, amount }: Pick<Grant, 'byLine' | 'spread' | 'amount'>,
  { before, now, bought }: ReturnedMilli,
): number {
  let weightBefore = 0
  let weightNow = 0
  let weightTotal = 0
  for (const [index, weight] of byLine.entries()) {
    if (weight === 0) continue
    const quantities = [before[index] ?? 0, now[index] ?? 0, bought[index] ?? 0] as const
    weightBefore += shareBack(weight, 0, quantities[0], quantities[2])
    weightNow += shareBack(weight, ...quantities)
    weightTotal += weight
  }
  return spread === 'lines' ? weightNow : shareBack(amount, weightBefore, weightNow, weightTotal)
}

/**
 * Takes weighted amount back out of a rule's remainder. When the remainder does not reach, whole steps are recalled,
 * each on its own frozen terms: first those of the returned purchase, then of the latest others, because it was their
 * step that this amount completed.
 */
export function unwindSteps(
  rule: { carried: number; own: readonly LiveGrant[]; others: readonly LiveGrant[] },
  countedBack: number,
): { carried: number; recalls: Recall[] } {
  let carried = rule.carried - countedBack
  const recalls: Recall[] = []
  for (const grant of [...rule.own, ...rule.others]) {
    if (carried >= 0) break
    const steps = Math.min(grant.liveSteps, Math.ceil(-carried / grant.stepCounted))
    if (steps <= 0) continue
    carried += steps * grant.stepCounted
    recalls.push({ grantId: grant.grantId, steps, amount: steps * grant.perStep })
  }
  if (carried < 0) throw new RangeError(`More came back than was ever counted: ${-carried} hundredths.`)
  return { carried, recalls }
}
