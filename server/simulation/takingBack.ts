import {
  amountBack,
  type ReturnedMilli,
  type Standing,
  shareBack,
  unwindSteps,
  windowStart,
} from '../programme/programme.ts'
import type { Measure } from '../purchases/purchases.ts'
import { cardOf, isSpending, standingAfter, standingWithout, tierAt } from '../till/till.ts'
import { type Bought, type Cause, instantOf, type LiveGrant, type Member } from './member.ts'
import type { PastReturn } from './past.ts'

/** A return as far as it is worked out. */
interface Taking {
  member: Member
  bought: Bought
  cause: Cause
  milli: ReturnedMilli
  /** Points of this purchase, and of all, that it took back. */
  own: number
  all: number
}

/** Something comes back: what had been granted for it is unwound as the till unwinds it, by what was granted. */
export function takeBack(member: Member, bought: Bought, back: PastReturn): void {
  const at = instantOf(Math.max(back.ms, bought.ms))
  member.book.settle(at)
  const measure = member.measureAt(at)
  const taking: Taking = {
    ...{ member, bought, own: 0, all: 0 },
    cause: { returnId: back.id, at },
    milli: milliOf(bought, back),
  }
  for (const grant of bought.grants) {
    const amount = amountBack(grant, taking.milli)
    if (amount === 0) continue
    if (grant.mode === 'steps') takeBackSteps(taking, grant, amount)
    else takeBackOf(taking, grant, amount, 0)
  }
  member.book.settle(at)
  const gone = goneWith(taking, back)
  restand(taking, measure, gone)
}

function milliOf({ past, returnedMilli }: Bought, back: PastReturn): ReturnedMilli {
  return {
    before: [...returnedMilli],
    now: past.lines.map(({ line }) => back.lines.find((one) => one.line === line)?.quantityMilli ?? 0),
    bought: past.lines.map(({ quantityMilli }) => quantityMilli),
  }
}

function takeBackSteps(taking: Taking, grant: LiveGrant, countedBack: number): void {
  const { member } = taking
  const carried = member.carried[grant.ruleId] ?? 0
  const others = member.grants.filter(
    (one) => one.ruleId === grant.ruleId && one !== grant && one.liveSteps > 0,
  )
  const live = ({ id, liveSteps, perStep, stepCounted }: LiveGrant) => ({
    grantId: id,
    liveSteps,
    perStep,
    stepCounted,
  })
  const short = countedBack - carried - grant.liveSteps * grant.stepCounted
  const latestFirst = short > 0 ? others.reverse().map(live) : []
  const unwound = unwindSteps({ carried, own: [live(grant)], others: latestFirst }, countedBack)
  member.carried[grant.ruleId] = unwound.carried
  for (const { grantId, steps, amount } of unwound.recalls) {
    const recalled = grantId === grant.id ? grant : others.find(({ id }) => id === grantId)!
    takeBackOf(taking, recalled, amount, steps)
  }
}

function takeBackOf(taking: Taking, grant: LiveGrant, amount: number, steps: number): void {
  const { member, bought, cause } = taking
  grant.liveSteps -= steps
  if (grant.unit === 'points') {
    taking.all += amount
    if (grant.bought === bought) taking.own += amount
    else if (grant.bought) grant.bought.points -= amount
  } else {
    openCard(taking, grant, amount)
  }
  member.book.takeBack(grant.lotId!, amount, {
    ...cause,
    reason: 'return',
    grantId: grant.id,
    policy: grant.debt,
  })
  for (const { capId, period } of grant.caps) member.addCap(`${capId} ${period}`, -amount)
  const { budgetLeft } = member.ground
  if (grant.budget !== null)
    budgetLeft[grant.ruleId] = Math.min(grant.budget, budgetLeft[grant.ruleId]! + amount)
}

/** Stamps that had expired on the card no longer count on it; the rest may open a full card again. */
function openCard({ member, cause }: Taking, grant: LiveGrant, amount: number): void {
  const lot = member.book.lots.get(grant.lotId!)
  if (!lot?.ripe || !cardOf(member.ground.version.document, grant.unit)) return
  const lost = Math.min(lot.expired, amount - Math.min(lot.remaining, amount))
  member.stamps.open(grant.unit, amount - lost, cause)
}

/** Takes what came back out of the purchase, and says what tiers no longer count of it. */
function goneWith(
  { member, bought, milli, own, all }: Taking,
  back: PastReturn,
): Measure & { whole: boolean } {
  const { past } = bought
  let spend = 0
  for (const [index, line] of past.lines.entries()) {
    const quantity = milli.now[index]!
    if (quantity === 0) continue
    if (isSpending(line))
      spend += shareBack(line.totalMinor, milli.before[index]!, quantity, line.quantityMilli)
    bought.returnedMilli[index]! += quantity
  }
  const whole = past.lines.every((line, index) => bought.returnedMilli[index] === line.quantityMilli)
  if (back.lines.length > 0 && whole && !bought.whole) {
    bought.whole = true
    member.countDay(bought.day, -1)
  }
  bought.spendMinor -= spend
  bought.points -= own
  return { spend, points: all, visits: whole && member.standingOn(bought.day) === 0 ? 1 : 0, whole }
}

/** The tier after the return: exactly as before when the purchase that changed it last comes back whole. */
function restand(
  { member, bought, cause }: Taking,
  measure: Measure,
  gone: Measure & { whole: boolean },
): void {
  const { business, version } = member.ground
  const { tiers, dayEndsAt } = version.document
  if (!tiers) return
  const { at } = cause
  const since = windowStart(tiers, at, business.timeZone, dayEndsAt)
  const counts = since === null || bought.day >= since.toString()
  const left = counts
    ? {
        spend: measure.spend - gone.spend,
        visits: measure.visits - gone.visits,
        points: measure.points - gone.points,
      }
    : measure
  const scene = member.standpoint()
  const without = (standing: Standing | null) =>
    gone.whole && bought.standingBefore && standing?.changedBy === bought.id
      ? bought.standingBefore.standing
      : standingWithout(scene, standing, { occurredAt: instantOf(bought.ms), measure: gone })
  const standing = without(member.standing)
  for (const later of member.bought.slice(member.bought.indexOf(bought) + 1)) {
    if (later.standingBefore && !later.whole)
      later.standingBefore = { standing: without(later.standingBefore.standing) }
  }
  const tier = tierAt(scene, standing, left, at)!
  const qualified = member.qualifyingAt(left, at)
  member.standing = standingAfter(standing, tier, qualified, standing?.changedBy ?? null) ?? standing
}
