import type { Business } from '../businesses/businesses.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { ProgrammeDocument, Version } from '../programme/programme.ts'
import type { Behaviour } from './behaviour.ts'
import { type Bought, type Ground, instantOf, Member } from './member.ts'
import { type Past, type PastPurchase, type PastReturn, pastOf, type Span } from './past.ts'
import { type MemberSum, Sums } from './sums.ts'
import { takeBack } from './takingBack.ts'

export interface Wish {
  document: ProgrammeDocument
  behaviour: Behaviour
  joiningGifts: boolean
  /** What happened before is played, so that tiers and cards stand as they would, but not counted. */
  countedFromMs: number
  now: Temporal.Instant
  onProgress?: ((purchases: number) => void) | undefined
  /** Hears of each member as she stands after the last that happened to her. */
  onPlayed?: ((member: Member) => void) | undefined
}

type Step = { ms: number; id: string; act(member: Member): Bought | null }

/**
 * Plays a programme over a business's past. Customers come one after the other, each with all of her past, as nothing
 * of one depends on another; only where a rule has a budget for everybody do all steps go in the order of time, which
 * holds all of the past in memory.
 */
export async function play(database: Database, business: Business, span: Span, wish: Wish): Promise<Sums> {
  const ground = groundOf(business, wish)
  const sums = new Sums(wish.document, business, { behaviour: wish.behaviour, fromMs: wish.countedFromMs })
  const budgeted = Object.keys(ground.budgetLeft).length > 0
  const all: { sum: MemberSum; step: Step }[] = []
  const members: MemberSum[] = []
  let done = 0
  for await (const past of pastOf(database, business.businessId, span)) {
    const sum = sums.open(new Member(ground, past.customerId, past.joinedMs))
    const steps = stepsOf(past, wish)
    if (budgeted) {
      members.push(sum)
      for (const step of steps) all.push({ sum, step })
    } else {
      for (const step of steps) sums.add(sum, step.act(sum.member))
      wish.onPlayed?.(sum.member)
      sums.close(sum, wish.now)
    }
    done += past.purchases.length
    wish.onProgress?.(done)
  }
  if (budgeted) {
    all.sort((a, b) => inTime(a.step, b.step))
    for (const { sum, step } of all) sums.add(sum, step.act(sum.member))
    for (const sum of members) {
      wish.onPlayed?.(sum.member)
      sums.close(sum, wish.now)
    }
  }
  return sums
}

function groundOf(business: Business, { document, behaviour, now }: Wish): Ground {
  const version: Version = { id: newId<'programmeVersion'>(), number: 0, document, createdAt: now }
  const budgetLeft: Record<string, number> = {}
  for (const rule of document.rules) if (rule.budget !== undefined) budgetLeft[rule.id] = rule.budget
  return { business, version, behaviour, budgetLeft }
}

/** What happened to one customer, in the order of time, as the till had it. */
function stepsOf(past: Past, { joiningGifts, countedFromMs, now }: Wish): Step[] {
  const steps: Step[] = []
  const endMs = now.epochMilliseconds
  if (joiningGifts && past.joinedMs !== null && past.joinedMs >= countedFromMs && past.joinedMs <= endMs)
    steps.push({ ms: past.joinedMs, id: '', act: joining })
  for (const purchase of past.purchases) {
    const bought: { made?: Bought } = {}
    steps.push({ ms: purchase.ms, id: purchase.id, act: ringing(purchase, bought) })
    for (const back of purchase.returns) {
      if (back.ms > endMs) continue
      // A return that was written with an earlier moment than its purchase happened after it all the same.
      steps.push({ ms: Math.max(back.ms, purchase.ms), id: back.id, act: returning(back, bought) })
    }
    if (purchase.confirmedMs !== null && purchase.confirmedMs <= endMs)
      steps.push({
        ms: Math.max(purchase.confirmedMs, purchase.ms),
        id: `${purchase.id} confirmed`,
        act: confirming(purchase),
      })
  }
  return steps.sort(inTime)
}

function inTime(a: Step, b: Step): number {
  if (a.ms !== b.ms) return a.ms - b.ms
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

const joining = (member: Member) => {
  member.join()
  return null
}

function ringing(purchase: PastPurchase, bought: { made?: Bought }) {
  return (member: Member) => {
    bought.made = member.ring(purchase)
    return bought.made
  }
}

function returning(back: PastReturn, bought: { made?: Bought }) {
  return (member: Member) => {
    if (bought.made) takeBack(member, bought.made, back)
    return null
  }
}

function confirming({ id, confirmedMs }: PastPurchase) {
  return (member: Member) => {
    member.confirm(id, instantOf(confirmedMs!))
    return null
  }
}
