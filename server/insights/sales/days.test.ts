import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Json, openWorld, type Shop, type World } from '../../../test/fixtures/shop.ts'
import { countSales } from './days.ts'

let world: World
let shop: Shop
before(async () => {
  world = await openWorld()
  shop = await world.open({ timezone: 'UTC' })
})
after(() => world.close())

const path = '/api/v1/insights/sales'
const today = Temporal.Now.plainDateISO('UTC')
const monday = today.subtract({ days: today.dayOfWeek - 1 })
const sells = (weeksAgo: number, total: number, more: object = {}): Promise<Json> =>
  shop.done('POST', '/api/v1/purchases', {
    ...{ total, occurredAt: `${monday.subtract({ days: 7 * weeksAgo - 2 })}T10:00:00Z`, ...more },
  })
const week = (said: Json, weeksAgo: number) =>
  said.weeks.find((one: Json) => one.week === monday.subtract({ weeks: weeksAgo }).toString())

async function daysKept(): Promise<number | null> {
  const owner = new pg.Client({ connectionString: world.url })
  await owner.connect()
  try {
    return (await owner.query('select from sales_days where business_id = $1', [shop.businessId])).rowCount
  } finally {
    await owner.end()
  }
}

test('weeks are the same whether they were counted before or when they are read, and follow what comes late or back', async () => {
  const place = (await shop.done('POST', '/api/v1/locations', { name: 'Buda' })).id
  for (let back = 1; back <= 60; back += 1) await sells(back, 1_000 + back)
  const { id } = await shop.done('POST', '/api/v1/customers', { name: 'Minta Bence' })
  await sells(3, 5_000, { customer: { id }, locationId: place })
  const gone = await sells(2, 7_000, { customer: { id } })
  await shop.done('POST', `/api/v1/purchases/${gone.purchase.id}/returns`, { all: true })
  const fresh = await shop.done('GET', path)
  assert.deepEqual([fresh.known, fresh.weeks.length], [60, 52])
  assert.deepEqual([week(fresh, 3).value, week(fresh, 2).value], [6_003, 1_002])
  assert.equal(week(fresh, 3).yearBefore, 1_055)
  assert.ok(fresh.yearOnYear !== null && fresh.trend === null)

  // The round counts them some minutes later, and what is read is the same.
  await countSales(world.database, shop.businessId, Temporal.Now.instant().add({ minutes: 5 }))
  assert.equal(await daysKept(), 61)
  assert.deepEqual(await shop.done('GET', path), fresh)
  const there = await shop.done('GET', `${path}?location=${place}`)
  assert.deepEqual([there.known, there.weeks[0].value], [3, 5_000])
})

test('what comes late or back after the days were counted is seen', async () => {
  const late = await world.open({ timezone: 'UTC', name: 'Late' })
  shop = late
  await sells(4, 1_000)
  const { id } = await shop.done('POST', '/api/v1/customers', { name: 'Minta Ági' })
  const made = await sells(3, 5_000, { customer: { id } })
  await countSales(world.database, shop.businessId, Temporal.Now.instant().add({ minutes: 2 }))
  await sells(4, 400)
  await shop.done('POST', `/api/v1/purchases/${made.purchase.id}/returns`, { all: true })
  const said = await shop.done('GET', path)
  assert.deepEqual([week(said, 4).value, week(said, 3).value], [1_400, 0])
})

test('another business sees nothing of it', async () => {
  const other = await world.open({ name: 'Other' })
  assert.equal((await other.done('GET', path)).known, 0)
})
