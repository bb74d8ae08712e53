import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCardHouse } from '../card/card.fixture.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  house = await openCardHouse()
})
after(() => house.close())

const tokenOf = (url: string) => url.split('/').at(-1)!
const peter = (email: string) => ({ name: 'Próba Péter', email, role: 'staff' })

test('an invitation is shown and mailed, in the shop’s language; asked again under its key nothing goes twice', async () => {
  const shop = await house.openShop()
  const headers = { 'idempotency-key': 'invite-peter' }
  const made = await shop.ask('POST', '/staff', peter('peter@example.com'), headers)
  assert.deepEqual([made.status, made.body.mailed, made.body.state], [201, true, 'invited'])
  const week = Date.parse(made.body.invitedUntil) - Date.now()
  assert.ok(Math.abs(week - 7 * 86_400_000) < 60_000)
  const again = await shop.ask('POST', '/staff', peter('peter@example.com'), headers)
  assert.equal(again.body.invitationUrl, null)
  const mails = await shop.mails()
  assert.equal(mails.length, 1)
  assert.match(mails[0]!.text, /Próba Péter, kész a helyed\./)
  assert.ok(mails[0]!.text.includes(made.body.invitationUrl))
})

test('sent again, the earlier link dies; taken back, none works and the seat says so; joined, there is nothing to send', async () => {
  const shop = await house.openShop()
  const { body: made } = await shop.ask('POST', '/staff', peter('again@example.com'))
  const { body: renewed, status } = await shop.ask('POST', `/staff/${made.id}/invitation`)
  assert.deepEqual([status, renewed.mailed], [201, true])
  assert.equal((await shop.mails()).length, 2)
  assert.equal((await house.ask('GET', `/setup/${tokenOf(made.invitationUrl)}`)).status, 410)
  assert.equal((await house.ask('GET', `/setup/${tokenOf(renewed.invitationUrl)}`)).status, 200)

  const { body: back } = await shop.ask('DELETE', `/staff/${made.id}/invitation`)
  assert.ok(Date.parse(back.invitedUntil) <= Date.now())
  assert.equal((await house.ask('GET', `/setup/${tokenOf(renewed.invitationUrl)}`)).status, 410)
  const { body: list } = await shop.ask('GET', '/staff')
  const row = list.items.find(({ id }: { id: string }) => id === made.id)
  assert.equal(row.state, 'invited')
  assert.ok(Date.parse(row.invitedUntil) <= Date.now())
  // Twice is as good as once.
  assert.equal((await shop.ask('DELETE', `/staff/${made.id}/invitation`)).status, 200)

  const { body: last } = await shop.ask('POST', `/staff/${made.id}/invitation`)
  const password = 'after ten coffees one'
  const path = `/setup/${tokenOf(last.invitationUrl)}`
  assert.equal((await house.ask('POST', path, { name: 'Próba Péter', password })).status, 201)
  const here = (await shop.ask('GET', '/staff')).body.items.find(({ id }: { id: string }) => id === made.id)
  assert.deepEqual([here.state, here.invitedUntil], ['here', null])
  for (const method of ['POST', 'DELETE']) {
    const late = await shop.ask(method, `/staff/${made.id}/invitation`)
    assert.deepEqual([late.status, late.body.code], [409, 'staff.already_joined'])
  }
})

test('another shop can neither send nor take back the link', async () => {
  const [shop, other] = [await house.openShop(), await house.openShop()]
  const { body: made } = await shop.ask('POST', '/staff', peter('walled@example.com'))
  for (const method of ['POST', 'DELETE'])
    assert.equal((await other.ask(method, `/staff/${made.id}/invitation`)).status, 404)
  assert.equal((await house.ask('GET', `/setup/${tokenOf(made.invitationUrl)}`)).status, 200)
})

test('where no mail is set up the link is shown and nothing is said to be mailed', async () => {
  const dry = await openCardHouse({ mail: false })
  try {
    const shop = await dry.openShop()
    const { body } = await shop.ask('POST', '/staff', peter('dry@example.com'))
    assert.equal(body.mailed, false)
    assert.match(body.invitationUrl, /\/setup\/[0-9a-z]{96}$/)
  } finally {
    await dry.close()
  }
})
