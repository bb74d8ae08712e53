import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { type Database, inBusiness, openPool, statement } from '../platform/database.ts'
import type { BusinessId, CustomerId, RedemptionId, RewardId } from '../platform/ids.ts'
import { addReward, listRewards } from './catalogue.ts'
import { keyCodes, openCode } from './codes.ts'
import { listRedemptions } from './held.ts'
import { cancelRedemption, expireReservations, fulfilRedemption, reserveReward } from './redemption.ts'
import { lookUp, takeUp } from './rewards.ts'
import {
  aBusiness,
  actor,
  allAtOnce,
  balanceOf,
  customersWith,
  givePoints,
  openAt,
  plainReward,
} from './scene.fixture.ts'

let fresh: FreshDatabase
let database: Database
let shop: BusinessId

before(async () => {
  keyCodes('a secret that is only for tests, long enough')
  fresh = await freshDatabase()
  database = openPool(fresh.url, { max: 32 })
  shop = await aBusiness(database)
})
after(async () => {
  await database.close()
  await fresh.drop()
})

const within = <Result>(work: Parameters<typeof inBusiness<Result>>[2]) => inBusiness(database, shop, work)
const now = () => Temporal.Now.instant()
const aReward = async (wish = {}): Promise<RewardId> =>
  (await within((tx) => addReward(tx, { ...plainReward, ...wish }, actor))).rewardId
const reserve = (customerId: CustomerId, rewardId: RewardId, points?: number) =>
  within((tx) =>
    reserveReward(tx, {
      customerId,
      rewardId,
      points,
      locationId: null,
      now: now(),
      actor,
      tierOf: async () => null,
    }),
  )
const fulfil = (redemptionId: RedemptionId, at = now()) =>
  within((tx) => fulfilRedemption(tx, { redemptionId, now: at, actor, locationId: null }))
const cancel = (redemptionId: RedemptionId, mayUndo = false) =>
  within((tx) => cancelRedemption(tx, { redemptionId, now: now(), actor, mayUndo }))
const stockOf = async (rewardId: RewardId) =>
  (await within((tx) => listRewards(tx, { ids: [rewardId], limit: 1 })))[0]!.stock
const read = async (id: RedemptionId) =>
  (await within((tx) => listRedemptions(tx, { ids: [id], limit: 1 })))[0]!
const oneCustomer = async (points: number) => (await customersWith(database, shop, { count: 1, points }))[0]!

const lots = statement<{ remaining: number }>(
  'test.lots',
  `select remaining from lots join accounts using (business_id, account_id)
    where business_id = $1 and holder_id = $2 order by lot_id`,
)
const lotsOf = (id: CustomerId) => within((tx) => tx.rows(lots, [shop, id]))

test('reserved points are held, and a cancelled reservation puts them back into the very lots', async () => {
  const customer = await oneCustomer(60)
  await within((tx) => givePoints(tx, [customer], 90))
  const before = await lotsOf(customer)
  const rewardId = await aReward({ stock: 1 })
  const id = await reserve(customer, rewardId)
  assert.deepEqual(await balanceOf(database, shop, customer), { balance: 50, reserved: 100 })
  assert.equal(await stockOf(rewardId), 0)
  await cancel(id)
  await cancel(id)
  assert.deepEqual(await balanceOf(database, shop, customer), { balance: 150, reserved: 0 })
  assert.deepEqual(await lotsOf(customer), before)
  assert.equal(await stockOf(rewardId), 1)
  await assert.rejects(fulfil(id), { code: 'redemption.cancelled' })
})

test('fulfilling spends what was held, and twice is the same as once', async () => {
  const customer = await oneCustomer(100)
  const id = await reserve(customer, await aReward())
  assert.deepEqual(await allAtOnce(Array.from({ length: 16 }, () => () => fulfil(id))), {
    won: 16,
    refused: {},
  })
  assert.deepEqual(await balanceOf(database, shop, customer), { balance: 0, reserved: 0 })
  await assert.rejects(cancel(id), { code: 'redemption.fulfilled' })
  await cancel(id, true)
  assert.deepEqual(await balanceOf(database, shop, customer), { balance: 100, reserved: 0 })
})

test('fulfil and cancel at once: one of them happens', async () => {
  const customer = await oneCustomer(100)
  const id = await reserve(customer, await aReward())
  await allAtOnce(Array.from({ length: 8 }, (_, index) => () => (index % 2 ? fulfil(id) : cancel(id))))
  const done = await read(id)
  const { balance, reserved } = await balanceOf(database, shop, customer)
  assert.deepEqual([balance, reserved], done.state === 'fulfilled' ? [0, 0] : [100, 0])
})

test('a reservation whose time is over gives everything back', async () => {
  const customer = await oneCustomer(100)
  const rewardId = await aReward({ stock: 5 })
  const id = await reserve(customer, rewardId)
  const late = now().add({ hours: 2 })
  await assert.rejects(fulfil(id, late), { code: 'redemption.expired' })
  const runs = await Promise.all([1, 2, 3].map(() => within((tx) => expireReservations(tx, late))))
  assert.equal(runs.filter((count) => count > 0).length, 1, 'one of three workers did it')
  assert.deepEqual(await balanceOf(database, shop, customer), { balance: 100, reserved: 0 })
  assert.equal(await stockOf(rewardId), 5)
})

test('thirty-two tills with one reserved code: it is taken once', async () => {
  const customer = await oneCustomer(500)
  const id = await reserve(customer, await aReward())
  const { sealed } = await read(id)
  const voucherCode = openCode(shop, sealed!)
  const till = () =>
    within(async (tx) => {
      const { book, write } = await openAt(tx, customer)
      const asker = { customerId: customer, locationId: null, now: now(), guesser: 'test', lock: true }
      const { redeemables } = await lookUp(tx, { voucherCode }, asker)
      await takeUp(tx, book, redeemables[0]!, { ...asker, purchaseId: null })
      write()
    })
  const { won, refused } = await allAtOnce(Array.from({ length: 32 }, () => till))
  assert.deepEqual({ won, refused }, { won: 1, refused: { 'redemption.fulfilled': 31 } })
  assert.deepEqual(await balanceOf(database, shop, customer), { balance: 400, reserved: 0 })
})

test('a reward may cost stamps of any season of a card', async () => {
  const customer = await oneCustomer(0)
  await within((tx) => givePoints(tx, [customer], 10, 'stamps:coffee:summer'))
  const rewardId = await aReward({ points: null, stampCard: 'coffee', stamps: 10 })
  await reserve(customer, rewardId)
  assert.deepEqual(await balanceOf(database, shop, customer, 'stamps:coffee:summer'), {
    balance: 0,
    reserved: 10,
  })
  await assert.rejects(reserve(customer, rewardId), { code: 'points.too_few' })
})

test('a gift card as a reward is made when it is handed out', async () => {
  const customer = await oneCustomer(100)
  const benefit = { kind: 'gift_card', amountMinor: 5_000, currency: 'HUF' }
  const id = await reserve(customer, await aReward({ benefit }))
  await fulfil(id)
  const { giftCardId } = await read(id)
  assert.equal((await balanceOf(database, shop, giftCardId!, 'money:HUF')).balance, 5_000)
  await assert.rejects(cancel(id, true), { code: 'redemption.fulfilled' })
})
