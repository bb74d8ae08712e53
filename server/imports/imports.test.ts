import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { verifyBusiness } from '../verify/verify.ts'
import { openDesk, workbook } from './imports.fixture.ts'
import { keptMaps } from './imports.ts'

const desk = openDesk()

const heading = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const log = (...rows: string[]) => [heading, ...rows].join('\n')
const small = log(
  '1,A,Mug,6,2010-12-01 08:26:00,2.55,C1,United Kingdom',
  '1,B,Plate,2,2010-12-01 08:26:00,10.00,C1,United Kingdom',
  '2,A,Mug,4,2010-12-02 09:00:00,2.55,C1,France',
  '3,A,Mug,1,2010-12-02 10:00:00,2.55,,United Kingdom',
  'C4,A,Mug,-7,2010-12-03 10:00:00,2.55,C1,United Kingdom',
  'C5,A,Mug,-5,2010-12-03 11:00:00,2.55,C1,United Kingdom',
  'C6,B,Plate,-1,2010-11-30 11:00:00,10.00,C1,United Kingdom',
  'C7,A,Mug,-1,2010-12-03 12:00:00,2.55,,United Kingdom',
  'C8,D,Discount,-1,2010-12-03 12:00:00,3.00,C1,United Kingdom',
  'A9,B,Adjust bad debt,1,2010-12-03 12:00:00,11.00,,United Kingdom',
  '10,A,damaged,-20,2010-12-03 13:00:00,0,,United Kingdom',
  '11,A,gift,1,2010-12-03 14:00:00,0,C2,United Kingdom',
  '2,POST,POSTAGE,1,2010-12-02 09:00:00,5.00,C1,France',
  '2,POST,POSTAGE,1,2010-12-02 09:00:00,5.00,C1,France',
)

