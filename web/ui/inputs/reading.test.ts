import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minorIn, partsIn, typedMoney, wholeIn } from './reading.ts'

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

test('a multiple or a weight is read with its part, in whichever way the point is written, and never rounded', () => {
  assert.deepEqual(
    ['1.5', '1,5', '2', '1.25', '1.255', '1.250', 'x', '-1'].map((typed) => partsIn(typed, 100)),
    [150, 150, 200, 125, null, 125, null, null],
  )
  assert.deepEqual(
    ['0,5', '1', '0.001', '0.0001', '1 000'].map((typed) => partsIn(typed, 1_000)),
    [500, 1_000, 1, null, 1_000_000],
  )
})
