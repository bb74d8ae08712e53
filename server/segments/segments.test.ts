import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readSheet } from 'read-excel-file/node'
import { asOwner } from '../../test/fixtures/rows.ts'
import { type Json, openWorld, type Shop, type World, walk } from '../../test/fixtures/shop.ts'

let world: World
let shop: Shop
let other: Shop
before(async () => {
  world = await openWorld()
  shop = await world.open()
  other = await world.open()
  await people(shop)
  await other.done('POST', '/api/v1/customers', { name: 'Foreign Somebody', acquisition: 'poster' })
})
after(() => world.close())

const today = Temporal.Now.zonedDateTimeISO('Europe/Budapest').toPlainDate()
const daysAgo = (days: number) => today.subtract({ days }).toString()
const ids: Record<string, string> = {}

/** Six people who differ in everything that is filtered by. */
async function people({ done }: Shop): Promise<void> {
  await done('PUT', '/api/v1/attributes/tea', { type: 'text', labels: { en: 'Tea' } })
  await done('PUT', '/api/v1/attributes/cups', { type: 'number', labels: { en: 'Cups' } })
  await done('PUT', '/api/v1/attributes/vegan', { type: 'boolean', labels: { en: 'Vegan' } })
  const [day, later] = [3, 180].map((days) => `--${today.add({ days }).toString().slice(5)}`)
  const wishes: Record<string, object> = {
    kata: {
      givenName: 'Kata',
      familyName: 'Minta',
      phone: '06301110001',
      email: 'kata@example.com',
      birthday: day,
    },
    adel: {
      givenName: 'Ádel',
      familyName: 'Álmos',
      acquisition: 'poster',
      language: 'hu',
      attributes: { tea: 'green' },
    },
    bence: {
      givenName: 'Bence',
      familyName: 'Próba',
      acquisition: 'friend',
      language: 'en',
      email: 'b@example.com',
    },
    cili: {
      givenName: 'Cili',
      familyName: 'Teszt',
      phone: '06301110004',
      attributes: { cups: 3, vegan: true },
    },
    dora: {
      givenName: 'Dóra',
      familyName: 'Példa',
      joinedAt: '2020-03-01T10:00:00Z',
      birthday: later,
    },
    nameless: { phone: '06301110006', joinedAt: '2020-03-02T10:00:00Z' },
  }
  for (const [name, wish] of Object.entries(wishes))
    ids[name] = (await done('POST', '/api/v1/customers', wish)).id
  const buy = (name: string, total: number, days: number) =>
    done('POST', '/api/v1/purchases', {
      customer: { id: ids[name] },
      total,
      occurredAt: today
        .subtract({ days })
        .toZonedDateTime('Europe/Budapest')
        .add({ hours: 10 })
        .toInstant()
        .toString(),
    })
  for (const days of [40, 30, 20, 10]) await buy('kata', 3_000, days)
  await buy('bence', 50_000, 100)
  await buy('cili', 700, 5)
  const consent = { purpose: 'news', channel: 'email', given: true, source: 'counter' }
  await done('POST', `/api/v1/customers/${ids.kata}/consents`, consent)
  await done('POST', `/api/v1/customers/${ids.bence}/consents`, consent)
  await done('POST', `/api/v1/customers/${ids.bence}/consents`, { ...consent, given: false })
  await done('POST', `/api/v1/customers/${ids.cili}/consents`, { ...consent, doubleOptIn: true })
  await done('POST', `/api/v1/customers/${ids.adel}/adjustments`, { amount: 5_000, reason: 'won the quiz' })
  const twin = await done('POST', '/api/v1/customers', {
    givenName: 'Dóra',
    familyName: 'Példa',
    birthday: later,
  })
  ids.twin = twin.id
  await asOwner(world.url, async (client) => {
    const uuid = ids.bence!.slice(4)
    await client.query(
      `insert into standings (business_id, customer_id, tier_id) select business_id, customer_id, 'gold' from customers where customer_id = $1::uuid
       on conflict (business_id, customer_id) do update set tier_id = 'gold'`,
      [uuid],
    )
  })
}

const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id) ?? id
async function matching(query: string, who: Shop = shop): Promise<string[]> {
  const { items } = await walk(who, `/api/v1/customers/filtered?${query}`, 200)
  const names = items.map(({ id }) => nameOf(id))
  const { count, about } = await who.done(
    'GET',
    `/api/v1/customers/filtered/count?${query.replace(/&?sort=\w+/, '')}`,
  )
  assert.deepEqual([count, about], [names.length, false], `the count of ${query}`)
  return names
}

