import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { slippingDays, slippingSql, yearlySql } from '../purchases/purchases.ts'

/** Why somebody is to be thought of today, with what is to be said of it. */
export type Reason =
  | { reason: 'slipping'; customerId: CustomerId; gapDays: number; awayDays: number; yearlyMinor: number }
  | {
      reason: 'thank'
      customerId: CustomerId
      totalMinor: number
      bought: string | null
      servedBy: string | null
    }
  | {
      reason: 'birthday' | 'name_day'
      customerId: CustomerId
      day: string
      inDays: number
      turns: number | null
    }
  | { reason: 'expiring'; customerId: CustomerId; points: number; expiresAt: string }
  | {
      reason: 'waiting'
      customerId: CustomerId
      benefit: unknown
      reward: unknown
      until: string
      more: number
    }

export const reasons = ['slipping', 'thank', 'birthday', 'name_day', 'waiting', 'expiring'] as const

/** The shop's day and its money. */
export interface Here {
  today: Temporal.PlainDate
  now: Temporal.Instant
  currency: string
}

const AT_MOST = 12

// Merged people have no facts of their own; who had herself forgotten can't be called. Floats do: nobody is told a fraction.
const slipping = statement<{
  customerId: CustomerId
  gapDays: number
  awayDays: number
  yearlyMinor: number
  of: number
  ofMinor: number
}>(
  'today.slipping',
  `select customer_id as "customerId", (last_day - first_day)::float8 / (days - 1) as "gapDays",
          $3::date - last_day as "awayDays", ${yearlySql} as "yearlyMinor",
          count(*) over ()::int as of, (sum(${yearlySql}) over ())::bigint as "ofMinor"
     from customer_facts f
    where business_id = $1 and currency = $2 and purchases > 0
      and last_day between $3::date - ${slippingDays.most} and $3::date - ${slippingDays.least}
      and ${slippingSql({ at: '$3::date' })}
      and not exists (select from erasures e where e.business_id = $1 and e.customer_id = f.customer_id)
    order by "yearlyMinor" desc, customer_id limit ${AT_MOST}`,
)

/** Those who are slipping (purchases/habits.ts), who bring most in a year first, and how many there are in all. */
export async function slippingAway(
  tx: Tx,
  { today, currency }: Here,
): Promise<{ found: Reason[]; customers: number; yearMinor: number }> {
  const rows = await tx.rows(slipping, [tx.businessId, currency, today.toString()])
  const { of = 0, ofMinor = 0 } = rows[0] ?? {}
  const found = rows.map(({ customerId, gapDays, awayDays, yearlyMinor }) => ({
    ...{ reason: 'slipping' as const, customerId, gapDays, awayDays, yearlyMinor },
  }))
  return { found, customers: of, yearMinor: ofMinor }
}

// The largest twentieth of two months, of at most so many purchases.
const bigFrom = statement<{ fromMinor: number | null }>(
  'today.big_from',
  `select percentile_disc(0.95) within group (order by total_minor) as "fromMinor"
     from (select total_minor from purchases
            where business_id = $1 and currency = $2 and shop_day >= $3::date - 60 and shop_day < $3::date
            order by shop_day desc, purchase_id desc limit 20000) p
   having count(*) >= 20`,
)
const bigOnes = statement<{
  customerId: CustomerId
  totalMinor: number
  bought: string | null
  servedBy: string | null
}>(
  'today.big_purchases',
  `select distinct on (customer_id) customer_id as "customerId", total_minor as "totalMinor",
          (select string_agg(name, ', ') from (
             select l.name from purchase_lines l
              where l.business_id = p.business_id and l.purchase_id = p.purchase_id and l.name is not null
              order by l.total_minor desc, l.line limit 3) lines) as bought,
          (select s.name from staff s where s.business_id = p.business_id and s.staff_id = p.staff_id) as "servedBy"
     from purchases p
    where business_id = $1 and currency = $2 and shop_day = $3::date - 1 and customer_id is not null
      and total_minor >= $4 and not fully_returned
    order by customer_id, total_minor desc`,
)

/** Yesterday's unusually big purchases, the biggest first, and from what on one counts as big. */
export async function toThank(
  tx: Tx,
  { today, currency }: Here,
): Promise<{ fromMinor: number; found: Reason[] }> {
  const [row] = await tx.rows(bigFrom, [tx.businessId, currency, today.toString()])
  if (row?.fromMinor == null) return { fromMinor: 0, found: [] }
  const fromMinor = roundedUp(row.fromMinor)
  const rows = await tx.rows(bigOnes, [tx.businessId, currency, today.toString(), fromMinor])
  const found = rows
    .toSorted((a, b) => b.totalMinor - a.totalMinor)
    .slice(0, AT_MOST)
    .map((big) => ({ reason: 'thank' as const, ...big }))
  return { fromMinor, found }
}

