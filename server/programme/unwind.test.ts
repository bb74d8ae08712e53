import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amountBack, type LiveGrant, shareBack, unwindSteps } from './unwind.ts'

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 })

test('parts returned in any pieces sum exactly to the whole, and never run ahead of their share', () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1 }),
      (total, pieces) => {
        const weight = pieces.reduce((sum, piece) => sum + piece, 0)
        fc.pre(weight > 0)
        let soFar = 0
        let back = 0
        for (const piece of pieces) {
          const part = shareBack(total, soFar, piece, weight)
          assert.ok(part >= 0)
          soFar += piece
          back += part
          assert.ok(BigInt(back) * BigInt(weight) <= BigInt(total) * BigInt(soFar))
        }
        assert.equal(back, total)
      },
    ),
  )
})

test('more than was bought can not come back', () => {
  assert.throws(() => shareBack(10, 3, 2, 4), RangeError)
})

test('a visit’s stamp stays until the last line came back', () => {
  const visit = { amount: 1, byLine: [800, 200], spread: 'purchase' as const }
  const bought = [2_000, 1_000]
  assert.equal(amountBack(visit, { before: [0, 0], now: [2_000, 0], bought }), 0)
  assert.equal(amountBack(visit, { before: [2_000, 0], now: [0, 1_000], bought }), 1)
})

test('what belongs to lines goes back with its line', () => {
  const grant = { amount: 5, byLine: [3, 2], spread: 'lines' as const }
  const bought = [3_000, 2_000]
  assert.equal(amountBack(grant, { before: [0, 0], now: [1_000, 0], bought }), 1)
  assert.equal(amountBack(grant, { before: [1_000, 0], now: [2_000, 2_000], bought }), 4)
})

/** A small world: purchases under programme versions that change rate, and returns in any order and size. */
type Bought = { id: string; counted: number; back: number; grant: LiveGrant }
type World = { carried: number; bought: Bought[] }

function buy(world: World, counted: number, stepCounted: number, perStep: number): void {
  const all = world.carried + counted
  const liveSteps = Math.floor(all / stepCounted)
  world.carried = all - liveSteps * stepCounted
  const id = String(world.bought.length)
  world.bought.push({ id, counted, back: 0, grant: { grantId: id, liveSteps, perStep, stepCounted } })
}

function giveBack(world: World, one: Bought, counted: number): void {
  const others = world.bought.filter(({ id }) => id !== one.id).map(({ grant }) => grant)
  const result = unwindSteps({ carried: world.carried, own: [one.grant], others: others.reverse() }, counted)
  world.carried = result.carried
  one.back += counted
  for (const recall of result.recalls) {
    const { grant } = world.bought.find(({ id }) => id === recall.grantId)!
    assert.equal(recall.amount, recall.steps * grant.perStep)
    grant.liveSteps -= recall.steps
    assert.ok(grant.liveSteps >= 0)
  }
}

function checkLaw({ carried, bought }: World): void {
  const live = bought.reduce((sum, { grant }) => sum + grant.liveSteps * grant.stepCounted, 0)
  const kept = bought.reduce((sum, { counted, back }) => sum + counted - back, 0)
  assert.equal(live + carried, kept)
  assert.ok(carried >= 0)
}

const version = fc.record({
  stepCounted: fc.integer({ min: 1, max: 500 }),
  perStep: fc.integer({ min: 1, max: 9 }),
})
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ counted: fc.integer({ min: 1, max: 2_000 }), version: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ purchase: fc.nat(), share: fc.integer({ min: 1, max: 100 }) }) },
)

test('steps and remainder always account for exactly what was not returned, across changes of the programme', () => {
  fc.assert(
    fc.property(fc.array(version, { minLength: 3, maxLength: 3 }), fc.array(event), (versions, events) => {
      const world: World = { carried: 0, bought: [] }
      for (const one of events) {
        if ('counted' in one) {
          const { stepCounted, perStep } = versions[one.version]!
          buy(world, one.counted, stepCounted, perStep)
        } else {
          const target = world.bought[one.purchase % Math.max(1, world.bought.length)]
          if (target) giveBack(world, target, Math.ceil(((target.counted - target.back) * one.share) / 100))
        }
        checkLaw(world)
      }
      for (const one of [...world.bought].sort((a, b) => a.counted - b.counted)) {
        giveBack(world, one, one.counted - one.back)
        checkLaw(world)
      }
      assert.equal(world.carried, 0)
      assert.ok(world.bought.every(({ grant }) => grant.liveSteps === 0))
    }),
    { numRuns: 500 },
  )
})

test('under one programme a purchase returned whole leaves everything as it was', () => {
  fc.assert(
    fc.property(
      fc.nat(99),
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 1, max: 9 }),
      (before, counted, perStep) => {
        const world: World = { carried: before, bought: [] }
        buy(world, counted, 100, perStep)
        giveBack(world, world.bought[0]!, counted)
        assert.equal(world.carried, before)
        assert.equal(world.bought[0]!.grant.liveSteps, 0)
      },
    ),
  )
})

test('thirty and twenty made one point; returning the thirty takes it from the twenty, whose step it was', () => {
  const world: World = { carried: 0, bought: [] }
  buy(world, 3_000, 5_000, 1)
  buy(world, 2_000, 5_000, 1)
  assert.deepEqual(
    world.bought.map(({ grant }) => grant.liveSteps),
    [0, 1],
  )
  giveBack(world, world.bought[0]!, 3_000)
  assert.equal(world.carried, 2_000)
  assert.equal(world.bought[1]!.grant.liveSteps, 0)
})

test('more than was ever counted is a bug, said aloud', () => {
  assert.throws(() => unwindSteps({ carried: 10, own: [], others: [] }, 11), RangeError)
})
