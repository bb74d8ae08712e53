import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openWorld, type Shop, type World } from '../../../test/fixtures/shop.ts'

/**
 * A page asked of one location, of a segment, or until an earlier month says what a shop of only those people would say.
 */
let world: World
let shop: Shop
let alone: Shop
let place: string
let other: string
let segment: string
const today = Temporal.Now.plainDateISO('UTC')
const day = (back: number) => today.subtract({ days: back }).toString()
const pages = ['overview', 'retention', 'ladder', 'ladder/history', 'value']

before(async () => {
  world = await openWorld()
  shop = await world.open({ timezone: 'UTC' })
  alone = await world.open({ timezone: 'UTC', name: 'Alone' })
  await shop.done('PUT', '/api/v1/attributes/tea', { type: 'text', labels: { en: 'Tea' } })
  place = (await shop.done('POST', '/api/v1/locations', { name: 'Buda' })).id
  other = (await shop.done('POST', '/api/v1/locations', { name: 'Pest' })).id
  const comes = async (name: string, tea: string, backs: number[], locationIds: string[]) => {
    const both = tea === 'green' ? [shop, alone] : [shop]
    for (const one of both) {
      const attributes = one === shop ? { tea } : {}
      const { id } = await one.done('POST', '/api/v1/customers', { name, attributes })
      for (const [n, back] of backs.entries())
        await one.done('POST', '/api/v1/purchases', {
          ...{ customer: { id }, occurredAt: `${day(back)}T10:00:00Z`, total: 1_000 + back },
          ...(one === shop && locationIds[n % locationIds.length]
            ? { locationId: locationIds[n % locationIds.length] }
            : {}),
        })
    }
  }
  const every = (gap: number, from: number, until: number) =>
    Array.from({ length: Math.floor((from - until) / gap) + 1 }, (_, n) => from - gap * n)
  await comes('Minta Bence', 'green', every(9, 420, 2), [place])
  await comes('Példa Ágnes', 'green', every(11, 400, 60), [place])
  await comes('Teszt Elek', 'black', every(8, 300, 1), [other])
  await comes('Próba Luca', 'black', [200, 190, 30], [other])
  await comes('Demó Gergő', 'green', [380, 120], [place])
  await comes('Minta Dóra', 'black', [50], [other])
  // Once at Pest, lately at Buda: now she is Buda's.
  await comes('Próba Anna', 'green', [90, 70, 50, 20], [other, place])
  segment = (
    await shop.done('POST', '/api/v1/saved-filters', { name: 'Green', filter: { answer: ['tea=green'] } })
  ).id
})
after(() => world.close())

/** Ids differ from shop to shop; everything else must not. */
const bare = (said: Json) =>
  JSON.parse(JSON.stringify(said, (key, value) => (key === 'id' ? undefined : value)))

for (const page of pages) {
  test(`${page}: of a segment and of a location as a shop of only those would say it`, async () => {
    const expected = bare(await alone.done('GET', `/api/v1/insights/${page}`))
    const chosen = bare(await shop.done('GET', `/api/v1/insights/${page}?segment=${segment}`))
    assert.deepEqual(chosen, expected)
    const there = bare(await shop.done('GET', `/api/v1/insights/${page}?location=${place}`))
    assert.deepEqual(there, expected)
    const both = bare(await shop.done('GET', `/api/v1/insights/${page}?location=${other}&segment=${segment}`))
    assert.notDeepEqual(both, expected)
    assert.ok(!/NaN|Infinity/.test(JSON.stringify(both)))
  })
}

test('lists of people are of those asked for, page after page', async () => {
  const names = async (query: string) => {
    const { items } = await shop.done('GET', `/api/v1/insights/people?${query}`)
    return items.map(({ name }: Json) => name).sort()
  }
  assert.deepEqual(await names(`kind=rung&cell=regular&location=${place}`), ['Minta Bence', 'Próba Anna'])
  assert.deepEqual(await names(`kind=rung&cell=regular&location=${other}`), ['Teszt Elek'])
  assert.deepEqual(await names(`kind=slipping&cell=yes&segment=${segment}`), ['Példa Ágnes'])
})

test('until an earlier month, what is told over time ends there, and is what was told then', async () => {
  const now = await shop.done('GET', '/api/v1/insights/overview')
  const month = today.toPlainYearMonth().subtract({ months: 3 }).toString()
  const then = await shop.done('GET', `/api/v1/insights/overview?until=${month}`)
  assert.equal(then.until.slice(0, 7), month)
  const line = (said: Json) => new Map(said.retention.months.map((one: Json) => [one.month, one]))
  const [before, after] = [line(now), line(then)]
  const shared = [...after.keys()].filter((key) => before.has(key))
  assert.equal(shared.length, 9)
  for (const key of shared) assert.deepEqual(after.get(key), before.get(key), String(key))
  const quarters = async (query: string) =>
    (await shop.done('GET', `/api/v1/insights/retention${query}`)).quarters.filter(
      ({ finished }: Json) => finished,
    )
  const all = new Map((await quarters('')).map((one: Json) => [one.period, one]))
  const earlier = await quarters(`?until=${month}`)
  assert.ok(earlier.length > 0)
  for (const one of earlier) assert.deepEqual(one, all.get(one.period), one.period)
  const moves = async (query: string) => shop.done('GET', `/api/v1/insights/ladder/history${query}`)
  const [late, early] = [await moves(''), await moves(`?until=${month}`)]
  assert.equal(early.rungs.at(-1).month, month)
  for (const one of late.rungs) {
    const same = early.rungs.find((rung: Json) => rung.month === one.month)
    if (same) assert.deepEqual(same, one)
  }
})

test('a segment of somebody else, a location of another business and a month that is none are refused', async () => {
  const foreign = await alone.ask('GET', `/api/v1/insights/overview?segment=${segment}`)
  assert.deepEqual([foreign.status, foreign.body.code], [404, 'not_found'])
  const elsewhere = await alone.ask('GET', `/api/v1/insights/overview?location=${place}`)
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [404, 'not_found'])
  for (const wrong of ['until=2026-13', 'until=yesterday', 'segment=x', 'location=', 'nonsense=1'])
    assert.equal((await shop.ask('GET', `/api/v1/insights/overview?${wrong}`)).status, 400, wrong)
})
