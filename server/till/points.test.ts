import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, locals, openCounter, points } from './till.fixture.ts'

const counter = openCounter()

for (const local of Object.values(locals)) {
  test(`30 and 20 at one point per 50 is one point, and returning the 30 leaves 20 carried, in ${local.currency}`, async () => {
    const unit = local.currency === 'EUR' ? 100 : 1_000
    const rule = { id: 'spend', kind: 'amount' as const, perMinor: 50 * unit, give: 1 }
    const till = await aShop(counter, points({ rules: [rule] }), local)
    const anna = await till.join()
    const thirty = await till.buy(anna, { total: 30 * unit })
    assert.equal(thirty.said.granted.points, 0)
    const twenty = await till.buy(anna, { total: 20 * unit })
    assert.equal(twenty.said.granted.points, 1)
    assert.equal(twenty.said.balances.points, 1)
    const back = await till.giveBack(thirty.id)
    assert.equal(back.balances.points, 0)
    assert.equal(back.takenBack.points, 1)
    assert.deepEqual(await till.query('select rule_id, carried from carries'), [
      { rule_id: 'spend', carried: 20 * unit * 100 },
    ])
    await till.assertExact()
    const again = await till.buy(anna, { total: 30 * unit })
    assert.equal(again.said.granted.points, 1)
    await till.assertExact()
  })
}
