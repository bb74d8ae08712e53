import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showId } from '../platform/ids.ts'
import { readDay, writeDay } from './days.ts'
import { setScene } from './scene.fixture.ts'

const scene = setScene()

test('the owner’s questions check their answers', async () => {
  const shop = await scene.shop()
  const labels = { hu: 'Kérdés' }
  const questions = {
    tea: {
      type: 'choice',
      labels,
      choices: [
        { key: 'green', labels },
        { key: 'black', labels },
      ],
    },
    children: { type: 'number', labels },
    since: { type: 'date', labels },
    vip: { type: 'boolean', labels, required: true },
    motto: { type: 'text', labels },
  }
  for (const [key, question] of Object.entries(questions)) {
    assert.equal((await scene.ask(shop, 'PUT', `/attributes/${key}`, question)).status, 200)
  }
  const answers = { tea: 'green', children: 2, since: '2020-02-29', vip: true, motto: 'Ki korán kel' }
  const { body } = await scene.ask(shop, 'POST', '/customers', { attributes: answers })
  assert.deepEqual(body.attributes, answers)
  const path = `/customers/${body.id}`
  for (const [attributes, code] of [
    [{ tea: 'white' }, 'attribute_wrong'],
    [{ children: '2' }, 'attribute_wrong'],
    [{ since: '2021-02-29' }, 'attribute_wrong'],
    [{ vip: null }, 'attribute_required'],
    [{ constructor: 'x' }, 'attribute_unknown'],
  ] as const) {
    const refused = await scene.ask(shop, 'PATCH', path, { attributes })
    assert.equal(refused.body.code, `customer.${code}`)
    assert.equal(refused.body.errors[0].field, `attributes.${Object.keys(attributes)[0]}`)
  }
  const changed = await scene.ask(shop, 'PATCH', path, { attributes: { motto: null, children: 3 } })
  assert.deepEqual(changed.body.attributes, { tea: 'green', children: 3, since: '2020-02-29', vip: true })
  assert.equal((await scene.ask(shop, 'DELETE', '/attributes/tea')).status, 200)
  assert.equal((await scene.ask(shop, 'PUT', '/attributes/tea', { type: 'text', labels })).status, 409)
  assert.deepEqual((await scene.ask(shop, 'GET', path)).body.attributes.tea, 'green')
})

test('a day in a life is written as it was read, and only if the calendar has it', () => {
  for (const text of ['1990-05-31', '--02-29', '2000-02-29']) {
    const { year, month, day } = readDay(text)!
    assert.equal(writeDay(year, month, day), text)
  }
  for (const text of ['1990-02-29', '--02-30', '--13-01', '0001-01-01', '31.5.1990', '-05-31', '']) {
    assert.equal(readDay(text), undefined, text)
  }
})

test('notes keep their trace when they are removed', async () => {
  const shop = await scene.shop()
  const id = showId('customer', await scene.join(shop, {}))
  const note = await scene.ask(shop, 'POST', `/customers/${id}/notes`, { text: 'no pork' })
  assert.equal(note.status, 201)
  assert.equal(note.body.author.kind, 'key')
  const timeline = (await scene.ask(shop, 'GET', `/customers/${id}/timeline`)).body.items
  assert.deepEqual(
    timeline.map(({ what }: { what: string }) => what),
    ['note.added', 'customer.created'],
  )
  assert.deepEqual(timeline[0].facts, { text: 'no pork' })
  const gone = await scene.ask(shop, 'DELETE', `/customers/${id}/notes/${note.body.id}`)
  assert.equal(gone.body.text, null)
  assert.ok(gone.body.removedAt && gone.body.removedBy)
  const notes = (await scene.ask(shop, 'GET', `/customers/${id}/notes`)).body
  assert.deepEqual(notes, { items: [gone.body], next: null })
})

test('the newest word on consent counts, and a double opt-in once it is confirmed', async () => {
  const shop = await scene.shop()
  const id = showId('customer', await scene.join(shop, {}))
  const path = `/customers/${id}/consents`
  const say = async (more: object) =>
    (
      await scene.ask(shop, 'POST', path, {
        purpose: 'marketing',
        channel: 'email',
        wording: 'Írhatunk?',
        ...more,
      })
    ).body
  const state = async () =>
    (await scene.ask(shop, 'GET', path)).body.current.map(({ state: now }: { state: string }) => now)
  assert.deepEqual(await state(), [])
  const asked = await say({ given: true, doubleOptIn: true })
  assert.deepEqual(await state(), ['awaiting'])
  assert.equal((await scene.ask(shop, 'POST', `${path}/${asked.id}/confirm`)).status, 200)
  assert.equal((await scene.ask(shop, 'POST', `${path}/${asked.id}/confirm`)).status, 200)
  assert.deepEqual(await state(), ['given'])
  await say({ given: false })
  assert.deepEqual(await state(), ['withdrawn'])
  await say({ given: true, at: '2020-01-01T00:00:00Z' })
  assert.deepEqual(await state(), ['withdrawn'], 'an older yes does not undo a newer no')
  const late = await say({ given: true, doubleOptIn: true })
  await say({ given: false })
  await scene.ask(shop, 'POST', `${path}/${late.id}/confirm`)
  assert.deepEqual(await state(), ['withdrawn'], 'an old link does not undo a no')
  assert.equal((await scene.ask(shop, 'GET', path)).body.items.length, 7)
  const foreign = await scene.ask(
    shop,
    'POST',
    `/customers/${showId('customer', await scene.join(shop, {}))}/consents/${asked.id}/confirm`,
  )
  assert.equal(foreign.status, 404)
})
