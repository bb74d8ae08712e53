import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { openDesk } from '../server/imports/imports.fixture.ts'
import { abcXyzAsOf, cohortsAsOf, crrAsOf, rfmAsOf } from '../server/insights/insights.ts'
import { inBusiness, type Tx } from '../server/platform/database.ts'

/**
 * Published counts, reached the whole way: the public log through our own importer into a business, and from its books by
 * SQL. The logs lie beside the repository and are not part of it.
 */
const folder = resolve(import.meta.dirname, '../../shared/data')
const retail = resolve(folder, 'online-retail/online_retail.csv.gz')
const cdnow = resolve(folder, 'cdnow/CDNOW_master.txt.gz')
const skip = existsSync(retail) && existsSync(cdnow) ? false : `${folder} is not there`

const desk = openDesk()

const rounded = (values: (number | null)[]) => values.map((value) => Number(value!.toFixed(3)))

test('Online Retail, imported: RFM, ABC by XYZ, cohorts and retention to the customer', {
  skip,
}, async () => {
  const shop = await desk.shop()
  await desk.import(shop, { kind: 'purchases', file: retail, map: 'online-retail' })
  const ask = <Answer>(work: (tx: Tx) => Promise<Answer>) => inBusiness(desk.database, shop, work)
  const at = '2011-12-10'

  const scored = await ask((tx) => rfmAsOf(tx, { at }))
  assert.deepEqual(scored.counted, { customers: 4_338, purchases: 18_532, moneyMinor: 891_140_790 })
  assert.deepEqual(rounded([...scored.borders.recencyDays]), [13.8, 33, 72, 180])
  assert.deepEqual(rounded([...scored.borders.purchases]), [1, 2, 3, 6])
  assert.deepEqual(rounded([...scored.borders.moneyMinor]), [25_019.4, 49_009.6, 94_227.6, 205_842.6])
  assert.deepEqual(scored.counts.r, [861, 866, 863, 880, 868])
  assert.deepEqual(scored.counts.f, [1493, 835, 508, 802, 700])
  assert.deepEqual(scored.counts.m, [868, 867, 868, 867, 868])
  assert.deepEqual([scored.cells['555'], scored.cells['111']], [324, 330])
  assert.deepEqual([Object.keys(scored.cells).length, scored.scoreSum], [112, 1_431_164])

  const placed = await ask((tx) => abcXyzAsOf(tx, { at }))
  assert.deepEqual(placed.months, { first: '2010-12', last: '2011-11', count: 12 })
  assert.deepEqual(placed.classes, [
    { abc: 'A', customers: 1_132, moneyMinor: 712_800_792 },
    { abc: 'B', customers: 1_469, moneyMinor: 133_735_378 },
    { abc: 'C', customers: 1_737, moneyMinor: 44_604_620 },
  ])
  const cell = (name: string) => placed.cells[name]?.customers ?? 0
  assert.deepEqual(['AX', 'AY', 'AZ', 'BX', 'BY', 'BZ', 'CZ'].map(cell), [34, 272, 824, 0, 11, 1_453, 1_703])
  assert.equal(placed.variation.none, 41)

  const { cohorts, cells } = await ask((tx) => cohortsAsOf(tx, { at }))
  assert.equal(cells, 13_054)
  assert.deepEqual(
    cohorts.map(({ customers }) => customers),
    [885, 417, 380, 452, 300, 284, 242, 188, 169, 299, 358, 323, 41],
  )

  const kept = await ask((tx) => crrAsOf(tx, { at: '2011-12-31' }))
  assert.deepEqual(
    kept.quarters.map(({ period }) => period),
    ['2011-Q1', '2011-Q2', '2011-Q3', '2011-Q4'],
  )
  assert.deepEqual(rounded(kept.quarters.map(({ crr }) => crr)), [59.548, 65.597, 75.59, 85.053])
  assert.deepEqual(
    rounded(kept.quarters.map(({ keptPercent }) => keptPercent)),
    [59.548, 58.727, 60.824, 62.702],
  )
  for (const until of ['2011-06-30', '2011-07-01']) {
    const quarter = await ask((tx) => crrAsOf(tx, { from: '2011-04-01', at: until }))
    assert.deepEqual(rounded([quarter.crr, quarter.keptPercent]), [65.597, 58.727])
    assert.equal(quarter.trap, true)
  }
})

test('CDNOW, imported: doubled borders, and the formula that flatters by half', { skip }, async () => {
  const shop = await desk.shop({ currency: 'USD', timeZone: 'America/New_York' })
  await desk.import(shop, { kind: 'purchases', file: cdnow, map: 'cdnow' })
  const ask = <Answer>(work: (tx: Tx) => Promise<Answer>) => inBusiness(desk.database, shop, work)
  const scored = await ask((tx) => rfmAsOf(tx, { at: '1998-07-01' }))
  assert.deepEqual(scored.counts.f, [11_908, 0, 4_079, 3_658, 3_925])
  assert.deepEqual(rounded([...scored.borders.recencyDays]), [142, 433, 486, 513])
  assert.deepEqual(rounded([...scored.borders.moneyMinor]), [1_536, 3_135, 5_992.4, 13_395])
  const last = await ask((tx) => crrAsOf(tx, { from: '1997-10-01', at: '1997-12-31' }))
  assert.deepEqual(rounded([last.crr, last.keptPercent]), [99.015, 48.393])
})
