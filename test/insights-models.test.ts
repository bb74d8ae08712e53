import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Fit, fit, lookAhead, type ModelName, monthlyValue, score } from '../server/insights/insights.ts'
import { aucOf, type Known } from '../server/insights/models/contest.ts'
import { expectedSpend, type SpendParams } from '../server/insights/models/gammaGamma.ts'
import { knownOf, logOf, pastOf, skip } from './publicLogs.ts'

/** The public logs against the published numbers and the yardstick of REFERENCE.md §1–3. */
const views = {
  sample: () => knownOf('sample', '1997-09-30', '1998-06-30'),
  full: () => knownOf('full', '1997-09-30', '1998-06-30'),
  grocery: () => knownOf('grocery', '2006-12-31', '2007-12-30'),
  retail: () => pastOf('retail', '2011-12-09'),
  retailSpring: () => knownOf('retail', '2011-09-09', '2011-12-09'),
} as const
type LogName = keyof typeof views

const summaries = new Map<LogName, Known[]>()
const fits = new Map<string, Fit>()

function rowsOf(name: LogName): Known[] {
  const rows = summaries.get(name) ?? (views[name]() as Known[])
  summaries.set(name, rows)
  return rows
}

function fitted(name: LogName, model: ModelName): Fit {
  const key = `${name} ${model}`
  const found = fits.get(key) ?? fit(model, rowsOf(name))
  fits.set(key, found)
  return found
}

function near(value: number, expected: number, within: number, what: string): void {
  assert.ok(Math.abs(value - expected) <= within, `${what}: ${value}, not ${expected} ± ${within}`)
}

test('the logs come to as many customers as the analyses have', { skip }, () => {
  const counts = Object.keys(views).map((name) => rowsOf(name as LogName).length)
  assert.deepEqual(counts, [2_357, 23_570, 1_525, 4_338, 3_370])
  assert.equal(
    rowsOf('retail').reduce((sum, { x }) => sum + x, 0),
    12_425,
  )
})

test('Online Retail, cleaned as the analyses clean it', { skip }, () => {
  const { lines, rows, leftOut } = logOf('retail')
  assert.deepEqual([rows, lines.length], [541_909, 397_884])
  assert.equal(new Set(lines.map(({ customer }) => customer)).size, 4_338)
  near(
    lines.reduce((sum, { money }) => sum + money, 0),
    8_911_407.9,
    0.005,
    'money',
  )
  assert.equal(leftOut['without customer'], 135_080)
  assert.equal(leftOut.cancelled, 8_905)
})

test('in days the log-likelihood is that of weeks less Σ x · ln 7, and α is seven times as large', {
  skip,
}, () => {
  const days = rowsOf('retail').map(({ x, tx, T }) => ({ x, tx: Math.round(tx * 7), T: Math.round(T * 7) }))
  const [one, other] = [fitted('retail', 'bg-nbd'), fit('bg-nbd', days)]
  near(other.logLikelihood, -61_823.47125, 6e-6, 'in days')
  near(one.logLikelihood - other.logLikelihood, 12_425 * Math.log(7), 1e-6, 'the difference')
  for (const [name, factor] of Object.entries({ r: 1, alpha: 7, a: 1, b: 1 }))
    near(other.params[name]! / one.params[name]!, factor, 1e-4 * factor, name)
})

