import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { comings } from '../../../test/fixtures/comings.ts'
import { type Json, openWorld, type Shop, type World } from '../../../test/fixtures/shop.ts'
import { dayNumber } from '../measures/lifetime.ts'
import { contest, type Known } from '../models/contest.ts'
import { type LogLine, summarise } from '../models/summarise.ts'
import { renewContest } from './playing.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const path = '/api/v1/insights/contest'
const today = Temporal.Now.plainDateISO('UTC')
const day = (back: number) => today.subtract({ days: back }).toString()

async function played(shop: Shop): Promise<Json> {
  const begun = await shop.done('PUT', path)
  assert.equal(begun.state, 'playing')
  for (let turn = 0; turn < 1_500; turn += 1) {
    const said = await shop.done('GET', path)
    if (said.state === 'played') return said
    await pause(100)
  }
  throw new Error('nobody finished the contest')
}

/** Sales of everybody's days, and some that came back whole: those were never bought. */
async function furnish(shop: Shop): Promise<LogLine[]> {
  const log: LogLine[] = []
  for (const [n, days] of comings().entries()) {
    const customer = await shop.done('POST', '/api/v1/customers', { name: `Minta ${n}` })
    const buys = (back: number) => {
      const occurredAt = `${day(back)}T10:00:00Z`
      return shop.done('POST', '/api/v1/purchases', {
        customer: { id: customer.id },
        occurredAt,
        total: 1_000,
      })
    }
    for (const back of days) {
      await buys(back)
      log.push({ customer: customer.id, day: dayNumber(day(back)), money: 1_000 })
    }
    if (n % 10 > 0) continue
    const made = await buys(days.at(-1)! + 1)
    await shop.done('POST', `/api/v1/purchases/${made.purchase.id}/returns`, { all: true })
  }
  return log
}

test('the contest is played beside the answer on the shop’s own days, and a rule that wins is said to have won', async () => {
  const shop = await world.open({ timezone: 'UTC' })
  assert.deepEqual(await shop.done('GET', path), { state: 'none', playedAt: null, outcome: null })
  const log = await furnish(shop)
  // What is bought today is not a whole day yet.
  const { outcome } = await played(shop)
  const first = Math.min(...log.map((line) => line.day))
  const end = dayNumber(day(1))
  const holdout = Math.floor((end - first + 1) / 3)
  const rows = summarise(log, { until: end - holdout, holdoutUntil: end }) as Known[]
  const direct = contest(rows, holdout / 7)
  assert.equal(outcome.refused, null)
  assert.deepEqual([outcome.customers, outcome.actual], [rows.length, direct.actual])
  assert.deepEqual([outcome.winner, outcome.model], [direct.winner, direct.model])
  assert.deepEqual(
    outcome.entries.map(({ entrant, mae }: Json) => [entrant, mae.toFixed(9)]),
    direct.entries.map(({ entrant, mae }) => [entrant, mae.toFixed(9)]),
  )
  assert.deepEqual([outcome.winner, outcome.entries[0].isNaive], ['own rate', true])
  assert.deepEqual([outcome.cut, outcome.until], [day(1 + holdout), day(1)])

  // Asked again the same day it stands; a week later the night plays it anew.
  const again = await shop.done('PUT', path)
  assert.deepEqual([again.state, again.outcome], ['played', outcome])
  await renewContest(world.database, shop.businessId)
  const { playedAt } = await shop.done('GET', path)
  assert.equal(playedAt, again.playedAt)
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: world.url })
  await owner.connect()
  await owner.query(
    `update model_contests set began_at = began_at - interval '8 days', played_at = played_at - interval '8 days'`,
  )
  await owner.end()
  await renewContest(world.database, shop.businessId)
  assert.ok((await shop.done('GET', path)).playedAt >= playedAt)

  const other = await world.open({ name: 'Other' })
  assert.equal((await other.done('GET', path)).state, 'none')
})

test('two who ask at once play one contest; a shop with too little is told how much is missing', async () => {
  const shop = await world.open({ timezone: 'UTC' })
  const { id } = await shop.done('POST', '/api/v1/customers', { name: 'Minta Egy' })
  await shop.done('POST', '/api/v1/purchases', {
    customer: { id },
    total: 500,
    occurredAt: `${day(3)}T10:00:00Z`,
  })
  const both = await Promise.all([shop.done('PUT', path), shop.done('PUT', path)])
  assert.ok(both.every(({ state }) => state === 'playing' || state === 'played'))
  for (let turn = 0; turn < 100 && (await shop.done('GET', path)).state !== 'played'; turn += 1)
    await pause(50)
  const { outcome } = await shop.done('GET', path)
  assert.deepEqual([outcome.refused, outcome.customers, outcome.days], ['too_few', 1, 3])
})
