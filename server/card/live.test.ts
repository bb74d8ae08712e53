import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { readId } from '../platform/ids.ts'
import { openCardHouse } from './card.fixture.ts'
import { readLiveCode, spendLiveCode } from './card.ts'
import { codeAt, stepAt, stepOf } from './liveCode.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  house = await openCardHouse({ mail: false })
})
after(() => house.close())

const now = Temporal.Now.instant()
const later = (seconds: number) => now.add({ seconds })

async function scene() {
  const shop = await house.openShop()
  const card = await shop.join({ name: 'Minta Kata', phone: '06301234567' })
  const { live, number, still } = (await card.ask('GET')).body
  const key = Buffer.from(live.key, 'base64url')
  const id = readId('business', shop.businessId)!
  const read = (text: string, at = now) => inBusiness(house.database, id, (tx) => readLiveCode(tx, text, at))
  const spend = (step: number, customerId: string) =>
    inBusiness(house.database, id, (tx) => spendLiveCode(tx, { customerId, step }))
  return {
    shop,
    card,
    number,
    still,
    read,
    spend,
    shown: (at = now) => live.prefix + codeAt(key, stepAt(at)),
  }
}

const refusal = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

test('the code that a card shows is read in its minute and the one after, and in no other', async () => {
  const { read, shown } = await scene()
  const text = shown()
  assert.equal((await read(text))!.step, stepAt(now))
  assert.ok(await read(text, later(60)))
  assert.ok(await read(text, later(-60)))
  await assert.rejects(read(text, later(120)), refusal('card.code_old'))
  await assert.rejects(read(text, later(-120)), refusal('card.code_old'))
  await assert.rejects(
    read(`${text.slice(0, -1)}${(Number(text.at(-1)) + 1) % 10}`),
    refusal('card.code_old'),
  )
})

test('a code is spent once, also when two tills have it at once', async () => {
  const { read, shown, spend } = await scene()
  const { step, customerId } = (await read(shown()))!
  const done = await Promise.allSettled([
    spend(step!, customerId),
    spend(step!, customerId),
    spend(step!, customerId),
  ])
  assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
  await assert.rejects(spend(step!, customerId), refusal('card.code_spent'))
  await spend(step! + 1, customerId)
})

test('the short number finds her but is no turning code; anything else is nobody', async () => {
  const { read, number } = await scene()
  assert.equal((await read(number))!.step, null)
  for (const text of ['', 'R1.', '999999999999', 'R1.123456.123', 'hello'])
    assert.equal(await read(text), null, text)
})

test('codes from before the devices were closed are worth nothing', async () => {
  const { card, shop, read, shown } = await scene()
  const text = shown()
  const { items } = (await shop.ask('GET', '/customers')).body
  await shop.ask('POST', `/customers/${items[0].id}/card-link`)
  await card.ask('POST', '/other-devices/revoke')
  await assert.rejects(read(text), refusal('card.code_old'))
})

test('another business reads nobody in it', async () => {
  const [one, two] = [await scene(), await scene()]
  assert.ok(await one.read(one.shown()))
  const text = one.shown()
  if (one.number !== two.number) assert.equal(await two.read(text), null)
})

test('codes follow RFC 6238: steps count from 1970, ten digits, each step its own', () => {
  const key = Buffer.from('12345678901234567890123456789012')
  // Appendix B, SHA-256, at 59 s with a step of 30: truncated there to 8 digits of 31 bits; here the step counts alone.
  assert.equal(stepAt(Temporal.Instant.from('1970-01-01T00:01:59Z')), 1)
  const codes = new Set(Array.from({ length: 1_000 }, (_, step) => codeAt(key, step)))
  assert.equal(codes.size, 1_000)
  for (const code of codes) assert.match(code, /^\d{10}$/)
  assert.equal(stepOf(key, codeAt(key, stepAt(now)), now), stepAt(now))
})