/** REFERENCE.md §2: log-likelihood, then parameters to their printed digits. */
const maxima: [LogName, ModelName, number, Record<string, number>][] = [
  ['sample', 'nbd', -9763.657615, {}],
  ['sample', 'bg-nbd', -9582.429207, { r: 0.24259451, alpha: 4.4136019, a: 0.79292196, b: 2.4259066 }],
  ['sample', 'mbg-nbd', -9582.135716, { r: 0.52484319, alpha: 6.1830854, a: 0.89135929, b: 1.6140019 }],
  ['sample', 'pareto-nbd', -9594.976179, { r: 0.55327704, alpha: 10.577683, s: 0.60623997, beta: 11.668735 }],
  ['full', 'nbd', -96845.344241, {}],
  ['full', 'bg-nbd', -95368.443933, { r: 0.25162397, alpha: 4.7889435, a: 0.72343356, b: 2.1610881 }],
  ['full', 'mbg-nbd', -95336.95832, { r: 0.63713968, alpha: 7.3102891, a: 0.80747413, b: 1.2283941 }],
  ['full', 'pareto-nbd', -95415.118618, { r: 0.59741997, alpha: 11.585658, s: 0.52218552, beta: 8.8277563 }],
  ['grocery', 'nbd', -16376.863901, {}],
  ['grocery', 'bg-nbd', -15836.566231, { r: 0.34864587, alpha: 2.5816711, a: 0.50384541, b: 3.6443857 }],
  ['grocery', 'mbg-nbd', -15781.939375, { r: 1.2569213, alpha: 6.0391428, a: 0.36827663, b: 0.71576363 }],
  ['grocery', 'pareto-nbd', -15782.392138, { r: 0.78643676, alpha: 5.6790403, s: 0.38623918, beta: 5.71779 }],
  ['retail', 'nbd', -37645.657331, { r: 0.82755854, alpha: 9.8703647 }],
  ['retail', 'bg-nbd', -37645.537648, { r: 0.82654186, alpha: 9.8435884, a: 0.0034373562, b: 6.7450979 }],
  ['retail', 'mbg-nbd', -37645.639658, { r: 0.82742357, alpha: 9.8621426, a: 0.0018562019, b: 11.893578 }],
  ['retail', 'pareto-nbd', -37645.657331, { r: 0.82755854, alpha: 9.8703647 }],
  ['retailSpring', 'nbd', -22887.032142, { r: 0.72357827, alpha: 9.3671012 }],
  ['retailSpring', 'bg-nbd', -22887.032142, { r: 0.72357827, alpha: 9.3671012 }],
  ['retailSpring', 'mbg-nbd', -22887.032142, { r: 0.72357827, alpha: 9.3671012 }],
  ['retailSpring', 'pareto-nbd', -22887.032142, { r: 0.72357827, alpha: 9.3671012 }],
  ['sample', 'gamma-gamma', -4055.917695, { p: 6.2495722, q: 3.7442246, v: 15.443521 }],
  ['full', 'gamma-gamma', -40763.476261, { p: 6.275358, q: 3.6244503, v: 14.983691 }],
  ['retail', 'gamma-gamma', -19083.33065, { p: 2.1033822, q: 3.451179, v: 485.88854 }],
  ['retailSpring', 'gamma-gamma', -13367.003585, { p: 2.3287478, q: 3.3454455, v: 413.78023 }],
  ['grocery', 'bg-cnbd-k', -15054.1729, { r: 0.359061, alpha: 1.129387, a: 0.522813, b: 2.785341, k: 2 }],
  ['grocery', 'cnbd-k', -14978.2107, { r: 1.329197, alpha: 2.8126, a: 0.424716, b: 0.79004, k: 2 }],
  ['sample', 'cnbd-k', -9582.135716, { k: 1 }],
  ['full', 'cnbd-k', -95336.95832, { k: 1 }],
]

describe('every maximum of the yardstick is reached or passed:', { skip }, () => {
  for (const [name, model, logLikelihood, params] of maxima) {
    test(`${model} on ${name}`, () => {
      const found = fitted(name, model)
      // The yardstick's last printed digit is half a millionth or, of BTYDplus, half of 1e-4.
      const slack = model.endsWith('cnbd-k') ? 6e-5 : 1e-6
      assert.ok(found.logLikelihood >= logLikelihood - slack, `${found.logLikelihood} < ${logLikelihood}`)
      near(found.logLikelihood, logLikelihood, 1e-4, 'not higher than there is')
      // Where the valley is flat (BTYDplus stops in it) parameters agree to four digits, elsewhere to five.
      for (const [param, value] of Object.entries(params))
        near(found.params[param]!, value, 3e-5 * value + (model.endsWith('cnbd-k') ? 2e-5 * value : 0), param)
    })
  }
})

