import { type BgParams, type BgShape, bgLogLikelihood, bgObjective, regularityTerm } from './bgFamily.ts'
import { bgBorders, everyone, NBD, nbdBorders, paretoBorders } from './borders.ts'
import { type Climbed, climb, REACH } from './climb.ts'
import { type Found, told } from './found.ts'
import { type ModelName, type Params, paramNames } from './model.ts'
import { paretoObjective } from './pareto.ts'
import type { Prior } from './prior.ts'
import { type Groups, gistOf } from './rows.ts'

/** The search for the maximum of each model of purchases in continuous time. */

export interface Start {
  groups: Groups
  /** The groups drawn together. */
  gist: Groups
  /** The mean time of watching: where searches begin must not hang on the unit. */
  scale: number
  prior: Prior | undefined
}

/** The maximum of a model, in the unit of the groups. */
export function fitTimes(model: ModelName, given: Omit<Start, 'gist'>): Found {
  const start = { ...given, gist: gistOf(given.groups) }
  if (start.groups.repeats === 0 && !start.prior) return fitNobodyBack(model, start)
  return model === 'pareto-nbd' ? fitPareto(start) : fitBg(model, start)
}

/** Where nobody bought a second time, any model but that of nobody coming back would be made up. */
function fitNobodyBack(model: ModelName, { groups, scale }: Start): Found {
  const values: Params = { r: Math.exp(-REACH), alpha: scale, a: 0, b: 1, s: 0, beta: 1, k: 1 }
  const names = paramNames[model]
  const params = Object.fromEntries(names.map((name) => [name, values[name]!]))
  return {
    ...{ model, params, border: everyone.never.says, warnings: [] },
    standardErrors: Object.fromEntries(names.map((name) => [name, null])),
    logLikelihood: bgLogLikelihood(groups, { k: 1, atFirst: 0 }, { ...values, a: 0 } as unknown as BgParams),
  }
}

function fitNbd({ groups, gist, scale, prior }: Start, shape: BgShape): Climbed {
  return climb({
    names: ['r', 'alpha'],
    objective: bgObjective(groups, shape),
    rough: bgObjective(gist, shape),
    starts: [
      [0.5, 0.3 * scale],
      [2, scale],
    ],
    borders: nbdBorders,
    prior: prior?.slice(0, 2),
  })
}

function bgAt({ groups, gist, scale, prior }: Start, shape: BgShape, from: number[][] = []): Climbed {
  const starts = shape.atFirst
    ? [0.7, (0.25 * scale) / shape.k, 0.6, 1.2]
    : [0.5, (0.2 * scale) / shape.k, 0.6, 2]
  return climb({
    names: ['r', 'alpha', 'a', 'b'],
    objective: bgObjective(groups, shape),
    rough: bgObjective(gist, shape),
    starts: [
      ...from,
      starts,
      [1, (0.3 * scale) / shape.k, 0.05, 1],
      [0.3, 0.1 * scale, 3, 10],
      [5, 1.5 * scale, 20, 60],
      [1.5, (0.4 * scale) / shape.k, 0.05, 0.05],
      [8, (2 * scale) / shape.k, 0.02, 0.1],
      [1.5, (0.4 * scale) / shape.k, 0.005, 0.1],
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
  return found.border?.says.includes(NBD('a'))
    ? bordered(fitNbd(start, shape), { a: 0, b: 1 }, NBD('a'))
    : found
}

function fitPareto(start: Start): Found {
  const { groups, gist, scale, prior } = start
  const found = climb({
    names: ['r', 'alpha', 's', 'beta'],
    objective: paretoObjective(groups),
    rough: paretoObjective(gist),
    starts: [
      [0.6, 0.25 * scale, 0.5, 0.25 * scale],
      [1, 0.3 * scale, 0.1, scale],
      [0.6, 0.25 * scale, 3, 3 * scale],
      [1.5, 0.4 * scale, 0.1, 0.01 * scale],
      [8, 2 * scale, 0.5, 2 * scale],
      [1, 0.3 * scale, 0.02, 1e-6 * scale],
    ],
    borders: paretoBorders,
    prior,
  })
  if (!found.border?.says.includes(NBD('s'))) return told('pareto-nbd', found)
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
