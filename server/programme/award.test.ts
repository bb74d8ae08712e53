import assert from 'node:assert/strict'
import { test } from 'node:test'
import { award, type Basket, capPeriods, type Member } from './award.ts'
import type { ProgrammeDraft } from './document.ts'
import { amountOf, at, basket, card, line, nobody, noon, onePer, programme, terms, zone } from './examples.ts'
import { say } from './texts.ts'

test('thirty dollars and twenty at one point per fifty are one point', () => {
  const document = programme({ rules: [onePer(5_000)] })
  const first = award(document, basket([line(3_000)]), nobody, noon)
  assert.deepEqual([amountOf(first), first.carried.spend], [0, 300_000])
  assert.equal(first.grants.length, 1, 'the remainder is a grant, so that a return can take it back')
  const second = award(document, basket([line(2_000)]), { ...nobody, carried: first.carried }, noon)
  assert.deepEqual([amountOf(second), second.carried.spend], [1, 0])
})

test('what a cap cuts off is dropped, and the remainder from before stays', () => {
  const document = programme({
    rules: [onePer(100)],
    caps: [{ id: 'month', per: 'month', max: 10 }],
  })
  const member = { ...nobody, carried: { spend: 4_000 }, capUsed: { month: 7 } }
  const { grants, carried, capUsed, skipped } = award(document, basket([line(9_000)]), member, noon)
  assert.deepEqual([grants[0]!.amount, grants[0]!.counted, carried.spend], [3, 30_000, 4_000])
  assert.deepEqual(capUsed, { month: { period: '2026-07', add: 3 } })
  assert.equal(skipped[0]!.code, 'cap_reached')
})

test('a full cap leaves the remainder alone, and a budget that is spent gives nothing', () => {
  const document = programme({ rules: [{ ...onePer(100), budget: 5 }] })
  const gone = award(document, basket([line(500)]), { ...nobody, budgetLeft: { spend: 0 } }, noon)
  assert.deepEqual([gone.grants, gone.carried, gone.skipped[0]!.code], [[], {}, 'budget_spent'])
  const some = award(document, basket([line(500)]), { ...nobody, budgetLeft: { spend: 3 } }, noon)
  assert.deepEqual([amountOf(some), some.grants[0]!.budget], [3, 5])
})

test('two rules share a cap within one purchase', () => {
  const document = programme({
    rules: [onePer(100), { id: 'visit', kind: 'visit', give: 5 }],
    caps: [{ id: 'one', per: 'purchase', max: 8 }],
  })
  const result = award(document, basket([line(600)]), nobody, noon)
  assert.deepEqual(
    result.grants.map(({ amount }) => amount),
    [6, 2],
  )
  assert.deepEqual(result.capUsed, {}, 'a cap per purchase has no memory')
})

const silent: [string, Partial<ProgrammeDraft>, Basket, Partial<Member>, string][] = [
  ['a gift card', { rules: [onePer(1)] }, basket([line(5_000, { kind: 'gift_card' })]), {}, 'nothing_earns'],
  [
    'store credit',
    { rules: [onePer(1)] },
    basket([line(5_000, { kind: 'store_credit' })]),
    {},
    'nothing_earns',
  ],
  ['delivery', { rules: [onePer(1)] }, basket([line(5_000, { kind: 'fee' })]), {}, 'nothing_earns'],
  ['the free tenth coffee', { rules: [onePer(1)] }, basket([line(0)]), {}, 'nothing_earns'],
  [
    'tobacco',
    { rules: [onePer(1)], exclude: [{ categories: ['t'] }] },
    basket([line(9, { category: 't' })]),
    {},
    'nothing_earns',
  ],
  [
    'a small purchase',
    { rules: [{ ...onePer(1), minTotalMinor: 10 }] },
    basket([line(9)]),
    {},
    'below_minimum',
  ],
  [
    'a rule of tomorrow',
    { rules: [{ ...onePer(1), from: '2026-08-01' }] },
    basket([line(9)]),
    {},
    'not_begun',
  ],
  ['a rule of yesterday', { rules: [{ ...onePer(1), until: '2026-07-30' }] }, basket([line(9)]), {}, 'over'],
  ['another shop', { rules: [{ ...onePer(1), locations: ['x'] }] }, basket([line(9)]), {}, 'other_location'],
  [
    'other products',
    { rules: [{ ...onePer(1), where: { brands: ['x'] } }] },
    basket([line(9)]),
    {},
    'no_matching_product',
  ],
  [
    'a second visit',
    { rules: [{ id: 'v', kind: 'visit', give: 1, oncePerDay: true }] },
    basket([line(9)]),
    { visitedToday: true },
    'already_today',
  ],
]
for (const [what, draft, one, member, code] of silent) {
  test(`${what} earns nothing, and says why`, () => {
    const result = award(programme(draft), one, { ...nobody, ...member }, noon)
    assert.deepEqual(result.grants, [])
    assert.equal(result.skipped[0]!.code, code)
  })
}

