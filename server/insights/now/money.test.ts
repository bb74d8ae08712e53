import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import pg from 'pg'
import { type Json, openWorld, type Shop, type World } from '../../../test/fixtures/shop.ts'

const address = '/api/v1/insights/programme-money'

/** What the accountant reads: a shop that has given, redeemed, taken back and adjusted, and changed what a point is worth. */
describe('programme money by month', () => {
  let world: World
  let shop: Shop
  const month = (back: number) =>
    Temporal.Now.plainDateISO('UTC').toPlainYearMonth().subtract({ months: back }).toString()
  const programme = (minor: number) => ({
    ...{ format: 1, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] },
    points: {
      ...{ name: 'point|points', worth: { points: 1, minor }, pendingDays: 0, debt: 'negative' },
      ...{ expiry: { kind: 'never' }, spend: { points: 1, minor } },
    },
  })

  async function asOwner(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: world.url })
    await client.connect()
    await client.query(text, [shop.businessId])
    await client.end()
  }

  before(async () => {
    world = await openWorld()
    shop = await world.open({ timezone: 'UTC' })
    await shop.done('PUT', '/api/v1/programme', programme(2))
    const { id } = await shop.done('POST', '/api/v1/customers', {
      ...{ name: 'Minta Bence', joinedAt: '2020-01-01T00:00:00Z' },
    })
    const buys = (back: number, more: object) =>
      shop.done('POST', '/api/v1/purchases', {
        customer: { id },
        occurredAt: `${month(back)}-02T10:00:00Z`,
        ...more,
      })
    await buys(3, { total: 100_000 })
    const back = await buys(2, { total: 20_000 })
    await shop.done('POST', `/api/v1/purchases/${back.purchase.id}/returns`, {
      ...{ all: true, occurredAt: `${month(1)}-03T10:00:00Z` },
    })
    await shop.done('POST', `/api/v1/customers/${id}/adjustments`, { amount: 7, reason: 'a kindness' })
    await shop.done('POST', '/api/v1/purchases', { customer: { id }, total: 1_000, redeem: { points: 300 } })
    await shop.done('POST', '/api/v1/purchases', {
      lines: [{ kind: 'gift_card', quantity: 1, unitPrice: 5_000 }],
    })
    // The programme was there before anything was bought; only the new worth is of today.
    await asOwner(
      `update programme_versions set created_at = now() - interval '1 year' * (3 - number) where business_id = $1`,
    )
    await shop.done('PUT', '/api/v1/programme', programme(3))
    // As a file brought in books it: what happened in a month belongs to it, though it was written today.
    for (const sql of [
      `update transfers t set at = p.occurred_at from purchases p
        where t.business_id = $1 and p.business_id = $1 and p.purchase_id = t.purchase_id and t.reason = 'purchase'`,
      `update transfers t set at = r.occurred_at from returns r
        where t.business_id = $1 and r.business_id = $1 and r.return_id = t.return_id`,
    ])
      await asOwner(sql)
  })
  after(() => world.close())

  test('each month says what came and went, in points and in money, and a change of worth is told apart', async () => {
    const said = await shop.done('GET', address)
    const byMonth = Object.fromEntries(said.months.map((one: Json) => [one.month, one]))
    const pick = ({ opening, granted, takenBack, redeemed, adjusted, closing }: Json) => [
      opening,
      granted,
      takenBack,
      redeemed,
      adjusted,
      closing,
    ]
    assert.deepEqual(pick(byMonth[month(3)]), [0, 1_000, 0, 0, 0, 1_000])
    assert.deepEqual(pick(byMonth[month(2)]), [1_000, 200, 0, 0, 0, 1_200])
    assert.deepEqual(pick(byMonth[month(1)]), [1_200, 0, 200, 0, 0, 1_000])
    // 1,000 Ft less 600 paid in points earns 4.
    assert.deepEqual(pick(byMonth[month(0)]), [1_000, 4, 0, 300, 7, 711])
    // What was brought in afterwards is told: the first three months were entered today.
    assert.deepEqual(
      [3, 2, 1, 0].map((back) => byMonth[month(back)].enteredLate),
      [1_000, 200, -200, 0],
    )
    const money = byMonth[month(0)].money
    assert.deepEqual(
      [money.opening, money.revalued, money.granted, money.redeemed, money.closing],
      [2_000, 1_000, 12, 900, 2_133],
    )
    assert.deepEqual(said.accounts, { balance: 711, pending: 0, reserved: 0, owedToShop: 0, difference: 0 })
    assert.deepEqual([said.year.issued, said.year.redeemed, said.year.costMinor], [1_004, 300, 900])
    const [cards] = said.money
    assert.deepEqual(
      [cards.unit, cards.months.at(-1).granted, cards.months.at(-1).closing],
      ['money:HUF', 5_000, 5_000],
    )
  })

  test('months may be chosen; what they end with stands, and a wrong span is refused by its field', async () => {
    const said = await shop.done('GET', `${address}?from=${month(2)}&until=${month(1)}`)
    assert.deepEqual(
      said.months.map((one: Json) => one.month),
      [month(2), month(1)],
    )
    assert.equal(said.year.issued, 0)
    const [wrong, bad] = [
      await shop.ask('GET', `${address}?from=${month(1)}&until=${month(2)}`),
      await shop.ask('GET', `${address}?from=2026-13`),
    ]
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, 'until'])
    assert.deepEqual([bad.status, bad.body.errors[0].field], [400, 'from'])
  })

  test('the accountant’s file has the same numbers, each closing the next opening', async () => {
    const said = await shop.ask('GET', `${address}/csv`)
    assert.match(said.type, /text\/csv/)
    const rows: Record<string, string>[] = parse(said.text, { columns: true, bom: true })
    const points = rows.filter(({ unit }) => unit === 'points')
    for (const [index, row] of points.entries()) {
      if (index === 0) continue
      assert.equal(row.opening, points[index - 1]!.closing)
      assert.equal(row.money_opening, points[index - 1]!.money_closing)
      assert.equal(row.deferred_opening, points[index - 1]!.deferred_closing)
    }
    assert.deepEqual(
      [points.at(-1)!.closing, points.at(-1)!.money_closing, points.at(-1)!.point_worth],
      ['711', '2133', '3'],
    )
    assert.equal(rows.at(-1)!.unit, 'money:HUF')
    assert.equal(rows.at(-1)!.closing, '5000')
  })

  test('another business sees nothing of it', async () => {
    const other = await world.open({ timezone: 'UTC' })
    const said = await other.done('GET', address)
    assert.deepEqual([said.months.length, said.months[0].closing, said.money], [1, 0, []])
  })

  test('points that were given for several currencies are not split: those sales have no sum', async () => {
    await asOwner(
      `insert into customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, points_earned)
       select business_id, customer_id, month, 'EUR', 1, 1, 900, 9 from customer_months where business_id = $1 limit 1`,
    )
    const said = await shop.done('GET', address)
    assert.equal(said.deferredRefused, 'several_currencies')
    assert.deepEqual([said.deferred.pointsMinor, said.months.at(-1).deferred], [0, null])
    assert.equal(said.year.salesMinor, 100_000 + 400)
  })
})
