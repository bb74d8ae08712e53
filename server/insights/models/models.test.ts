import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Refused } from '../../platform/errors.ts'
import { fit } from './fit.ts'
import { forecaster, intervalOf, totalInterval } from './intervals.ts'
import { type ModelName, modelNames, type Params } from './model.ts'
import { play } from './played.fixture.ts'
import type { Row } from './rows.ts'
import { lookAhead, score } from './score.ts'
import { summarise } from './summarise.ts'

const timed = modelNames.filter((name) => name !== 'bg-bb' && name !== 'gamma-gamma')

function isFinitePlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isFinitePlain)
}

describe('what strangers bring is fitted without NaN or infinity, or refused in a sentence:', () => {
  const some = (count: number, row: (index: number) => Row) =>
    Array.from({ length: count }, (_, index) => row(index))
  const cases: Record<string, Row[]> = {
    'one customer': [{ x: 3, tx: 20, T: 30, m: 5 }],
    'one customer, one purchase': [{ x: 0, tx: 0, T: 30 }],
    'nobody came back': some(500, (index) => ({ x: 0, tx: 0, T: 1 + (index % 40) })),
    'all came back once at the end': some(300, () => ({ x: 1, tx: 10, T: 10, m: 3 })),
    'some bought on the last day only': [
      ...some(300, (n) => ({ x: n % 4, tx: n % 4 ? 5 : 0, T: 9, m: 4 + n })),
      { x: 0, tx: 0, T: 0 },
    ],
    'two thousand purchases': [
      { x: 2000, tx: 699, T: 700, m: 4 },
      { x: 0, tx: 0, T: 700, count: 300 },
      { x: 2000, tx: 1, T: 700, m: 6 },
    ],
    'like clockwork': some(300, (n) => ({ x: 10, tx: 50, T: 52 + (n % 3), m: 5 + (n % 3) })),
    'a billion customers': [
      { x: 0, tx: 0, T: 10, count: 6e8 },
      { x: 2, tx: 5, T: 10, m: 3, count: 3e8 },
      { x: 7, tx: 9, T: 10, m: 4, count: 1e8 },
    ],
    'nobody watched': [{ x: 0, tx: 0, T: 0 }],
    'no rows': [],
  }
  for (const [name, rows] of Object.entries(cases)) {
    test(name, () => {
      for (const model of timed) {
        for (const plain of [false, true]) {
          const found = orRefused(() => fit(model, rows, { plain }))
          if (!found) continue
          assert.ok(isFinitePlain(found), `${model}: ${JSON.stringify(found)}`)
          for (const row of rows) {
            const says = score(model, found.params, row, 39)
            assert.ok(isFinitePlain(says), `${model}: ${JSON.stringify(says)}`)
            assert.ok(says.expected! >= 0 && says.pAlive! >= 0 && says.pAlive! <= 1)
          }
        }
      }
      orRefused(() => fit('gamma-gamma', rows))
    })
  }

  /** Nothing where it was refused, which must be a sentence. */
  function orRefused<Result>(work: () => Result): Result | undefined {
    try {
      return work()
    } catch (error) {
      assert.ok(error instanceof Refused, String((error as Error).stack))
      assert.match(error.message, /^\p{Lu}.*\.$/u)
      return undefined
    }
  }
})

test('a past that cannot have been is refused by its row', () => {
  for (const [row, words] of [
    [{ x: 1.5, tx: 1, T: 2 }, /^Row 2: x must be a whole number/],
    [{ x: -1, tx: 0, T: 2 }, /^Row 2: x must be/],
    [{ x: 1, tx: 3, T: 2 }, /^Row 2: t_x is 3, after T = 2/],
    [{ x: 0, tx: 1, T: 2 }, /^Row 2: x is 0 but t_x is 1/],
    [{ x: 2, tx: 0, T: 2 }, /^Row 2: x is 2 but t_x is 0/],
    [{ x: 1, tx: Number.NaN, T: 2 }, /^Row 2: t_x must be/],
    [{ x: 1, tx: 1, T: Number.POSITIVE_INFINITY }, /^Row 2: T must be/],
    [{ x: 1, tx: 1, T: 2, count: 0.5 }, /^Row 2: count must be/],
  ] as const)
    assert.throws(() => fit('bg-nbd', [{ x: 0, tx: 0, T: 9 }, row]), { message: words })
})

