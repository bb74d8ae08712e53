import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, openCounter, type Said } from './till.fixture.ts'

const counter = openCounter()

const coffee = {
  ...{ id: 'coffee', name: 'Coffee card', size: 4, mode: 'automatic' as const },
  ...{ expiry: { kind: 'never' as const }, debt: 'clamp' as const },
  prizes: [
    { at: 2, name: 'cookie' },
    { at: 4, name: 'coffee' },
  ],
}
const programme = {
  format: 1 as const,
  points: null,
  rules: [
    {
      ...{ id: 'cup', kind: 'product' as const, where: { skus: ['CUP'] }, give: 1 },
      target: { card: 'coffee' },
    },
  ],
  stampCards: [coffee],
}
const cups = (quantity: number) => ({ lines: [{ sku: 'CUP', quantity, unitPrice: 500 }] })
const prizesIn = (said: Said) => said.stamps.flatMap((card: Said) => card.prizes)
const vouchers = 'select (voided_at is not null) as void, uses from vouchers order by voucher_id'

test('a full card gives its prizes and starts anew; a return opens it again and recalls them', async () => {
  const till = await aShop(counter, programme)
  const anna = await till.join()
  await till.buy(anna, cups(3))
  const { id, said } = await till.buy(anna, cups(7))
  assert.deepEqual(
    prizesIn(said).map((prize: Said) => prize.name),
    ['coffee', 'cookie', 'coffee', 'cookie'],
  )
  assert.equal(said.stamps[0].stamps, 2)
  assert.equal(said.stamps[0].round, 2)
  await till.assertExact()
  for (const [quantity, stamps, round] of [
    [3, 3, 1],
    [4, 3, 0],
  ] as const) {
    const back = await till.giveBack(id, { lines: [{ line: 0, quantity }] })
    assert.deepEqual([back.stamps[0].stamps, back.stamps[0].round], [stamps, round])
    await till.assertExact()
  }
  assert.equal((await till.query<{ void: boolean }>(vouchers)).filter((one) => !one.void).length, 1)
})

test('a prize that was used stays used when its stamps come back, and is not given a second time', async () => {
  const till = await aShop(counter, programme)
  const anna = await till.join()
  const first = await till.buy(anna, cups(4))
  const [cookie, prize] = prizesIn(first.said)
  await till.buy(anna, { total: 900, redeem: { voucher: prize.code } })
  await till.giveBack(first.id)
  await till.assertExact()
  await assert.rejects(till.buy(anna, { total: 900, redeem: { voucher: cookie.code } }), {
    code: 'voucher.void',
  })
  const again = await till.buy(anna, cups(4))
  assert.deepEqual(
    prizesIn(again.said).map((one: Said) => one.name),
    ['cookie'],
  )
  await till.assertExact()
})

test('a prize whose stamps came back while it was used is recalled when what it was used in comes back, too', async () => {
  const till = await aShop(counter, programme)
  const anna = await till.join()
  const first = await till.buy(anna, cups(4))
  const [, prize] = prizesIn(first.said)
  const second = await till.buy(anna, { total: 900, redeem: { voucher: prize.code } })
  await till.giveBack(first.id)
  await till.giveBack(second.id)
  assert.deepEqual(await till.query(vouchers), [
    { void: true, uses: 0 },
    { void: true, uses: 0 },
  ])
  await till.assertExact()
})

test('full cards of two who became one open again one after the other', async () => {
  const till = await aShop(counter, programme)
  const [anna, berta] = [await till.join(), await till.join()]
  const bought = []
  for (const who of [anna, anna, berta]) bought.push(await till.buy(who, cups(4)))
  await till.merge(anna, berta)
  await till.assertExact()
  for (const [index, { id }] of bought.entries()) {
    const back = await till.giveBack(id)
    assert.deepEqual([back.stamps[0].stamps, back.stamps[0].round], [0, 2 - index])
    await till.assertExact()
  }
  assert.deepEqual(await till.query('select 1 from vouchers where voided_at is null'), [])
})

test('stamps of a manual card are spent on a reward, held, handed out, and brought back by a cancellation', async () => {
  const stampCards = [{ ...coffee, mode: 'manual' as const }]
  const till = await aShop(counter, { ...programme, stampCards })
  const anna = await till.join()
  await till.buy(anna, cups(5))
  const rewardId = await till.addReward({ points: null, stampCard: 'coffee', stamps: 4, stock: 1 })
  const held = await till.reserve(anna, rewardId)
  assert.deepEqual(await till.account(anna, 'stamps:coffee'), { balance: 1, pending: 0, reserved: 4 })
  await assert.rejects(till.reserve(anna, rewardId), { code: 'reward.out_of_stock' })
  await till.assertExact()
  await till.fulfil(held)
  await till.assertExact()
  await till.cancel(held)
  assert.equal(await till.balance(anna, 'stamps:coffee'), 5)
  assert.deepEqual(await till.query('select stock from rewards'), [{ stock: 1 }])
  await till.assertExact()
})

test('a card that the programme made smaller is full with what lies on it', async () => {
  const till = await aShop(counter, programme)
  const anna = await till.join()
  const first = await till.buy(anna, cups(3))
  const stampCards = [{ ...coffee, size: 2, prizes: [{ at: 2, name: 'coffee' }] }]
  await till.save({ ...programme, stampCards })
  const second = await till.buy(anna, cups(1))
  assert.equal(second.said.stamps[0].round, 2)
  await till.assertExact()
  await till.giveBack(second.id)
  await till.assertExact()
  await till.giveBack(first.id)
  assert.equal(await till.balance(anna, 'stamps:coffee'), 0)
  await till.assertExact()
})

test('two open cards that become one keep a prize each, the second for the next round, and the books prove right', async () => {
  const card = {
    ...coffee,
    size: 4,
    prizes: [
      { at: 2, name: 'cookie' },
      { at: 4, name: 'coffee' },
    ],
  }
  const till = await aShop(counter, { ...programme, stampCards: [card] })
  const [anna, berta] = [await till.join(), await till.join()]
  for (const customer of [anna, berta]) await till.buy(customer, cups(2))
  await till.merge(anna, berta)
  assert.deepEqual(await till.query('select round, at_stamps as at from prizes order by round'), [
    { round: 0, at: 2 },
    { round: 1, at: 2 },
  ])
  await till.assertExact()
})
