import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCardHouse } from './card.fixture.ts'

let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  house = await openCardHouse()
})
after(() => house.close())

test('who joins has a card at once, with the joining gift on it', async () => {
  const shop = await house.openShop()
  const page = await house.ask('GET', `/join/${shop.businessId}`, undefined, { 'accept-language': 'hu' })
  assert.equal(page.status, 200, JSON.stringify(page.body))
  assert.equal(page.body.business.name, 'Minta Kávézó')
  assert.match(page.body.consents.email[0].wording, /havonta legfeljebb kétszer/)
  const card = await shop.join({ name: 'Minta Kata', phone: '06 30 123 4567' })
  const { status, body } = await card.ask('GET')
  assert.equal(status, 200, JSON.stringify(body))
  const gift = page.body.gifts.find(({ kind }: { kind: string }) => kind === 'stamps')?.count ?? 0
  assert.equal(body.stampCards[0].has, gift)
  assert.match(body.number, /^\d{4} \d\d$/)
  assert.match(body.still, /^\d{18}$/)
})

test('somebody who is here already gets no second card, and nobody learns more than that', async () => {
  const shop = await house.openShop()
  await shop.join({ name: 'Minta Kata', phone: '06 30 123 4567' })
  await shop.join({ name: 'Példa Pál', email: 'pal@example.com' })
  const byPhone = await house.ask('POST', `/join/${shop.businessId}`, { name: 'X', phone: '+36301234567' })
  assert.deepEqual([byPhone.status, byPhone.body], [200, { state: 'here', challenge: null, how: 'counter' }])
  const byMail = await house.ask('POST', `/join/${shop.businessId}`, { name: 'X', email: 'PAL@example.com' })
  assert.equal(byMail.status, 200)
  assert.deepEqual(Object.keys(byMail.body).sort(), ['challenge', 'how', 'state'])
  const { body } = await shop.ask('GET', '/customers')
  assert.equal(body.items.length, 2)
})

test('a retried request opens the same card; another body under its key is refused', async () => {
  const shop = await house.openShop()
  const headers = { 'idempotency-key': 'once' }
  const wish = { name: 'Minta Kata', phone: '06301234567' }
  const path = `/join/${shop.businessId}`
  const [one, two] = await Promise.all([
    house.ask('POST', path, wish, headers),
    house.ask('POST', path, wish, headers),
  ])
  assert.deepEqual([one.status, two.status], [201, 201])
  const numbers = await Promise.all(
    [one, two].map(async ({ body }) => (await house.cardOf(body.token).ask('GET')).body.number),
  )
  assert.equal(numbers[0], numbers[1])
  const other = await house.ask('POST', path, { ...wish, name: 'Y' }, headers)
  assert.equal(other.body.code, 'request.key_reused')
})

test('two phones that join with one number at once: one has the card, the other is told', async () => {
  const shop = await house.openShop()
  const wish = { name: 'Minta Kata', phone: '06301234567' }
  const answers = await Promise.all([1, 2, 3].map(() => house.ask('POST', `/join/${shop.businessId}`, wish)))
  assert.deepEqual(
    answers.map(({ status }) => status).sort(),
    [200, 200, 201],
    JSON.stringify(answers.map((a) => a.body)),
  )
})

