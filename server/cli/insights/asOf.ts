import { businessOf } from '../../businesses/businesses.ts'
import {
  type AsOf,
  abcXyzAsOf,
  cohortsAsOf,
  crrAsOf,
  ladderAsOf,
  ltvAsOf,
  rfmAsOf,
} from '../../insights/insights.ts'
import { inBusiness, type Tx } from '../../platform/database.ts'
import { showId } from '../../platform/ids.ts'
import { formatMoney } from '../../platform/money.ts'
import { type Call, UsageError } from '../command.ts'
import { businessIn, dayIn, type Insight, numbersIn, table, wordIn } from './insight.ts'

/** Measures of a business as of a day, read from its purchases. */

async function asOf<Answer>(call: Call, work: (tx: Tx, asOf: AsOf) => Promise<Answer>): Promise<Answer> {
  const businessId = businessIn(call)
  const [at, from] = [dayIn(call, 'at'), dayIn(call, 'from')]
  const returns = wordIn(call, 'returns', ['kept', 'subtracted'])
  return call.onDatabase((database) =>
    inBusiness(database, businessId, async (tx) => {
      const { timeZone } = await businessOf(tx)
      const today = Temporal.Now.plainDateISO(timeZone)
      // A snapshot is taken on the day after the last one; what lies beyond has not happened.
      if (at !== undefined && Temporal.PlainDate.compare(at, today.add({ days: 1 })) > 0)
        throw new UsageError(`--at ${at} has not come yet: at the shop it is ${today}.`)
      const last = at ?? today.toString()
      if (from !== undefined && from > last)
        throw new UsageError(`--from ${from} is after --at ${last}: nothing lies between them.`)
      return work(tx, { at: last, from, returns })
    }),
  )
}

const shown = <Row extends { id: string }>(customers: readonly Row[]) =>
  customers.map((one) => ({ ...one, id: showId('customer', one.id) }))

export const rfm: Insight = async (call) => {
  const convention = wordIn(call, 'convention', ['ours', 'rfm-package']) ?? 'ours'
  const borders = rfmBorders(call)
  const found = await asOf(call, (tx, one) => rfmAsOf(tx, { ...one, convention, borders }))
  const { counts } = found
  const rows = [1, 2, 3, 4, 5].map((score) => [
    ...[score, counts.r[score - 1]!, counts.f[score - 1]!, counts.m[score - 1]!],
  ])
  return {
    result: { ...found, convention, customers: shown(found.customers) },
    text: [
      `${found.counted.customers} customers at ${found.at}`,
      table([['score', 'recency', 'frequency', 'money'], ...rows]),
      `borders: ${found.borders.recencyDays.join(' ')} days; ${found.borders.purchases.join(' ')} purchases; ${found.borders.moneyMinor.join(' ')}`,
      table([['segment', 'customers'], ...Object.entries(found.segments)]),
    ].join('\n\n'),
  }
}

function rfmBorders({ values }: Call) {
  if (values.borders === undefined) return {}
  const parts = String(values.borders).split(';')
  if (parts.length !== 3) throw new UsageError('--borders of rfm are three lists with ; between them.')
  const [recencyDays, purchases, moneyMinor] = parts.map((part) => numbersIn(part, 'borders', 4))
  return { recencyDays: recencyDays!, purchases: purchases!, moneyMinor: moneyMinor! }
}

export const abcxyz: Insight = async (call) => {
  const [a, b, x, y] =
    call.values.borders === undefined ? [] : numbersIn(String(call.values.borders), 'borders', 4)
  const borders = a === undefined ? {} : { a, b: b!, x: x!, y: y! }
  if (a !== undefined && !(a > 0 && a <= b! && b! <= 1 && x! > 0 && x! <= y!))
    throw new UsageError('--borders of abcxyz: 0 < A ≤ B ≤ 1 and 0 < X ≤ Y.')
  const found = await asOf(call, (tx, one) => abcXyzAsOf(tx, { ...one, borders }))
  const money = (minor: number) => formatMoney(minor, found.currency, 'en')
  const cells = Object.entries(found.cells).map(([cell, { customers, moneyMinor }]) => [
    ...[cell, customers, money(moneyMinor)],
  ])
  return {
    result: { ...found, customers: shown(found.customers) },
    text: [
      `${found.counted.customers} customers at ${found.at}; XYZ over ${found.months.count} whole months`,
      table([['cell', 'customers', 'money'], ...cells]),
    ].join('\n\n'),
  }
}

export const cohorts: Insight = async (call) => {
  const period = wordIn(call, 'period', ['month', 'quarter'])
  const found = await asOf(call, (tx, one) => cohortsAsOf(tx, { ...one, period }))
  const lines = found.cohorts.map((cohort) =>
    [cohort.period, ...cohort.cells.map(({ customers }) => String(customers).padStart(6))].join(' '),
  )
  return { result: found, text: lines.join('\n') || 'Nobody has bought yet.' }
}

export const crr: Insight = async (call) => {
  const found = await asOf(call, crrAsOf)
  const percent = (value: number | null) => (value === null ? '–' : value.toFixed(3))
  const rows = found.quarters.map((one) => [
    ...[one.period, one.start, one.end, one.newcomers, percent(one.crr), percent(one.keptPercent)],
  ])
  const trap =
    'The formula counts old customers who came back as if they had stayed; the share really kept does not.'
  return {
    result: found,
    text: [
      `${found.period.from} – ${found.period.until}: CRR ${percent(found.crr)}, really kept ${percent(found.keptPercent)} (S ${found.start}, E ${found.end}, N ${found.newcomers})`,
      ...(found.trap ? [trap] : []),
      table([['quarter', 'S', 'E', 'N', 'CRR', 'kept'], ...rows]),
    ].join('\n\n'),
  }
}

export const ladder: Insight = async (call) => {
  const found = await asOf(call, ladderAsOf)
  const moves = found.moves.map(({ from, to, customers }) => [`${from} → ${to}`, customers])
  return {
    result: found,
    text: [
      table([['rung', 'customers'], ...Object.entries(found.rungs)]),
      table([[`since ${found.from}`, 'customers'], ...moves]),
    ].join('\n\n'),
  }
}

export const ltv: Insight = async (call) => {
  const margin = Number(call.values.margin ?? 40)
  if (!(margin > 0 && margin <= 100)) throw new UsageError('--margin is a percentage above 0.')
  const found = await asOf(call, (tx, one) => ltvAsOf(tx, { ...one, margin: margin / 100 }))
  const money = (minor: number) => formatMoney(Math.round(minor), found.currency, 'en')
  const levers = found.levers.map(({ factor, gainMinor, gainAllMinor }) => [
    ...[factor, money(gainMinor), money(gainAllMinor)],
  ])
  return {
    result: found,
    text: [
      `LTV ${money(found.ltvMinor)} = ${money(found.ticketMinor)} × ${found.purchasesPerMonth.toFixed(3)} a month × ${found.margin} × ${found.months.toFixed(1)} months`,
      table([['10 % more of', 'each', 'all'], ...levers]),
    ].join('\n\n'),
  }
}
