import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { openCardHouse } from '../card/card.fixture.ts'

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

const first = 'after ten coffees one'
const second = 'a longer one for tests'
const link = /\/new-password#([0-9a-z]{64})/
let people = 0

/** Somebody who works in a shop of her own, and how she signs in. */
async function somebody() {
  const shop = await house.openShop()
  const email = `reset${++people}@example.com`
  const wish = { name: 'Minta Kata', email, role: 'manager' }
  const { body } = await shop.ask('POST', '/staff', wish)
  await shop.mails()
  const joined = await house.ask('POST', `/setup/${body.invitationUrl.split('/').at(-1)}`, {
    name: 'Minta Kata',
    password: first,
  })
  assert.equal(joined.status, 201)
  const signIn = async (password: string) =>
    (await house.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password } }))
      .statusCode
  const me = (cookies: unknown) =>
    house.ask('GET', '/me', undefined, {
      cookie: [cookies]
        .flat()
        .join('; ')
        .replaceAll(/;[^;]*?(?=;|$)/g, ''),
    })
  return { shop, email, staffId: body.id, signIn, me, cookies: joined.headers['set-cookie'] }
}

const askFor = (email: string, language = 'hu') =>
  house.ask('POST', '/password-resets', { email }, { 'accept-language': language })

test('a forgotten password is chosen anew by the link of a mail: once, and everywhere else she is signed out', async () => {
  const { shop, email, signIn, me, cookies } = await somebody()
  assert.equal((await me(cookies)).status, 200)
  assert.deepEqual((await house.ask('GET', '/password-resets')).body, { how: 'email' })
  const asked = await askFor(email.toUpperCase())
  assert.deepEqual([asked.status, asked.body], [202, { how: 'email' }])
  const [mail] = await shop.mails()
  assert.deepEqual(mail!.to, [email])
  assert.match(mail!.text, /Elfelejtetted\? Előfordul\./)
  const token = link.exec(mail!.text)![1]!
  assert.deepEqual((await house.ask('POST', '/password-resets/look', { token })).body, { email })
  const short = await house.ask('POST', '/password-resets/use', { token, password: 'short' })
  assert.deepEqual([short.status, short.body.errors[0].field], [400, 'password'])
  assert.equal(await signIn(first), 200, 'nothing has changed yet')

  const used = await house.ask('POST', '/password-resets/use', { token, password: second })
  assert.equal(used.status, 201)
  assert.equal((await me(used.headers['set-cookie'])).status, 200)
  assert.equal((await me(cookies)).status, 401, 'whoever was signed in is out')
  assert.deepEqual([await signIn(first), await signIn(second)], [401, 200])
  assert.equal((await house.ask('POST', '/password-resets/look', { token })).status, 410)
  assert.equal((await house.ask('POST', '/password-resets/use', { token, password: second })).status, 410)
  const { body } = await shop.ask('GET', '/journal?limit=5')
  assert.ok(body.items.some(({ what }: { what: string }) => what === 'staff.password_chosen_anew'))
  assert.ok(!JSON.stringify(body).includes(token.slice(32)))
})

test('the answer is the same for whoever is not known, and nothing is sent', async () => {
  const { email } = await somebody()
  const [known, unknown] = await Promise.all([askFor(email), askFor('nobody@example.com')])
  assert.deepEqual([unknown.status, unknown.body], [known.status, known.body])
  const { rows } = await owner.query(`select count(*)::int as n from messages where kind = 'password_reset'`)
  await askFor('nobody@example.com')
  assert.deepEqual(
    (await owner.query(`select count(*)::int as n from messages where kind = 'password_reset'`)).rows,
    rows,
  )
})

test('one person gets three links in an hour, however many ask at once; the one that is used ends the others', async () => {
  const { shop, email } = await somebody()
  await Promise.all(Array.from({ length: 8 }, () => askFor(email)))
  const mails = await shop.mails()
  assert.equal(mails.length, 3)
  const tokens = mails.map(({ text }) => link.exec(text)![1]!)
  const use = (token: string) => house.ask('POST', '/password-resets/use', { token, password: second })
  const answers = await Promise.all([use(tokens[0]!), use(tokens[0]!), use(tokens[0]!)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 410, 410])
  for (const token of tokens) assert.equal((await use(token)).status, 410)
})

test('a link is good for an hour, and one with another secret for nothing', async () => {
  const { shop, email } = await somebody()
  await askFor(email)
  const [mail] = await shop.mails()
  const token = link.exec(mail!.text)![1]!
  const forged = token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a')
  for (const dead of [forged, 'x'.repeat(64), ''])
    assert.equal((await house.ask('POST', '/password-resets/look', { token: dead })).status, 410)
  const { rows } = await owner.query(
    `select extract(epoch from expires_at - made_at)::int as seconds from sign_in.resets order by made_at desc limit 1`,
  )
  assert.ok(Math.abs(rows[0].seconds - 3600) < 5)
  await owner.query(`update sign_in.resets set expires_at = now() - interval '1 second'`)
  const late = await house.ask('POST', '/password-resets/use', { token, password: second })
  assert.deepEqual([late.status, late.body.code], [410, 'setup.link_dead'])
})

test('who has left every shop gets no link, and a link sent before opens nothing any more', async () => {
  const { shop, email, staffId, signIn } = await somebody()
  await askFor(email)
  const token = link.exec((await shop.mails())[0]!.text)![1]!
  await shop.ask('DELETE', `/staff/${staffId}`)
  assert.equal((await house.ask('POST', '/password-resets/use', { token, password: second })).status, 410)
  assert.equal(await signIn(second), 401)
  assert.equal((await askFor(email)).status, 202)
  assert.equal((await shop.mails()).length, 0)
})

test('without mail the operator’s command is what helps, and nothing waits to be sent', async () => {
  const dry = await openCardHouse({ mail: false })
  try {
    await dry.openShop()
    assert.deepEqual((await dry.ask('GET', '/password-resets')).body, { how: 'operator' })
    const asked = await dry.ask('POST', '/password-resets', { email: 'owner1@example.com' })
    assert.deepEqual([asked.status, asked.body], [202, { how: 'operator' }])
  } finally {
    await dry.close()
  }
})

test('a page of somebody else can’t ask or choose in a visitor’s name', async () => {
  const headers = { origin: 'https://elsewhere.example.com' }
  for (const [path, body] of [
    ['', { email: 'x@example.com' }],
    ['/use', { token: 'x', password: second }],
  ] as const)
    assert.equal((await house.ask('POST', `/password-resets${path}`, body, headers)).status, 403)
})
