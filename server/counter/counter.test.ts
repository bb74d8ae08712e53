import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Ask,
  asking,
  comeIn,
  config,
  type House,
  openHouse,
  openShop,
  type Shop,
} from '../../test/shop.ts'
import { codeAt, stepAt } from '../card/liveCode.ts'
import { inBusiness, openPool, statement } from '../platform/database.ts'
import type { Refused } from '../platform/errors.ts'
import { type BusinessId, newId, readId, showId } from '../platform/ids.ts'
import { seatByPin } from './acting.ts'
import { cardMark } from './book.ts'
import { bareCode } from './scan.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

let count = 0
interface Crew {
  shop: Shop
  owner: Ask
  /** Signed in on her own phone. */
  staff: Ask
  ids: { owner: string; staff: string }
}

/** An owner with PIN 1234 and one of the staff with PIN 4321. */
async function crew(): Promise<Crew> {
  const shop = await openShop(house)
  const owner = await comeIn(house, shop.ownerToken, 'Demó Dóra')
  const wish = { name: 'Próba Péter', email: `pult${++count}@example.com`, role: 'staff' }
  const { body } = await owner('POST', '/api/v1/staff', wish)
  const staff = await comeIn(house, body.invitationUrl.split('/').at(-1), 'Próba Péter')
  const { seats } = (await owner('GET', '/api/v1/me')).body
  const ids = { owner: seats[0].staffId, staff: body.id }
  await owner('PUT', `/api/v1/staff/${ids.owner}/pin`, { pin: '1234' })
  await owner('PUT', `/api/v1/staff/${ids.staff}/pin`, { pin: '4321' })
  return { shop, owner, staff, ids }
}

/** A shared till, and how somebody asks at it. */
async function till({ owner }: Crew) {
  const made = await owner('POST', '/api/v1/counter/tills', { name: 'Pult' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const always = { cookie: made.cookie, origin: config.publicUrl, 'regulars-till': '1' }
  const locked = asking(house, always)
  const as = async (staffId: string, pin: string) => {
    const { status, body } = await locked('POST', '/api/v1/counter/acting', { staffId, pin })
    assert.equal(status, 200, JSON.stringify(body))
    return asking(house, { ...always, 'regulars-staff': body.token })
  }
  return { id: made.body.id as string, locked, as }
}

async function join(shop: Shop, more: object = {}) {
  const { body } = await shop.ask('POST', '/api/v1/customers', {
    givenName: 'Kata',
    familyName: 'Minta',
    ...more,
  })
  return body
}

const withPoints = async (shop: Shop) => {
  await shop.ask('PUT', '/api/v1/programme', {
    format: 1,
    points: {
      name: { en: 'point|points' },
      worth: null,
      expiry: { kind: 'never' },
      pendingDays: 0,
      debt: 'clamp',
      spend: { points: 1, minor: 1 },
    },
    rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }],
  })
  const customer = await join(shop)
  const gift = { unit: 'points', amount: 1_000, reason: 'test' }
  const { status } = await shop.ask('POST', `/api/v1/customers/${customer.id}/adjustments`, gift)
  assert.equal(status, 201)
  return customer
}

