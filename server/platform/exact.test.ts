import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { apportion, mulDivFloor } from './exact.ts'

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 })

test('a product beyond 2^53 is divided exactly', () => {
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 1, max: 1_000_000_000_000 }), (a, b, c) => {
      fc.pre((BigInt(a) * BigInt(b)) / BigInt(c) < BigInt(Number.MAX_SAFE_INTEGER))
      assert.equal(BigInt(mulDivFloor(a, b, c)), (BigInt(a) * BigInt(b)) / BigInt(c))
    }),
  )
})

test('parts are whole, sum to the total and lie less than one from their exact share', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (total, weights) => {
      const parts = apportion(total, weights)
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        total,
      )
      const sum = weights.reduce((all, weight) => all + weight, 0)
      if (sum === 0) return
      for (const [index, part] of parts.entries()) {
        const share = (BigInt(total) * BigInt(weights[index]!)) / BigInt(sum)
        assert.ok(BigInt(part) === share || BigInt(part) === share + 1n, `${part} for ${share}`)
      }
    }),
  )
})

test('a line without weight gets nothing', () => {
  assert.deepEqual(apportion(10, [0, 1, 0, 2]), [0, 3, 0, 7])
})
