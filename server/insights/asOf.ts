import { businessOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'
import { usualGapDays } from '../purchases/purchases.ts'
import { type AbcXyzBorders, abcXyz, pareto } from './measures/abcXyz.ts'
import { cohorts, type Period, periodOf } from './measures/cohorts.ts'
import { type Rung, rungOf, rungs } from './measures/ladder.ts'
import { dayNumber, factorsOf, ltv } from './measures/lifetime.ts'
import { quantile, rising } from './measures/quantile.ts'
import { retentionOf } from './measures/retention.ts'
import { type Borders, type Convention, rfm, segmentOf } from './measures/rfm.ts'
import { before, lastDayOf, quartersUntil, type Span, wholeMonths } from './periods.ts'
import { type PastSum, pastEdges, pastMonths, pastRetention, pastSums, type Which } from './reading/past.ts'

/**
 * Measures as of any day of the past, from the purchases themselves. The day of reckoning is the last one that counts.
 */
export interface AsOf {
  at: string
  from?: string | undefined
  returns?: Which['returns'] | undefined
}

async function whichOf(tx: Tx, { at, returns = 'kept' }: AsOf): Promise<Which> {
  return { currency: (await businessOf(tx)).currency, at, returns }
}

const bought = (sums: readonly PastSum[]) => sums.filter(({ purchases }) => purchases > 0)

export async function rfmAsOf(tx: Tx, asOf: AsOf & { borders?: Partial<Borders>; convention?: Convention }) {
  const which = { ...(await whichOf(tx, asOf)), from: asOf.from }
  const sums = bought(await pastSums(tx, which))
  const external = new Map(sums.map(({ id, externalId }) => [id, externalId]))
  const today = dayNumber(asOf.at)
  const scored = rfm(
    sums.map(({ id, purchases, moneyMinor, lastDay }) => ({
      ...{ id, purchases, moneyMinor, recencyDays: today - dayNumber(lastDay) },
    })),
    asOf,
  )
  const segments: Record<string, number> = {}
  const customers = scored.customers.map((one) => {
    const segment = segmentOf(one)
    segments[segment] = (segments[segment] ?? 0) + 1
    return { ...one, externalId: external.get(one.id) ?? null, segment }
  })
  return {
    ...countedOf(which, sums),
    borders: scored.borders,
    counts: scored.counts,
    cells: Object.fromEntries([...scored.cells].sort(([a], [b]) => (a < b ? 1 : -1))),
    segments,
    scoreSum: customers.reduce((sum, { r, f, m }) => sum + 100 * r + 10 * f + m, 0),
    customers,
  }
}

export async function abcXyzAsOf(tx: Tx, asOf: AsOf & { borders?: Partial<AbcXyzBorders> }) {
  const which = { ...(await whichOf(tx, asOf)), from: asOf.from }
  const [sums, months, edges] = [
    bought(await pastSums(tx, which)),
    await pastMonths(tx, which),
    await pastEdges(tx, which),
  ]
  const counting = edges.first ? wholeMonths(asOf.from ?? edges.first, asOf.at) : []
  const known = new Set(counting)
  const external = new Map(sums.map(({ id, externalId }) => [id, externalId]))
  const spent = Map.groupBy(months, ({ id }) => id)
  const placed = abcXyz(
    sums.map(({ id, moneyMinor }) => ({
      ...{ id, moneyMinor },
      monthsMinor: (spent.get(id) ?? []).flatMap((one) => (known.has(one.month) ? [one.moneyMinor] : [])),
    })),
    counting.length,
    asOf.borders,
  )
  const variations = rising(placed.customers.flatMap(({ variation }) => variation ?? []))
  const classes = (['A', 'B', 'C'] as const).map((abc) => {
    const own = placed.customers.filter((one) => one.abc === abc)
    return { abc, customers: own.length, moneyMinor: own.reduce((sum, one) => sum + one.moneyMinor, 0) }
  })
  return {
    ...countedOf(which, sums),
    borders: placed.borders,
    months: { first: counting[0] ?? null, last: counting.at(-1) ?? null, count: counting.length },
    classes,
    cells: Object.fromEntries([...placed.cells].sort(([a], [b]) => (a < b ? -1 : 1))),
    variation: {
      min: variations[0] ?? null,
      median: variations.length > 0 ? quantile(variations, 0.5) : null,
      max: variations.at(-1) ?? null,
      none: placed.customers.length - variations.length,
    },
    pareto: pareto(placed.customers),
    customers: placed.customers.map((one) => ({ ...one, externalId: external.get(one.id) ?? null })),
  }
}

export async function cohortsAsOf(tx: Tx, asOf: AsOf & { period?: Period | undefined }) {
  const which = await whichOf(tx, asOf)
  const months = await pastMonths(tx, which)
  const period = asOf.period ?? 'month'
  const made = cohorts(months, period)
  const shown = asOf.from
    ? made.filter((one) => one.period >= periodOf(asOf.from!.slice(0, 7), period))
    : made
  return {
    ...{ at: which.at, currency: which.currency, returns: which.returns, period },
    customers: shown.reduce((sum, { customers }) => sum + customers, 0),
    cells: shown.reduce((sum, { cells }) => sum + cells.reduce((all, cell) => all + cell.customers, 0), 0),
    /** The last period is not over yet: what it says is too low. */
    unfinished: isUnfinished(which.at, period) ? periodOf(which.at.slice(0, 7), period) : null,
    cohorts: shown,
  }
}

function isUnfinished(at: string, period: Period): boolean {
  const last = Temporal.PlainDate.from(at)
  return last.day !== last.daysInMonth || (period === 'quarter' && last.month % 3 !== 0)
}

/** Retention in a period, and in each quarter up to it. Without `from` the period is the quarter that `at` lies in. */
export async function crrAsOf(tx: Tx, asOf: AsOf) {
  const at = lastDayOf(asOf.from, asOf.at)
  const which = await whichOf(tx, { ...asOf, at })
  const edges = await pastEdges(tx, which)
  const quarters = edges.first ? quartersUntil(edges.first, at) : []
  const from = asOf.from ?? quarters.at(-1)?.from ?? at
  const over = []
  for (const { from: first, until } of quarters.slice(1)) {
    const finished = until <= at
    const last = finished ? until : at
    const name = periodOf(first.slice(0, 7), 'quarter')
    over.push({
      period: name,
      ...(await retained(tx, which, { from: first, until: last }, until)),
      finished,
    })
  }
  return {
    ...{ at, currency: which.currency, returns: which.returns },
    period: { from, until: at, before: before({ from, until: at }) },
    ...(await retained(tx, which, { from, until: at }, at)),
    quarters: over,
  }
}

/** `end`: where the period ends once it is over, which says how long the one before is. */
async function retained(tx: Tx, which: Which, { from, until }: Span, end: string) {
  const earlier = before({ from, until: end })
  const sums = await pastRetention(tx, { ...which, at: until }, { before: earlier, from })
  return retentionOf(sums)
}

export async function ladderAsOf(tx: Tx, asOf: AsOf) {
  const which = await whichOf(tx, asOf)
  const from = asOf.from ?? Temporal.PlainDate.from(asOf.at).subtract({ months: 1 }).toString()
  const [now, then] = [await pastSums(tx, which), await pastSums(tx, { ...which, at: from })]
  const earlier = new Map(then.map((one) => [one.id, rungOf(one, from)]))
  const counts = Object.fromEntries(rungs.map((rung) => [rung, 0])) as Record<Rung, number>
  const moves = new Map<string, number>()
  const gaps: number[] = []
  for (const one of now) {
    const rung = rungOf(one, asOf.at)
    counts[rung] += 1
    const was = earlier.get(one.id) ?? 'lead'
    if (was !== rung) moves.set(`${was} ${rung}`, (moves.get(`${was} ${rung}`) ?? 0) + 1)
    const gap = usualGapDays(one)
    if (gap !== null) gaps.push(gap)
  }
  const sorted = rising(gaps)
  return {
    ...countedOf(which, bought(now)),
    from,
    rungs: counts,
    moves: [...moves].map(([move, customers]) => {
      const [was, is] = move.split(' ')
      return { from: was, to: is, customers }
    }),
    repeatRate: now.length > 0 ? now.filter(({ purchases }) => purchases > 1).length / now.length : null,
    usualGapDays: { median: sorted.length > 0 ? quantile(sorted, 0.5) : null, customers: sorted.length },
  }
}

// Three times the median gap without a purchase, at least a quarter of a year: whoever is quiet for longer has gone.
const QUIET_GAPS = 3
const QUIET_AT_LEAST_DAYS = 90

export async function ltvAsOf(tx: Tx, asOf: AsOf & { margin: number }) {
  const which = await whichOf(tx, asOf)
  const all = bought(await pastSums(tx, which))
  const sums = asOf.from ? all.filter(({ firstDay }) => firstDay >= asOf.from!) : all
  const gaps = rising(sums.flatMap((one) => usualGapDays(one) ?? []))
  const median = gaps.length > 0 ? quantile(gaps, 0.5) : 0
  const quietDays = Math.max(QUIET_AT_LEAST_DAYS, Math.round(QUIET_GAPS * median))
  const { customers, gone, ...factors } = factorsOf(sums, { at: asOf.at, margin: asOf.margin, quietDays })
  return { ...countedOf(which, sums), gone, quietDays, ...ltv(factors, customers) }
}

function countedOf(which: Which, sums: readonly PastSum[]) {
  const { at, currency, returns, from } = which
  return {
    ...{ at, currency, returns, ...(from === undefined ? {} : { from }) },
    counted: {
      customers: sums.length,
      purchases: sums.reduce((sum, { purchases }) => sum + purchases, 0),
      moneyMinor: sums.reduce((sum, { moneyMinor }) => sum + moneyMinor, 0),
    },
  }
}
