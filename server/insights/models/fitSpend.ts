import { spendBorders } from './borders.ts'
import { climb } from './climb.ts'
import { type Fit, told } from './found.ts'
import { groupSpending, type Spending, someOf, spendObjective } from './gammaGamma.ts'
import { SMALL, spendPrior } from './prior.ts'
import type { Row } from './rows.ts'

/** The Gamma-Gamma of money, from the customers who bought again; `isSmall` says when few enough for a prior. */
export function fitSpend(rows: readonly Row[], isSmall: (customers: number) => boolean): Fit {
  const spending = groupSpending(rows)
  const { x, sum, count, customers, leftOut } = spending
  const mean = sum.reduce((all, value, index) => all + (value / x[index]!) * count[index]!, 0) / customers
  const found = climb({
    names: ['p', 'q', 'v'],
    objective: spendObjective(spending),
    rough: spendObjective(someOf(spending)),
    starts: [
      [5, 3.5, mean / 2],
      [1, 2, mean],
      [50, 20, mean / 3],
    ],
    borders: spendBorders,
    prior: isSmall(customers) ? spendPrior(mean) : undefined,
  })
  const fitted = told('gamma-gamma', found)
  const warnings: string[] = []
  if (leftOut > 0) warnings.push(`${leftOut} repeat customers with a mean of 0 or less were left out.`)
  if (customers < SMALL)
    warnings.push(`Only ${customers} repeat customers with money: these numbers are unsure.`)
  if (fitted.params.q! <= 1)
    warnings.push('q ≤ 1: the mean of new customers is not finite, so none is given.')
  if (x.length > 100 && link(spending) > 0.3)
    warnings.push('Who buys more often spends otherwise at a time: this model takes the two for unrelated.')
  return { ...fitted, customers, warnings: [...warnings, ...fitted.warnings] }
}

/** Correlation between ln m and ln x, without sign. */
function link({ x, logSum }: Spending): number {
  const centred = (logs: Float64Array) => {
    const mean = logs.reduce((total, value) => total + value, 0) / logs.length
    return logs.map((value) => value - mean)
  }
  const logX = x.map(Math.log)
  const [one, other] = [centred(logX), centred(logSum.map((value, index) => value - logX[index]!))]
  const product = (a: Float64Array, b: Float64Array) =>
    a.reduce((all, value, index) => all + value * b[index]!, 0)
  const size = Math.sqrt(product(one, one) * product(other, other))
  return size === 0 ? 0 : Math.abs(product(one, other)) / size
}