test('where nobody is seen to leave, the model says that it is the NBD', { skip }, () => {
  for (const model of ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const) {
    const found = fitted('retailSpring', model)
    assert.match(found.border ?? '', /^(a|s)→0: nobody is seen to leave, so that this is the NBD$/)
    assert.equal(found.params.a ?? found.params.s, 0)
    assert.equal(found.standardErrors.a ?? found.standardErrors.s ?? null, null)
    assert.ok(found.standardErrors.r! > 0)
  }
  assert.match(fitted('retail', 'pareto-nbd').border ?? '', /^s→0/)
  assert.equal(fitted('retail', 'bg-nbd').border, null)
  assert.ok(fitted('retail', 'bg-nbd').params.a! < 0.01)
})

test('standard errors of the Pareto/NBD are those that CLVTools prints', { skip }, () => {
  const { standardErrors } = fitted('sample', 'pareto-nbd')
  for (const [name, value] of Object.entries({
    r: 0.0476264,
    alpha: 0.8427222,
    s: 0.1872594,
    beta: 6.2105448,
  }))
    near(standardErrors[name]!, value, 2e-4 * value, name)
})

test('customers who all spend the same are refused with a reason, not fitted', { skip }, () => {
  const rows = rowsOf('grocery').map((row) => ({ ...row, m: 1 }))
  assert.throws(() => fit('gamma-gamma', rows), /spends the same/)
})

interface Accuracy {
  sum: number
  mae: number
  rmse: number
  correlation: number
}

function predictions(name: LogName, model: ModelName, weeks: number): number[] {
  const { params } = fitted(name, model)
  return rowsOf(name).map((row) => lookAhead(model, params, row).expected(weeks))
}

function accuracyOf(rows: readonly Known[], predicted: readonly number[]): Accuracy {
  const n = rows.length
  const total = (of: (index: number) => number) => rows.reduce((sum, _, index) => sum + of(index), 0)
  const actual = (index: number) => rows[index]!.actual
  const sum = total((index) => predicted[index]!)
  const [meanP, meanA] = [sum / n, total(actual) / n]
  const cross = total((index) => (predicted[index]! - meanP) * (actual(index) - meanA))
  const spread = Math.sqrt(
    total((i) => (predicted[i]! - meanP) ** 2) * total((i) => (actual(i) - meanA) ** 2),
  )
  return {
    sum,
    mae: total((index) => Math.abs(predicted[index]! - actual(index))) / n,
    rmse: Math.sqrt(total((index) => (predicted[index]! - actual(index)) ** 2) / n),
    correlation: cross / spread,
  }
}

/** REFERENCE.md §3, to the printed digits. */
const holdouts: [LogName, ModelName, number, number, number?, number?, number?][] = [
  ['sample', 'bg-nbd', 39, 1653.41, 0.7855, 1.608, 0.6256],
  ['sample', 'mbg-nbd', 39, 1576.73, 0.7648, 1.6072, 0.6273],
  ['sample', 'pareto-nbd', 39, 1665.52, 0.7545, 1.6028, 0.6302],
  ['full', 'bg-nbd', 39, 16873.74, 0.8187, 1.7329, 0.6688],
  ['full', 'mbg-nbd', 39, 15933.6, 0.7945, 1.7396, 0.6696],
  ['full', 'pareto-nbd', 39, 17153.5, 0.7938, 1.7261, 0.6708],
  ['grocery', 'bg-nbd', 52, 3996.41, 1.5774, 3.1503, 0.8222],
  ['grocery', 'mbg-nbd', 52, 4024.84, 1.513, 3.2085, 0.8202],
  ['grocery', 'pareto-nbd', 52, 3990.77, 1.5079, 3.1938, 0.8208],
  ['retailSpring', 'nbd', 13, 3384.18, 0.9397, 1.5147, 0.7944],
]

