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

/** How much lower a likelihood may be at the far end to be taken for a border. */
const FLAT = 1e-6
/** No logarithm goes further: e^25 is 7·10^10. */
export const REACH = 25

/** The maximum of a likelihood, inside or at a border, from fixed starts: the same rows give the same answer. */
export function climb({ names, objective, starts, borders, prior }: Climb): Climbed {
  const target = prior ? withPrior(objective, prior) : objective
  let best: Maximum | undefined
  let border: Border | undefined
  const tries = starts.map((start) => start.map(Math.log))
  for (const [place, start] of tries.entries()) {
    const { found, border: at } = toTheEnd(target, start, borders)
    if (!best || found.value > best.value + FLAT / 10) {
      best = found
      border = at
      // On a border's plain another hill may stand: look for it from where searches begin, staying on the plain.
      if (at && place < starts.length)
        tries.push(
          ...starts.map((other) =>
            other.map((value, i) => (at.frozen.includes(names[i]!) ? found.at[i]! : Math.log(value))),
          ),
        )
    }
    if (best!.isInner && !border) break
  }
  return reported(names, objective, best!, border)
}

/** Curved enough in every direction that no border is near: no parameter is unsure by more than a factor of e². */
function isSure(found: Maximum, met: Border[]): boolean {
  if (met.length > 0) return false
  return covarianceOf(found)?.every((row, index) => row[index]! < 4) ?? false
}

/** Climbs; where that leads to a border, goes on along it, and from there to the next: three may meet. */
function toTheEnd(
  target: Objective,
  start: number[],
  borders: Border[],
): { found: Maximum; border?: Border } {
  let found = maximise(target, start)
  const met: Border[] = []
  while (met.length < 3 && !isSure(found, met)) {
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
