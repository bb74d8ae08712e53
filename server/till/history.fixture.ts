import fc from 'fast-check'
import { Refused } from '../platform/errors.ts'
import type { CustomerId, PurchaseId, RedemptionId, RewardId } from '../platform/ids.ts'
import type { ProgrammeDraft } from '../programme/programme.ts'
import type { BuyWish, Said, Till } from './till.fixture.ts'

/** Random histories of a shop: what may happen, and how it is all undone at the end. */

const goods = [
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
const merging = fc.record({ do: fc.constant('merge' as const), from: fc.nat(2), into: fc.nat(2) })

type Step = typeof anyTime | typeof passing | typeof merging extends fc.Arbitrary<infer T> ? T : never

export const steps = ({ max, merges, days }: { max: number; merges: boolean; days: boolean }) =>
  fc.array(
    fc.oneof(
      { arbitrary: anyTime as fc.Arbitrary<Step>, weight: 18 },
      { arbitrary: passing as fc.Arbitrary<Step>, weight: days ? 2 : 0 },
      { arbitrary: merging as fc.Arbitrary<Step>, weight: merges ? 1 : 0 },
    ),
    { maxLength: max, size: 'max' },
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

interface Bought {
  id: PurchaseId
  said: Said
  /** What is left of each line, in thousandths. */
  left: number[]
  base: boolean
}

/** A shop with three customers, things to redeem, and the programmes that it changes between. */
export class History {
  readonly till: Till
  readonly programmes: ProgrammeDraft[]
  readonly customers: CustomerId[] = []
  readonly bought: Bought[] = []
  readonly redemptions: RedemptionId[] = []
  readonly giftCards: string[] = []
  readonly prizes: string[] = []
  rewards: RewardId[] = []
  voucher = ''

  constructor(till: Till, programmes: ProgrammeDraft[]) {
    this.till = till
    this.programmes = programmes
  }

  async open(): Promise<void> {
    const { till } = this
    for (let n = 0; n < 3; n += 1) this.customers.push(await till.join())
    this.rewards = [
      await till.addReward({ points: 15, stock: 3, benefit: { kind: 'percent', percent: 20 } }),
      await till.addReward({ points: null, stampCard: 'tea', stamps: 2, customerLimit: 2 }),
    ]
    this.voucher = (await till.issue({ sharedCode: 'SPRING', maxUses: 3 })).code
  }

  /** Does it; what the business refuses changes nothing. */
  async act(step: Step, base = false): Promise<void> {
    try {
      await this.#do(step, base)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }

  async #do(step: Step, base: boolean): Promise<unknown> {
    const { till, customers, redemptions, bought } = this
    if (step.do === 'buy') return this.#buy(step, base)
    if (step.do === 'return') return this.#giveBack(step)
    if (step.do === 'reserve') {
      redemptions.push(await till.reserve(customers[step.who]!, this.rewards[step.what]!))
      return
    }
    if (step.do === 'fulfil' || step.do === 'cancel') {
      const id = redemptions[step.which % Math.max(1, redemptions.length)]
      return id && till[step.do](id)
    }
    if (step.do === 'change') return till.save(this.programmes[step.to]!)
    if (step.do === 'pass') return till.pass({ days: step.days })
    if (step.do === 'merge') return till.merge(customers[step.from]!, customers[step.into]!)
    const one = bought[step.which % Math.max(1, bought.length)]
    if (!one) return
    return step.do === 'attach' ? till.attach(one.id, customers[step.who]!) : till.confirm(one.id)
  }

  async #buy(step: Extract<Step, { do: 'buy' }>, base: boolean): Promise<void> {
    const lines = step.basket.map(({ what, quantity }) => ({
      quantity: what < 2 ? quantity : 1,
      ...goods[what]!,
    }))
    const wish: BuyWish = { lines, discount: step.discount, redeem: this.#paying(step) }
    const { id, said } = await this.till.buy(step.who === null ? null : this.customers[step.who]!, wish)
    const left = said.purchase.lines.map((line: Said) => Math.round(line.quantity * 1000))
    this.bought.push({ id, said, left, base })
    for (const { code } of said.giftCards ?? []) this.giftCards.push(code)
    for (const { prizes } of said.stamps) for (const { code } of prizes) this.prizes.push(code)
  }

  #paying({ pay, part }: Extract<Step, { do: 'buy' }>): BuyWish['redeem'] {
    const [giftCard, prize] = [this.giftCards.at(-part), this.prizes.at(-part)]
    if (pay === 'points') return { points: part * 10 }
    if (pay === 'voucher') return { voucher: this.voucher }
    if (pay === 'prize' && prize) return { voucher: prize }
    if (pay === 'giftCard' && giftCard) return { giftCard, ...(part > 1 ? { giftCardAmount: 700 } : {}) }
    if (pay === 'credit')
      return { credit: part * 500, ...(giftCard ? { giftCard, giftCardAmount: 333 } : {}) }
    if (pay === 'reward') return { rewardId: this.rewards[part > 1 ? 1 : 0]! }
    return undefined
  }

  async #giveBack({ which, parts }: Extract<Step, { do: 'return' }>): Promise<void> {
    const open = this.bought.filter(({ left, base }) => !base && left.some((milli) => milli > 0))
    const one = open[which % Math.max(1, open.length)]
    if (!one) return
    const back = one.left.map((milli, line) => {
      const whole = one.said.purchase.lines[line].kind === 'gift_card'
      return Math.ceil((milli * (whole ? 100 : parts[line % parts.length]!)) / 100)
    })
    const lines = back.flatMap((milli, line) => (milli > 0 ? [{ line, quantity: milli / 1000 }] : []))
    if (lines.length === 0) return
    await this.till.giveBack(one.id, { lines })
    for (const [line, milli] of back.entries()) one.left[line]! -= milli
  }

  /** Cancels every redemption and returns every purchase but the first ones, in an order of the test's choice. */
  async undoAll(order: number): Promise<void> {
    const open = new Map<string, () => Promise<unknown>>()
    for (const id of this.redemptions) open.set(id, () => this.till.cancel(id))
    for (const { id, base, left } of this.bought)
      if (!base && left.some((milli) => milli > 0)) open.set(id, () => this.till.giveBack(id))
    let turn = order
    while (open.size > 0) {
      const before = open.size
      for (const id of shuffled([...open.keys()], turn++)) {
        try {
          await open.get(id)!()
          open.delete(id)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          // Used within a purchase: its return undoes it. A gift card that is spent waits for what it paid.
          if (error.code === 'redemption.in_purchase') open.delete(id)
        }
      }
      if (open.size === before) throw new Error(`${before} can not be undone`)
    }
  }
}

function shuffled<T>(things: T[], seed: number): T[] {
  return things
    .map((thing, index) => ({ thing, at: ((index + 1) * 2654435761 + seed * 40503 * (index + 3)) % 65537 }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing)
}
