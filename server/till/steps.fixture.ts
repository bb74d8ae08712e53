import fc from 'fast-check'
import type { ProgrammeDraft } from '../programme/programme.ts'

/** What may happen in a shop, drawn at random, and the programmes under which it does. */

export const goods = [
  { sku: 'TEA', category: 'tea', unitPrice: 1_150 },
  { sku: 'BEANS', category: 'coffee', unitPrice: 4_990 },
  { sku: 'BREAD', unitPrice: 333, quantity: 0.755 },
  { sku: 'SUIT', unitPrice: 30_000 },
  { kind: 'fee' as const, sku: 'delivery', unitPrice: 990 },
  { kind: 'gift_card' as const, unitPrice: 5_000 },
  { kind: 'store_credit' as const, unitPrice: 3_000 },
]

const aBuy = fc.record({
  do: fc.constant('buy' as const),
  who: fc.constantFrom(0, 0, 0, 1, 1, 2, null),
  basket: fc.array(fc.record({ what: fc.nat(goods.length - 1), quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 4,
    size: 'max',
  }),
  discount: fc.constantFrom(0, 0, 7, 100),
  pay: fc.constantFrom('money', 'money', 'points', 'voucher', 'prize', 'giftCard', 'credit', 'reward'),
  part: fc.constantFrom(1, 3),
})
const aReturn = fc.record({
  do: fc.constant('return' as const),
  which: fc.nat(20),
  /** By line: which part of what is left, in percent. */
  parts: fc.array(fc.constantFrom(0, 33, 50, 100), { minLength: 4, maxLength: 4 }),
})
const anyTime = fc.oneof(
  { arbitrary: aBuy, weight: 8 },
  { arbitrary: aReturn, weight: 4 },
  {
    arbitrary: fc.record({ do: fc.constantFrom('reserve' as const), who: fc.nat(2), what: fc.nat(1) }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ do: fc.constantFrom('fulfil' as const, 'cancel' as const), which: fc.nat(9) }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ do: fc.constant('attach' as const), which: fc.nat(9), who: fc.nat(2) }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: fc.constant('confirm' as const), which: fc.nat(20) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('change' as const), to: fc.nat(2) }), weight: 1 },
)
const passing = fc.record({ do: fc.constant('pass' as const), days: fc.constantFrom(1, 5, 20, 40) })
const settling = fc.record({ do: fc.constant('settle' as const) })
const merging = fc.record({ do: fc.constant('merge' as const), from: fc.nat(2), into: fc.nat(2) })

export type Step =
  | Drawn<typeof anyTime>
  | Drawn<typeof passing>
  | Drawn<typeof settling>
  | Drawn<typeof merging>

export const steps = ({ max, merges, days }: { max: number; merges: boolean; days: boolean }) =>
  fc.array(
    fc.oneof<fc.WeightedArbitrary<Step>[]>(
      { arbitrary: anyTime, weight: 18 },
      { arbitrary: passing, weight: days ? 2 : 0 },
      { arbitrary: merging, weight: merges ? 1 : 0 },
    ),
    { maxLength: max, size: 'max' },
  )

/** What several tills may do at the same moment. */
export const atOnce = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { arbitrary: anyTime, weight: 10 },
    { arbitrary: settling, weight: 1 },
    { arbitrary: merging, weight: 1 },
  ),
  { minLength: 2, maxLength: 4, size: 'max' },
)

const stampCard = (id: string, mode: 'automatic' | 'manual', debt: 'clamp' | 'negative') => ({
  ...{ id, name: id, size: 4, mode, debt, expiry: { kind: 'never' as const } },
  prizes: [
    { at: 2, name: 'cookie' },
    { at: 4, name: 'coffee' },
  ],
})

export const aProgramme = fc.record({
  perMinor: fc.constantFrom(100, 250, 700),
  debt: fc.constantFrom('clamp' as const, 'negative' as const),
  cardDebt: fc.constantFrom('clamp' as const, 'negative' as const),
  pending: fc.constantFrom(0, 0, 3, 'confirmed' as const),
  capMax: fc.constantFrom(40, 100_000),
  earnOnRedeemed: fc.boolean(),
})

export const someTiers = fc.record({
  by: fc.constantFrom('spend' as const, 'points' as const, 'visits' as const),
  held: fc.boolean(),
})
type Drawn<T> = T extends fc.Arbitrary<infer One> ? One : never

/** Everything that a programme can do at once: what a return has to unwind most of. */
export function programmeOf(
  { perMinor, debt, cardDebt, pending, capMax, earnOnRedeemed }: Drawn<typeof aProgramme>,
  { by, held }: Drawn<typeof someTiers>,
  months: number | null,
): ProgrammeDraft {
  const [silver, gold] = { spend: [5_000, 40_000], points: [20, 200], visits: [2, 4] }[by] as [number, number]
  return {
    format: 1,
    points: {
      ...{ name: 'point|points', worth: null, pendingDays: pending, debt, spend: { points: 1, minor: 3 } },
      expiry: months === null ? { kind: 'never' } : { kind: 'months', months, graceDays: 3 },
    },
    rules: [
      { id: 'spend', kind: 'amount', perMinor, give: 1 },
      { id: 'beans', kind: 'product', where: { skus: ['BEANS'] }, give: 7, budget: 60 },
      { id: 'visit', kind: 'visit', give: 1, target: { card: 'visits' } },
      { id: 'tea', kind: 'product', where: { skus: ['TEA'] }, give: 1, target: { card: 'tea' } },
    ],
    multipliers: [
      { id: 'tea-days', percent: 150, where: { categories: ['tea'] } },
      { id: 'silver', percent: 200, tiers: ['silver', 'gold'] },
    ],
    caps: [
      { id: 'daily', per: 'day', max: capMax },
      { id: 'basket', per: 'purchase', max: 400 },
    ],
    earnOn: { redeemedPart: earnOnRedeemed, fees: true },
    stampCards: [stampCard('visits', 'automatic', cardDebt), stampCard('tea', 'manual', cardDebt)],
    tiers: {
      by,
      window: held ? { kind: 'rolling', months: 12 } : { kind: 'lifetime' },
      hold: held ? { kind: 'months', months: 6 } : { kind: 'none' },
      levels: [
        { id: 'silver', name: 'Silver', from: silver },
        { id: 'gold', name: 'Gold', from: gold },
      ],
    },
  }
}
