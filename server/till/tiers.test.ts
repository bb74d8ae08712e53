import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CustomerId } from '../platform/ids.ts'
import { aShop, openCounter, points, type Till } from './till.fixture.ts'

const counter = openCounter()

const tiers = (held: boolean) => ({
  by: 'spend' as const,
  window: held ? { kind: 'rolling' as const, months: 12 } : { kind: 'lifetime' as const },
  hold: held ? { kind: 'months' as const, months: 6 } : { kind: 'none' as const },
  graceDays: 10,
  levels: [
    { id: 'silver', name: 'Silver', from: 1_000 },
    { id: 'gold', name: 'Gold', from: 5_000 },
  ],
})
const held = points({ tiers: tiers(true) })
const standing = async (till: Till, customerId: CustomerId) => {
  const { id, heldUntil } = await till.in((tx) => till.tier(tx, customerId))
  const until = heldUntil && Temporal.Instant.from(heldUntil).toZonedDateTimeISO(till.local.timeZone)
  return [id, until ? until.toPlainDate().toString() : null]
}

test('a tier that a purchase reached goes back, with its return, to the tier and the hold before', async () => {
  const till = await aShop(counter, held)
  const anna = await till.join()
  await till.buy(anna, { total: 1_500 })
  assert.deepEqual(await standing(till, anna), ['silver', '2026-09-03'])
  await till.pass({ days: 30 })
  const big = await till.buy(anna, { total: 9_000 })
  assert.deepEqual(await standing(till, anna), ['gold', '2026-10-02'])
  await till.giveBack(big.id)
  const [row] = await till.query<{ tier: string; held: string; steps: number }>(
    `select tier_id as tier, jsonb_array_length(steps) as steps from standings`,
  )
  assert.deepEqual(row, { tier: 'silver', steps: 1 })
  await till.assertExact()
})

test('nobody buys, is promoted, returns and stays, in whatever order the purchases come back', async () => {
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
    [0, 2, 1],
  ]) {
    const till = await aShop(counter, held)
    const anna = await till.join()
    const bought = []
    for (const total of [1_500, 4_000, 9_000]) {
      bought.push(await till.buy(anna, { total }))
      await till.pass({ days: 1 })
    }
    assert.equal((await standing(till, anna))[0], 'gold')
    for (const index of order) await till.giveBack(bought[index]!.id)
    assert.deepEqual(await standing(till, anna), [null, null], `returned in the order ${order}`)
    await till.assertExact()
  }
})

test('a hold that a purchase had renewed falls back when it and a later one come back, earlier first', async () => {
  const till = await aShop(counter, held)
  const anna = await till.join()
  await till.buy(anna, { total: 1_500 })
  // More than a year later the first no longer counts; these two carry the tier on.
  await till.pass({ days: 180 })
  const renewing = await till.buy(anna, { total: 2_000 })
  await till.pass({ days: 30 })
  const later = await till.buy(anna, { total: 300 })
  await till.pass({ days: 160 })
  assert.equal((await standing(till, anna))[0], 'silver')
  for (const { id } of [renewing, later]) await till.giveBack(id)
  // By now nothing qualifies, and the hold of the first purchase and its grace are long over.
  assert.deepEqual(await standing(till, anna), [null, null])
  await till.assertExact()
})

test('a partial return leaves the tier that the rest would have reached', async () => {
  const till = await aShop(counter, points({ tiers: tiers(false) }))
  const anna = await till.join()
  const { id } = await till.buy(anna, { lines: [{ unitPrice: 2_000, quantity: 3 }] })
  const left = []
  for (let piece = 1; piece <= 3; piece += 1)
    left.push((await till.giveBack(id, { lines: [{ line: 0, quantity: 1 }] })).tier.id)
  assert.deepEqual(left, ['silver', 'silver', null])
  await till.assertExact()
})

test('what had come back before anybody knew whose it was reaches no tier', async () => {
  const levels = [{ id: 'silver', name: 'Silver', from: 20 }]
  const till = await aShop(counter, points({ tiers: { ...tiers(true), by: 'points', levels } }))
  const anna = await till.join()
  const { id } = await till.buy(null, { lines: [{ unitPrice: 1_000, quantity: 3 }] })
  await till.giveBack(id, { lines: [{ line: 0, quantity: 2 }] })
  const said = await till.attach(id, anna)
  assert.equal(said.tier.id, null)
  assert.deepEqual(await standing(till, anna), [null, null])
  await till.assertExact()
})

test('a tier stays for its hold and its grace, and goes at the end of that local day', async () => {
  const till = await aShop(
    counter,
    points({ tiers: { ...tiers(true), window: { kind: 'rolling', months: 1 } } }),
  )
  const anna = await till.join()
  till.now = till.at('2026-08-31T12:00')
  await till.buy(anna, { total: 1_500 })
  // Six months on from 31 August is the end of 28 February; ten days of grace follow.
  assert.deepEqual(await standing(till, anna), ['silver', '2027-03-01'])
  till.now = till.at('2027-03-11T00:00').subtract({ milliseconds: 1 })
  await till.settle()
  assert.equal((await standing(till, anna))[0], 'silver')
  till.now = till.at('2027-03-11T00:00')
  await till.settle()
  assert.deepEqual(await till.query('select tier_id from standings where tier_id is not null'), [])
  await till.assertExact()
})

test('the multiplier of a tier counts from the purchase after the one that reached it', async () => {
  const multipliers = [{ id: 'double', percent: 200, tiers: ['silver', 'gold'] }]
  const till = await aShop(counter, points({ tiers: tiers(false), multipliers }))
  const anna = await till.join()
  const granted = []
  for (const total of [1_000, 1_000]) granted.push((await till.buy(anna, { total })).said.granted.points)
  assert.deepEqual(granted, [10, 20])
})
