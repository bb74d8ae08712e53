import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Json, openWorld, type Shop, type World } from '../../../test/fixtures/shop.ts'
import { inBusiness, openPool } from '../../platform/database.ts'
import { abcXyzAsOf, cohortsAsOf, crrAsOf, ladderAsOf, rfmAsOf } from '../insights.ts'

/**
 * The present, read from facts, must say what the same purchases say when they are counted one by one: a shop with habits,
 * returns, somebody slipping and somebody new.
 */
describe('insight of the present', () => {
  let world: World
  let shop: Shop
  const today = Temporal.Now.plainDateISO('UTC')
  const day = (back: number) => today.subtract({ days: back }).toString()

  async function comes(name: string, backs: number[], total: number): Promise<string> {
    const { id } = await shop.done('POST', '/api/v1/customers', { name })
    for (const back of backs) await buys(id, back, total + back)
    return id
  }
  const buys = (id: string, back: number, total: number): Promise<Json> =>
    shop.done('POST', '/api/v1/purchases', { customer: { id }, occurredAt: `${day(back)}T10:00:00Z`, total })

  before(async () => {
    world = await openWorld()
    shop = await world.open({ timezone: 'UTC' })
    const weekly = (from: number, until: number) =>
      Array.from({ length: Math.ceil((from - until) / 7) }, (_, n) => from - 7 * n)
    await comes('Minta Bence', weekly(300, 0), 3_000)
    await comes('Példa Ágnes', weekly(200, 60), 2_000)
    await comes('Teszt Elek', [150, 10], 9_000)
    await comes('Próba Luca', [40], 500)
    await comes('Demó Gergő', [3], 700)
    await comes('Minta Dóra', [], 0)
    const back = await comes('Próba Anna', [90, 50, 20], 4_000)
    const gone = await buys(back, 5, 80_000)
    await shop.done('POST', `/api/v1/purchases/${gone.purchase.id}/returns`, { all: true })
  })
  after(() => world.close())

  const asOf = async <Answer>(
    work: (tx: Parameters<typeof rfmAsOf>[0], asOf: { at: string; returns: 'subtracted' }) => Promise<Answer>,
  ) => {
    const pool = openPool(world.url)
    try {
      const id = shop.businessId
      return await inBusiness(pool, id, (tx) => work(tx, { at: day(0), returns: 'subtracted' }))
    } finally {
      await pool.close()
    }
  }

  test('the overview names who slips away, and counts the ladder as the purchases do', async () => {
    const said = await shop.done('GET', '/api/v1/insights/overview')
    assert.equal(said.slipping.customers, 1)
    const [agnes] = said.slipping.people
    assert.deepEqual([agnes.name, agnes.gapDays], ['Példa Ágnes', 7])
    assert.ok(agnes.visits.length >= 19 && agnes.awayDays >= 60)
    assert.equal(said.slipping.yearMinor, agnes.yearMinor)
    const counted = await asOf(ladderAsOf)
    const rungs = Object.fromEntries(said.ladder.map(({ rung, customers }: Json) => [rung, customers]))
    const { buyer, client, regular } = counted.rungs
    assert.deepEqual(rungs, { lead: 1, buyer, client, regular })
    assert.equal(said.retention.months.length, 12)
  })

  test('retention by quarter and cohort is what the purchases come to', async () => {
    const said = await shop.done('GET', '/api/v1/insights/retention')
    const [kept, made] = [await asOf(crrAsOf), await asOf(cohortsAsOf)]
    for (const quarter of kept.quarters) {
      const same = said.quarters.find(({ period }: Json) => period === quarter.period)
      const pick = ({ start, end, newcomers, kept: stay, returned }: Json) => ({
        start,
        end,
        newcomers,
        stay,
        returned,
      })
      assert.deepEqual(pick(same), pick(quarter), quarter.period)
    }
    const cells = (cohorts: Json[], name: string) =>
      cohorts.map((cohort) => [
        cohort[name],
        cohort.customers,
        cohort.cells.map((cell: Json) => [cell.customers, cell.moneyMinor]),
      ])
    assert.deepEqual(
      cells(said.cohorts, 'month'),
      cells(made.cohorts, 'period').map(([period, customers, all]) => [
        period,
        customers,
        padded(all as number[][], String(period)),
      ]),
    )
    assert.deepEqual([said.repeat.customers, said.repeat.again], [6, 4])
  })

  /** Cohorts of the past end with the last month that anybody bought in; those of the present with the present one. */
  function padded(cells: number[][], from: string): number[][] {
    const span =
      Temporal.PlainYearMonth.from(from).until(today.toPlainYearMonth(), { largestUnit: 'months' }).months + 1
    return [...cells, ...Array.from({ length: span - cells.length }, () => [0, 0])]
  }

  test('RFM and ABC by XYZ are the same, and each cell opens to the people in it', async () => {
    const said = await shop.done('GET', '/api/v1/insights/value')
    const scored = await asOf(rfmAsOf)
    for (const { r, f, customers } of said.rfm.cells) {
      const same = scored.customers.filter((one) => one.r === r && one.f === f)
      assert.equal(customers, same.length, `${r}${f}`)
      const { items } = await shop.done('GET', `/api/v1/insights/people?kind=rfm&cell=${r}${f}`)
      assert.equal(items.length, customers)
    }
    const placed = await asOf((tx, one) => abcXyzAsOf(tx, { ...one, from: day(365) }))
    const found = Object.fromEntries(
      said.abcXyz.cells.map(({ cell, customers }: Json) => [cell[0], customers]),
    )
    assert.ok(Object.keys(found).length > 0 && placed.customers.length === said.customers)
    const letters = (cells: { cell: string; customers: number }[]) => {
      const sums: Record<string, number> = {}
      for (const { cell, customers } of cells) sums[cell[0]!] = (sums[cell[0]!] ?? 0) + customers
      return sums
    }
    const asCells = Object.entries(placed.cells).map(([cell, { customers }]) => ({ cell, customers }))
    assert.deepEqual(letters(said.abcXyz.cells), letters(asCells))
  })

  test('a list goes on where it stopped, and everybody is in it once', async () => {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: Json = await shop.done(
        'GET',
        `/api/v1/insights/people?kind=rung&cell=client&limit=1${next && `&after=${next}`}`,
      )
      seen.push(...page.items.map(({ name }: Json) => name))
      next = page.next
    }
    assert.equal(new Set(seen).size, seen.length)
    const { rungs } = await shop.done('GET', '/api/v1/insights/ladder')
    assert.equal(seen.length, rungs.find(({ rung }: Json) => rung === 'client').customers)
  })

  test('the programme’s money is what accounts hold', async () => {
    const said = await shop.done('GET', '/api/v1/insights/programme-money')
    assert.equal(
      said.liability.points,
      said.liability.byAge.reduce((sum: number, { points }: Json) => sum + points, 0),
    )
    assert.equal(
      said.liability.points,
      said.liability.byExpiry.reduce((sum: number, { points }: Json) => sum + points, 0),
    )
    assert.equal(
      Math.abs(said.deferred.goodsMinor + said.deferred.pointsMinor - said.year.salesMinor) <= 1,
      true,
    )
  })

  test('a shop without anybody says nothing wrong', async () => {
    const empty = await world.open()
    for (const page of ['overview', 'retention', 'value', 'ladder', 'programme-money']) {
      const said = await empty.ask('GET', `/api/v1/insights/${page}`)
      assert.equal(said.status, 200, said.text)
      assert.ok(!/NaN|Infinity/.test(said.text))
    }
  })

  test('staff at the till don’t read it', async () => {
    const { token } = await shop.done('POST', '/api/v1/api-keys', {
      name: 'Till',
      scopes: ['purchases:write'],
    })
    const said = await shop.ask('GET', '/api/v1/insights/overview', undefined, {
      authorization: `Bearer ${token}`,
    })
    assert.equal(said.status, 403)
  })
})
