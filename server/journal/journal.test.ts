import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openWorld, type Shop, type World, walk } from '../../test/fixtures/shop.ts'
import { inBusiness } from '../platform/database.ts'
import { readId } from '../platform/ids.ts'
import { tell } from './journal.ts'
import { entriesOf } from './routes.ts'

let world: World
let shop: Shop
let other: Shop
let kata: string
before(async () => {
  world = await openWorld()
  ;[shop, other] = [await world.open({ language: 'hu' }), await world.open()]
  const { done } = shop
  kata = (await done('POST', '/api/v1/customers', { givenName: 'Kata', familyName: 'Minta' })).id
  const { purchase } = await done('POST', '/api/v1/purchases', { customer: { id: kata }, total: 2_000 })
  await done('POST', `/api/v1/purchases/${purchase.id}/returns`, { all: true })
  await done('POST', `/api/v1/customers/${kata}/notes`, { text: 'Likes tea' })
  await done('POST', `/api/v1/customers/${kata}/adjustments`, { amount: 50, reason: 'won the quiz' })
  await inBusiness(world.database, shop.businessId, async (tx) => {
    for (const day of [3, 1, 2]) {
      const at = Temporal.Instant.from(`2026-03-0${day}T10:00:00Z`)
      tell(tx, { what: 'message.sent', actor: { kind: 'system', id: null }, at })
    }
  })
})
after(() => world.close())

const told = async (query: string, who = shop) => (await walk(who, `/api/v1/journal?${query}`, 1)).items

test('it is read by when things happened, whenever they were written down', async () => {
  const times = (await told('')).map(({ at }) => at)
  assert.deepEqual(times, times.toSorted().toReversed())
  const sent = await told('what=message.sent')
  assert.deepEqual(
    sent.map(({ at }) => at.slice(0, 10)),
    ['2026-03-03', '2026-03-02', '2026-03-01'],
  )
})

describe('it is narrowed', () => {
  const cases: [query: string, kinds: string[]][] = [
    ['what=points', ['points.adjusted']],
    ['what=points.adjusted', ['points.adjusted']],
    ['what=note', ['note.added']],
    ['what=purchase', ['purchase.returned', 'purchase.rung_up']],
    ['what=purchase.returned', ['purchase.returned']],
    ['what=gift_card', []],
    ['what=poin', []],
    ['from=2026-03-02&until=2026-03-02', ['message.sent']],
    ['what=points&until=2026-03-03', []],
  ]
  for (const [query, kinds] of cases) {
    test(query, async () => {
      const found = (await told(query)).map(({ what }) => what)
      assert.deepEqual([...new Set(found)].toSorted(), kinds)
      const foreign = (await told(query, other)).map(({ customerId }) => customerId)
      assert.ok(!foreign.includes(kata))
    })
  }
})

test('names stand in it as they do everywhere', async () => {
  const [entry] = await told('what=note')
  assert.equal(entry!.customer, 'Minta Kata')
})

test('who did it is looked for a piece at a time, and the pieces together are all', async () => {
  const nora = { name: 'Nóra', email: 'nora@example.com', role: 'staff' }
  const by = readId('staff', (await shop.done('POST', '/api/v1/staff', nora)).id)!
  const all = await inBusiness(world.database, shop.businessId, async (tx) => {
    const found: string[] = []
    for (let after: string | null = null, turns = 0; turns < 50; turns += 1) {
      const page = await entriesOf(tx, { by }, { after, limit: 5, readAtMost: 2 })
      found.push(...page.entries.map(({ what }) => what))
      after = page.next
      if (!after) return { found, turns }
    }
    return assert.fail('it did not end')
  })
  assert.deepEqual(all.found, [])
  assert.ok(all.turns > 2, 'it went through the whole journal')
})
