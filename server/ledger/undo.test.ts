import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs } from '../../test/runs.ts'
import {
  type Action,
  aCredit,
  closing,
  merging,
  passing,
  ripening,
  spending,
  undoing,
} from './actions.fixture.ts'
import { Shop, sumOf } from './book.fixture.ts'

const base = fc.array(aCredit, { maxLength: 6 })
const dealings = fc.array(
  fc.oneof(
    { arbitrary: aCredit, weight: 4 },
    { arbitrary: spending, weight: 4 },
    { arbitrary: undoing, weight: 3 },
    { arbitrary: closing, weight: 1 },
    { arbitrary: ripening, weight: 1 },
  ),
  { maxLength: 25, size: 'max' },
)
/** In which order everything is undone at the end, and in which parts. */
const order = fc.infiniteStream(fc.record({ which: fc.nat(30), percent: fc.constantFrom(34, 50, 100) }))

test('what is spent and given back, in whatever parts, leaves every lot as it was', () => {
  fc.assert(
    fc.property(base, fc.array(spending, { maxLength: 6 }), order, (credits, spendings, stream) => {
      const shop = aShop(credits)
      const before = lotsOf(shop)
      for (const action of spendings) shop.act(action)
      undoAll(shop, stream)
      assert.deepEqual(lotsOf(shop), before)
    }),
    runs(1_000),
  )
})

test('soonest to lapse is spent first, and what comes back in part goes to the lot that was taken last', () => {
  const shop = new Shop()
  const credit = { do: 'credit', who: 0, unit: 'points', ripe: 'now', graceDays: 0, debt: 'clamp' } as const
  for (const days of [null, 9, 3]) shop.act({ ...credit, amount: 10, days })
  const left = () => [...shop.book.lots.values()].map(({ remaining }) => remaining)
  shop.act({ do: 'debit', who: 0, unit: 'points', amount: 25 })
  assert.deepEqual(left(), [5, 0, 0])
  shop.act({ do: 'giveBack', which: 0, percent: 50 })
  assert.deepEqual(left(), [10, 7, 0])
})

test('purchases taken back and payments given back in any order end, to the lot, where they began', () => {
  fc.assert(
    fc.property(base, dealings, order, (credits, actions, stream) => {
      // A lot may ripen on the way by itself or by an event: what was there before is ripe already.
      const shop = aShop(credits.map((credit) => ({ ...credit, ripe: 'now' })))
      const before = lotsOf(shop)
      for (const action of actions) shop.act(action)
      undoAll(shop, stream)
      assertNothingOpen(shop)
      assert.deepEqual(lotsOf(shop), before)
    }),
    runs(2_000),
  )
})

test('when lots expire and customers merge on the way, nobody loses twice and nothing comes of nothing', () => {
  fc.assert(
    fc.property(
      base,
      fc.array(
        fc.oneof(
          { arbitrary: dealings, weight: 4 },
          { arbitrary: passing.map((one): Action[] => [one]), weight: 2 },
          { arbitrary: merging.map((one): Action[] => [one]), weight: 1 },
        ),
        { maxLength: 6, size: 'max' },
      ),
      order,
      (credits, chapters, stream) => {
        const shop = aShop(credits)
        for (const action of chapters.flat()) shop.act(action)
        undoAll(shop, stream)
        assertNothingOpen(shop)
        const { book, earned, now } = shop
        for (const { lotId, base } of earned) {
          const lot = book.lots.get(lotId)!
          if (!base) {
            assert.equal(lot.remaining + lot.expired, 0, 'what was taken back is not there')
            continue
          }
          // Each of its points is still there, or was lost once, by its own day.
          assert.equal(lot.remaining + lot.expired, lot.amount)
          const over = lot.expiresAt !== null && lot.expiresAt.epochNanoseconds <= now.epochNanoseconds
          if (lot.remaining > 0 && lot.ripe) assert.ok(!over)
          if (lot.expiresAt === null) assert.equal(lot.expired, 0)
        }
        const left = sumOf(book.lots.values(), (lot) => lot.remaining)
        const held = sumOf(book.accounts.values(), ({ balance, pending }) => balance + pending)
        assert.equal(held, left)
      },
    ),
    runs(1_500),
  )
})

function aShop(credits: Action[]): Shop {
  const shop = new Shop()
  for (const credit of credits) shop.act(credit, true)
  return shop
}

/** Cancels and returns everything there is, each in several parts, in a random order. */
function undoAll(shop: Shop, stream: fc.Stream<{ which: number; percent: number }>): void {
  for (const { which, percent } of stream) {
    const left = undoable(shop)
    const next = left[which % Math.max(1, left.length)]
    if (!next) return
    shop.act({ do: next, which, percent })
  }
}

function undoable({ spent, earned, book }: Shop): ('release' | 'giveBack' | 'takeBack')[] {
  return [
    ...spent.filter(({ state }) => state === 'held').map(() => 'release' as const),
    ...spent
      .filter(({ state, givenBack, earlier }) => state === 'spent' && givenBack < earlier.amount)
      .map(() => 'giveBack' as const),
    ...earned
      .filter(({ base, lotId, takenBack }) => !base && takenBack < book.lots.get(lotId)!.amount)
      .map(() => 'takeBack' as const),
  ]
}

/** What lies in each lot that has something, and what each account has. */
function lotsOf({ book }: Shop) {
  return {
    lots: [...book.lots.values()]
      .filter(({ remaining, expired }) => remaining > 0 || expired > 0)
      .map(({ id, accountId, remaining, expired, expiresAt, ripe }) => ({
        id,
        accountId,
        remaining,
        expired,
        expiresAt: expiresAt?.toString(),
        ripe,
      })),
    accounts: [...book.accounts.values()]
      .filter(({ balance, pending, reserved }) => balance !== 0 || pending > 0 || reserved > 0)
      .map(({ id, balance, pending, reserved }) => ({ id, balance, pending, reserved })),
  }
}

/** No debt, and nothing that stands in for something else. */
function assertNothingOpen({ book }: Shop): void {
  assert.equal(
    sumOf(book.takes, (take) => (take.source === 'debt' || take.forLot ? take.amount : 0)),
    0,
  )
}
