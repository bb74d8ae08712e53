import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Database, openPool } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { readId } from '../platform/ids.ts'
import { openCardHouse } from './card.fixture.ts'
import { countComer } from './tries.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
let other: Database
before(async () => {
  house = await openCardHouse({ mail: false })
  other = openPool(house.url)
})
after(async () => {
  await other.close()
  await house.close()
})

const most = { fromOnePlace: 8, forOneAddress: 5 }

/** Comes through one of two processes, each with its own connections. */
async function comes(database: Database, shop: string, ip: string, address?: string): Promise<boolean> {
  return countComer(database, shop, { ip, address }, most).then(
    () => true,
    (error) => {
      assert.ok(error instanceof Refused && error.code === 'request.too_many')
      assert.ok(Number(error.params?.seconds) > 0)
      return false
    },
  )
}

test('who tries through two processes at once has one limit', async () => {
  const shop = readId('business', (await house.openShop()).businessId)!
  const came = await Promise.all(
    Array.from({ length: 20 }, (_, at) => comes(at % 2 ? other : house.database, shop, '192.0.2.1')),
  )
  assert.equal(came.filter(Boolean).length, most.fromOnePlace)
  // Somebody else, and another shop, don't feel it.
  assert.equal(await comes(other, shop, '192.0.2.2'), true)
  const elsewhere = readId('business', (await house.openShop()).businessId)!
  assert.equal(await comes(other, elsewhere, '192.0.2.1'), true)
})

test('one address tried from many places has one limit, however it is written', async () => {
  const shop = readId('business', (await house.openShop()).businessId)!
  const came = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      comes(
        at % 2 ? other : house.database,
        shop,
        `192.0.2.${at}`,
        at % 3 ? 'kata@example.com' : ' Kata@Example.com',
      ),
    ),
  )
  assert.equal(came.filter(Boolean).length, most.forOneAddress)
})

test('over the web: after sixty tries for lost cards only one in ten seconds goes on, and when is said', async () => {
  const shop = await house.openShop()
  const path = `/join/${shop.businessId}/recover`
  const began = performance.now()
  let came = 0
  let late = await house.ask('POST', path, { email: 'a@example.com' })
  for (; late.status === 200 && came < 200; came += 1)
    late = await house.ask('POST', path, { email: `a${came}@example.com` })
  const ranOff = (performance.now() - began) / 10_000
  assert.ok(came >= 60 && came <= 61 + ranOff, `${came} came`)
  assert.equal(late.status, 429)
  assert.match(late.body.detail, /\d/)
  // A code is tried by the same count; joining goes on.
  const code = { challenge: '00000000-0000-7000-8000-000000000000', code: '000000' }
  assert.equal((await house.ask('POST', `${path}/code`, code)).status, 429)
  await shop.join({ name: 'Minta Kata', phone: '06301234567' })
})