describe('what was bought afterwards is foretold as well as published:', { skip }, () => {
  for (const [name, model, weeks, sum, mae, rmse, correlation] of holdouts) {
    test(`${model} on ${name}`, () => {
      const found = accuracyOf(rowsOf(name), predictions(name, model, weeks))
      near(found.sum, sum, model === 'pareto-nbd' ? 2e-5 * sum : 0.0065, 'sum')
      near(found.mae, mae!, 6e-5, 'MAE')
      near(found.rmse, rmse!, 6e-5, 'RMSE')
      near(found.correlation, correlation!, 6e-5, 'correlation')
    })
  }
  test('and the naive rule "as often as before" as badly', () => {
    const rows = rowsOf('sample')
    const naive = accuracyOf(
      rows,
      rows.map(({ x, T }) => (x / T) * 39),
    )
    near(naive.sum, 2930.1, 0.06, 'sum')
    near(naive.mae, 1.0237, 6e-5, 'MAE')
    near(naive.rmse, 2.2119, 6e-5, 'RMSE')
    const nothing = accuracyOf(
      rows,
      rows.map(() => 0),
    )
    near(nothing.mae, 0.7985, 6e-5, 'MAE')
    near(nothing.rmse, 2.2064, 6e-5, 'RMSE')
    const spring = rowsOf('retailSpring')
    const own = accuracyOf(
      spring,
      spring.map(({ x, T }) => (x / Math.max(1, T)) * 13),
    )
    near(own.sum, 3191, 0.06, 'sum')
    near(own.mae, 0.9151, 6e-5, 'MAE')
    near(own.rmse, 1.5077, 6e-5, 'RMSE')
  })
  test('regularity foretells the grocery no worse than 1.431', () => {
    const found = accuracyOf(rowsOf('grocery'), predictions('grocery', 'cnbd-k', 52))
    assert.ok(found.mae <= 1.431, String(found.mae))
    // Counted out, not approximated as BTYDplus does (3,970.01): nearer to the 3,389 that were bought.
    assert.ok(Math.abs(found.sum - 3389) < 3970.01 - 3389, String(found.sum))
  })
})

/** Means by x in calibration, 0 to 7 and more. */
function byX(rows: readonly Known[], values: readonly number[]): number[] {
  return Array.from({ length: 8 }, (_, x) => {
    const of = rows.flatMap((row, index) => (Math.min(7, row.x) === x ? [values[index]!] : []))
    return of.reduce((sum, value) => sum + value, 0) / of.length
  })
}

test('CDNOW by purchases so far, in sample and after', { skip }, () => {
  const rows = rowsOf('sample')
  const close = (found: number[], expected: number[], within: number) => {
    for (const [index, value] of expected.entries()) near(found[index]!, value, within, `x = ${index}`)
  }
  const after = byX(
    rows,
    rows.map(({ actual }) => actual),
  )
  close(after, [0.2367, 0.697, 1.3925, 1.56, 2.5323, 2.9474, 3.8621, 6.3594], 6e-5)
  const bg = byX(rows, predictions('sample', 'bg-nbd', 39))
  close(bg, [0.2251, 0.5231, 1.0441, 1.5203, 2.1639, 2.6538, 3.504, 6.1572], 6e-5)
  const pareto = byX(rows, predictions('sample', 'pareto-nbd', 39))
  close(pareto, [0.1384, 0.5995, 1.1958, 1.7138, 2.3983, 2.9072, 3.8186, 6.4031], 6e-5)
  const counted = Array.from({ length: 8 }, (_, x) => rows.filter((row) => Math.min(7, row.x) === x).length)
  assert.deepEqual(counted, [1411, 439, 214, 100, 62, 38, 29, 64])
  // The published column counts up to 29 purchases, the most that anybody made, and so lacks 0.62 of the 2,357.
  const bgInSample = inSample('bg-nbd', 29)
  close(bgInSample, [1407.68, 460.32, 192.46, 101.17, 59.85, 38.12, 25.55, 71.23], 0.0065)
  // Published from a fit that stopped 1e-4 of its parameters away from the maximum, which comes to 1434.05 and 73.99.
  close(inSample('pareto-nbd', 300), [1434.13, 396.88, 193.48, 111.8, 69.98, 45.85, 30.92, 73.96], 0.09)
})

