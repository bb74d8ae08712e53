import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Tiers } from './document.ts'
import { at, zone } from './examples.ts'
import { type TierStep, tierStepsAfterReturn } from './tierReturns.ts'
import { type TierNow, type TierStanding, tenureMonths, tierNow, windowStart } from './tiers.ts'

const tiers: Tiers = {
  by: 'spend',
  window: { kind: 'rolling', months: 12 },
  hold: { kind: 'months', months: 3 },
  graceDays: 14,
  warningDays: 30,
  levels: [
    { id: 'silver', name: 'Silver', from: 500, benefits: [] },
    { id: 'gold', name: 'Gold', from: 1_000, benefits: [] },
  ],
}
const calendar: Tiers = {
  ...tiers,
  window: { kind: 'calendarYear' },
  hold: { kind: 'endOfYear', yearsLater: 1 },
}
const lifetime: Tiers = { ...tiers, window: { kind: 'lifetime' } }

const standing = ({ tierId, reachedAt, heldUntil }: TierNow): TierStanding | null =>
  tierId === null || reachedAt === null ? null : { tierId, reachedAt, heldUntil }
const rank = (tierId: string | null) => tiers.levels.findIndex(({ id }) => id === tierId)

test('nobody stands below what she has earned, and nobody falls within hold and grace', () => {
  const day = fc.record({ hours: fc.integer({ min: 1, max: 24 * 60 }), qualifying: fc.nat(1_500) })
  fc.assert(
    fc.property(fc.constantFrom(tiers, calendar, lifetime), fc.array(day), (programme, days) => {
      let now = at('2026-01-10T12:00')
      let current = null as TierStanding | null
      for (const { hours, qualifying } of days) {
        now = now.add({ hours })
        const next: TierNow = tierNow(programme, qualifying, current, now, zone)
        const earned = programme.levels.findLastIndex(({ from }) => qualifying >= from)
        assert.ok(rank(next.tierId) >= earned)
        const before = current
        const safe = before?.heldUntil && Temporal.Instant.compare(now, before.heldUntil) < 0
        if (before && safe) assert.ok(rank(next.tierId) >= rank(before.tierId))
        if (next.heldUntil && rank(next.tierId) === earned)
          assert.ok(Temporal.Instant.compare(next.heldUntil, now) > 0)
        if (next.next) assert.ok(next.next.missing > 0)
        assert.deepEqual(
          tierNow(programme, qualifying, standing(next), now, zone),
          next,
          'asking again changes nothing',
        )
        current = standing(next)
      }
    }),
  )
})

test('up at once, with the hold beginning that day', () => {
  const now = tierNow(tiers, 1_200, null, at('2026-07-31T10:00'), zone)
  assert.equal(now.tierId, 'gold')
  assert.equal(String(now.heldUntil), String(at('2026-11-01T00:00')))
  assert.equal(String(now.graceUntil), String(at('2026-11-15T00:00')))
  assert.deepEqual([now.warning, now.next], [null, null])
})

test('down only when hold and grace are over, to what is earned then', () => {
  const gold = standing(tierNow(tiers, 1_200, null, at('2026-07-31T10:00'), zone))
  assert.equal(tierNow(tiers, 600, gold, at('2026-11-14T23:59'), zone).tierId, 'gold')
  const fallen = tierNow(tiers, 600, gold, at('2026-11-15T00:00'), zone)
  assert.equal(fallen.tierId, 'silver')
  assert.deepEqual(fallen.next, { tierId: 'gold', missing: 400 })
})

test('a warning names the day it begins and what is missing', () => {
  const gold = standing(tierNow(calendar, 1_200, null, at('2026-07-31T10:00'), zone))
  const now = tierNow(calendar, 300, gold, at('2027-06-01T10:00'), zone)
  assert.equal(now.tierId, 'gold')
  assert.equal(String(now.heldUntil), String(at('2028-01-01T00:00')))
  assert.deepEqual([String(now.warning?.from), now.warning?.missing], ['2027-12-01', 700])
})

test('earning the tier again in the next year holds it a year longer', () => {
  const gold = standing(tierNow(calendar, 1_200, null, at('2026-07-31T10:00'), zone))
  const again = tierNow(calendar, 1_000, gold, at('2027-03-01T10:00'), zone)
  assert.equal(String(again.heldUntil), String(at('2029-01-01T00:00')))
  assert.equal(String(again.reachedAt), String(at('2026-07-31T10:00')))
})

