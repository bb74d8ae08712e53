import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CardExpiry } from './document.ts'
import { endOfShopDay, expiryOf, shopDay, shopDayOf, startOfShopDay } from './shopDays.ts'

const zones = [
  'Europe/Budapest',
  'Asia/Ulaanbaatar',
  'Asia/Yerevan',
  'America/New_York',
  'America/Havana',
  'Asia/Beirut',
]
const moment = fc
  .integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
const dayEnd = fc.constantFrom('00:00', '00:30', '02:30', '04:00', '11:59')
const at = (local: string, zone = 'Europe/Budapest') =>
  Temporal.ZonedDateTime.from(`${local}[${zone}]`).toInstant()
const months = (count: number): CardExpiry => ({ kind: 'months', months: count, graceDays: 0 })

test('every instant lies in exactly one shop day: from its start, before its end', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), dayEnd, (instant, zone, ends) => {
      const date = shopDay(instant, zone, ends)
      assert.ok(Temporal.Instant.compare(startOfShopDay(date, zone, ends), instant) <= 0)
      assert.ok(Temporal.Instant.compare(instant, endOfShopDay(date, zone, ends)) < 0)
      assert.ok(endOfShopDay(date, zone, ends).equals(startOfShopDay(date.add({ days: 1 }), zone, ends)))
    }),
    { numRuns: 2_000 },
  )
})

test('the day is the same whether or not it was asked for before', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), dayEnd, (instant, zone, ends) => {
      assert.deepEqual(shopDayOf(instant, zone, ends), shopDayOf(instant, zone, ends))
    }),
  )
})

test('nothing expires before the day it was earned is over', () => {
  const expiry = fc.oneof(
    fc.integer({ min: 1, max: 48 }).map(months),
    fc.record({
      kind: fc.constant('endOfYear' as const),
      yearsLater: fc.integer({ min: 0, max: 3 }),
      graceDays: fc.constant(0),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    }),
  )
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), dayEnd, expiry, (instant, zone, ends, terms) => {
      const expires = expiryOf(terms, instant, zone, ends)!
      assert.ok(
        Temporal.Instant.compare(expires, endOfShopDay(shopDay(instant, zone, ends), zone, ends)) >= 0,
      )
      assert.ok(expires.equals(startOfShopDay(shopDay(expires, zone, ends), zone, ends)), 'a day begins then')
    }),
    { numRuns: 1_000 },
  )
})

const calendar: [string, CardExpiry, string, string][] = [
  ['31 January and a month end with 28 February', months(1), '2026-01-31T10:00', '2026-03-01T00:00'],
  [
    '31 January and a month end with 29 February in a leap year',
    months(1),
    '2028-01-31T10:00',
    '2028-03-01T00:00',
  ],
  ['29 February and twelve months end with 28 February', months(12), '2028-02-29T23:59', '2029-03-01T00:00'],
  [
    'a month over the spring change ends at local midnight',
    months(1),
    '2026-03-15T12:00',
    '2026-04-16T00:00',
  ],
  [
    'a month ending on the day of the autumn change ends at its midnight',
    months(1),
    '2026-09-25T12:00',
    '2026-10-26T00:00',
  ],
]
for (const [name, expiry, earned, expires] of calendar) {
  test(name, () => {
    assert.equal(String(expiryOf(expiry, at(earned), 'Europe/Budapest')), String(at(expires)))
  })
}

test('the day of the autumn change has 25 hours in Budapest and 24 in Ulaanbaatar', () => {
  const hours = (zone: string) => {
    const date = Temporal.PlainDate.from('2026-10-25')
    return startOfShopDay(date, zone).until(endOfShopDay(date, zone), { largestUnit: 'hours' }).hours
  }
  assert.equal(hours('Europe/Budapest'), 25)
  assert.equal(hours('Asia/Ulaanbaatar'), 24)
})

test('in a shop open until four the night belongs to the day before', () => {
  const night = at('2026-08-01T03:59')
  assert.equal(String(shopDay(night, 'Europe/Budapest', '04:00')), '2026-07-31')
  assert.equal(String(shopDay(at('2026-08-01T04:00'), 'Europe/Budapest', '04:00')), '2026-08-01')
  assert.equal(String(expiryOf(months(1), night, 'Europe/Budapest', '04:00')), String(at('2026-09-01T04:00')))
})

test('what is earned in the first hour of the year by a bar open late lapses with the old year’s night', () => {
  const expiry: CardExpiry = { kind: 'endOfYear', yearsLater: 0, graceDays: 0, month: 12, day: 31 }
  const expires = expiryOf(expiry, at('2027-01-01T01:00'), 'Europe/Budapest', '04:00')
  assert.equal(String(expires), String(at('2027-01-01T04:00')))
})

test('a business year may end in March', () => {
  const expiry: CardExpiry = { kind: 'endOfYear', yearsLater: 1, graceDays: 0, month: 3, day: 31 }
  assert.equal(
    String(expiryOf(expiry, at('2026-03-31T20:00'), 'Europe/Budapest')),
    String(at('2027-04-01T00:00')),
  )
  assert.equal(
    String(expiryOf(expiry, at('2026-04-01T08:00'), 'Europe/Budapest')),
    String(at('2028-04-01T00:00')),
  )
})

test('stamps of a season lapse with its last late day', () => {
  const expires = expiryOf(
    { kind: 'endOfSeason', graceDays: 0 },
    at('2026-06-10T10:00'),
    'Europe/Budapest',
    '00:00',
    {
      until: '2026-08-31',
      lateDays: 7,
    },
  )
  assert.equal(String(expires), String(at('2026-09-08T00:00')))
})
