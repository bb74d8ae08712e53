import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openWorld, type Shop, type World } from '../../test/fixtures/shop.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

// A Wednesday noon in Budapest; a sandbox business may say what time it is.
const NOON = '2026-11-25T11:00:00Z'
const day = (back: number, hour = 9) =>
  Temporal.Instant.from(NOON)
    .subtract({ hours: 24 * back + 11 - hour })
    .toString()

async function open(): Promise<Shop> {
  const shop = await world.open()
  const { database } = world
  const id = shop.businessId
  await database.pool.query('select 1')
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: world.url })
  await owner.connect()
  await owner.query('update businesses set sandbox = true where business_id = $1', [id])
  await owner.end()
  await shop.done('PATCH', '/api/v1/business', { settings: { clock: NOON } })
  return shop
}

const person = (shop: Shop, name: string, more: object = {}): Promise<Json> =>
  shop.done('POST', '/api/v1/customers', { name, ...more })
const buys = (shop: Shop, id: string, total: number, back: number): Promise<Json> =>
  shop.done('POST', '/api/v1/purchases', {
    customer: { id },
    occurredAt: day(back),
    lines: [{ name: 'Filter', quantity: 1, unitPrice: total }],
  })
const of = (today: Json, reason: string): Json[] => today.people.filter((one: Json) => one.reason === reason)

test('a new shop hears its first steps, and that nobody is to be thought of yet', async () => {
  const shop = await world.open()
  const today = await shop.done('GET', '/api/v1/today')
  assert.deepEqual(today.people, [])
  assert.deepEqual(
    today.steps.map(({ step, done }: Json) => [step, done]),
    [
      ['customer', false],
      ['purchase', false],
      ['staff', false],
    ],
  )
  assert.deepEqual([today.yesterday.purchases, today.yesterday.usualMinor], [0, null])
})

test('who stays away for twice her usual gap is slipping; who comes as ever or left long ago is not', async () => {
  const shop = await open()
  const [slipping, here, gone] = [
    await person(shop, 'Minta Bence'),
    await person(shop, 'Minta Itt'),
    await person(shop, 'Minta Rég'),
  ]
  for (let visit = 0; visit < 6; visit += 1) {
    await buys(shop, slipping.id, 1_000, 13 + visit * 4)
    await buys(shop, here.id, 1_000, 3 + visit * 4)
    await buys(shop, gone.id, 1_000, 91 + visit * 4)
  }
  const [one, ...more] = of(await shop.done('GET', '/api/v1/today'), 'slipping')
  assert.deepEqual(more, [])
  assert.deepEqual([one.customer.name, one.gapDays, one.awayDays], ['Minta Bence', 4, 13])
  // Three weeks of visits are not made into a year of them.
  assert.equal(one.yearlyMinor, 6_000)
  assert.equal(one.customer.slipping, true)
  assert.equal(one.customer.visits.length, 6)
})

test('yesterday is told beside its weekday, and its biggest purchase is one to thank for', async () => {
  const shop = await open()
  const usual = await person(shop, 'Minta Nagy')
  for (let week = 1; week <= 4; week += 1)
    for (let sale = 0; sale < 6; sale += 1)
      await shop.done('POST', '/api/v1/purchases', { total: 1_000, occurredAt: day(1 + 7 * week, 8) })
  await buys(shop, usual.id, 28_400, 1)
  await shop.done('POST', '/api/v1/purchases', { total: 600, occurredAt: day(1) })
  const today = await shop.done('GET', '/api/v1/today')
  const { purchases, known, people, salesMinor, usualMinor, against } = today.yesterday
  assert.deepEqual(
    [purchases, known, people, salesMinor, usualMinor, against],
    [2, 1, 2, 29_000, 6_000, 'above'],
  )
  const [thank] = of(today, 'thank')
  assert.deepEqual([thank.customer.name, thank.totalMinor, thank.bought], ['Minta Nagy', 28_400, 'Filter'])
})

