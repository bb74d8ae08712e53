import { Refused } from '../platform/errors.ts'
import { type AccountId, newId, type TransferId } from '../platform/ids.ts'
import type {
  Account,
  Cause,
  Credit,
  Debit,
  Earlier,
  Holder,
  Lot,
  OwnAccount,
  Take,
  TakeBack,
  Transfer,
  TransferState,
} from './entries.ts'
import { after, dueAt, isOver, soonestFirst } from './lots.ts'
import { ownAccountId } from './ownAccounts.ts'

/** Further below zero than any debt can go. */
const NO_LOWEST = -1_000_000_000_000_000

/**
 * A unit of work on the accounts of a few holders: it is loaded, it decides in memory, and it is written in one go.
 * Pure: no database and no clock, so that a till, an import, a simulation and a property test use the same one.
 *
 * What always holds for each account:
 *   balance = Σ remaining of ripe lots - debt;  pending = Σ remaining of unripe lots;
 *   a lot's amount = remaining + expired + Σ what was taken from it;
 *   debt and something left to spend never stand together.
 */
export class Book {
  readonly businessId: string
  readonly accounts = new Map<string, Account>()
  readonly lots = new Map<TransferId, Lot>()
  readonly takes: Take[] = []
  readonly transfers: Transfer[] = []
  readonly stateChanges = new Map<TransferId, TransferState>()
  readonly owns = new Map<AccountId, { unit: string; kind: OwnAccount }>()
  readonly #byId = new Map<AccountId, Account>()
  /** The end of the local day `days` after a moment: how long points stay that come back to an expired lot. */
  readonly graceUntil: (at: Temporal.Instant, days: number) => Temporal.Instant

  constructor(businessId: string, graceUntil: Book['graceUntil']) {
    this.businessId = businessId
    this.graceUntil = graceUntil
  }

  addAccount(account: Account): Account {
    this.accounts.set(`${account.holderId} ${account.unit}`, account)
    this.#byId.set(account.id, account)
    return account
  }

  account(holder: Holder, unit: string): Account | undefined {
    return this.accounts.get(`${holder.id} ${unit}`)
  }

  balanceOf(holder: Holder, unit: string): { balance: number; pending: number; reserved: number } {
    const account = this.account(holder, unit)
    return {
      balance: account?.balance ?? 0,
      pending: account?.pending ?? 0,
      reserved: account?.reserved ?? 0,
    }
  }

  /** Brings a lot. What the account owes is repaid from it first. */
  credit(credit: Credit): TransferId {
    const { holder, unit, amount, from, ripe = true } = credit
    const account = this.#ensure(holder, unit)
    if (credit.debt === 'negative') account.lowest = NO_LOWEST
    const state = ripe ? 'posted' : 'pending'
    const id = this.#transfer(this.#own(unit, from), account.id, unit, amount, state, credit)
    const lot: Lot = {
      id,
      accountId: account.id,
      amount,
      remaining: amount,
      expired: 0,
      ripe,
      ripensAt: ripe ? null : (credit.ripensAt ?? null),
      expiresAt: credit.expiresAt ?? null,
      graceDays: credit.graceDays ?? 0,
      grantId: credit.grantId ?? null,
      touched: true,
    }
    this.lots.set(id, lot)
    if (ripe) {
      account.balance += amount
      this.#repay(account, lot)
    } else {
      account.pending += amount
    }
    if (isOver(lot, credit.at)) this.#expire(account, lot, credit.at)
    else this.#due(account, lot)
    return id
  }

  /** Spends, soonest-expiring lots first; refuses with `points.too_few`. */
  debit(debit: Debit): TransferId {
    return this.#spend(debit, 'posted')
  }

  /** Holds an amount for a redemption: taken from its lots now, captured or released later. */
  reserve(debit: Debit): TransferId {
    const id = this.#spend(debit, 'pending')
    this.#ensure(debit.holder, debit.unit).reserved += debit.amount
    return id
  }

  /** A reserved amount is spent for good. */
  capture(earlier: Earlier): void {
    const account = this.#touch(earlier.accountId)
    account.reserved -= earlier.amount
    this.stateChanges.set(earlier.id, 'posted')
  }