/** How many customers the model would have with x = 0, 1, …, 7 to `most`, each watched as long as she was. */
function inSample(model: ModelName, most: number): number[] {
  const { params } = fitted('sample', model)
  const fresh = lookAhead(model, params, { x: 0, tx: 0, T: 0 })
  const sums = Array.from({ length: 8 }, () => 0)
  for (const [T, { length }] of Map.groupBy(rowsOf('sample'), (row) => row.T))
    for (const [n, chance] of fresh.chances(0, T, most).entries()) sums[Math.min(7, n)]! += length * chance
  return sums
}

test('how many are still customers', { skip }, () => {
  for (const [name, model, sum, within] of [
    ['sample', 'bg-nbd', 1917.28, 0.006],
    ['sample', 'mbg-nbd', 1057.64, 0.006],
    ['sample', 'pareto-nbd', 1051.88, 0.006],
    ['full', 'bg-nbd', 19215.2, 0.006],
    ['full', 'mbg-nbd', 9560.36, 0.006],
    ['full', 'pareto-nbd', 10522.5, 0.07],
  ] as const) {
    const { params } = fitted(name, model)
    const alive = rowsOf(name).reduce((total, row) => total + lookAhead(model, params, row).pAlive, 0)
    near(alive, sum, within, `${model} on ${name}`)
  }
})

test('who buys at all: expected purchases rank best, P(alive) of the BG/NBD upside down', { skip }, () => {
  const rows = rowsOf('full')
  const alive = (model: ModelName) =>
    rows.map((row) => lookAhead(model, fitted('full', model).params, row).pAlive)
  const auc = (values: number[]) => Number(aucOf(rows, values).toFixed(4))
  assert.equal(auc(predictions('full', 'pareto-nbd', 39)), 0.7687)
  assert.equal(auc(rows.map(({ tx, T }) => tx - T)), 0.7594)
  assert.equal(auc(rows.map(({ x }) => x)), 0.7527)
  assert.equal(auc(alive('pareto-nbd')), 0.7222)
  assert.equal(auc(alive('mbg-nbd')), 0.7002)
  assert.equal(auc(alive('bg-nbd')), 0.3195)
  // What to ask of it instead, who will not buy, ranks as the expected purchases do.
  const none = rows.map((row) => -lookAhead('bg-nbd', fitted('full', 'bg-nbd').params, row).none(39))
  assert.equal(auc(none), 0.7466)
})

test('twelve months’ value by the definition of lifetimes', { skip }, () => {
  const worthOf = (name: LogName) => {
    const spend = fitted(name, 'gamma-gamma').params as unknown as SpendParams
    const { params } = fitted(name, 'bg-nbd')
    return rowsOf(name).map((row) =>
      monthlyValue(lookAhead('bg-nbd', params, row), expectedSpend(spend, row)!, 12, 0.01),
    )
  }
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const sample = worthOf('sample')
  near(sum(sample), 71_507.95, 0.005, 'sample')
  for (const [index, value] of [36.274, 4.6409, 8.3445, 8.3445, 8.3445].entries())
    near(sample[index]!, value, 2e-4, `customer ${index}`)
  near(sum(worthOf('full')), 768_044.86, 0.2, 'full')
  near(sum(worthOf('retail')), 8_766_069.95, 0.1, 'retail')
})

test('what the first ten customers spend at a time (note 025)', { skip }, () => {
  const { params } = fitted('sample', 'gamma-gamma')
  const spends = rowsOf('sample')
    .slice(0, 10)
    .map((row) => score('gamma-gamma', params, row, 0).expected!)
  const printed = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
  // The note rounds p, q and v before it goes on.
  for (const [index, value] of printed.entries()) near(spends[index]!, value, 0.1, `customer ${index + 1}`)
})