/** To two digits, as somebody would say the amount. */
function roundedUp(minor: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, minor))) - 1)
  return Math.ceil(minor / step) * step
}

const DAYS_AHEAD = 7

const daysNear = (kind: 'birth' | 'name') =>
  statement<{ customerId: CustomerId; month: number; day: number; year: number | null }>(
    `today.${kind}_days`,
    `select c.customer_id as "customerId", c.${kind}_month as month, c.${kind}_day as day,
            ${kind === 'birth' ? 'c.birth_year' : 'null::smallint'} as year
       from unnest($2::int[], $3::int[]) with ordinality d (month, day, n)
       join customers c on c.business_id = $1 and c.${kind}_month = d.month and c.${kind}_day = d.day
      where c.merged_into is null and c.erased_at is null
      order by d.n, c.customer_id limit ${AT_MOST}`,
  )
const birthdays = daysNear('birth')
const nameDays = daysNear('name')

/** Birthdays and name days of today and the week ahead, the nearest first. 29 February falls on the 28th otherwise. */
export async function toCongratulate(tx: Tx, { today }: Here): Promise<Reason[]> {
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => today.add({ days: ahead }))
  const leapless = days.flatMap((day) =>
    day.month === 2 && day.day === 28 && !day.inLeapYear ? [{ day, month: 2, date: 29 }] : [],
  )
  const all = [...days.map((day) => ({ day, month: day.month, date: day.day })), ...leapless]
  const values = [tx.businessId, all.map(({ month }) => month), all.map(({ date }) => date)]
  const [births, names] = await Promise.all([tx.rows(birthdays, values), tx.rows(nameDays, values)])
  const asReason =
    (reason: 'birthday' | 'name_day') =>
    ({ customerId, month, day, year }: (typeof births)[number]): Reason => {
      const on = all.find((one) => one.month === month && one.date === day)!.day
      const turns = year === null ? null : on.year - year
      return { reason, customerId, day: on.toString(), inDays: today.until(on).days, turns }
    }
  return [...births.map(asReason('birthday')), ...names.map(asReason('name_day'))]
    .sort((a, b) => inDaysOf(a) - inDaysOf(b))
    .slice(0, AT_MOST)
}

const inDaysOf = (one: Reason) => ('inDays' in one ? one.inDays : 0)

const waiting = statement<{
  customerId: CustomerId
  benefit: unknown
  reward: unknown
  until: Temporal.Instant
  more: number
}>(
  'today.waiting',
  `select distinct on (r.customer_id) r.customer_id as "customerId", r.benefit, w.name as reward, r.expires_at as until,
          (count(*) over (partition by r.customer_id))::int - 1 as more
     from (select * from redemptions
            where business_id = $1 and state = 'reserved' and expires_at > $2 order by expires_at limit 200) r
     join rewards w on w.business_id = r.business_id and w.reward_id = r.reward_id
    order by r.customer_id, r.expires_at`,
)

/** Rewards that were asked for and wait to be handed over, those first that run out soonest. */
export async function rewardsWaiting(tx: Tx, { now }: Here): Promise<Reason[]> {
  const rows = await tx.rows(waiting, [tx.businessId, now])
  return rows
    .toSorted((a, b) => Temporal.Instant.compare(a.until, b.until))
    .slice(0, AT_MOST)
    .map(({ until, ...row }) => ({ reason: 'waiting' as const, ...row, until: until.toString() }))
}

// An account knows when something of it falls due next; what falls due is in its lots.
const expiring = statement<{ customerId: CustomerId; points: number; expiresAt: Temporal.Instant }>(
  'today.expiring',
  `select a.holder_id as "customerId", sum(l.remaining)::bigint as points, min(l.expires_at) as "expiresAt"
     from (select * from accounts
            where business_id = $1 and next_due_at > $2 and next_due_at < $3 order by next_due_at limit 2000) a
     join lots l on l.business_id = a.business_id and l.account_id = a.account_id
      and l.remaining > 0 and l.expires_at < $3 and l.ripe
     join customers c on c.business_id = a.business_id and c.customer_id = a.holder_id
      and c.merged_into is null and c.erased_at is null
    where a.unit = 'points' and a.kind = 'customer'
    group by a.holder_id order by points desc, a.holder_id limit ${AT_MOST}`,
)

const EXPIRING_DAYS = 14

/** Whose points expire within two weeks, the most points first. */
export async function pointsExpiring(tx: Tx, { now }: Here): Promise<Reason[]> {
  const rows = await tx.rows(expiring, [tx.businessId, now, now.add({ hours: EXPIRING_DAYS * 24 })])
  return rows.map(({ expiresAt, ...row }) => ({
    reason: 'expiring' as const,
    ...row,
    expiresAt: expiresAt.toString(),
  }))
}
