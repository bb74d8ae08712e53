import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, locals, openCounter, points } from './till.fixture.ts'

const counter = openCounter()

test('what is paid with points earns nothing, and a return brings the points back to their lot', async () => {
  const till = await aShop(counter, points())
  const anna = await till.join()
  await till.buy(anna, { total: 50_000 })
  assert.equal(await till.balance(anna), 500)
  const { id, said } = await till.buy(anna, { total: 1_000, redeem: { points: 300 } })
  assert.equal(said.purchase.total, 700)
  assert.equal(said.granted.points, 7)
  assert.equal(said.balances.points, 500 - 300 + 7)
  const back = await till.giveBack(id)
  assert.equal(back.return.refund, 700)
  assert.deepEqual(back.givenBack, { points: 300 })
  assert.equal(back.balances.points, 500)
  assert.deepEqual(await till.query('select remaining from lots where remaining > 0'), [{ remaining: 500 }])
  await till.assertExact()
})

test('clamped, a return of spent points takes what is there and writes off the rest', async () => {
  const till = await aShop(counter, points({}, { debt: 'clamp' }))
  const anna = await till.join()
  const first = await till.buy(anna, { total: 10_000 })
  await till.buy(anna, { total: 5_000, redeem: { points: 90 } })
  const held = await till.balance(anna)
  const back = await till.giveBack(first.id)
  assert.equal(back.balances.points, 0)
  assert.equal(back.takenBack.writtenOff, 100 - held)
  await till.assertExact()
  assert.equal((await till.buy(anna, { total: 1_000 })).said.balances.points, 10)
  await till.assertExact()
})

test('with debt, a return of spent points goes below zero and what is earned next repays first', async () => {
  const till = await aShop(counter, points())
  const anna = await till.join()
  const first = await till.buy(anna, { total: 10_000 })
  const second = await till.buy(anna, { total: 1_090, redeem: { points: 90 } })
  assert.equal((await till.giveBack(first.id)).balances.points, -80)
  await till.assertExact()
  assert.equal((await till.buy(anna, { total: 3_000 })).said.balances.points, -50)
  await assert.rejects(till.buy(anna, { total: 100, redeem: { points: 1 } }), { code: 'points.too_few' })
  await till.assertExact()
  // The points she had paid with come back to the lot that is owed: they settle the debt and free what stood in.
  assert.equal((await till.giveBack(second.id)).balances.points, 30)
  const lots = await till.query('select remaining from lots where remaining > 0')
  assert.deepEqual(lots, [{ remaining: 30 }])
  await till.assertExact()
})

test('points written off are settled late, when what they were spent on comes back after all', async () => {
  const till = await aShop(counter, points({}, { debt: 'clamp' }))
  const anna = await till.join()
  const first = await till.buy(anna, { total: 10_000 })
  const second = await till.buy(anna, { total: 100, redeem: { points: 100 } })
  assert.equal((await till.giveBack(first.id)).takenBack.writtenOff, 100)
  assert.equal((await till.giveBack(second.id)).balances.points, 0)
  const open = await till.query('select source from lot_takes where for_lot is not null and amount > 0')
  assert.deepEqual(open, [])
  await till.assertExact()
})

for (const local of Object.values(locals)) {
  test(`gift cards and store credit earn when they pay, not when they are bought, in ${local.currency}`, async () => {
    const till = await aShop(counter, points(), local)
    const anna = await till.join()
    const sold = await till.buy(anna, {
      lines: [
        { kind: 'gift_card', unitPrice: 5_000 },
        { kind: 'store_credit', unitPrice: 2_000 },
      ],
    })
    assert.equal(sold.said.granted.points, 0)
    assert.equal(sold.said.balances[`money:${local.currency}`], 2_000)
    const giftCard = sold.said.giftCards[0].code
    const paid = await till.buy(anna, {
      total: 3_000,
      redeem: { giftCard, giftCardAmount: 1_000, credit: 500 },
    })
    assert.equal(paid.said.purchase.toPay, 1_500)
    assert.equal(paid.said.granted.points, 30)
    await till.assertExact()
    await assert.rejects(till.giveBack(sold.id), { code: 'return.gift_card_spent' })
    assert.equal((await till.giveBack(paid.id)).return.giftCardRefund, 1_500)
    await till.giveBack(sold.id)
    assert.equal(await till.balance(anna, `money:${local.currency}`), 0)
    await assert.rejects(till.buy(anna, { total: 100, redeem: { giftCard } }), { code: 'gift_card.blocked' })
    await till.assertExact()
  })
}

