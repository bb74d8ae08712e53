import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { refusals } from '../server/platform/refusals.ts'
import { describedRoutes, type Route } from './fixtures/routes.ts'
import { type Json, openWorld, type Shop, type World } from './fixtures/shop.ts'

describe('the description of the API', () => {
  let world: World
  let shop: Shop
  let document: Json
  let routes: Route[]
  before(async () => {
    world = await openWorld()
    shop = await world.open()
    ;({ document, routes } = await describedRoutes(world.app))
  })
  after(() => world.close())

  test('is OpenAPI 3.1, whole in itself', () => {
    assert.equal(document.openapi, '3.1.0')
    assert.ok(document.info.title && document.info.version)
    assert.equal(document.components.securitySchemes.key.scheme, 'bearer')
    for (const reference of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = reference[1]!.split('/').reduce((inside: Json, name) => inside?.[name], document)
      assert.ok(found, `${reference[1]} is not there`)
    }
    const ids = Object.values<Json>(document.paths)
      .flatMap((methods) => Object.values<Json>(methods))
      .flatMap(({ operationId }) => operationId ?? [])
    assert.equal(new Set(ids).size, ids.length)
  })

  test('tells every route that there is, each with a summary, its parameters and its answer', () => {
    const there = routesOf(world.app.printRoutes({ commonPrefix: false }))
    const described = routes.map(({ method, path }) => `${method} ${path}`)
    assert.deepEqual(described.toSorted(), there.toSorted())
    for (const { method, path, summary, parameters } of routes) {
      assert.ok(summary && summary.length > 4, `${method} ${path} says no summary`)
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const told = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
      assert.deepEqual(told.toSorted(), named.toSorted(), `${method} ${path}`)
      const { responses, tags } = document.paths[path][method.toLowerCase()]
      assert.ok(tags?.length > 0, `${method} ${path} is under no heading`)
      assert.ok(Object.keys(responses).length > 0)
    }
  })

  test('tells the status that making something answers', () => {
    for (const path of [
      'purchases',
      'customers',
      'rewards',
      'vouchers',
      'gift-cards',
      'redemptions',
      'products',
    ])
      assert.ok(document.paths[`/api/v1/${path}`].post.responses['201'], path)
    const { post } = document.paths['/api/v1/purchases/{id}/returns']
    assert.ok(post.responses['201'])
  })

  test('what is refused is a problem with a code of the closed list, in the caller’s language, naming the field', async () => {
    const cases: [
      method: string,
      url: string,
      body: unknown,
      status: number,
      code: string,
      field?: string,
    ][] = [
      ['GET', '/api/v1/nothing', undefined, 404, 'not_found'],
      ['GET', '/api/v1/purchases/pur_1', undefined, 400, 'request.invalid', 'id'],
      ['GET', '/api/v1/purchases?limit=0', undefined, 400, 'request.invalid', 'limit'],
      ['GET', '/api/v1/purchases?after=x', undefined, 400, 'request.invalid', 'after'],
      ['GET', '/api/v1/purchases?nothing=1', undefined, 400, 'request.invalid', 'nothing'],
      ['POST', '/api/v1/purchases', {}, 400, 'request.invalid', 'lines'],
      [
        'POST',
        '/api/v1/purchases',
        { lines: [{ unitPrice: -1 }] },
        400,
        'request.invalid',
        'lines[0].unitPrice',
      ],
      [
        'POST',
        '/api/v1/purchases',
        { lines: [{ unitPrice: 1, x: 1 }] },
        400,
        'request.invalid',
        'lines[0].x',
      ],
      [
        'POST',
        '/api/v1/purchases',
        { total: 1, currency: 'EUR' },
        422,
        'purchase.other_currency',
        'currency',
      ],
      [
        'POST',
        '/api/v1/purchases',
        { total: 1, redeem: { points: 1 } },
        422,
        'purchase.needs_customer',
        'customer',
      ],
      [
        'POST',
        '/api/v1/purchases',
        { total: 5, lines: [{ unitPrice: 4 }] },
        400,
        'purchase.total_differs',
        'total',
      ],
    ]
    for (const [method, url, body, status, code, field] of cases) {
      const answer = await shop.ask(method, url, body, { 'accept-language': 'hu-HU,hu;q=0.9,en;q=0.8' })
      assert.match(answer.type, /^application\/problem\+json/)
      assert.deepEqual([answer.status, answer.body.code], [status, code], `${method} ${url} ${answer.text}`)
      assert.equal(answer.body.status, status)
      assert.equal(answer.body.title.split(' ')[0], refusals[code as keyof typeof refusals].hu.split(' ')[0])
      if (field) assert.equal(answer.body.errors[0].field, field, answer.text)
    }
    const stranger = await world.app.inject({ url: '/api/v1/customers' })
    assert.deepEqual([stranger.statusCode, stranger.json().code], [401, 'access.missing'])
  })

  test('a key without the right is refused by its name', async () => {
    const { token } = await shop.done('POST', '/api/v1/api-keys', {
      name: 'Display',
      scopes: ['rewards:read'],
    })
    const headers = { authorization: `Bearer ${token}` }
    assert.equal((await shop.ask('GET', '/api/v1/rewards', undefined, headers)).status, 200)
    const refused = await shop.ask('GET', '/api/v1/customers', undefined, headers)
    assert.deepEqual([refused.status, refused.body.code], [403, 'access.denied'])
    assert.match(refused.body.detail, /customers:read/)
  })
})

/** The routes of the API that the server knows, read from the tree that it prints. */
function routesOf(tree: string): string[] {
  const path: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line) ?? []
    if (indent === undefined) return []
    path.length = indent.length / 4
    path.push(part!)
    const url = path.join('').replace(/:(\w+)/g, '{$1}')
    if (!methods || !url.startsWith('/api/v1/') || url === '/api/v1/openapi.json') return []
    return methods.split(', ').flatMap((method) => (method === 'HEAD' ? [] : [`${method} ${url}`]))
  })
}
