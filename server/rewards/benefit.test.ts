import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type BasketLine, type Benefit, discountOf } from './benefit.ts'
import { priceOf } from './eligibility.ts'

const kinds = ['goods', 'goods', 'goods', 'gift_card', 'store_credit', 'fee'] as const
const aLine = fc.record({
  line: fc.nat(50),
  sku: fc.constantFrom('latte', 'scone', 'delivery', null),
  category: fc.constantFrom('drinks', 'Food', null),
  brand: fc.constant(null),
  kind: fc.constantFrom(...kinds),
  quantityMilli: fc.oneof(
    fc.integer({ min: 1, max: 5 }).map((n) => n * 1_000),
    fc.integer({ min: 1, max: 9_999 }),
  ),
  totalMinor: fc.oneof(fc.nat(5_000), fc.nat(900_000_000_000)),
})
type Where = Extract<Benefit, { kind: 'amount' }>['where'] & {}
const onBasket = fc.record(
  { where: fc.constantFrom<Where>({ skus: ['LATTE'] }, { categories: ['food', 'drinks'] }) },
  { requiredKeys: [] },
)
const aBenefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc
    .record({ amountMinor: fc.integer({ min: 1, max: 100_000 }), on: onBasket })
    .map(({ amountMinor, on }) => ({
      kind: 'amount' as const,
      currency: 'HUF',
      amountMinor,
      ...on,
    })),
  fc
    .record({
      percent: fc.integer({ min: 1, max: 100 }),
      maxMinor: fc.option(fc.integer({ min: 1, max: 9_999 })),
      on: onBasket,
    })
    .map(({ percent, maxMinor, on }) => ({
      kind: 'percent' as const,
      percent,
      ...(maxMinor ? { maxMinor } : {}),
      ...on,
    })),
  fc
    .record({ quantity: fc.integer({ min: 1, max: 4 }), on: onBasket })
    .map(({ quantity, on }) => ({ kind: 'product' as const, quantity, ...on })),
  fc.constant({ kind: 'free_delivery' as const }),
)

test('the parts of a discount sum to the whole, and no line pays less than nothing', () => {
  fc.assert(
    fc.property(aBenefit, fc.array(aLine, { minLength: 1, maxLength: 12 }), (benefit, lines) => {
      let discount: ReturnType<typeof discountOf>
      try {
        discount = discountOf(benefit, lines, 'HUF')
      } catch (error) {
        assert.equal((error as { code: string }).code, 'reward.nothing_matches')
        return
      }
      assert.equal(
        discount.byLine.reduce((sum, part) => sum + part, 0),
        discount.totalMinor,
      )
      for (const [index, part] of discount.byLine.entries()) {
        const { kind, totalMinor } = lines[index]!
        assert.ok(Number.isSafeInteger(part) && part >= 0 && part <= totalMinor)
        if (kind === 'gift_card' || kind === 'store_credit') assert.equal(part, 0, 'money is not discounted')
      }
      if (benefit.kind === 'amount') assert.ok(discount.totalMinor <= benefit.amountMinor)
      if (benefit.kind === 'percent' && benefit.maxMinor) assert.ok(discount.totalMinor <= benefit.maxMinor)
    }),
    { numRuns: 500 },
  )
})

const line = (fields: Partial<BasketLine>): BasketLine => ({
  line: 0,
  kind: 'goods',
  quantityMilli: 1_000,
  totalMinor: 1_000,
  ...fields,
})

test('a free product is the cheapest piece that matches, one of several on its line', () => {
  const lines = [
    line({ sku: 'latte', quantityMilli: 2_000, totalMinor: 1_800 }),
    line({ sku: 'espresso', totalMinor: 500 }),
    line({ sku: 'flat-white', totalMinor: 950 }),
  ]
  const where = { skus: ['Latte', 'flat-white'] }
  assert.deepEqual(discountOf({ kind: 'product', quantity: 1, where }, lines, 'HUF').byLine, [900, 0, 0])
  assert.deepEqual(discountOf({ kind: 'product', quantity: 3, where }, lines, 'HUF').byLine, [1_800, 0, 950])
  assert.deepEqual(
    discountOf({ kind: 'product', quantity: 1, where, maxMinor: 600 }, lines, 'HUF').byLine,
    [600, 0, 0],
  )
})

test('what would be spent for nothing is refused with the reason', () => {
  const five: Benefit = { kind: 'amount', amountMinor: 500, currency: 'EUR' }
  assert.throws(() => discountOf(five, [line({})], 'HUF'), { code: 'reward.other_currency' })
  const minimum: Benefit = { kind: 'percent', percent: 10, minTotalMinor: 2_000 }
  assert.throws(
    () => discountOf(minimum, [line({}), line({ kind: 'gift_card', totalMinor: 9_000 })], 'HUF'),
    {
      code: 'reward.minimum',
    },
  )
  assert.throws(() => discountOf({ kind: 'percent', percent: 10 }, [line({ kind: 'gift_card' })], 'HUF'), {
    code: 'reward.nothing_matches',
  })
  assert.throws(
    () => discountOf({ kind: 'gift_card', amountMinor: 500, currency: 'HUF' }, [line({})], 'HUF'),
    {
      code: 'reward.not_in_purchase',
    },
  )
})

test('the customer chooses how many points, in whole steps within the range', () => {
  const terms = {
    points: 100,
    pointsMax: 1_000,
    pointsStep: 100,
    stampCard: null,
    stamps: null,
    benefit: { kind: 'amount', amountMinor: 500, currency: 'HUF' } as Benefit,
  }
  assert.deepEqual(priceOf(terms, 300).benefit, { kind: 'amount', amountMinor: 1_500, currency: 'HUF' })
  for (const points of [undefined, 0, 50, 150, 1_100]) {
    assert.throws(() => priceOf(terms, points), {
      code: 'reward.points_choice',
      params: { min: 100, max: 1_000, step: 100 },
    })
  }
})