test('a shared till does nothing before somebody shows her PIN, and then what selling takes, no more', async () => {
  const here = await crew()
  const { locked, as } = await till(here)
  const desk = await locked('GET', '/api/v1/counter')
  assert.equal(desk.status, 200)
  assert.equal(desk.body.till.name, 'Pult')
  assert.equal(desk.body.acting, null)
  assert.deepEqual(
    desk.body.seats.map((seat: { name: string; hasPin: boolean }) => [seat.name, seat.hasPin]),
    [
      ['Demó Dóra', true],
      ['Próba Péter', true],
    ],
  )
  const shut = await locked('POST', '/api/v1/purchases', { total: 500 })
  assert.deepEqual([shut.status, shut.body.code], [401, 'counter.locked'])
  assert.equal((await locked('GET', '/api/v1/customers')).status, 401)
  const peter = await as(here.ids.staff, '4321')
  const sold = await peter('POST', '/api/v1/purchases', { total: 500 })
  assert.equal(sold.status, 201)
  assert.equal(sold.body.purchase.staffId, here.ids.staff)
  // The owner at the till sells as well; her four digits open no back office.
  const dora = await as(here.ids.owner, '1234')
  assert.equal(
    (await dora('POST', '/api/v1/purchases', { total: 500 })).body.purchase.staffId,
    here.ids.owner,
  )
  for (const [method, path, body] of [
    ['GET', '/api/v1/staff'],
    ['PUT', `/api/v1/staff/${here.ids.staff}/pin`, { pin: '9999' }],
    ['GET', '/api/v1/journal'],
    ['PATCH', '/api/v1/business', { name: 'X' }],
    ['POST', '/api/v1/api-keys', { name: 'X', scopes: [] }],
  ] as const)
    assert.equal((await dora(method, path, body)).status, 403, path)
  const journal = (await here.shop.ask('GET', '/api/v1/journal')).body.items
  const rung = journal.filter((entry: { what: string }) => entry.what === 'purchase.rung_up')
  assert.equal(new Set(rung.map((entry: { by: { id: string } }) => entry.by.id)).size, 2)
})

test('an acting token is good at its own till, until the PIN changes, the seat is left or the till is closed', async () => {
  const here = await crew()
  const [one, other] = [await till(here), await till(here)]
  const { body } = await one.locked('POST', '/api/v1/counter/acting', {
    staffId: here.ids.staff,
    pin: '4321',
  })
  const token = { 'regulars-staff': body.token }
  assert.equal((await one.locked('GET', '/api/v1/purchases', undefined, token)).status, 200)
  assert.equal((await other.locked('GET', '/api/v1/purchases', undefined, token)).status, 401)
  const longer = await one.locked('POST', '/api/v1/counter/acting', { staffId: here.ids.staff }, token)
  assert.equal(longer.status, 200)
  const foreign = await one.locked('POST', '/api/v1/counter/acting', { staffId: here.ids.owner }, token)
  assert.equal(foreign.status, 401)
  await here.owner('PUT', `/api/v1/staff/${here.ids.staff}/pin`, { pin: '5555' })
  assert.equal((await one.locked('GET', '/api/v1/purchases', undefined, token)).status, 401)
  const peter = await one.as(here.ids.staff, '5555')
  assert.equal((await peter('GET', '/api/v1/purchases')).status, 200)
  assert.equal((await here.owner('DELETE', `/api/v1/counter/tills/${one.id}`)).status, 200)
  assert.equal((await peter('GET', '/api/v1/purchases')).status, 401)
  assert.equal((await one.locked('GET', '/api/v1/counter')).status, 401)
})

test('the door says whose counter a browser is, and that it is nobody’s is no refusal', async () => {
  const { shop, owner, ids } = await crew()
  const nobody = asking(house)
  assert.deepEqual(await told(nobody), { desk: null, seats: [] })
  const hers = await told(owner)
  assert.equal(hers.desk.acting.id, ids.owner)
  assert.equal(hers.desk.till, null)
  assert.deepEqual(hers.seats, [{ businessId: hers.desk.business.id, business: hers.desk.business.name }])
  // Naming somebody else's business opens nothing, and a forged till is nobody's.
  const foreign = await openShop(house)
  const elsewhere = { 'regulars-business': showId('business', foreign.businessId) }
  for (const ask of [nobody, owner]) assert.equal((await told(ask, elsewhere)).desk, null)
  const forged = { cookie: `regulars.till=${'0'.repeat(64)}${'a'.repeat(32)}`, 'regulars-till': '1' }
  assert.deepEqual(await told(nobody, forged), { desk: null, seats: [] })
  const { id, locked, as } = await till({ shop, owner, staff: owner, ids })
  const closed = await told(locked)
  assert.deepEqual([closed.desk.till.id, closed.desk.acting, closed.seats], [id, null, []])
  assert.equal((await told(await as(ids.staff, '4321'))).desk.acting.id, ids.staff)
  await owner('DELETE', `/api/v1/counter/tills/${id}`)
  assert.deepEqual(await told(locked), { desk: null, seats: [] })
})

