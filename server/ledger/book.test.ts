import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs } from '../../test/runs.ts'
import { aCredit, closing, merging, passing, ripening, spending, undoing } from './actions.fixture.ts'
import { effectOf, ownIds, Shop, sumOf } from './book.fixture.ts'

const anything = fc.oneof(
  { arbitrary: aCredit, weight: 5 },
  { arbitrary: spending, weight: 4 },
  { arbitrary: undoing, weight: 5 },
  { arbitrary: closing, weight: 2 },
  { arbitrary: ripening, weight: 1 },
  { arbitrary: passing, weight: 2 },
  { arbitrary: merging, weight: 1 },
)

test('whatever a shop does, after each thing the book adds up: accounts, lots, takes and transfers', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 40, size: 'max' }), (actions) => {
      const shop = new Shop()
      for (const action of actions) {
        shop.act(action)
        assertAddsUp(shop)
      }
    }),
    runs(1_500),
  )
})

/** Everything that `verify` proves of a real database, on a book. */
function assertAddsUp(shop: Shop): void {
  assertAccounts(shop)
  assertLots(shop)
  assertTakes(shop)
  assertUnits(shop)
}

function assertAccounts({ book, now }: Shop): void {
  for (const account of book.accounts.values()) {
    const lots = [...book.lots.values()].filter((lot) => lot.accountId === account.id)
    const ripe = sumOf(lots, (lot) => (lot.ripe ? lot.remaining : 0))
    const unripe = sumOf(lots, (lot) => (lot.ripe ? 0 : lot.remaining))
    const debt = sumOf(book.takes, (take) =>
      take.source === 'debt' && take.accountId === account.id ? take.amount : 0,
    )
    assert.equal(account.balance, ripe - debt, 'balance = what is left in ripe lots - what is owed')
    assert.equal(account.pending, unripe, 'pending = what is left in unripe lots')
    assert.ok(account.balance >= account.lowest, 'the balance is not below its policy')
    assert.ok(ripe === 0 || debt === 0, 'nothing is owed as long as something is left')
    const effects = book.transfers.map((transfer) => effectOf(transfer, account.id))
    const { balance, pending, reserved } = account
    assert.deepEqual(
      { balance, pending, reserved },
      {
        balance: sumOf(effects, (one) => one.balance),
        pending: sumOf(effects, (one) => one.pending),
        reserved: sumOf(effects, (one) => one.reserved),
      },
      'an account is what its transfers come to',
    )
    for (const lot of lots) {
      const due = lot.ripe ? lot.expiresAt : lot.ripensAt
      if (lot.remaining === 0 || !due) continue
      assert.ok(due.epochNanoseconds > now.epochNanoseconds, 'what is due has been settled')
      assert.ok(
        account.nextDueAt && account.nextDueAt.epochNanoseconds <= due.epochNanoseconds,
        'the account comes up in time',
      )
    }
  }
}

function assertLots({ book }: Shop): void {
  for (const lot of book.lots.values()) {
    const taken = sumOf(book.takes, (take) => (take.lotId === lot.id ? take.amount : 0))
    assert.equal(lot.amount, lot.remaining + lot.expired + taken, 'a lot is what is left, expired and taken')
    assert.ok(lot.remaining >= 0 && lot.expired >= 0)
    const brought = book.transfers.find(({ id }) => id === lot.id)!
    assert.equal(brought.state, lot.ripe ? 'posted' : 'pending')
    assert.equal(brought.amount, lot.amount)
  }
}

function assertTakes({ book }: Shop): void {
  const holders = new Set([...book.accounts.values()].map(({ id }) => id))
  for (const transfer of book.transfers) {
    if (!holders.has(transfer.debit) || transfer.reason === 'merge' || transfer.reason === 'expiry') continue
    const back = sumOf(book.transfers, (one) => (one.undoes === transfer.id ? one.amount : 0))
    const taken = sumOf(book.takes, (take) =>
      take.transferId === transfer.id && take.source !== 'written_off' ? take.amount : 0,
    )
    const expected = transfer.state === 'voided' ? 0 : transfer.amount - back
    assert.equal(taken, expected, 'a debit is what it took from lots and into debt, less what came back')
  }
  for (const take of book.takes) {
    assert.ok(take.amount >= 0)
    assert.equal(take.source === 'lot', take.lotId !== null)
    const stoodIn = take.forLot && take.amount > 0 ? book.lots.get(take.forLot)! : null
    if (stoodIn) assert.equal(stoodIn.remaining, 0, 'nothing stands in for a lot that has something left')
  }
}

/** The units sum to zero: what holders have is what the business's own accounts gave. */
function assertUnits({ book }: Shop): void {
  for (const unit of ['points', 'stamps:coffee']) {
    const ids = ownIds(unit)
    const given = sumOf(book.transfers, ({ state, debit, credit, amount }) =>
      state === 'posted' ? (ids.includes(debit) ? amount : 0) - (ids.includes(credit) ? amount : 0) : 0,
    )
    const held = sumOf(book.accounts.values(), (account) =>
      account.unit === unit ? account.balance + account.reserved : 0,
    )
    assert.equal(held, given)
  }
}
