import { nowOf } from '../../businesses/businesses.ts'
import { statement, type Tx } from '../../platform/database.ts'
import { currentVersion } from '../../programme/programme.ts'
import { breakage, type Fate } from '../money/breakage.ts'
import { type Deferred, deferRevenue } from '../money/deferral.ts'
import { type Rate, worthOf } from '../money/rollForward.ts'
import { hereOf, monthName } from './here.ts'
import { type Owed, owedByMonth } from './owed.ts'

/** What the programme owes, what it has cost, and what of sales is not earned yet. From the ledger's own rows. */

interface LotSum {
  /** Month of the end, as YYYY-MM; null: never. */
  expires: string | null
  /** Whole months since it was given. */
  ageMonths: number
  ripe: boolean
  points: number
}

// Only lots that still hold something are read; a lot's id says when it was given (UUIDv7).
const readOpen = statement<LotSum>(
  'insights.open_lots',
  `select to_char((l.expires_at at time zone $2) - $4::interval - interval '1 second', 'YYYY-MM') as expires, l.ripe,
          greatest(0, month_number($3::date) - month_number((t.at at time zone $2)::date))::int as "ageMonths",
          sum(l.remaining)::bigint as points
     from lots l join accounts a on a.business_id = $1 and a.account_id = l.account_id and a.unit = 'points'
     join transfers t on t.business_id = $1 and t.transfer_id = l.lot_id
    where l.business_id = $1 and l.remaining > 0 group by 1, 2, 3`,
)

// Of lots whose time is over: what was given, and what expired of it, by customer.
const readFates = statement<Fate>(
  'insights.fates',
  `select sum(l.amount)::bigint as issued, sum(l.expired)::bigint as expired
     from lots l join accounts a on a.business_id = $1 and a.account_id = l.account_id and a.unit = 'points'
    where l.business_id = $1 and l.expires_at is not null and l.expires_at <= $2
      and l.expires_at > $2::timestamptz - interval '24 months'
    group by l.account_id`,
)

interface Sales {
  month: string
  currency: string
  spendMinor: number
  points: number
}

const readSales = statement<Sales>(
  'insights.member_sales',
  `select to_char(month, 'YYYY-MM') as month, currency, sum(money_minor)::bigint as "spendMinor",
          sum(points_earned)::bigint as points
     from customer_months where business_id = $1 group by 1, 2 order by 1`,
)

/** Months as YYYY-MM, both counted; the last twelve where none is said. */
export interface MonthSpan {
  from?: string | undefined
  until?: string | undefined
}

const MONTHS = 12
const SURE_FROM = 100

export async function programmeMoney(tx: Tx, wish: MonthSpan = {}) {
  const [here, now, { document }] = [await hereOf(tx), await nowOf(tx), await currentVersion(tx)]
  const { currency, timeZone, today } = here
  const { dayEndsAt, points: terms } = document
  const sales = await tx.rows(readSales, [tx.businessId])
  const [open, fates, units] = await Promise.all([
    tx.rows(readOpen, [tx.businessId, timeZone, today, dayEndsAt]),
    tx.rows(readFates, [tx.businessId, now.toString()]),
    owedByMonth(tx, here, { dayEndsAt, since: sales[0]?.month }),
  ])
  const rate = terms?.worth ?? terms?.spend ?? null
  const minor = (points: number) => (rate ? worthOf(points, rate) : null)
  const broken = breakage(fates)
  const owed = total(open)
  const span = { from: wish.from ?? monthName(here.month - MONTHS + 1), until: wish.until ?? '9999-12' }
  const [points, ...money] = units
  // An accountant may not count on what a handful of people did: below a hundred, all points are taken to be redeemed.
  const counted = broken.customers >= SURE_FROM ? (broken.share ?? 0) : 0
  const deferred = defer(points, { sales, currency, broken: counted })
  const months = points.months
    .map((one, index) => ({ ...one, deferred: deferred.months?.[index] ?? null }))
    .filter(within(span))
  return {
    ...{ at: today, currency, hasPoints: terms !== null, worth: rate && worthShown(rate), period: span },
    liability: {
      points: owed,
      minor: minor(owed),
      pending: total(open.filter(({ ripe }) => !ripe)),
      byExpiry: summed(open, ({ expires }) => expires ?? 'never').map(([expires, sum]) => ({
        ...{ expires: expires === 'never' ? null : expires, points: sum, minor: minor(sum) },
      })),
      byAge: summed(open, ({ ageMonths }) => ageOf(ageMonths)).map(([age, sum]) => ({
        ...{ age, points: sum, minor: minor(sum) },
      })),
    },
    breakage: {
      ...broken,
      expectedMinor: broken.share === null ? null : minor(Math.round(owed * broken.share)),
      /** What the deferral below is made with. */
      counted,
    },
    months,
    accounts: points.accounts,
    money: money.map((one) => ({ ...one, months: one.months.filter(within(span)) })),
    ...periodOf(months, sales, currency),
    deferredRefused: deferred.refused,
  }
}

