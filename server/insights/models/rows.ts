import { Refused } from '../../platform/errors.ts'

/**
 * One customer's past as the models see it, or several customers with the very same past. Times are in any one unit
 * (weeks, as everywhere here), counted from the customer's first purchase.
 */
export interface Row {
  /** Repeat purchases: days with a purchase after the first. A whole number ≥ 0. */
  x: number
  /** When the last of them was; 0 where there was none. 0 ≤ tx ≤ T. */
  tx: number
  /** How long the customer has been watched. */
  T: number
  /** Mean money of a repeat purchase; only money models read it. */
  m?: number
  /** Σ ln of the times between purchases; only the choice of regularity reads it. */
  litt?: number
  /** How many customers these are; 1 when left out. */
  count?: number
}

/** Rows with the same past together: every model's likelihood is a sum over these. */
export interface Groups {
  size: number
  x: Float64Array
  tx: Float64Array
  T: Float64Array
  count: Float64Array
  customers: number
  /** Repeat purchases of all. */
  repeats: number
  /** Σ count · litt where every row with a repeat says it. */
  litt: number | undefined
  /** Places into `x`, each distinct x once, and for each group its place there. */
  distinctX: Float64Array
  xAt: Int32Array
}

/** Groups rows, after saying in a sentence what is wrong with the first wrong one. */
export function groupRows(rows: readonly Row[]): Groups {
  const places = new Map<number, Map<number, Map<number, number>>>()
  const columns = { x: [] as number[], tx: [] as number[], T: [] as number[], count: [] as number[] }
  const { x, tx, T, count } = columns
  let litt: number | undefined = 0
  for (const [index, row] of rows.entries()) {
    checkRow(row, index + 1)
    const many = row.count ?? 1
    if (many === 0) continue
    if (row.x > 0) litt = row.litt === undefined || litt === undefined ? undefined : litt + many * row.litt
    const byT = entryOf(entryOf(places, row.x), row.tx)
    const place = byT.get(row.T)
    if (place === undefined) {
      byT.set(row.T, x.push(row.x) - 1)
      tx.push(row.tx)
      T.push(row.T)
      count.push(many)
    } else count[place]! += many
  }
  return { ...gathered(columns), litt }
}

/** The same customers by another clock: every time over `unit`. */
export function countedIn(unit: number, groups: Groups): Groups {
  const { tx, T, litt, repeats } = groups
  return {
    ...groups,
    ...{ tx: tx.map((time) => time / unit), T: T.map((time) => time / unit) },
    litt: litt === undefined ? undefined : litt - repeats * Math.log(unit),
  }
}

/** So few groups are quick as they are. */
const QUICK = 120
/** Parts into which each of two times is cut. */
const PARTS = 5

/** Much the same customers in far fewer groups: pasts that are alike are drawn together into their mean. */
export function gistOf(groups: Groups): Groups {
  if (groups.size <= QUICK) return groups
  const { x, tx, T, count } = groups
  const longest = T.reduce((most, time) => Math.max(most, time), 0)
  const part = (share: number) => Math.min(PARTS - 1, Math.floor(PARTS * share))
  const drawn = new Map<string, { count: number; x: number; tx: number; T: number }>()
  for (let index = 0; index < groups.size; index += 1) {
    const quiet = T[index]! > 0 ? 1 - tx[index]! / T[index]! : 0
    // From four on, purchases are alike within a third.
    const often = x[index]! < 4 ? x[index]! : Math.round(3 * Math.log(x[index]!))
    const key = `${x[index]! < 4} ${often} ${part(quiet)} ${part(T[index]! / longest)}`
    const sum = drawn.get(key) ?? { count: 0, x: 0, tx: 0, T: 0 }
    sum.count += count[index]!
    sum.x += count[index]! * x[index]!
    sum.tx += count[index]! * tx[index]!
    sum.T += count[index]! * T[index]!
    drawn.set(key, sum)
  }
  const columns = { x: [] as number[], tx: [] as number[], T: [] as number[], count: [] as number[] }
  for (const sum of drawn.values()) {
    columns.x.push(Math.round(sum.x / sum.count))
    columns.tx.push(sum.tx / sum.count)
    columns.T.push(sum.T / sum.count)
    columns.count.push(sum.count)
  }
  return { ...gathered(columns), litt: groups.litt }
}

function entryOf<Key, InnerKey, Inner>(map: Map<Key, Map<InnerKey, Inner>>, key: Key): Map<InnerKey, Inner> {
  const known = map.get(key)
  if (known) return known
  const made = new Map<InnerKey, Inner>()
  map.set(key, made)
  return made
}

function gathered(columns: Record<'x' | 'tx' | 'T' | 'count', number[]>): Omit<Groups, 'litt'> {
  const { x, count } = columns
  if (x.length === 0) throw new Refused('insights.cannot_fit', 'There is no customer in these rows.')
  const distinct = [...new Set(x)].sort((one, other) => one - other)
  const place = new Map(distinct.map((value, index) => [value, index]))
  return {
    size: x.length,
    x: Float64Array.from(x),
    tx: Float64Array.from(columns.tx),
    T: Float64Array.from(columns.T),
    count: Float64Array.from(count),
    customers: count.reduce((sum, many) => sum + many, 0),
    repeats: x.reduce((sum, value, index) => sum + value * count[index]!, 0),
    distinctX: Float64Array.from(distinct),
    xAt: Int32Array.from(x, (value) => place.get(value)!),
  }
}

/** Refuses a past that cannot have been. */
export function checkRow(row: Row, number: number): void {
  const wrong = faultOfRow(row)
  if (wrong) throw new Refused('insights.cannot_fit', `Row ${number}: ${wrong}.`)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

/** Beyond these nothing can be counted in numbers of sixteen digits, nor has anybody been watched. */
const LONGEST = 1e12
const MOST = 1e9

/** What is wrong with a past that cannot have been, as the rest of a sentence. */
export function faultOfRow({ x, tx, T, count = 1 }: Row): string | undefined {
  if (!isCount(x)) return `x must be a whole number of repeat purchases, not ${x}`
  if (x > MOST) return `x must be at most ${MOST} purchases, not ${x}`
  if (!Number.isFinite(tx) || tx < 0) return `t_x must be a time of 0 or more, not ${tx}`
  if (!Number.isFinite(T) || T < 0) return `T must be a time of 0 or more, not ${T}`
  if (T > LONGEST) return `T must be at most ${LONGEST}, not ${T}`
  if (tx > T) return `t_x is ${tx}, after T = ${T}: the last purchase can’t be later than the end of watching`
  if (x === 0 && tx > 0) return `x is 0 but t_x is ${tx}: without a repeat purchase t_x must be 0`
  if (x > 0 && tx === 0)
    return `x is ${x} but t_x is 0: purchases of the first day are one purchase, a repeat comes later`
  return isCount(count) ? undefined : `count must be a whole number, not ${count}`
}
