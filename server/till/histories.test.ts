import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs } from '../../test/runs.ts'
import { History } from './history.fixture.ts'
import { snapshotOf } from './snapshot.fixture.ts'
import { aProgramme, programmeOf, someTiers, steps } from './steps.fixture.ts'
import { aShop, locals, openCounter } from './till.fixture.ts'

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
        // Under a better rate a remainder from before is worth a step (see points.test.ts): here the rate stays.
        const { perMinor } = documents[0]
        const drafts = documents.map((one) => programmeOf({ ...one, perMinor }, tiers, null))
        const history = new History(await aShop(counter, drafts[0]!, where), drafts)
        await history.open()
        for (const step of first) await history.act(step, true)
        await history.till.save(drafts[0]!)
        const before = await snapshotOf(history.till)
        history.redemptions.length = 0
        for (const step of then) await history.act(step)
        await history.till.assertExact()
        await history.undoAll(order)
        // What a tier takes is for the programme in force to say: it is the one from before again.
        await history.till.save(drafts[0]!)
        await history.till.assertExact()
        assert.deepEqual(await snapshotOf(history.till), before)
      },
    ),
    runs(25),
  )
})

test('with customers merged and points expired on the way, the books are exact after each step, and in the end nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(
      programmes,
      someTiers,
      local,
      steps({ max: 16, merges: true, days: true }),
      fc.nat(1000),
      async (documents, tiers, where, then, order) => {
        const drafts = documents.map((one) => programmeOf(one, tiers, 1))
        const history = new History(await aShop(counter, drafts[0]!, where), drafts)
        await history.open()
        const { tiers: _, ...before } = await snapshotOf(history.till)
        for (const step of then) {
          await history.act(step)
          await history.till.assertExact()
        }
        await history.undoAll(order)
        await history.till.save(drafts[0]!)
        await history.till.assertExact()
        const { tiers: after, ...left } = await snapshotOf(history.till)
        assert.deepEqual(left, before)
        for (const [, tier] of after as [string, { id: string | null }][]) assert.equal(tier.id, null)
      },
    ),
    runs(10),
  )
})
