import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, type Local, locals, openCounter, points, type Till } from './till.fixture.ts'

const counter = openCounter()

const months = (months: number, graceDays = 0) => ({ kind: 'months' as const, months, graceDays })

/** When the only lot there is stops being valid, as the shop's clock shows it. */
async function expiryOf(till: Till): Promise<string> {
  const [lot] = await till.query<{ at: Temporal.Instant }>('select expires_at as at from lots')
  return lot!.at
    .toZonedDateTimeISO(till.local.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

/** Buys at a local moment what brings 10 points, and answers when they lapse. */
async function earnedAt(
  local: Local,
  moment: string,
  expiry: ReturnType<typeof months>,
  dayEndsAt = '00:00',
) {
  const till = await aShop(counter, points({ dayEndsAt }, { expiry }), local)
  const anna = await till.join()
  till.now = till.at(moment)
  const { said } = await till.buy(anna, { total: 1_000 })
  return { till, anna, day: said.purchase.shopDay, expires: await expiryOf(till) }
}

const cases: [
  what: string,
  local: Local,
  moment: string,
  expiry: number,
  dayEndsAt: string,
  expected: string[],
][] = [
  ['31 January and a month', locals.HUF, '2026-01-31T12:00', 1, '00:00', ['2026-01-31', '2026-03-01T00:00']],
  [
    '31 January and a month in a leap year',
    locals.AMD,
    '2028-01-31T12:00',
    1,
    '00:00',
    ['2028-01-31', '2028-03-01T00:00'],
  ],
  ['29 February and a year', locals.EUR, '2028-02-29T23:59', 12, '00:00', ['2028-02-29', '2029-03-01T00:00']],
  [
    'the night the clocks go forward',
    locals.HUF,
    '2026-02-28T12:00',
    1,
    '00:00',
    ['2026-02-28', '2026-03-29T00:00'],
  ],
  [
    'into the day the clocks go forward',
    locals.HUF,
    '2026-02-28T23:30',
    1,
    '03:00',
    ['2026-02-28', '2026-03-29T03:00'],
  ],
  [
    'the day that has 25 hours',
    locals.HUF,
    '2026-09-25T12:00',
    1,
    '00:00',
    ['2026-09-25', '2026-10-26T00:00'],
  ],
  [
    'a day in Ulaanbaatar, which keeps its clocks',
    locals.MNT,
    '2026-02-28T00:30',
    1,
    '00:00',
    ['2026-02-28', '2026-03-29T00:00'],
  ],
  [
    'a night that belongs to the day before',
    locals.HUF,
    '2026-02-01T03:59',
    1,
    '04:00',
    ['2026-01-31', '2026-03-01T04:00'],
  ],
  [
    'the first minute of the next day',
    locals.HUF,
    '2026-02-01T04:00',
    1,
    '04:00',
    ['2026-02-01', '2026-03-02T04:00'],
  ],
]

for (const [what, local, moment, expiry, dayEndsAt, [day, expires]] of cases) {
  test(`points of ${what} live to the end of the local day`, async () => {
    const earned = await earnedAt(local, moment, months(expiry), dayEndsAt)
    assert.deepEqual([earned.day, earned.expires], [day, expires])
    const { till, anna } = earned
    const end = till.at(expires!)
    till.now = end.subtract({ milliseconds: 1 })
    const spent = await till.buy(anna, { total: 100, redeem: { points: 4 } })
    assert.equal(spent.said.balances.points, 6)
    till.now = end
    await assert.rejects(till.buy(anna, { total: 100, redeem: { points: 1 } }), { code: 'points.too_few' })
    await till.settle()
    assert.equal(await till.balance(anna), 0)
    await till.assertExact()
  })
}

test('a day of 23 hours and a day of 25 each hold their purchases, and are one visit', async () => {
  const rules = [{ id: 'visit', kind: 'visit' as const, give: 1, oncePerDay: true }]
  const till = await aShop(counter, points({ rules }))
  const anna = await till.join()
  for (const [moment, given] of [
    ['2026-03-29T00:10', 1],
    ['2026-03-29T03:10', 0],
    ['2026-03-29T23:50', 0],
    ['2026-03-30T00:00', 1],
    ['2026-10-25T02:30', 1],
    ['2026-10-25T23:59', 0],
    ['2026-10-26T00:00', 1],
  ] as const) {
    till.now = till.at(moment)
    assert.equal((await till.buy(anna, { total: 500 })).said.granted.points, given, moment)
  }
  // The hour that comes twice: both of it belong to the same day.
  till.now = till.at('2027-10-31T02:30')
  assert.equal((await till.buy(anna, { total: 500 })).said.granted.points, 1)
  till.now = till.now.add({ hours: 1 })
  assert.equal((await till.buy(anna, { total: 500 })).said.granted.points, 0)
  await till.assertExact()
})

test('points that come back to a lot which has lapsed stay for its days of grace, then go', async () => {
  const { till, anna } = await earnedAt(locals.HUF, '2026-01-31T12:00', months(1, 5))
  const paid = await till.buy(anna, { total: 10, redeem: { points: 10 } })
  till.now = till.at('2026-03-10T12:00')
  await till.settle()
  assert.equal((await till.giveBack(paid.id)).balances.points, 10)
  assert.equal(await expiryOf(till), '2026-03-16T00:00')
  await till.assertExact()
  till.now = till.at('2026-03-16T00:00')
  await till.settle()
  assert.equal(await till.balance(anna), 0)
  await till.assertExact()
})

test('a return after the points have lapsed takes nothing a second time', async () => {
  const till = await aShop(counter, points({}, { expiry: months(1) }))
  const anna = await till.join()
  till.now = till.at('2026-01-31T12:00')
  const old = await till.buy(anna, { total: 1_000 })
  till.now = till.at('2026-03-01T00:00')
  await till.buy(anna, { total: 300 })
  assert.equal(await till.balance(anna), 3)
  const back = await till.giveBack(old.id)
  assert.equal(back.takenBack.points, 10)
  assert.equal(back.balances.points, 3)
  assert.deepEqual(await till.query('select expired from lots where expired > 0'), [])
  await till.assertExact()
})

test('points wait until the return window is over, and what comes back before is never theirs', async () => {
  const till = await aShop(counter, points({}, { pendingDays: 14 }))
  const anna = await till.join()
  till.now = till.at('2026-03-20T18:00')
  const kept = await till.buy(anna, { lines: [{ unitPrice: 1_000, quantity: 2 }] })
  const brought = await till.buy(anna, { total: 700 })
  assert.deepEqual([kept.said.balances.points, brought.said.pending.points], [0, 27])
  await till.giveBack(brought.id)
  await till.giveBack(kept.id, { lines: [{ line: 0, quantity: 1 }] })
  assert.deepEqual(await till.account(anna), { balance: 0, pending: 10, reserved: 0 })
  await till.assertExact()
  // The clocks go forward on the way: the window is 14 local days, to the end of the last.
  till.now = till.at('2026-04-04T00:00').subtract({ milliseconds: 1 })
  await till.settle()
  assert.equal(await till.balance(anna), 0)
  till.now = till.at('2026-04-04T00:00')
  await till.settle()
  assert.deepEqual(await till.account(anna), { balance: 10, pending: 0, reserved: 0 })
  assert.equal((await till.giveBack(kept.id)).balances.points, 0)
  await till.assertExact()
})

test('points that wait for a confirmation may be spent after it, once, and lapse by their own day', async () => {
  const till = await aShop(counter, points({}, { pendingDays: 'confirmed', expiry: months(1) }))
  const anna = await till.join()
  const { id } = await till.buy(anna, { total: 1_000 })
  await till.pass({ days: 7 })
  assert.deepEqual(await till.account(anna), { balance: 0, pending: 10, reserved: 0 })
  for (let twice = 0; twice < 2; twice += 1) assert.equal((await till.confirm(id)).balances.points, 10)
  await till.assertExact()
  await till.pass({ days: 40 })
  assert.equal(await till.balance(anna), 0)
  await till.assertExact()
})
