import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ModelName, Params } from './model.ts'
import { score } from './score.ts'

/**
 * Every formula once more by another road: what one customer of known λ and p (or μ) does is an elementary function, and
 * the model is its mean over customers. Here the mean is taken as it is written, by the trapezoid over ln λ and the
 * logit of p, whose error on these analytic functions falls exponentially; norms are such sums, too, so that nothing of
 * what is tested (gamma functions, hypergeometric series, integrals over time) is used.
 */
interface Node {
  value: number
  /** 1 − value, exact near 1. */
  rest: number
  weight: number
}

/** Everything that lies at most e^−depth below the top of a density counts. */
function nodesOf(
  step: number,
  logDensity: (u: number) => number,
  natural: (u: number) => [value: number, rest: number],
  depth = 42,
): Node[] {
  const grid = Array.from({ length: Math.round(720 / step) }, (_, index) => index * step - 360)
  const top = grid.reduce((most, u) => Math.max(most, logDensity(u)), -Infinity)
  const kept = grid.filter((u) => logDensity(u) > top - depth)
  const sum = kept.reduce((total, u) => total + Math.exp(logDensity(u) - top), 0)
  return kept.map((u) => {
    const [value, rest] = natural(u)
    return { value, rest, weight: Math.exp(logDensity(u) - top) / sum }
  })
}

const gammaNodes = (shape: number, rate: number, step = 0.06, depth = 42) =>
  nodesOf(
    step,
    (u) => shape * u - rate * Math.exp(u),
    (u) => [Math.exp(u), Number.NaN],
    depth,
  )

const betaNodes = (a: number, b: number) => {
  const below = (v: number) => (v > 0 ? -Math.log1p(Math.exp(-v)) : v - Math.log1p(Math.exp(v)))
  return nodesOf(
    0.2,
    (v) => a * below(v) + b * below(-v),
    (v) => [Math.exp(below(v)), Math.exp(below(-v))],
  )
}

/** What one customer contributes: her likelihood while here, and gone, and what she would do within h were she here. */
interface Alone {
  here: number
  gone: number
  buys: number
  /** P(nothing within h | here) · here, as one. */
  hereAndNothing: number
}

function meanOf(ones: Node[], others: Node[], alone: (one: Node, other: Node) => Alone) {
  const sum = { here: 0, gone: 0, bought: 0, nothing: 0 }
  for (const one of ones)
    for (const other of others) {
      const { here, gone, buys, hereAndNothing } = alone(one, other)
      const weight = one.weight * other.weight
      sum.here += weight * here
      sum.gone += weight * gone
      sum.bought += weight * here * buys
      sum.nothing += weight * hereAndNothing
    }
  const all = sum.here + sum.gone
  return {
    logLikelihood: Math.log(all),
    pAlive: sum.here / all,
    expected: sum.bought / all,
    pNoPurchase: (sum.gone + sum.nothing) / all,
  }
}

const pasts: [number, number, number][] = [
  [0, 0, 38.86],
  [1, 3, 38.86],
  [2, 30.43, 38.86],
  [26, 30.86, 31],
  [26, 20, 31],
]

function close(found: Record<string, number | null>, expected: Record<string, number>, what: string): void {
  for (const [name, value] of Object.entries(expected)) {
    const off = Math.abs(found[name]! - value) / Math.max(Math.abs(value), 1e-6)
    assert.ok(off < 1e-9, `${what}: ${name} is ${found[name]}, not ${value}`)
  }
}

/** Erlang-k between purchases: P(fewer than k phases within a time). */
function waits(k: number, rate: number, time: number): number {
  let [term, sum] = [1, 1]
  for (let j = 1; j < k; j += 1) {
    term *= (rate * time) / j
    sum += term
  }
  return sum * Math.exp(-rate * time)
}

