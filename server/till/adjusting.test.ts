import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refused } from '../platform/errors.ts'
import { readId } from '../platform/ids.ts'
import { actor, aShop, openCounter, points, type Till } from './till.fixture.ts'
import { undoAdjustment } from './till.ts'

const counter = openCounter()

describe('an adjustment is taken back', () => {
  const undo = (till: Till, customerId: string, id: string) =>
    till.in((tx) =>
      undoAdjustment(tx, { customerId, transferId: readId('transfer', id)! }, { actor, now: till.now }),
    )
  const give = async (till: Till, customerId: string, amount: number, unit = 'points') =>
    (await till.adjust(customerId, amount, unit)) as { id: string }

  test('what was given goes, what was taken comes back, and only once', async () => {
    const till = await aShop(counter, points())
    const customer = await till.join()
    const given = await give(till, customer, 80)
    const taken = await give(till, customer, -30)
    assert.deepEqual(await undo(till, customer, taken.id), { writtenOff: 0 })
    assert.equal(await till.balance(customer), 80)
    assert.deepEqual(await undo(till, customer, given.id), { writtenOff: 0 })
    assert.equal(await till.balance(customer), 0)
    await assert.rejects(
      undo(till, customer, given.id),
      (error: Refused) => error.code === 'adjustment.undone',
    )
    await till.assertExact()
  })

  test('what was spent meanwhile is written off, and nobody else’s can be taken back', async () => {
    const till = await aShop(counter, points())
    const [customer, stranger] = [await till.join(), await till.join()]
    const given = await give(till, customer, 80)
    await give(till, customer, -50)
    await assert.rejects(undo(till, stranger, given.id), Refused)
    assert.deepEqual(await undo(till, customer, given.id), { writtenOff: 50 })
    assert.equal(await till.balance(customer), 0)
    await till.assertExact()
  })

  test('a stamp that filled a card: the card is open again and its prize is recalled', async () => {
    const card = {
      id: 'coffee',
      name: 'Coffee',
      size: 3,
      mode: 'automatic' as const,
      expiry: { kind: 'never' as const },
      debt: 'clamp' as const,
      prizes: [{ at: 3, name: 'Cake' }],
    }
    const till = await aShop(counter, points({ stampCards: [card] }))
    const customer = await till.join()
    await give(till, customer, 2, 'stamps:coffee')
    const third = await give(till, customer, 1, 'stamps:coffee')
    assert.equal(await till.balance(customer, 'stamps:coffee'), 0)
    await undo(till, customer, third.id)
    assert.equal(await till.balance(customer, 'stamps:coffee'), 2)
    const left = await till.query('select from prizes where recalled_at is null and customer_id = $1', [
      customer,
    ])
    assert.equal(left.length, 0)
    await till.assertExact()
  })

  test('after a merge it is still found, under the one who stayed', async () => {
    const till = await aShop(counter, points())
    const [into, from] = [await till.join(), await till.join()]
    const given = await give(till, from, 40)
    await till.merge(into, from)
    assert.deepEqual(await undo(till, into, given.id), { writtenOff: 0 })
    assert.equal(await till.balance(into), 0)
    await till.assertExact()
  })
})