test('somebody of several businesses chooses at the door', async () => {
  const [first, second] = [await openShop(house), await openShop(house)]
  const both = await comeIn(house, first.ownerToken, 'Demó Dóra')
  const { body: me } = await both('GET', '/api/v1/me')
  const seat = { name: 'Demó Dóra', email: me.email, role: 'manager' }
  const invited = await second.ask('POST', '/api/v1/staff', seat)
  await comeIn(house, invited.body.invitationUrl.split('/').at(-1), 'Demó Dóra')
  const open = await told(both)
  assert.equal(open.desk, null)
  assert.equal(open.seats.length, 2)
  for (const { businessId } of open.seats) {
    const { desk } = await told(both, { 'regulars-business': businessId })
    assert.equal(desk.business.id, businessId)
  }
})

async function told(ask: Ask, headers = {}) {
  const { status, body } = await ask('GET', '/api/v1/counter/door', undefined, headers)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

test('staff make no shared till, and one of another business is nobody’s here', async () => {
  const [here, there] = [await crew(), await crew()]
  assert.equal((await here.staff('POST', '/api/v1/counter/tills', { name: 'X' })).status, 403)
  const { id } = await till(there)
  assert.equal((await here.owner('DELETE', `/api/v1/counter/tills/${id}`)).status, 404)
})

test('wrong PINs are slowed down at the device and at the seat', async () => {
  const here = await crew()
  const { locked } = await till(here)
  const wish = { staffId: here.ids.staff, pin: '0000' }
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => locked('POST', '/api/v1/counter/acting', wish)),
  )
  const codes = answers.map(({ body }) => body.code)
  assert.equal(codes.filter((code) => code === 'pin.wrong').length, 5)
  assert.equal(codes.filter((code) => code === 'pin.too_many').length, 3)
  const right = { staffId: here.ids.staff, pin: '4321' }
  assert.equal((await locked('POST', '/api/v1/counter/acting', right)).status, 429)
  // Time lets one through again: a right one then opens, and is no guess.
  const later = { business: here.shop.businessId, seconds: 61 }
  await waitOut(later)
  assert.equal((await locked('POST', '/api/v1/counter/acting', right)).status, 200)
  assert.equal((await locked('POST', '/api/v1/counter/acting', right)).status, 200)
  assert.equal((await locked('POST', '/api/v1/counter/acting', wish)).body.code, 'pin.wrong')
  assert.equal((await locked('POST', '/api/v1/counter/acting', wish)).body.code, 'pin.too_many')
})

const earlier = statement(
  'test.earlier_guesses',
  'update guesses set at = at - make_interval(secs => $2) where business_id = $1',
)

/** As if so much time had passed since the last guess. */
async function waitOut({ business, seconds }: { business: string; seconds: number }): Promise<void> {
  await inBusiness(house.database, business, async (tx) => tx.write(earlier, [business, seconds]))
}

test('who tries PINs through two processes at once has one limit', async () => {
  const here = await crew()
  const other = openPool(house.ownerUrl)
  const { businessId } = here.shop
  const staffId = readId('staff', here.ids.staff)!
  const tries = Array.from({ length: 16 }, (_, at) =>
    seatByPin(
      at % 2 ? other : house.database,
      { businessId: businessId as BusinessId, deviceId: newId<'till'>() },
      { staffId, pin: '0000' },
    ).catch((error: Refused) => error.code),
  )
  const codes = await Promise.all(tries)
  assert.equal(codes.filter((code) => code === 'pin.wrong').length, 5)
  assert.equal(codes.filter((code) => code === 'pin.too_many').length, 11)
  await other.close()
})

