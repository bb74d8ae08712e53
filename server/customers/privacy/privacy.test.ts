import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readId, showId } from '../../platform/ids.ts'
import { customerParts } from '../parts.ts'
import { actor, setScene } from '../scene.fixture.ts'
import { replayErasures } from './erasure.ts'
import { isSuppressed } from './suppression.ts'

const scene = setScene()

const secret = {
  name: 'Zsombolyai Ágota',
  phone: '06309876543',
  email: 'agota@zsombolyai.hu',
  externalId: 'Z-77',
  birthday: '1961-11-12',
  interests: ['orgonamuzsika'],
  acquisition: 'unokahúgom',
}
const traces = /zsombolyai|ágota|agota|9876543|Z-77|orgonamuzsika|unokahúgom|titkos/i

/** Everything that the business has, as text. */
async function everything(shop: string): Promise<string> {
  return scene.in(shop, async (tx) => {
    const tables = [
      'customers',
      'identities',
      'name_words',
      'vocabulary',
      'misspellings',
      'notes',
      'consents',
    ]
    const more = ['merges', 'likenesses', 'journal', 'idempotent_answers', 'erasures', 'suppressions']
    let text = ''
    for (const table of [...tables, ...more]) {
      const rows = await tx.rows(
        { name: `test.all_${table}`, text: `select to_jsonb(t) from ${table} t` },
        [],
      )
      text += JSON.stringify(rows)
    }
    return text
  })
}

async function filled(): Promise<{ shop: string; id: string; old: string }> {
  const shop = await scene.shop()
  const headers = { 'idempotency-key': 'join' }
  const { body } = await scene.ask(shop, 'POST', '/customers', secret, headers)
  const other = await scene.ask(shop, 'POST', '/customers', { name: 'Zsombolyai Á.', interests: ['titkos'] })
  const path = `/customers/${body.id}`
  await scene.ask(shop, 'POST', `${path}/notes`, { text: 'Titkos jegyzet' }, { 'idempotency-key': 'note' })
  const proof = { address: 'Titkos utca' }
  await scene.ask(shop, 'POST', `${path}/consents`, { purpose: 'news', channel: 'email', given: true, proof })
  await scene.ask(shop, 'PATCH', path, { nickname: 'Titkos Ági' })
  await scene.ask(shop, 'POST', `${path}/identities`, { kind: 'card', value: 'TITKOS-1' })
  await scene.ask(shop, 'POST', `${path}/merge`, { from: other.body.id })
  return { shop, id: body.id, old: other.body.id }
}

test('an erased customer leaves no trace but ids and keyed hashes', async (context) => {
  const { shop, id, old } = await filled()
  const erased: string[] = []
  customerParts.erased.push(async (_, { customerId }) => void erased.push(showId('customer', customerId)))
  context.after(() => customerParts.erased.splice(0))
  assert.match(await everything(shop), traces)
  const first = await scene.ask(shop, 'POST', `/customers/${old}/erase`)
  assert.equal(first.status, 200)
  assert.equal(first.body.id, id)
  assert.doesNotMatch(await everything(shop), traces)
  assert.deepEqual(await scene.ask(shop, 'POST', `/customers/${id}/erase`), first)
  assert.deepEqual(erased, [id])
  for (const gone of [id, old]) {
    for (const path of ['', '/timeline', '/notes', '/consents', '/export']) {
      const { status, body } = await scene.ask(shop, 'GET', `/customers/${gone}${path}`)
      assert.equal(status, 410)
      assert.equal(body.code, 'customer.erased')
    }
  }
  assert.equal((await scene.ask(shop, 'PATCH', `/customers/${id}`, { name: 'x' })).status, 410)
  for (const query of [id, old, 'zsombolyai', '9876543', 'agota@zsombolyai.hu', 'Z-77']) {
    assert.deepEqual((await scene.ask(shop, 'GET', `/customers?query=${query}`)).body.items, [], query)
  }
  assert.deepEqual((await scene.ask(shop, 'GET', '/customers')).body.items, [])
  await scene.in(shop, async (tx) => {
    assert.ok(await isSuppressed(tx, 'email', 'agota@zsombolyai.hu'))
    assert.ok(await isSuppressed(tx, 'phone', '+36309876543'))
    assert.ok(!(await isSuppressed(tx, 'email', 'other@zsombolyai.hu')))
  })
  assert.equal(
    (await scene.ask(shop, 'POST', '/customers', secret)).status,
    201,
    'she may come again, as somebody new',
  )
})

test('the erasure of one leaves the name of another findable', async () => {
  const shop = await scene.shop()
  const [one, other] = [
    await scene.join(shop, { name: 'Kovács Anna' }),
    await scene.join(shop, { name: 'Kovács Éva' }),
  ]
  await scene.ask(shop, 'POST', `/customers/${showId('customer', one)}/erase`)
  const found = (await scene.ask(shop, 'GET', '/customers?query=kovasc')).body.items
  assert.deepEqual(
    found.map(({ id }: { id: string }) => id),
    [showId('customer', other)],
  )
})

test('an erasure survives a restore of an older backup', async () => {
  const { shop, id } = await filled()
  await scene.in(shop, async (tx) => {
    const text = 'insert into erasures (business_id, customer_id, actor_kind) values ($1, $2, $3)'
    await tx.rows({ name: 'test.carried_over', text }, [shop, readId('customer', id), actor.kind])
    assert.equal(await replayErasures(tx), 1)
    assert.equal(await replayErasures(tx), 0)
  })
  assert.doesNotMatch(await everything(shop), traces)
})

test('the copy of her data holds everything, with a section from each room', async (context) => {
  const { shop, id } = await filled()
  customerParts.exported.push({ name: 'points', read: async () => ({ balance: 42 }) })
  context.after(() => customerParts.exported.splice(0))
  const { status, body } = await scene.ask(shop, 'GET', `/customers/${id}/export`)
  assert.equal(status, 200)
  assert.deepEqual(body.points, { balance: 42 })
  const copy = JSON.stringify(body)
  for (const said of [
    'Zsombolyai Ágota',
    '+36309876543',
    'orgonamuzsika',
    'Titkos jegyzet',
    'Titkos utca',
    'TITKOS-1',
  ]) {
    assert.ok(copy.includes(said), said)
  }
  assert.equal(body.consents.history.length, 1)
  assert.equal(body.merged.length, 1)
})
