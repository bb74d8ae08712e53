import { Refused } from '../../platform/errors.ts'
import { chanceObjective, checkChances } from './bgBb.ts'
import { type BgShape, bgObjective, regularityTerm } from './bgFamily.ts'
import { type Border, type Climbed, climb } from './climb.ts'
import { groupSpending, type Spending, spendObjective } from './gammaGamma.ts'
import type { ModelName, Params } from './model.ts'
import { paretoObjective } from './pareto.ts'
import { chancePrior, lifetimePrior, purchasePrior, spendPrior } from './prior.ts'
import { type Groups, groupRows, type Row } from './rows.ts'

/** A model fitted by maximum likelihood. */
export interface Fit {
  model: ModelName
  params: Params
  /** From the observed information; null where a border leaves none. */
  standardErrors: Record<string, number | null>
  logLikelihood: number
  customers: number
  /** Which simpler model it has become, in a sentence; null where the maximum lies inside. */
  border: string | null
  warnings: string[]
  /** How sure the logarithms of the parameters are, for intervals; nothing where nobody knows. */
  spread?: Spread
  /** Of a model with k above 1: its sibling with k = 1, by which intervals are widened. */
  irregular?: { params: Params; spread: Spread | undefined }
}

export interface Spread {
  names: string[]
  covariance: number[][]
}

export interface FitWish {
  /** Leaves small shops to themselves: plain maximum likelihood whatever the number of customers. */
  plain?: boolean
}

/** Below so many customers a prior helps; from `FEW` on its help is hardly felt. */
const SMALL = 200
const FEW = 50

/** Fits a model to rows. Refuses, in a sentence, rows that can't have been or can't carry it. */
export function fit(model: ModelName, rows: readonly Row[], wish: FitWish = {}): Fit {
  if (model === 'gamma-gamma') return fitSpend(rows, wish)
  const groups = groupRows(rows)
  if (model === 'bg-bb') {
    for (const [index, row] of rows.entries()) checkChances(row, index + 1)
    return fitBgBb(groups, wish)
  }
  const scale = meanTime(groups)
  const usual = model === 'pareto-nbd' ? lifetimePrior : purchasePrior
  const prior = isSmall(groups.customers, wish) ? usual(scale) : undefined
  const start = { groups, scale, prior }
  const found = model === 'pareto-nbd' ? fitPareto(start) : fitBg(model, start)
  return { ...found, customers: groups.customers, warnings: [...warningsOf(groups, wish), ...found.warnings] }
}

interface Start {
  groups: Groups
  /** The mean time of watching: where searches begin must not hang on the unit. */
  scale: number
  prior: ReturnType<typeof purchasePrior> | undefined
}

type Found = Omit<Fit, 'customers'>

function isSmall(customers: number, { plain }: FitWish): boolean {
  return customers < SMALL && plain !== true
}

function meanTime({ T, count, customers }: Groups): number {
  const sum = T.reduce((total, time, index) => total + time * count[index]!, 0)
  if (sum === 0)
    throw new Refused(
      'insights.cannot_fit',
      'Nobody has been watched for any time (every T is 0): there is nothing to learn from yet.',
    )
  return sum / customers
}

function warningsOf({ customers, repeats }: Groups, wish: FitWish): string[] {
  const warnings: string[] = []
  if (customers < SMALL) {
    const helped = wish.plain
      ? ''
      : ' They are drawn towards what is usual in shops, the more the fewer there are.'
    warnings.push(
      customers < FEW
        ? `Only ${customers} ${customers === 1 ? 'customer' : 'customers'}: too few to learn from. These numbers are mostly what is usual in shops; wait for ${FEW}.`
        : `Only ${customers} customers: these numbers are unsure.${helped}`,
    )
  }
  if (repeats === 0) warnings.push('Nobody has bought a second time yet: how often they would is unknown.')
  return warnings
}

const everyone: Record<'rate' | 'never' | 'leaving', Border> = {
  never: { along: [-1, 0], frozen: ['r'], says: 'r→0: nobody is seen to come back' },
  rate: {
    along: [1, 1],
    frozen: ['r', 'alpha'],
    says: 'r, alpha→∞: everybody buys at the same rate r/alpha',
  },
  leaving: {
    along: [0, 0, 1, 1],
    frozen: ['a', 'b'],
    says: 'a, b→∞: everybody leaves with the same probability a/(a+b)',
  },
}

