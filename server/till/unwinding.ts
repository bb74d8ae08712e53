import { loadLots } from '../ledger/ledger.ts'
import type { Tx } from '../platform/database.ts'
import type { PurchaseId, ReturnId } from '../platform/ids.ts'
import {
  amountBack,
  countCaps,
  type GrantRow,
  giveBackBudget,
  grantsOf,
  latestStepped,
  type ReturnedMilli,
  unwindSteps,
  versionOf,
  writeCarries,
  writeLiveGrants,
} from '../programme/programme.ts'
import type { Scene } from './scene.ts'
import { cardOf, openCard } from './stampCards.ts'

/** What a return took back of what had been granted. */
export interface Unwound {
  points: number
  stamps: Record<string, number>
  /** Points of other purchases that were recalled because the remainder didn't reach, by purchase. */
  elsewhere: Map<PurchaseId, number>
  writtenOff: number
}

interface Unwinding {
  tx: Tx
  scene: Scene
  purchaseId: PurchaseId
  cause: { returnId: ReturnId; purchaseId: PurchaseId; reason: 'return'; at: Temporal.Instant }
  touched: Map<string, GrantRow>
  caps: { capId: string; period: string; amount: number }[]
  carried: Record<string, number>
  back: Unwound
}

// More than a return ever needs in practice; asked for again if it doesn't reach.
const STEPPED_AT_ONCE = 200

/**
 * Takes back what a purchase was granted, for the quantities that came back: by the terms frozen in the grants, never by
 * today's programme. The scene's book must hold the lots that are left to spend.
 */
export async function unwindGrants(
  tx: Tx,
  scene: Scene,
  {
    purchaseId,
    returnId,
    milli,
    now,
  }: { purchaseId: PurchaseId; returnId: ReturnId; milli: ReturnedMilli; now: Temporal.Instant },
): Promise<Unwound> {
  const grants = await grantsOf(tx, [purchaseId])
  await loadLots(tx, scene.book, { holders: [scene.holder], lotIds: lotsOf(grants) })
  const at: Unwinding = {
    tx,
    scene,
    purchaseId,
    cause: { returnId, purchaseId, reason: 'return', at: now },
    touched: new Map(),
    caps: [],
    carried: {},
    back: { points: 0, stamps: {}, elsewhere: new Map(), writtenOff: 0 },
  }
  for (const grant of grants) {
    const back = amountBack(grant, milli)
    if (back === 0) continue
    if (grant.mode === 'steps') await takeBackSteps(at, grant, back)
    else await takeBackOf(at, grant, back, 0)
  }
  writeLiveGrants(tx, [...at.touched.values()])
  writeCarries(tx, scene.customer.id, { before: scene.member.carried, after: at.carried })
  Object.assign(scene.member.carried, at.carried)
  countCaps(tx, scene.customer.id, at.caps, -1)
  return at.back
}

function lotsOf(grants: readonly GrantRow[]): string[] {
  return grants.flatMap(({ lotId }) => (lotId ? [lotId] : []))
}

/** Takes weighted amount out of the rule's remainder; whole steps are recalled where it doesn't reach. */
async function takeBackSteps(at: Unwinding, grant: GrantRow, countedBack: number): Promise<void> {
  const carried = at.carried[grant.ruleId] ?? at.scene.member.carried[grant.ruleId] ?? 0
  const others = await othersWithSteps(at, grant, countedBack - carried - grant.liveSteps * grant.stepCounted)
  const live = (row: GrantRow) => ({
    grantId: row.id,
    liveSteps: row.liveSteps,
    perStep: row.perStep,
    stepCounted: row.stepCounted,
  })
  const unwound = unwindSteps({ carried, own: [live(grant)], others: others.map(live) }, countedBack)
  grant.liveCounted -= countedBack
  at.touched.set(grant.id, grant)
  at.carried[grant.ruleId] = unwound.carried
  const known = new Map([grant, ...others].map((row) => [row.id, row]))
  for (const { grantId, steps, amount } of unwound.recalls)
    await takeBackOf(at, known.get(grantId)!, amount, steps)
}

/** The latest other grants of the rule that hold enough steps for what is short. */
async function othersWithSteps(at: Unwinding, grant: GrantRow, short: number): Promise<GrantRow[]> {
  if (short <= 0) return []
  const { tx, scene, touched } = at
  for (let limit = STEPPED_AT_ONCE; ; limit *= 4) {
    const rows = await latestStepped(tx, { customerId: scene.customer.id, ruleId: grant.ruleId, limit })
    // What this return already changed is not in the database yet.
    const others = rows.map((row) => touched.get(row.id) ?? row).filter((row) => row.id !== grant.id)
    const held = others.reduce((sum, row) => sum + row.liveSteps * row.stepCounted, 0)
    if (held < short && rows.length === limit) continue
    await loadLots(tx, scene.book, { holders: [scene.holder], lotIds: lotsOf(others) })
    return others
  }
}

async function takeBackOf(at: Unwinding, grant: GrantRow, amount: number, steps: number): Promise<void> {
  const { scene, back, cause, purchaseId } = at
  grant.liveSteps -= steps
  grant.liveAmount -= amount
  at.touched.set(grant.id, grant)
  if (grant.unit === 'points') {
    if (grant.purchaseId === purchaseId) back.points += amount
    else if (grant.purchaseId)
      back.elsewhere.set(grant.purchaseId, (back.elsewhere.get(grant.purchaseId) ?? 0) + amount)
  } else {
    back.stamps[grant.unit] = (back.stamps[grant.unit] ?? 0) + amount
    await openCardOf(at, grant, amount)
  }
  back.writtenOff += scene.book.takeBack(grant.lotId!, amount, {
    ...cause,
    grantId: grant.id,
    policy: grant.debt,
  })
  for (const cap of grant.caps) at.caps.push({ ...cap, amount })
  if (grant.budget !== null) giveBackBudget(at.tx, grant.ruleId, amount)
}

/** Stamps that had expired on the card no longer count on it; the rest may open a full card again. */
async function openCardOf({ tx, scene, cause }: Unwinding, grant: GrantRow, amount: number): Promise<void> {
  const lot = scene.book.lots.get(grant.lotId!)
  const { document } = await versionOf(tx, grant.versionId)
  const card = cardOf(document, grant.unit)
  if (!card || !lot?.ripe) return
  const lost = Math.min(lot.expired, amount - Math.min(lot.remaining, amount))
  await openCard(
    tx,
    scene,
    { card, unit: grant.unit, delta: amount - lost },
    { returnId: cause.returnId, now: cause.at },
  )
}