const within =
  ({ from, until }: { from: string; until: string }) =>
  ({ month }: { month: string }) =>
    from <= month && month <= until

const worthShown = ({ points, minor }: Rate) => ({ points, minor })

const total = (lots: readonly LotSum[]) => lots.reduce((sum, { points }) => sum + points, 0)

function summed(lots: readonly LotSum[], by: (lot: LotSum) => string): [string, number][] {
  const sums = new Map<string, number>()
  for (const lot of lots) sums.set(by(lot), (sums.get(by(lot)) ?? 0) + lot.points)
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** In months, so that they sort as they read. */
function ageOf(months: number): '00-02' | '03-05' | '06-11' | '12-23' | '24+' {
  if (months < 3) return '00-02'
  if (months < 6) return '03-05'
  if (months < 12) return '06-11'
  return months < 24 ? '12-23' : '24+'
}

/** Sales with points by month, split; refused where points were given for several currencies, as those have no sum. */
function defer(
  { months }: Owed,
  { sales, currency, broken }: { sales: readonly Sales[]; currency: string; broken: number },
): { months: Deferred[] | null; refused: 'several_currencies' | null } {
  if (sales.some((one) => one.currency !== currency && one.points > 0))
    return { months: null, refused: 'several_currencies' }
  const bought = new Map(
    sales.flatMap((one) => (one.currency === currency ? [[one.month, one.spendMinor]] : [])),
  )
  const periods = months.map(({ month, granted, takenBack, redeemed, expired, money }) => ({
    salesMinor: bought.get(month) ?? 0,
    ...{ points: granted - takenBack, redeemed, expired, broken },
    worthMinor: money ? money.worth.minor / money.worth.points : 0,
  }))
  return { months: deferRevenue(periods), refused: null }
}

type Month = Owed['months'][number] & { deferred: Deferred | null }

/** The months that are shown as one: what was redeemed of what was given, and what it cost. */
function periodOf(months: readonly Month[], sales: readonly Sales[], currency: string) {
  const sum = (pick: (month: Month) => number) => months.reduce((all, one) => all + pick(one), 0)
  const [issued, redeemed] = [
    sum(({ granted, takenBack }) => granted - takenBack),
    sum((one) => one.redeemed),
  ]
  const named = new Set(months.map(({ month }) => month))
  const salesMinor = sales.reduce(
    (all, one) => all + (one.currency === currency && named.has(one.month) ? one.spendMinor : 0),
    0,
  )
  const costMinor = months.some(({ money }) => money) ? sum(({ money }) => money?.redeemed ?? 0) : null
  const deferred = (pick: (one: Deferred) => number) => sum((one) => (one.deferred ? pick(one.deferred) : 0))
  return {
    year: {
      ...{ issued, redeemed, expired: sum((one) => one.expired), salesMinor, costMinor },
      shareOfSales: salesMinor > 0 && costMinor !== null ? costMinor / salesMinor : null,
      redemptionRate: issued > 0 ? redeemed / issued : null,
    },
    deferred: {
      goodsMinor: deferred(({ goodsMinor }) => goodsMinor),
      openingMinor: months[0]?.deferred?.openingMinor ?? 0,
      pointsMinor: deferred(({ deferredMinor }) => deferredMinor),
      earnedMinor: deferred(({ earnedMinor }) => earnedMinor),
      closingMinor: months.at(-1)?.deferred?.closingMinor ?? 0,
    },
  }
}
