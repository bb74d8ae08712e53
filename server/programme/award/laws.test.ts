import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { award } from '../award.ts'
import { amountOf, basket, card, line, nobody, noon, onePer, programme } from '../examples.ts'

/** Freezes to the leaves, so that a decision writing into what it was given throws. */
function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

const aLine = fc.record({
  line: fc.nat(50),
  sku: fc.constantFrom('a', 'b', 'c'),
  category: fc.constantFrom('coffee', 'tea', 'tobacco'),
  kind: fc.constantFrom(
    'goods' as const,
    'goods' as const,
    'gift_card' as const,
    'store_credit' as const,
    'fee' as const,
  ),
  quantityMilli: fc.integer({ min: 1, max: 20_000 }),
  earningMinor: fc.integer({ min: -500, max: 100_000 }),
})
const aProgramme = fc
  .record({
    perMinor: fc.integer({ min: 1, max: 5_000 }),
    give: fc.integer({ min: 1, max: 50 }),
    percent: fc.integer({ min: 101, max: 1_000 }),
    capMax: fc.integer({ min: 1, max: 500 }),
    policy: fc.constantFrom('best' as const, 'multiply' as const),
    capped: fc.boolean(),
  })
  .map(({ perMinor, give, percent, capMax, policy, capped }) =>
    programme({
      rules: [
        { ...onePer(perMinor), give },
        { id: 'tea', kind: 'product', where: { categories: ['tea'] }, give },
        { id: 'visit', kind: 'visit', give: 1, target: { card: 'coffee' } },
      ],
      multipliers: [
        { id: 'friday', percent, days: [5] },
        { id: 'sku-a', percent: 200, where: { skus: ['a'] } },
      ],
      multiplierPolicy: policy,
      exclude: [{ categories: ['tobacco'] }],
      caps: capped ? [{ id: 'monthly', per: 'month', max: capMax }] : [],
      stampCards: [card('coffee')],
    }),
  )
const aMember = fc.record({
  tierId: fc.constant(null),
  carried: fc.record({ spend: fc.nat(99) }),
  capUsed: fc.record({ monthly: fc.nat(500) }),
  visitedToday: fc.boolean(),
})

test('every grant accounts for itself, inputs stay untouched, and caps hold', () => {
  fc.assert(
    fc.property(aProgramme, fc.array(aLine, { maxLength: 8 }), aMember, (document, lines, member) => {
      const one = basket(lines)
      const result = award(frozen(document), frozen(one), frozen(member), noon)
      assert.deepEqual(award(document, one, member, noon), result, 'same question, same answer')
      let points = 0
      for (const grant of result.grants) {
        const { byLine, counted, steps, stepCounted } = grant
        const shared = byLine.reduce((sum, share) => sum + share, 0)
        if (grant.mode === 'steps') {
          assert.equal(shared, counted)
          assert.equal(member.carried.spend + counted, steps * stepCounted + result.carried.spend!)
          assert.equal(grant.amount, steps * grant.perStep)
        } else if (grant.spread === 'lines') assert.equal(shared, grant.amount)
        for (const [index, share] of byLine.entries()) {
          const { kind, category } = lines[index]!
          assert.ok(share >= 0)
          if (kind !== 'goods' || category === 'tobacco') assert.equal(share, 0)
        }
        if (grant.unit === 'points') points += grant.amount
      }
      const cap = document.caps[0]
      if (cap) assert.ok(points <= Math.max(0, cap.max - member.capUsed.monthly))
      if (cap) assert.equal(result.capUsed.monthly?.add ?? 0, points)
    }),
    { numRuns: 1_000 },
  )
})

test('however spending is split over lines and purchases, it earns the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_000 }),
      fc.array(fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1 }), { minLength: 1 }),
      (perMinor, purchases) => {
        const document = programme({ rules: [onePer(perMinor)] })
        let carried: Record<string, number> = {}
        let points = 0
        for (const lines of purchases) {
          const result = award(
            document,
            basket(lines.map((minor) => line(minor))),
            { ...nobody, carried },
            noon,
          )
          points += amountOf(result)
          carried = result.carried
        }
        const spent = purchases.flat().reduce((sum, minor) => sum + minor, 0)
        assert.equal(points, Math.floor(spent / perMinor))
        assert.equal(carried.spend, (spent % perMinor) * 100)
      },
    ),
  )
})
