import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse, openShop, type Shop } from '../../test/shop.ts'
import { favouritesOf, gapOf, suggestionFor } from './habits.ts'
import type { Product } from './history.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const zone = 'Europe/Budapest'
const daysAgo = (days: number) => Temporal.Now.zonedDateTimeISO(zone).subtract({ days }).with({ hour: 9 })

async function join(shop: Shop, more: object = {}) {
  const wish = { givenName: 'Kata', familyName: 'Minta', phone: '06 30 123 4417', ...more }
  const { status, body } = await shop.ask('POST', '/api/v1/customers', wish)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

async function buy(shop: Shop, customer: string, ago: number, ...names: string[]) {
  const lines = names.map((name) => ({ name, category: 'food', quantity: 1, unitPrice: 1_000 }))
  const occurredAt = daysAgo(ago).toInstant().toString()
  const wish = { customer: { id: customer }, occurredAt, lines }
  const { status, body } = await shop.ask('POST', '/api/v1/purchases', wish)
  assert.equal(status, 201, JSON.stringify(body))
  return body.purchase
}

const about = async (shop: Shop, id: string) => {
  const { status, body } = await shop.ask('GET', `/api/v1/customers/${id}/regular`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

test('who is this: by what name, her habit, what she has, what waits, and what to congratulate on', async () => {
  const shop = await openShop(house)
  const tomorrow = daysAgo(-1).toPlainDate()
  const { id } = await join(shop, {
    nameDay: `--${tomorrow.toString().slice(5)}`,
    preferences: ['Oat flat white, no sugar'],
    dietary: ['No pork'],
    household: [{ name: 'Riki', relation: 'daughter', note: 'starts school' }],
  })
  await shop.ask('POST', `/api/v1/customers/${id}/notes`, { text: 'Asked about the grey one' })
  for (const ago of [28, 24, 21, 17, 14, 10, 7, 3]) await buy(shop, id, ago, 'Flat white')
  const her = await about(shop, id)
  assert.equal(her.greeting, 'Kata')
  assert.equal(her.name, 'Minta Kata')
  assert.equal(her.visits, 8)
  assert.equal(her.rhythm.length, 8)
  assert.deepEqual(her.gap, { usualDays: 4, lowDays: 3, highDays: 4 })
  assert.equal(her.slipping, false)
  assert.equal(her.last.length, 4)
  assert.deepEqual(her.last[0].lines, [{ name: 'Flat white', quantity: 1 }])
  assert.deepEqual(her.datesNear, [{ kind: 'nameDay', label: null, day: tomorrow.toString(), inDays: 1 }])
  assert.deepEqual(her.likes, ['Oat flat white, no sugar'])
  assert.deepEqual(her.household, [{ name: 'Riki', relation: 'daughter', note: 'starts school' }])
  assert.equal(her.notes[0].text, 'Asked about the grey one')
  assert.deepEqual(her.favourites, [{ sku: null, name: 'Flat white', category: 'food', times: 8 }])
  // One stamp for joining, eight for visits.
  const [card] = her.stamps
  assert.deepEqual([card.has, card.size, card.next.missing], [9, 10, 1])
  assert.deepEqual(card.earns, [{ by: 'visit', give: 1, perMinor: null, product: null }])
  assert.deepEqual(her.waiting, [])
  await buy(shop, id, 0, 'Flat white')
  const then = await about(shop, id)
  assert.equal(then.stamps[0].has, 0)
  assert.equal(then.stamps[0].round, 1)
  assert.equal(then.waiting.length, 1)
  assert.match(then.waiting[0].code, /^[0-9A-Z-]{14}$/)
  assert.equal(then.waiting[0].source, 'prize')
})

test('somebody new has no habit yet, and nothing is made up', async () => {
  const shop = await openShop(house)
  const { id } = await join(shop, { givenName: undefined, familyName: undefined })
  const her = await about(shop, id)
  assert.equal(her.greeting, '')
  assert.deepEqual(
    [her.gap, her.suggestion, her.lastDay, her.last, her.rhythm, her.favourites, her.points],
    [null, null, null, [], [], [], null],
  )
})

test('what she used to have and has not lately is suggested with what staff can say', async () => {
  const shop = await openShop(house)
  const { id } = await join(shop)
  for (const ago of [200, 190, 180, 170, 160, 150]) await buy(shop, id, ago, 'Flat white', 'Cardamom bun')
  for (const ago of [40, 30, 20, 10]) await buy(shop, id, ago, 'Flat white')
  const { suggestion } = await about(shop, id)
  assert.equal(suggestion.kind, 'missed')
  assert.deepEqual(
    [suggestion.product.name, suggestion.times, suggestion.from, suggestion.until],
    ['Cardamom bun', 6, daysAgo(200).toPlainDate().toString(), daysAgo(150).toPlainDate().toString()],
  )
})

test('the counter reads her by an id from before a merge, tells of no erased one, and of nobody else’s', async () => {
  const [shop, other] = [await openShop(house), await openShop(house)]
  const [kept, gone] = [await join(shop), await join(shop, { phone: '06 30 999 4417' })]
  await buy(shop, gone.id, 3, 'Cake')
  await shop.ask('POST', `/api/v1/customers/${kept.id}/merge`, { from: gone.id })
  const her = await about(shop, gone.id)
  assert.deepEqual([her.id, her.visits], [kept.id, 1])
  assert.equal((await other.ask('GET', `/api/v1/customers/${kept.id}/regular`)).status, 404)
  await shop.ask('POST', `/api/v1/customers/${kept.id}/erase`)
  assert.equal((await shop.ask('GET', `/api/v1/customers/${kept.id}/regular`)).status, 410)
})

const on = (name: string, days: string[], sold = true): Product => ({
  ...{ sku: null, name, category: null, times: days.length, sold },
  days: days.toReversed(),
})

test('due is what she buys in a rhythm of weeks; not the coffee of every day, not what she gave up', () => {
  const monthly = on('Beans', ['2026-01-01', '2026-02-01', '2026-03-01'])
  const daily = on('Coffee', ['2026-03-01', '2026-03-02', '2026-03-03'])
  assert.equal(suggestionFor([monthly, daily], [], '2026-03-20'), null)
  const due = suggestionFor([monthly, daily], [], '2026-04-02')
  assert.deepEqual([due?.kind, due?.product.name, due?.usualDays], ['due', 'Beans', 28])
  assert.equal(suggestionFor([monthly], [], '2026-08-01'), null)
  assert.equal(suggestionFor([{ ...monthly, sold: false }], [], '2026-04-02'), null)
})

test('a gap is the middle of what really was, and a favourite is had on a quarter of her visits', () => {
  assert.equal(gapOf(['2026-01-01', '2026-01-03']), null)
  assert.deepEqual(gapOf(['2026-01-01', '2026-01-04', '2026-01-08', '2026-01-11', '2026-03-01']), {
    usualDays: 3,
    lowDays: 3,
    highDays: 4,
  })
  assert.deepEqual(
    favouritesOf([on('A', ['1', '2', '3']), on('B', ['1'])], 10).map(({ name }) => name),
    ['A'],
  )
})
