import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { award, type BasketLine, type Grant } from '../award.ts'
import type { ProgrammeDocument } from '../document.ts'
import { basket, card, line, nobody, noon, onePer, programme } from '../examples.ts'
import { amountBack, type LiveGrant, unwindSteps } from '../unwind.ts'

/** Purchases under changing versions and returns by line and quantity, decided as a till would. */
type Kept = { grant: Grant; live: LiveGrant; amount: number; bought: number[]; back: number[] }
type Till = { carried: Record<string, number>; kept: Kept[] }

function ringUp(till: Till, document: ProgrammeDocument, lines: BasketLine[]): void {
  const result = award(document, basket(lines), { ...nobody, carried: till.carried }, noon)
  till.carried = { ...till.carried, ...result.carried }
  for (const grant of result.grants) {
    const { steps, perStep, stepCounted, amount } = grant
    const live = { grantId: String(till.kept.length), liveSteps: steps, perStep, stepCounted }
    const bought = lines.map(({ quantityMilli }) => quantityMilli)
    till.kept.push({ grant, live, amount, bought, back: bought.map(() => 0) })
  }
}

function takeBack(till: Till, kept: Kept, now: number[]): void {
  const { grant, bought, back } = kept
  const share = amountBack(grant, { before: back, now, bought })
  kept.back = back.map((before, index) => before + now[index]!)
  if (grant.mode === 'whole') {
    kept.amount -= share
    return
  }
  const rule = till.kept.filter((one) => one.grant.ruleId === grant.ruleId)
  const others = rule.filter((one) => one !== kept).reverse()
  const state = {
    carried: till.carried[grant.ruleId]!,
    own: [kept.live],
    others: others.map(({ live }) => live),
  }
  const result = unwindSteps(state, share)
  till.carried[grant.ruleId] = result.carried
  for (const { grantId, steps, amount } of result.recalls) {
    const recalled = till.kept[Number(grantId)]!
    recalled.live.liveSteps -= steps
    recalled.amount -= amount
  }
}

const version = fc
  .record({
    perMinor: fc.integer({ min: 1, max: 3_000 }),
    give: fc.integer({ min: 1, max: 9 }),
    percent: fc.integer({ min: 101, max: 400 }),
    most: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ perMinor, give, percent, most }) =>
    programme({
      rules: [
        { ...onePer(perMinor), give },
        { id: 'tea', kind: 'product', where: { categories: ['tea'] }, give },
        { id: 'visit', kind: 'visit', give: 1, target: { card: 'coffee' } },
      ],
      multipliers: [{ id: 'tea', percent, where: { categories: ['tea'] } }],
      caps: [{ id: 'one', per: 'purchase', max: most }],
      stampCards: [card('coffee')],
    }),
  )
const aLine = fc
  .record({
    earningMinor: fc.integer({ min: -100, max: 20_000 }),
    quantityMilli: fc.integer({ min: 1, max: 9_000 }),
    category: fc.constantFrom('tea', 'cake'),
  })
  .map(({ earningMinor, ...more }) => line(earningMinor, more))
const purchases = fc.array(
  fc.record({ version: fc.nat(2), lines: fc.array(aLine, { minLength: 1, maxLength: 5 }) }),
  { minLength: 1, maxLength: 6 },
)

test('whatever was granted, with caps, multipliers and new versions: all returned leaves nothing', () => {
  const versions = fc.array(version, { minLength: 3, maxLength: 3 })
  const shares = fc.array(fc.record({ grant: fc.nat(), percent: fc.nat(100) }), { maxLength: 12 })
  fc.assert(
    fc.property(versions, purchases, shares, (documents, bought, returns) => {
      const till: Till = { carried: {}, kept: [] }
      for (const one of bought) ringUp(till, documents[one.version]!, one.lines)
      for (const { grant, percent } of returns) {
        const kept = till.kept[grant % Math.max(1, till.kept.length)]
        if (kept)
          takeBack(
            till,
            kept,
            kept.bought.map((all, i) => Math.floor(((all - kept.back[i]!) * percent) / 100)),
          )
        checkLaw(till)
      }
      for (const kept of till.kept)
        takeBack(
          till,
          kept,
          kept.bought.map((all, i) => all - kept.back[i]!),
        )
      checkLaw(till)
      assert.deepEqual(
        Object.values(till.carried).filter((rest) => rest !== 0),
        [],
      )
      assert.ok(till.kept.every(({ amount, live }) => amount === 0 && live.liveSteps === 0))
    }),
    { numRuns: 500 },
  )
})

function checkLaw({ carried, kept }: Till): void {
  const steps = kept.filter(({ grant }) => grant.mode === 'steps')
  const live = steps.reduce((sum, { live }) => sum + live.liveSteps * live.stepCounted, 0)
  const counted = steps.reduce(
    (sum, { grant, back, bought }) =>
      sum + grant.counted - amountBack(grant, { before: bought.map(() => 0), now: back, bought }),
    0,
  )
  assert.equal(live + (carried.spend ?? 0), counted)
  for (const { amount } of kept) assert.ok(amount >= 0)
}
