import { test } from 'node:test'
import { aShop, openCounter, points } from './till.fixture.ts'
const counter = openCounter()
test('x', async () => {
  const till = await aShop(counter, points())
  const anna = await till.join()
  const { id } = await till.buy(anna, { lines: [{ kind: 'gift_card', unitPrice: 5000 }, { kind: 'gift_card', unitPrice: 5000 }] })
  console.log(await till.query('select * from lots'))
  console.log(await till.giveBack(id).catch((e) => e))
})
