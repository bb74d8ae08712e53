import type { Business } from '../businesses/businesses.ts'
import type { Transfer } from '../ledger/ledger.ts'
import { type ProgrammeDocument, shopDayOf } from '../programme/programme.ts'
import { type Behaviour, worthMinor } from './behaviour.ts'
import { Histogram } from './histogram.ts'
import type { Bought, Member, PrizeEvent } from './member.ts'

/** What one customer got of a programme, and what it comes to in money. */
export interface Share {
  customerId: string
  purchases: number
  salesMinor: number
  points: number
  stamps: number
  prizes: number
  costMinor: number
}

export interface PrizeSum {
  card: string
  at: number
  given: number
  recalled: number
  fetched: number
}

const TOP = 10

/** What a programme came to over a past: added up as it is played, in memory that does not grow with it. */
export class Sums {
  readonly #document: ProgrammeDocument
  readonly #business: Business
  readonly #behaviour: Behaviour
  readonly #fromMs: number
  readonly months = new Map<string, { points: number; issued: number }>()
  readonly prizes = new Map<string, PrizeSum>()
  readonly stamps: Record<string, number> = {}
  readonly tiers: Record<string, number> = {}
  /** Points of one customer in one month, as many as there were such months. */
  readonly monthly = new Histogram()
  /** `earned` is what purchases keep after returns, as the books of facts count it. */
  readonly points = {
    issued: 0,
    earned: 0,
    joining: 0,
    takenBack: 0,
    redeemed: 0,
    expired: 0,
    outstanding: 0,
    pending: 0,
  }
  customers = 0
  reached = 0
  purchases = 0
  returns = 0
  lines = 0
  salesMinor = 0
  redeemers = 0
  top: Share[] = []

  constructor(
    document: ProgrammeDocument,
    business: Business,
    { behaviour, fromMs }: { behaviour: Behaviour; fromMs: number },
  ) {
    this.#document = document
    this.#business = business
    this.#behaviour = behaviour
    this.#fromMs = fromMs
  }

  /** A member's account of it, opened before she is played. */
  open(member: Member): MemberSum {
    return new MemberSum(member)
  }

  /** Adds what happened at an event. */
  add(sum: MemberSum, bought: Bought | null): void {
    const { member } = sum
    for (const transfer of member.moved()) this.#moved(sum, transfer)
    for (const event of member.stamps.events.splice(0)) this.#prize(sum, event)
    if (!bought || bought.ms < this.#fromMs) return
    sum.purchases += 1
    this.lines += bought.past.lines.length
    const month = bought.day.slice(0, 7)
    if (bought.points > 0) sum.months.set(month, (sum.months.get(month) ?? 0) + bought.points)
    if (bought.grants.some(({ amount, counted }) => amount > 0 || counted > 0)) sum.reached = true
  }

  /** A member is over: her last account. */
  close(sum: MemberSum, now: Temporal.Instant): void {
    const { member } = sum
    member.book.settle(now)
    this.add(sum, null)
    const counted = member.bought.filter(({ ms }) => ms >= this.#fromMs)
    for (const one of counted) {
      sum.salesMinor += one.spendMinor
      this.points.earned += one.points
      this.returns += one.past.returns.length
    }
    const { balance, pending } = member.book.balanceOf(member.holder, 'points')
    this.points.outstanding += balance
    this.points.pending += pending
    this.salesMinor += sum.salesMinor
    this.purchases += sum.purchases
    if (sum.purchases > 0) this.customers += 1
    if (sum.reached) this.reached += 1
    if (sum.redeemed) this.redeemers += 1
    for (const points of sum.months.values()) this.monthly.add(points)
    const tier = member.tierAt(now)
    if (tier) this.tiers[tier] = (this.tiers[tier] ?? 0) + 1
    this.#keepIfTop(sum)
  }

  #moved(sum: MemberSum, { unit, amount, reason, at, debit, credit }: Transfer): void {
    if (at.epochMilliseconds < this.#fromMs) return
    const own = sum.member.book.account(sum.member.holder, unit)?.id
    const sign = credit === own ? 1 : debit === own ? -1 : 0
    if (unit.startsWith('stamps:')) {
      const card = unit.split(':')[1]!
      if (reason !== 'purchase' && reason !== 'joining' && reason !== 'return') return
      this.stamps[card] = (this.stamps[card] ?? 0) + sign * amount
      sum.stamps += sign * amount
      return
    }
    if (unit !== 'points') return
    const { points } = this
    if (reason === 'purchase') points.issued += amount
    if (reason === 'joining') points.joining += amount
    // A return of what had expired changes only the shop's own books: it was lost already.
    const lost = reason === 'return' && sign === 0
    if (reason === 'return') points.takenBack += lost ? amount : -sign * amount
    if (lost) points.expired -= amount
    if (reason === 'expiry') points.expired += amount
    if (reason === 'redemption') {
      points.redeemed += amount
      sum.redeemed = true
    }
    if (reason === 'purchase' || reason === 'joining' || reason === 'return')
      sum.points += lost ? -amount : sign * amount
    // What expires with a day is gone by its last moment, in the month of that day.
    const monthOf = reason === 'expiry' ? at.subtract({ milliseconds: 1 }) : at
    const month = shopDayOf(monthOf, this.#business.timeZone, this.#document.dayEndsAt).iso.slice(0, 7)
    const known = this.months.get(month) ?? { points: 0, issued: 0 }
    known.points += sign * amount
    if (reason === 'purchase' || reason === 'joining') known.issued += amount
    this.months.set(month, known)
  }

  #prize(sum: MemberSum, { card, at, what, ms }: PrizeEvent): void {
    if (ms < this.#fromMs) return
    const key = `${card} ${at}`
    const known = this.prizes.get(key) ?? { card, at, given: 0, recalled: 0, fetched: 0 }
    known[what] += 1
    this.prizes.set(key, known)
    if (what === 'fetched') return
    const sign = what === 'given' ? 1 : -1
    sum.prizes += sign
    sum.prizesMinor += sign * (this.#behaviour.prizeMinor[key] ?? 0)
  }

  #keepIfTop(sum: MemberSum): void {
    const { member, purchases, salesMinor, points, stamps, prizes, prizesMinor } = sum
    if (points <= 0 && prizes <= 0) return
    const costMinor = (worthMinor(this.#document, points) ?? 0) + prizesMinor
    const share = { customerId: member.customer.id, purchases, salesMinor, points, stamps, prizes, costMinor }
    const last = this.top.at(-1)
    if (this.top.length === TOP && last && !before(share, last)) return
    this.top.push(share)
    this.top.sort((a, b) => (before(a, b) ? -1 : 1))
    this.top.length = Math.min(this.top.length, TOP)
  }
}

/** Who costs more; where no money is known, who got more. */
function before(a: Share, b: Share): boolean {
  if (a.costMinor !== b.costMinor) return a.costMinor > b.costMinor
  if (a.points !== b.points) return a.points > b.points
  return a.prizes !== b.prizes ? a.prizes > b.prizes : a.customerId < b.customerId
}

/** What one member adds up to while she is played. */
export class MemberSum {
  readonly member: Member
  readonly months = new Map<string, number>()
  purchases = 0
  salesMinor = 0
  points = 0
  stamps = 0
  prizes = 0
  prizesMinor = 0
  reached = false
  redeemed = false

  constructor(member: Member) {
    this.member = member
  }
}