test('redeeming by a photograph of a card takes a manager’s word; by her phone or her name it does not', async () => {
  const here = await crew()
  const { locked, as } = await till(here)
  const kata = await withPoints(here.shop)
  const peter = await as(here.ids.staff, '4321')
  const spend = { customer: { id: kata.id }, total: 1_000, redeem: { points: 100 } }
  assert.equal((await peter('POST', '/api/v1/purchases', spend)).status, 201)
  const scanned = await peter('POST', '/api/v1/counter/scan', { text: `]Q3${kata.cards[0]}` })
  assert.deepEqual(
    [scanned.body.kind, scanned.body.how, scanned.body.customerId],
    ['customer', 'static', kata.id],
  )
  const refused = await peter('POST', '/api/v1/purchases', spend)
  assert.deepEqual([refused.status, refused.body.code], [403, 'approval.static_code'])
  // Nor by naming the card in the purchase itself; earning goes on.
  const byCard = { ...spend, customer: { card: kata.cards[0] } }
  assert.equal((await peter('POST', '/api/v1/purchases', byCard)).body.code, 'approval.static_code')
  assert.equal((await peter('POST', '/api/v1/purchases', { ...byCard, redeem: undefined })).status, 201)
  const wish = { kind: 'redeem_static', customerId: kata.id, atMost: 100 }
  const own = await peter('POST', '/api/v1/counter/approvals', {
    ...wish,
    staffId: here.ids.staff,
    pin: '4321',
  })
  assert.equal(own.body.code, 'approval.not_manager')
  const word = await peter('POST', '/api/v1/counter/approvals', {
    ...wish,
    staffId: here.ids.owner,
    pin: '1234',
  })
  assert.equal(word.status, 201, JSON.stringify(word.body))
  const more = { ...spend, redeem: { points: 101 } }
  const approved = { 'regulars-approval': word.body.id, 'idempotency-key': 'sale-1' }
  assert.equal((await peter('POST', '/api/v1/purchases', more, approved)).status, 403)
  const [done, again] = [
    await peter('POST', '/api/v1/purchases', spend, approved),
    await peter('POST', '/api/v1/purchases', spend, approved),
  ]
  assert.equal(done.status, 201, JSON.stringify(done.body))
  assert.equal(again.body.purchase.id, done.body.purchase.id)
  const twice = { ...approved, 'idempotency-key': 'sale-2' }
  assert.equal((await peter('POST', '/api/v1/purchases', spend, twice)).status, 403)
  // A manager at the till, and a program by its key, are not bound.
  const dora = await as(here.ids.owner, '1234')
  assert.equal((await dora('POST', '/api/v1/purchases', spend)).status, 201)
  assert.equal((await here.shop.ask('POST', '/api/v1/purchases', spend)).status, 201)
  const told = (await here.shop.ask('GET', '/api/v1/journal')).body.items.map(
    (one: { what: string }) => one.what,
  )
  assert.equal(told.filter((what: string) => what === 'approval.given').length, 1)
  assert.equal(told.filter((what: string) => what === 'approval.used').length, 1)
  await here.shop.ask('PATCH', '/api/v1/business', { settings: { counter: { staticCodeRedeems: true } } })
  assert.equal((await peter('POST', '/api/v1/purchases', spend)).status, 201)
  assert.equal((await locked('POST', '/api/v1/purchases', spend)).status, 401)
})

