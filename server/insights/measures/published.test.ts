import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boughtOf,
  cdnow,
  cdnowSales,
  missing,
  orderSales,
  orders,
  retail,
  retailSales,
} from '../logs.fixture.ts'
import { abcXyz } from './abcXyz.ts'
import { cohorts } from './cohorts.ts'
import { rfm, segmentOf } from './rfm.ts'

/** Counts on public data that pandas and DuckDB agree on to the customer, and those of the R package `rfm`. */

const close = (found: readonly number[], expected: readonly number[]) => {
  assert.equal(found.length, expected.length)
  for (const [index, value] of expected.entries())
    assert.ok(Math.abs(found[index]! - value) < 1e-6, `${found[index]} is not ${value}`)
}

test('RFM of Online Retail, snapshot 2011-12-10', { skip: missing(retail) }, () => {
  const scored = rfm(boughtOf(retailSales(), '2011-12-10'))
  close(scored.borders.recencyDays, [13.8, 33, 72, 180])
  close(scored.borders.purchases, [1, 2, 3, 6])
  close(scored.borders.moneyMinor, [25_019.4, 49_009.6, 94_227.6, 205_842.6])
  assert.deepEqual(scored.counts.r, [861, 866, 863, 880, 868])
  assert.deepEqual(scored.counts.f, [1493, 835, 508, 802, 700])
  assert.deepEqual(scored.counts.m, [868, 867, 868, 867, 868])
  assert.deepEqual([scored.cells.get('555'), scored.cells.get('111'), scored.cells.size], [324, 330, 112])
  const sum = scored.customers.reduce((all, { r, f, m }) => all + 100 * r + 10 * f + m, 0)
  assert.equal(sum, 1_431_164)
})

test('RFM of CDNOW: a doubled border leaves a score without anybody', { skip: missing(cdnow) }, () => {
  const scored = rfm(boughtOf(cdnowSales(), '1998-07-01'))
  assert.deepEqual(scored.counts.f, [11_908, 0, 4_079, 3_658, 3_925])
  close(scored.borders.recencyDays, [142, 433, 486, 513])
  close(scored.borders.purchases, [1, 1, 2, 4])
  close(scored.borders.moneyMinor, [1_536, 3_135, 5_992.4, 13_395])
})

test('by the convention of the R package rfm its own counts and segments come out', {
  skip: missing(orders),
}, () => {
  const scored = rfm(boughtOf(orderSales(), '2006-12-31'), { convention: 'rfm-package' })
  close(scored.borders.recencyDays, [115, 181, 297.4, 482])
  close(scored.borders.purchases, [4, 5, 6, 8])
  close(scored.borders.moneyMinor, [255.8, 382, 506.4, 666])
  assert.deepEqual(scored.counts.r, [197, 200, 199, 199, 200])
  assert.deepEqual(scored.counts.f, [268, 187, 176, 244, 120])
  assert.deepEqual(scored.counts.m, [200, 200, 198, 202, 195])
  assert.equal(scored.cells.size, 92)
  assert.equal(
    scored.customers.reduce((all, { r, f, m }) => all + 100 * r + 10 * f + m, 0),
    329_437,
  )
  const named = Map.groupBy(scored.customers, segmentOf)
  const sizes = Object.fromEntries([...named].map(([name, all]) => [name, all.length]))
  assert.deepEqual(sizes, {
    ...{ Champions: 158, 'Loyal Customers': 278, 'Potential Loyalist': 229, Lost: 111 },
    ...{ 'At Risk': 86, 'About To Sleep': 50, Others: 48, 'Need Attention': 35 },
  })
  const champions = named.get('Champions')!
  assert.equal(
    champions.reduce((sum, { purchases }) => sum + purchases, 0),
    1_234,
  )
  assert.equal(
    champions.reduce((sum, { moneyMinor }) => sum + moneyMinor, 0),
    120_178,
  )
})

test('ABC by XYZ of Online Retail', { skip: missing(retail) }, () => {
  const bought = boughtOf(retailSales(), '2011-12-10').map(({ id, moneyMinor, months }) => ({
    ...{ id, moneyMinor },
    monthsMinor: [...months].flatMap(([month, minor]) => (month < '2011-12' ? [minor] : [])),
  }))
  const placed = abcXyz(bought, 12)
  const of = (letter: string) => placed.customers.filter(({ abc }) => abc === letter)
  const money = (letter: string) => of(letter).reduce((sum, { moneyMinor }) => sum + moneyMinor, 0)
  assert.deepEqual(
    ['A', 'B', 'C'].map((letter) => of(letter).length),
    [1_132, 1_469, 1_737],
  )
  assert.deepEqual(['A', 'B', 'C'].map(money), [712_800_792, 133_735_378, 44_604_620])
  const sizes = Object.fromEntries([...placed.cells].map(([cell, { customers }]) => [cell, customers]))
  const none = placed.customers.filter(({ xyz }) => xyz === null).length
  assert.equal(none, 41)
  assert.deepEqual(
    [sizes.AX, sizes.AY, sizes.AZ, sizes.BX ?? 0, sizes.BY, sizes.BZ, sizes.CZ],
    [...[34, 272, 824, 0, 11, 1_453, 1_703]],
  )
  const variations = placed.customers.flatMap(({ variation }) => variation ?? []).sort((a, b) => a - b)
  const middle = variations.length / 2
  const median = Number.isInteger(middle)
    ? (variations[middle - 1]! + variations[middle]!) / 2
    : variations[Math.floor(middle)]!
  assert.equal(variations[0]!.toFixed(6), '0.255708')
  assert.equal(median.toFixed(6), '2.318450')
  assert.ok(Math.abs(variations.at(-1)! - Math.sqrt(11)) < 1e-9)
  // The textbook's borders, made for goods, find nobody.
  const textbook = abcXyz(bought, 12, { x: 0.1, y: 0.25 })
  assert.ok(textbook.customers.every(({ xyz }) => xyz === 'Z' || xyz === null))
})

test('cohorts of Online Retail by month', { skip: missing(retail) }, () => {
  const active = retailSales().map(({ customer, day, minor }) => ({
    id: customer,
    month: day.slice(0, 7),
    moneyMinor: minor,
  }))
  const made = cohorts(active)
  assert.deepEqual(
    made.map(({ customers }) => customers),
    [885, 417, 380, 452, 300, 284, 242, 188, 169, 299, 358, 323, 41],
  )
  assert.deepEqual(
    made[0]!.cells.map(({ customers }) => customers),
    [885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235],
  )
  const cells = made.flatMap((cohort) => cohort.cells)
  assert.equal(
    cells.reduce((sum, { customers }) => sum + customers, 0),
    13_054,
  )
  assert.equal(
    cells.reduce((sum, { moneyMinor }) => sum + moneyMinor, 0),
    891_140_790,
  )
})