describe('each filter by itself: several, one, nobody', () => {
  const cases: [query: string, expected: string[]][] = [
    ['', ['adel', 'bence', 'cili', 'dora', 'kata', 'nameless', 'twin']],
    ['query=kata', ['kata']],
    ['query=minta%20k&lastUntil=2001-01-01', []],
    ['tier=gold', ['bence']],
    ['tier=none', ['adel', 'cili', 'dora', 'kata', 'nameless', 'twin']],
    ['tier=gold&tier=none', ['adel', 'bence', 'cili', 'dora', 'kata', 'nameless', 'twin']],
    ['tier=platinum', []],
    [`lastFrom=${daysAgo(10)}`, ['cili', 'kata']],
    [`lastFrom=${daysAgo(110)}&lastUntil=${daysAgo(50)}`, ['bence']],
    [`lastUntil=${daysAgo(200)}`, []],
    ['purchasesMin=1', ['bence', 'cili', 'kata']],
    ['purchasesMin=2', ['kata']],
    ['purchasesMax=0', ['adel', 'dora', 'nameless', 'twin']],
    ['purchasesMin=5', []],
    ['spentMin=12000', ['bence', 'kata']],
    ['spentMin=12001', ['bence']],
    ['spentMax=700', ['adel', 'cili', 'dora', 'nameless', 'twin']],
    ['spentMin=90000', []],
    ['pointsMin=4000', ['adel']],
    ['pointsMin=1000000', []],
    [`birthMonth=${today.add({ days: 180 }).month}`, ['dora', 'twin']],
    ['birthdayWithin=3', ['kata']],
    ['birthdayWithin=2', []],
    ['birthdayWithin=365', ['dora', 'kata', 'twin']],
    ['joinedUntil=2020-03-01', ['dora']],
    ['joinedFrom=2020-03-02&joinedUntil=2020-03-02', ['nameless']],
    ['joinedUntil=2019-01-01', []],
    ['source=poster', ['adel']],
    ['source=poster&source=friend', ['adel', 'bence']],
    ['source=none', ['cili', 'dora', 'kata', 'nameless', 'twin']],
    ['source=radio', []],
    ['language=hu', ['adel']],
    ['language=none', ['cili', 'dora', 'kata', 'nameless', 'twin']],
    ['consent=news:email', ['kata']],
    ['consent=news:sms', []],
    ['reach=email', ['bence', 'kata']],
    ['reach=phone', ['cili', 'kata', 'nameless']],
    ['reach=both', ['kata']],
    ['reach=none', ['adel', 'dora', 'twin']],
    ['duplicates=true', ['dora', 'twin']],
    ['answer=tea%3Dgreen', ['adel']],
    ['answer=tea%3D', ['adel']],
    ['answer=tea%3Dblack', []],
    ['answer=cups%3D3', ['cili']],
    ['answer=vegan%3Dtrue', ['cili']],
    ['answer=cups%3D3&answer=vegan%3Dfalse', []],
    ['answer=unknown%3D1', []],
  ]
  for (const [query, expected] of cases) {
    test(query || 'none', async () => {
      assert.deepEqual((await matching(query)).toSorted(), expected)
      assert.ok(!(await matching(query, other)).some((id) => Object.values(ids).includes(id)))
    })
  }
})

test('what is typed to break a statement is a word like any other, or is refused by its field', async () => {
  const evil = encodeURIComponent("x' or 1=1; drop table customers; --")
  for (const field of ['source', 'language', 'tier']) assert.deepEqual(await matching(`${field}=${evil}`), [])
  assert.deepEqual(await matching(`answer=${encodeURIComponent("tea='||(select 1)||'")}`), [])
  assert.deepEqual(await matching(`query=${evil}`), [])
  for (const [field, value] of Object.entries({
    ...{
      lastFrom: 'yesterday',
      purchasesMin: 'many',
      birthMonth: '13',
      consent: 'news',
      answer: 'Tea',
      sort: 'worth',
    },
    ...{ lastUntil: '2026-02-30', spentMin: '-1', after: 'x', reach: 'fax', nothing: '1', limit: '201' },
  })) {
    const { status, body } = await shop.ask('GET', `/api/v1/customers/filtered?${field}=${value}`)
    assert.deepEqual([status, body.errors?.[0].field], [400, field], field)
  }
})

test('every order shows everybody once, page by page; who has nothing to order by comes last', async () => {
  const orders: Record<string, string[]> = {
    name: ['adel', 'kata', 'dora', 'twin', 'bence', 'cili', 'nameless'],
    oldest: ['kata', 'adel', 'bence', 'cili', 'dora', 'nameless', 'twin'],
    newest: ['twin', 'nameless', 'dora', 'cili', 'bence', 'adel', 'kata'],
    last: ['cili', 'kata', 'bence', 'twin', 'nameless', 'dora', 'adel'],
    spent: ['bence', 'kata', 'cili', 'twin', 'nameless', 'dora', 'adel'],
    purchases: ['kata', 'cili', 'bence', 'twin', 'nameless', 'dora', 'adel'],
  }
  for (const [sort, expected] of Object.entries(orders)) {
    for (const limit of [1, 2, 3, 7]) {
      const { items } = await walk(shop, `/api/v1/customers/filtered?sort=${sort}`, limit)
      assert.deepEqual(
        items.map(({ id }) => nameOf(id)),
        expected,
        `${sort} by ${limit}`,
      )
    }
  }
  const points = await walk(shop, '/api/v1/customers/filtered?sort=points', 2)
  assert.equal(nameOf(points.items[0].id), 'adel')
  assert.equal(new Set(points.items.map(({ id }) => id)).size, 7)
})