test('a code that turns proves that the card is there, once; then it only says who she is', async () => {
  const here = await crew()
  const kata = await withPoints(here.shop)
  const { token } = (await here.shop.ask('POST', `/api/v1/customers/${kata.id}/card-link`)).body
  const { live, number } = (await asking(house, { authorization: `Card ${token}` })('GET', '/api/v1/card'))
    .body
  const text = live.prefix + codeAt(Buffer.from(live.key, 'base64url'), stepAt(Temporal.Now.instant()))
  const spend = { customer: { id: kata.id }, total: 1_000, redeem: { points: 100 } }
  const scan = async (what: string) => (await here.staff('POST', '/api/v1/counter/scan', { text: what })).body
  assert.deepEqual([(await scan(number)).how, (await scan(number)).customerId], ['static', kata.id])
  assert.equal((await here.staff('POST', '/api/v1/purchases', spend)).body.code, 'approval.static_code')
  assert.deepEqual([(await scan(text)).how, (await scan(text)).how], ['live', null])
  assert.equal((await here.staff('POST', '/api/v1/purchases', spend)).status, 201)
  // Shown at another device, the code is a photograph by now.
  const other = await till(here)
  const peter = await other.as(here.ids.staff, '4321')
  await peter('POST', '/api/v1/counter/scan', { text: number })
  assert.equal((await peter('POST', '/api/v1/counter/scan', { text })).body.how, null)
  assert.equal((await peter('POST', '/api/v1/purchases', spend)).body.code, 'approval.static_code')
})

test('an approval is used once, also by many at once', async () => {
  const here = await crew()
  const peter = here.staff
  const kata = await withPoints(here.shop)
  await here.shop.ask('PATCH', '/api/v1/business', { settings: { counter: { redeemApprovalPoints: 50 } } })
  const wish = {
    kind: 'redeem_large',
    customerId: kata.id,
    atMost: 100,
    staffId: here.ids.owner,
    pin: '1234',
  }
  const { body } = await peter('POST', '/api/v1/counter/approvals', wish)
  const spend = { customer: { id: kata.id }, total: 1_000, redeem: { points: 100 } }
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      peter('POST', '/api/v1/purchases', spend, {
        'regulars-approval': body.id,
        'idempotency-key': `at-once-${n}`,
      }),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 403, 403, 403, 403, 403])
  const small = { ...spend, redeem: { points: 50 } }
  assert.equal((await peter('POST', '/api/v1/purchases', small)).status, 201)
})

test('a word is used up with the sale that it allows: one that is refused for another reason leaves it', async () => {
  const here = await crew()
  const peter = here.staff
  const kata = await withPoints(here.shop)
  await here.shop.ask('PATCH', '/api/v1/business', { settings: { counter: { redeemApprovalPoints: 50 } } })
  const deed = { kind: 'redeem_large', customerId: kata.id, staffId: here.ids.owner, pin: '1234' }
  const { body } = await peter('POST', '/api/v1/counter/approvals', { ...deed, atMost: 5_000 })
  const by = (key: string) => ({ 'regulars-approval': body.id, 'idempotency-key': key })
  const spend = { customer: { id: kata.id }, total: 1_000, redeem: { points: 100 } }
  const far = { ...spend, redeem: { points: 5_000 } }
  assert.notEqual((await peter('POST', '/api/v1/purchases', far, by('too-much'))).status, 201)
  const late = { ...spend, occurredAt: '2999-01-01T10:00:00Z' }
  const future = await peter('POST', '/api/v1/purchases', late, by('future'))
  assert.equal(future.body.code, 'purchase.in_the_future')
  // Two sales at once, of the same request and of two: one is rung up, once.
  const answers = await Promise.all(
    ['a', 'a', 'b'].map((key) => peter('POST', '/api/v1/purchases', spend, by(`word-${key}`))),
  )
  const made = answers.filter(({ status }) => status === 201).map((answer) => answer.body.purchase.id)
  assert.equal(new Set(made).size, 1)
  assert.ok(answers.some((answer) => answer.body.code === 'approval.large'))
  const { items } = (await here.shop.ask('GET', '/api/v1/journal?limit=200')).body
  const told = items.map((one: { what: string }) => one.what)
  assert.equal(told.filter((what: string) => what === 'approval.used').length, 1)
  // Asked again when the word has long run out, the same request gets its first answer.
  await inBusiness(house.database, here.shop.businessId, async (tx) =>
    tx.write(longAgo, [here.shop.businessId]),
  )
  const [key] = ['a', 'b'].filter((_, at) => answers[at * 2]!.status === 201)
  assert.equal((await peter('POST', '/api/v1/purchases', spend, by(`word-${key}`))).body.purchase.id, made[0])
})

