import type { Params } from './model.ts'
import { invert } from './numbers/matrix.ts'
import { covarianceOf, type Maximum, maximise, type Objective, scout } from './numbers/maximise.ts'
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
  /** The same of rows drawn together, quick to work out: hills are told apart on it. */
  rough?: Objective
  /** Natural parameters, one at the foot of each hill that there may be. */
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

/** How much lower a likelihood may be at the far end to be taken for a border. */
const FLAT = 1e-6
/** No logarithm goes further: e^25 is 7·10^10. */
export const REACH = 25

/** A hill so much lower on rough rows is not climbed on the real ones. */
const LOWER = 6
/** Hills as near in height are one. */
const SAME = 0.02
/** How much a search that was broken off near the top may have left to gain. */
const LEFT = 0.5

/**
 * The maximum of a likelihood, inside or at a border, from fixed starts: the same rows give the same answer. Hills are
 * told apart on the rough rows; where none of them leads to a clear peak, all starts are tried on the real ones, too,
 * as a low hill before a plain is lost in the rough.
 */
export function climb({ names, objective, rough = objective, starts, borders, prior }: Climb): Climbed {
  const target = prior ? withPrior(objective, prior) : objective
  const rows = prior ? withPrior(rough, prior) : rough
  let best = highest(hillsOf(rows, starts, LOWER), target, borders)
  if (rough !== objective && !isSure(best))
    best = highest(hillsOf(target, starts, LEFT, best.found.value), target, borders, best)
  return reported(names, objective, best.found, best.border)
}

interface Peak {
  found: Maximum
  border?: Border
}

function highest(starts: number[][], target: Objective, borders: Border[], known?: Peak): Peak {
  let best = known
  for (const start of starts) {
    const peak = toTheEnd(target, start, borders)
    if (!best || peak.found.value > best.found.value + FLAT / 10) best = peak
  }
  return best!
}

/** Near the top of each hill, the highest first; what is lower than the highest known by `lower` is left out. */
function hillsOf(objective: Objective, starts: number[][], lower: number, known = -Infinity): number[][] {
  const ends = starts
    .map((start) => scout(objective, start.map(Math.log)))
    .sort((one, other) => other.value - one.value)
  const highest = Math.max(known, ends[0]!.value)
  return ends
    .filter(({ value }, place) => place === 0 || ends[place - 1]!.value - value > SAME)
    .filter(({ value }) => highest - value < lower)
    .map(({ at }) => [...at])
}

/** Curved enough in every direction that no border is near: no parameter is unsure by more than a factor of e². */
function isSure({ found, border }: Peak): boolean {
  if (border) return false
  return covarianceOf(found)?.every((row, index) => row[index]! < 4) ?? false
}

/** Climbs; where that leads to a border, goes on along it, and from there to the next: three may meet. */
function toTheEnd(target: Objective, start: number[], borders: Border[]): Peak {
  let found = maximise(target, start)
  const met: Border[] = []
  while (met.length < 3 && !(met.length === 0 && isSure({ found }))) {
    const left = borders.filter(
      (one) => !met.some(({ frozen }) => frozen.some((name) => one.frozen.includes(name))),
    )
    const border = flattest(target, found, left)
    if (!border) break
    met.push(border)
    const further = maximise(target, [...found.at], REACH)
    if (further.value > found.value) found = further
  }
  if (met.length === 0) return { found }
  const says = met.map((border) => border.says).join('; ')
  return { found, border: { along: [], frozen: met.flatMap(({ frozen }) => frozen), says } }
}

/** The border at which the likelihood is no lower than here; moves there where it is higher. */
function flattest(objective: Objective, found: Maximum, borders: Border[]): Border | undefined {
  const gradient = new Float64Array(found.at.length)
  for (const border of borders) {
    const at = endOf(border, found.at)
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

/** As far along a border as there is room. Nearer its opposite end a likelihood may be flat, too: it must be so there. */
function endOf({ along }: Border, from: Float64Array): Float64Array {
  const rooms = along.flatMap((way, index) => (way === 0 ? [] : [REACH - way * from[index]!]))
  const room = Math.max(0, Math.min(...rooms))
  return from.map((value, index) => value + room * (along[index] ?? 0))
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