  /** A reserved amount goes back to the very lots that it came from. */
  release(earlier: Earlier, at: Temporal.Instant): void {
    const account = this.#touch(earlier.accountId)
    account.reserved -= earlier.amount
    account.balance += earlier.amount
    this.stateChanges.set(earlier.id, 'voided')
    this.#untake(account, earlier.id, earlier.amount, at)
  }

  /** Undoes a debit, wholly or in part: back to the lots, the latest taken first. */
  giveBack(earlier: Earlier, amount: number, cause: Cause): TransferId {
    const account = this.#touch(earlier.accountId)
    const from = this.#own(earlier.unit, earlier.own)
    const id = this.#transfer(from, account.id, earlier.unit, amount, 'posted', cause, earlier.id)
    account.balance += amount
    this.#untake(account, earlier.id, amount, cause.at)
    return id
  }

  /**
   * Undoes a credit, wholly or in part. Takes from the lot itself, then what of it had expired (nobody loses that
   * twice), then from the account's other lots, then by the policy: into debt, or written off. What later comes back
   * to the lot settles what stood in for it. Answers how much of the amount was written off.
   */
  takeBack(lotId: TransferId, amount: number, cause: TakeBack): number {
    const lot = this.#lot(lotId)
    const account = this.#touch(lot.accountId)
    const own = Math.min(lot.remaining, amount)
    const lost = Math.min(lot.expired, amount - own)
    const wanted = amount - own - lost
    if (wanted > 0 && !lot.ripe)
      throw new Error(`lot ${lotId}: ${wanted} more is taken back than waits in it`)
    const { parts, short } = this.#gather(account, lot, wanted)
    const debt = cause.policy === 'negative' ? short : 0
    if (debt > 0) account.lowest = NO_LOWEST
    const moved = own + wanted - short + debt
    const issued = this.#own(account.unit, 'issued')
    const state = lot.ripe ? 'posted' : 'pending'
    const id = moved > 0 ? this.#transfer(account.id, issued, account.unit, moved, state, cause, lotId) : null
    if (own > 0) this.#take(account, id, lot, own, null)
    for (const part of parts) this.#take(account, id, part.lot, part.amount, lotId)
    if (debt > 0) this.#owe(account, id, lotId, 'debt', debt)
    if (short > debt) this.#owe(account, id, lotId, 'written_off', short - debt)
    if (lot.ripe) account.balance -= moved
    else account.pending -= moved
    if (lost > 0) this.#unexpire(account, lot, lost, cause)
    return short - debt
  }

  /** Ripens a lot that waited for an event (or for its day). */
  ripen(lotId: TransferId): void {
    const lot = this.#lot(lotId)
    if (lot.ripe) return
    const account = this.#touch(lot.accountId)
    lot.ripe = true
    lot.touched = true
    account.pending -= lot.remaining
    account.balance += lot.remaining
    this.stateChanges.set(lot.id, 'posted')
    this.#repay(account, lot)
    this.#due(account, lot)
  }

  /** Ripens and expires what is due by `now`. Needs the lots of accounts that are due to be loaded. */
  settle(now: Temporal.Instant): void {
    for (const account of this.accounts.values()) {
      if (!account.nextDueAt || after(account.nextDueAt, now)) continue
      const lots = this.#lotsOf(account).filter((lot) => lot.remaining > 0)
      for (const lot of lots) if (!lot.ripe && lot.ripensAt && !after(lot.ripensAt, now)) this.ripen(lot.id)
      for (const lot of lots) if (isOver(lot, now)) this.#expire(account, lot, now)
      this.#redue(account)
    }
  }

