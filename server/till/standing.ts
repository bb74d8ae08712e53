import type { PurchaseId } from '../platform/ids.ts'
import {
  type MemberState,
  type Standing,
  type StoredStep,
  type TierNow,
  type TierStanding,
  type TierStep,
  type Tiers,
  tenureMonths,
  tierNow,
  tierStepsAfterReturn,
} from '../programme/programme.ts'
import type { Measure } from '../purchases/purchases.ts'
import type { Scene } from './scene.ts'

// More steps than any hold reaches back over.
const STEPS_KEPT = 20

type Standpoint = Pick<Scene, 'business' | 'version' | 'customer'>

/** What tiers qualify by, in their measure. */
export function qualifying(
  tiers: Tiers,
  measure: Measure,
  { business, customer }: Standpoint,
  now: Temporal.Instant,
): number {
  if (tiers.by !== 'tenureMonths') return measure[tiers.by]
  if (!customer.joinedAt) return 0
  return tenureMonths(customer.joinedAt, now, business.timeZone)
}

/** The tier as it stands at `now` with what qualifies; null when the programme has no tiers. */
export function tierAt(
  scene: Standpoint,
  standing: Standing | null,
  measure: Measure,
  now: Temporal.Instant,
): TierNow | null {
  const { tiers, dayEndsAt } = scene.version.document
  if (!tiers) return null
  const qualified = qualifying(tiers, measure, scene, now)
  return tierNow(tiers, qualified, currentOf(standing), now, scene.business.timeZone, dayEndsAt)
}

function currentOf(standing: Standing | null): TierStanding | null {
  if (!standing?.tierId || !standing.reachedAt) return null
  return {
    tierId: standing.tierId,
    reachedAt: Temporal.Instant.from(standing.reachedAt),
    heldUntil: standing.heldUntil ? Temporal.Instant.from(standing.heldUntil) : null,
  }
}

/** The standing to write after a change; undefined when it is the same as before. A renewed hold changes the last step. */
export function standingAfter(
  before: Standing | null,
  tier: TierNow,
  qualified: number,
  changedBy: PurchaseId | null,
): Standing | undefined {
  const written: Omit<Standing, 'steps' | 'changedBy'> = {
    tierId: tier.tierId,
    reachedAt: tier.reachedAt?.toString() ?? null,
    heldUntil: tier.heldUntil?.toString() ?? null,
    graceUntil: tier.graceUntil?.toString() ?? null,
  }
  if (
    same(before?.tierId, written.tierId) &&
    sameMoment(before?.heldUntil, written.heldUntil) &&
    sameMoment(before?.reachedAt, written.reachedAt)
  ) {
    return undefined
  }
  const steps = [...(before?.steps ?? [])]
  if (tier.tierId && tier.reachedAt) {
    const step: StoredStep = {
      tierId: tier.tierId,
      reachedAt: written.reachedAt!,
      heldUntil: written.heldUntil,
      qualified,
    }
    if (same(before?.tierId, tier.tierId) && steps.length > 0)
      steps[steps.length - 1] = { ...steps.at(-1)!, heldUntil: step.heldUntil }
    else steps.push(step)
  }
  return { ...written, steps: tier.tierId ? steps.slice(-STEPS_KEPT) : [], changedBy }
}

/** What a return leaves of a standing: the steps that would have been reached without what came back. */
export function standingWithout(
  scene: Standpoint,
  standing: Standing | null,
  returned: { occurredAt: Temporal.Instant; measure: Measure },
): Standing | null {
  const { tiers, dayEndsAt } = scene.version.document
  if (!standing || !tiers || tiers.by === 'tenureMonths') return standing
  const steps = tierStepsAfterReturn(
    tiers,
    standing.steps.map(alive),
    { occurredAt: returned.occurredAt, qualified: returned.measure[tiers.by] },
    scene.business.timeZone,
    dayEndsAt,
  ).map(stored)
  const last = steps.at(-1)
  if (!last) return null
  return { ...standing, ...pick(last), graceUntil: standing.graceUntil, steps }
}

const pick = ({ tierId, reachedAt, heldUntil }: StoredStep) => ({ tierId, reachedAt, heldUntil })

function alive(step: StoredStep): TierStep {
  return {
    ...step,
    reachedAt: Temporal.Instant.from(step.reachedAt),
    heldUntil: step.heldUntil ? Temporal.Instant.from(step.heldUntil) : null,
  }
}

function stored(step: TierStep): StoredStep {
  return { ...step, reachedAt: step.reachedAt.toString(), heldUntil: step.heldUntil?.toString() ?? null }
}

function same(a: string | null | undefined, b: string | null | undefined): boolean {
  return (a ?? null) === (b ?? null)
}

/** The database writes moments in its own way, so they are compared as moments. */
function sameMoment(a: string | null | undefined, b: string | null | undefined): boolean {
  if (!a || !b) return !a && !b
  return Temporal.Instant.from(a).equals(Temporal.Instant.from(b))
}

export type { MemberState }