test('money that teaches nothing is refused with its reason', () => {
  const rows = (m: number[]) => m.map((value, index) => ({ x: 1 + (index % 3), tx: 5, T: 9, m: value }))
  assert.throws(() => fit('gamma-gamma', rows([7, 7, 7, 7])), /Every customer spends the same \(7\)/)
  assert.throws(() => fit('gamma-gamma', rows([7])), /Only one mean spend/)
  assert.throws(() => fit('gamma-gamma', rows([0, -3])), /no repeat purchase with a mean m above 0/)
  const found = fit('gamma-gamma', rows([7, 9, -2, 0, 12, 30]))
  assert.equal(found.customers, 4)
  assert.match(found.warnings[0]!, /^2 repeat customers with a mean of 0 or less/)
})

test('rows in any order, one by one or counted, are one and the same shop', () => {
  const rows = Array.from({ length: 300 }, (_, n) => ({
    x: n % 5,
    tx: n % 5 ? 3 + (n % 7) : 0,
    T: 12 + (n % 3),
  }))
  const counted = [...Map.groupBy(rows, (row) => JSON.stringify(row)).values()].map((same) => ({
    ...same[0]!,
    count: same.length,
  }))
  for (const model of timed) {
    const one = fit(model, rows)
    const other = fit(model, counted.toReversed())
    assert.equal(other.customers, one.customers)
    assert.ok(Math.abs(other.logLikelihood - one.logLikelihood) < 1e-7, model)
  }
})

test('the unit of time is a matter of taste: days are weeks, but for Σ x · ln 7', () => {
  const weeks = play(800, { r: 0.7, alpha: 6, s: 0.8, beta: 12 }, 'pareto-nbd', 5)
  const days = weeks.map(({ x, tx, T }) => ({ x, tx: tx * 7, T: T * 7 }))
  const repeats = weeks.reduce((sum, { x }) => sum + x, 0)
  for (const model of ['nbd', 'bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const) {
    const [one, other] = [fit(model, weeks), fit(model, days)]
    assert.ok(Math.abs(one.logLikelihood - repeats * Math.log(7) - other.logLikelihood) < 1e-6, model)
    assert.ok(Math.abs(other.params.r! / one.params.r! - 1) < 1e-3)
  }
})

test('parameters that customers were played by are found again, within their standard errors', () => {
  for (const [model, truth] of [
    ['bg-nbd', { r: 0.6, alpha: 5, a: 0.8, b: 2.4 }],
    ['mbg-nbd', { r: 0.9, alpha: 6, a: 0.5, b: 1.5 }],
    ['pareto-nbd', { r: 0.7, alpha: 6, s: 0.8, beta: 12 }],
  ] as const) {
    const found = fit(model, play(6000, truth, model, 7))
    for (const [name, value] of Object.entries(truth)) {
      const error = found.standardErrors[name]!
      assert.ok(
        Math.abs(found.params[name]! - value) < 3.3 * error,
        `${model} ${name}: ${found.params[name]} ± ${error}`,
      )
      assert.ok(error < value, 'and the error says something')
    }
  }
})

test('intervals hold what they promise and grow with what is unsure', () => {
  const rows = play(400, { r: 0.9, alpha: 6, a: 0.5, b: 1.5 }, 'mbg-nbd', 11)
  const found = fit('mbg-nbd', rows)
  const [sure, unsure] = [forecaster(found, 26, { drift: 0 }), forecaster(found, 26, { drift: 0.5 })]
  for (const row of rows.slice(0, 40)) {
    const interval = intervalOf(sure(row))
    assert.ok(interval.holds >= 0.9 - 1e-9 && interval.low <= interval.high)
    assert.ok(unsure(row).variance > sure(row).variance * 0.99)
    assert.ok(Math.abs(sure(row).expected - lookAhead('mbg-nbd', found.params, row).expected(26)) < 1e-12)
  }
  const [one, other] = [0.1, 0.4].map((drift) => totalInterval(found, rows, 26, { drift }))
  assert.ok(
    other!.low < one!.low && one!.low < one!.expected && one!.expected < one!.high && one!.high < other!.high,
  )
  assert.deepEqual(totalInterval(found, rows, 26, { drift: 0.1 }), one)
})

test('a log to x, t_x, T, m: lines in any order, a day once, late comers left out', () => {
  const log = [
    { customer: 'b', day: 30, money: 4 },
    { customer: 'a', day: 14, money: 10 },
    { customer: 'a', day: 0, money: 3 },
    { customer: 'a', day: 14, money: 2 },
    { customer: 'a', day: 7, money: 6 },
    { customer: 'c', day: 71, money: 1 },
    { customer: 'a', day: 72, money: 1 },
  ]
  const rows = summarise(log, { until: 70, holdoutUntil: 84 })
  assert.deepEqual(rows, [
    { id: 'b', x: 0, tx: 0, T: 40 / 7, m: 0, litt: 0, actual: 0 },
    { id: 'a', x: 2, tx: 2, T: 10, m: 9, litt: 0, actual: 1 },
  ])
  fc.assert(
    fc.property(fc.shuffledSubarray(log, { minLength: log.length }), (shuffled) => {
      const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id)
      assert.deepEqual(summarise(shuffled, { until: 70, holdoutUntil: 84 }).sort(byId), rows.toSorted(byId))
    }),
  )
  assert.deepEqual(
    summarise(log, { from: 10, until: 70 }).find(({ id }) => id === 'a'),
    { id: 'a', x: 0, tx: 0, T: 8, m: 0, litt: 0 },
  )
  assert.throws(() => summarise(log, { from: 80, until: 70 }), Refused)
})

