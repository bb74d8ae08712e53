import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, locals, openCounter, points } from './till.fixture.ts'

const counter = openCounter()

const onePer = (perMinor: number) => points({ rules: [{ id: 'spend', kind: 'amount', perMinor, give: 1 }] })
const carried = async (till: Awaited<ReturnType<typeof aShop>>) => {
  const rows = await till.query<{ carried: number }>("select carried from carries where rule_id = 'spend'")
  return (rows[0]?.carried ?? 0) / 100
}

for (const local of Object.values(locals)) {
  test(`30 and 20 at one point per 50 is one point, and returning the 30 leaves 20 carried, in ${local.currency}`, async () => {
    const unit = local.currency === 'EUR' ? 100 : 1_000
    const till = await aShop(counter, onePer(50 * unit), local)
    const anna = await till.join()
    const thirty = await till.buy(anna, { total: 30 * unit })
    assert.equal(thirty.said.granted.points, 0)
    const twenty = await till.buy(anna, { total: 20 * unit })
    assert.equal(twenty.said.granted.points, 1)
    assert.equal(twenty.said.balances.points, 1)
    const back = await till.giveBack(thirty.id)
    assert.equal(back.balances.points, 0)
    assert.equal(back.takenBack.points, 1)
    assert.equal(await carried(till), 20 * unit)
    await till.assertExact()
    const again = await till.buy(anna, { total: 30 * unit })
    assert.equal(again.said.granted.points, 1)
    await till.assertExact()
  })
}

for (const [how, rate] of [
  ['up', 10],
  ['down', 1_000],
] as const) {
  test(`a return after the rate went ${how} takes back what was granted, not what would be granted today`, async () => {
    const till = await aShop(counter, onePer(100))
    const anna = await till.join()
    const before = await till.buy(anna, { total: 1_050 })
    await till.save(onePer(rate))
    const after = await till.buy(anna, { total: 1_050 })
    // 50 of the first purchase were carried into the second.
    assert.equal(after.said.granted.points, Math.floor(1_100 / rate))
    assert.equal((await till.giveBack(before.id)).balances.points, Math.floor(1_050 / rate))
    await till.assertExact()
    assert.equal((await till.giveBack(after.id)).balances.points, 0)
    assert.equal(await carried(till), 0)
    await till.assertExact()
  })
}

test('a remainder that a better rate made worth a point becomes one with the next purchase, and stays one', async () => {
  const till = await aShop(counter, onePer(250))
  const anna = await till.join()
  await till.buy(anna, { total: 225 })
  await till.save(onePer(100))
  const { id, said } = await till.buy(anna, { total: 175 })
  assert.equal(said.granted.points, 4)
  // What was bought with the 225 stands: two points by the rate of the purchase that completed them, and 25 carried.
  assert.equal((await till.giveBack(id)).balances.points, 2)
  assert.equal(await carried(till), 25)
  await till.assertExact()
})

test('three thirds of a line take back exactly what the whole was granted', async () => {
  const till = await aShop(counter, onePer(7))
  const anna = await till.join()
  const { id, said } = await till.buy(anna, { lines: [{ unitPrice: 333, quantity: 3 }], discount: 1 })
  assert.equal(said.granted.points, Math.floor(998 / 7))
  let taken = 0
  let refunded = 0
  for (let third = 1; third <= 3; third += 1) {
    const back = await till.giveBack(id, { lines: [{ line: 0, quantity: 1 }] })
    taken += back.takenBack.points
    refunded += back.return.refund
    await till.assertExact()
  }
  assert.equal(taken, said.granted.points)
  assert.equal(refunded, 998)
  assert.equal(await carried(till), 0)
})

test('a purchase that came back whole may keep a step that the remainder of others pays for, and facts say so', async () => {
  const till = await aShop(counter, onePer(50))
  const anna = await till.join()
  const bought = []
  for (const total of [30, 30, 45, 44]) bought.push(await till.buy(anna, { total }))
  assert.equal(await till.balance(anna), 2)
  // 119 are left: two points and 19 carried, so nothing is taken.
  assert.equal((await till.giveBack(bought[1]!.id)).balances.points, 2)
  assert.equal(await carried(till), 19)
  await till.assertExact()
  for (const { id } of [bought[0]!, bought[2]!, bought[3]!]) await till.giveBack(id)
  assert.equal(await till.balance(anna), 0)
  await till.assertExact()
})

test('a capped purchase that comes back in parts gives back what was granted, and the cap with it', async () => {
  const caps = [{ id: 'daily', per: 'day' as const, max: 15 }]
  const till = await aShop(counter, { ...onePer(100), caps })
  const anna = await till.join()
  const { id, said } = await till.buy(anna, { lines: [{ unitPrice: 1_000, quantity: 3 }] })
  assert.equal(said.granted.points, 15)
  const used = () => till.query<{ used: number }>('select used from cap_uses')
  assert.deepEqual(await used(), [{ used: 15 }])
  const left = [10, 5, 0]
  for (const points of left) {
    await till.giveBack(id, { lines: [{ line: 0, quantity: 1 }] })
    assert.equal(await till.balance(anna), points)
    assert.deepEqual(await used(), [{ used: points }])
    await till.assertExact()
  }
  assert.equal((await till.buy(anna, { total: 9_900 })).said.granted.points, 15)
})

test('a return after a merge takes from whom she is now, and the remainders of both are one', async () => {
  const till = await aShop(counter, onePer(50))
  const [anna, berta] = [await till.join(), await till.join()]
  const hers = await till.buy(anna, { total: 80 })
  const other = await till.buy(berta, { total: 30 })
  await till.merge(anna, berta)
  await till.assertExact()
  assert.equal(await till.balance(berta), 1)
  assert.equal(await carried(till), 60)
  const next = await till.buy(anna, { total: 40 })
  assert.equal(next.said.granted.points, 2)
  for (const { id } of [hers, next, other]) {
    await till.giveBack(id)
    await till.assertExact()
  }
  assert.equal(await till.balance(berta), 0)
  assert.equal(await carried(till), 0)
})

test('an anonymous purchase that came back in part earns, when she is named, for what she kept', async () => {
  const till = await aShop(counter, onePer(100))
  const anna = await till.join()
  const { id } = await till.buy(null, { lines: [{ unitPrice: 1_000, quantity: 3 }] })
  await till.giveBack(id, { lines: [{ line: 0, quantity: 1 }] })
  const said = await till.attach(id, anna)
  assert.equal(said.balances.points, 20)
  await till.attach(id, anna)
  await till.assertExact()
  await till.giveBack(id)
  assert.equal(await till.balance(anna), 0)
  await till.assertExact()
})

test('an anonymous purchase keeps its shop’s day when the end of the day has moved before she is named', async () => {
  const till = await aShop(counter, { ...onePer(100), dayEndsAt: '00:00' })
  const anna = await till.join()
  till.now = till.at('2026-03-06T01:30')
  const { id } = await till.buy(null, { total: 1_000 })
  await till.save({ ...onePer(100), dayEndsAt: '04:00' })
  till.now = till.at('2026-03-06T02:00')
  await till.buy(anna, { total: 1_000 })
  await till.attach(id, anna)
  await till.assertExact()
  await till.giveBack(id)
  await till.assertExact()
})
