/**
 * ABC × XYZ: how much somebody brings, and how regularly.
 *
 * ABC goes by money falling (ties by id rising): A while the running share, the row included, is at most 80 %, B up to
 * 95 %, the first row always A. XYZ is the coefficient of variation of what she spent in each of the last whole calendar
 * months, the empty ones counted as zero: population standard deviation by mean. Who bought nothing in those months has
 * none.
 *
 * The textbook's borders for XYZ (10 % and 25 %) were made for goods that leave a shelf daily: of customers, nobody stays
 * below them. Ours are 0.5 and 1: who buys in about every month, who in every other, who in fewer.
 */
export interface Monthly {
  id: string
  moneyMinor: number
  /** What she spent in each of the months that count, in any order; months without a purchase may be left out. */
  monthsMinor: readonly number[]
}

export interface AbcXyzBorders {
  /** Shares of all money, as parts of 1. */
  a: number
  b: number
  /** Coefficients of variation. */
  x: number
  y: number
}

export const usualBorders: AbcXyzBorders = { a: 0.8, b: 0.95, x: 0.5, y: 1 }

export type Abc = 'A' | 'B' | 'C'
export type Xyz = 'X' | 'Y' | 'Z'

export interface Placed {
  id: string
  moneyMinor: number
  abc: Abc
  /** null: nothing bought in the months that count. */
  xyz: Xyz | null
  variation: number | null
  /** Share of all money up to and with this one. */
  runningShare: number
}

export interface AbcXyz {
  borders: AbcXyzBorders
  /** By money, falling. */
  customers: Placed[]
  /** By cell as 'AX', and 'A-' for those without months. */
  cells: Map<string, { customers: number; moneyMinor: number }>
}

/** `months`: how many whole months count. */
export function abcXyz(
  bought: readonly Monthly[],
  months: number,
  borders: Partial<AbcXyzBorders> = {},
): AbcXyz {
  const used = { ...usualBorders, ...borders }
  const sorted = [...bought].sort(
    (a, b) => b.moneyMinor - a.moneyMinor || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
  const total = sorted.reduce((sum, { moneyMinor }) => sum + Math.max(0, moneyMinor), 0)
  const cells: AbcXyz['cells'] = new Map()
  let running = 0
  const customers = sorted.map(({ id, moneyMinor, monthsMinor }, index): Placed => {
    running += Math.max(0, moneyMinor)
    const runningShare = total > 0 ? running / total : 0
    const abc = index === 0 && moneyMinor > 0 ? 'A' : abcOf(moneyMinor, runningShare, used)
    const variation = variationOf(monthsMinor, months)
    const xyz = variation === null ? null : variation <= used.x ? 'X' : variation <= used.y ? 'Y' : 'Z'
    const key = `${abc}${xyz ?? '-'}`
    const cell = cells.get(key) ?? { customers: 0, moneyMinor: 0 }
    cell.customers += 1
    cell.moneyMinor += moneyMinor
    cells.set(key, cell)
    return { id, moneyMinor, abc, xyz, variation, runningShare }
  })
  return { borders: used, customers, cells }
}

/** Who brought nothing (or gave all of it back) is C, whatever the share says. */
function abcOf(moneyMinor: number, share: number, { a, b }: AbcXyzBorders): Abc {
  if (moneyMinor <= 0) return 'C'
  return share <= a ? 'A' : share <= b ? 'B' : 'C'
}

/** Population standard deviation by mean over all months; null where the mean is not above zero. */
export function variationOf(monthsMinor: readonly number[], months: number): number | null {
  let sum = 0
  for (const money of monthsMinor) sum += money
  if (months === 0 || sum <= 0) return null
  const mean = sum / months
  // About the mean, as squares of large sums lose what small differences have; the months left out are zeros.
  let squares = (months - monthsMinor.length) * mean * mean
  for (const money of monthsMinor) squares += (money - mean) ** 2
  return Math.sqrt(squares / months) / mean
}

/** The Pareto curve: of the customers by money falling, what share of the money each tenth of them brings. */
export function pareto(customers: readonly Placed[], points = 10): { customers: number; share: number }[] {
  return Array.from({ length: points }, (_, index) => {
    const count = Math.round(((index + 1) * customers.length) / points)
    return { customers: count, share: count === 0 ? 0 : customers[count - 1]!.runningShare }
  })
}
