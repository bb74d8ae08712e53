import { Refused } from '../platform/errors.ts'
import type { CustomerId, PurchaseId, RedemptionId, RewardId } from '../platform/ids.ts'
import type { ProgrammeDraft } from '../programme/programme.ts'
import { goods, type Step } from './steps.fixture.ts'
import type { BuyWish, Said, Till } from './till.fixture.ts'

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

  /** Does it; what the business refuses changes nothing. Answers `done` or the code of the refusal. */
  act(step: Step, base = false): Promise<string> {
    return this.plan(step, base)()
  }

  /** Decides now what exactly a step does, so that several may then be done at once, or in another order. */
  plan(step: Step, base = false): () => Promise<string> {
    const work = this.#work(step, base)
    return async () => {
      try {
        await work()
        return 'done'
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return error.code
      }
    }
  }

  #work(step: Step, base: boolean): () => Promise<unknown> {
    const { till, customers, redemptions, bought } = this
    if (step.do === 'buy') return this.#buying(step, base)
    if (step.do === 'return') return this.#returning(step)
    if (step.do === 'reserve') {
      const [who, what] = [customers[step.who]!, this.rewards[step.what]!]
      return async () => redemptions.push(await till.reserve(who, what))
    }
    if (step.do === 'fulfil' || step.do === 'cancel') {
      const id = redemptions[step.which % Math.max(1, redemptions.length)]
      return async () => id && till[step.do](id)
    }
    if (step.do === 'change') return () => till.save(this.programmes[step.to]!)
    if (step.do === 'pass') return () => till.pass({ days: step.days })
    if (step.do === 'settle') return () => till.settle()
    if (step.do === 'merge') return () => till.merge(customers[step.from]!, customers[step.into]!)
    const open = bought.filter((one) => one.base === base)
    const one = open[step.which % Math.max(1, open.length)]
    if (!one) return async () => undefined
    return step.do === 'attach' ? () => till.attach(one.id, customers[step.who]!) : () => till.confirm(one.id)
  }

  #buying(step: Extract<Step, { do: 'buy' }>, base: boolean): () => Promise<void> {
    const lines = step.basket.map(({ what, quantity }) => ({
      quantity: what < 2 ? quantity : 1,
      ...goods[what]!,
    }))
    const wish: BuyWish = { lines, discount: step.discount, redeem: this.#paying(step) }
    const customer = step.who === null ? null : this.customers[step.who]!
    return async () => {
      const { id, said } = await this.till.buy(customer, wish)
      const left = said.purchase.lines.map((line: Said) => Math.round(line.quantity * 1000))
      this.bought.push({ id, said, left, base })
      for (const { code } of said.giftCards ?? []) this.giftCards.push(code)
      for (const { prizes } of said.stamps) for (const { code } of prizes) this.prizes.push(code)
    }
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

  #returning({ which, parts }: Extract<Step, { do: 'return' }>): () => Promise<void> {
    const open = this.bought.filter(({ left, base }) => !base && left.some((milli) => milli > 0))
    const one = open[which % Math.max(1, open.length)]
    const back = (one?.left ?? []).map((milli, line) => {
      const whole = one!.said.purchase.lines[line].kind === 'gift_card'
      return Math.ceil((milli * (whole ? 100 : parts[line % parts.length]!)) / 100)
    })
    const lines = back.flatMap((milli, line) => (milli > 0 ? [{ line, quantity: milli / 1000 }] : []))
    return async () => {
      if (!one || lines.length === 0) return
      await this.till.giveBack(one.id, { lines })
      for (const [line, milli] of back.entries()) one.left[line]! -= milli
    }
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
