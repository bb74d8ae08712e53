import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId, showId } from '../platform/ids.ts'
import { setScene } from './scene.fixture.ts'

const scene = setScene()

test('every route answers 404 for an id of another business', async () => {
  const [mine, theirs] = [await scene.shop(), await scene.shop()]
  const id = showId('customer', await scene.join(mine, { name: 'Titkos Anna' }))
  const own = showId('customer', await scene.join(theirs, {}))
  for (const [method, path, body] of [
    ['GET', `/customers/${id}`],
    ['PATCH', `/customers/${id}`, { givenName: 'x' }],
    ['POST', `/customers/${id}/merge`, { from: own }],
    ['POST', `/customers/${own}/merge`, { from: id }],
    ['GET', `/customers/${id}/timeline`],
    ['GET', `/customers/${id}/notes`],
    ['POST', `/customers/${id}/notes`, { text: 'x' }],
    ['GET', `/customers/${id}/consents`],
    ['POST', `/customers/${id}/consents`, { purpose: 'x', channel: 'sms', given: true }],
    ['POST', `/customers/${id}/identities`, { kind: 'email', value: 'x@y.hu' }],
    ['DELETE', `/customers/${id}/identities?kind=email&value=x@y.hu`],
    ['POST', `/customers/${id}/erase`],
    ['GET', `/customers/${id}/export`],
    ['GET', `/customers/${showId('customer', newId())}`],
  ] as const) {
    const { status, body: answer } = await scene.ask(theirs, method, path, body)
    assert.equal(status, 404, `${method} ${path}: ${JSON.stringify(answer)}`)
  }
  for (const path of ['/customers?query=titkos', `/customers?query=${id}`, '/customers/duplicates']) {
    assert.deepEqual((await scene.ask(theirs, 'GET', path)).body.items, [])
  }
})

test('whatever is sent, the answer is a 4xx that names a field, or it was right', async () => {
  const shop = await scene.shop()
  const fields = [
    ...[
      'givenName',
      'familyName',
      'nickname',
      'language',
      'timeZone',
      'birthday',
      'nameDay',
      'dates',
      'interests',
    ],
    ...['preferences', 'sizes', 'dietary', 'household', 'acquisition'],

    'name',
    'phone',
    'phones',
    'email',
    'emails',
    'card',
    'externalId',
    'externalIds',
  ]
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(
      'a@b.hu',
      '1990-01-01',
      '9'.repeat(400),
      '\u0000',
      '\ud800',
      'İ',
      '__proto__',
      'hu',
      -1,
      1e308,
    ),
    fc.jsonValue({ maxDepth: 3 }),
  )
  const body = fc.dictionary(fc.constantFrom(...fields, 'attributes', 'consents', 'joinedAt', 'zz'), value, {
    maxKeys: 3,
  })
  const { body: known } = await scene.ask(shop, 'POST', '/customers', {})
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (wish, joining) => {
      const [method, path] = joining
        ? (['POST', '/customers'] as const)
        : (['PATCH', `/customers/${known.id}`] as const)
      const { status, body: answer } = await scene.ask(shop, method, path, wish)
      if (status < 300) return
      assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(wish)}`)
      assert.ok(answer.errors?.[0]?.field, JSON.stringify(answer))
    }),
    { numRuns: 400 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc.string({ maxLength: 5 }),
      async (query, limit) => {
        const path = `/customers?query=${encodeURIComponent(query.toWellFormed())}&limit=${encodeURIComponent(limit)}`
        const { status } = await scene.ask(shop, 'GET', path)
        assert.ok(status === 200 || status === 400, `${status} ${path}`)
      },
    ),
    { numRuns: 300 },
  )
})
