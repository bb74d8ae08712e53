import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { type Database, inBusiness, openPool, statement, type Tx } from '../platform/database.ts'
import { type BusinessId, type CustomerId, newId, type PurchaseId, type RewardId } from '../platform/ids.ts'
import { addReward, type RewardWish } from './catalogue.ts'
import type { Asked } from './look-up.ts'
import { keyCodes, lookUp, takeUp, unwindRedemption } from './rewards.ts'
import {
  aBusiness,
  actor,
  allAtOnce,
  balanceOf,
  customersWith,
  openAt,
  plainReward,
} from './scene.fixture.ts'
import { issueVoucher, type NewVoucher, voidVoucher } from './voucher.ts'

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

const aReward = async (wish: Partial<RewardWish> = {}): Promise<RewardId> =>
  (await inBusiness(database, shop, (tx) => addReward(tx, { ...plainReward, ...wish }, actor))).rewardId

const aVoucher = (wish: Partial<NewVoucher> = {}) =>
  inBusiness(database, shop, async (tx) =>
    issueVoucher(tx, {
      benefit: plainReward.benefit,
      source: 'single',
      now: Temporal.Now.instant(),
      ...wish,
    }),
  )

/** As the till does it: the customer is locked, the thing looked up, the price taken, all in one transaction. */
async function atTheTill(
  tx: Tx,
  asked: Asked,
  customerId: CustomerId | null,
  purchaseId: PurchaseId = newId(),
): Promise<PurchaseId> {
  const now = Temporal.Now.instant()
  const { book, write } = await openAt(tx, customerId)
  const asker = { customerId, locationId: null, now, guesser: 'test', lock: true }
  const { redeemables } = await lookUp(tx, asked, asker)
  for (const one of redeemables)
    await takeUp(tx, book, one, { customerId, locationId: null, purchaseId, now })
  write()
  return purchaseId
}
const till = (asked: Asked, customerId: CustomerId | null, purchaseId?: PurchaseId) =>
  inBusiness(database, shop, (tx) => atTheTill(tx, asked, customerId, purchaseId))

test('thirty-two tills on a stock of ten: ten get it, the others are told that none is left', async () => {
  const rewardId = await aReward({ stock: 10 })
  const customers = await customersWith(database, shop, { count: 32, points: 100 })
  const { won, refused } = await allAtOnce(customers.map((id) => () => till({ rewardId }, id)))
  assert.equal(won, 10)
  assert.deepEqual(refused, { 'reward.out_of_stock': 22 })
  const balances = await Promise.all(customers.map((id) => balanceOf(database, shop, id)))
  assert.equal(balances.filter(({ balance }) => balance === 0).length, 10, 'only winners paid')
})

test('thirty-two tills for one customer with a limit of three: three', async () => {
  const rewardId = await aReward({ customerLimit: 3, stock: 100 })
  const [customer] = await customersWith(database, shop, { count: 1, points: 10_000 })
  const attempts = Array.from({ length: 32 }, () => () => till({ rewardId }, customer!))
  assert.deepEqual(await allAtOnce(attempts), { won: 3, refused: { 'reward.limit_reached': 29 } })
  assert.equal((await balanceOf(database, shop, customer!)).balance, 9_700)
})

test('thirty-two tills on the points of one customer: never below zero', async () => {
  const rewardId = await aReward()
  const [customer] = await customersWith(database, shop, { count: 1, points: 550 })
  const attempts = Array.from({ length: 32 }, () => () => till({ rewardId }, customer!))
  assert.deepEqual(await allAtOnce(attempts), { won: 5, refused: { 'points.too_few': 27 } })
  assert.equal((await balanceOf(database, shop, customer!)).balance, 50)
})

test('thirty-two tills with one unique voucher: one', async () => {
  const { code } = await aVoucher()
  const attempts = Array.from({ length: 32 }, () => () => till({ voucherCode: code }, null))
  assert.deepEqual(await allAtOnce(attempts), { won: 1, refused: { 'voucher.used_up': 31 } })
})