test('a row tells her habit: visits, the usual gap, what she has', async () => {
  const { items } = await shop.done('GET', '/api/v1/customers/filtered?query=kata%20minta')
  const row: Json = items[0]
  assert.equal(row.name, 'Minta Kata')
  assert.deepEqual([row.purchases, row.days, row.spentMinor, row.lastDay], [4, 4, 12_000, daysAgo(10)])
  assert.equal(row.usualGapDays, 10)
  assert.deepEqual(
    row.visits.map(({ day }: Json) => day),
    [40, 30, 20, 10].map(daysAgo),
  )
  assert.equal(row.duplicateOf, null)
})

test('a filter has a name: kept once, for everybody or for one; another business sees nothing of it', async () => {
  const wish = { name: 'Slipping away', filter: { lastUntil: '2026-01-01', tier: ['gold'], sort: 'spent' } }
  const once = { 'idempotency-key': 'filter-1' }
  const made = await shop.done('POST', '/api/v1/saved-filters', wish, once)
  assert.equal((await shop.done('POST', '/api/v1/saved-filters', wish, once)).id, made.id)
  assert.equal((await shop.ask('POST', '/api/v1/saved-filters', wish)).body.code, 'filter.name_taken')
  assert.deepEqual((await shop.done('GET', '/api/v1/saved-filters')).items, [made])
  const wrong = await shop.ask('POST', '/api/v1/saved-filters', { name: 'x', filter: { birthMonth: 13 } })
  assert.equal(wrong.body.errors[0].field, 'filter.birthMonth')
  const path = `/api/v1/saved-filters/${made.id}`
  assert.equal((await other.ask('PATCH', path, { name: 'Mine' })).status, 404)
  assert.equal((await other.ask('DELETE', path)).status, 404)
  assert.equal((await shop.done('PATCH', path, { name: 'Rarely here' })).name, 'Rarely here')
  await shop.done('DELETE', path)
  assert.equal((await shop.ask('DELETE', path)).status, 404)
})

test('there is to choose what there is', async () => {
  assert.deepEqual(await shop.done('GET', '/api/v1/customers/filter-choices'), {
    sources: ['friend', 'poster'],
    languages: ['en', 'hu'],
    consents: [{ purpose: 'news', channel: 'email' }],
  })
  assert.deepEqual((await other.done('GET', '/api/v1/customers/filter-choices')).sources, ['poster'])
})

describe('a file of customers', () => {
  const carry = (body: object) => shop.ask('POST', '/api/v1/customers/filtered/export', body)

  test('as CSV: all who match, their answers too, nothing that a spreadsheet would run', async () => {
    const evil = (
      await shop.done('POST', '/api/v1/customers', {
        name: '=1+1',
        acquisition: 'evil',
        phone: '06301110099',
      })
    ).id
    const { text, type } = await carry({ whom: { filter: { source: ['evil', 'poster'] } } })
    assert.match(type, /text\/csv/)
    const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n')
    assert.equal(lines.length, 3)
    assert.match(lines[0]!, /^id,name,.*,cups,tea,vegan$/)
    assert.match(lines[1]!, /Álmos Ádel,.*,green,$/)
    assert.match(lines[2]!, /,'=1\+1,/)
    assert.match(lines[2]!, /,\+36301110099,/)
    await shop.done('POST', `/api/v1/customers/${evil}/erase`)
  })

  test('as XLSX and vCard: read back, it says the same', async () => {
    const file = await world.app.inject({
      method: 'POST',
      url: '/api/v1/customers/filtered/export',
      headers: { authorization: `Bearer ${shop.apiKey}` },
      payload: { whom: { customers: [ids.kata, ids.cili] }, format: 'xlsx' },
    })
    const rows = await readSheet(file.rawPayload)
    assert.deepEqual(
      rows.map((row) => row[1]),
      ['name', 'Minta Kata', 'Teszt Cili'],
    )
    const { text } = await carry({ whom: { customers: [ids.kata] }, format: 'vcf' })
    assert.match(text, /^BEGIN:VCARD\r\nVERSION:4.0\r\n[\s\S]*FN:Minta Kata\r\nN:Minta;Kata;;;\r\n/)
    assert.match(text, /TEL;VALUE=uri:tel:\+36301110001\r\n/)
  })

  test('only for who may carry everything off, and nobody of another business', async () => {
    const key = await shop.done('POST', '/api/v1/api-keys', {
      name: 'x',
      scopes: ['customers:read', 'customers:write'],
    })
    const headers = { authorization: `Bearer ${key.token}` }
    const body = { whom: { filter: {} } }
    assert.equal((await shop.ask('POST', '/api/v1/customers/filtered/export', body, headers)).status, 403)
    const foreign = await other.ask('POST', '/api/v1/customers/filtered/export', {
      whom: { customers: [ids.kata] },
    })
    assert.equal(foreign.status, 404)
  })
})
