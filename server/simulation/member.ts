import type { Business } from '../businesses/businesses.ts'
import { type Book, type Holder, newBook, type Transfer } from '../ledger/ledger.ts'
import {
  type GrantId,
  newId,
  type PurchaseId,
  type ReturnId,
  showMaybe,
  type TransferId,
} from '../platform/ids.ts'
import {
  award,
  capPeriods,
  type Grant,
  type Standing,
  shopDayOf,
  type TierNow,
  type Version,
  windowStart,
} from '../programme/programme.ts'
import type { Measure } from '../purchases/purchases.ts'
import { earningBasket, isSpending, qualifying, tierAfter, tierAt } from '../till/till.ts'
import { type Behaviour, pointsToSpend, redeems } from './behaviour.ts'
import { joiningUnits, lotTerms, termsOf } from './lots.ts'
import type { PastPurchase } from './past.ts'
import { StampBook } from './stampBook.ts'

/** What all members of a simulated programme share. */
export interface Ground {
  business: Business
  version: Version
  behaviour: Behaviour
  /** By rule with a budget: what everybody together may still get. */
  budgetLeft: Record<string, number>
}

/** A grant as it stands: what is left of it after returns. */
export interface LiveGrant extends Grant {
  id: GrantId
  lotId: TransferId | null
  bought: Bought | null
  liveSteps: number
}

/** A purchase that the programme has seen. */
export interface Bought {
  id: PurchaseId
  past: PastPurchase
  day: string
  ms: number
  spendMinor: number
  points: number
  whole: boolean
  returnedMilli: number[]
  grants: LiveGrant[]
  /** How her tier stood before, when this purchase changed it. */
  standingBefore: { standing: Standing | null } | null
}

export interface PrizeEvent {
  card: string
  unit: string
  at: number
  what: 'given' | 'recalled' | 'fetched'
  ms: number
}

/**
 * One customer under a programme that she never had: what the till would have decided at each of her purchases, in
 * memory, by the till's own decisions: `award`, the ledger's `Book`, stamps, tiers. Her row, her lots and her remainders
 * are here; nothing is asked of a database.
 */
export class Member {
  readonly ground: Ground
  readonly customer: { id: string; joinedAt: Temporal.Instant | null }
  readonly holder: Holder
  readonly book: Book
  readonly bought: Bought[] = []
  readonly capUsed = new Map<string, number>()
  readonly stamps: StampBook
  /** What rules gave, the latest last: steps are recalled from here. */
  readonly grants: LiveGrant[] = []
  carried: Record<string, number> = {}
  standing: Standing | null = null
  readonly #redeems: boolean
  readonly #days = new Map<string, number>()

  constructor(ground: Ground, id: string, joinedMs: number | null) {
    this.ground = ground
    this.customer = { id, joinedAt: joinedMs === null ? null : instantOf(joinedMs) }
    this.holder = { kind: 'customer', id }
    this.book = newBook(ground.business.businessId, ground.business.timeZone)
    this.#redeems = redeems(id, ground.behaviour)
    this.stamps = new StampBook(this)
  }

  /** What moved since it was asked last, for whoever counts. */
  moved(): Transfer[] {
    return this.book.transfers.splice(0)
  }

  /** The joining gift, at the moment in which she joined. A reward that it holds is no matter of points. */
  join(): void {
    const { joining } = this.ground.version.document
    const at = this.customer.joinedAt
    if (!joining || !at) return
    this.book.settle(at)
    for (const { unit, amount } of joiningUnits(this.ground, at)) {
      const { version, business } = this.ground
      this.book.credit({
        ...{ holder: this.holder, unit, amount, from: 'issued', reason: 'joining', at },
        ...termsOf(version.document, unit, at, business.timeZone),
      })
      if (unit.startsWith('stamps:')) this.stamps.fill(unit, amount, at)
    }
  }

