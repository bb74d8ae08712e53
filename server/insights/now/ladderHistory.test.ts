import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openWorld, type Shop, type World } from '../../../test/fixtures/shop.ts'
import { inBusiness, openPool } from '../../platform/database.ts'
import { ladderAsOf } from '../insights.ts'
import { LADDER_MONTHS } from './ladderHistory.ts'

/**
 * The ladder of each month, told from the sums of months, must be the one that the same purchases come to when they are
 * counted one by one as of each month's end: habits that begin, pause and are taken up, days that came late, returns.
 */
let world: World
let shop: Shop
let said: Json
const today = Temporal.Now.plainDateISO('UTC')
const day = (back: number) => today.subtract({ days: back }).toString()

before(async () => {
  world = await openWorld()
  shop = await world.open({ timezone: 'UTC' })
  let seed = 11
  const below = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * most)
  }
  for (let n = 0; n < 36; n += 1) {
    const { id } = await shop.done('POST', '/api/v1/customers', { name: `Minta ${n}` })
    const backs: number[] = []
    const gap = 2 + below(40)
    // Every so often she pauses for up to eight gaps.
    for (let back = 60 + below(380); back >= 0 && backs.length < 22; back -= 1 + below(2 * gap)) {
      backs.push(back)
      if (below(5) === 0) back -= below(8 * gap)
    }
    // The till hears of some days late.
    backs.sort((a, b) => ((a * 7) % 5) - ((b * 7) % 5))
    for (const back of backs) {
      const made = await shop.done('POST', '/api/v1/purchases', {
        ...{ customer: { id }, occurredAt: `${day(back)}T00:30:00Z`, total: 1_000 },
      })
      if (below(9) === 0)
        await shop.done('POST', `/api/v1/purchases/${made.purchase.id}/returns`, { all: true })
    }
  }
  said = await shop.done('GET', '/api/v1/insights/ladder/history')
})
after(() => world.close())

test('each month’s moves and rungs are what purchases say as of its end', async () => {
  const pool = openPool(world.url)
  const moved = new Set<string>()
  try {
    for (let back = 0; back < LADDER_MONTHS; back += 1) {
      const first = today.with({ day: 1 }).subtract({ months: back })
      const end = back === 0 ? today : first.with({ day: first.daysInMonth })
      const month = first.toString().slice(0, 7)
      const counted = await inBusiness(pool, shop.businessId, (tx) =>
        ladderAsOf(tx, { at: `${end}`, from: `${first.subtract({ days: 1 })}`, returns: 'subtracted' }),
      )
      const expected = counted.moves.map(({ from, to, customers }) => `${from} ${to} ${customers}`).sort()
      const sums = new Map<string, number>()
      for (const { from, to, customers } of said.moves.filter((one: Json) => one.month === month)) {
        sums.set(`${from} ${to}`, (sums.get(`${from} ${to}`) ?? 0) + customers)
        moved.add(`${from} ${to}`)
      }
      assert.deepEqual([...sums].map(([move, customers]) => `${move} ${customers}`).sort(), expected, month)
      const { buyer, client, regular } = said.rungs.find((one: Json) => one.month === month)
      const { rungs } = counted
      assert.deepEqual([buyer, client, regular], [rungs.buyer, rungs.client, rungs.regular], month)
    }
  } finally {
    await pool.close()
  }
  for (const move of ['lead buyer', 'buyer client', 'client regular', 'regular client'])
    assert.ok(moved.has(move), move)
})

test('what moved them is said, and opens to the people whom it moved', async () => {
  const kinds = new Set(said.moves.map(({ because }: Json) => because))
  assert.deepEqual([...kinds].sort(), ['again', 'away', 'back', 'first', 'habit'])
  for (const { month, from, to, because, customers } of said.moves) {
    const cell = [month, from, to, because].join('.')
    const { items } = await shop.done('GET', `/api/v1/insights/people?kind=moved&cell=${cell}&limit=100`)
    assert.equal(items.length, customers, cell)
  }
  const { month } = said.moves.find(({ because }: Json) => because === 'first')
  const first = said.moves.filter((one: Json) => one.month === month && one.because === 'first')
  const { items } = await shop.done(
    'GET',
    `/api/v1/insights/people?kind=moved&cell=${month}.*.*.first&limit=100`,
  )
  assert.equal(
    items.length,
    first.reduce((sum: number, { customers }: Json) => sum + customers, 0),
  )
  const other = await world.open({ name: 'Other' })
  assert.deepEqual((await other.done('GET', '/api/v1/insights/ladder/history')).moves, [])
})

test('the present month is the one that the ladder of now tells', async () => {
  const now = await shop.done('GET', '/api/v1/insights/ladder')
  const net = (moves: Json[]) =>
    moves.reduce(
      (sum, { from, to, customers }) =>
        sum + (to === 'regular' ? customers : from === 'regular' ? -customers : 0),
      0,
    )
  const month = today.toString().slice(0, 7)
  assert.equal(net(now.moves), net(said.moves.filter((one: Json) => one.month === month)))
})
