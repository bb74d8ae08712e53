import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breakage } from './breakage.ts'
import { allocate, recognised } from './deferral.ts'

test('IFRS 15 example 52: $100,000 of sales with 10,000 points at $.95', () => {
  const { goodsMinor, pointsMinor } = allocate(10_000_000, 10_000, 95)
  assert.deepEqual([Math.round(goodsMinor / 100), Math.round(pointsMinor / 100)], [91_324, 8_676])
  assert.equal((pointsMinor / 100).toFixed(2), '8675.80')
  const years = recognised(pointsMinor, [
    { redeemed: 4_500, expected: 9_500 },
    { redeemed: 8_500, expected: 9_700 },
  ])
  // The standard prints whole dollars: 4,110 and 4,566; 3,493 and 1,073. The cents are exact fractions, worked out apart.
  const whole = years.map(({ revenueMinor, liabilityMinor }) =>
    [revenueMinor, liabilityMinor].map((one) => Math.round(one / 100)),
  )
  assert.deepEqual(whole, [
    [4_110, 4_566],
    [3_493, 1_073],
  ])
  const cents = years.map(({ revenueMinor, liabilityMinor }) =>
    [revenueMinor, liabilityMinor].map((one) => (one / 100).toFixed(2)),
  )
  assert.deepEqual(cents, [
    ['4109.59', '4566.21'],
    ['3492.92', '1073.29'],
  ])
})

test('what is split is the whole, and more redeemed than expected is all of it and no more', () => {
  for (const points of [0, 1, 777]) {
    const { goodsMinor, pointsMinor } = allocate(12_345, points, 3.7)
    assert.ok(Math.abs(goodsMinor + pointsMinor - 12_345) < 1e-9)
  }
  assert.deepEqual(allocate(0, 10, 1), { goodsMinor: 0, pointsMinor: 0 })
  assert.deepEqual(recognised(900, [{ redeemed: 20, expected: 10 }]), [
    { revenueMinor: 900, liabilityMinor: 0 },
  ])
})

test('breakage of many customers, its interval, and none where nothing is over', () => {
  const fates = Array.from({ length: 400 }, (_, n) => ({ issued: 100, expired: n % 4 === 0 ? 100 : 0 }))
  const found = breakage(fates)
  assert.equal(found.share, 0.25)
  // The binomial's ± 1.96 √(p(1 − p)/n), as every customer here is all or nothing.
  assert.ok(Math.abs(found.low! - (0.25 - 1.96 * Math.sqrt((0.25 * 0.75) / 399))) < 1e-4)
  assert.equal(breakage([]).share, null)
})
