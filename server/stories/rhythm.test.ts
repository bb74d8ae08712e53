import assert from 'node:assert/strict'
import { test } from 'node:test'
import { habitOf } from './rhythm.ts'

const visits = (days: number[], hour = 8) =>
  days.map((day) => ({ day: Temporal.PlainDate.from('2026-01-05').add({ days: day }).toString(), hour }))

test('a habit is said from what is usual, not from a holiday in between', () => {
  const often = habitOf(visits([0, 3, 7, 10, 14, 60, 63, 67]))
  assert.deepEqual(often, { gap: { from: 3, to: 4 }, partOfDay: 'morning', weekday: null })
  const mondays = habitOf(visits([0, 7, 14, 21, 28, 35], 18))
  assert.deepEqual(mondays, { gap: { from: 7, to: 7 }, partOfDay: 'evening', weekday: 0 })
})

test('few visits are no habit', () => {
  assert.deepEqual(habitOf([]), { gap: null, partOfDay: null, weekday: null })
  assert.deepEqual(habitOf(visits([0, 7])), { gap: null, partOfDay: null, weekday: null })
})
