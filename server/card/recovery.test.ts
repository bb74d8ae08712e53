import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openCardHouse } from './card.fixture.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  house = await openCardHouse()
})
after(() => house.close())

async function scene() {
  const shop = await house.openShop()
  const card = await shop.join({ name: 'Minta Kata', email: 'kata@example.com' })
  const path = `/join/${shop.businessId}/recover`
  return {
    ...{ shop, card },
    asks: async (reach: object) => (await house.ask('POST', path, reach, { 'accept-language': 'en' })).body,
    tries: (challenge: string, code: string) => house.ask('POST', `${path}/code`, { challenge, code }),
  }
}

const codeIn = (text: string) => /^\d{6}$/m.exec(text)![0]
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

test('a lost card comes back by a code to her own address, once', async () => {
  const { shop, card, asks, tries } = await scene()
  const { challenge, how } = await asks({ email: 'Kata@Example.com' })
  assert.equal(how, 'email')
  const [mail] = await shop.mails()
  assert.deepEqual(mail!.to, ['kata@example.com'])
  assert.match(mail!.raw, /auto-submitted: auto-generated/i)
  const code = codeIn(mail!.text)
  assert.equal((await tries(challenge, another(code))).body.code, 'card.one_time_wrong')
  const opened = await tries(challenge, code)
  assert.equal(opened.status, 200)
  const again = house.cardOf(opened.body.token)
  assert.equal((await again.ask('GET')).body.still, (await card.ask('GET')).body.still)
  assert.equal((await tries(challenge, code)).status, 422)
  const { items } = (await shop.ask('GET', '/customers')).body
  assert.ok(items[0].emails[0].verifiedAt)
})

test('five tries, then even the right code opens nothing; also when all come at once', async () => {
  const { shop, asks, tries } = await scene()
  const { challenge } = await asks({ email: 'kata@example.com' })
  const code = codeIn((await shop.mails())[0]!.text)
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => tries(challenge, another(code))))
  assert.equal((await tries(challenge, code)).status, 422)
})

test('an address that nobody has gets the same answer and no mail', async () => {
  const { shop, asks, tries } = await scene()
  const [known, unknown] = [
    await asks({ email: 'kata@example.com' }),
    await asks({ email: 'nobody@example.com' }),
  ]
  assert.deepEqual(Object.keys(unknown), Object.keys(known))
  assert.equal(unknown.how, 'email')
  assert.match(unknown.challenge, /^[0-9a-f-]{36}$/)
  assert.deepEqual(
    (await shop.mails()).map(({ to }) => to),
    [['kata@example.com']],
  )
  assert.equal((await tries(unknown.challenge, '123456')).status, 422)
  assert.deepEqual(await asks({ phone: '06301234567' }), { challenge: null, how: 'counter' })
})

test('nobody’s mailbox is flooded: five codes an hour', async () => {
  const { shop, asks } = await scene()
  for (let count = 0; count < 8; count += 1) await asks({ email: 'kata@example.com' })
  assert.equal((await shop.mails()).length, 5)
})

test('the code is nowhere in the database, neither before nor after it was sent', async () => {
  const { shop, asks } = await scene()
  await asks({ email: 'kata@example.com' })
  const before = await everything()
  const code = codeIn((await shop.mails())[0]!.text)
  assert.ok(!before.includes(code) && !(await everything()).includes(code))
})

async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: house.url })
  await client.connect()
  const { rows } = await client.query(
    `select (select coalesce(json_agg(m), '[]')::text from (select kind, state, reason, encode(sealed, 'escape') as sealed from messages) m)
         || (select json_agg(c)::text from (select kind, encode(code_hash, 'escape') as hash from one_time_codes) c) as text`,
  )
  await client.end()
  return rows[0].text
}
