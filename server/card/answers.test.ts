import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { updateCustomer } from '../customers/customers.ts'
import { inBusiness } from '../platform/database.ts'
import { type CustomerId, readId } from '../platform/ids.ts'
import { openCardHouse } from './card.fixture.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  house = await openCardHouse()
})
after(() => house.close())

const question = (position: number) => ({
  ...{ type: 'text', labels: { en: `Question ${position}?` }, askedAtJoining: true, position },
})

/** A café that asks two things and gives two stamps for answering. */
async function asking(gift: object = { count: 2 }) {
  const shop = await house.openShop('cafe')
  const { document } = (await shop.ask('GET', '/programme')).body
  const card = document.stampCards[0].id
  await shop.ask('PUT', '/attributes/coffee', question(1))
  await shop.ask('PUT', '/attributes/milk', question(2))
  await shop.ask('PUT', '/attributes/aside', { ...question(3), askedAtJoining: false })
  const answersGift = 'points' in gift ? gift : { stamps: { card, ...gift } }
  assert.equal((await shop.ask('PATCH', '/business', { settings: { card: { answersGift } } })).status, 200)
  return shop
}
type Shop = Awaited<ReturnType<typeof asking>>
type Card = Awaited<ReturnType<Shop['join']>>
const kata = { name: 'Minta Kata', phone: '06301234567' }

const thanks = async (card: Card) => {
  const { items } = (await card.ask('GET', '/history')).body
  return items.filter(({ reason }: { reason: string }) => reason === 'answers')
}
const idOfOnly = async (shop: Shop, at = 0): Promise<CustomerId> =>
  readId('customer', (await shop.ask('GET', '/customers?order=newest')).body.items[at].id)!

test('who answers at joining is thanked once, and the line says for what', async () => {
  const shop = await asking()
  const card = await shop.join({ ...kata, answers: { coffee: 'black' } })
  const [line, ...rest] = await thanks(card)
  assert.deepEqual([line.amount, line.unit.kind, line.note, rest], [2, 'stamps', null, []])
  assert.equal((await card.ask('GET')).body.asks, null)
  await card.ask('PATCH', '/me', { attributes: { coffee: 'white', milk: 'oat' } })
  assert.equal((await thanks(card)).length, 1)
})

test('who said nothing at joining is asked on her card; answers from two devices at once are thanked once', async () => {
  const shop = await asking()
  const card = await shop.join(kata)
  const { asks } = (await card.ask('GET')).body
  assert.deepEqual(
    [asks.gift.count, asks.questions.map(({ label }: { label: string }) => label)],
    [2, ['Question 1?', 'Question 2?']],
  )
  const answers = ['coffee', 'milk', 'coffee', 'milk'].map((key) =>
    card.ask('PATCH', '/me', { attributes: { [key]: 'yes' } }),
  )
  assert.deepEqual(
    (await Promise.all(answers)).map(({ status }) => status),
    [200, 200, 200, 200],
  )
  assert.equal((await thanks(card)).length, 1)
  const before = (await card.ask('GET')).body.stampCards[0].has
  await card.ask('PATCH', '/me', { attributes: { coffee: null } })
  await card.ask('PATCH', '/me', { attributes: { coffee: 'again' } })
  assert.equal((await card.ask('GET')).body.stampCards[0].has, before)
})

test('staff who ask her bring her the gift, once; a program or a question of another kind brings none', async () => {
  const shop = await asking()
  const card = await shop.join(kata)
  const id = await idOfOnly(shop)
  const shown = (await shop.ask('GET', '/customers?order=newest')).body.items[0].id
  assert.equal((await shop.ask('PATCH', `/customers/${shown}`, { attributes: { coffee: 'x' } })).status, 200)
  assert.equal((await thanks(card)).length, 0)
  const hear = (key: string) =>
    inBusiness(house.database, readId('business', shop.businessId)!, (tx) =>
      updateCustomer(tx, id, { attributes: { [key]: 'x' } }, { kind: 'staff', id: null }, { heard: true }),
    )
  await hear('aside')
  assert.equal((await thanks(card)).length, 0)
  await Promise.all([hear('milk'), hear('coffee'), card.ask('PATCH', '/me', { attributes: { milk: 'y' } })])
  assert.equal((await thanks(card)).length, 1)
})

test('two cards of one person that become one were thanked before: not again', async () => {
  const shop = await asking()
  const first = await shop.join({ ...kata, answers: { coffee: 'black' } })
  const second = await shop.join({ name: 'Minta Kata', phone: '06307654321' })
  const [into, from] = (await shop.ask('GET', '/customers?order=newest')).body.items
  const merged = await shop.ask('POST', `/customers/${into.id}/merge`, { from: from.id })
  assert.ok(merged.status < 300, JSON.stringify(merged.body))
  assert.equal((await second.ask('GET')).body.asks, null)
  await second.ask('PATCH', '/me', { attributes: { milk: 'oat' } })
  assert.equal((await thanks(first)).length, 1)
})

test('a gift that the programme no longer has is neither promised nor given', async () => {
  const shop = await asking({ points: 5 })
  const page = (await house.ask('GET', `/join/${shop.businessId}`)).body
  const card = await shop.join({ ...kata, answers: { coffee: 'black' } })
  const { points, asks } = (await card.ask('GET')).body
  assert.equal(page.answersGift === null, points === null)
  assert.equal(asks, null)
  assert.equal((await thanks(card)).length, points === null ? 0 : 1)
})
