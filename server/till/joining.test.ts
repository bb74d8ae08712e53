import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, openCounter, points } from './till.fixture.ts'

const counter = openCounter()

const stampCards = [
  {
    ...{ id: 'coffee', name: 'Coffee card', size: 2, mode: 'automatic' as const, debt: 'clamp' as const },
    ...{ expiry: { kind: 'never' as const }, prizes: [{ at: 2, name: 'coffee' }] },
  },
]

test('whoever joins gets the gift at once, and it is hers to spend', async () => {
  const joining = { points: 50, stamps: { card: 'coffee', count: 2 } }
  const till = await aShop(counter, points({ stampCards, joining }))
  till.now = Temporal.Now.instant()
  const anna = await till.join({ welcome: true })
  assert.equal(await till.balance(anna), 50)
  assert.deepEqual(await till.query('select source from vouchers'), [{ source: 'prize' }])
  const onCards = await till.query(
    "select why->'params'->>'card' as card from grants where unit = 'stamps:coffee'",
  )
  assert.deepEqual(onCards, [{ card: 'Coffee card' }])
  await till.assertExact()
  const { id } = await till.buy(anna, { total: 1_000, redeem: { points: 50 } })
  assert.equal(await till.balance(anna), 9)
  await till.giveBack(id)
  assert.equal(await till.balance(anna), 50)
  await till.assertExact()
})

test('what is given by hand is spent like any other, and by hand no more is taken than there is', async () => {
  const till = await aShop(counter, points({ stampCards }))
  const anna = await till.join()
  await till.adjust(anna, 30)
  await till.adjust(anna, -10)
  await assert.rejects(till.adjust(anna, -21), { code: 'points.too_few' })
  assert.equal(await till.balance(anna), 20)
  const { stamps } = await till.adjust(anna, 3, 'stamps:coffee')
  assert.deepEqual([stamps[0].stamps, stamps[0].round, stamps[0].prizes.length], [1, 1, 1])
  await till.assertExact()
  await till.adjust(anna, 500, 'money:HUF')
  const { said } = await till.buy(anna, { total: 800, redeem: { credit: 500 } })
  assert.equal(said.purchase.toPay, 300)
  await till.assertExact()
})

test('two gifts of two cards that are one person’s are both hers', async () => {
  const till = await aShop(counter, points({ joining: { points: 50 } }))
  till.now = Temporal.Now.instant()
  const [anna, berta] = [await till.join({ welcome: true }), await till.join({ welcome: true })]
  await till.merge(anna, berta)
  assert.equal(await till.balance(berta), 100)
  assert.equal((await till.buy(anna, { total: 1_000, redeem: { points: 80 } })).said.balances.points, 29)
  await till.assertExact()
})
