import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDateFormat, momentReader } from './moments.ts'
import { amountMinor, readMillionths, wholeMinor } from './numbers.ts'
import { Repeats } from './repeats.ts'

const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString()

test('numbers are read with either decimal mark, groups, signs and currencies around them', () => {
  for (const [written, mark, value] of [
    ['2.55', '.', 2.55],
    ['-12', '.', -12],
    ['1,234.50', '.', 1234.5],
    ['1 234,50', ',', 1234.5],
    ['1.234,5', ',', 1234.5],
    ['£3.10', '.', 3.1],
    ['(7.00)', '.', -7],
    ['7-', '.', -7],
    ['−7', '.', -7],
    ['12,5', 'either', 12.5],
    ['1,234', 'either', 1234],
    ['1.234,56', 'either', 1234.56],
    ['0.001', '.', 0.001],
  ] as const) {
    assert.equal(readMillionths(written, mark), Math.round(value * 1e6), written)
  }
})

test('what is not clearly a number is none', () => {
  for (const written of ['', 'x', '1.2.3', '1,23', '--1', '1e5', '12 pcs', '0.0000001']) {
    assert.equal(readMillionths(written, '.'), undefined, written)
  }
})

test('amounts are exact, halves up', () => {
  assert.equal(wholeMinor(2_550_000, 2), 255)
  assert.equal(wholeMinor(1_000, 2), undefined)
  assert.equal(amountMinor(1_000, 1_000_000, 2), 0)
  assert.equal(amountMinor(5_000, 1_000_000, 2), 1)
  assert.equal(amountMinor(1_040_000, 74_215_000_000, 2), 7_718_360)
})

test('dates are read in the map’s format by the business’s clock', () => {
  const hungarian = momentReader('yyyy. MM. dd. H:mm', 'Europe/Budapest')
  assert.equal(at(hungarian('2011. 07. 01. 9:30')!.ms), '2011-07-01T07:30:00Z')
  const american = momentReader('M/d/yyyy h:mm a', 'UTC')
  assert.equal(at(american('12/1/2010 8:26 PM')!.ms), '2010-12-01T20:26:00Z')
  const spoken = momentReader('d MMM yy', 'UTC')
  assert.equal(at(spoken('3 Feb 97')!.ms), '1997-02-03T12:00:00Z')
  const iso = momentReader('iso', 'Europe/London')
  assert.equal(at(iso('2010-12-01 08:26:00')!.ms), '2010-12-01T08:26:00Z')
  assert.equal(at(iso('2010-12-01T08:26:00+02:00')!.ms), '2010-12-01T06:26:00Z')
  for (const wrong of ['2011-02-30', 'soon', '']) assert.equal(iso(wrong), undefined)
})

test('a time that the clocks skipped, or showed twice, is taken and told', () => {
  const read = momentReader('iso', 'Europe/Budapest')
  assert.deepEqual(
    [read('2011-03-27 02:30')!.odd, at(read('2011-03-27 02:30')!.ms)],
    ['gap', '2011-03-27T01:30:00Z'],
  )
  assert.deepEqual(
    [read('2011-10-30 02:30')!.odd, at(read('2011-10-30 02:30')!.ms)],
    ['overlap', '2011-10-30T00:30:00Z'],
  )
  assert.equal(read('2011-10-30 04:30')!.odd, null)
})

test('a date format must name year, month and day once', () => {
  assert.ok(isDateFormat('yyyyMMdd') && isDateFormat('d/M/yyyy H:mm') && isDateFormat('iso'))
  assert.ok(!isDateFormat('yyyy') && !isDateFormat('dd/MM'))
})

test('repeats are counted beyond the first size of the table', () => {
  const repeats = new Repeats()
  for (let round = 0; round < 3; round += 1) {
    for (let one = 0; one < 100_000; one += 1) assert.equal(repeats.seen(`row ${one}`), round)
  }
})