  /** Everything that one holder has becomes another's: the accounts' lots, debts, holds and balances. */
  merge(from: Holder, into: Holder, cause: Cause): { from: AccountId; into: AccountId }[] {
    const moved: { from: AccountId; into: AccountId }[] = []
    for (const source of [...this.accounts.values()].filter((account) => account.holderId === from.id)) {
      const target = this.#ensure(into, source.unit)
      this.#touch(source.id)
      moved.push({ from: source.id, into: target.id })
      // Holds move as they are (they are not posted yet), so the posted part to move is the balance before them.
      const posted = source.balance + source.reserved
      if (posted > 0) this.#transfer(source.id, target.id, source.unit, posted, 'posted', cause)
      if (posted < 0) this.#transfer(target.id, source.id, source.unit, -posted, 'posted', cause)
      target.lowest = Math.min(target.lowest, source.lowest)
      target.balance += source.balance
      target.pending += source.pending
      target.reserved += source.reserved
      Object.assign(source, { balance: 0, pending: 0, reserved: 0, nextDueAt: null })
      for (const lot of this.#lotsOf(source)) Object.assign(lot, { accountId: target.id, touched: true })
      for (const take of this.takes)
        if (take.accountId === source.id) Object.assign(take, { accountId: target.id, touched: true })
      for (const lot of this.#spendable(target)) this.#repay(target, lot)
      this.#redue(target)
    }
    return moved
  }

  #spend(debit: Debit, state: TransferState): TransferId {
    const { holder, unit, amount, to } = debit
    const account = this.#ensure(holder, unit)
    if (account.balance < amount) {
      throw new Refused('points.too_few', undefined, {
        params: { available: Math.max(0, account.balance), needed: amount },
      })
    }
    const { parts, short } = this.#gather(account, null, amount)
    if (short > 0) throw new Error(`account ${account.id}: the lots hold ${short} less than the balance says`)
    const id = this.#transfer(account.id, this.#own(unit, to), unit, amount, state, debit)
    for (const part of parts) this.#take(account, id, part.lot, part.amount, null)
    account.balance -= amount
    return id
  }

  /** Which lots an amount would come from, soonest-expiring first, leaving one lot out. */
  #gather(
    account: Account,
    except: Lot | null,
    amount: number,
  ): { parts: { lot: Lot; amount: number }[]; short: number } {
    const parts: { lot: Lot; amount: number }[] = []
    let short = amount
    if (short === 0) return { parts, short }
    for (const lot of this.#spendable(account)) {
      if (lot === except) continue
      const part = Math.min(lot.remaining, short)
      parts.push({ lot, amount: part })
      short -= part
      if (short === 0) break
    }
    return { parts, short }
  }

