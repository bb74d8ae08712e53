import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs } from '../../../test/runs.ts'
import { compareShares } from './compare.ts'
import { needed, neededWithBefore, type Plan, smallestWith } from './planner.ts'

const usual: Plan = {
  ...{ baseline: 0.1, lift: 0.02, spread: null, arms: 1, controlPercent: 50 },
  ...{ power: 0.8, alpha: 0.05, correlation: null },
}

test('textbook values: 10 against 12 of 100 takes 3,841 in each group, half a standard deviation 63', () => {
  // Fleiss, Levin and Paik without correction; R's power.prop.test(p1 = .1, p2 = .12, power = .8) says 3840.847.
  assert.deepEqual(needed(usual), { arm: 3_841, control: 3_841, total: 7_682 })
  // By the normal, 2 (1.959964 + 0.841621)² / 0.25 = 62.79.
  assert.deepEqual(needed({ ...usual, spread: 10, baseline: 50, lift: 5 }), {
    arm: 63,
    control: 63,
    total: 126,
  })
  // Stricter and stronger: (2.575829 + 1.281552)² × 2 × 4 = 119.03.
  assert.equal(needed({ ...usual, spread: 2, lift: 1, alpha: 0.01, power: 0.9 }).arm, 120)
})

test('leaving out few costs people: one in ten takes 1 / (4 × 0.1 × 0.9) as many of means', () => {
  const even = needed({ ...usual, spread: 100, lift: 2 }).total
  const uneven = needed({ ...usual, spread: 100, lift: 2, controlPercent: 10 })
  assert.ok(Math.abs(uneven.total / even - 1 / 0.36) < 0.001)
  assert.ok(Math.abs(uneven.arm / uneven.control - 9) < 0.01)
})

test('several arms share the 5 %, so each takes more', () => {
  const one = needed({ ...usual, spread: 10, lift: 1 })
  const three = needed({ ...usual, spread: 10, lift: 1, arms: 3, controlPercent: 25 })
  // (2.393980 + 0.841621)² / (1.959964 + 0.841621)²
  assert.ok(Math.abs(three.arm / one.arm - 1.3338) < 0.002)
  assert.equal(three.total, three.arm * 3 + three.control)
})

test('what they did before saves ρ² of the people, of means', () => {
  const plan = { ...usual, spread: 10, lift: 1, correlation: 0.7 }
  assert.ok(Math.abs(neededWithBefore(plan)!.arm / needed(plan).arm - 0.51) < 0.002)
  assert.equal(neededWithBefore({ ...usual, correlation: 0.7 }), null)
})

test('whatever is asked, the smallest effect for so many people takes no more than these, and hardly fewer', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      fc.constantFrom(null, 3, 700),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 5, max: 90 }),
      fc.integer({ min: 50, max: 1_000_000 }),
      (baseline, spread, arms, controlPercent, people) => {
        const plan = { ...usual, baseline, spread, arms, controlPercent }
        const lift = smallestWith(people, plan)
        if (lift === null) return assert.equal(spread, null)
        assert.ok(lift > 0 && Number.isFinite(lift))
        const { total } = needed({ ...plan, lift })
        // Each group is rounded up to a whole person.
        assert.ok(total <= people + arms + 1 && total >= people - arms - 2, `${total} for ${people}`)
      },
    ),
    runs(200),
  )
})

test('so many people do see it eight times of ten', () => {
  const draw = random(5)
  const [p1, p2] = [0.3, 0.2]
  const { arm, control } = needed({ ...usual, baseline: p2, lift: p1 - p2, controlPercent: 30 })
  const drawn = (of: number, part: number) => {
    let count = 0
    for (let n = 0; n < of; n += 1) if (draw() < part) count += 1
    return { part: count, of }
  }
  let seen = 0
  const tries = 1_000
  for (let n = 0; n < tries; n += 1)
    if (compareShares(drawn(arm, p1), drawn(control, p2)).pValue < 0.05) seen += 1
  assert.ok(Math.abs(seen / tries - 0.8) < 0.045, `${seen} of ${tries}`)
})

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
