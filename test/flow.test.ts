import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyBusiness } from '../server/verify/verify.ts'
import { type Json, openWorld, type Shop, type World, walk } from './fixtures/shop.ts'

/** A round amount in minor units for which the ready programme of a shop gives one point. */
const shops = [
  { currency: 'HUF', timezone: 'Europe/Budapest', language: 'hu', step: 100 },
  { currency: 'AMD', timezone: 'Asia/Yerevan', language: 'hy', step: 100 },
  { currency: 'MNT', timezone: 'Asia/Ulaanbaatar', language: 'mn', step: 1_000 },
  { currency: 'EUR', timezone: 'Europe/Budapest', language: 'en', step: 100 },
] as const

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

for (const { step, ...wish } of shops) {
  describe(`a shop in ${wish.currency}:`, () => {
    let shop: Shop
    let anna: Json
    const basket = [
      { sku: 'BREAD', name: 'Bread', category: 'bakery', quantity: 2, unitPrice: 10 * step },
      { sku: 'MILK', name: 'Milk', category: 'dairy', quantity: 1, unitPrice: 5 * step },
    ]
    const ringUp = (more: Json = {}, headers?: Record<string, string>) =>
      shop.done('POST', '/api/v1/purchases', { customer: { id: anna.id }, lines: basket, ...more }, headers)
    const ledger = (id: string = anna.id) => shop.done('GET', `/api/v1/customers/${id}/ledger`)
    const points = async () => (await ledger()).balances.points as number

    before(async () => {
      shop = await world.open(wish)
    })

    test('a customer joins, has a card at once and the joining gift', async () => {
      anna = await shop.done('POST', '/api/v1/customers', {
        givenName: 'Anna',
        familyName: 'Kovács',
        email: 'anna@example.com',
      })
      assert.match(anna.id, /^cus_[0-9a-f]{32}$/)
      assert.equal(await points(), 100)
      const { items } = await shop.done('GET', '/api/v1/customers?query=kovacs%20anna')
      assert.equal(items[0].id, anna.id)
    })

    test('a quote says what ringing up then does, and does nothing', async () => {
      const request = { customer: { email: 'ANNA@example.com' }, lines: basket }
      const quote = await shop.done('POST', '/api/v1/purchases/quote', request)
      assert.equal(await points(), 100)
      const { status, body } = await shop.ask('POST', '/api/v1/purchases', request)
      assert.equal(status, 201)
      assert.equal(body.purchase.total, 25 * step)
      assert.equal(body.granted.points, 25)
      assert.equal(body.balances.points, 125)
      const { purchase: quoted, ...foreseen } = quote
      const { purchase: made, ...said } = body
      const why = (one: Json) => ({ ...one, granted: { ...one.granted, grants: one.granted.grants.length } })
      assert.deepEqual(why(foreseen), why(said))
      assert.deepEqual({ ...quoted, id: made.id, occurredAt: made.occurredAt }, made)
    })

    test('points pay, and only the rest earns', async () => {
      const said = await ringUp({ redeem: { points: 100 } })
      assert.equal(said.redeemed.points.amount, 100)
      assert.equal(said.purchase.total, 22 * step)
      assert.equal(said.granted.points, 22)
      assert.equal(said.balances.points, 47)
      const tooMany = await shop.ask('POST', '/api/v1/purchases', {
        customer: { id: anna.id },
        total: 100 * step,
        redeem: { points: 100 },
      })
      assert.deepEqual([tooMany.status, tooMany.body.code], [409, 'points.too_few'])
      assert.equal(await points(), 47)
    })

    test('a reward, a voucher and a gift card are redeemed within a purchase, each as often as it may be', async () => {
      const off = { kind: 'amount', amountMinor: 2 * step, currency: wish.currency }
      const reward = await shop.done('POST', '/api/v1/rewards', {
        name: { en: 'Two off' },
        benefit: off,
        price: { points: 20 },
      })
      const rewarded = await ringUp({ redeem: { rewardId: reward.id } })
      assert.equal(rewarded.purchase.total, 23 * step)
      assert.equal(rewarded.balances.points, 47 - 20 + 23)

      const voucher = await shop.done('POST', '/api/v1/vouchers', {
        benefit: { kind: 'percent', percent: 20 },
        maxUses: 1,
      })
      const cheaper = await ringUp({ redeem: { voucher: voucher.code } })
      assert.equal(cheaper.purchase.total, 20 * step)
      const again = await shop.ask('POST', '/api/v1/purchases', {
        customer: { id: anna.id },
        lines: basket,
        redeem: { voucher: voucher.code },
      })
      assert.deepEqual([again.status, again.body.code], [409, 'voucher.used_up'])

      const sold = await shop.done('POST', '/api/v1/purchases', {
        lines: [{ kind: 'gift_card', unitPrice: 40 * step }],
      })
      assert.equal(sold.granted.points, 0)
      const { code } = sold.giftCards[0]
      const paid = await ringUp({ redeem: { giftCard: code } })
      assert.equal(paid.purchase.giftCardPaid, 25 * step)
      assert.equal(paid.purchase.toPay, 0)
      const card = await shop.done('POST', '/api/v1/gift-cards/look-up', { code })
      assert.equal(card.balanceMinor, 15 * step)

      const back = await shop.done('POST', `/api/v1/purchases/${paid.purchase.id}/returns`, { all: true })
      assert.equal(back.return.giftCardRefund, 25 * step)
      const full = await shop.done('POST', '/api/v1/gift-cards/look-up', { code })
      assert.equal(full.balanceMinor, 40 * step)
    })

    test('a reward is reserved, handed out or called off; what was held comes back', async () => {
      const perk = { name: { en: 'Tour' }, benefit: { kind: 'experience' }, price: { points: 10 }, stock: 2 }
      const reward = await shop.done('POST', '/api/v1/rewards', perk)
      const before = await points()
      const wish = { customer: { id: anna.id }, rewardId: reward.id }
      const first = await shop.done('POST', '/api/v1/redemptions', wish)
      const second = await shop.done('POST', '/api/v1/redemptions', wish)
      const third = await shop.ask('POST', '/api/v1/redemptions', wish)
      assert.deepEqual([third.status, third.body.code], [409, 'reward.out_of_stock'])
      assert.equal(await points(), before - 20)
      assert.equal((await shop.done('POST', `/api/v1/redemptions/${first.id}/fulfil`)).state, 'fulfilled')
      assert.equal((await shop.done('POST', `/api/v1/redemptions/${second.id}/cancel`)).state, 'cancelled')
      assert.equal(await points(), before - 10)
    })

    test('a purchase comes back in parts, never more than was bought, by the terms it was bought under', async () => {
      const before = await points()
      const { purchase } = await ringUp({ redeem: undefined })
      const path = `/api/v1/purchases/${purchase.id}/returns`
      const part = await shop.done('POST', path, { lines: [{ line: 0, quantity: 1 }] })
      assert.equal(await points(), before + 15)
      assert.equal(part.purchase.returned, 10 * step)

      const { document, number } = await shop.done('GET', '/api/v1/programme')
      const doubled = {
        ...document,
        rules: document.rules.map((rule: Json) => ({ ...rule, give: rule.give * 2 })),
      }
      await shop.done('PUT', '/api/v1/programme', { document: doubled, expected: number })
      const late = await shop.ask('PUT', '/api/v1/programme', { document, expected: number })
      assert.deepEqual([late.status, late.body.code], [409, 'programme.changed'])

      const much = await shop.ask('POST', path, { lines: [{ line: 0, quantity: 2 }] })
      assert.deepEqual([much.status, much.body.code], [422, 'return.more_than_bought'])
      assert.equal(much.body.errors[0].field, 'lines[0].quantity')
      await shop.done('POST', path, { all: true })
      assert.equal(await points(), before)
      const more = await shop.ask('POST', path, { all: true })
      assert.deepEqual([more.status, more.body.code], [409, 'return.nothing_left'])
      assert.equal((await ringUp()).granted.points, 50)
      await shop.done('PUT', '/api/v1/programme', { document })
    })

    test('the same key and request get the same answer, another request under the key is refused', async () => {
      const headers = { 'idempotency-key': 'till-1-0001' }
      const request = { customer: { id: anna.id }, total: 10 * step, externalId: 'POS-1' }
      const first = await shop.ask('POST', '/api/v1/purchases', request, headers)
      const before = await points()
      const second = await shop.ask('POST', '/api/v1/purchases', request, headers)
      assert.deepEqual([second.status, second.text], [first.status, first.text])
      assert.equal(await points(), before)
      const other = await shop.ask('POST', '/api/v1/purchases', { total: 11 * step }, headers)
      assert.deepEqual([other.status, other.body.code], [409, 'request.key_reused'])
      assert.equal(other.body.errors[0].field, 'Idempotency-Key')
      const taken = await shop.ask('POST', '/api/v1/purchases', { total: step, externalId: 'POS-1' })
      assert.deepEqual([taken.status, taken.body.code], [409, 'purchase.external_id_taken'])
      for (const [url, body] of [
        ['/api/v1/customers', { name: 'Béla' }],
        [`/api/v1/customers/${anna.id}/adjustments`, { amount: 5, reason: 'Sorry' }],
        ['/api/v1/rewards', { name: 'Tea', benefit: { kind: 'product' }, price: { points: 5 } }],
        ['/api/v1/products', { sku: 'ONCE' }],
      ] as const) {
        const once = { 'idempotency-key': `once ${url}` }
        const [one, two] = [await shop.ask('POST', url, body, once), await shop.ask('POST', url, body, once)]
        assert.equal(one.status, 201, one.text)
        assert.deepEqual(two, one)
        const different = await shop.ask('POST', url, { ...body, externalId: 'x' }, once)
        assert.ok([400, 409].includes(different.status), different.text)
      }
    })

    test('two customers who are one become one: nothing is lost and the old id leads on', async () => {
      const ani = await shop.done('POST', '/api/v1/customers', {
        name: 'Kovács Ani',
        phone: '+36 30 123 4567',
      })
      await shop.done('POST', '/api/v1/purchases', { customer: { phone: '+36301234567' }, total: 30 * step })
      const sum = (await points()) + (await ledger(ani.id)).balances.points
      await shop.done('POST', `/api/v1/customers/${anna.id}/merge`, { from: ani.id })
      assert.equal(await points(), sum)
      assert.equal((await shop.done('GET', `/api/v1/customers/${ani.id}`)).id, anna.id)
      assert.equal((await ledger(ani.id)).balances.points, sum)
    })

    test('points are given and taken by hand with a reason, products are kept once by their sku', async () => {
      const before = await points()
      const path = `/api/v1/customers/${anna.id}/adjustments`
      await shop.done('POST', path, { amount: 40, reason: 'Waited long' })
      await shop.done('POST', path, { amount: -15, reason: 'Typed wrong' })
      assert.equal(await points(), before + 25)
      const product = await shop.done('POST', '/api/v1/products', {
        sku: 'TEA',
        name: 'Tea',
        unitPrice: step,
      })
      const twice = await shop.ask('POST', '/api/v1/products', { sku: 'TEA' })
      assert.deepEqual([twice.status, twice.body.code], [409, 'product.sku_taken'])
      assert.equal((await shop.done('GET', `/api/v1/products/${product.id}`)).sku, 'TEA')
    })

    test('a list walked page by page shows everything once', async () => {
      await shop.done('POST', '/api/v1/products', { sku: 'COFFEE' })
      for (let count = 0; count < 4; count += 1)
        await shop.done('POST', '/api/v1/customers', { name: `Vevő ${count}` })
      for (const url of [
        '/api/v1/customers',
        `/api/v1/purchases?customer=${anna.id}`,
        `/api/v1/customers/${anna.id}/ledger`,
        `/api/v1/customers/${anna.id}/timeline`,
        '/api/v1/rewards',
        '/api/v1/redemptions',
        '/api/v1/products',
      ]) {
        const { items, pages } = await walk(shop, url, 2)
        const all = await shop.done('GET', `${url}${url.includes('?') ? '&' : '?'}limit=200`)
        assert.ok(pages > 1 && all.next === null, `${url}: ${pages} pages`)
        assert.deepEqual(items, all.items, url)
        assert.equal(new Set(items.map(({ id }) => id)).size, items.length, url)
      }
    })

    test('the ledger comes to the balance, and the books are right', async () => {
      const { items, first } = await walk(shop, `/api/v1/customers/${anna.id}/ledger`, 50)
      const moved = items.filter(({ unit, state }) => unit === 'points' && state === 'posted')
      const sum = moved.reduce((total, { amount }) => total + amount, 0)
      assert.equal(sum, first.balances.points)
      assert.deepEqual(await verifyBusiness(world.database, shop.businessId), [])
    })
  })
}
