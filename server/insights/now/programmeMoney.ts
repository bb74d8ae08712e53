import { businessOf, nowOf } from '../../businesses/businesses.ts'
import { statement, type Tx } from '../../platform/database.ts'
import { currentVersion } from '../../programme/programme.ts'
import { breakage, type Fate } from '../money/breakage.ts'
import { allocate } from '../money/deferral.ts'

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
  `select to_char(l.expires_at at time zone $2 - interval '1 second', 'YYYY-MM') as expires, l.ripe,
          greatest(0, month_number($3::date) - month_number((t.at at time zone $2)::date))::int as "ageMonths",
          sum(l.remaining)::bigint as points
     from lots l join accounts a on a.business_id = $1 and a.account_id = l.account_id and a.unit = 'points'
     join transfers t on t.business_id = $1 and t.transfer_id = l.lot_id
    where l.business_id = $1 and l.remaining > 0 group by 1, 2, 3`,
)

interface Flow {
  month: string
  reason: string
  /** Above zero: to customers. */
  points: number
}

const readFlows = statement<Flow>(
  'insights.point_flows',
  `select to_char(t.at at time zone $2, 'YYYY-MM') as month, t.reason,
          sum(case when d.kind = 'customer' and c.kind <> 'customer' then -t.amount
                   when c.kind = 'customer' and d.kind <> 'customer' then t.amount else 0 end)::bigint as points
     from transfers t join accounts d on d.business_id = $1 and d.account_id = t.debit_account
     join accounts c on c.business_id = $1 and c.account_id = t.credit_account
    where t.business_id = $1 and t.unit = 'points' and t.state <> 'voided' and t.at >= $3
    group by 1, 2 order by 1, 2`,
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

const readSales = statement<{ spendMinor: number }>(
  'insights.member_sales',
  `select coalesce(sum(money_minor), 0)::bigint as "spendMinor" from customer_months
    where business_id = $1 and currency = $2 and month >= date_trunc('month', $3::date) - interval '11 months'`,
)

const MONTHS = 12

export async function programmeMoney(tx: Tx) {
  const [business, now, version] = [await businessOf(tx), await nowOf(tx), await currentVersion(tx)]
  const { timeZone, currency } = business
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const since = today
    .with({ day: 1 })
    .subtract({ months: MONTHS - 1 })
    .toZonedDateTime(timeZone)
    .toInstant()
  const [open, flows, fates, sales] = await Promise.all([
    tx.rows(readOpen, [tx.businessId, timeZone, today.toString()]),
    tx.rows(readFlows, [tx.businessId, timeZone, since.toString()]),
    tx.rows(readFates, [tx.businessId, now.toString()]),
    tx.rows(readSales, [tx.businessId, currency, today.toString()]),
  ])
  const terms = version.document.points
  const rate = terms?.worth ?? terms?.spend ?? null
  const minor = (points: number) => (rate ? Math.round((points * rate.minor) / rate.points) : null)
  const broken = breakage(fates)
  const owed = total(open)
  return {
    ...{ at: today.toString(), currency, hasPoints: terms !== null },
    worth: rate && { points: rate.points, minor: rate.minor },
    liability: {
      points: owed,
      minor: minor(owed),
      pending: total(open.filter(({ ripe }) => !ripe)),
      byExpiry: summed(open, ({ expires }) => expires ?? 'never').map(([expires, points]) => ({
        ...{ expires: expires === 'never' ? null : expires, points, minor: minor(points) },
      })),
      byAge: summed(open, ({ ageMonths }) => ageOf(ageMonths)).map(([age, points]) => ({
        ...{ age, points, minor: minor(points) },
      })),
    },
    breakage: {
      ...broken,
      expectedMinor: broken.share === null ? null : minor(Math.round(owed * broken.share)),
    },
    months: monthsOf(flows, minor),
    ...yearOf(flows, { minor, broken: broken.share ?? 0, salesMinor: sales[0]!.spendMinor, rate }),
  }
}

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

interface Month {
  issued: number
  redeemed: number
  expired: number
  other: number
}

const kinds: Readonly<Record<string, keyof Month>> = {
  ...{ purchase: 'issued', joining: 'issued', gift: 'issued', import: 'issued', return: 'issued' },
  ...{ payment: 'redeemed', redemption: 'redeemed', restore: 'redeemed', expiry: 'expired' },
}

function byMonth(flows: readonly Flow[]): Map<string, Month> {
  const months = new Map<string, Month>()
  for (const { month, reason, points } of flows) {
    const one = months.get(month) ?? { issued: 0, redeemed: 0, expired: 0, other: 0 }
    months.set(month, one)
    const kind = kinds[reason] ?? 'other'
    // What leaves customers is told as a positive number.
    one[kind] += kind === 'redeemed' || kind === 'expired' ? -points : points
  }
  return months
}

function monthsOf(flows: readonly Flow[], minor: (points: number) => number | null) {
  return [...byMonth(flows)].map(([month, sums]) => ({ month, ...sums, redeemedMinor: minor(sums.redeemed) }))
}

/** The last twelve months: what was redeemed of what was given, what it cost, what of sales is still to be earned. */
function yearOf(
  flows: readonly Flow[],
  {
    minor,
    broken,
    salesMinor,
    rate,
  }: {
    minor: (points: number) => number | null
    broken: number
    salesMinor: number
    rate: { points: number; minor: number } | null
  },
) {
  const year = { issued: 0, redeemed: 0, expired: 0 }
  for (const { issued, redeemed, expired } of byMonth(flows).values()) {
    year.issued += issued
    year.redeemed += redeemed
    year.expired += expired
  }
  const costMinor = minor(year.redeemed)
  const pointMinor = rate ? (rate.minor / rate.points) * (1 - broken) : 0
  const { goodsMinor, pointsMinor } = allocate(salesMinor, Math.max(0, year.issued), pointMinor)
  return {
    year: {
      ...year,
      ...{
        salesMinor,
        costMinor,
        shareOfSales: salesMinor > 0 && costMinor !== null ? costMinor / salesMinor : null,
      },
      redemptionRate: year.issued > 0 ? year.redeemed / year.issued : null,
    },
    deferred: {
      /** What a point would cost alone, breakage taken off: what the split is made by. */
      pointMinor,
      goodsMinor: Math.round(goodsMinor),
      pointsMinor: Math.round(pointsMinor),
      earnedMinor: Math.round(
        year.issued > 0
          ? pointsMinor * Math.min(1, year.redeemed / Math.max(1, year.issued * (1 - broken)))
          : 0,
      ),
    },
  }
}