  #take(
    account: Account,
    transferId: TransferId | null,
    lot: Lot,
    amount: number,
    forLot: TransferId | null,
  ): void {
    lot.remaining -= amount
    lot.touched = true
    this.#record(account, transferId, lot, amount, forLot)
  }

  #record(
    account: Account,
    transferId: TransferId | null,
    lot: Lot,
    amount: number,
    forLot: TransferId | null,
  ): void {
    const take: Take = {
      id: newId(),
      transferId,
      accountId: account.id,
      lotId: lot.id,
      forLot,
      source: 'lot',
      amount,
      touched: true,
    }
    this.takes.push(take)
  }

  #owe(
    account: Account,
    transferId: TransferId | null,
    forLot: TransferId,
    source: 'debt' | 'written_off',
    amount: number,
  ): void {
    this.takes.push({
      id: newId(),
      transferId,
      accountId: account.id,
      lotId: null,
      forLot,
      source,
      amount,
      touched: true,
    })
  }

  /** Gives back what a transfer took. */
  #untake(account: Account, transferId: TransferId, amount: number, at: Temporal.Instant): void {
    let left = amount
    for (const take of this.takes
      .filter((one) => one.transferId === transferId && one.source === 'lot')
      .reverse()) {
      const part = Math.min(take.amount, left)
      if (part === 0) continue
      this.#lessen(take, part)
      left -= part
      this.#restore(account, this.#lot(take.lotId!), part, at)
    }
    if (left > 0) throw new Error(`transfer ${transferId}: ${left} more is given back than it took`)
  }

  /**
   * An amount comes back to a lot: it first settles what stood in for the lot, the latest first. All of it is settled
   * before other lots get theirs back, so that none of them pays a debt that is being settled.
   */
  #restore(account: Account, lot: Lot, amount: number, at: Temporal.Instant): void {
    let left = amount
    const others: { lot: Lot; amount: number }[] = []
    for (const claim of this.takes.filter((take) => take.forLot === lot.id && take.amount > 0).reverse()) {
      const part = Math.min(claim.amount, left)
      if (part === 0) break
      left -= part
      this.#lessen(claim, part)
      if (claim.source === 'written_off') {
        const cause: Cause = { reason: 'return', at, note: 'late' }
        const id = this.#transfer(
          account.id,
          this.#own(account.unit, 'issued'),
          account.unit,
          part,
          'posted',
          cause,
          lot.id,
        )
        account.balance -= part
        this.#record(account, id, lot, part, null)
      } else {
        this.#record(account, claim.transferId, lot, part, null)
        if (claim.source === 'lot') others.push({ lot: this.#lot(claim.lotId!), amount: part })
      }
    }
    for (const other of others) this.#restore(account, other.lot, other.amount, at)
    if (left === 0) return
    lot.remaining += left
    lot.touched = true
    if (isOver(lot, at) && lot.graceDays > 0) lot.expiresAt = this.graceUntil(at, lot.graceDays)
    this.#repay(account, lot)
    if (isOver(lot, at)) this.#expire(account, lot, at)
    else this.#due(account, lot)
  }

  #lessen(take: Take, amount: number): void {
    take.amount -= amount
    take.touched = true
  }

  /** What is owed is repaid from a lot first, the oldest debt first. */
  #repay(account: Account, lot: Lot): void {
    if (!lot.ripe) return
    for (const debt of this.takes) {
      if (lot.remaining === 0) return
      if (debt.source !== 'debt' || debt.amount === 0 || debt.accountId !== account.id) continue
      const part = Math.min(debt.amount, lot.remaining)
      this.#lessen(debt, part)
      this.#take(account, debt.transferId, lot, part, debt.forLot)
    }
  }

  #expire(account: Account, lot: Lot, now: Temporal.Instant): void {
    const amount = lot.remaining
    const at = lot.expiresAt ?? now
    this.#transfer(account.id, this.#own(account.unit, 'expired'), account.unit, amount, 'posted', {
      reason: 'expiry',
      at,
      grantId: lot.grantId,
    })
    this.#touch(account.id).balance -= amount
    lot.expired += amount
    lot.remaining = 0
    lot.touched = true
  }

  /** A return takes back what had expired: it was lost already, so only the business's own books change. */
  #unexpire(account: Account, lot: Lot, amount: number, cause: Cause): void {
    const from = this.#own(account.unit, 'expired')
    const to = this.#own(account.unit, 'issued')
    const id = this.#transfer(from, to, account.unit, amount, 'posted', cause, lot.id)
    lot.expired -= amount
    lot.touched = true
    this.#record(account, id, lot, amount, null)
  }

  #transfer(
    debit: AccountId,
    credit: AccountId,
    unit: string,
    amount: number,
    state: TransferState,
    cause: Cause,
    undoes: TransferId | null = null,
  ): TransferId {
    const { reason, at, purchaseId, returnId, redemptionId, grantId, note } = cause
    const id: TransferId = newId()
    this.transfers.push({
      id,
      unit,
      debit,
      credit,
      amount,
      state,
      undoes,
      reason,
      at,
      purchaseId: purchaseId ?? null,
      returnId: returnId ?? null,
      redemptionId: redemptionId ?? null,
      grantId: grantId ?? null,
      note: note ?? null,
    })
    return id
  }

  #own(unit: string, kind: OwnAccount): AccountId {
    const id = ownAccountId(this.businessId, unit, kind)
    this.owns.set(id, { unit, kind })
    return id
  }

  #ensure(holder: Holder, unit: string): Account {
    const account = this.account(holder, unit)
    if (account) return this.#touch(account.id)
    return this.addAccount({
      id: newId(),
      unit,
      kind: holder.kind,
      holderId: holder.id,
      balance: 0,
      pending: 0,
      reserved: 0,
      lowest: 0,
      nextDueAt: null,
      touched: true,
    })
  }

  #touch(id: AccountId): Account {
    const account = this.#byId.get(id)
    if (!account) throw new Error(`account ${id} is not in this book`)
    account.touched = true
    return account
  }

  #lot(id: TransferId): Lot {
    const lot = this.lots.get(id)
    if (!lot) throw new Error(`lot ${id} is not in this book`)
    return lot
  }

  #lotsOf(account: Account): Lot[] {
    return [...this.lots.values()].filter((lot) => lot.accountId === account.id)
  }

  #spendable(account: Account): Lot[] {
    return this.#lotsOf(account)
      .filter((lot) => lot.ripe && lot.remaining > 0)
      .sort(soonestFirst)
  }

  #due(account: Account, lot: Lot): void {
    const due = dueAt(lot)
    if (due && (!account.nextDueAt || after(account.nextDueAt, due))) account.nextDueAt = due
  }

  #redue(account: Account): void {
    this.#touch(account.id).nextDueAt = null
    for (const lot of this.#lotsOf(account)) if (lot.remaining > 0) this.#due(account, lot)
  }
}
