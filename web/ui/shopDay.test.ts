import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfDay, lastDayBefore, startOfDay } from './shopDay.ts'

test('a shop’s day begins at its own midnight, also when clocks change', () => {
  assert.equal(startOfDay('2026-07-01', 'Europe/Budapest'), '2026-06-30T22:00:00.000Z')
  assert.equal(startOfDay('2026-03-29', 'Europe/Budapest'), '2026-03-28T23:00:00.000Z')
  assert.equal(endOfDay('2026-03-29', 'Europe/Budapest'), '2026-03-29T22:00:00.000Z')
  assert.equal(startOfDay('2026-01-01', 'Asia/Ulaanbaatar'), '2025-12-31T16:00:00.000Z')
})

test('what is good until a day is good on that day, there and back', () => {
  for (const zone of ['Europe/Budapest', 'Asia/Yerevan', 'Asia/Ulaanbaatar', 'America/New_York'])
    for (const day of ['2026-03-29', '2026-10-25', '2026-12-31', '2028-02-29'])
      assert.equal(lastDayBefore(endOfDay(day, zone), zone), day)
})
