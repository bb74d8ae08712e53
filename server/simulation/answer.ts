import type { Business } from '../businesses/businesses.ts'
import { showId } from '../platform/ids.ts'
import type { Cap, ProgrammeDocument } from '../programme/programme.ts'
import { type Behaviour, worthMinor } from './behaviour.ts'
import { capsFor } from './bound.ts'
import type { Size } from './past.ts'
import type { Share, Sums } from './sums.ts'

interface Counted {
  business: Business
  document: ProgrammeDocument
  behaviour: Behaviour
  span: { from: string; until: string }
  size: Size
  every: number
  names: Map<string, string | null>
  marginPercent: number
  capped: { cap: Cap; sums: Sums } | null
}

export type Answer = ReturnType<typeof answerOf>

/** What a simulation says: money in minor units, points in points, each sum with what it was counted from. */
export function answerOf(sums: Sums, counted: Counted) {
  const { business, behaviour, span, size, every, marginPercent } = counted
  const scaled = (value: number) => value * every
  const cost = costOf(sums, counted)
  return {
    currency: business.currency,
    period: span,
    counted: {
      customers: scaled(sums.customers),
      purchases: scaled(sums.purchases),
      lines: scaled(sums.lines),
      returns: scaled(sums.returns),
      salesMinor: scaled(sums.salesMinor),
      withoutCustomer: { purchases: size.anonymous, salesMinor: size.anonymousMinor },
      /** Above 1: every so manyeth customer was played, and sums are scaled up. */
      everyCustomer: every,
    },
    behaviour: {
      redeemersPercent: behaviour.redeemersPercent,
      fromPoints: behaviour.fromPoints,
      marginPercent,
    },
    members: { reached: scaled(sums.reached), redeemers: scaled(sums.redeemers), tiers: sums.tiers },
    points: Object.fromEntries(
      Object.entries(sums.points).map(([name, value]) => [name, scaled(value)]),
    ) as typeof sums.points,
    stamps: Object.fromEntries(Object.entries(sums.stamps).map(([card, count]) => [card, scaled(count)])),
    prizes: prizesOf(sums, counted),
    liability: liabilityOf(sums, counted),
    cost,
    top: sums.top.map((share) => shown(share, counted)),
    cap: capOf(counted, cost.totalMinor),
    /** Caps to try, from loose to tight. */
    caps: capsFor(counted.document, sums),
  }
}

function prizesOf(sums: Sums, { document, behaviour, every }: Counted) {
  return [...sums.prizes.values()]
    .sort((a, b) => (a.card === b.card ? a.at - b.at : a.card < b.card ? -1 : 1))
    .map(({ card, at, given, recalled, fetched }) => ({
      card,
      at,
      name:
        document.stampCards.find(({ id }) => id === card)?.prizes.find((one) => one.at === at)?.name ?? '',
      given: (given - recalled) * every,
      recalled: recalled * every,
      fetched: fetched * every,
      costMinor: behaviour.prizeMinor[`${card} ${at}`] ?? null,
    }))
}

/** What was owed at the end of each month, in points and at their worth. */
function liabilityOf(sums: Sums, { document, every }: Counted) {
  const months = [...sums.months.keys()].sort()
  const answer: { month: string; issued: number; points: number; minor: number | null }[] = []
  let points = 0
  const last = months.at(-1)
  for (let month = months[0]; month && last && month <= last; month = next(month)) {
    const moved = sums.months.get(month)
    points += moved?.points ?? 0
    const owed = points * every
    answer.push({
      month,
      issued: (moved?.issued ?? 0) * every,
      points: owed,
      minor: worthMinor(document, owed),
    })
  }
  return answer
}

function next(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()
}

/**
 * What it costs: what was redeemed and what is still owed, at the worth of a point, and the prizes that were taken home.
 * Break-even: with c the cost and m the margin, each as a share of sales, sales must rise by c / (m - c), as what comes on
 * top earns, too.
 */
function costOf(sums: Sums, { document, behaviour, every, marginPercent }: Counted) {
  const { points } = sums
  const redeemedMinor = worthMinor(document, points.redeemed * every)
  const owedMinor = worthMinor(document, (points.outstanding + points.pending) * every)
  let prizesMinor = 0
  let prizesUnpriced = 0
  for (const { card, at, given, recalled } of sums.prizes.values()) {
    const each = behaviour.prizeMinor[`${card} ${at}`]
    if (each === undefined) prizesUnpriced += (given - recalled) * every
    else prizesMinor += each * (given - recalled) * every
  }
  const totalMinor = (redeemedMinor ?? 0) + (owedMinor ?? 0) + prizesMinor
  const sales = sums.salesMinor * every
  const share = sales > 0 ? totalMinor / sales : 0
  const margin = marginPercent / 100
  return {
    ...{ redeemedMinor, owedMinor, prizesMinor, prizesUnpriced, totalMinor },
    shareOfSales: share,
    /** By what share sales must rise to pay for it; null: no rise pays for it. */
    breakEvenUplift: margin > share ? share / (margin - share) : null,
  }
}

function shown({ customerId, ...share }: Share, { names }: Pick<Counted, 'names'>) {
  return {
    customerId: showId('customer', customerId),
    name: names.get(customerId) ?? null,
    ...share,
    shareOfSales: share.salesMinor > 0 ? share.costMinor / share.salesMinor : 0,
  }
}

/** The same past under the same programme with one cap more. */
function capOf(counted: Counted, before: number) {
  const { capped, every } = counted
  if (!capped) return null
  const cost = costOf(capped.sums, counted)
  return {
    per: capped.cap.per,
    max: capped.cap.max,
    points: (capped.sums.points.issued + capped.sums.points.joining) * every,
    totalMinor: cost.totalMinor,
    savedMinor: before - cost.totalMinor,
    shareOfSales: cost.shareOfSales,
    top: capped.sums.top.map((share) => shown(share, counted)),
  }
}
