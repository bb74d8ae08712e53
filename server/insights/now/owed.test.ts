import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { runs } from '../../../test/runs.ts'
import type { ProgrammeDraft } from '../../programme/programme.ts'
import { History } from '../../till/history.fixture.ts'
import { aProgramme, programmeOf, someTiers, steps } from '../../till/steps.fixture.ts'
import { aShop, locals, openCounter, type Till } from '../../till/till.fixture.ts'
import { foldOwed, programmeMoney } from '../insights.ts'
import { movements } from '../money/rollForward.ts'
import type { Owed } from './owed.ts'

/** The accountant's months against the ledger: whatever a shop does, they go on from each other and end with its accounts. */

const counter = openCounter()
const everything = { from: '2000-01' }

/** As the round does in an hour: what comes later has a later id, which in the same millisecond it need not have. */
async function foldAll(till: Till): Promise<void> {
  await sleep(2)
  await foldOwed(counter.database, till.businessId, Temporal.Now.instant())
  await sleep(2)
}

async function assertMonths(till: Till): Promise<void> {
  const said = await till.in((tx) => programmeMoney(tx, everything))
  const held = await till.in((tx) =>
    tx.rows<{ unit: string; held: number }>(
      {
        name: '',
        text: `select unit, sum(balance + pending + reserved)::bigint as held from accounts
                where business_id = $1 and kind in ('customer', 'gift_card') group by unit`,
      },
      [tx.businessId],
    ),
  )
  const heldOf = (unit: string) => held.find((one) => one.unit === unit)?.held ?? 0
  const points: Owed = { unit: 'points', months: said.months, accounts: said.accounts }
  for (const { unit, months, accounts } of [points, ...said.money]) {
    assert.equal(months.at(-1)!.closing, heldOf(unit), unit)
    assert.equal(accounts.difference, 0)
    let opening = 0
    for (const month of months) {
      assert.equal(month.opening, opening, `${unit} ${month.month}`)
      const { granted, takenBack, redeemed, expired, adjusted, closing } = month
      assert.equal(opening + granted - takenBack - redeemed - expired + adjusted, closing)
      opening = closing
    }
  }
  assert.equal(said.deferred.goodsMinor + said.deferred.pointsMinor, said.year.salesMinor)
  assert.equal(
    said.deferred.openingMinor + said.deferred.pointsMinor - said.deferred.earnedMinor,
    said.deferred.closingMinor,
  )
}

const lapsing: ProgrammeDraft = {
  ...{ format: 1, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] },
  points: {
    ...{ name: 'point|points', worth: { points: 1, minor: 1 }, pendingDays: 0, debt: 'negative' },
    ...{ expiry: { kind: 'months', months: 2, graceDays: 0 }, spend: { points: 1, minor: 1 } },
  },
}
const programmes = fc.tuple(aProgramme, aProgramme, aProgramme)

test('bought, returned, redeemed, merged, expired in any order, over months: each closing is the next opening and the last is what accounts hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      programmes,
      someTiers,
      fc.constantFrom(...Object.values(locals)),
      steps({ max: 24, merges: true, days: true }),
      async (documents, tiers, where, then) => {
        const drafts = documents.map((one) => programmeOf(one, tiers, 1))
        const history = new History(await aShop(counter, drafts[0]!, where), drafts)
        await history.open()
        // Some of it is folded on the way, while reservations are open and much is still to come back.
        for (const [index, step] of then.entries()) {
          await history.act(step)
          if (index % 7 === 5) await foldAll(history.till)
        }
        await history.till.settle()
        await assertMonths(history.till)
        await foldAll(history.till)
        await assertMonths(history.till)
        await history.till.assertExact()
      },
    ),
    runs(20),
  )
})

test('everything that can happen to points, one after the other, each in its own column', async () => {
  const till = await aShop(counter, lapsing, locals.HUF)
  const [anna, bea] = [await till.join(), await till.join()]
  const first = await till.buy(anna, { total: 100_000 })
  await till.buy(anna, { total: 30_000, redeem: { points: 400 } })
  await till.pass({ days: 30 })
  await till.giveBack(first.id)
  await till.adjust(bea, 70)
  await till.adjust(bea, -20)
  const reward = await till.addReward({ points: 30 })
  const [kept, open] = [await till.reserve(bea, reward), await till.buy(bea, { total: 9_000 })]
  await assertMonths(till)
  await till.fulfil(kept)
  await till.merge(anna, bea)
  await assertMonths(till)
  await till.pass({ days: 70 })
  await till.settle()
  // What had expired comes back with its goods: taken back, and no longer expired.
  await till.giveBack(open.id)
  await assertMonths(till)
  const { months, year } = await till.in((tx) => programmeMoney(tx, everything))
  const sum = (kind: (typeof movements)[number]) => months.reduce((all, month) => all + month[kind], 0)
  assert.deepEqual(
    movements.map((kind) => sum(kind)),
    [1_000 + 296 + 90, 1_000 + 90, 400 + 30, 20, 70 - 20],
  )
  // She owes what she had spent of points whose goods came back.
  assert.equal(months.at(-1)!.closing, -104)
  assert.equal(year.redeemed, sum('redeemed'))
})

test('when the shop’s day changes, months are added up anew, and until then read from the transfers', async () => {
  const till = await aShop(counter, lapsing, locals.HUF)
  const anna = await till.join()
  till.now = Temporal.Instant.from('2026-03-31T22:30:00Z')
  await till.buy(anna, { total: 5_000 })
  await foldAll(till)
  const monthsOf = async () =>
    (await till.in((tx) => programmeMoney(tx, everything))).months
      .filter(({ granted }) => granted > 0)
      .map(({ month }) => month)
  // Half past midnight in Budapest is a new month, unless the shop's day ends at four.
  assert.deepEqual(await monthsOf(), ['2026-04'])
  await till.save({ ...lapsing, dayEndsAt: '04:00' })
  assert.deepEqual(await monthsOf(), ['2026-03'])
  await foldAll(till)
  assert.deepEqual(await monthsOf(), ['2026-03'])
  await assertMonths(till)
})
