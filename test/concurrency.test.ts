import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Database, openPool } from '../server/platform/database.ts'
import { readId } from '../server/platform/ids.ts'
import { verifyBusiness } from '../server/verify/verify.ts'
import { newFolder } from './app.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { type App, startApp } from './fixtures/process.ts'
import { type Answer, askOver, type Json, openShop, type Shop } from './fixtures/shop.ts'

const TILLS = 32
const step = 100

// Two real processes on one database, as behind a load balancer: what one keeps in memory, the other doesn't know.
describe('32 tills at two processes, all at once', { timeout: 240_000 }, () => {
  let apps: App[] = []
  let fresh: FreshDatabase
  let database: Database
  let shop: Shop
  before(async () => {
    fresh = await freshDatabase()
    database = openPool(fresh.url)
    const env = { DATABASE_URL: fresh.url, REGULARS_DATA: newFolder() }
    apps = await Promise.all([startApp(env), startApp(env)])
    shop = await open('shop')
  })
  after(async () => {
    for (const app of apps) app.signal('SIGTERM')
    await Promise.all(apps.map(({ ended }) => ended))
    await database?.close()
    await fresh?.drop()
    // What went wrong inside is told on the console of the process.
    for (const app of apps) assert.doesNotMatch(app.output(), /error/i)
  })

  const open = (trade: 'shop' | 'cafe') =>
    openShop(database, { trade }, (key) =>
      askOver(
        apps.map(({ url }) => url),
        key,
      ),
    )
  const join = async (at: Shop, points = 0): Promise<string> => {
    const { id } = await at.done('POST', '/api/v1/customers', { name: 'Vevő' })
    if (points > 0)
      await at.done('POST', `/api/v1/customers/${id}/adjustments`, { amount: points, reason: 'Test' })
    return id
  }
  const ledger = (at: Shop, id: string) => at.done('GET', `/api/v1/customers/${id}/ledger?limit=200`)
  const booksAreRight = async (at: Shop) => assert.deepEqual(await verifyBusiness(database, uuidOf(at)), [])
  const ring = (at: Shop, body: Json, headers?: Record<string, string>) =>
    at.ask('POST', '/api/v1/purchases', body, headers)

  test('one balance is spent once: 11 win, 21 hear that it is too little', async () => {
    const id = await join(shop, 1_000)
    const request = { customer: { id }, total: 3 * step, redeem: { points: 100 } }
    const answers = await atOnce(TILLS, () => ring(shop, request))
    assert.deepEqual(tally(answers), { 201: 11, '409 points.too_few': 21 })
    assert.equal((await ledger(shop, id)).balances.points, 0)
    await booksAreRight(shop)
  })

  test('the last 7 of a reward go to 7, at the till and by reservation', async () => {
    const wish = { name: 'Mug', benefit: { kind: 'gift' }, price: { points: 50 }, stock: 7 }
    const { id: rewardId } = await shop.done('POST', '/api/v1/rewards', wish)
    const customers = await atOnce(TILLS, () => join(shop, 100))
    const answers = await atOnce(TILLS, (till) => {
      const customer = { id: customers[till]! }
      if (till % 2) return shop.ask('POST', '/api/v1/redemptions', { customer, rewardId })
      return ring(shop, { customer, total: step, redeem: { rewardId } })
    })
    assert.deepEqual(tally(answers), { 201: 7, '409 reward.out_of_stock': 25 })
    assert.equal((await shop.done('GET', `/api/v1/rewards/${rewardId}`)).stock, 0)
    await booksAreRight(shop)
  })

  test('a voucher for five is used five times', async () => {
    const wish = { code: 'ONLY FIVE', benefit: { kind: 'percent', percent: 10 }, maxUses: 5 }
    const { id } = await shop.done('POST', '/api/v1/vouchers', wish)
    const answers = await atOnce(TILLS, () =>
      ring(shop, { total: 10 * step, redeem: { voucher: 'only five' } }),
    )
    assert.deepEqual(tally(answers), { 201: 5, '409 voucher.used_up': 27 })
    assert.equal((await shop.done('GET', `/api/v1/vouchers/${id}`)).uses, 5)
    await booksAreRight(shop)
  })

  test('a gift card pays no more than is on it', async () => {
    const { id, code } = await shop.done('POST', '/api/v1/gift-cards', { amountMinor: 10 * step })
    const answers = await atOnce(TILLS, () => ring(shop, { total: step, redeem: { giftCard: code } }))
    assert.deepEqual(tally(answers), { 201: 10, '409 points.too_few': 22 })
    assert.equal((await shop.done('GET', `/api/v1/gift-cards/${id}`)).balanceMinor, 0)
    await booksAreRight(shop)
  })

  test('a rule gives its budget away to the last point and not one more', async () => {
    const lean = await open('shop')
    const { document } = await lean.done('GET', '/api/v1/programme')
    const rules = document.rules.map((rule: Json) => ({ ...rule, budget: 105 }))
    await lean.done('PUT', '/api/v1/programme', { document: { ...document, rules, joining: null } })
    const customers = await atOnce(TILLS, () => join(lean))
    const answers = await atOnce(TILLS, (till) =>
      ring(lean, { customer: { id: customers[till] }, total: 10 * step }),
    )
    assert.deepEqual(tally(answers), { 201: TILLS })
    const given = answers.map(({ body }) => body.granted.points as number)
    assert.equal(sum(given), 105)
    await booksAreRight(lean)
  })

  test('32 visits at once fill a stamp card three times over, with three prizes', async () => {
    const cafe = await open('cafe')
    const id = await join(cafe)
    const answers = await atOnce(TILLS, () => ring(cafe, { customer: { id }, total: 500 }))
    assert.deepEqual(tally(answers), { 201: TILLS })
    const [card] = (await ledger(cafe, id)).stamps
    assert.deepEqual([card.stamps, card.round], [3, 3])
    const prizes = answers.flatMap(({ body }) => body.stamps[0].prizes)
    assert.equal(prizes.length, 3)
    assert.equal(new Set(prizes.map(({ code }: Json) => code)).size, 3)
    await booksAreRight(cafe)
  })

  test('one Idempotency-Key is one purchase, and all hear the same', async () => {
    const id = await join(shop)
    const request = { customer: { id }, total: 10 * step }
    const answers = await atOnce(TILLS, () => ring(shop, request, { 'idempotency-key': 'the same' }))
    assert.deepEqual(tally(answers), { 201: TILLS })
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
    assert.equal((await ledger(shop, id)).balances.points, 110)
    const joined = await atOnce(TILLS, () =>
      shop.ask('POST', '/api/v1/customers', { name: 'Egy' }, { 'idempotency-key': 'one person' }),
    )
    assert.equal(new Set(joined.map(({ body }) => body.id)).size, 1)
    await booksAreRight(shop)
  })

  test('one external id is one purchase: the same request hears the same, another that it is taken', async () => {
    const id = await join(shop)
    const answers = await atOnce(TILLS, (till) =>
      ring(shop, { customer: { id }, total: till % 2 ? 10 * step : 20 * step, externalId: 'POS-7' }),
    )
    assert.deepEqual(tally(answers), { 201: 16, '409 purchase.external_id_taken': 16 })
    assert.equal(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size, 1)
    await booksAreRight(shop)
  })

  test('no more comes back than was bought', async () => {
    const id = await join(shop)
    const lines = [{ quantity: 5, unitPrice: 10 * step }]
    const { body } = await ring(shop, { customer: { id }, lines })
    const path = `/api/v1/purchases/${body.purchase.id}/returns`
    const one = { lines: [{ line: 0, quantity: 1 }] }
    const answers = await atOnce(TILLS, (till) => shop.ask('POST', path, till === 9 ? { all: true } : one))
    const { 201: won, ...lost } = tally(answers)
    assert.ok(won! >= 1 && won! <= 5, `${won} won`)
    assert.deepEqual(
      Object.keys(lost).filter((why) => !/^4(09|22) return\.(nothing_left|more_than_bought)$/.test(why)),
      [],
    )
    const back = answers.flatMap(({ body: said }) => said.return?.lines ?? [])
    assert.equal(sum(back.map(({ quantity }: Json) => quantity)), 5)
    assert.equal((await ledger(shop, id)).balances.points, 100)
    await booksAreRight(shop)
  })

  test('a reservation is handed out or called off, not both; a purchase gets one customer', async () => {
    const wish = { name: 'Bag', benefit: { kind: 'gift' }, price: { points: 50 } }
    const { id: rewardId } = await shop.done('POST', '/api/v1/rewards', wish)
    const id = await join(shop)
    const { id: held } = await shop.done('POST', '/api/v1/redemptions', { customer: { id }, rewardId })
    const ends = await atOnce(TILLS, (till) =>
      shop.ask('POST', `/api/v1/redemptions/${held}/${till % 2 ? 'fulfil' : 'cancel'}`),
    )
    assert.ok(ends.every(({ status }) => status < 500))
    const { state } = await shop.done('GET', `/api/v1/redemptions/${held}`)
    const left = (await ledger(shop, id)).balances.points
    assert.equal(left, state === 'cancelled' ? 100 : 50)

    const others = await atOnce(4, () => join(shop))
    const { body } = await ring(shop, { total: 10 * step })
    const path = `/api/v1/purchases/${body.purchase.id}/customer`
    const claims = await atOnce(TILLS, (till) =>
      shop.ask('POST', path, { customer: { id: others[till % 4] } }),
    )
    assert.deepEqual(tally(claims), { 200: 8, '409 purchase.has_customer': 24 })
    const points = await Promise.all(others.map(async (other) => (await ledger(shop, other)).balances.points))
    assert.equal(sum(points), 410)
    await booksAreRight(shop)
  })

  test('merges that cross each other and the till lose nothing', async () => {
    const pairs = await atOnce(8, async () => [await join(shop), await join(shop)] as const)
    const work = pairs.flatMap(([one, other]) => [
      () => shop.ask('POST', `/api/v1/customers/${one}/merge`, { from: other }),
      () => shop.ask('POST', `/api/v1/customers/${other}/merge`, { from: one }),
      ...[one, other, one, other].map((id) => () => ring(shop, { customer: { id }, total: 10 * step })),
    ])
    const answers = await Promise.all(work.map((one) => one()))
    assert.deepEqual(
      answers.filter(({ status }) => status >= 500).map(({ text }) => text),
      [],
    )
    const rung = answers.filter((_, index) => index % 6 > 1)
    assert.deepEqual(tally(rung), { 201: 32 })
    const { 200: merged } = tally(answers.filter((_, index) => index % 6 < 2))
    assert.ok(merged! >= 8)
    for (const [one, other] of pairs) {
      const [mine, theirs] = [await ledger(shop, one), await ledger(shop, other)]
      assert.deepEqual([mine.balances.points, theirs.balances.points], [240, 240])
    }
    await booksAreRight(shop)
  })

  test('while the programme is saved again and again, each purchase earns by the version that it names', async () => {
    const { document } = await shop.done('GET', '/api/v1/programme')
    const giving = (give: number) => ({
      document: { ...document, rules: document.rules.map((rule: Json) => ({ ...rule, give })) },
    })
    const customers = await atOnce(TILLS, () => join(shop))
    const [saved, rung] = await Promise.all([
      atOnce(8, (save) => shop.ask('PUT', '/api/v1/programme', giving(save + 1))),
      atOnce(4 * TILLS, (turn) =>
        ring(shop, { customer: { id: customers[turn % TILLS] }, total: 10 * step }),
      ),
    ])
    assert.deepEqual(tally(saved), { 200: 8 })
    assert.deepEqual(tally(rung), { 201: 4 * TILLS })
    for (const { body } of rung) {
      const version = await shop.done('GET', `/api/v1/programme/versions/${body.purchase.programmeVersion}`)
      assert.equal(body.granted.points, 10 * version.document.rules[0].give)
    }
    await booksAreRight(shop)
  })
})

const uuidOf = ({ businessId }: Shop) => readId('business', businessId) ?? businessId
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

function atOnce<Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)))
}

/** How many got which answer: by status, and by the code where it is a refusal. */
function tally(answers: Answer[]): Record<string, number> {
  const kinds = answers.map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body?.code}`))
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]))
}
