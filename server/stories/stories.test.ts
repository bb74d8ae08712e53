import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openWorld, type Shop, type World, walk } from '../../test/fixtures/shop.ts'

let world: World
let shop: Shop
let other: Shop
let kata: string
before(async () => {
  world = await openWorld()
  ;[shop, other] = [await world.open({ trade: 'cafe' }), await world.open()]
  const { done } = shop
  kata = (await done('POST', '/api/v1/customers', { givenName: 'Kata', familyName: 'Minta' })).id
  const twin = (await done('POST', '/api/v1/customers', { givenName: 'Katalin', familyName: 'Minta' })).id
  await done('POST', '/api/v1/purchases', {
    customer: { id: twin },
    lines: [
      { name: 'Flat white', quantity: 2, unitPrice: 990 },
      { name: 'Cake', unitPrice: 1_200 },
      { name: 'Water', unitPrice: 400 },
      { sku: 'CUP', unitPrice: 3_000 },
    ],
  })
  const note = await done('POST', `/api/v1/customers/${kata}/notes`, { text: 'Window seat' })
  await done('POST', `/api/v1/customers/${kata}/notes`, { text: 'No sugar' })
  await done('DELETE', `/api/v1/customers/${kata}/notes/${note.id}`)
  await done('POST', `/api/v1/customers/${kata}/merge`, { from: twin })
})
after(() => world.close())

const story = (query = '') => shop.done('GET', `/api/v1/customers/${kata}/story${query}`)

test('a purchase is told by its goods, what it brought and where, also when it came by a merge', async () => {
  const { items, count } = await story()
  assert.equal(items[0].what, 'customer.merged')
  assert.equal(count, items.length)
  const bought = items.find(({ what }: Json) => what === 'purchase.rung_up')
  assert.deepEqual(
    [bought.purchase.total, bought.purchase.goods, bought.purchase.more],
    [
      6_580,
      [
        { name: 'Flat white', quantity: 2 },
        { name: 'Cake', quantity: 1 },
        { name: 'Water', quantity: 1 },
      ],
      1,
    ],
  )
  assert.ok(bought.purchase.brought[0].amount > 0)
  assert.ok(bought.purchase.brought[0].card)
  assert.equal(bought.by.kind, 'key')
  assert.ok(bought.by.name)
})

test('a note is told as long as it stands; once removed only that there was one', async () => {
  const { items } = await story('?kind=notes')
  assert.deepEqual(
    items.map(({ what, note }: Json) => [what, note.text, note.removed]),
    [
      ['note.removed', null, true],
      ['note.added', 'No sugar', false],
      ['note.added', null, true],
    ],
  )
})

test('page by page it is the same story, and narrowed to a kind it is a part of it', async () => {
  const whole = (await story('?limit=200')).items.map(({ id }: Json) => id)
  for (const limit of [1, 2, 5]) {
    const { items } = await walk(shop, `/api/v1/customers/${kata}/story`, limit)
    assert.deepEqual(
      items.map(({ id }) => id),
      whole,
    )
  }
  for (const kind of ['bought', 'points', 'rewards', 'messages', 'notes', 'consents', 'profile']) {
    for (const { id } of (await story(`?kind=${kind}&limit=200`)).items) assert.ok(whole.includes(id))
  }
  assert.equal((await shop.ask('GET', `/api/v1/customers/${kata}/story?kind=secrets`)).status, 400)
})

test('another business finds nobody', async () => {
  assert.equal((await other.ask('GET', `/api/v1/customers/${kata}/story`)).status, 404)
})
