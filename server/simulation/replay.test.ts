import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openWorld, type Shop, type World } from '../../test/fixtures/shop.ts'

const month = { from: '2026-03-01', until: '2026-03-31' }

describe('a programme that never was', () => {
  let world: World
  let shop: Shop
  let ids: string[]
  before(async () => {
    world = await openWorld()
    shop = await world.open()
    ids = []
    for (const name of ['Minta Bence', 'Példa Ágnes', 'Teszt Elek'])
      ids.push((await shop.done('POST', '/api/v1/customers', { name })).id)
    const buy = (who: number, occurredAt: string, total: number) =>
      shop.done('POST', '/api/v1/purchases', { customer: { id: ids[who] }, occurredAt, total })
    await buy(0, '2026-02-10T09:00:00Z', 70_000)
    await buy(0, '2026-03-02T09:00:00Z', 30_000)
    await buy(1, '2026-03-03T09:00:00Z', 5_000)
    const back = await buy(1, '2026-03-04T09:00:00Z', 20_000)
    await shop.done('POST', `/api/v1/purchases/${back.purchase.id}/returns`, {
      ...{ all: true, occurredAt: '2026-03-05T09:00:00Z' },
    })
    await buy(2, '2026-03-06T09:00:00Z', 250)
    await shop.done('POST', '/api/v1/purchases', { occurredAt: '2026-03-07T09:00:00Z', total: 900 })
  })
  after(() => world.close())

  const points = {
    ...{ name: 'point|points', worth: { points: 1, minor: 5 }, pendingDays: 0, debt: 'negative' },
    ...{ expiry: { kind: 'never' }, spend: null },
  }
  const programme = { format: 1, points, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] }

  test('says what a month would have earned, net of what came back, and who most', async () => {
    const said = await shop.done('POST', '/api/v1/programme/replay', { document: programme, ...month })
    assert.deepEqual([said.customers, said.purchases, said.points], [3, 4, 300 + 50 + 2])
    assert.deepEqual([said.salesMinor, said.costMinor], [35_250, 352 * 5])
    assert.equal(said.shareOfSales, 1_760 / 35_250)
    assert.deepEqual(said.withoutCustomer, { purchases: 1, salesMinor: 900 })
    assert.deepEqual(
      said.top.map(({ name, points }: { name: string; points: number }) => [name, points]),
      [
        ['Minta Bence', 300],
        ['Példa Ágnes', 50],
        ['Teszt Elek', 2],
      ],
    )
  })

  test('tiers stand on what was bought before the month', async () => {
    const tiers = {
      ...{ by: 'spend', window: { kind: 'rolling', months: 12 }, hold: { kind: 'none' } },
      levels: [{ id: 'gold', name: 'Gold', from: 50_000, benefits: [{ kind: 'multiplier', percent: 200 }] }],
    }
    const said = await shop.done('POST', '/api/v1/programme/replay', {
      document: { ...programme, tiers },
      ...month,
    })
    assert.equal(said.points, 600 + 50 + 2)
    assert.equal(said.salesMinor, 35_250)
  })

  test('a budget for everybody goes to whoever comes first', async () => {
    const rules = [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1, budget: 320 }]
    const said = await shop.done('POST', '/api/v1/programme/replay', {
      document: { ...programme, rules },
      ...month,
    })
    // 300 to the first, 20 to the second, nothing to her second purchase or to the third.
    assert.equal(said.points, 320)
    assert.deepEqual(
      said.top.map(({ points }: { points: number }) => points),
      [300, 20],
    )
  })

  test('two programmes lie side by side, with what each would cost and owe', async () => {
    const richer = { ...programme, rules: [{ id: 'spend', kind: 'amount', perMinor: 50, give: 1 }] }
    const { items } = await shop.done('POST', '/api/v1/insights/simulation', {
      ...{ programmes: [programme, richer], redeemersPercent: 0, marginPercent: 50, joiningGifts: false },
    })
    const [one, two] = items
    assert.deepEqual([one.points.earned, two.points.earned], [1_052, 2_105])
    assert.deepEqual(one.period, { from: '2026-02-10', until: '2026-03-07' })
    assert.equal(one.cost.totalMinor, 1_052 * 5)
    const share = (1_052 * 5) / 105_250
    assert.equal(one.cost.breakEvenUplift, share / (0.5 - share))
    assert.deepEqual(
      one.liability.map(({ month, points }: { month: string; points: number }) => [month, points]),
      [
        ['2026-02', 700],
        ['2026-03', 1_052],
      ],
    )
  })

  test('asked for lines, it plays everybody, tells how far it is, and ends with the same answer', async () => {
    const wish = { programmes: [programme, programme], redeemersPercent: 0, joiningGifts: false }
    const at = '/api/v1/insights/simulation'
    const plain = await shop.done('POST', at, wish)
    const said = await shop.ask('POST', at, wish, { accept: 'application/x-ndjson' })
    assert.equal(said.status, 200)
    const lines = said.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(lines.at(-1), { result: plain })
    for (const { done, of } of lines.slice(0, -1)) assert.ok(done <= of)
    const wrong = await shop.ask(
      'POST',
      at,
      { programmes: [{ format: 1, rules: 5 }] },
      { accept: 'application/x-ndjson' },
    )
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'programme.invalid'])
  })

  test('a document with a fault is refused by the path of the fault', async () => {
    const wrong = {
      document: { ...programme, rules: [{ id: 'spend', kind: 'amount', perMinor: 0, give: 1 }] },
    }
    const said = await shop.ask('POST', '/api/v1/programme/replay', wrong)
    assert.deepEqual([said.status, said.body.code], [422, 'programme.invalid'])
    assert.equal(said.body.errors[0].field, 'document.rules.0.perMinor')
  })

  test('another business finds nothing of it', async () => {
    const other = await world.open()
    const said = await other.done('POST', '/api/v1/programme/replay', { document: programme, ...month })
    assert.deepEqual([said.customers, said.points, said.top], [0, 0, []])
  })
})
