import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Ask, asking, comeIn, type House, openHouse, openShop, type Shop } from './shop.ts'

// What regulars get, as the back office keeps it: versions, the shelf of rewards, vouchers and gift cards over time.

let house: House
let shop: Shop
let other: Shop
before(async () => {
  house = await openHouse()
  shop = await openShop(house)
  other = await openShop(house)
})
after(() => house.close())

async function done(ask: Ask, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): ReturnType<Ask> {
  const answer = await ask(method, `/api/v1${path}`, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

const coffee = { name: 'Coffee', benefit: { kind: 'product' }, price: { points: 100 } }
const percent = { name: 'Autumn', benefit: { kind: 'percent', percent: 10 } }

async function aCustomer(points = 0): Promise<{ id: string; name: string }> {
  const { body } = await done(shop.ask, 'POST', '/customers', { givenName: 'Kata', familyName: 'Minta' })
  if (points > 0)
    await done(shop.ask, 'POST', `/customers/${body.id}/adjustments`, {
      unit: 'points',
      amount: points,
      reason: 'to begin with',
    })
  return body
}

describe('versions of the programme', () => {
  test('are listed page by page with who saved them, each readable whole', async () => {
    const owner = await comeIn(house, shop.ownerToken)
    const { body: now } = await done(owner, 'GET', '/programme')
    const { body: saved } = await done(owner, 'PUT', '/programme', {
      document: { ...now.document, dayEndsAt: '04:00' },
      expected: now.number,
    })
    assert.deepEqual([saved.number, saved.by], [now.number + 1, { name: 'Demó Dóra' }])
    const { body: page } = await done(shop.ask, 'GET', '/programme/versions?limit=1')
    assert.deepEqual([page.items.length, page.items[0].number, page.items[0].by.name], [1, 2, 'Demó Dóra'])
    const { body: rest } = await done(shop.ask, 'GET', `/programme/versions?limit=5&after=${page.next}`)
    assert.deepEqual([rest.items.length, rest.items[0].number, rest.next], [1, 1, null])
    const { body: first } = await done(shop.ask, 'GET', `/programme/versions/${rest.items[0].id}`)
    assert.equal(first.document.dayEndsAt, '00:00')
    assert.ok(first.sentences.length > 0)
    const strange = await other.ask('GET', `/api/v1/programme/versions/${rest.items[0].id}`)
    assert.equal(strange.status, 404)
  })

  test('a second editor is told which version came meanwhile, and nothing is saved', async () => {
    const { body: now } = await done(shop.ask, 'GET', '/programme')
    await done(shop.ask, 'PUT', '/programme', { document: now.document, expected: now.number })
    const late = await shop.ask('PUT', '/api/v1/programme', { document: now.document, expected: now.number })
    assert.deepEqual([late.status, late.body.code], [409, 'programme.changed'])
    const { body: after } = await done(shop.ask, 'GET', '/programme')
    assert.equal(after.number, now.number + 1)
  })

  test('people are counted on the tiers they stand on', async () => {
    const { body: now } = await done(shop.ask, 'GET', '/programme')
    const tiers = {
      by: 'visits',
      window: { kind: 'lifetime' },
      hold: { kind: 'none' },
      levels: [
        { id: 'guest', name: 'Guest', from: 0 },
        { id: 'friend', name: 'Friend', from: 1 },
      ],
    }
    await done(shop.ask, 'PUT', '/programme', { ...now.document, tiers })
    const { id } = await aCustomer()
    await done(shop.ask, 'POST', '/purchases', { customer: { id }, total: 1_000 })
    const { body } = await done(shop.ask, 'GET', '/programme/tiers')
    assert.deepEqual(
      body.items.map((one: { id: string; people: number }) => [one.id, one.people]),
      [
        ['guest', 0],
        ['friend', 1],
      ],
    )
  })
})

describe('the shelf of rewards', () => {
  test('keeps the owner’s order, through pages, with later ones behind', async () => {
    const made = []
    for (const name of ['A', 'B', 'C']) {
      made.push((await done(shop.ask, 'POST', '/rewards', { ...coffee, name })).body.id)
    }
    const [a, b, c] = made
    await done(shop.ask, 'PUT', '/rewards/order', { rewards: [c, a] })
    const seen = []
    for (let next: string | null = ''; next !== null; ) {
      const { body }: { body: { items: { id: string }[]; next: string | null } } = await done(
        shop.ask,
        'GET',
        `/rewards?limit=1${next && `&after=${next}`}`,
      )
      seen.push(...body.items.map(({ id }) => id))
      next = body.next
    }
    assert.deepEqual(seen, [c, a, b])
    const strange = await other.ask('PUT', '/api/v1/rewards/order', { rewards: [a] })
    assert.deepEqual([strange.status, strange.body.errors[0].field], [404, 'rewards'])
  })

  test('counts how often each was taken, by redeeming and by voucher, and no other shop’s', async () => {
    const { body: reward } = await done(shop.ask, 'POST', '/rewards', coffee)
    const customer = await aCustomer(300)
    const reserve = { customer: { id: customer.id }, rewardId: reward.id }
    const { body: redemption } = await done(shop.ask, 'POST', '/redemptions', reserve)
    await done(shop.ask, 'POST', `/redemptions/${redemption.id}/fulfil`)
    await done(shop.ask, 'POST', '/redemptions', reserve)
    const { body: voucher } = await done(shop.ask, 'POST', '/vouchers', { rewardId: reward.id })
    await done(shop.ask, 'POST', '/vouchers/use', { code: voucher.code })
    const { body } = await done(shop.ask, 'GET', '/rewards/taken')
    const found = body.items.find((one: { rewardId: string }) => one.rewardId === reward.id)
    assert.deepEqual([found.taken, found.reserved], [2, 1])
    const { body: list } = await done(shop.ask, 'GET', `/redemptions?reward=${reward.id}&state=reserved`)
    assert.deepEqual(
      list.items.map((one: { customerName: string }) => one.customerName),
      ['Minta Kata'],
    )
    assert.deepEqual((await done(other.ask, 'GET', '/rewards/taken')).body.items, [])
  })

  test('tells who counted the stock, when and why', async () => {
    const { body: reward } = await done(shop.ask, 'POST', '/rewards', { ...coffee, stock: 3 })
    await done(shop.ask, 'POST', `/rewards/${reward.id}/stock`, { change: 2, reason: 'came in' })
    await done(shop.ask, 'POST', `/rewards/${reward.id}/stock`, { stock: 4, reason: 'counted' })
    const { body } = await done(shop.ask, 'GET', `/rewards/${reward.id}/stock`)
    assert.deepEqual(
      body.items.map((one: { before: number; after: number; reason: string }) => [
        one.before,
        one.after,
        one.reason,
      ]),
      [
        [5, 4, 'counted'],
        [3, 5, 'came in'],
      ],
    )
    assert.deepEqual((await done(other.ask, 'GET', `/rewards/${reward.id}/stock`)).body.items, [])
  })
})

describe('vouchers', () => {
  test('one that was stopped can be put back and used', async () => {
    const { body: voucher } = await done(shop.ask, 'POST', '/vouchers', percent)
    const path = `/vouchers/${voucher.id}`
    await done(shop.ask, 'POST', `${path}/void`)
    const gone = await shop.ask('POST', '/api/v1/vouchers/use', { code: voucher.code })
    assert.equal(gone.body.code, 'voucher.void')
    assert.equal((await done(shop.ask, 'POST', `${path}/restore`)).body.voidedAt, null)
    await done(shop.ask, 'POST', '/vouchers/use', { code: voucher.code })
    const { body: uses } = await done(shop.ask, 'GET', `${path}/uses`)
    assert.equal(uses.items.length, 1)
    assert.equal((await other.ask('POST', `/api/v1${path}/restore`)).status, 404)
    assert.equal((await other.ask('GET', `/api/v1${path}/uses`)).status, 404)
  })

  test('a prize that went back with its purchase stays void', async () => {
    const { body: now } = await done(shop.ask, 'GET', '/programme')
    const [card] = now.document.stampCards
    const short = { ...card, size: 2, prizes: [{ at: 2, name: 'A biscuit' }] }
    await done(shop.ask, 'PUT', '/programme', { ...now.document, stampCards: [short] })
    const { id } = await aCustomer()
    const { body: sold } = await done(shop.ask, 'POST', '/purchases', { customer: { id }, total: 1_000 })
    const mine = async () => (await done(shop.ask, 'GET', `/vouchers?customer=${id}`)).body.items
    const [prize] = await mine()
    assert.equal(prize.source, 'prize')
    await done(shop.ask, 'POST', `/purchases/${sold.purchase.id}/returns`, { all: true })
    assert.ok((await mine())[0].recalledAt)
    const refused = await shop.ask('POST', `/api/v1/vouchers/${prize.id}/restore`)
    assert.deepEqual([refused.status, refused.body.code], [410, 'voucher.void'])
  })

  test('many requests fill one batch; it is listed, stopped and put back as one, used ones left alone', async () => {
    const batch = '0199aaaa-0000-7000-8000-000000000001'
    for (const count of [3, 2]) {
      const { body } = await done(shop.ask, 'POST', '/vouchers/bulk', { ...percent, count, batch })
      assert.equal(body.batch, batch)
    }
    const { body: csv } = await done(shop.ask, 'GET', `/vouchers/batches/${batch}/codes.csv`)
    const codes = csv.trim().split('\r\n').slice(1)
    assert.equal(new Set(codes).size, 5)
    await done(shop.ask, 'POST', '/vouchers/use', { code: codes[0] })
    assert.deepEqual((await done(shop.ask, 'POST', `/vouchers/batches/${batch}/void`)).body, { count: 4 })
    const { body: list } = await done(shop.ask, 'GET', '/vouchers/batches')
    const { made, used, voided } = list.items[0]
    assert.deepEqual({ made, used, voided }, { made: 5, used: 1, voided: 4 })
    assert.deepEqual((await done(shop.ask, 'POST', `/vouchers/batches/${batch}/restore`)).body, { count: 4 })
    const open = await done(shop.ask, 'GET', `/vouchers?batch=${batch}&state=open`)
    assert.equal(open.body.items.length, 4)
    assert.equal((await other.ask('POST', `/api/v1/vouchers/batches/${batch}/void`)).status, 404)
    assert.deepEqual((await done(other.ask, 'GET', '/vouchers/batches')).body.items, [])
  })

  test('each is in exactly one state, and the list filters by it', async () => {
    const past = '2020-01-01T00:00:00Z'
    const { body: over } = await done(shop.ask, 'POST', '/vouchers', { ...percent, validUntil: past })
    const { body: shared } = await done(shop.ask, 'POST', '/vouchers', { ...percent, code: 'OSZ10' })
    const idsIn = async (query: string) => {
      const { body } = await done(shop.ask, 'GET', `/vouchers?limit=200&${query}`)
      return body.items.map(({ id }: { id: string }) => id) as string[]
    }
    const states = await Promise.all(['open', 'used', 'over', 'void'].map((state) => idsIn(`state=${state}`)))
    const all = await idsIn('')
    assert.deepEqual(states.flat().sort(), all.sort())
    assert.ok(states[2]!.includes(over.id))
    assert.deepEqual(await idsIn('shared=true'), [shared.id])
    const [alone, together] = [await idsIn('batched=false'), await idsIn('batched=true')]
    assert.deepEqual([...alone, ...together].sort(), all)
    assert.ok(together.length >= 5 && alone.includes(shared.id))
  })
})

test('a gift card tells what moved on it, and the list filters by its state', async () => {
  const { body: card } = await done(shop.ask, 'POST', '/gift-cards', { amountMinor: 5_000 })
  await done(shop.ask, 'POST', `/gift-cards/${card.id}/top-ups`, { amountMinor: 1_000, note: 'again' })
  const customer = await aCustomer()
  await done(shop.ask, 'POST', '/purchases', {
    customer: { id: customer.id },
    total: 2_000,
    redeem: { giftCard: card.code },
  })
  const { body } = await done(shop.ask, 'GET', `/gift-cards/${card.id}/ledger`)
  const moved = body.items.map((one: { amountMinor: number; reason: string }) => [
    one.amountMinor,
    one.reason,
  ])
  assert.deepEqual(moved, [
    [-2_000, 'payment'],
    [1_000, 'sale'],
    [5_000, 'sale'],
  ])
  assert.equal((await other.ask('GET', `/api/v1/gift-cards/${card.id}/ledger`)).status, 404)
  const idsIn = async (state: string) => {
    const answer = await done(shop.ask, 'GET', `/gift-cards?state=${state}`)
    return answer.body.items.map(({ id }: { id: string }) => id)
  }
  assert.deepEqual([await idsIn('open'), await idsIn('blocked')], [[card.id], []])
  await done(shop.ask, 'POST', `/gift-cards/${card.id}/block`, { reason: 'lost' })
  assert.deepEqual([await idsIn('open'), await idsIn('blocked')], [[], [card.id]])
})

test('staff sees what regulars get and can’t change it', async () => {
  const owner = await comeIn(house, other.ownerToken)
  const { body: invited } = await done(owner, 'POST', '/staff', {
    name: 'Teszt Elek',
    email: 'elek@example.com',
    role: 'staff',
  })
  const staff = await comeIn(house, invited.invitationUrl.split('/').at(-1), 'Teszt Elek')
  const { body: reward } = await done(owner, 'POST', '/rewards', coffee)
  const { body: programme } = await done(staff, 'GET', '/programme')
  for (const path of ['/programme/tiers', '/rewards', '/rewards/taken', `/rewards/${reward.id}/stock`]) {
    await done(staff, 'GET', path)
  }
  const refused: ['POST' | 'PUT' | 'PATCH', string, object?][] = [
    ['PUT', '/programme', { document: programme.document }],
    ['POST', '/rewards', coffee],
    ['PATCH', `/rewards/${reward.id}`, { name: 'Tea' }],
    ['PUT', '/rewards/order', { rewards: [reward.id] }],
    ['POST', `/rewards/${reward.id}/stock`, { change: 1, reason: 'mine' }],
    ['POST', `/rewards/${reward.id}/archive`],
    ['POST', '/vouchers', percent],
    ['POST', '/vouchers/bulk', { ...percent, count: 2 }],
    ['POST', '/vouchers/batches/0199aaaa-0000-7000-8000-000000000001/void'],
    ['POST', '/gift-cards', { amountMinor: 1_000 }],
  ]
  for (const [method, path, body] of refused) {
    const answer = await staff(method, `/api/v1${path}`, body)
    assert.equal(answer.status, 403, `${method} ${path}: ${answer.status}`)
  }
  assert.equal((await asking(house)('GET', '/api/v1/rewards')).status, 401)
})