const nbdBorders = [everyone.never, everyone.rate]
const bgBorders: Border[] = [
  { along: [0, 0, -1, 0], frozen: ['a', 'b'], says: NBD('a') },
  { along: [0, 0, 0, 1], frozen: ['a', 'b'], says: NBD('a') },
  ...[...nbdBorders, everyone.leaving],
  { along: [0, 0, 0, -1], frozen: ['b'], says: 'b→0: who buys again leaves at once or hardly ever' },
  { along: [0, 0, 1, 0], frozen: ['a'], says: 'a→∞: nobody stays after a purchase' },
]
const paretoBorders: Border[] = [
  { along: [0, 0, -1, 0], frozen: ['s', 'beta'], says: NBD('s') },
  { along: [0, 0, 0, 1], frozen: ['s', 'beta'], says: NBD('s') },
  {
    along: [0, 0, 1, 1],
    frozen: ['s', 'beta'],
    says: 's, beta→∞: everybody leaves at the same rate s/beta (exponential lifetimes)',
  },
  ...nbdBorders,
  { along: [0, 0, 0, -1], frozen: ['beta'], says: 'beta→0: many leave at once, the others hardly ever' },
]

function NBD(name: string): string {
  return `${name}→0: nobody is seen to leave, so that this is the NBD`
}

function fitNbd({ groups, scale, prior }: Start, shape: BgShape): Climbed {
  return climb({
    names: ['r', 'alpha'],
    objective: bgObjective(groups, shape),
    starts: [
      [0.5, 0.3 * scale],
      [2, scale],
    ],
    borders: nbdBorders,
    prior: prior?.slice(0, 2),
  })
}

function bgAt({ groups, scale, prior }: Start, shape: BgShape, from: number[][] = []): Climbed {
  const starts = shape.atFirst
    ? [0.7, (0.25 * scale) / shape.k, 0.6, 1.2]
    : [0.5, (0.2 * scale) / shape.k, 0.6, 2]
  return climb({
    names: ['r', 'alpha', 'a', 'b'],
    objective: bgObjective(groups, shape),
    starts: [
      ...from,
      starts,
      [1, (0.3 * scale) / shape.k, 0.05, 1],
      [0.3, 0.1 * scale, 3, 10],
      [5, 1.5 * scale, 20, 60],
    ],
    borders: bgBorders,
    prior,
  })
}

function fitBg(model: ModelName, start: Start): Found {
  if (model === 'nbd') return told(model, fitNbd(start, { k: 1, atFirst: 0 }))
  const atFirst = model === 'mbg-nbd' || model === 'cnbd-k' ? 1 : 0
  const isRegular = model === 'cnbd-k' || model === 'bg-cnbd-k'
  let best: { k: number; found: Climbed; value: number } | undefined
  let first: Climbed | undefined
  // The likelihood rises with k to its best and falls from there on.
  for (let k = 1; k <= (isRegular ? 30 : 1); k += 1) {
    const found = withoutLeaving(start, { k, atFirst }, bgAt(start, { k, atFirst }))
    const value = found.value + regularityTerm(start.groups, k)
    first ??= found
    if (best && value <= best.value) break
    best = { k, found, value }
  }
  const { k, found, value } = best!
  const fitted = told(model, { ...found, value })
  return isRegular ? withRegularity(fitted, k, told(model, first!), start.groups) : fitted
}

function withRegularity(fitted: Found, k: number, irregular: Found, { litt, repeats }: Groups): Found {
  const sibling = { params: { ...irregular.params, k: 1 }, spread: irregular.spread }
  return {
    ...fitted,
    params: { ...fitted.params, k },
    standardErrors: { ...fitted.standardErrors, k: null },
    warnings: litt === undefined && repeats > 0 ? [...fitted.warnings, LITT] : fitted.warnings,
    ...(k > 1 ? { irregular: sibling } : {}),
  }
}

const LITT =
  'The times between purchases are not in these rows (column litt), so k was chosen from the last purchase alone.'