const longAgo = statement(
  'test.words_of_long_ago',
  `update approvals set at = at - interval '1 day' where business_id = $1`,
)

test('whoever rang a sale up takes it back at once; later a large return takes a manager’s word', async () => {
  const here = await crew()
  const { staff, shop, ids } = here
  const other = await till(here)
  const big = { total: 30_000 }
  const back = { all: true, reason: 'A slip of the hand' }
  const own = (await staff('POST', '/api/v1/purchases', big)).body.purchase
  assert.equal((await staff('POST', `/api/v1/purchases/${own.id}/returns`, back)).status, 201)
  const others = (await shop.ask('POST', '/api/v1/purchases', big)).body.purchase
  const path = `/api/v1/purchases/${others.id}/returns`
  assert.equal((await staff('POST', path, back)).body.code, 'approval.return')
  const wish = { kind: 'return', purchaseId: others.id, atMost: 30_000, staffId: ids.owner, pin: '1234' }
  const { body } = await staff('POST', '/api/v1/counter/approvals', wish)
  // At another device it is no word.
  const elsewhere = await other.as(ids.staff, '4321')
  assert.equal((await elsewhere('POST', path, back, { 'regulars-approval': body.id })).status, 403)
  assert.equal((await staff('POST', path, back, { 'regulars-approval': body.id })).status, 201)
  const small = (await shop.ask('POST', '/api/v1/purchases', { total: 900 })).body.purchase
  assert.equal((await staff('POST', `/api/v1/purchases/${small.id}/returns`, back)).status, 201)
})

test('points by hand at the counter take a manager’s word', async () => {
  const here = await crew()
  const kata = await withPoints(here.shop)
  const gift = { customerId: kata.id, unit: 'points', amount: 20, reason: 'Forgot her card' }
  assert.equal((await here.staff('POST', '/api/v1/counter/adjustments', gift)).body.code, 'approval.adjust')
  const wish = { kind: 'adjustment', customerId: kata.id, atMost: 20, staffId: here.ids.owner, pin: '1234' }
  const { body } = await here.staff('POST', '/api/v1/counter/approvals', wish)
  const approved = { 'regulars-approval': body.id, 'idempotency-key': 'gift-1' }
  const done = await here.staff('POST', '/api/v1/counter/adjustments', gift, approved)
  assert.equal(done.status, 201, JSON.stringify(done.body))
  const ledger = await here.shop.ask('GET', `/api/v1/customers/${kata.id}/ledger`)
  assert.equal(ledger.body.balances.points, 1_020)
  assert.equal((await here.owner('POST', '/api/v1/counter/adjustments', gift)).status, 201)
})

test('a scanned text says what it is and whose; unknown ones are slowed down', async () => {
  const { shop, staff } = await crew()
  const kata = await join(shop, { phone: '06 30 123 4417' })
  const gift = { name: 'Cookie', benefit: { kind: 'gift' }, customer: { id: kata.id } }
  const voucher = (await shop.ask('POST', '/api/v1/vouchers', gift)).body
  const card = (await shop.ask('POST', '/api/v1/gift-cards', { amountMinor: 5_000 })).body
  const scan = async (text: string) => (await staff('POST', '/api/v1/counter/scan', { text })).body
  assert.equal((await scan(` ${kata.cards[0].replace(/(.{6})/g, '$1 ')} `)).customerId, kata.id)
  assert.deepEqual(
    [(await scan('06 30 123-4417')).how, (await scan('+36301234417')).customerId],
    ['phone', kata.id],
  )
  const found = await scan(voucher.code.toLowerCase())
  assert.deepEqual([found.kind, found.customerId, found.name], ['voucher', kata.id, 'Cookie'])
  const money = await scan(card.code)
  assert.deepEqual([money.kind, money.balanceMinor, money.customerId], ['gift_card', 5_000, null])
  const codes: string[] = []
  for (let n = 0; n < 12; n += 1) codes.push((await scan(`nothing-${n}`)).code)
  assert.equal(codes[0], 'code.unknown')
  assert.equal(codes.at(-1), 'code.guessing')
  assert.equal(bareCode(' ]E04006381333931 '), '4006381333931')
})

