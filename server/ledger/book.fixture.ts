import assert from 'node:assert/strict'
import { Refused } from '../platform/errors.ts'
import type { AccountId, TransferId } from '../platform/ids.ts'
import type { Action, Closing, Spending, Undoing } from './actions.fixture.ts'
import { Book } from './book.ts'
import type { Earlier, Holder, Lot, OwnAccount, Transfer } from './entries.ts'
import { ownAccountId } from './ownAccounts.ts'

/** What the properties of the book stand on: a shop that does things to a book and remembers what it did. */

const businessId = '01990000-0000-7000-8000-000000000000'
const customers: Holder[] = ['a', 'b', 'c'].map((letter) => ({
  kind: 'customer',
  id: `01990000-0000-7000-8000-00000000000${letter}`,
}))
const start = Temporal.Instant.from('2026-03-01T09:00:00Z')

/** A debit or a reservation as the shop remembers it. */
interface Spent {
  earlier: Earlier
  state: 'held' | 'spent' | 'released'
  givenBack: number
}
/** A credit as the shop remembers it. */
interface Earned {
  lotId: TransferId
  debt: 'clamp' | 'negative'
  takenBack: number
  base: boolean
}

/** A shop with one book, which it never closes. */
export class Shop {
  now = start
  readonly book = new Book(businessId, (at, days) => at.add({ hours: 24 * (days + 1) }))
  readonly earned: Earned[] = []
  readonly spent: Spent[] = []
  readonly #livesOn = [0, 1, 2]

  /** Does it, or leaves it where there is nothing to do it to. Credits made as `base` are never taken back. */
  act(action: Action, base = false): void {
    this.book.settle(this.now)
    this.#do(action, base)
    this.book.settle(this.now)
    this.#land()
  }

