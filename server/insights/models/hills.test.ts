import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bgLogLikelihood } from './bgFamily.ts'
import { fit } from './fit.ts'
import type { ModelName } from './model.ts'
import { normalsFrom } from './numbers/random.ts'
import { paretoLogLikelihood } from './pareto.ts'
import { play } from './played.fixture.ts'
import { type Groups, groupRows, type Row } from './rows.ts'

/**
 * Likelihoods of customers may have two hills: one inside, one on the way to a border. Here every fit is held against
 * another search that knows nothing of hills, gradients or borders: Nelder & Mead 1965, from random starts.
 */
type Height = (at: readonly number[]) => number
interface Corner {
  at: number[]
  value: number
}

const FARTHEST = 25

function simplexFrom(height: Height, start: readonly number[], size: number): Corner {
  const corner = (at: number[]): Corner => {
    const value = at.some((entry) => Math.abs(entry) > FARTHEST) ? -Infinity : height(at)
    return { at, value: Number.isFinite(value) ? value : -Infinity }
  }
  const corners = [
    corner([...start]),
    ...start.map((_, i) => corner(start.map((v, j) => v + (i === j ? size : 0)))),
  ]
  const falling = (one: Corner, other: Corner) => other.value - one.value
  for (let round = 0; round < 260; round += 1) {
    const [best, ...rest] = corners.sort(falling) as [Corner, ...Corner[]]
    const worst = rest.at(-1)!
    const middle = start.map((_, j) =>
      corners.slice(0, -1).reduce((sum, { at }) => sum + at[j]! / start.length, 0),
    )
    const towards = (step: number) => corner(middle.map((v, j) => v + step * (worst.at[j]! - v)))
    let next = towards(-1)
    if (next.value > best.value) next = [next, towards(-2)].sort(falling)[0]!
    else if (next.value <= rest.at(-2)!.value) next = towards(next.value > worst.value ? -0.5 : 0.5)
    if (next.value > worst.value) corners[corners.length - 1] = next
    else for (let i = 1; i < corners.length; i += 1) corners[i] = corner(halfWay(best.at, corners[i]!.at))
  }
  return corners.sort(falling)[0]!
}

function halfWay(one: readonly number[], other: readonly number[]): number[] {
  return one.map((entry, index) => (entry + other[index]!) / 2)
}

const models: [ModelName, number, (groups: Groups) => Height][] = [
  [
    ...(['nbd', 2] as const),
    (groups) => (at) => bgLogLikelihood(groups, { k: 1, atFirst: 0 }, { ...bgAt(at), ...{ a: 0, b: 1 } }),
  ],
  ['bg-nbd', 4, (groups) => (at) => bgLogLikelihood(groups, { k: 1, atFirst: 0 }, bgAt(at))],
  ['mbg-nbd', 4, (groups) => (at) => bgLogLikelihood(groups, { k: 1, atFirst: 1 }, bgAt(at))],
  [
    ...(['pareto-nbd', 4] as const),
    (groups) => (at) => {
      const [r, alpha, s, beta] = at.map(Math.exp) as [number, number, number, number]
      return paretoLogLikelihood(groups, { r, alpha, s, beta })
    },
  ],
]

function bgAt(at: readonly number[]) {
  const [r, alpha, a, b] = at.map(Math.exp) as [number, number, number, number]
  return { r, alpha, a, b }
}

/** Whole weeks, so that few pasts differ and searches are quick. */
const inWeeks = (rows: Row[]) =>
  rows.map(({ x, tx, T }) => {
    const weeks = Math.ceil(T)
    const last = Math.ceil(tx)
    return { x: Math.min(x, last), tx: x > 0 ? last : 0, T: weeks }
  })

const shops: Record<string, Row[]> = {
  'hardly anybody leaves': inWeeks(play(300, { r: 0.2, alpha: 12, s: 0.07, beta: 200 }, 'pareto-nbd', 3)),
  'many leave at once': inWeeks(play(300, { r: 2, alpha: 8, a: 0.06, b: 0.06 }, 'mbg-nbd', 4)),
  'all leave alike': inWeeks(play(300, { r: 0.6, alpha: 3, a: 60, b: 140 }, 'bg-nbd', 5)),
  'all buy alike': inWeeks(play(300, { r: 80, alpha: 600, a: 0.4, b: 1 }, 'mbg-nbd', 6)),
  'purchases by chance': Array.from({ length: 300 }, (_, n) => ({
    ...{ x: (n * 7) % 6, tx: (n * 7) % 6 === 0 ? 0 : 6 + ((n * 5) % 13), T: 20 + ((n * 3) % 11) },
  })),
}

describe('no other search finds a higher likelihood:', () => {
  for (const [name, rows] of Object.entries(shops)) {
    test(name, () => {
      const groups = groupRows(rows)
      const normal = normalsFrom(9)
      for (const [model, size, heightOf] of models) {
        const found = fit(model, rows)
        for (let start = 0; start < 3; start += 1) {
          const at = Array.from({ length: size }, (_, i) => (i % 2 ? 1.5 : 0) + 1.5 * normal())
          const rough = simplexFrom(heightOf(groups), at, 1.5)
          const { value } = simplexFrom(heightOf(groups), rough.at, 0.4)
          assert.ok(found.logLikelihood > value - 1e-6, `${model}: ${found.logLikelihood} < ${value}`)
        }
      }
    })
  }
})
