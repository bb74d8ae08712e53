import { choleskyOf, invert, solveWith } from './matrix.ts'

/** The value at a point; writes the gradient there. Both must be finite, or the point counts as out of bounds. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number

export interface Maximum {
  at: Float64Array
  value: number
  /** Second derivatives at the point, row by row. */
  hessian: number[][]
  /** Whether the point is a strict maximum inside the box: gradient nil, curvature down in every direction. */
  isInner: boolean
  evaluations: number
}

const ITERATIONS = 200
/** A gain that Newton's step still promises, beside the value itself; below it, digits of the value are noise. */
const SETTLED = 1e-15

/**
 * The maximum from one start: BFGS with backtracking, then Newton steps on differences of the gradient. Coordinates
 * are logarithms of positive parameters and stay inside ±`reach`. The same start gives the same answer, always.
 */
export function maximise(objective: Objective, start: readonly number[], reach = 18): Maximum {
  const walk = new Walk(objective, start, reach)
  walk.climb()
  const hessian = walk.polish()
  return {
    at: walk.at,
    value: walk.value,
    hessian,
    isInner: walk.isInside() && choleskyOf(negated(hessian)) !== undefined,
    evaluations: walk.evaluations,
  }
}

/** A hill's foot to near its top, in a fraction of the time: enough to tell hills apart. */
export function scout(
  objective: Objective,
  start: readonly number[],
  reach = 18,
): Pick<Maximum, 'at' | 'value'> {
  const walk = new Walk(objective, start, reach)
  walk.climb(1e-3)
  return { at: walk.at, value: walk.value }
}

class Walk {
  at: Float64Array
  value: number
  evaluations = 0
  readonly #gradient: Float64Array
  readonly #objective: Objective
  readonly #reach: number

  constructor(objective: Objective, start: readonly number[], reach: number) {
    this.#objective = objective
    this.#reach = reach
    this.at = Float64Array.from(start)
    this.#gradient = new Float64Array(start.length)
    this.value = this.#evaluate(this.at, this.#gradient)
  }

  isInside(): boolean {
    return this.at.every((coordinate) => Math.abs(coordinate) < this.#reach - 0.5)
  }

  /** BFGS (Nocedal & Wright, algorithm 6.1) on the inverse of minus the Hessian, until gains fall below `least`. */
  climb(least = 1e-12 * Math.abs(this.value) + 1e-10): void {
    const size = this.at.length
    let inverse = identity(size, 1 / Math.max(1, norm(this.#gradient)))
    let isFresh = true
    for (let round = 0; round < ITERATIONS; round += 1) {
      let direction = times(inverse, this.#gradient)
      let slope = dot(direction, this.#gradient)
      if (!(slope > 0)) {
        inverse = identity(size, 1 / Math.max(1, norm(this.#gradient)))
        direction = times(inverse, this.#gradient)
        slope = dot(direction, this.#gradient)
        isFresh = true
      }
      const moved = this.#step(direction, slope)
      if (!moved) {
        if (isFresh) return
        inverse = identity(size, 1 / Math.max(1, norm(this.#gradient)))
        isFresh = true
        continue
      }
      inverse = updated(inverse, moved, isFresh)
      isFresh = false
      if (Math.max(slope, moved.gain) < least) return
    }
  }

  /** Backtracks until the gain is a share of what the slope promises (Armijo). */
  #step(direction: Float64Array, slope: number): Move | undefined {
    const next = new Float64Array(this.at.length)
    const gradient = new Float64Array(this.at.length)
    // No coordinate more than threefold at once: a long first step lands where likelihoods are flat.
    let length = Math.min(1, 2 / Math.max(...direction.map(Math.abs)))
    for (let attempt = 0; attempt < 30; attempt += 1) {
      for (let index = 0; index < next.length; index += 1)
        next[index] = clamp(this.at[index]! + length * direction[index]!, this.#reach)
      const value = this.#evaluate(next, gradient)
      const gain = value - this.value
      if (gain >= 1e-4 * length * slope && gain > 0) {
        const step = Float64Array.from(next, (coordinate, index) => coordinate - this.at[index]!)
        const change = Float64Array.from(gradient, (entry, index) => this.#gradient[index]! - entry)
        this.at = next
        this.value = value
        this.#gradient.set(gradient)
        return { step, change, gain }
      }
      length *= Number.isFinite(value)
        ? Math.max(0.1, Math.min(0.5, (slope * length) / (2 * (slope * length - gain))))
        : 0.1
    }
    return undefined
  }

  /** Newton's steps while they promise a gain; the Hessian where they end. */
  polish(): number[][] {
    for (let round = 0; ; round += 1) {
      const hessian = this.#hessian()
      const factor = choleskyOf(negated(hessian))
      if (!factor || round === 6) return hessian
      const step = Float64Array.from(solveWith(factor, this.#gradient))
      if (dot(step, this.#gradient) < SETTLED * Math.abs(this.value) + 1e-13) return hessian
      if (!this.#step(step, dot(step, this.#gradient))) return hessian
    }
  }

  /** Central differences of the gradient: with an analytic one, eight digits. */
  #hessian(): number[][] {
    const size = this.at.length
    const width = 1e-4
    const rows = Array.from({ length: size }, (_, index) => {
      const up = new Float64Array(size)
      const down = new Float64Array(size)
      const moved = Float64Array.from(this.at)
      moved[index]! += width
      this.#evaluate(moved, up)
      moved[index]! -= 2 * width
      this.#evaluate(moved, down)
      return Array.from(up, (entry, other) => (entry - down[other]!) / (2 * width))
    })
    return rows.map((row, index) => row.map((entry, other) => (entry + rows[other]![index]!) / 2))
  }

  #evaluate(at: Float64Array, gradient: Float64Array): number {
    this.evaluations += 1
    const value = this.#objective(at, gradient)
    return Number.isFinite(value) && gradient.every(Number.isFinite) ? value : Number.NEGATIVE_INFINITY
  }
}

interface Move {
  step: Float64Array
  /** By how much the gradient fell. */
  change: Float64Array
  gain: number
}

/** The covariance that the observed information stands for, or nothing where it isn't a maximum. */
export function covarianceOf({
  hessian,
  isInner,
}: Pick<Maximum, 'hessian' | 'isInner'>): number[][] | undefined {
  return isInner ? invert(negated(hessian)) : undefined
}

function updated(inverse: number[][], { step, change }: Move, isFresh: boolean): number[][] {
  const curvature = dot(step, change)
  if (!(curvature > 1e-14)) return inverse
  const size = step.length
  const base = isFresh ? identity(size, curvature / dot(change, change)) : inverse
  const moved = times(base, change)
  const scale = 1 + dot(change, moved) / curvature
  return base.map((row, i) =>
    row.map(
      (entry, j) =>
        entry + (scale * step[i]! * step[j]! - moved[i]! * step[j]! - step[i]! * moved[j]!) / curvature,
    ),
  )
}

function identity(size: number, scale: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? scale : 0)))
}

function times(matrix: number[][], vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) =>
    row.reduce((sum, entry, index) => sum + entry * vector[index]!, 0),
  )
}

function negated(matrix: number[][]): number[][] {
  return matrix.map((row) => row.map((entry) => -entry))
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let index = 0; index < one.length; index += 1) sum += one[index]! * other[index]!
  return sum
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector))
}

function clamp(value: number, reach: number): number {
  return Math.max(-reach, Math.min(reach, value))
}
