import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showId } from '../platform/ids.ts'
import { customerParts } from './parts.ts'
import { setScene } from './scene.fixture.ts'

const scene = setScene()

const full = {
  givenName: 'Anna',
  familyName: 'Kovács',
  nickname: 'Panni',
  language: 'hu',
  timeZone: 'Europe/Budapest',
  birthday: '--02-29',
  nameDay: '--07-26',
  dates: [{ label: 'wedding', date: '2015-06-20' }],
  interests: ['jazz'],
  preferences: ['window seat'],
  sizes: { shoe: '38' },
  dietary: ['no pork'],
  household: [{ name: 'Riki', relation: 'daughter', birthday: '2019-03-01' }],
  acquisition: 'poster',
}

test('a customer joins with a card and is answered whole', async () => {
  const shop = await scene.shop()
  const wish = {
    ...full,
    phones: ['06 30 123 4567', { value: '06 1 234 5678', label: 'work' }],
    email: 'Anna@Example.com',
    externalIds: [{ source: 'square', value: 'S1' }],
  }
  const { status, body } = await scene.ask(shop, 'POST', '/customers', wish)
  assert.equal(status, 201)
  const { nickname, birthday, nameDay, dates, sizes } = body
  assert.deepEqual(
    { nickname, birthday, nameDay, dates, sizes },
    {
      nickname: 'Panni',
      birthday: '--02-29',
      nameDay: '--07-26',
      dates: full.dates,
      sizes: full.sizes,
    },
  )
  assert.equal(body.name, 'Kovács Anna')
  assert.match(body.cards[0], /^\d{18}$/)
  assert.deepEqual(
    body.phones.map(({ value, label }: { value: string; label: string | null }) => [value, label]).sort(),
    [
      ['+3612345678', 'work'],
      ['+36301234567', null],
    ],
  )
  assert.equal(body.emails[0].value, 'anna@example.com')
  assert.deepEqual(body.externalIds, [{ source: 'square', value: 'S1' }])
  assert.deepEqual((await scene.ask(shop, 'GET', `/customers/${body.id}`)).body, body)
  const nobody = await scene.ask(shop, 'POST', '/customers', {})
  assert.equal(nobody.status, 201)
  assert.equal(nobody.body.name, '')
})

test('asking twice under one key makes one customer, and her data is not kept with the key', async () => {
  const shop = await scene.shop()
  const headers = { 'idempotency-key': 'k1' }
  const first = await scene.ask(
    shop,
    'POST',
    '/customers',
    { name: 'Egy Anna', phone: '06301112233' },
    headers,
  )
  const again = await scene.ask(
    shop,
    'POST',
    '/customers',
    { name: 'Egy Anna', phone: '06301112233' },
    headers,
  )
  assert.deepEqual(again, first)
  const other = await scene.ask(shop, 'POST', '/customers', { name: 'Két Anna' }, headers)
  assert.equal(other.body.code, 'request.key_reused')
  const kept = await scene.in(shop, (tx) =>
    tx.rows<{ answer: unknown }>({ name: 'test.answers', text: 'select answer from idempotent_answers' }, []),
  )
  assert.deepEqual(
    kept.map(({ answer }) => answer),
    [{ id: first.body.id }],
  )
})

test('what belongs to another is refused, with the field and the other', async () => {
  const shop = await scene.shop()
  const wish = { phone: '06301234567', email: 'a@b.hu', card: '1234567890', externalId: 'x' }
  const first = (await scene.ask(shop, 'POST', '/customers', wish)).body
  for (const [field, more] of Object.entries({
    phone: { phone: '+36 30 123-4567' },
    'phones[1]': { phones: ['06302222222', '30 1234567'] },
    email: { email: 'A@B.HU' },
    card: { card: '1234 5678 90' },
    externalId: { externalId: 'x' },
  })) {
    const { status, body } = await scene.ask(shop, 'POST', '/customers', more)
    assert.equal(status, 409)
    assert.equal(body.code, 'customer.identity_taken')
    assert.equal(body.errors[0].field, field)
    assert.ok(body.detail.includes(first.id))
  }
  assert.equal((await scene.ask(shop, 'GET', '/customers')).body.items.length, 1)
  const second = (await scene.ask(shop, 'POST', '/customers', { phone: '06309999999' })).body
  const taken = await scene.ask(shop, 'POST', `/customers/${second.id}/identities`, {
    kind: 'email',
    value: 'a@b.hu',
  })
  assert.equal(taken.status, 409)
  const changed = await scene.ask(shop, 'PATCH', `/customers/${second.id}`, { phones: ['06301234567'] })
  assert.equal(changed.status, 409)
  assert.equal((await scene.ask(shop, 'GET', `/customers/${second.id}`)).body.phones[0].value, '+36309999999')
})