test('over a lifetime only a return takes a tier away', () => {
  const gold = standing(tierNow(lifetime, 1_000, null, at('2026-07-31T10:00'), zone))
  assert.equal(gold?.heldUntil, null)
  assert.equal(tierNow(lifetime, 999, gold, at('2026-07-31T11:00'), zone).tierId, 'silver')
})

test('a tier that the programme no longer has is not held', () => {
  const old = { tierId: 'platinum', reachedAt: at('2026-07-01T10:00'), heldUntil: at('2027-07-01T00:00') }
  assert.equal(tierNow(tiers, 600, old, at('2026-07-31T10:00'), zone).tierId, 'silver')
})

test('windows begin with the year, or the day after the same day so many months ago', () => {
  assert.equal(windowStart(lifetime, at('2026-07-31T10:00'), zone), null)
  assert.equal(String(windowStart(calendar, at('2026-07-31T10:00'), zone)), '2026-01-01')
  assert.equal(String(windowStart(tiers, at('2026-07-31T10:00'), zone)), '2025-08-01')
  assert.equal(String(windowStart(tiers, at('2028-02-29T10:00'), zone)), '2027-03-01')
})

test('in a bar open until four the first hours of January belong to the old year', () => {
  assert.equal(String(windowStart(calendar, at('2027-01-01T03:00'), zone, '04:00')), '2026-01-01')
})

test('membership is counted in whole months', () => {
  assert.equal(tenureMonths(at('2026-01-31T10:00'), at('2026-02-28T10:00'), zone), 0)
  assert.equal(tenureMonths(at('2026-01-31T10:00'), at('2026-03-31T10:00'), zone), 2)
})

const step = (tierId: string, local: string, qualified: number): TierStep => ({
  tierId,
  reachedAt: at(local),
  heldUntil: at('2027-01-01T00:00'),
  qualified,
})

test('whoever buys, is promoted and returns stands where she stood before', () => {
  const before = [step('silver', '2026-03-01T10:00', 600)]
  const after = [...before, step('gold', '2026-07-31T10:00', 1_100)]
  const returned = { occurredAt: at('2026-07-31T10:00'), qualified: 500 }
  const left = tierStepsAfterReturn(tiers, after, returned, zone)
  assert.deepEqual(
    left.map(({ tierId, reachedAt }) => [tierId, reachedAt]),
    before.map(({ tierId, reachedAt }) => [tierId, reachedAt]),
  )
})

test('a return of what had not counted for a tier leaves it alone', () => {
  const steps = [step('gold', '2026-07-31T10:00', 1_000)]
  const later = { occurredAt: at('2026-08-01T10:00'), qualified: 900 }
  const longBefore = { occurredAt: at('2025-07-31T10:00'), qualified: 900 }
  assert.deepEqual(tierStepsAfterReturn(tiers, steps, later, zone), steps)
  assert.deepEqual(tierStepsAfterReturn(tiers, steps, longBefore, zone), steps)
})

test('a tier that would have been reached lower becomes that one', () => {
  const steps = [step('gold', '2026-07-31T10:00', 1_200)]
  const left = tierStepsAfterReturn(
    tiers,
    steps,
    { occurredAt: at('2026-07-31T10:00'), qualified: 500 },
    zone,
  )
  assert.deepEqual([left[0]!.tierId, left[0]!.qualified], ['silver', 700])
})

test('parts of a return add up: taken at once or in pieces the steps end the same', () => {
  const pieces = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(pieces, fc.nat(600), (parts, others) => {
      const all = parts.reduce((sum, part) => sum + part, 0)
      const qualified = all + others
      fc.pre(qualified >= 500)
      const steps = [step(qualified >= 1_000 ? 'gold' : 'silver', '2026-07-31T10:00', qualified)]
      const occurredAt = at('2026-07-31T10:00')
      const atOnce = tierStepsAfterReturn(tiers, steps, { occurredAt, qualified: all }, zone)
      const inPieces = parts.reduce<TierStep[]>(
        (left, part) => tierStepsAfterReturn(tiers, left, { occurredAt, qualified: part }, zone),
        steps,
      )
      assert.deepEqual(
        inPieces.map(({ tierId }) => tierId),
        atOnce.map(({ tierId }) => tierId),
      )
    }),
  )
})
