import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { runs } from '../../test/runs.ts'
import type { ProgrammeDraft } from '../programme/programme.ts'
import { History } from './history.fixture.ts'
import { snapshotOf } from './snapshot.fixture.ts'
import { aProgramme, atOnce, programmeOf, type Step, someTiers, steps } from './steps.fixture.ts'
import { aShop, locals, openCounter } from './till.fixture.ts'

const counter = openCounter({ max: 16 })

/**
 * What is compared: two shops with the same past, without ids. In one the steps are done at once, on connections of
 * their own; in the other one after the other, first in the order in which they were answered, and if that differs in
 * every other order. Compared are the whole snapshot (balances, lots, remainders, caps, budgets, facts, tiers, stamp
 * cards, prizes, vouchers, stock, gift cards, grants) and what each step was answered: done, or why not.
 */
test('what several tills do at once ends as the same done one after the other in some order', async (t) => {
  let inOrderOfAnswers = 0
  let compared = 0
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(aProgramme, aProgramme, aProgramme),
      someTiers,
      fc.constantFrom(...Object.values(locals)),
      steps({ max: 8, merges: false, days: true }),
      atOnce,
      async (documents, tiers, where, past, now) => {
        const drafts = documents.map((one) => programmeOf(one, tiers, 1))
        const together = await aPast(drafts, where, past)
        const answered: number[] = []
        const work = now.map((step) => together.plan(step))
        const answers = await Promise.all(
          work.map(async (run, index) => {
            const answer = await run()
            answered.push(index)
            return answer
          }),
        )
        await together.till.assertExact()
        const outcome = { answers, state: await shapeOf(together) }
        let nearest: unknown
        for (const order of [answered, ...permutations(now.map((_, index) => index))]) {
          const apart = await oneByOne(await aPast(drafts, where, past), now, order)
          nearest ??= apart
          if (!isDeepStrictEqual(apart, outcome)) continue
          compared += 1
          if (order === answered) inOrderOfAnswers += 1
          return
        }
        assert.deepEqual(outcome, nearest, 'no order ends like this; compared with that of the answers')
      },
    ),
    runs(12),
  )
  t.diagnostic(`${inOrderOfAnswers} of ${compared} as in the order of their answers`)
})

async function aPast(
  drafts: ProgrammeDraft[],
  where: (typeof locals)[keyof typeof locals],
  past: Step[],
): Promise<History> {
  const history = new History(await aShop(counter, drafts[0]!, where), drafts)
  await history.open()
  for (const step of past) await history.act(step)
  // Time has passed, and nobody has settled what is due: whoever comes first does.
  history.till.now = history.till.now.add({ hours: 24 * 33 })
  return history
}

async function oneByOne(history: History, steps: Step[], order: number[]) {
  const work = steps.map((step) => history.plan(step))
  const answers: string[] = []
  for (const index of order) answers[index] = await work[index]!()
  return { answers, state: await shapeOf(history) }
}

/** A snapshot in which customers and rewards have their place in the past in the place of their ids, and all else none. */
async function shapeOf(history: History) {
  const names = new Map<string, string>(history.customers.map((id, index) => [id, `customer ${index}`]))
  for (const [index, id] of history.rewards.entries()) names.set(id, `reward ${index}`)
  const snapshot = await snapshotOf(history.till)
  return Object.entries(snapshot).map(([name, rows]) => [
    name,
    rows
      .map((row) =>
        JSON.stringify(row).replaceAll(
          /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
          (id) => names.get(id) ?? '*',
        ),
      )
      .sort(),
  ])
}

function permutations(of: number[]): number[][] {
  if (of.length < 2) return [of]
  return of.flatMap((first) =>
    permutations(of.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  )
}
