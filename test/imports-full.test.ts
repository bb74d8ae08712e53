import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { createGunzip } from 'node:zlib'
import { openDesk } from '../server/imports/imports.fixture.ts'
import { verifyBusiness } from '../server/verify/verify.ts'

/** The real logs lie beside the repository and are not part of it. */
const folder = resolve(import.meta.dirname, '../../shared/data')
const retail = resolve(folder, 'online-retail/online_retail.csv.gz')
const cdnow = resolve(folder, 'cdnow/CDNOW_sample.txt.gz')
const skip = existsSync(retail) && existsSync(cdnow) ? false : `${folder} is not there`

const desk = openDesk()

test('of the Online Retail file every kind of dirt is counted as its README says', { skip }, async () => {
  const shop = await desk.shop()
  const report = await desk.import(shop, { kind: 'purchases', file: retail, dryRun: true })
  const { found } = report
  assert.equal(found.rows, 541_909)
  assert.equal(found.withoutCustomer.rows, 135_080)
  assert.equal(found.value.guestsShare, 0.1646)
  assert.equal(found.cancellation.rows, 9_288)
  assert.equal(found.value.cancellations, -896_812.49)
  assert.equal(found.cancellationWithCustomer.rows, 8_905)
  assert.equal(found.value.cancellationsWithCustomer, -611_342.09)
  assert.equal(found.setAside.rows, 3)
  assert.equal(found.quantityNotPositive.rows, 10_624)
  assert.equal(found.priceNotPositive.rows, 2_517)
  assert.equal(found.exactDuplicate.rows, 5_268)
  assert.equal(found.customersWithSeveralCountries, 8)
  assert.equal(found.countries, 38)
  const codes = ['POST', 'DOT', 'M', 'D', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'C2', 'S', 'B', 'PADS']
  // One row writes the code M small.
  assert.deepEqual(Object.keys(found.nonProductCodes).sort(), [...codes, 'm'].sort())
  assert.equal(found.customersWithCancellationsOnly, 33)
  // The README's 50 is a sum of binary fractions; to the penny five more come to nothing.
  assert.equal(found.customersWithNetNotPositiveInFloats, 50)
  assert.equal(found.customersWithNetNotPositive, 55)
  assert.deepEqual(
    report.giantsReversed.map(({ purchase, cancellation, pieces, customer }: Record<string, unknown>) => [
      ...[purchase, cancellation, pieces, customer],
    ]),
    [
      ['541431', 'C541433', 74_215, '12346'],
      ['581483', 'C581484', 80_995, '16446'],
    ],
  )
  // What is left is what the published analyses work with: 18,532 invoices of 4,338 customers (two of them pay nothing).
  assert.equal(report.purchases.ofCustomers, 18_532)
})

async function firstLines(count: number): Promise<string> {
  const lines: string[] = []
  const input = createReadStream(retail).pipe(createGunzip())
  for await (const line of createInterface({ input })) {
    lines.push(line)
    if (lines.length === count) break
  }
  return `${lines.join('\n')}\n`
}

test('its first weeks are rung up, the books prove right, and the second run adds nothing', {
  skip,
}, async () => {
  const shop = await desk.shop()
  const file = desk.file('weeks.csv', await firstLines(40_001))
  const report = await desk.import(shop, { kind: 'purchases', file })
  assert.equal(report.purchases.refused + report.returns.refused, 0)
  assert.deepEqual(await verifyBusiness(desk.database, shop), [])
  const [state, counts] = [await desk.state(shop), await desk.counts(shop)]
  assert.equal((await desk.import(shop, { kind: 'purchases', file })).changed, false)
  assert.deepEqual(await desk.state(shop), state)
  assert.deepEqual(await desk.counts(shop), counts)
})

test('the CDNOW sample comes in to the cent', { skip }, async () => {
  const shop = await desk.shop({ currency: 'USD', timeZone: 'America/New_York' })
  const report = await desk.import(shop, { kind: 'purchases', file: cdnow, map: 'cdnow' })
  assert.deepEqual(report.customers, { made: 2_357, known: 0 })
  assert.equal(report.purchases.imported, 6_919)
  assert.equal(report.purchases.valueMinor, 24_409_194)
  assert.equal(report.found.priceNotPositive.rows, 8)
  assert.equal((await desk.import(shop, { kind: 'purchases', file: cdnow, map: 'cdnow' })).changed, false)
  assert.deepEqual(await verifyBusiness(desk.database, shop), [])
})
