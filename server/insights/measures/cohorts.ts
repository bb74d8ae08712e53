/**
 * Cohorts: who came first in one period, and how many of them, with how much money, in each period after. A period is a
 * calendar month or quarter. Cells are counted as persons, so the sum of a row's cells may pass its size.
 */
export type Period = 'month' | 'quarter'

/** What one customer did in one month; several rows for one are added up. */
export interface ActiveMonth {
  id: string
  /** As YYYY-MM. */
  month: string
  moneyMinor: number
}

export interface Cohort {
  /** As YYYY-MM or YYYY-Qn. */
  period: string
  customers: number
  /** One for each period from its own on: who bought, for how much, and what share of the cohort they are. */
  cells: { period: string; customers: number; moneyMinor: number; share: number }[]
}

export function periodOf(month: string, period: Period): string {
  if (period === 'month') return month
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`
}

/** The period after one. */
export function nextPeriod(period: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(period)
  if (!quarter) return Temporal.PlainYearMonth.from(period).add({ months: 1 }).toString()
  const [year, number] = [Number(quarter[1]), Number(quarter[2])]
  return number === 4 ? `${year + 1}-Q1` : `${year}-Q${number + 1}`
}

/** Every period from the first to the last, both counted. */
export function periodsBetween(first: string, last: string): string[] {
  const periods: string[] = []
  for (let period = first; period <= last; period = nextPeriod(period)) periods.push(period)
  return periods
}

/** All cohorts up to the last period in which anybody bought, the oldest first. */
export function cohorts(active: Iterable<ActiveMonth>, period: Period = 'month'): Cohort[] {
  const byCustomer = new Map<string, Map<string, number>>()
  let first = ''
  let last = ''
  for (const { id, month, moneyMinor } of active) {
    const at = periodOf(month, period)
    const own = byCustomer.get(id) ?? new Map<string, number>()
    byCustomer.set(id, own)
    own.set(at, (own.get(at) ?? 0) + moneyMinor)
    if (first === '' || at < first) first = at
    if (at > last) last = at
  }
  if (first === '') return []
  const periods = periodsBetween(first, last)
  const index = new Map(periods.map((one, at) => [one, at]))
  const made = periods.map((one, at) => emptyCohort(one, periods.slice(at)))
  for (const own of byCustomer.values()) {
    const start = [...own.keys()].sort()[0]!
    const from = index.get(start)!
    const cohort = made[from]!
    cohort.customers += 1
    for (const [at, moneyMinor] of own) {
      const cell = cohort.cells[index.get(at)! - from]!
      cell.customers += 1
      cell.moneyMinor += moneyMinor
    }
  }
  for (const cohort of made)
    for (const cell of cohort.cells) cell.share = cohort.customers > 0 ? cell.customers / cohort.customers : 0
  return made.filter(({ customers }) => customers > 0)
}

function emptyCohort(period: string, periods: string[]): Cohort {
  return {
    ...{ period, customers: 0 },
    cells: periods.map((one) => ({ period: one, customers: 0, moneyMinor: 0, share: 0 })),
  }
}
