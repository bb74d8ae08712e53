import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fit } from './fit.ts'
import type { ModelName, Params } from './model.ts'
import type { Row } from './rows.ts'
import { discountedPurchases, discountedWithin, lookAhead, score } from './score.ts'

/** Gold values of fifty-digit arithmetic, and numbers that papers and manuals print. REFERENCE.md §1 and §4. */
const bg: Params = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const pareto: Params = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }
const fresh: Row = { x: 0, tx: 0, T: 0 }

function near(value: number | null, expected: number, relative = 1e-9): void {
  assert.ok(
    value !== null && Math.abs(value - expected) <= relative * Math.abs(expected) + 1e-15,
    `${value} is not ${expected}`,
  )
}

describe('one customer, to nine digits and more:', () => {
  for (const [x, tx, T, ...gold] of [
    [
      0, 0, 38.86, -0.554713276438158, 1, 0.195098052011263, -0.521129195973285, 0.294961486437042,
      0.107028946361676, 0.476823058115234,
    ],
    [
      2, 30.43, 38.86, -9.45860630706627, 0.726578570080673, 1.22602817476714, -9.55451069461442,
      0.869110643968137, 1.45509284384425, 6.48256236494026,
    ],
    [
      26, 30.86, 31, -37.7265794733944, 0.968915649717525, 20.7497261408573, -39.1321278835061,
      0.997917766551907, 20.1145603671777, 86.0303756153634,
    ],
    [
      200, 100, 104, -81.4884133162162, 0.120206696761034, 7.6451854933816, -89.0065367417366,
      0.208731568432586, 13.0088506453505, 71.0454134851729,
    ],
  ] as const) {
    const row = { x, tx, T }
    test(`x = ${x}, BG/NBD and Pareto/NBD`, () => {
      const one = score('bg-nbd', bg, row, 39)
      near(one.logLikelihood, gold[0])
      near(one.pAlive, gold[1])
      near(one.expected, gold[2])
      const other = score('pareto-nbd', pareto, row, 39)
      near(other.logLikelihood, gold[3])
      near(other.pAlive, gold[4])
      near(other.expected, gold[5])
      near(discountedPurchases(lookAhead('pareto-nbd', pareto, row), 0.0027), gold[6])
    })
  }
})

test('two thousand purchases in a week and then nothing for years: gone, and no NaN', () => {
  const row = { x: 2000, tx: 1, T: 700 }
  const one = score('bg-nbd', bg, row, 39)
  near(one.logLikelihood, 9808.23483048624)
  assert.deepEqual({ ...one, logLikelihood: 0 }, { logLikelihood: 0, pAlive: 0, expected: 0, pNoPurchase: 1 })
  const other = score('pareto-nbd', pareto, row, 39)
  // By ₂F₁ and by the integral, both with 120 digits (mpmath 1.3).
  near(other.logLikelihood, 8295.77124562763)
  assert.deepEqual(
    { ...other, logLikelihood: 0 },
    { logLikelihood: 0, pAlive: 0, expected: 0, pNoPurchase: 1 },
  )
  assert.equal(discountedPurchases(lookAhead('pareto-nbd', pareto, row), 0.0027), 0)
})

test('Pareto/NBD where its ₂F₁ forms overflow or cancel', () => {
  const params = { r: 10.465, alpha: 0.00798565181, s: 3.0516, beta: 2.82 }
  near(score('pareto-nbd', params, { x: 400, tx: 5, T: 6 }, 1).logLikelihood, 1323.18893096735)
  near(score('pareto-nbd', params, { x: 500, tx: 1, T: 37 }, 1).logLikelihood, 2594.40445462276)
  // By ₂F₁ and by the integral, both with 120 digits (mpmath 1.3).
  near(score('pareto-nbd', params, { x: 500, tx: 4, T: 37 }, 1).logLikelihood, 1888.8212497389407)
  const loyal = { r: 0.55, alpha: 10.58, s: 0.61, beta: 11.67 }
  near(score('pareto-nbd', loyal, { x: 132, tx: 200, T: 200 }, 10).expected, 6.20605178896293)
  near(score('pareto-nbd', loyal, { x: 133, tx: 200, T: 200 }, 10).expected, 6.2528722475745)
})

test('the poles at a = 1 and s = 1 are none', () => {
  const row = { x: 2, tx: 30.43, T: 38.86 }
  near(score('bg-nbd', { ...bg, a: 1.0000001 }, row, 39).expected, 1.10213673141691)
  near(score('pareto-nbd', { ...pareto, s: 1.0000001 }, row, 39).expected, 1.18603151069907)
  near(score('bg-nbd', { ...bg, a: 1 }, row, 39).expected, 1.10213673141691, 1e-6)
  near(score('pareto-nbd', { ...pareto, s: 1 }, row, 39).expected, 1.18603151069907, 1e-6)
})