test('a visit whose gift card line stands beside goods is a visit, weighed by the goods', () => {
  const document = programme({ rules: [{ id: 'v', kind: 'visit', give: 10 }] })
  const [grant] = award(document, basket([line(900, { kind: 'gift_card' }), line(300)]), nobody, noon).grants
  assert.deepEqual([grant!.amount, grant!.spread, grant!.byLine], [10, 'purchase', [0, 300]])
})

test('products are counted over all their lines, in whole units', () => {
  const document = programme({
    rules: [{ id: 'beans', kind: 'product', where: { skus: ['beans'] }, perQuantityMilli: 500, give: 2 }],
  })
  const half = (quantityMilli: number) => line(100, { sku: 'beans', quantityMilli })
  const [grant] = award(document, basket([half(300), line(50), half(800)]), nobody, noon).grants
  assert.deepEqual([grant!.amount, grant!.byLine], [4, [2, 0, 2]])
})

test('a discount on a line of its own lowers what the others count', () => {
  const document = programme({ rules: [onePer(100)] })
  const { grants } = award(document, basket([line(1_000), line(500), line(-600)]), nobody, noon)
  assert.deepEqual([grants[0]!.amount, grants[0]!.byLine], [9, [60_000, 30_000, 0]])
})

test('more stamps than a card can hold in a year do not come from one purchase', () => {
  const document = programme({
    rules: [{ ...onePer(1), target: { card: 'coffee' } }],
    stampCards: [card('coffee')],
  })
  assert.equal(amountOf(award(document, basket([line(900_000_000)]), nobody, noon)), 10_000)
})

test('the largest purchase under the largest multipliers is still exact', () => {
  const document = programme({
    rules: [onePer(1)],
    multipliers: [
      { id: 'a', percent: 1_000 },
      { id: 'b', percent: 1_000 },
    ],
    multiplierPolicy: 'multiply',
  })
  const { grants, carried } = award(document, basket([line(1_000_000_000_000)]), nobody, noon)
  assert.ok(Number.isSafeInteger(grants[0]!.counted))
  assert.deepEqual([grants[0]!.amount, carried.spend], [1_000_000_000_000, 0])
})

test('rules, caps and cards may be called what objects call their own', () => {
  const document = programme({
    rules: [{ ...onePer(100), id: 'constructor' }],
    caps: [{ id: 'constructor', per: 'day', max: 5 }],
  })
  const result = award(document, basket([line(300)]), nobody, noon)
  assert.deepEqual([amountOf(result), result.capUsed.constructor], [3, { period: '2026-07-31', add: 3 }])
})

test('points wait until the return window is over, unless it already is', () => {
  const document = programme({ points: { ...terms, pendingDays: 14 }, rules: [onePer(1)] })
  const [grant] = award(document, basket([line(1)]), nobody, noon).grants
  assert.equal(String(grant!.availableAt), String(at('2026-08-15T00:00')))
  assert.equal(
    award(document, basket([line(1)]), nobody, at('2026-08-15T00:00')).grants[0]!.availableAt,
    null,
  )
})

test('stamps go on the card of the running season, late ones on the last', () => {
  const seasons = [
    { id: 'spring', from: '2026-03-01', until: '2026-05-31', lateDays: 10 },
    { id: 'summer', from: '2026-06-05', until: '2026-08-31' },
  ]
  const document = programme({
    rules: [{ id: 'v', kind: 'visit', give: 1, target: { card: 'coffee' } }],
    stampCards: [{ ...card('coffee'), seasons, expiry: { kind: 'endOfSeason', graceDays: 3 } }],
  })
  const on = (day: string) =>
    award(document, basket([line(1)], { occurredAt: at(`${day}T10:00`) }), nobody, noon)
  assert.equal(on('2026-06-03').grants[0]!.unit, 'stamps:coffee:spring')
  assert.equal(String(on('2026-06-03').grants[0]!.expiresAt), String(at('2026-06-11T00:00')))
  assert.equal(on('2026-06-05').grants[0]!.unit, 'stamps:coffee:summer')
  assert.equal(on('2026-09-01').skipped[0]!.code, 'out_of_season')
})

test('the period of a cap is that of the shop’s day', () => {
  const document = programme({
    dayEndsAt: '04:00',
    caps: [
      { id: 'd', per: 'day', max: 1 },
      { id: 'm', per: 'month', max: 1 },
      { id: 'l', per: 'lifetime', max: 1 },
      { id: 'p', per: 'purchase', max: 1 },
    ],
  })
  assert.deepEqual(capPeriods(document, at('2026-08-01T03:00'), zone), {
    d: '2026-07-31',
    m: '2026-07',
    l: 'lifetime',
  })
})

test('a grant says what was counted, what was carried and what doubled it', () => {
  const document = programme({
    rules: [onePer(100)],
    multipliers: [{ id: 'friday', percent: 200, days: [5] }],
  })
  const member = { ...nobody, carried: { spend: 4_000 } }
  const [grant] = award(document, basket([line(2_480)]), member, noon).grants
  const said = say('en', grant!.why, { currency: 'HUF' }).replaceAll('\u00a0', ' ')
  assert.equal(
    said,
    '4 960 Ft counted (2 times: Friday), 40 Ft carried from before: 50 points, at 1 point for every 100 Ft.',
  )
})
