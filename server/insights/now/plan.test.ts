import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openWorld, type Shop, type World } from '../../../test/fixtures/shop.ts'
import { needed } from '../uplift/planner.ts'

const address = '/api/v1/insights/campaign/plan'

/** How many people a campaign takes, by what the shop's own people do: forty, of whom ten came within thirty days. */
describe('planning a campaign', () => {
  let world: World
  let shop: Shop
  const day = (back: number) => Temporal.Now.plainDateISO('UTC').subtract({ days: back }).toString()

  before(async () => {
    world = await openWorld()
    shop = await world.open({ timezone: 'UTC' })
    for (let n = 0; n < 40; n += 1) {
      const { id } = await shop.done('POST', '/api/v1/customers', { name: `Minta ${n}` })
      const backs = n < 10 ? [5, 45] : n < 20 ? [50] : [200]
      for (const back of backs)
        await shop.done('POST', '/api/v1/purchases', {
          ...{ customer: { id }, occurredAt: `${day(back)}T10:00:00Z`, total: 1_000 + 100 * n },
        })
    }
  })
  after(() => world.close())

  test('of shares: measured, worked out, and told that the shop has too few', async () => {
    const said = await shop.done('GET', `${address}?metric=came&lift=10&days=30`)
    assert.deepEqual([said.people, said.baseline.mean, said.enough, said.withBefore], [40, 0.25, false, null])
    const usual = { spread: null, arms: 1, controlPercent: 50, power: 0.8, alpha: 0.05, correlation: null }
    assert.deepEqual(said.needed, needed({ ...usual, baseline: 0.25, lift: 0.1 }))
    assert.ok(said.smallest > 30 && said.smallest < 50, String(said.smallest))
    const large = await shop.done('GET', `${address}?metric=came&lift=60&days=30`)
    assert.equal(large.enough, true)
  })

  test('of means: what they did before saves people', async () => {
    const said = await shop.done('GET', `${address}?metric=spend&lift=200&days=30&arms=2&controlPercent=40`)
    assert.ok(said.baseline.correlation > 0.2 && said.withBefore.total < said.needed.total)
    assert.equal(said.baseline.mean, (10 * 1_000 + 100 * 45) / 40)
  })

  test('what can’t be is refused in a word, and a wrong wish by its field', async () => {
    assert.equal((await shop.done('GET', `${address}?metric=came&lift=90`)).refused, 'above_all')
    const other = await world.open({ timezone: 'UTC' })
    assert.deepEqual((await other.done('GET', `${address}?lift=5`)).refused, 'nobody')
    const wrong = await shop.ask('GET', `${address}?lift=0`)
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, 'lift'])
  })
})
