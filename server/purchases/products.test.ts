import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type House, openHouse, openShop, type Shop } from '../../test/shop.ts'

let house: House
let shop: Shop

before(async () => {
  house = await openHouse()
  shop = await openShop(house)
})
after(() => house?.close())

async function done(...asked: Parameters<Shop['ask']>) {
  const { status, body } = await shop.ask(...asked)
  assert.ok(status < 300, JSON.stringify(body))
  return body
}

test('a line that says only the code takes its words from the product, and keeps them', async () => {
  const tea = { sku: 'TEA', name: 'Green tea', category: 'tea', brand: 'Leaf', unitPrice: 500 }
  const product = await done('POST', '/api/v1/products', tea)
  const lines = [
    { sku: 'TEA', quantity: 1, unitPrice: 450 },
    { sku: 'TEA', name: 'Tea, the last tin', quantity: 1, unitPrice: 100 },
    { sku: 'UNKNOWN', quantity: 1, unitPrice: 100 },
  ]
  const { purchase } = await done('POST', '/api/v1/purchases', { lines })
  await done('PATCH', `/api/v1/products/${product.id}`, { name: 'Sencha', category: null })
  const kept = await done('GET', `/api/v1/purchases/${purchase.id}`)
  assert.deepEqual(
    (kept.purchase ?? kept).lines.map(({ name, category, brand }: Record<string, unknown>) => [
      name,
      category,
      brand,
    ]),
    [
      ['Green tea', 'tea', 'Leaf'],
      ['Tea, the last tin', 'tea', 'Leaf'],
      [null, null, null],
    ],
  )
})

test('a withdrawn product stays known and can come back; its code is taken', async () => {
  const { id } = await done('POST', '/api/v1/products', { sku: 'OLD', name: 'Old' })
  const withdrawn = await done('POST', `/api/v1/products/${id}/withdraw`)
  assert.ok(withdrawn.withdrawnAt)
  assert.deepEqual(await done('POST', `/api/v1/products/${id}/withdraw`), withdrawn)
  const taken = await shop.ask('POST', '/api/v1/products', { sku: 'OLD' })
  assert.deepEqual(
    [taken.status, taken.body.code, taken.body.errors[0].field],
    [409, 'product.sku_taken', 'sku'],
  )
  assert.equal((await done('POST', `/api/v1/products/${id}/restore`)).withdrawnAt, null)
})

test('products are listed page by page, or by their code', async () => {
  const first = await done('GET', '/api/v1/products?limit=1')
  assert.equal(first.items.length, 1)
  const second = await done('GET', `/api/v1/products?limit=1&after=${first.next}`)
  assert.notEqual(second.items[0].sku, first.items[0].sku)
  assert.deepEqual((await done('GET', '/api/v1/products?sku=OLD')).items.length, 1)
})

test('a price in another currency is refused', async () => {
  const answer = await shop.ask('POST', '/api/v1/products', { sku: 'X', unitPrice: 1, currency: 'JPY' })
  assert.equal(answer.status, 422)
})