test('a log is rung up with guests, cancellations and what is left out', async () => {
  const shop = await desk.shop()
  const file = desk.file('small.csv', small)
  const errorFile = desk.path('errors.csv')
  const report = await desk.import(shop, { kind: 'purchases', file, errorFile })
  assert.equal(report.map, 'online-retail')
  assert.deepEqual(report.customers, { made: 1, known: 0 })
  assert.equal(report.purchases.imported, 3)
  assert.equal(report.purchases.ofGuests, 1)
  // C4 takes the four of receipt 2 and three of receipt 1; C5 finds only three more; C6 lies before both.
  assert.deepEqual(report.returns.rows, { matched: 1, partlyMatched: 1, unmatched: 3 })
  assert.deepEqual(report.rowsLeftOut, {
    ...{ set_aside: 1, quantity_not_positive: 1, nothing_paid: 1 },
    ...{ return_partly: 1, return_unmatched: 1, discount_afterwards: 1, return_of_guest: 1 },
  })
  assert.equal(report.found.exactDuplicate.imported, 1)
  assert.equal(report.found.customersWithSeveralCountries, 1)
  assert.match(desk.text('errors.csv'), /^row,field,code,sentence\r\n/)
  assert.match(desk.text('errors.csv'), /\n7,sku,return_partly,"?C5, A .*2 of 5/)
  assert.deepEqual(await verifyBusiness(desk.database, shop), [])
  const state = await desk.state(shop)
  const returns = state
    .filter(({ what }) => what === 'return')
    .map(({ whose, state }) => [whose, state.split('|').at(-1)])
  assert.deepEqual(returns, [
    ['C4', '2'],
    ['C4/2', '1'],
    ['C5', '1'],
  ])
})

test('a purchase earns at its own moment, and nobody is given the joining gift', async () => {
  const shop = await desk.shop()
  const file = desk.file('earn.csv', log('1,A,Mug,2,2010-12-01 08:26:00,50.00,C1,United Kingdom'))
  await desk.import(shop, { kind: 'purchases', file })
  const state = await desk.state(shop)
  const lots = state.find(({ what }) => what === 'lots')!.state
  // A hundred points, expired by now: 24 months after the purchase, at the end of the shop's day.
  assert.match(lots, /^100\/0\/100\/2012-12-02 00:00:00/)
  assert.equal(state.filter(({ what }) => what === 'lots').length, 1)
})

test('the same file again adds nothing, and a longer one only what is new', async () => {
  const shop = await desk.shop()
  const file = desk.file('again.csv', small)
  await desk.import(shop, { kind: 'purchases', file })
  const [state, counts] = [await desk.state(shop), await desk.counts(shop)]
  const again = await desk.import(shop, { kind: 'purchases', file })
  assert.equal(again.changed, false)
  assert.equal(again.purchases.alreadyThere, 3)
  assert.deepEqual(await desk.state(shop), state)
  assert.deepEqual(await desk.counts(shop), counts)
  const longer = desk.file('longer.csv', `${small}\n12,A,Mug,1,2010-12-04 08:00:00,2.55,C1,France`)
  assert.equal((await desk.import(shop, { kind: 'purchases', file: longer })).purchases.imported, 1)
})

test('a cancellation finds what an earlier file brought, also when it is run again', async () => {
  const shop = await desk.shop()
  const first = desk.file('y1.csv', log('1,A,Mug,6,2010-12-01 08:26:00,2.55,C1,UK'))
  const second = desk.file('y2.csv', log('C2,A,Mug,-6,2011-01-03 08:26:00,2.55,C1,UK'))
  await desk.import(shop, { kind: 'purchases', file: first })
  const report = await desk.import(shop, { kind: 'purchases', file: second })
  assert.deepEqual(report.returns.rows, { matched: 1, partlyMatched: 0, unmatched: 0 })
  const again = await desk.import(shop, { kind: 'purchases', file: second })
  assert.deepEqual(again.returns.rows, report.returns.rows)
  assert.equal(again.changed, false)
})

test('a dry run gives the same report and writes nothing', async () => {
  const shop = await desk.shop()
  const file = desk.file('dry.csv', small)
  const before = await desk.counts(shop)
  const dry = await desk.import(shop, { kind: 'purchases', file, dryRun: true })
  assert.deepEqual(await desk.counts(shop), before)
  const real = await desk.import(shop, { kind: 'purchases', file })
  for (const part of ['purchases', 'returns', 'rowsLeftOut', 'found', 'giantsReversed'])
    assert.deepEqual(dry[part], real[part], part)
  assert.deepEqual({ ...dry.customers }, { made: 1, known: 0 })
})

test('a map that is wrong is refused by the name of what is wrong', async () => {
  const shop = await desk.shop()
  const file = desk.file('map.csv', 'Datum;Summe\n1.2.2011;3,50\n')
  const wrong = async (map: unknown, field: RegExp, words: RegExp) =>
    assert.rejects(
      desk.import(shop, { kind: 'purchases', file, map: desk.file('map.json', JSON.stringify(map)) }),
      (error: unknown) => {
        assert.ok(error instanceof Refused)
        assert.match(error.field ?? '', field)
        assert.match(String(error.params.columns ?? error.message), words)
        return true
      },
    )
  const date = 'd.M.yyyy'
  await wrong(
    { columns: { occurredAt: 'Date', total: 'Summe' }, date },
    /^columns\.occurredAt$/,
    /Datum, Summe/,
  )
  await wrong({ columns: { occurredAt: 'Datum', total: 9 }, date }, /^columns\.total$/, /Datum/)
  await wrong({ columns: { occurredAt: 'Datum' } }, /^columns$/, /unitPrice or for total/)
  await wrong({ columns: { occurredAt: 'Datum', total: 'Summe' }, date: 'yyyy' }, /^date$/, /day/)
  await wrong({ columns: {}, colums: 1 }, /columns|map/, /./)
  await assert.rejects(desk.import(shop, { kind: 'purchases', file }), /--map/)
})

test('a map is kept under its name, and days without a number are purchases of their own', async () => {
  const shop = await desk.shop({ currency: 'HUF', timeZone: 'Europe/Budapest' })
  const file = desk.file(
    'kassza.csv',
    'Dátum;Vevő;Összeg\n2011.03.27 02:30;V1;1 250\n2011.03.28 09:00;V1;1 250\n2011.03.28 09:00;V1;1 250\n',
  )
  const columns = { occurredAt: 'dátum', customer: { externalId: 'VEVŐ' }, total: 'Összeg' }
  const map = desk.file('kassza.json', JSON.stringify({ name: 'kassza', columns, date: 'yyyy.MM.dd HH:mm' }))
  const report = await desk.import(shop, { kind: 'purchases', file, map })
  assert.equal(report.purchases.imported, 3)
  assert.equal(report.purchases.valueMinor, 3_750)
  assert.equal(report.found.clockGap.rows, 1)
  const [kept] = await inBusiness(desk.database, shop, keptMaps)
  assert.equal(kept!.name, 'kassza')
  const again = await desk.import(shop, { kind: 'purchases', file, map: 'kassza' })
  assert.equal(again.purchases.alreadyThere, 3)
})

test('another currency than the books’ is refused', async () => {
  const shop = await desk.shop({ currency: 'EUR' })
  const file = desk.file('pounds.csv', small)
  await assert.rejects(desk.import(shop, { kind: 'purchases', file }), { code: 'purchase.other_currency' })
})

test('customers come from a sheet once, with the balance they bring', async () => {
  const shop = await desk.shop()
  const columns = {
    externalId: 'No',
    name: 'Name',
    email: 'Mail',
    phone: 'Phone',
    joinedAt: 'Since',
    points: 'Points',
  }
  const map = desk.file('members.json', JSON.stringify({ columns, name: 'members' }))
  const file = desk.file(
    'members.xlsx',
    workbook([
      ['No', 'Name', 'Mail', 'Phone', 'Since', 'Points'],
      [1, 'Anna Kovács', 'anna@example.com', '020 7946 0958', '2019-05-01', 250],
      [2, 'Béla & Co', '', '', '', ''],
      ['', 'Nobody', '', '', '', ''],
      [3, 'Cara', 'no address', '', '', ''],
      [4, 'Anna again', 'ANNA@example.com', '', '', 10],
    ]),
  )
  const dry = await desk.import(shop, { kind: 'customers', file, map, dryRun: true })
  const report = await desk.import(shop, { kind: 'customers', file, map })
  assert.deepEqual(report.customers, { made: 2, alreadyThere: 1, refused: 1 })
  assert.deepEqual(dry.customers, report.customers)
  assert.deepEqual(report.rowsLeftOut, { value_missing: 1, 'customer.email_unclear': 1 })
  const again = await desk.import(shop, { kind: 'customers', file, map: 'members' })
  assert.deepEqual([again.customers.made, again.changed], [0, false])
  const state = await desk.state(shop)
  assert.deepEqual(
    state.filter(({ what }) => what === 'account').map(({ whose, state }) => [whose, state]),
    [['1', 'points|250|0|0']],
  )
  assert.deepEqual(await verifyBusiness(desk.database, shop), [])
})

test('products are added, brought up to date, and give purchases their words', async () => {
  const shop = await desk.shop()
  const map = desk.file(
    'p.json',
    JSON.stringify({ columns: { sku: 'sku', name: 'name', category: 'cat', unitPrice: 'price' } }),
  )
  const file = desk.file('p.csv', 'sku,name,cat,price\nA,Mug,kitchen,2.55\nB,Plate,kitchen,x\n')
  const report = await desk.import(shop, { kind: 'products', file, map })
  assert.deepEqual(report.products, { added: 1, changed: 0, same: 0 })
  assert.deepEqual(report.rowsLeftOut, { number_unclear: 1 })
  assert.equal((await desk.import(shop, { kind: 'products', file, map })).changed, false)
  await desk.import(shop, { kind: 'purchases', file: desk.file('words.csv', small) })
  const lines = await inBusiness(desk.database, shop, (tx) =>
    tx.rows<{ category: string }>(
      { name: 'test.words', text: `select category from purchase_lines where sku = 'A'` },
      [],
    ),
  )
  assert.ok(lines.length > 0 && lines.every(({ category }) => category === 'kitchen'))
})
