import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aProgramme, History, programmeOf, someTiers, steps } from './history.fixture.ts'
import { snapshotOf } from './snapshot.fixture.ts'
import { aShop, locals, openCounter, runs } from './till.fixture.ts'

const counter = openCounter()

const programmes = fc.tuple(aProgramme, aProgramme, aProgramme)
const local = fc.constantFrom(...Object.values(locals))

test('whatever was bought, redeemed and partly returned: with everything undone all is as before, to the lot', async () => {
  await fc.assert(
    fc.asyncProperty(
      programmes,
      someTiers,
      local,
      steps({ max: 5, merges: false, days: false }),
      steps({ max: 14, merges: false, days: false }),
      fc.nat(1000),
      async (documents, tiers, where, first, then, order) => {
        const drafts = documents.map((one) => programmeOf(one, tiers, null))
        const history = new History(await aShop(counter, drafts[0]!, where), drafts)
        await history.open()
        for (const step of first) await history.act(step, true)
        await history.till.save(drafts[0]!)
        const before = await snapshotOf(history.till)
        history.redemptions.length = 0
        for (const step of then) await history.act(step)
        await history.till.assertExact()
        await history.undoAll(order)
        await history.till.save(drafts[0]!)
        await history.till.assertExact()
        assert.deepEqual(await snapshotOf(history.till), before)
      },
    ),
    { ...runs(40), endOnFailure: Boolean(process.env.NOSHRINK) },
  )
})