test('thirty-two tills with a shared code for twenty, twice per customer', async () => {
  const sharedCode = 'Nyár 2026'
  await aVoucher({ sharedCode, maxUses: 20, customerLimit: 2 })
  const customers = await customersWith(database, shop, { count: 8, points: 0 })
  const attempts = customers.flatMap((id) =>
    Array.from({ length: 4 }, () => () => till({ voucherCode: 'NYÁR-2o26' }, id)),
  )
  const { won, refused } = await allAtOnce(attempts)
  assert.equal(won, 16)
  assert.deepEqual(refused, { 'voucher.limit_reached': 16 })
})

test('a purchase that comes back whole gives voucher, stock and limit back, once', async () => {
  const rewardId = await aReward({ stock: 1, customerLimit: 1 })
  const [customer] = await customersWith(database, shop, { count: 1, points: 100 })
  const { code, voucherId } = await aVoucher({ customerId: customer! })
  const purchaseId = await till({ rewardId, voucherCode: code }, customer!)
  await assert.rejects(till({ voucherCode: code }, customer!), { code: 'voucher.used_up' })
  assert.equal(await inBusiness(database, shop, (tx) => voidVoucher(tx, voucherId)), false, 'used')

  const unwind = () =>
    inBusiness(database, shop, (tx) => unwindRedemption(tx, { purchaseId, now: Temporal.Now.instant() }))
  const first = await unwind()
  assert.deepEqual(first.voucherIds, [voucherId])
  assert.deepEqual(
    first.redemptions.map(({ points, transferIds }) => [points, transferIds.length]),
    [[100, 1]],
  )
  assert.deepEqual(await unwind(), { voucherIds: [], redemptions: [] })
  await till({ voucherCode: code }, customer!)
  await assert.rejects(
    till({ rewardId }, customer!),
    { code: 'points.too_few' },
    'the till gives points back',
  )
})

test('a voucher taken back can no longer be used, and says so', async () => {
  const { code, voucherId } = await aVoucher()
  assert.equal(await inBusiness(database, shop, (tx) => voidVoucher(tx, voucherId)), true)
  assert.equal(await inBusiness(database, shop, (tx) => voidVoucher(tx, voucherId)), true)
  await assert.rejects(till({ voucherCode: code }, null), { code: 'voucher.void' })
})

test('each reason is told: whose, when, not known, mistyped', async () => {
  const now = Temporal.Now.instant()
  const [hers, other] = await customersWith(database, shop, { count: 2, points: 0 })
  const bound = await aVoucher({ customerId: hers! })
  await assert.rejects(till({ voucherCode: bound.code }, other!), { code: 'code.other_customer' })
  await assert.rejects(till({ voucherCode: bound.code }, null), { code: 'code.needs_customer' })
  const late = await aVoucher({ validUntil: now })
  await assert.rejects(till({ voucherCode: late.code }, null), { code: 'voucher.expired' })
  const early = await aVoucher({ validFrom: now.add({ hours: 1 }) })
  await assert.rejects(till({ voucherCode: early.code }, null), { code: 'voucher.not_yet' })
  await assert.rejects(till({ voucherCode: 'NO-SUCH-CODE-AT-ALL' }, null), { code: 'code.unknown' })
  const last = late.code.endsWith('0') ? '1' : '0'
  await assert.rejects(till({ voucherCode: late.code.slice(0, -1) + last }, null), { code: 'code.mistyped' })
  await assert.rejects(till({ rewardId: newId() }, hers!), { code: 'not_found' })
})

test('another business sees none of it, even with a query that forgets to ask', async () => {
  await aVoucher()
  await aReward()
  const other = await aBusiness(database)
  for (const table of ['rewards', 'redemptions', 'vouchers', 'voucher_uses', 'gift_cards']) {
    const all = statement(`test.all_${table}`, `select 1 from ${table}`)
    assert.deepEqual(await inBusiness(database, other, (tx) => tx.rows(all, [])), [], table)
  }
})
