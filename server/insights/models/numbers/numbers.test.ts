import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digamma, digammaRise, logBeta, logGamma, logRising } from './gamma.ts'
import { choleskyOf, invert, solveWith } from './matrix.ts'
import { maximise } from './maximise.ts'
import { countsWithin } from './negativeBinomial.ts'
import { betaMean, gaussLegendre, halfLine } from './quadrature.ts'

/** Expected values are of 50-digit arithmetic (mpmath 1.3), rounded. */
function near(value: number, expected: number, relative = 1e-13): void {
  assert.ok(
    Math.abs(value - expected) <= relative * Math.max(Math.abs(expected), 1e-3),
    `${value} is not ${expected}`,
  )
}

test('ln Γ and ψ are right to thirteen digits from 1e-5 to 1e6', () => {
  for (const [x, gamma, psi] of [
    [0.00001, 11.512919692895826, -100000.57719921568],
    [0.0034, 5.682026806105779, -294.6892838012741],
    [0.243, 1.31804358469967, -4.35109386442321],
    [1.5, -0.12078223763524522, 0.03648997397857652],
    [3.7, 1.4280723266653879, 1.16715353936151],
    [9.99, 12.77931521435019, 2.250700372831201],
    [10, 12.801827480081469, 2.251752589066721],
    [57.3, 173.56386827969143, 4.0395492399575792],
    [2000.243, 13200.77042136221, 7.600773961704594],
    [1000000.5, 12815511.476902766, 13.815510557964316],
  ] as const) {
    near(logGamma(x), gamma)
    near(digamma(x), psi, 3e-13)
  }
  // At the zeros of ln Γ what counts is the absolute error.
  for (const [x, gamma] of [
    [1, 0],
    [2, 0],
    [1.0000001, -5.772155826548335e-8],
  ] as const)
    assert.ok(Math.abs(logGamma(x) - gamma) < 4e-15)
})

test('differences of ln Γ keep their digits where both are huge', () => {
  near(logRising(1000000.5, 2), 27.6310231159273)
  near(logRising(1000000.5, 40), 552.6212223079062)
  near(logRising(0.243, 2000), 13199.452377777514)
  near(logRising(0.5, 60.25), 187.03066202379841)
  assert.equal(logRising(0.3, 0), 0)
  near(digammaRise(0.243, 3), 1 / 0.243 + 1 / 1.243 + 1 / 2.243)
  near(digammaRise(0.243, 2000), digamma(2000.243) - digamma(0.243))
})

test('ln B is right for small, large and unequal shapes', () => {
  near(logBeta(0.0034, 6.7), 5.67581873958384)
  near(logBeta(0.793, 2.426), -0.5115692885937032, 1e-14)
  near(logBeta(1e6, 2), -27.63102211592805)
  near(logBeta(1e5, 3e5), -224938.75152978362)
  near(logBeta(400.5, 0.001), 6.901187419326331)
})

test('the expected purchases of a BG/NBD customer, by quadrature, are what ₂F₁ gives with fifty digits', () => {
  for (const [a, b, R, A, h, expected] of [
    [0.793, 2.426, 0.243, 4.414, 5200, 12.148119026370995],
    [0.793, 2.426, 0.243, 4.414, 0.1429, 0.00782834751607216],
    [0.0034, 6.7, 0.83, 9.84, 52, 4.37898112239547],
    [0.793, 4.426, 2.243, 43.274, 39, 1.687399305805313],
    [1.0000001, 4.426, 2.243, 43.274, 39, 1.62514950810045],
    [0.793, 202.426, 200.243, 108.414, 39, 63.60032926102187],
    [300.5, 900, 5.2, 10, 39, 3.88716231472248],
    [0.5, 0.01, 0.3, 3, 1000, 1.0519361674360992],
    [2.5, 3000, 2000, 5, 39, 1871.27363735597],
  ] as const) {
    const rate = (R * h) / A
    const f = (p: number) => (p < 1e-290 ? rate : -Math.expm1(-R * Math.log1p((p * h) / A)) / p)
    near(betaMean(a, b, f), expected, 2e-13)
  }
})

test('a discounted lifetime by quadrature is what fifty digits give', () => {
  near(
    halfLine((u) => Math.exp(-0.6 * Math.log1p(u / 40) - 0.0027 * u), 0.0027),
    132.688786580161,
  )
})

test('Gauss–Legendre weights sum to one and integrate an exponential', () => {
  for (const order of [5, 8, 12, 16]) {
    const { at, weight } = gaussLegendre(order)
    near(
      weight.reduce((sum, value) => sum + value, 0),
      1,
    )
    if (order >= 12)
      near(
        at.reduce((sum, x, n) => sum + weight[n]! * Math.exp(-8 * x), 0),
        (1 - Math.exp(-8)) / 8,
      )
  }
})

test('chances of counts sum to one and have the mean they should, however large', () => {
  for (const [R, A, h] of [
    [0.24, 4.4, 39],
    [2000.2, 5.4, 39],
    [0.24, 4.4, 5200],
    [26, 700, 0.001],
  ] as const) {
    const { from, chance } = countsWithin(R, A, h)
    near(
      chance.reduce((sum, value) => sum + value, 0),
      1,
      2e-11,
    )
    near(
      chance.reduce((sum, value, n) => sum + value * (from + n), 0),
      (R * h) / A,
      5e-11,
    )
  }
})

test('a matrix times its inverse is one, and what is no covariance has none', () => {
  const matrix = [
    [4, 1, 0.5],
    [1, 3, 0.2],
    [0.5, 0.2, 1],
  ]
  const inverse = invert(matrix)!
  for (const [i, row] of matrix.entries())
    for (const j of [0, 1, 2])
      near(
        row.reduce((sum, value, k) => sum + value * inverse[k]![j]!, 0),
        i === j ? 1 : 0,
      )
  near(solveWith(choleskyOf(matrix)!, [5.5, 4.2, 1.7])[0]!, 1)
  assert.equal(
    invert([
      [1, 2],
      [2, 1],
    ]),
    undefined,
  )
})

test('a maximum is found from afar, and the same way each time', () => {
  const valley = (at: Float64Array, gradient: Float64Array) => {
    const [x, y] = [at[0]!, at[1]!]
    gradient[0] = 2 * (1 - x) + 400 * x * (y - x * x)
    gradient[1] = -200 * (y - x * x)
    return -((1 - x) ** 2) - 100 * (y - x * x) ** 2
  }
  const found = maximise(valley, [-1.2, 1])
  near(found.at[0]!, 1, 1e-6)
  near(found.at[1]!, 1, 1e-6)
  assert.equal(found.isInner, true)
  assert.deepEqual(maximise(valley, [-1.2, 1]), found)
})
