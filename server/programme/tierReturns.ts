/**
 * What a return does to tiers. Each time a tier was reached or renewed is a step with what had qualified by then. A
 * return lowers that figure in every step its purchase had counted for; a step that would not have been reached
 * without it becomes the one that would have been. So nobody buys, is promoted, returns and stays.
 */
import type { Tiers } from './document.ts'
import { shopDay } from './shopDays.ts'
import { type TierStanding, tierNow, windowStart } from './tiers.ts'

export type TierStep = TierStanding & {
  /** What had qualified at `reachedAt`, in the measure of `tiers.by`. */
  qualified: number
}

/** `steps` oldest first; the last that is left is the `current` of `tierNow`. */
export function tierStepsAfterReturn(
  tiers: Tiers,
  steps: readonly TierStep[],
  returned: { occurredAt: Temporal.Instant; qualified: number },
  timeZone: string,
  dayEndsAt = '00:00',
): TierStep[] {
  const left: TierStep[] = []
  for (const step of steps) {
    if (!countedFor(tiers, step, returned.occurredAt, timeZone, dayEndsAt)) {
      left.push(step)
      continue
    }
    const qualified = step.qualified - returned.qualified
    const level = tiers.levels.find(({ id }) => id === step.tierId)
    if (level && qualified >= level.from) {
      left.push({ ...step, qualified })
      continue
    }
    const before = left.at(-1) ?? null
    const now = tierNow(tiers, qualified, before, step.reachedAt, timeZone, dayEndsAt)
    const { tierId, heldUntil } = now
    if (tierId === null || now.reachedAt === null) continue
    // The tier before it simply went on, perhaps held for longer by the same purchases.
    if (before && tierId === before.tierId) left[left.length - 1] = { ...before, heldUntil }
    else left.push({ tierId, reachedAt: now.reachedAt, heldUntil, qualified })
  }
  return left
}

function countedFor(
  tiers: Tiers,
  { reachedAt }: TierStep,
  occurredAt: Temporal.Instant,
  timeZone: string,
  dayEndsAt: string,
): boolean {
  if (Temporal.Instant.compare(occurredAt, reachedAt) > 0) return false
  const start = windowStart(tiers, reachedAt, timeZone, dayEndsAt)
  return start === null || Temporal.PlainDate.compare(shopDay(occurredAt, timeZone, dayEndsAt), start) >= 0
}