test('the book tells a device everybody, then only what has changed, and whom to strike out', async () => {
  const shop = await openShop(house)
  const people: { id: string; cards: string[] }[] = []
  for (let n = 0; n < 5; n += 1) people.push(await join(shop, { phone: `06 30 123 44${n}7` }))
  const first = (await shop.ask('GET', '/api/v1/counter/book?limit=3')).body
  assert.deepEqual([first.items.length, first.more], [3, true])
  const second = (await shop.ask('GET', `/api/v1/counter/book?limit=3&after=${first.next}`)).body
  assert.deepEqual([second.items.length, second.more], [2, false])
  const all = [...first.items, ...second.items]
  assert.equal(new Set(all.map(({ id }) => id)).size, 5)
  const kata = all.find(({ id }) => id === people[0]!.id)
  assert.deepEqual(kata.tails, ['234407'])
  assert.deepEqual(kata.cards, [cardMark(shop.businessId, people[0]!.cards[0]!)])
  assert.deepEqual(kata.stamps, { 'stamps:coffee': 1 })
  const text = JSON.stringify(all)
  assert.ok(!text.includes(people[0]!.cards[0]!) && !text.includes('+3630'))
  await shop.ask('POST', '/api/v1/purchases', { customer: { id: people[1]!.id }, total: 500 })
  await shop.ask('POST', `/api/v1/customers/${people[2]!.id}/erase`)
  const news = (await shop.ask('GET', `/api/v1/counter/book?after=${second.next}`)).body
  const changed = news.items.find(({ id }: { id: string }) => id === people[1]!.id)
  assert.deepEqual([changed.stamps['stamps:coffee'], changed.visits], [2, 1])
  assert.deepEqual(news.gone, [people[2]!.id])
  assert.equal(news.more, false)
  const later = (await shop.ask('GET', `/api/v1/counter/book?after=${news.next}`)).body
  assert.equal(later.more, false)
  assert.equal((await shop.ask('GET', '/api/v1/counter/book?after=nonsense')).status, 400)
})

test('a conflict is told once under its key, seen by the back office, and settled once', async () => {
  const { shop, staff, ids } = await crew()
  const told = {
    key: 'device-key-1',
    staffId: ids.staff,
    occurredAt: '2026-11-25T09:00:00Z',
    request: { total: 500, redeem: { points: 10 } },
    code: 'points.too_few',
  }
  const first = await staff('POST', '/api/v1/counter/conflicts', told)
  const again = await staff('POST', '/api/v1/counter/conflicts', told)
  assert.deepEqual([first.status, again.body.id], [201, first.body.id])
  const open = (await shop.ask('GET', '/api/v1/counter/conflicts')).body.items
  assert.deepEqual([open.length, open[0].staffName, open[0].code], [1, 'Próba Péter', 'points.too_few'])
  assert.equal(open[0].customerName, null)
  const path = `/api/v1/counter/conflicts/${first.body.id}/settle`
  assert.equal(
    (await shop.ask('POST', path, { how: 'dropped', note: 'Paid cash' })).body.settledHow,
    'dropped',
  )
  assert.equal((await shop.ask('POST', path, { how: 'dropped' })).status, 200)
  assert.equal((await shop.ask('POST', path, { how: 'rung_up' })).status, 409)
  assert.deepEqual((await shop.ask('GET', '/api/v1/counter/conflicts')).body.items, [])
  assert.equal((await shop.ask('GET', '/api/v1/counter/conflicts?settled=true')).body.items.length, 1)
  const other = await openShop(house)
  assert.equal((await other.ask('POST', path, { how: 'dropped' })).status, 404)
})
