import { Refused } from '../../platform/errors.ts'
import type { BgShape } from './bgFamily.ts'

/** The models by the names they are asked for. `cnbd-k` is MBG/CNBD-k, the better of the two in its own paper. */
export const modelNames = [
  ...['nbd', 'bg-nbd', 'mbg-nbd', 'pareto-nbd', 'gamma-gamma', 'cnbd-k', 'bg-cnbd-k', 'bg-bb'],
] as const satisfies readonly ModelName[]

export type ModelName =
  | 'nbd'
  | 'bg-nbd'
  | 'mbg-nbd'
  | 'pareto-nbd'
  | 'gamma-gamma'
  | 'cnbd-k'
  | 'bg-cnbd-k'
  | 'bg-bb'

/** Parameters by their names in the papers. */
export type Params = Record<string, number>

/** What each model's parameters are called, in order. */
export const paramNames: Record<ModelName, readonly string[]> = {
  nbd: ['r', 'alpha'],
  'bg-nbd': ['r', 'alpha', 'a', 'b'],
  'mbg-nbd': ['r', 'alpha', 'a', 'b'],
  'pareto-nbd': ['r', 'alpha', 's', 'beta'],
  'gamma-gamma': ['p', 'q', 'v'],
  'cnbd-k': ['r', 'alpha', 'a', 'b', 'k'],
  'bg-cnbd-k': ['r', 'alpha', 'a', 'b', 'k'],
  'bg-bb': ['alpha', 'beta', 'gamma', 'delta'],
}

/** Of models of the BG family: whether somebody may leave right after the first purchase. */
export function shapeOf(model: ModelName, k = 1): BgShape | undefined {
  if (model === 'nbd' || model === 'bg-nbd') return { k: 1, atFirst: 0 }
  if (model === 'mbg-nbd') return { k: 1, atFirst: 1 }
  if (model === 'cnbd-k') return { k, atFirst: 1 }
  return model === 'bg-cnbd-k' ? { k, atFirst: 0 } : undefined
}

/** Refuses parameters that are not those of the model. a = 0 and s = 0 are the border at which nobody leaves. */
export function checkParams(model: ModelName, params: Params): void {
  for (const name of paramNames[model]) {
    const value = params[name]
    const least = name === 'a' || name === 's' ? 'a number of 0 or more' : 'a number above 0'
    const isRight =
      value !== undefined && Number.isFinite(value) && (least.endsWith('more') ? value >= 0 : value > 0)
    if (!isRight) throw new Refused('insights.cannot_fit', `${model} needs ${name}, ${least}.`)
  }
  const { k } = params
  if (paramNames[model].includes('k') && !(Number.isInteger(k) && k! <= 100))
    throw new Refused('insights.cannot_fit', `${model} needs k, a whole number from 1 to 100.`)
  const stranger = Object.keys(params).find((name) => !paramNames[model].includes(name))
  if (stranger !== undefined)
    throw new Refused(
      'insights.cannot_fit',
      `${model} has no parameter “${stranger}”; it has ${paramNames[model].join(', ')}.`,
    )
}
