import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readyProgramme } from '../../../server/programme/trades.ts'
import { givesBack, usualFor } from './worth.ts'

const usual = { visitsAMonth: 1_000, basketMinor: 2_000, giftMinor: 1_000 }

test('a card of ten gives its gift back over ten visits', () => {
  // 1 000 / (10 × 2 000) = 5 %, of two million.
  assert.deepEqual(givesBack(readyProgramme('cafe', 'HUF'), usual), { share: 0.05, minor: 100_000 })
})

test('points give back what they are worth, whatever the basket', () => {
  const shop = readyProgramme('shop', 'HUF')
  for (const basketMinor of [500, 2_000, 90_000]) {
    const given = givesBack(shop, { ...usual, basketMinor })!
    assert.ok(Math.abs(given.share - 0.03) < 1e-12)
    assert.equal(given.minor, Math.round(0.03 * basketMinor * 1_000))
  }
})

test('a day that counts double adds a seventh', () => {
  const shop = readyProgramme('shop', 'HUF')
  const doubled = { ...shop, multipliers: [{ id: 'day', percent: 200, days: [2] }] }
  assert.ok(Math.abs(givesBack(doubled, usual)!.share - (0.03 * 8) / 7) < 1e-12)
})

test('points without a price say nothing', () => {
  const shop = readyProgramme('shop', 'HUF')
  assert.equal(givesBack({ ...shop, points: { ...shop.points!, worth: null, spend: null } }, usual), null)
})

test('the first guess is round in every currency', () => {
  assert.deepEqual(usualFor('cafe', 'EUR'), { visitsAMonth: 1_000, basketMinor: 500, giftMinor: 250 })
  assert.equal(usualFor('shop', 'HUF').basketMinor, 10_000)
})
