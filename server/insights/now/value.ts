import { type Statement, statement, type Tx } from '../../platform/database.ts'
import { yearlySql } from '../../purchases/purchases.ts'
import { usualBorders } from '../measures/abcXyz.ts'
import { factorsOf, ltv } from '../measures/lifetime.ts'
import { people, slipping } from './here.ts'
import { ladderSteps } from './ladderHistory.ts'
import { type Person, visitsOf } from './people.ts'
import { rowsOf, type Scope } from './whom.ts'

/** What customers are worth, from the facts: maps of RFM and ABC-XYZ whose cells open to the people in them. */

// Scores as measures/rfm.ts gives them: type-7 quintiles, a value on a border stays below it.
const scored = `
  borders as (
    select percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by away::float8) as r,
           percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by purchases::float8) as f,
           percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by money_minor::float8) as m from people),
  scored as (
    select p.*, 5 - ((r[1] < away)::int + (r[2] < away)::int + (r[3] < away)::int + (r[4] < away)::int) as rs,
           1 + (f[1] < purchases)::int + (f[2] < purchases)::int + (f[3] < purchases)::int + (f[4] < purchases)::int as fs,
           1 + (m[1] < money_minor)::int + (m[2] < money_minor)::int + (m[3] < money_minor)::int + (m[4] < money_minor)::int as ms
      from people p cross join borders)`

// XYZ over the whole months of the last year, or since the first purchase of the business where that is less.
const placed = `
  span as (
    select least(12, greatest(1, $4::int - min(month_number(first_day)))) as months from people),
  spent as (
    select customer_id, sum(money_minor)::float8 as sum, sum(money_minor::float8 * money_minor) as squares
      from customer_months, span
     where business_id = $1 and currency = $2 and month < date_trunc('month', $3::date)
       and month >= date_trunc('month', $3::date) - span.months * interval '1 month'
     group by customer_id),
  placed as (
    select p.*, sqrt(greatest(0, s.squares / months - (s.sum / months) ^ 2)) / nullif(greatest(s.sum, 0) / months, 0) as cv,
           sum(greatest(money_minor, 0)) over (order by money_minor desc, p.customer_id)::float8
             / nullif(sum(greatest(money_minor, 0)) over (), 0) as running,
           row_number() over (order by money_minor desc, p.customer_id) as place
      from people p cross join span left join spent s on s.customer_id = p.customer_id),
  celled as (
    select *, case when money_minor <= 0 then 'C' when place = 1 or running <= ${usualBorders.a} then 'A'
                   when running <= ${usualBorders.b} then 'B' else 'C' end
           || case when cv is null then '-' when cv <= ${usualBorders.x} then 'X' when cv <= ${usualBorders.y} then 'Y' else 'Z' end
           as cell from placed)`

const readRfm = statement<{ r: number; f: number; customers: number; moneyMinor: number }>(
  'insights.rfm_now',
  `with ${people}, ${scored} select rs as r, fs as f, count(*)::int as customers, sum(money_minor)::bigint as "moneyMinor"
     from scored group by 1, 2`,
)
const readBorders = statement<{ r: number[]; f: number[]; m: number[] }>(
  'insights.rfm_borders',
  `with ${people}, ${scored} select r, f, m from borders`,
)
const readCells = statement<{ cell: string; customers: number; moneyMinor: number }>(
  'insights.abc_xyz_now',
  `with ${people}, ${placed} select cell, count(*)::int as customers, sum(money_minor)::bigint as "moneyMinor"
     from celled group by 1`,
)
const readPareto = statement<{ tenth: number; share: number }>(
  'insights.pareto_now',
  `with ${people}, ranked as (select money_minor, ntile(10) over (order by money_minor desc, customer_id) as tenth from people)
   select tenth, sum(greatest(money_minor, 0))::float8 / nullif(sum(sum(greatest(money_minor, 0))) over (), 0) as share
     from ranked group by 1 order by 1`,
)
const readSpans = statement<{
  purchases: number
  moneyMinor: number
  firstDay: string
  lastDay: string
  many: number
}>(
  'insights.spans',
  `with ${people}
   select sum(purchases)::int as purchases, sum(money_minor)::bigint as "moneyMinor", first_day as "firstDay",
          last_day as "lastDay", count(*)::int as many from people group by first_day, last_day`,
)
const readGroups = statement<{ kind: string; customers: number; moneyMinor: number }>(
  'insights.small_and_large',
  `with ${people}, middle as (
     select percentile_cont(0.5) within group (order by money_minor::float8 / purchases) as ticket from people)
   select case when rung = 'regular' and money_minor::float8 / purchases <= ticket then 'small_regular'
               when rung <> 'regular' and money_minor::float8 / purchases > 2 * ticket then 'large_rare' end as kind,
          count(*)::int as customers, sum(money_minor)::bigint as "moneyMinor"
     from people cross join middle group by 1`,
)