  /** A purchase is rung up. */
  ring(past: PastPurchase): Bought {
    const { business, version } = this.ground
    const { document } = version
    const now = instantOf(past.ms)
    const day = shopDayOf(now, business.timeZone, document.dayEndsAt).iso
    this.book.settle(now)
    const visitedToday = (this.#days.get(day) ?? 0) > 0
    const scene = { ...this.#standpoint(), measure: this.measureAt(now), visitedToday }
    const tier = tierAt(scene, this.standing, scene.measure, now)
    this.#redeemAt(past, now)
    const grants = this.#grantsOf(past, { now, tier, visitedToday })
    const bought = this.#put({ past, day, grants })
    const after = tierAfter(
      scene,
      { id: bought.id, spendMinor: bought.spendMinor, pointsEarned: bought.points },
      tier,
      now,
    )
    if (after.standing) {
      bought.standingBefore = { standing: this.standing }
      this.standing = after.standing
    }
    return bought
  }

  #standpoint() {
    const { business, version } = this.ground
    return { business, version, customer: this.customer, member: { standing: this.standing } }
  }

  /** Her standing as the tiers see it: used by returns, too. */
  standpoint() {
    return this.#standpoint()
  }

  #grantsOf(
    past: PastPurchase,
    { now, tier, visitedToday }: { now: Temporal.Instant; tier: TierNow | null; visitedToday: boolean },
  ): LiveGrant[] {
    const { business, version, budgetLeft } = this.ground
    const { document } = version
    const { timeZone } = business
    const basket = earningBasket(
      document,
      past.lines,
      { giftPaidMinor: past.giftPaidMinor, paidPointsByLine: past.pointsByLine ?? undefined },
      { occurredAt: now, timeZone, locationId: showMaybe('location', past.locationId) },
    )
    const periods = Object.entries(capPeriods(document, now, timeZone))
    const capUsed = Object.fromEntries(
      periods.map(([cap, period]) => [cap, this.capUsed.get(`${cap} ${period}`) ?? 0]),
    )
    const member = { tierId: tier?.tierId ?? null, carried: this.carried, capUsed, visitedToday, budgetLeft }
    const decided = award(document, basket, member, now)
    Object.assign(this.carried, decided.carried)
    return decided.grants.map((grant) => this.#credit(grant, now))
  }

  #credit(grant: Grant, at: Temporal.Instant): LiveGrant {
    const id = newId<'grant'>()
    const { budgetLeft } = this.ground
    const lotId =
      grant.amount > 0
        ? this.book.credit({
            ...{ holder: this.holder, from: 'issued', reason: 'purchase', at, grantId: id },
            ...lotTerms(grant),
          })
        : null
    if (grant.budget !== null) budgetLeft[grant.ruleId] = budgetLeft[grant.ruleId]! - grant.amount
    for (const { capId, period } of grant.caps) this.addCap(`${capId} ${period}`, grant.amount)
    const live: LiveGrant = { ...grant, id, lotId, bought: null, liveSteps: grant.steps }
    if (live.steps > 0) this.grants.push(live)
    return live
  }

  addCap(key: string, amount: number): void {
    this.capUsed.set(key, Math.max(0, (this.capUsed.get(key) ?? 0) + amount))
  }

  #put({ past, day, grants }: { past: PastPurchase; day: string; grants: LiveGrant[] }): Bought {
    const at = instantOf(past.ms)
    const stamped = new Map<string, number>()
    let points = 0
    for (const { unit, amount, availableAt } of grants) {
      if (unit === 'points') points += amount
      else if (availableAt === null) stamped.set(unit, (stamped.get(unit) ?? 0) + amount)
    }
    for (const [unit, delta] of stamped) this.stamps.fill(unit, delta, at)
    const spendMinor = past.lines.reduce((sum, line) => sum + (isSpending(line) ? line.totalMinor : 0), 0)
    const bought: Bought = {
      ...{ id: past.id, past, day, ms: past.ms, spendMinor, points, grants },
      whole: false,
      returnedMilli: past.lines.map(() => 0),
      standingBefore: null,
    }
    for (const grant of grants) grant.bought = bought
    this.bought.push(bought)
    this.countDay(day, 1)
    return bought
  }

  countDay(day: string, by: 1 | -1): void {
    this.#days.set(day, (this.#days.get(day) ?? 0) + by)
  }

  /** How many purchases of a day stand. */
  standingOn(day: string): number {
    return this.#days.get(day) ?? 0
  }

  /** She uses points up, as the behaviour says, before she earns new ones. */
  #redeemAt(past: PastPurchase, at: Temporal.Instant): void {
    if (!this.#redeems) return
    this.stamps.fetch(at)
    const { version, behaviour } = this.ground
    const { balance } = this.book.balanceOf(this.holder, 'points')
    if (balance < behaviour.fromPoints || balance <= 0) return
    const payable = past.lines.reduce((sum, line) => sum + (isSpending(line) ? line.totalMinor : 0), 0)
    const amount = pointsToSpend(version.document, balance, payable)
    if (amount > 0)
      this.book.debit({
        holder: this.holder,
        unit: 'points',
        amount,
        to: 'redeemed',
        reason: 'redemption',
        at,
      })
  }

  /** The event came that pending points waited for. */
  confirm(purchaseId: PurchaseId, at: Temporal.Instant): void {
    const bought = this.bought.find(({ id }) => id === purchaseId)
    for (const { lotId } of bought?.grants ?? [])
      if (lotId && this.book.lots.has(lotId)) this.book.ripen(lotId)
    this.book.settle(at)
  }

  /** What tiers qualify by: the sums over the window that ends now. */
  measureAt(now: Temporal.Instant): Measure {
    const { version, business } = this.ground
    const { tiers, dayEndsAt } = version.document
    const measure: Measure = { spend: 0, visits: 0, points: 0 }
    if (!tiers || tiers.by === 'tenureMonths') return measure
    const since = windowStart(tiers, now, business.timeZone, dayEndsAt)?.toString() ?? ''
    const days = new Set<string>()
    for (const { day, spendMinor, points, whole } of this.bought) {
      if (day < since) continue
      measure.spend += spendMinor
      measure.points += points
      if (!whole) days.add(day)
    }
    measure.visits = days.size
    return measure
  }

  /** The tier in which she stands at a moment. */
  tierAt(now: Temporal.Instant): string | null {
    return tierAt(this.#standpoint(), this.standing, this.measureAt(now), now)?.tierId ?? null
  }

  qualifyingAt(measure: Measure, now: Temporal.Instant): number {
    const { tiers } = this.ground.version.document
    return tiers ? qualifying(tiers, measure, this.#standpoint(), now) : 0
  }
}

export function instantOf(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(ms))
}

/** What a return is told by. */
export interface Cause {
  returnId: ReturnId
  at: Temporal.Instant
}