test('birthdays and name days of the week ahead come nearest first, and are seen to until somebody undoes it', async () => {
  const shop = await open()
  const zoltan = await person(shop, 'Próba Zoltán', { birthday: '1986-11-25' })
  await person(shop, 'Próba Kata', { nameDay: '--11-28' })
  await person(shop, 'Próba Távol', { birthday: '--12-24' })
  const today = await shop.done('GET', '/api/v1/today')
  assert.deepEqual(
    today.people.map(({ reason, inDays, turns }: Json) => [reason, inDays, turns]),
    [
      ['birthday', 0, 40],
      ['name_day', 3, null],
    ],
  )
  const path = `/api/v1/today/birthday/${zoltan.id}`
  for (const seen of [true, true, false]) {
    await shop.done('PUT', path, { seen })
    const again = await shop.done('GET', '/api/v1/today')
    assert.equal(again.people[0].seen, seen)
  }
  const other = await world.open({ name: 'Other' })
  assert.equal((await other.ask('PUT', path, { seen: true })).status, 404)
})

test('who may not see what the shop makes sees whom to think of, and no sums of days and years', async () => {
  const shop = await open()
  const { token } = await shop.done('POST', '/api/v1/api-keys', { name: 'T', scopes: ['customers:read'] })
  const today = await shop.ask('GET', '/api/v1/today', undefined, { authorization: `Bearer ${token}` })
  assert.deepEqual([today.status, today.body.yesterday], [200, null])
})

test('Today, Insight, the list and the counter say of the same people that they are slipping, and what they are worth', async () => {
  const shop = await open()
  const comes = async (name: string, every: number, visits: number, away: number, total: number) => {
    const { id } = await person(shop, name)
    for (let visit = 0; visit < visits; visit += 1) await buys(shop, id, total, away + visit * every)
    return id
  }
  // Four visits are a habit, three are none; a week, two gaps, eight gaps and ninety days are each met from both sides.
  await comes('Minta Négy', 10, 4, 21, 2_000)
  await comes('Minta Három', 10, 3, 21, 2_000)
  await comes('Próba Éppen', 10, 6, 20, 5_000)
  await comes('Próba Naponta', 1, 9, 7, 700)
  await comes('Próba Hét', 1, 9, 8, 700)
  await comes('Teszt Kilencven', 5, 20, 90, 1_234)
  await comes('Teszt Túl', 5, 20, 91, 1_234)
  await comes('Demó Havonta', 30, 14, 240, 9_999)
  const back = await comes('Demó Vissza', 7, 4, 30, 3_000)
  const whole = await buys(shop, back, 80_000, 40)
  await shop.done('POST', `/api/v1/purchases/${whole.purchase.id}/returns`, { all: true })
  const erased = await comes('Demó Elfelejtett', 10, 5, 30, 50_000)
  await shop.done('POST', `/api/v1/customers/${erased}/erase`, {})
  const today = await shop.done('GET', '/api/v1/today')
  const overview = await shop.done('GET', '/api/v1/insights/overview')
  const people = await shop.done('GET', '/api/v1/insights/people?kind=slipping&cell=yes&limit=100')
  const list = await shop.done('GET', '/api/v1/customers/filtered?limit=100')
  const said = (rows: Json[], name: (row: Json) => string, year: (row: Json) => number) =>
    rows.map((row) => `${name(row)} ${year(row)}`).sort()
  const morning = said(
    of(today, 'slipping'),
    ({ customer }) => customer.name,
    ({ yearlyMinor }) => yearlyMinor,
  )
  assert.equal(morning.length, 5)
  assert.deepEqual(
    said(
      people.items,
      ({ name }) => name,
      ({ yearMinor }) => yearMinor,
    ),
    morning,
  )
  assert.deepEqual(today.slipping, {
    customers: overview.slipping.customers,
    yearMinor: overview.slipping.yearMinor,
  })
  assert.deepEqual([today.slipping.customers, overview.slipping.people.length], [5, 5])
  const marked = list.items.filter(({ slipping }: Json) => slipping).map(({ name }: Json) => name)
  assert.deepEqual(
    marked.sort(),
    of(today, 'slipping')
      .map(({ customer }) => customer.name)
      .sort(),
  )
  const { churn } = await shop.done('GET', '/api/v1/insights/retention')
  assert.equal(churn.slipping, 5)
  for (const { id, slipping } of list.items) {
    const her = await shop.done('GET', `/api/v1/customers/${id}/regular`)
    assert.equal(her.slipping, slipping, her.name)
  }
})
