import { fit } from './fit.ts'
import type { Fit } from './found.ts'
import type { ModelName } from './model.ts'
import type { Row } from './rows.ts'
import { lookAhead } from './score.ts'

/** A customer's past up to a day, and what she bought after it. */
export interface Known extends Row {
  /** Purchases in the holdout. */
  actual: number
}

export type Entrant = ModelName | 'own rate' | 'recency'

export interface Entry {
  entrant: Entrant
  isNaive: boolean
  /** Purchases foretold for all together. */
  total: number
  /** Mean absolute and root mean square error of single customers. */
  mae: number
  rmse: number
  /** The chance that one who bought was foretold more than one who didn't; ties count half. */
  auc: number
  /** Where the model became a simpler one. */
  border: string | null
}

export interface Contest {
  customers: number
  horizon: number
  actual: number
  /** The best first. */
  entries: Entry[]
  winner: Entrant
  /** The best of the models, whoever won. */
  model: ModelName
  fit: Fit
  says: string
}

const contestants: ModelName[] = ['nbd', 'bg-nbd', 'mbg-nbd', 'pareto-nbd', 'cnbd-k', 'bg-cnbd-k']

/**
 * Which model foretells this business best: each is fitted to the past and says what every customer would buy in the
 * holdout, and so do two rules without any model. The smallest mean absolute error wins. Wübben & von Wangenheim 2008
 * (Journal of Marketing 72:3) found that a rule often does as well: where one wins, that is what is said.
 */
export function contest(
  rows: readonly Known[],
  horizon: number,
  models: readonly ModelName[] = contestants,
): Contest {
  const fits = models.map((model) => fit(model, rows))
  const foretold: [Entrant, number[], string | null][] = [
    ...fits.map((found): [Entrant, number[], string | null] => [
      found.model,
      expectedBy(found, rows, horizon),
      found.border,
    ]),
    ['own rate', rows.map((row) => ownRate(row, horizon)), null],
    ['recency', rows.map((row) => (isQuiet(row) ? 0 : ownRate(row, horizon))), null],
  ]
  const entries: Entry[] = foretold.map(([entrant, predicted, border]) => ({
    ...{ entrant, isNaive: entrant === 'own rate' || entrant === 'recency' },
    ...errorsOf(rows, predicted),
    border,
  }))
  entries.sort((one, other) => one.mae - other.mae || one.rmse - other.rmse)
  const [first] = entries as [Entry]
  const best = entries.find(({ isNaive }) => !isNaive)!
  return {
    customers: rows.length,
    horizon,
    actual: rows.reduce((sum, { actual }) => sum + actual, 0),
    entries,
    winner: first.entrant,
    model: best.entrant as ModelName,
    fit: fits.find(({ model }) => model === best.entrant)!,
    says: saidOf(first, best),
  }
}

function saidOf(first: Entry, best: Entry): string {
  if (!first.isNaive)
    return `${first.entrant} was nearest: off by ${first.mae.toFixed(4)} purchases a customer.`
  return `A rule without any model (${first.entrant}) was nearest: off by ${first.mae.toFixed(4)} purchases a customer, the best model (${best.entrant}) by ${best.mae.toFixed(4)}.`
}

function expectedBy({ model, params }: Fit, rows: readonly Row[], horizon: number): number[] {
  return rows.map((row) => lookAhead(model, params, row).expected(horizon))
}

/** As often as before: the rate since the first purchase, watched for a week at least. */
function ownRate({ x, T }: Row, horizon: number): number {
  return (x / Math.max(1, T)) * horizon
}

/** Silent for more than twice her own mean gap; of who never came back nothing is expected. */
function isQuiet({ x, tx, T }: Row): boolean {
  return x === 0 || T - tx > (2 * tx) / x
}

function errorsOf(rows: readonly Known[], predicted: readonly number[]) {
  let [total, absolute, square] = [0, 0, 0]
  for (const [index, { actual }] of rows.entries()) {
    const off = predicted[index]! - actual
    total += predicted[index]!
    absolute += Math.abs(off)
    square += off * off
  }
  const n = rows.length
  return { total, mae: absolute / n, rmse: Math.sqrt(square / n), auc: aucOf(rows, predicted) }
}

/** The area under the ROC curve by ranks (Mann & Whitney); ½ where nobody or everybody bought. */
export function aucOf(rows: readonly { actual: number }[], values: readonly number[]): number {
  const order = rows.map((_, index) => index).sort((one, other) => values[one]! - values[other]!)
  let [ranks, buyers] = [0, 0]
  for (let at = 0; at < order.length; ) {
    let end = at
    while (end < order.length && values[order[end]!] === values[order[at]!]) end += 1
    const rank = (at + 1 + end) / 2
    for (; at < end; at += 1) {
      if (rows[order[at]!]!.actual === 0) continue
      ranks += rank
      buyers += 1
    }
  }
  const pairs = buyers * (rows.length - buyers)
  return pairs === 0 ? 0.5 : (ranks - (buyers * (buyers + 1)) / 2) / pairs
}