test('credit that was sold goes back off its own lot, whatever else lies on the account', async () => {
  const till = await aShop(counter, points())
  const anna = await till.join()
  await till.buy(anna, { lines: [{ kind: 'store_credit', unitPrice: 1_000 }] })
  const { id } = await till.buy(anna, { lines: [{ kind: 'store_credit', unitPrice: 700, quantity: 2 }] })
  const lots = () => till.query('select amount, remaining from lots order by lot_id')
  await till.giveBack(id, { lines: [{ line: 0, quantity: 1 }] })
  assert.deepEqual(await lots(), [
    { amount: 1_000, remaining: 1_000 },
    { amount: 1_400, remaining: 700 },
  ])
  await till.assertExact()
})

test('credit bought and paid with credit comes back whole', async () => {
  const till = await aShop(counter, points())
  const anna = await till.join()
  const first = await till.buy(anna, { lines: [{ kind: 'store_credit', unitPrice: 3_000 }] })
  const second = await till.buy(anna, {
    lines: [{ kind: 'store_credit', unitPrice: 3_000 }, { unitPrice: 1_000 }],
    redeem: { credit: 500 },
  })
  await till.giveBack(first.id)
  await till.giveBack(second.id)
  assert.equal(await till.balance(anna, 'money:HUF'), 0)
  await till.assertExact()
})

test('a gift card comes back whole or not at all', async () => {
  const till = await aShop(counter, points())
  const { id } = await till.buy(null, { lines: [{ kind: 'gift_card', unitPrice: 5_000 }] })
  const half = till.giveBack(id, { lines: [{ line: 0, quantity: 0.5 }] })
  await assert.rejects(half, { code: 'request.invalid', field: 'lines[0].quantity' })
})

test('paid by card and by credit together, no part of a return refunds more than came back', async () => {
  const till = await aShop(counter, points())
  const anna = await till.join()
  const lines = [
    { kind: 'gift_card' as const, unitPrice: 1 },
    { kind: 'store_credit' as const, unitPrice: 2 },
  ]
  const giftCard = (await till.buy(anna, { lines })).said.giftCards[0].code
  const { id } = await till.buy(anna, {
    lines: [{ unitPrice: 1, quantity: 3 }],
    redeem: { giftCard, credit: 2 },
  })
  for (let piece = 1; piece <= 3; piece += 1) {
    const back = await till.giveBack(id, { lines: [{ line: 0, quantity: 1 }] })
    assert.deepEqual([back.return.refund, back.return.giftCardRefund], [0, 1])
    await till.assertExact()
  }
})

test('a voucher may be used again when the whole purchase has come back, and not before', async () => {
  const till = await aShop(counter, points())
  const anna = await till.join()
  const { code } = await till.issue({ customerId: anna })
  const { id, said } = await till.buy(anna, {
    lines: [{ unitPrice: 1_000, quantity: 2 }],
    redeem: { voucher: code },
  })
  assert.equal(said.purchase.total, 1_500)
  await till.giveBack(id, { lines: [{ line: 0, quantity: 1 }] })
  await assert.rejects(till.buy(anna, { total: 1_000, redeem: { voucher: code } }), {
    code: 'voucher.used_up',
  })
  await till.giveBack(id)
  await till.buy(anna, { total: 1_000, redeem: { voucher: code } })
  await till.assertExact()
})

test('by policy the part paid with points earns as well', async () => {
  const till = await aShop(counter, points({ earnOn: { redeemedPart: true } }))
  const anna = await till.join()
  await till.adjust(anna, 500)
  const { id, said } = await till.buy(anna, { total: 1_000, redeem: { points: 300 } })
  assert.equal(said.granted.points, 10)
  assert.equal((await till.giveBack(id)).balances.points, 500)
  await till.assertExact()
})