export async function valueNow(tx: Tx, scope: Scope, marginPercent: number) {
  const { today, month, currency } = scope.here
  const of = [tx.businessId, currency, today, month]
  const [rfm, borders, cells, pareto, spans, groups] = await Promise.all([
    rowsOf(tx, scope, readRfm, of),
    rowsOf(tx, scope, readBorders, of),
    rowsOf(tx, scope, readCells, of),
    rowsOf(tx, scope, readPareto, of),
    rowsOf(tx, scope, readSpans, of),
    rowsOf(tx, scope, readGroups, of),
  ])
  const customers = rfm.reduce((sum, cell) => sum + cell.customers, 0)
  return {
    ...{ at: today, currency, customers },
    moneyMinor: rfm.reduce((sum, cell) => sum + cell.moneyMinor, 0),
    rfm: { borders: customers > 0 ? bordersOf(borders[0]!) : null, cells: rfm },
    abcXyz: { borders: usualBorders, cells: cells.sort((a, b) => (a.cell < b.cell ? -1 : 1)) },
    pareto: pareto.map(({ share }) => share),
    groups: groups.filter(({ kind }) => kind !== null),
    ltv: ltvOf(spans, today, marginPercent / 100),
  }
}

function bordersOf({ r, f, m }: { r: number[]; f: number[]; m: number[] }) {
  return { recencyDays: r, purchases: f, moneyMinor: m }
}

const QUIET_DAYS = 180

/** Rows are people who share both days, so each counts as many times as there are of them. */
function ltvOf(
  spans: { purchases: number; moneyMinor: number; firstDay: string; lastDay: string; many: number }[],
  at: string,
  margin: number,
) {
  function* each() {
    for (const { many, purchases, moneyMinor, firstDay, lastDay } of spans)
      for (let n = 0; n < many; n += 1)
        yield { purchases: purchases / many, moneyMinor: moneyMinor / many, firstDay, lastDay }
  }
  const { customers, gone, ...factors } = factorsOf(each(), { at, margin, quietDays: QUIET_DAYS })
  return { ...ltv(factors, customers), customers, gone, quietDays: QUIET_DAYS }
}

const chosen = (name: string, ctes: string, from: string, where: string): Statement<Person> =>
  statement<Person>(
    `insights.people_${name}`,
    `with ${people}, ${ctes}
     select customer_id as id, purchases, days, money_minor as "moneyMinor", first_day as "firstDay", last_day as "lastDay",
            gap as "gapDays", away as "awayDays", ${yearlySql} as "yearMinor"
       from ${from}
      where ${where} and ($6::bigint is null or (money_minor, customer_id) < ($6, $7::uuid))
      order by money_minor desc, customer_id desc limit $8`,
  )

const lists = {
  rfm: chosen('rfm', scored, 'scored', `rs || '' || fs = $5`),
  abcXyz: chosen('abc_xyz', placed, 'celled', 'cell = $5'),
  rung: chosen('rung', 'nobody as (select 1)', 'people', 'rung = $5'),
  slipping: chosen('slipping', 'nobody as (select 1)', 'people', `$5 = 'yes' and ${slipping}`),
  moved: chosen(
    'moved',
    // A year and the 44 months that `until` may lie back.
    ladderSteps('$4::int - 57'),
    'people',
    `customer_id in (
       select customer_id from moves
        where (month / 12) || '-' || lpad((month % 12 + 1)::text, 2, '0') = split_part($5, '.', 1)
          and split_part($5, '.', 2) in (was, '*') and split_part($5, '.', 3) in (became, '*')
          and because = split_part($5, '.', 4))`,
  ),
}
export type ListKind = keyof typeof lists

/** The people of a cell, the most money first. `after`: money and id of the last one seen. */
export async function peopleOf(
  tx: Tx,
  scope: Scope,
  {
    kind,
    cell,
    after,
    limit,
  }: { kind: ListKind; cell: string; after: [number, string] | null; limit: number },
) {
  const { today, month, currency } = scope.here
  const values = [
    tx.businessId,
    currency,
    today,
    month,
    cell,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit + 1,
  ]
  const rows = await rowsOf(tx, scope, lists[kind], values)
  const last = rows.length > limit ? rows[limit - 1]! : null
  return {
    items: await visitsOf(tx, rows.slice(0, limit), today),
    next: last && `${last.moneyMinor}.${last.id.replaceAll('-', '')}`,
  }
}