test('a change leaves what it does not name and empties what is null', async () => {
  const shop = await scene.shop()
  const { body: before } = await scene.ask(shop, 'POST', '/customers', {
    ...full,
    phones: ['06301234567', '06201234567'],
  })
  const path = `/customers/${before.id}`
  const change = {
    givenName: 'Éva',
    birthday: null,
    interests: [],
    phones: [{ value: '06201234567', label: 'home' }],
  }
  const { body: after } = await scene.ask(shop, 'PATCH', path, change)
  const { updatedAt: _, ...rest } = after
  assert.deepEqual(rest, {
    ...Object.fromEntries(Object.entries(before).filter(([key]) => key !== 'updatedAt')),
    ...{ name: 'Kovács Éva', givenName: 'Éva', birthday: null, interests: [] },
    phones: [{ value: '+36201234567', label: 'home', verifiedAt: null }],
  })
  const find = async (query: string) =>
    (await scene.ask(shop, 'GET', `/customers?query=${query}`)).body.items.length
  assert.deepEqual([await find('eva'), await find('anna'), await find('0630123')], [1, 0, 0])
})

test('lists go through everybody once, in both directions', async () => {
  const shop = await scene.shop()
  const made = []
  for (let count = 0; count < 7; count += 1) made.push(showId('customer', await scene.join(shop, {})))
  for (const [order, expected] of Object.entries({ oldest: made, newest: made.toReversed() })) {
    const seen: string[] = []
    for (let next = ''; ; ) {
      const page = (
        await scene.ask(shop, 'GET', `/customers?limit=3&order=${order}${next && `&after=${next}`}`)
      ).body
      seen.push(...page.items.map(({ id }: { id: string }) => id))
      if (!page.next) break
      next = page.next
    }
    assert.deepEqual(seen, expected)
  }
  assert.deepEqual((await scene.ask(await scene.shop(), 'GET', '/customers')).body, { items: [], next: null })
})

test('nobody joined before 1900 or joins tomorrow', async () => {
  const shop = await scene.shop()
  for (const joinedAt of ['0000-01-01T00:00:00Z', 'yesterday', '2020-13-01T00:00:00Z']) {
    const { status, body } = await scene.ask(shop, 'POST', '/customers', { joinedAt })
    assert.equal(status, 400)
    assert.equal(body.errors[0].field, 'joinedAt')
  }
  const early = (await scene.ask(shop, 'POST', '/customers', { joinedAt: '2020-03-01T01:00:00+01:00' })).body
  assert.equal(early.joinedAt, '2020-03-01T00:00:00Z')
  const late = (await scene.ask(shop, 'POST', '/customers', { joinedAt: '2999-01-01T00:00:00Z' })).body
  assert.ok(late.joinedAt < '2999')
  const lead = (await scene.ask(shop, 'POST', '/customers', { joinedAt: null })).body
  assert.equal(lead.joinedAt, null)
})

test('a part of another room runs when somebody joins, and its failure undoes the joining', async (context) => {
  const shop = await scene.shop()
  const joined: string[] = []
  customerParts.joined.push(async (_, { customerId }) => {
    joined.push(customerId)
    if (joined.length > 1) throw new Error('no gift')
  })
  context.after(() => customerParts.joined.splice(0))
  const id = await scene.join(shop, {})
  await assert.rejects(scene.join(shop, {}), /no gift/)
  await scene.join(shop, { joinedAt: null })
  assert.equal(joined[0], id)
  assert.equal((await scene.ask(shop, 'GET', '/customers')).body.items.length, 2)
})
