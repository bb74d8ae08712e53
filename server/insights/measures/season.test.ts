import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seasonOf } from './season.ts'

const near = (found: number | undefined, expected: number, reach: number) =>
  assert.ok(found !== undefined && Math.abs(found - expected) <= reach, `${found} is not ${expected}`)
/** A year with a summer twice as busy as its winter. */
const season = (n: number) => 1 + Math.sin((2 * Math.PI * n) / 52) / 3
const made = (weeks: number, value: (n: number) => number) =>
  seasonOf(Array.from({ length: weeks }, (_, n) => ({ week: `week ${n}`, value: value(n) })))

test('growth beneath a season is found: exactly against the year before, nearly as a trend without the season', () => {
  for (const monthly of [-0.03, 0, 0.02]) {
    const weekly = (1 + monthly) ** (7 / (365.25 / 12))
    const { yearOnYear, trend, weeks } = made(130, (n) => 100_000 * season(n) * weekly ** n)
    near(yearOnYear?.change, weekly ** 52 - 1, 1e-9)
    near(yearOnYear?.high, yearOnYear!.low, 1e-9)
    near(trend?.change, monthly, 0.003)
    assert.equal(weeks.length, 52)
    assert.equal(weeks[0]!.yearBefore, 100_000 * season(26) * weekly ** 26)
  }
})

test('a season alone is no trend, though the last half year falls', () => {
  const { trend, yearOnYear } = made(130, (n) => 100_000 * season(n + 13))
  near(yearOnYear?.change, 0, 1e-12)
  near(trend?.change, 0, 0.003)
})

test('the range of the comparison holds the true change about 95 times of 100', () => {
  let seed = 3
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return (seed + 0.5) / 2_147_483_648
  }
  const noise = () => Math.exp(0.1 * Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance()))
  let held = 0
  for (let turn = 0; turn < 400; turn += 1) {
    const { yearOnYear } = made(70, (n) => 100_000 * season(n) * (n >= 52 ? 1.1 : 1) * noise())
    if (yearOnYear!.low <= 0.1 && yearOnYear!.high >= 0.1) held += 1
  }
  assert.ok(held / 400 > 0.91 && held / 400 < 0.99, `${held} of 400`)
})

test('too short a past says nothing, and how much is needed; weeks of nothing break nothing', () => {
  const short = made(55, season)
  assert.deepEqual([short.known, short.yearOnYear, short.trend], [55, null, null])
  assert.deepEqual(short.needed, { comparison: 56, trend: 93 })
  assert.ok(made(56, season).yearOnYear && !made(92, season).trend && made(93, season).trend)
  for (const said of [made(0, season), made(1, season), made(130, () => 0), made(130, (n) => n % 2)])
    assert.ok(!/NaN|Infinity/.test(JSON.stringify(said)))
})