/** Where nobody is seen to leave, the NBD of the same regularity, fitted for itself. */
function withoutLeaving(start: Start, shape: BgShape, found: Climbed): Climbed {
  if (found.border?.says !== NBD('a')) return found
  return bordered(fitNbd(start, shape), { a: 0, b: 1 }, NBD('a'))
}

function fitPareto(start: Start): Found {
  const { groups, scale, prior } = start
  const found = climb({
    names: ['r', 'alpha', 's', 'beta'],
    objective: paretoObjective(groups),
    starts: [
      [0.6, 0.25 * scale, 0.5, 0.25 * scale],
      [1, 0.3 * scale, 0.1, scale],
      [0.6, 0.25 * scale, 3, 3 * scale],
    ],
    borders: paretoBorders,
    prior,
  })
  if (found.border?.says !== NBD('s')) return told('pareto-nbd', found)
  const nbd = fitNbd({ ...start, prior }, { k: 1, atFirst: 0 })
  return told('pareto-nbd', bordered(nbd, { s: 0, beta: 1 }, NBD('s')))
}

function bordered(nbd: Climbed, rest: Params, says: string): Climbed {
  const nothing = Object.fromEntries(Object.keys(rest).map((name) => [name, null]))
  return {
    ...nbd,
    params: { ...nbd.params, ...rest },
    standardErrors: { ...nbd.standardErrors, ...nothing },
    border: { along: [], frozen: Object.keys(rest), says: nbd.border ? `${says}; ${nbd.border.says}` : says },
  }
}

function fitBgBb(groups: Groups, wish: FitWish): Fit {
  const prior = isSmall(groups.customers, wish) ? chancePrior : undefined
  const found = climb({
    names: ['alpha', 'beta', 'gamma', 'delta'],
    objective: chanceObjective(groups),
    starts: [
      [1, 0.8, 0.6, 2.5],
      [0.5, 2, 1, 5],
      [3, 3, 0.2, 2],
    ],
    borders: [
      {
        along: [0, 0, -1, 0],
        frozen: ['gamma', 'delta'],
        says: 'gamma→0: nobody is seen to leave (beta-binomial)',
      },
      {
        along: [0, 0, 0, 1],
        frozen: ['gamma', 'delta'],
        says: 'gamma→0: nobody is seen to leave (beta-binomial)',
      },
      { along: [0, 0, 1, 1], frozen: ['gamma', 'delta'], says: 'gamma, delta→∞: everybody leaves alike' },
      { along: [1, 1, 0, 0], frozen: ['alpha', 'beta'], says: 'alpha, beta→∞: everybody buys alike' },
      { along: [-1, 0, 0, 0], frozen: ['alpha'], says: 'alpha→0: nobody is seen to come back' },
      { along: [0, -1, 0, 0], frozen: ['beta'], says: 'beta→0: who is here takes every chance' },
      {
        along: [0, 0, 0, -1],
        frozen: ['delta'],
        says: 'delta→0: many leave at once, the others hardly ever',
      },
    ],
    prior,
  })
  const fitted = told('bg-bb', found)
  return {
    ...fitted,
    customers: groups.customers,
    warnings: [...warningsOf(groups, wish), ...fitted.warnings],
  }
}

function fitSpend(rows: readonly Row[], wish: FitWish): Fit {
  const spending = groupSpending(rows)
  const { x, sum, count, customers, leftOut } = spending
  const mean = sum.reduce((all, value, index) => all + (value / x[index]!) * count[index]!, 0) / customers
  const found = climb({
    names: ['p', 'q', 'v'],
    objective: spendObjective(spending),
    starts: [
      [5, 3.5, mean / 2],
      [1, 2, mean],
      [50, 20, mean / 3],
    ],
    borders: [
      { along: [0, 1, 1], frozen: ['q', 'v'], says: 'q, v→∞: all customers spend alike' },
      { along: [1, 0, -1], frozen: ['p', 'v'], says: 'p→∞: each customer always spends the same' },
    ],
    prior: isSmall(customers, wish) ? spendPrior(mean) : undefined,
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

function told(model: ModelName, found: Climbed): Found {
  return {
    model,
    params: found.params,
    standardErrors: found.standardErrors,
    logLikelihood: found.value,
    border: found.border?.says ?? null,
    warnings: found.warnings,
    ...(found.covariance ? { spread: { names: found.free, covariance: found.covariance } } : {}),
  }
}