test('a new customer of BG/NBD, near and far', () => {
  const ahead = lookAhead('bg-nbd', bg, fresh)
  near(ahead.expected(520), 4.97461786184966)
  near(ahead.expected(5200), 12.148119026371)
  // The sheet’s own fit is not quite this one: three decimals agree.
  const sheet = lookAhead('bg-nbd', { r: 0.24259395, alpha: 4.41353216, a: 0.79292, b: 2.42589 }, fresh)
  for (const [t, value] of [
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ] as const)
    assert.ok(Math.abs(sheet.expected(t) - value) < 5e-4, `${t}: ${sheet.expected(t)}`)
  near(ahead.chances(0, 2, 10)[10]!, 1.07869e-7, 5e-6)
  near(ahead.chances(0, 39, 0)[0]!, 0.5737864, 1e-7)
  const printed = [
    ...[0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638],
    ...[0.0005517902, 0.0004361913, 0.0003467171, 0.0002769613, 0.000222226],
  ]
  const chances = ahead.chances(0, 30, 20)
  for (const [index, value] of printed.entries()) near(chances[11 + index]!, value, 3e-7)
})

test('a new customer of Pareto/NBD, week by week', () => {
  // The manual’s parameters.
  const ahead = lookAhead('pareto-nbd', { r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 }, fresh)
  const printed = [
    0, 0.05077821, 0.09916088, 0.14542507, 0.1897993, 0.23247466, 0.27361274, 0.31335159, 0.35181024,
    0.38909211,
  ]
  for (const [t, value] of printed.entries())
    assert.ok(Math.abs(ahead.expected(t) - value) < 6e-9, `${t}: ${ahead.expected(t)}, not ${value}`)
  // The walkthrough’s parameters are those of its fit.
  const walk = { r: 0.5532771, alpha: 10.577683, s: 0.60624, beta: 11.668735 }
  const loyal = score('pareto-nbd', walk, { x: 26, tx: 30.86, T: 31 }, 52)
  assert.equal(loyal.expected!.toFixed(2), '25.46')
  assert.equal(loyal.pAlive!.toFixed(4), '0.9979')
})

test('what a customer spends at a time', () => {
  const spend = { p: 6.25, q: 3.74, v: 15.44 }
  const expected = (x: number, m: number) =>
    score('gamma-gamma', spend, { x, tx: x, T: x + 1, m }, 0).expected
  near(expected(0, 0), 35.2189781021898)
  near(expected(1, 11.77), 18.916852057842)
  near(expected(2, 22.35), 24.6637139107612)
  near(expected(100, 9.99), 10.1001210692325)
  assert.equal(score('gamma-gamma', { p: 2, q: 0.9, v: 3 }, fresh, 0).expected, null)
})

test('donors of 1995 (Fader, Hardie & Shang 2010, table 2)', () => {
  const [x, tx, custs] = [
    [6, 5, 4, 3, 2, 1, 5, 4, 3, 2, 1, 4, 3, 2, 1, 3, 2, 1, 2, 1, 1, 0],
    [6, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 2, 2, 1, 0],
    [
      1203, 728, 512, 357, 234, 129, 335, 284, 225, 173, 119, 240, 181, 155, 78, 322, 255, 129, 613, 277,
      1091, 3464,
    ],
  ] as const
  const rows = x.map((repeats, index) => ({ x: repeats, tx: tx[index]!, T: 6, count: custs[index]! }))
  const found = fit('bg-bb', rows)
  assert.equal(found.logLikelihood.toFixed(2), '-33225.58')
  const { alpha, beta, gamma, delta } = found.params
  assert.deepEqual(
    [alpha, beta, gamma, delta].map((value) => value!.toFixed(3)),
    ['1.204', '0.750', '0.657', '2.783'],
  )
  const alive = (repeats: number, last: number) =>
    score('bg-bb', found.params, { x: repeats, tx: last, T: 6 }, 5).pAlive!
  assert.deepEqual(
    [alive(0, 0), alive(2, 4), alive(6, 6)].map((value) => value.toFixed(3)),
    ['0.108', '0.590', '0.930'],
  )
  const sum = rows.reduce(
    (total, row) => total + row.count * score('bg-bb', found.params, row, 5).expected!,
    0,
  )
  assert.equal(sum.toFixed(1), '12884.2')
})

describe('chances, expectation and silence agree with one another, whatever lies behind:', () => {
  const models: [ModelName, Params][] = [
    ['bg-nbd', bg],
    ['mbg-nbd', bg],
    ['nbd', { r: 0.4, alpha: 12 }],
    ['cnbd-k', { ...bg, k: 2 }],
    ['bg-cnbd-k', { ...bg, a: 0, k: 3 }],
    ['pareto-nbd', pareto],
  ]
  for (const [model, params] of models) {
    test(model, () => {
      for (const row of [fresh, { x: 0, tx: 0, T: 30 }, { x: 3, tx: 20, T: 26 }, { x: 30, tx: 26, T: 26 }]) {
        const ahead = lookAhead(model, params, row)
        const [all, early, late] = [
          ahead.chances(0, 39, 900),
          ahead.chances(0, 13, 900),
          ahead.chances(13, 39, 900),
        ]
        const sum = (chances: Float64Array) => chances.reduce((total, chance) => total + chance, 0)
        const mean = (chances: Float64Array) => chances.reduce((total, chance, n) => total + n * chance, 0)
        for (const chances of [all, early, late]) near(sum(chances), 1, 1e-10)
        near(mean(all), ahead.expected(39), 1e-9)
        near(mean(early) + mean(late), ahead.expected(39), 1e-9)
        near(all[0]!, ahead.none(39), 1e-10)
        near(discountedWithin(ahead, 39, 0), ahead.expected(39), 1e-12)
        assert.ok(discountedWithin(ahead, 39, 0.01) < ahead.expected(39))
        assert.equal(ahead.expected(0), 0)
      }
    })
  }
})
