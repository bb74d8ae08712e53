import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { asking, config, type House, openHouse } from '../../test/shop.ts'
import { verifyBusiness } from '../verify/verify.ts'
import { type Demo, demoShops, makeDemo } from './demo.ts'
import { storyOf } from './story.ts'

let house: House
const dataFolder = mkdtempSync(join(tmpdir(), 'regulars-demo-'))
before(async () => {
  house = await openHouse()
})
after(async () => {
  await house?.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

const now = Temporal.Instant.from('2026-03-10T10:00:00Z')
const make = (at: Temporal.Instant): Promise<Demo> =>
  makeDemo(house.database, { publicUrl: config.publicUrl, dataFolder, now: at, days: 45 })

async function ids(): Promise<string[]> {
  const told = demoShops.map(async ({ businessId }) => {
    const client = await house.database.pool.connect()
    try {
      await client.query(`begin; select set_config('regulars.business_id', '${businessId}', true)`)
      const { rows } = await client.query<{ id: string }>(
        `select purchase_id as id from purchases union all select customer_id from customers
         union all select entry_id from journal`,
      )
      return rows.map(({ id }) => id)
    } finally {
      client.release(true)
    }
  })
  return (await Promise.all(told)).flat().sort()
}

test('the demo is marked, its books are right, a second run adds nothing, and the next day only that day', async () => {
  const demo = await make(now)
  assert.equal(demo.businesses.length, 3)
  for (const { name, apiKey, added } of demo.businesses) {
    assert.match(name, /\((demó|դեմո|демо)\)$/)
    assert.ok(added.customers > 20 && added.purchases > 50, JSON.stringify(added))
    const shop = asking(house, { authorization: `Bearer ${apiKey}` })
    assert.equal((await shop('GET', '/api/v1/business')).body.sandbox, true)
    const { items } = (await shop('GET', '/api/v1/customers')).body
    for (const { familyName, phones } of items) {
      assert.match(familyName, /Minta|Próba|Példa|Նմուշ|Օրինակ|Փորձ|Жишээ|Загвар|Сорилт/)
      assert.match(phones[0].value, /^\+447700900\d{3}$/)
    }
  }
  assert.equal(statSync(join(dataFolder, 'demo.json')).mode & 0o777, 0o600)

  const was = await ids()
  const again = await make(now)
  assert.deepEqual(
    again.businesses.map(({ added }) => added),
    demo.businesses.map(() => ({ customers: 0, purchases: 0, returns: 0 })),
  )
  assert.deepEqual([again.password, await ids()], [demo.password, was])

  const later = await make(now.add({ hours: 24 }))
  const cafe = later.businesses[0]!.added
  assert.ok(cafe.purchases > 0 && cafe.purchases < 60, JSON.stringify(cafe))
  for (const { businessId } of demoShops)
    assert.deepEqual(await verifyBusiness(house.database, businessId), [])
})

test('its owner signs in with the password that is shown', async () => {
  const { email, password } = await make(now)
  const answer = await asking(house, { origin: config.publicUrl })('POST', '/api/auth/sign-in/email', {
    email,
    password,
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
})

test('the story of a year has all that a shop sees, and is carried on without changing what was told', () => {
  const since = Temporal.PlainDate.from('2025-03-10')
  const until = since.add({ days: 364 })
  for (const shop of demoShops) {
    assert.equal(new Set(shop.given).size, 60)
    const { people, happenings } = storyOf(shop, since, until)
    const known = people.filter(({ joinsOn }) => joinsOn < 365)
    assert.ok(known.length >= 60 && known.length <= 150)
    assert.ok(happenings.some((one) => one.do === 'bring back'))
    assert.ok(happenings.some((one) => one.do === 'buy' && one.wish))
    const soFar = storyOf(shop, since, since.add({ days: 199 })).happenings
    assert.deepEqual(
      happenings.slice(0, soFar.length).map(({ at, externalId }) => `${at} ${externalId}`),
      soFar.map(({ at, externalId }) => `${at} ${externalId}`),
    )
  }
})
