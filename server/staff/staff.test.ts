import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Ask, comeIn, type House, openHouse, openShop, type Shop } from '../../test/shop.ts'
import { isPin } from './pins.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

let count = 0
async function invited(by: Ask, role: string): Promise<{ id: string; token: string }> {
  const wish = { name: 'Próba Péter', email: `peter${++count}@example.com`, role }
  const { status, body } = await by('POST', '/api/v1/staff', wish)
  assert.equal(status, 201, JSON.stringify(body))
  return { id: body.id, token: body.invitationUrl.split('/').at(-1) }
}

async function crew(): Promise<{ shop: Shop; owner: Ask; manager: Ask; managerId: string }> {
  const shop = await openShop(house)
  const owner = await comeIn(house, shop.ownerToken)
  const { id, token } = await invited(owner, 'manager')
  return { shop, owner, manager: await comeIn(house, token), managerId: id }
}

test('a manager invites staff, but makes no owner and ends none', async () => {
  const { shop, manager } = await crew()
  const { token } = await invited(manager, 'staff')
  const peter = await comeIn(house, token)
  assert.equal((await peter('GET', '/api/v1/business')).status, 200)
  assert.equal((await peter('GET', '/api/v1/staff')).status, 403)
  assert.equal((await peter('PATCH', '/api/v1/business', { name: 'X' })).status, 403)

  const owner = { name: 'X', email: 'x@example.com', role: 'owner' }
  const refused = await manager('POST', '/api/v1/staff', owner)
  assert.equal(refused.status, 403)
  assert.equal(refused.body.code, 'access.beyond_own')
  const { body } = await shop.ask('GET', '/api/v1/staff')
  const ownerSeat = body.items.find((seat: { role: string }) => seat.role === 'owner')
  assert.equal((await manager('DELETE', `/api/v1/staff/${ownerSeat.id}`)).status, 403)
  assert.equal((await manager('PATCH', `/api/v1/staff/${ownerSeat.id}`, { role: 'staff' })).status, 403)
})

test('who leaves is out at once, and may be invited again', async () => {
  const { shop, owner, manager, managerId } = await crew()
  assert.equal((await manager('GET', '/api/v1/staff')).status, 200)
  const left = await owner('DELETE', `/api/v1/staff/${managerId}`)
  assert.equal(left.body.state, 'left')
  assert.equal((await manager('GET', '/api/v1/staff')).status, 401)
  assert.equal((await manager('GET', '/api/v1/me')).status, 401)
  const seat = await shop.ask('POST', '/api/v1/staff', { name: 'P', email: left.body.email, role: 'staff' })
  assert.equal(seat.status, 201)
  const back = await comeIn(house, seat.body.invitationUrl.split('/').at(-1))
  assert.equal((await back('GET', '/api/v1/business')).status, 200)
})

test('a business keeps an owner, also when two leave at once', async () => {
  const { shop, owner } = await crew()
  const { body } = await shop.ask('GET', '/api/v1/staff')
  const first = body.items.find((seat: { role: string }) => seat.role === 'owner').id
  assert.equal((await owner('DELETE', `/api/v1/staff/${first}`)).body.code, 'staff.last_owner')
  // Somebody invited but not here yet is no owner to rely on.
  const { id: second, token } = await invited(owner, 'owner')
  assert.equal(
    (await owner('PATCH', `/api/v1/staff/${first}`, { role: 'staff' })).body.code,
    'staff.last_owner',
  )
  await comeIn(house, token)
  const answers = await Promise.all([
    shop.ask('DELETE', `/api/v1/staff/${first}`),
    shop.ask('PATCH', `/api/v1/staff/${second}`, { role: 'manager' }),
  ])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
})

test('a new link kills the earlier one, and a repeated request shows no secret again', async () => {
  const { owner } = await crew()
  const wish = { name: 'Próba Péter', email: 'again@example.com', role: 'staff' }
  const key = { 'idempotency-key': 'invite-1' }
  const first = await owner('POST', '/api/v1/staff', wish, key)
  const repeated = await owner('POST', '/api/v1/staff', wish, key)
  assert.equal(repeated.body.id, first.body.id)
  assert.equal(repeated.body.invitationUrl, null)
  assert.equal((await owner('POST', '/api/v1/staff', wish)).body.code, 'staff.already_here')
  const renewed = await owner('POST', `/api/v1/staff/${first.body.id}/invitation`)
  const tokenOf = (url: string) => url.split('/').at(-1)!
  await assert.rejects(comeIn(house, tokenOf(first.body.invitationUrl)), /410/)
  await comeIn(house, tokenOf(renewed.body.invitationUrl))
  const late = await owner('POST', `/api/v1/staff/${first.body.id}/invitation`)
  assert.equal(late.body.code, 'staff.already_joined')
})

test('staff of one business are nobody in another', async () => {
  const [{ owner }, { managerId }] = [await crew(), await crew()]
  for (const answer of [
    await owner('DELETE', `/api/v1/staff/${managerId}`),
    await owner('PATCH', `/api/v1/staff/${managerId}`, { role: 'staff' }),
    await owner('PUT', `/api/v1/staff/${managerId}/pin`, { pin: '1234' }),
    await owner('POST', `/api/v1/staff/${managerId}/invitation`),
  ]) {
    assert.equal(answer.status, 404)
  }
})

test('everybody sets her own PIN, and those who may change staff set others’', async () => {
  const { shop, owner, manager, managerId } = await crew()
  assert.equal((await manager('PUT', `/api/v1/staff/${managerId}/pin`, { pin: '2468' })).body.hasPin, true)
  const { body } = await shop.ask('GET', '/api/v1/staff')
  const ownerId = body.items[0].id
  assert.equal((await manager('PUT', `/api/v1/staff/${ownerId}/pin`, { pin: '1111' })).status, 403)
  assert.equal((await owner('PUT', `/api/v1/staff/${managerId}/pin`, { pin: '13579' })).status, 200)
  assert.equal((await owner('PUT', `/api/v1/staff/${managerId}/pin`, { pin: 'abcd' })).status, 400)
  assert.equal(await isPin('13579', 'scrypt:AAAA:AAAA'), false)
})