test('what she ticks is kept with its words and language; a yes to mail counts when the mail is answered', async () => {
  const shop = await house.openShop()
  const wish = { name: 'Minta Kata', email: 'kata@example.com', agrees: ['marketing'] }
  const { body } = await house.ask('POST', `/join/${shop.businessId}`, wish, { 'accept-language': 'mn' })
  const card = house.cardOf(body.token)
  const consent = async () => (await card.ask('GET', '/me')).body.consents[0]
  assert.equal((await consent()).state, 'awaiting')
  const customer = (await shop.ask('GET', '/customers')).body.items[0]
  const kept = (await shop.ask('GET', `/customers/${customer.id}/consents`)).body
  const [row] = kept.items ?? kept.history
  assert.deepEqual(
    [row.wording, row.language, row.source],
    ['Тийм, сард хоёроос илүүгүй удаа бичээрэй.', 'mn', 'join page'],
  )

  const [mail] = await shop.mails()
  assert.deepEqual(mail!.to, ['kata@example.com'])
  const [, id, secret] = /\/join\/\S+#(con_[0-9a-f]+)\.([a-z2-7]+)/.exec(mail!.text)!
  const confirm = (token: string) =>
    house.ask('POST', `/join/${shop.businessId}/confirm`, { consent: id, secret: token })
  assert.equal((await confirm('a'.repeat(32))).body.code, 'card.link_over')
  assert.equal((await consent()).state, 'awaiting')
  assert.equal((await confirm(secret!)).status, 200)
  assert.equal((await confirm(secret!)).status, 200)
  assert.equal((await consent()).state, 'given')
  const no = await card.ask('POST', '/consents', { purpose: 'marketing', channel: 'email', given: false })
  assert.equal(no.body.consents[0].state, 'withdrawn')
})

test('answering the owner’s questions brings the small gift, whatever is answered', async () => {
  const shop = await house.openShop()
  const question = {
    type: 'text',
    labels: { hu: 'Kedvenc kávéd?', en: 'Favourite coffee?' },
    askedAtJoining: true,
  }
  assert.ok((await shop.ask('PUT', '/attributes/coffee', question)).status < 300)
  const { document } = (await shop.ask('GET', '/programme')).body
  const card = document.stampCards[0].id
  await shop.ask('PATCH', '/business', {
    settings: { card: { answersGift: { stamps: { card, count: 2 } } } },
  })
  const page = (await house.ask('GET', `/join/${shop.businessId}`)).body
  assert.equal(page.questions[0].label, 'Favourite coffee?')
  assert.equal(page.answersGift.count, 2)
  const silent = await shop.join({ name: 'Példa Pál', phone: '06301111111' })
  const telling = await shop.join({
    name: 'Minta Kata',
    phone: '06302222222',
    answers: { coffee: 'no idea' },
  })
  const has = async (one: typeof silent) => (await one.ask('GET')).body.stampCards[0].has
  assert.equal((await has(telling)) - (await has(silent)), 2)
})

test('nonsense is refused beside its field, and a business that is not there is not found', async () => {
  const shop = await house.openShop()
  const path = `/join/${shop.businessId}`
  for (const [wish, field] of [
    [{ name: 'X' }, 'email'],
    [{ name: '', phone: '06301234567' }, 'name'],
    [{ name: 'X', phone: 'twelve' }, 'phone'],
    [{ name: 'X', email: 'twelve' }, 'email'],
    [{ name: 'X', phone: '06301234567', agrees: ['everything'] }, 'agrees[0]'],
  ] as const) {
    const { status, body } = await house.ask('POST', path, wish)
    assert.ok(status === 400 || status === 422, JSON.stringify(body))
    assert.equal(body.errors[0].field, field)
  }
  const nowhere = await house.ask('GET', `/join/biz_${'0'.repeat(32)}`)
  assert.equal(nowhere.status, 404)
})

test('many who join in one shop don’t count as one; the same number tried again and again does', async () => {
  const busy = await openCardHouse({ mail: false, rates: { triesAsOne: { max: 3, perMs: 60_000 } } })
  const shop = await busy.openShop()
  for (let one = 0; one < 6; one += 1) await shop.join({ name: 'Minta Kata', phone: `063011100${one}0` })
  const again = () => busy.ask('POST', `/join/${shop.businessId}`, { name: 'X', phone: '06301110000' })
  const statuses = [await again(), await again(), await again()].map(({ status }) => status)
  assert.deepEqual(statuses, [200, 200, 429])
  await busy.close()
})