describe('the BG family, as a mean over customers:', () => {
  const usual = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
  for (const [model, params, h] of [
    ['bg-nbd', usual, 39],
    ['bg-nbd', { ...usual, a: 1 }, 39],
    ['bg-nbd', { ...usual, a: 0.2, b: 0.3 }, 400],
    ['mbg-nbd', { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, 39],
    ['mbg-nbd', { r: 1.3, alpha: 2.8, a: 3, b: 0.4 }, 2],
    ['cnbd-k', { r: 1.33, alpha: 2.81, a: 0.425, b: 0.79, k: 2 }, 39],
    ['bg-cnbd-k', { r: 0.36, alpha: 1.13, a: 0.52, b: 2.79, k: 3 }, 39],
  ] as [ModelName, Params, number][]) {
    test(`${model} ${Object.values(params).join(', ')}`, () => {
      const { r, alpha, a, b, k = 1 } = params as Required<Params> & { k?: number }
      const first = model === 'mbg-nbd' || model === 'cnbd-k' ? 1 : 0
      const [rates, leaves] = [gammaNodes(r!, alpha!), betaNodes(a!, b!)]
      for (const [x, tx, T] of pasts) {
        const mean = meanOf(rates, leaves, ({ value: rate }, { value: p, rest }) => {
          const bought = rate ** (k * x) * Math.exp(-rate * tx)
          const stayed = bought * rest ** (x + first)
          return {
            here: stayed * waits(k, rate, T - tx),
            gone: x + first > 0 ? bought * p * rest ** (x + first - 1) : 0,
            buys: -Math.expm1(-rate * p * h) / p,
            hereAndNothing: stayed * waits(k, rate, T - tx + h),
          }
        })
        // Of k > 1, the density of the last purchase over that of k = 1; what she then buys has no such short form.
        let regular = (k - 1) * x * Math.log(tx || 1)
        for (let n = x; n < k * x; n += 1) regular -= Math.log(n || 1)
        const { expected, ...rest } = { ...mean, logLikelihood: mean.logLikelihood + regular }
        const says = score(model, params, { x, tx, T }, h)
        close({ ...says }, k === 1 ? { ...rest, expected } : rest, `x = ${x}`)
      }
    })
  }
})

describe('the Pareto/NBD, as a mean over customers:', () => {
  for (const [r, alpha, s, beta, h] of [
    [0.5534, 10.5802, 0.6061, 11.6562, 39],
    [0.5534, 10.5802, 1, 10.5802, 39],
    [3, 40, 0.2, 0.5, 500],
    [0.9, 2, 4, 90, 1],
  ] as const) {
    test([r, alpha, s, beta].join(', '), () => {
      const [rates, ends] = [gammaNodes(r, alpha), gammaNodes(s, beta, 0.2)]
      for (const [x, tx, T] of pasts) {
        const mean = meanOf(rates, ends, ({ value: rate }, { value: end }) => {
          const both = rate + end
          const here = rate ** x * Math.exp(-both * T)
          // Left at some moment from the last purchase on.
          const gone = (rate ** x * Math.exp(-both * tx) * -Math.expm1(-both * (T - tx)) * end) / both
          const none = (rate * Math.exp(-both * h) + end) / both
          return { here, gone, buys: (rate * -Math.expm1(-end * h)) / end, hereAndNothing: here * none }
        })
        close({ ...score('pareto-nbd', { r, alpha, s, beta }, { x, tx, T }, h) }, mean, `x = ${x}`)
      }
    })
  }
})

test('the BG/BB, as a mean over customers', () => {
  const params = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }
  const [buys, leaves] = [betaNodes(params.alpha, params.beta), betaNodes(params.gamma, params.delta)]
  for (const [x, tx, n] of [
    [0, 0, 6],
    [2, 4, 6],
    [6, 6, 6],
    [3, 9, 12],
  ] as const) {
    const mean = meanOf(buys, leaves, ({ value: p, rest: passes }, { value: left, rest: stays }) => {
      let gone = 0
      for (let seen = tx; seen < n; seen += 1) gone += p ** x * passes ** (seen - x) * left * stays ** seen
      // Alive for the next chance, as P(alive) of this model is meant.
      const lived = p ** x * passes ** (n - x) * stays ** n
      const here = lived * stays
      let [expected, none, still] = [0, 0, 1]
      for (let chance = 1; chance <= 5; chance += 1) {
        expected += p * still
        none += chance < 5 ? still * left * passes ** chance : still * passes ** 5
        still *= stays
      }
      return { here, gone: gone + lived * left, buys: expected, hereAndNothing: here * none }
    })
    close({ ...score('bg-bb', params, { x, tx, T: n }, 5) }, mean, `x = ${x}`)
  }
})

test('the Gamma-Gamma, as a mean over customers', () => {
  for (const [p, q, v] of [
    [6.25, 3.74, 15.44],
    [0.7, 1.5, 200],
    [2.1, 3.45, 485.9],
  ] as const) {
    for (const [x, m] of [
      [1, 11.77],
      [2, 22.35],
      [40, 9.99],
    ] as const) {
      const norm = Array.from({ length: 16_000 }, (_, index) => (index - 15_000) * 0.02).reduce(
        (sum, u) => sum + 0.02 * Math.exp(p * x * u - Math.exp(u) - p * x * Math.log(p * x) + p * x),
        0,
      )
      let [density, money] = [0, 0]
      for (const { value: rate, weight } of gammaNodes(q, v, 0.02, 150)) {
        const scaled = (rate * x * m) / (p * x)
        const one = (weight * Math.exp(p * x * (Math.log(scaled) + 1 - scaled))) / (norm * m)
        density += one
        money += (one * p) / rate
      }
      const says = score('gamma-gamma', { p, q, v }, { x, tx: 1, T: 2, m }, 0)
      close({ ...says }, { logLikelihood: Math.log(density), expected: money / density }, `x = ${x}`)
    }
  }
})
