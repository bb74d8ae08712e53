import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CardChange, type CardState, type HeldPrize, stampsAfter } from './stamps.ts'

const card = (size: number, places: number[]) => ({
  mode: 'automatic' as const,
  size,
  debt: 'negative' as const,
  prizes: [...new Set([...places.filter((at) => at < size), size])]
    .sort((a, b) => a - b)
    .map((at) => ({ at, name: `prize ${at}` })),
})

type World = { state: CardState; held: HeldPrize[] }

function apply(world: World, change: CardChange): void {
  world.state = { balance: change.balance, round: change.round }
  for (const { round, at } of change.recalled) {
    const index = world.held.findIndex((prize) => prize.round === round && prize.at === at)
    assert.ok(index >= 0 && !world.held[index]!.used, 'only an unused prize is recalled')
    world.held.splice(index, 1)
  }
  for (const { round, at } of change.given) {
    assert.ok(!world.held.some((prize) => prize.round === round && prize.at === at), 'given twice')
    world.held.push({ round, at, used: false })
  }
}

const world = (): World => ({ state: { balance: 0, round: 0 }, held: [] })
const someCard = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.integer({ min: 1, max: 12 })))
  .map(([size, places]) => card(size, places))
const keys = (held: HeldPrize[]) => held.map(({ round, at }) => `${round}:${at}`).sort()

test('however stamps come and go, the prizes are those of the stamps that are there', () => {
  fc.assert(
    fc.property(someCard, fc.array(fc.integer({ min: -30, max: 30 })), (of, deltas) => {
      const one = world()
      let total = 0
      for (const delta of deltas) {
        total += delta
        apply(one, stampsAfter(of, one.state, delta, one.held))
        assert.equal(one.state.round * of.size + one.state.balance, total)
      }
      const atOnce = world()
      apply(atOnce, stampsAfter(of, atOnce.state, total, []))
      assert.deepEqual(one.state, atOnce.state)
      assert.deepEqual(keys(one.held), keys(atOnce.held))
    }),
  )
})

test('a used prize stays used and is never given a second time', () => {
  fc.assert(
    fc.property(someCard, fc.integer({ min: 1, max: 40 }), fc.nat(40), (of, up, back) => {
      const one = world()
      apply(one, stampsAfter(of, one.state, up, one.held))
      for (const prize of one.held) prize.used = true
      const before = keys(one.held)
      const down = stampsAfter(of, one.state, -Math.min(up, back), one.held)
      assert.deepEqual(down.recalled, [])
      apply(one, down)
      const again = stampsAfter(of, one.state, Math.min(up, back), one.held)
      assert.deepEqual(again.given, [])
      apply(one, again)
      assert.deepEqual(keys(one.held), before)
    }),
  )
})

test('the tenth coffee is free, and the eleventh begins a new card', () => {
  const coffee = card(10, [])
  const change = stampsAfter(coffee, { balance: 9, round: 0 }, 2)
  assert.deepEqual({ balance: change.balance, round: change.round }, { balance: 1, round: 1 })
  assert.deepEqual(change.completed, [{ round: 0, consumed: 10 }])
  assert.deepEqual(
    change.given.map(({ round, at }) => [round, at]),
    [[0, 10]],
  )
})

test('returns take prizes back latest first and open the full card again', () => {
  const held = [
    { round: 0, at: 5, used: false },
    { round: 0, at: 10, used: false },
    { round: 1, at: 5, used: false },
  ]
  const change = stampsAfter(card(10, [5]), { balance: 6, round: 1 }, -12, held)
  assert.deepEqual({ balance: change.balance, round: change.round }, { balance: 4, round: 0 })
  assert.deepEqual(change.recalled, [
    { round: 1, at: 5 },
    { round: 0, at: 10 },
    { round: 0, at: 5 },
  ])
  assert.deepEqual(change.reopened, [{ round: 0, restored: 10 }])
})

test('a card opened again gives back what it consumed then, not the size it has now', () => {
  const held = [{ round: 0, at: 8, used: true }]
  const change = stampsAfter(card(12, []), { balance: 1, round: 1 }, -2, held)
  assert.deepEqual(change.reopened, [{ round: 0, restored: 8 }])
  assert.equal(change.balance, 7)
  assert.deepEqual(change.kept, [{ round: 0, at: 8 }])
})

test('a card made smaller than what lies on it is full with the next stamp', () => {
  const change = stampsAfter(card(5, []), { balance: 7, round: 2 }, 1)
  assert.deepEqual(change.completed, [{ round: 2, consumed: 5 }])
  assert.equal(change.balance, 3)
})

test('below nothing a card owes stamps or forgives them, as its policy says', () => {
  assert.equal(stampsAfter(card(10, []), { balance: 1, round: 0 }, -3).balance, -2)
  assert.equal(stampsAfter({ ...card(10, []), debt: 'clamp' }, { balance: 1, round: 0 }, -3).balance, 0)
})

test('a card to be spent by hand only collects', () => {
  const change = stampsAfter({ ...card(10, []), mode: 'manual' }, { balance: 9, round: 0 }, 5)
  assert.deepEqual(change, {
    balance: 14,
    round: 0,
    completed: [],
    reopened: [],
    given: [],
    recalled: [],
    kept: [],
  })
})
