import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Json, openWorld, type Shop, type World } from '../../test/fixtures/shop.ts'
import { inBusiness } from '../platform/database.ts'
import { readId, showId } from '../platform/ids.ts'
import { verifyBusiness } from '../verify/verify.ts'
import { carryOnBulk, startBulk } from './bulk.ts'

let world: World
let shop: Shop
let other: Shop
before(async () => {
  world = await openWorld()
  ;[shop, other] = [await world.open(), await world.open()]
})
after(() => world.close())

const exact = async () => assert.deepEqual(await verifyBusiness(world.database, shop.businessId), [])
const join = async (wish: object = {}): Promise<string> =>
  (await shop.done('POST', '/api/v1/customers', { joinedAt: '2020-01-01T00:00:00Z', ...wish })).id
const pointsOf = async (id: string): Promise<number> =>
  (await shop.done('GET', `/api/v1/customers/${id}/ledger`)).balances.points ?? 0

async function settled(id: string): Promise<Json> {
  for (let tries = 0; tries < 200; tries += 1) {
    const action = await shop.done('GET', `/api/v1/bulk-actions/${id}`)
    if (action.state === 'done' || action.state === 'undone') return action
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error('it does not end')
}

const give = (whom: object, amount = 100) => ({
  whom,
  deed: { kind: 'adjust', amount, reason: 'sorry for the queue' },
})

test('points for all who match: each once, also when asked twice, and taken back as they came', async () => {
  const people = await Promise.all(Array.from({ length: 90 }, () => join({ acquisition: 'fair' })))
  const before = await Promise.all(people.map(pointsOf))
  const once = { 'idempotency-key': 'sorry' }
  const wish = give({ filter: { source: 'fair' } })
  const started = await shop.done('POST', '/api/v1/bulk-actions', wish, once)
  assert.equal((await shop.done('POST', '/api/v1/bulk-actions', wish, once)).id, started.id)
  assert.equal(started.total, 90)
  // Who comes after it was asked is not meant.
  const late = await join({ acquisition: 'fair' })
  const done = await settled(started.id)
  assert.deepEqual([done.state, done.done, done.refused, done.waiting], ['done', 90, 0, 0])
  assert.deepEqual(
    await Promise.all(people.map(pointsOf)),
    before.map((points) => points + 100),
  )
  assert.equal(await pointsOf(late), 0)
  const ledger = await shop.done('GET', `/api/v1/customers/${people[0]}/ledger`)
  assert.deepEqual([ledger.items[0].reason, ledger.items[0].note], ['adjustment', 'sorry for the queue'])
  await shop.done('POST', `/api/v1/bulk-actions/${started.id}/undo`)
  const back = await settled(started.id)
  assert.deepEqual([back.state, back.undone, back.kept], ['undone', 90, 0])
  assert.deepEqual(await Promise.all(people.map(pointsOf)), before)
  assert.equal((await shop.ask('POST', `/api/v1/bulk-actions/${started.id}/undo`)).body.code, 'bulk.not_done')
  await exact()
})

test('who has too few is left out and told; who spent meanwhile keeps what can’t be taken back', async () => {
  const [rich, poor] = [await join(), await join()]
  await shop.done('POST', `/api/v1/customers/${rich}/adjustments`, { amount: 500, reason: 'start' })
  const take = await shop.done('POST', '/api/v1/bulk-actions', give({ customers: [rich, poor] }, -200))
  const taken = await settled(take.id)
  assert.deepEqual(
    [taken.done, taken.refused, taken.refusals],
    [1, 1, [{ code: 'points.too_few', count: 1 }]],
  )
  await shop.done('POST', `/api/v1/bulk-actions/${take.id}/undo`)
  await settled(take.id)
  assert.equal(await pointsOf(rich), 500)
  const gift = await shop.done('POST', '/api/v1/bulk-actions', give({ customers: [poor] }, 50))
  await settled(gift.id)
  await shop.done('POST', `/api/v1/customers/${poor}/adjustments`, { amount: -50, reason: 'spent' })
  await shop.done('POST', `/api/v1/bulk-actions/${gift.id}/undo`)
  const undone = await settled(gift.id)
  assert.deepEqual([undone.undone, undone.kept], [0, 1])
  assert.equal(await pointsOf(poor), 0)
  await exact()
})

test('a note, an answer and a source: done and taken back, but not where somebody changed it since', async () => {
  await shop.done('PUT', '/api/v1/attributes/tea', { type: 'text', labels: { en: 'Tea' } })
  const [one, two] = [await join({ acquisition: 'web' }), await join()]
  const customers = [one, two]
  const run = async (deed: object) =>
    settled((await shop.done('POST', '/api/v1/bulk-actions', { whom: { customers }, deed })).id)
  const note = await run({ kind: 'note', text: 'invite to the tasting' })
  const answer = await run({ kind: 'answer', key: 'tea', value: 'green' })
  const source = await run({ kind: 'source', source: 'tasting' })
  const unknown = await run({ kind: 'answer', key: 'coffee', value: 'black' })
  assert.deepEqual(unknown.refusals, [{ code: 'customer.attribute_unknown', count: 2 }])
  let shown = await shop.done('GET', `/api/v1/customers/${one}`)
  assert.deepEqual([shown.attributes.tea, shown.acquisition], ['green', 'tasting'])
  await shop.done('PATCH', `/api/v1/customers/${two}`, { attributes: { tea: 'black' } })
  for (const { id } of [note, answer, source]) await shop.done('POST', `/api/v1/bulk-actions/${id}/undo`)
  assert.deepEqual([(await settled(answer.id)).undone, (await settled(answer.id)).kept], [1, 1])
  await settled(note.id)
  await settled(source.id)
  shown = await shop.done('GET', `/api/v1/customers/${one}`)
  assert.deepEqual([shown.attributes.tea, shown.acquisition], [undefined, 'web'])
  const notes = await shop.done('GET', `/api/v1/customers/${one}/notes`)
  assert.equal(notes.items[0].text, null)
})

test('what a killed process left is taken up by the next round, and two at once do each only once', async () => {
  const people = await Promise.all(Array.from({ length: 60 }, () => join({ acquisition: 'left' })))
  const businessId = shop.businessId
  const id = await inBusiness(world.database, businessId, (tx) =>
    startBulk(
      tx,
      { filter: { source: ['left'] } },
      { kind: 'adjust', unit: 'points', amount: 7, reason: 'late' },
      { kind: 'system', id: null },
    ),
  )
  assert.ok(id)
  await Promise.all([1, 2, 3].map(() => carryOnBulk(world.database, businessId)))
  await carryOnBulk(world.database, businessId)
  assert.deepEqual(new Set(await Promise.all(people.map(pointsOf))), new Set([7]))
  await exact()
})

test('nobody is nobody, another business’s are nobody, and giving points asks for its right', async () => {
  const mine = await join()
  const nobody = give({ filter: { source: 'nowhere' } })
  assert.equal((await shop.ask('POST', '/api/v1/bulk-actions', nobody)).body.code, 'bulk.nobody')
  assert.equal((await other.ask('POST', '/api/v1/bulk-actions', give({ customers: [mine] }))).status, 404)
  const started = await shop.done('POST', '/api/v1/bulk-actions', give({ customers: [mine] }))
  await settled(started.id)
  assert.equal((await other.ask('GET', `/api/v1/bulk-actions/${started.id}`)).status, 404)
  assert.equal((await other.ask('POST', `/api/v1/bulk-actions/${started.id}/undo`)).status, 404)
  assert.deepEqual((await other.done('GET', '/api/v1/bulk-actions')).items, [])
  const key = await shop.done('POST', '/api/v1/api-keys', {
    name: 'Till',
    scopes: ['customers:read', 'customers:write'],
  })
  const headers = { authorization: `Bearer ${key.token}` }
  const denied = await shop.ask('POST', '/api/v1/bulk-actions', give({ customers: [mine] }), headers)
  assert.deepEqual([denied.status, denied.body.code], [403, 'access.denied'])
  const undo = await shop.ask('POST', `/api/v1/bulk-actions/${started.id}/undo`, undefined, headers)
  assert.equal(undo.status, 403)
})

test('who was merged meanwhile gets it once more as the one she became; who was erased leaves nothing behind', async () => {
  await shop.done('PUT', '/api/v1/attributes/tea', { type: 'text', labels: { en: 'Tea' } })
  const [into, from, gone] = [await join(), await join(), await join({ attributes: { tea: 'secret' } })]
  const { businessId } = shop
  const id = await inBusiness(world.database, businessId, (tx) =>
    startBulk(
      tx,
      { customers: [into, from, gone].map((shown) => readId('customer', shown)!) },
      { kind: 'answer', key: 'tea', value: 'green' },
      { kind: 'system', id: null },
    ),
  )
  await shop.done('POST', `/api/v1/customers/${into}/merge`, { from })
  await carryOnBulk(world.database, businessId)
  assert.equal((await shop.done('GET', `/api/v1/bulk-actions/${showId('bulk', id)}`)).done, 3)
  assert.equal((await shop.done('GET', `/api/v1/customers/${from}`)).attributes.tea, 'green')
  const kept = () =>
    inBusiness(world.database, businessId, (tx) =>
      tx.rows<{ made: unknown }>(
        { name: '', text: 'select made from bulk_customers where business_id = $1 and customer_id = $2' },
        [businessId, readId('customer', gone)],
      ),
    )
  assert.deepEqual((await kept())[0]!.made, { before: 'secret' })
  await shop.done('POST', `/api/v1/customers/${gone}/erase`)
  assert.equal((await kept())[0]!.made, null)
})
