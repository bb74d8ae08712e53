import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minorIn, typedMoney, wholeIn } from './reading.ts'

test('a number is read however it is grouped, and nothing else is', () => {
  assert.deepEqual(['1 190', '1,190', '1.190', ' 7 ', ''].map(wholeIn), [1_190, 1_190, 1_190, 7, null])
  assert.deepEqual(['-1', '1e3', 'ten'].map(wholeIn), [null, null, null])
})

test('money is read in minor units, with as many decimals as the currency has', () => {
  assert.deepEqual(
    ['1 190', '1190'].map((typed) => minorIn(typed, 'HUF')),
    [1_190, 1_190],
  )
  assert.deepEqual(
    ['12', '12.5', '12,50', '1,250.00', '1.250,5'].map((typed) => minorIn(typed, 'EUR')),
    [1_200, 1_250, 1_250, 125_000, 125_050],
  )
  assert.deepEqual(
    ['', '-2', '1.2.'].map((typed) => minorIn(typed, 'EUR')),
    [null, null, null],
  )
  for (const minor of [0, 5, 1_250, 120_000]) assert.equal(minorIn(typedMoney(minor, 'EUR'), 'EUR'), minor)
})