  #do(action: Action, base: boolean): void {
    switch (action.do) {
      case 'credit':
        this.#credit(action, base)
        break
      case 'debit':
      case 'reserve':
        this.#spend(action)
        break
      case 'capture':
      case 'release':
        this.#close(action)
        break
      case 'giveBack':
        this.#giveBack(action)
        break
      case 'takeBack':
        this.#takeBack(action)
        break
      case 'ripen':
        this.#ripen(action.which)
        break
      case 'merge':
        this.#merge(action)
        break
      case 'pass':
        this.now = this.now.add({ hours: 24 * action.days })
    }
  }

  holder(who: number): Holder {
    return customers[this.#livesOn[who]!]!
  }

  #credit(action: Extract<Action, { do: 'credit' }>, base: boolean): void {
    const { who, unit, amount, ripe, days, graceDays, debt } = action
    const lotId = this.book.credit({
      holder: this.holder(who),
      unit,
      amount,
      from: 'issued',
      reason: 'purchase',
      at: this.now,
      expiresAt: days === null ? null : this.now.add({ hours: 24 * days }),
      ripe: ripe === 'now',
      ripensAt: ripe === 'later' ? this.now.add({ hours: 36 }) : null,
      graceDays,
      debt,
    })
    this.earned.push({ lotId, debt, takenBack: 0, base })
  }

  /** Refused exactly when the balance does not reach. */
  #spend(action: Spending): void {
    const { unit, amount } = action
    const holder = this.holder(action.who)
    const before = this.book.balanceOf(holder, unit).balance
    let id: TransferId
    try {
      id = this.book[action.do]({
        holder,
        unit,
        amount,
        to: 'redeemed',
        reason: action.do === 'debit' ? 'payment' : 'redemption',
        at: this.now,
      })
    } catch (error) {
      assert.ok(error instanceof Refused && error.code === 'points.too_few' && before < amount, String(error))
      return
    }
    assert.equal(this.book.balanceOf(holder, unit).balance, before - amount)
    const own: OwnAccount = 'redeemed'
    const accountId = this.book.account(holder, unit)!.id
    const held = action.do === 'reserve'
    const earlier: Earlier = { id, unit, accountId, own, amount, state: held ? 'pending' : 'posted' }
    this.spent.push({ earlier, state: held ? 'held' : 'spent', givenBack: 0 })
  }

  #close({ do: how, which }: Closing): void {
    const held = pick(this.spent, which, ({ state }) => state === 'held')
    if (!held) return
    if (how === 'capture') this.book.capture(held.earlier)
    else this.book.release(held.earlier, this.now)
    held.state = how === 'capture' ? 'spent' : 'released'
  }

  #giveBack({ which, percent }: Undoing): void {
    const open = ({ state, givenBack, earlier }: Spent) => state === 'spent' && givenBack < earlier.amount
    const spent = pick(this.spent, which, open)
    if (!spent) return
    const part = partOf(spent.earlier.amount - spent.givenBack, percent)
    this.book.giveBack(spent.earlier, part, { reason: 'restore', at: this.now })
    spent.givenBack += part
  }

  /** Clamping takes no more than there is; going negative writes nothing off. */
  #takeBack({ which, percent }: Undoing): void {
    const earned = pick(this.earned, which, (one) => !one.base && one.takenBack < this.#lot(one).amount)
    if (!earned) return
    const account = this.#accountOf(earned)
    const before = account.balance
    const part = partOf(this.#lot(earned).amount - earned.takenBack, percent)
    const writtenOff = this.book.takeBack(earned.lotId, part, {
      reason: 'return',
      at: this.now,
      policy: earned.debt,
    })
    earned.takenBack += part
    assert.ok(writtenOff >= 0 && writtenOff <= part)
    if (earned.debt === 'negative') assert.equal(writtenOff, 0)
    else assert.ok(account.balance >= Math.min(before, 0))
  }

  #ripen(which: number): void {
    const waiting = pick(this.earned, which, (one) => !this.#lot(one).ripe && this.#lot(one).remaining > 0)
    if (waiting) this.book.ripen(waiting.lotId)
  }

  /** Whoever was merged lives on as whom she was merged into, and so do her accounts. */
  #merge({ from, into }: { from: number; into: number }): void {
    const [source, target] = [this.#livesOn[from]!, this.#livesOn[into]!]
    if (source === target) return
    const moved = this.book.merge(customers[source]!, customers[target]!, { reason: 'merge', at: this.now })
    const to = new Map<AccountId, AccountId>(moved.map((one) => [one.from, one.into]))
    for (const { earlier } of this.spent) earlier.accountId = to.get(earlier.accountId) ?? earlier.accountId
    // As the statement `ledger.repoint_pending` does.
    this.#land()
    for (const transfer of this.book.transfers.filter(({ state }) => state === 'pending')) {
      transfer.debit = to.get(transfer.debit) ?? transfer.debit
      transfer.credit = to.get(transfer.credit) ?? transfer.credit
    }
    for (const [index, lives] of this.#livesOn.entries()) if (lives === source) this.#livesOn[index] = target
  }

  /** As the statement `ledger.write_states` does. */
  #land(): void {
    for (const [id, state] of this.book.stateChanges) {
      for (const transfer of this.book.transfers) {
        if (transfer.state === 'pending' && (transfer.id === id || transfer.undoes === id))
          transfer.state = state
      }
    }
    this.book.stateChanges.clear()
  }

  #lot({ lotId }: Earned): Lot {
    return this.book.lots.get(lotId)!
  }

  #accountOf(earned: Earned) {
    return [...this.book.accounts.values()].find(({ id }) => id === this.#lot(earned).accountId)!
  }
}

function pick<T>(from: readonly T[], which: number, wanted: (one: T) => boolean): T | undefined {
  const open = from.filter(wanted)
  return open[which % Math.max(1, open.length)]
}

const partOf = (left: number, percent: number) => Math.max(1, Math.floor((left * percent) / 100))

/** Σ of a number over things. */
export const sumOf = <T>(things: Iterable<T>, number: (one: T) => number) =>
  [...things].reduce((sum, one) => sum + number(one), 0)

/** What a transfer does to an account: a pending debit that undoes nothing is held, one that undoes takes what waited. */
export function effectOf({ state, amount, debit, credit, undoes }: Transfer, account: AccountId) {
  const effect = { balance: 0, pending: 0, reserved: 0 }
  if (state === 'voided') return effect
  if (credit === account) effect[state === 'posted' ? 'balance' : 'pending'] += amount
  if (debit === account) {
    effect[state === 'pending' && undoes ? 'pending' : 'balance'] -= amount
    if (state === 'pending' && !undoes) effect.reserved += amount
  }
  return effect
}

export const ownIds = (unit: string) =>
  (['issued', 'redeemed', 'expired', 'forfeited'] as const).map((kind) =>
    ownAccountId(businessId, unit, kind),
  )
