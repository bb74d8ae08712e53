import { Refused } from '../../platform/errors.ts'
import { chanceObjective, checkChances } from './bgBb.ts'
import { chanceBorders } from './borders.ts'
import { climb } from './climb.ts'
import { fitSpend } from './fitSpend.ts'
import { fitTimes } from './fitTimes.ts'
import { type Fit, type Found, told } from './found.ts'
import type { ModelName, Params } from './model.ts'
import { chancePrior, lifetimePrior, purchasePrior, SMALL } from './prior.ts'
import { countedIn, type Groups, groupRows, type Row } from './rows.ts'

export interface FitWish {
  /** Leaves small shops to themselves: plain maximum likelihood whatever the number of customers. */
  plain?: boolean
}

/** Below so many there is more of the prior in the numbers than of the shop. */
const FEW = 50

/** Fits a model to rows. Refuses, in a sentence, rows that can't have been or can't carry it. */
export function fit(model: ModelName, rows: readonly Row[], wish: FitWish = {}): Fit {
  if (model === 'gamma-gamma') return fitSpend(rows, (customers) => isSmall(customers, wish))
  const groups = groupRows(rows)
  if (model === 'bg-bb') {
    for (const [index, row] of rows.entries()) checkChances(row, index + 1)
    return fitBgBb(groups, wish)
  }
  const mean = meanTime(groups)
  // A power of two, so that nothing is rounded: searches then run the same way in days, weeks or years.
  const unit = 2 ** Math.round(Math.log2(mean))
  const scale = mean / unit
  const usual = model === 'pareto-nbd' ? lifetimePrior : purchasePrior
  const prior = isSmall(groups.customers, wish) ? usual(scale) : undefined
  const found = inTime(fitTimes(model, { groups: countedIn(unit, groups), scale, prior }), unit, groups)
  return { ...found, customers: groups.customers, warnings: [...warningsOf(groups, wish), ...found.warnings] }
}

/** A fit in the unit of the search, told in the unit of the rows. */
function inTime<Told extends Found>(found: Told, unit: number, { repeats }: Groups): Told {
  const { params, standardErrors, irregular } = found
  const timed = <Value>(values: Record<string, Value>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'number' && (name === 'alpha' || name === 'beta') ? value * unit : value,
      ]),
    )
  return {
    ...found,
    params: timed(params) as Params,
    standardErrors: timed(standardErrors),
    logLikelihood: found.logLikelihood - repeats * Math.log(unit),
    ...(irregular ? { irregular: { ...irregular, params: timed(irregular.params) as Params } } : {}),
  }
}

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
  const only = `Only ${customers} ${customers === 1 ? 'customer' : 'customers'}`
  if (customers < FEW) {
    const lent = wish.plain ? 'Wait' : 'These numbers are mostly what is usual in shops; wait'
    warnings.push(`${only}: too few to learn from. ${lent} for ${FEW}.`)
  } else if (customers < SMALL) {
    const lent = ' They are drawn towards what is usual in shops, the more the fewer there are.'
    warnings.push(`${only}: these numbers are unsure.${wish.plain ? '' : lent}`)
  }
  if (repeats === 0) warnings.push('Nobody has bought a second time yet: how often they would is unknown.')
  return warnings
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
      [1, 2, 0.02, 0.05],
      [5, 20, 5, 20],
    ],
    borders: chanceBorders,
    prior,
  })
  const fitted = told('bg-bb', found)
  return {
    ...fitted,
    customers: groups.customers,
    warnings: [...warningsOf(groups, wish), ...fitted.warnings],
  }
}