test('scores of any sane past are finite and in their ranges, by every model', () => {
  const past = fc.record({
    x: fc.nat(2000),
    tx: fc.double({ min: 0.01, max: 1, noNaN: true }),
    T: fc.double({ min: 0.01, max: 5000, noNaN: true }),
  })
  const size = fc.double({ min: 0.001, max: 200, noNaN: true })
  const all = fc.record({ r: size, alpha: size, a: size, b: size, s: size, beta: size })
  fc.assert(
    fc.property(
      past,
      all,
      fc.double({ min: 0, max: 520, noNaN: true }),
      (given, { r, alpha, a, b, s, beta }, horizon) => {
        const row = { x: given.x, tx: given.x === 0 ? 0 : given.tx * given.T, T: given.T }
        const models: [ModelName, Params][] = [
          ['bg-nbd', { r, alpha, a, b }],
          ['mbg-nbd', { r, alpha, a, b }],
          ['pareto-nbd', { r, alpha, s, beta }],
          ['nbd', { r, alpha }],
          ['cnbd-k', { r, alpha, a, b, k: 2 }],
        ]
        for (const [model, params] of models) {
          const says = score(model, params, row, model === 'cnbd-k' ? Math.min(horizon, 52) : horizon)
          assert.ok(isFinitePlain(says), `${model} ${JSON.stringify({ row, params, says })}`)
          assert.ok(says.pAlive! >= 0 && says.pAlive! <= 1 && says.expected! >= 0)
          assert.ok(says.pNoPurchase! >= -1e-12 && says.pNoPurchase! <= 1 + 1e-12)
        }
      },
    ),
    { numRuns: 150, seed: 4 },
  )
})

test('a regular customer of ten thousand years is scored at once, and as just before that is given up', () => {
  const never = { r: 1e7, alpha: 1, a: 1, b: 1e4, k: 2 }
  assert.ok(score('bg-cnbd-k', never, { x: 2000, tx: 700, T: 700 }, 1e6).expected! > 0)
  const usual = { r: 1.33, alpha: 2.81, a: 0.425, b: 0.79, k: 2 }
  const row = { x: 26, tx: 31, T: 31 }
  const phases = (1.33 + 52) / (2.81 + 31)
  const [counted, foretold] = [49_999, 50_001].map(
    (count) => score('cnbd-k', usual, row, count / phases).expected!,
  )
  assert.ok(Math.abs(foretold! / counted! - 1) < 1e-3, `${counted} and ${foretold}`)
  const barely = { r: 1e-6, alpha: 0.3, a: 0, b: 1, k: 30 }
  assert.equal(score('cnbd-k', barely, { x: 3, tx: 20, T: 40 }, 1e4).pNoPurchase, 0)
})
