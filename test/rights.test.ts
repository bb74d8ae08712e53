import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { rightsOf, roles } from '../server/staff/roles.ts'
import { describedRoutes } from './fixtures/routes.ts'
import { asking, comeIn, type House, openHouse, openShop } from './shop.ts'

// Every route against every role, by what the routes themselves say they need.

let house: House
/** The right that each route asks for, as the running server knows it. */
const needs = new Map<string, string>()
before(async () => {
  house = await openHouse()
  await house.app.ready()
})
after(() => house.close())

test('what a role may not do is refused by the name of the right, at every route and for every role', async () => {
  const shop = await openShop(house)
  const owner = await comeIn(house, shop.ownerToken)
  const { routes } = await describedRoutes(house.app)
  const filled = (path: string) => path.replaceAll(/\{\w+\}/g, 'none')
  // A key without any use says of each route which right it is missing.
  const { body: bare } = await shop.ask('POST', '/api/v1/api-keys', {
    name: 'Bare',
    scopes: ['business:read'],
  })
  const asBare = asking(house, { authorization: `Bearer ${bare.token}` })
  for (const { method, path } of routes) {
    const { status, body } = await asBare(method as 'GET', filled(path), method === 'GET' ? undefined : {})
    const scope =
      status === 403 && body.code === 'access.denied' ? /[a-z]+:[a-z]+/.exec(body.detail)?.[0] : undefined
    if (scope) needs.set(`${method} ${path}`, scope)
  }
  assert.ok(needs.size > 80, `only ${needs.size} routes ask for a right`)
  const wrong: string[] = []
  for (const role of roles.filter((one) => one !== 'owner')) {
    const seat = await owner('POST', '/api/v1/staff', { name: 'P', email: `${role}@example.com`, role })
    const person = await comeIn(house, seat.body.invitationUrl.split('/').at(-1), 'Próba')
    for (const [route, scope] of needs) {
      const [method = '', path = ''] = route.split(' ')
      const { status, body } = await person(method as 'GET', filled(path), method === 'GET' ? undefined : {})
      const refused = status === 403 && body.code === 'access.denied' && body.detail.includes(scope)
      if (refused === rightsOf(role).has(scope as 'business:read'))
        wrong.push(`${role}: ${route} answered ${status} ${body?.code}`)
    }
  }
  assert.deepEqual(wrong, [])
})
