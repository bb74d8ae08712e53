import type { Params } from './model.ts'
import { invert } from './numbers/matrix.ts'
import { covarianceOf, type Maximum, maximise, type Objective } from './numbers/maximise.ts'
import { type Prior, withPrior } from './prior.ts'

/** A way to infinity along which a likelihood may go on rising, or stay as it is: what the model becomes there. */
export interface Border {
  /** In logarithms of the parameters; missing entries are 0. */
  along: number[]
  /** The parameters that lose their meaning there. */
  frozen: string[]
  says: string
}

export interface Climb {
  names: string[]
  /** On logarithms of the parameters. */
  objective: Objective
  /** Natural parameters; tried in this order until one leads to a maximum inside. */
  starts: number[][]
  borders: Border[]
  prior: Prior | undefined
}

export interface Climbed {
  params: Params
  standardErrors: Record<string, number | null>
  /** The log-likelihood itself, without what a prior adds. */
  value: number
  border: Border | undefined
  warnings: string[]
  /** The parameters that are not frozen, and the covariance of their logarithms. */
  free: string[]
  covariance: number[][] | undefined
}

/** As flat as a likelihood must be, six e-folds on, to be taken for a border. */
const FLAT = 1e-6
const FAR = 7

/** The maximum of a likelihood, inside or at a border, from fixed starts: the same rows give the same answer. */
export function climb({ names, objective, starts, borders, prior }: Climb): Climbed {
  const target = prior ? withPrior(objective, prior) : objective
  let best: Maximum | undefined
  let border: Border | undefined
  for (const start of starts) {
    const found = maximise(target, start.map(Math.log))
    const isBetter = !best || found.value > best.value + FLAT / 10
    if (isBetter) {
      best = found
      border = isSure(found) ? undefined : flattest(target, found, borders)
    }
    if (best!.isInner && !border) break
  }
  return reported(names, objective, best!, border)
}

/** Curved enough in every direction that no border is near: no parameter is unsure by more than a factor of e². */
function isSure(found: Maximum): boolean {
  return covarianceOf(found)?.every((row, index) => row[index]! < 4) ?? false
}

/** The border at which the likelihood is no lower than here; moves there where it is higher. */
function flattest(objective: Objective, found: Maximum, borders: Border[]): Border | undefined {
  const gradient = new Float64Array(found.at.length)
  for (const border of borders) {
    const at = found.at.map((value, index) =>
      Math.max(-40, Math.min(30, value + FAR * (border.along[index] ?? 0))),
    )
    const value = objective(at, gradient)
    if (!(value >= found.value - FLAT)) continue
    if (value > found.value) {
      found.at = at
      found.value = value
    }
    return border
  }
  return undefined
}

function reported(
  names: string[],
  objective: Objective,
  { at, hessian, isInner }: Maximum,
  border?: Border,
): Climbed {
  const free = border ? names.filter((name) => !border.frozen.includes(name)) : names
  const places = free.map((name) => names.indexOf(name))
  const information = places.map((row) => places.map((column) => -hessian[row]![column]!))
  const covariance = border || isInner ? invert(information) : undefined
  const params = Object.fromEntries(names.map((name, index) => [name, Math.exp(at[index]!)]))
  const errors = names.map((name) => {
    const place = free.indexOf(name)
    return [
      name,
      covariance && place >= 0 ? params[name]! * Math.sqrt(covariance[place]![place]!) : null,
    ] as const
  })
  const warnings: string[] = []
  if (!border && !covariance)
    warnings.push(
      'The likelihood is flat around its maximum: these parameters stand for many others as good.',
    )
  const vague = errors
    .filter(([name, error]) => error !== null && error > 3 * params[name]!)
    .map(([name]) => name)
  if (vague.length > 0) warnings.push(`These rows hardly say what ${vague.join(' and ')} should be.`)
  return {
    ...{ params, standardErrors: Object.fromEntries(errors), border, warnings, free, covariance },
    value: objective(at, new Float64Array(at.length)),
  }
}
