import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openCardHouse } from '../card/card.fixture.ts'
import { languages } from '../platform/refusals.ts'
import { type LetterKind, writeLetter } from './letter.ts'
import { en } from './words/en.ts'
import { hu } from './words/hu.ts'
import { hy } from './words/hy.ts'
import { mn } from './words/mn.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
let owner: pg.Client
before(async () => {
  house = await openCardHouse()
  owner = new pg.Client({ connectionString: house.url })
  await owner.connect()
})
after(async () => {
  await owner.end()
  await house.close()
})

/** A shop in which a code was asked for, and so a mail waits. */
async function waiting() {
  const shop = await house.openShop()
  const email = `kata${Math.random()}@example.com`
  await shop.join({ name: 'Minta Kata', email })
  await house.ask('POST', `/join/${shop.businessId}/recover`, { email })
  const rows = async () =>
    (
      await owner.query(
        `select state, reason, tries, sealed is null as empty from messages where business_id = $1`,
        [shop.businessId.slice(4)],
      )
    ).rows
  const due = () =>
    owner.query(`update messages set next_at = now() where business_id = $1 and state = 'queued'`, [
      shop.businessId.slice(4),
    ])
  return { shop, rows, due }
}

test('what is sent by two workers at once arrives once', async () => {
  const { shop, rows } = await waiting()
  await Promise.all([shop.mails(), shop.mails(), shop.mails()])
  const id = /message-id: <([^>]+)>/i.exec(house.smtp.mails.at(-1)!.raw)![1]
  assert.equal(house.smtp.mails.filter(({ raw }) => raw.includes(id!)).length, 1)
  const [row] = await rows()
  assert.deepEqual({ ...row }, { state: 'sent', reason: null, tries: 1, empty: true })
})

test('a server that is busy is asked again later, one that refuses is not; each says why', async (context) => {
  context.after(() => house.smtp.refuse(() => undefined))
  const { shop, rows, due } = await waiting()
  house.smtp.refuse(() => ({ code: 451, text: 'come back later' }))
  assert.equal((await shop.mails()).length, 0)
  assert.match((await rows())[0]!.reason, /come back later/)
  assert.equal((await rows())[0]!.state, 'queued')
  assert.equal((await shop.mails()).length, 0, 'not before its time')
  house.smtp.refuse(() => undefined)
  await due()
  assert.equal((await shop.mails()).length, 1)

  const other = await waiting()
  house.smtp.refuse(() => ({ code: 550, text: 'no such user' }))
  await other.shop.mails()
  const [row] = await other.rows()
  assert.equal(row.state, 'failed')
  assert.match(row.reason, /no such user/)
  assert.ok(row.empty)
})

test('what a dead process was sending is not sent again', async () => {
  const { shop, rows } = await waiting()
  await owner.query(
    `update messages set state = 'sending', next_at = null, claimed_at = now() - interval '1 hour' where business_id = $1`,
    [shop.businessId.slice(4)],
  )
  assert.equal((await shop.mails()).length, 0)
  const [row] = await rows()
  assert.deepEqual([row.state, row.reason, row.empty], ['unsure', 'interrupted while sending', true])
})

test('a code that nobody can use any more is not sent', async () => {
  const { shop, rows } = await waiting()
  await owner.query(`update messages set useful_until = now() - interval '1 second' where business_id = $1`, [
    shop.businessId.slice(4),
  ])
  assert.equal((await shop.mails()).length, 0)
  assert.equal((await rows())[0]!.reason, 'too late to be of use')
})

test('erasing somebody stops what was to go to her', async () => {
  const { shop, rows } = await waiting()
  const { items } = (await shop.ask('GET', '/customers')).body
  await shop.ask('POST', `/customers/${items[0].id}/erase`)
  assert.equal((await shop.mails()).length, 0)
  const [row] = await rows()
  assert.deepEqual([row.state, row.empty], ['skipped', true])
})

test('every letter is written in four languages, with nothing left to fill in and nothing unsafe', () => {
  const kinds: LetterKind[] = ['one_time_code', 'confirm_consent', 'invitation', 'password_reset']
  for (const language of languages) {
    for (const kind of kinds) {
      const letter = writeLetter({
        ...{
          kind,
          language,
          to: 'kata@example.com',
          business: 'Minta & <b>fia</b>',
          fill: '#F2B705',
          on: '#13201E',
        },
        params: { what: '“Yes”', name: 'Kata', ...(kind === 'one_time_code' ? { code: '123456' } : {}) },
        link: kind === 'one_time_code' ? undefined : 'https://example.com/x#y',
      })
      for (const text of [letter.subject, letter.text, letter.html.replace(/style="[^"]*"/g, '')])
        assert.doesNotMatch(text, /\{\w+\}|undefined/, `${language} ${kind}`)
      assert.doesNotMatch(letter.html, /<b>fia/)
      assert.ok(letter.text.includes(kind === 'one_time_code' ? '123456' : 'https://example.com/x#y'))
    }
  }
  for (const words of [hu, hy, mn]) {
    assert.deepEqual(Object.keys(words), Object.keys(en))
    for (const [key, text] of Object.entries(words))
      if (en[key as keyof typeof en]) assert.notEqual(text, en[key as keyof typeof en], key)
  }
})
