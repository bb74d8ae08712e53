import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Json } from '../../../test/fixtures/shop.ts'
import { openDesk } from '../../imports/imports.fixture.ts'
import { readConfig } from '../../platform/config.ts'
import { showId } from '../../platform/ids.ts'
import { run } from '../insights.ts'

/** What an operator may ask of `insights`, and what she is told where there is no answer. */
const desk = openDesk()

const ask = async (words: string[], values: Record<string, string> = {}) =>
  run({ words, values, config: readConfig({}), json: true, onDatabase: (work) => work(desk.database) })

const resultOf = async (words: string[], values: Record<string, string> = {}): Promise<Json> =>
  (await ask(words, values)).result

describe('measures as of a day', () => {
  async function shopWith(csv: string) {
    const id = await desk.shop({ timeZone: 'Asia/Ulaanbaatar' })
    const columns = {
      purchase: 'invoice',
      occurredAt: 'date',
      customer: { externalId: 'customer' },
      total: 'total',
    }
    const map = desk.file(`${id}.json`, JSON.stringify({ kind: 'purchases', columns }))
    await desk.import(id, { kind: 'purchases', file: desk.file(`${id}.csv`, csv), map })
    return showId('business', id)
  }

  test('a day that is none, that has not come, or a period that ends before it begins', async () => {
    const business = showId('business', await desk.shop())
    const refused: [Record<string, string>, RegExp][] = [
      [{ at: '2025-02-30' }, /--at must be a day like/],
      [{ at: 'yesterday' }, /--at must be a day like/],
      [{ at: '2999-01-01' }, /--at 2999-01-01 has not come yet/],
      [{ at: '2025-01-01', from: '2025-01-02' }, /--from 2025-01-02 is after --at 2025-01-01/],
    ]
    for (const measure of ['rfm', 'abcxyz', 'cohorts', 'crr', 'ladder', 'ltv'])
      for (const [values, says] of refused)
        await assert.rejects(ask([measure], { business, ...values }), says)
    await assert.rejects(ask(['rfm'], { business: 'biz_1', at: '2025-01-01' }), /--business must be an id/)
    await assert.rejects(ask(['nothing']), /rfm, abcxyz, cohorts/)
    await assert.rejects(ask(['abcxyz'], { business, at: '2025-01-01', borders: '0.9,0.8,0.5,1' }), /A ≤ B/)
  })

  test('nobody has bought: zeros and nulls, nothing that is no number', async () => {
    const business = showId('business', await desk.shop())
    for (const measure of ['rfm', 'abcxyz', 'cohorts', 'crr', 'ladder', 'ltv'])
      assert.doesNotMatch(
        JSON.stringify(await resultOf([measure], { business, at: '2025-01-01' })),
        /NaN|Infinity/,
      )
    const none = await resultOf(['crr'], { business, at: '2025-01-01' })
    assert.deepEqual([none.crr, none.keptPercent, none.trap], [null, null, false])
  })

  test('one customer: first of ABC, scored, a month that is not over left out of XYZ', async () => {
    const business = await shopWith(
      'customer,date,invoice,total\nK1,2025-01-10,a,10.00\nK1,2025-02-10,b,10.00\nK1,2025-03-05,c,70.00\n',
    )
    const placed = await resultOf(['abcxyz'], { business, at: '2025-03-10' })
    assert.deepEqual(placed.months, { first: '2025-01', last: '2025-02', count: 2 })
    assert.deepEqual(
      [placed.customers[0].abc, placed.customers[0].xyz, placed.customers[0].variation],
      ['A', 'X', 0],
    )
    const scored = await resultOf(['rfm'], { business, at: '2025-03-10' })
    assert.deepEqual(
      [scored.customers.length, scored.customers[0].externalId, scored.customers[0].recencyDays],
      [1, 'K1', 5],
    )
    const since = await resultOf(['rfm'], { business, at: '2025-03-10', from: '2025-02-01' })
    assert.deepEqual(since.counted, { customers: 1, purchases: 2, moneyMinor: 8_000 })
    const whole = await resultOf(['abcxyz'], { business, at: '2025-03-31' })
    assert.equal(whole.months.count, 3)
  })

  test('a day begins and ends at the shop', async () => {
    // In Ulaanbaatar it is 1 March from 16:00 UTC of 28 February on.
    const business = await shopWith(
      'customer,date,invoice,total\nK1,2025-02-28T15:59:00Z,a,1.00\nK1,2025-02-28T16:01:00Z,b,2.00\n',
    )
    const of = async (at: string) => (await resultOf(['rfm'], { business, at })).counted.moneyMinor
    assert.deepEqual([await of('2025-02-28'), await of('2025-03-01')], [100, 300])
  })
})

describe('uplift of a file', () => {
  const lift = (file: string, values: Record<string, string>) =>
    ask(['uplift', file], { group: 'letter', control: 'no', metric: 'spend', ...values })
  // Drawn by turns, so that both groups have the same habits; who got the letter spends 3 more.
  const rows = Array.from({ length: 400 }, (_, n) => {
    const habit = ((n >> 1) * 37) % 100
    return { letter: n % 2 === 0 ? 'yes' : 'no', history: habit, spend: habit + (n % 2 === 0 ? 3 : 0) }
  })
  const csv = (lines: Record<string, string | number>[]) =>
    [Object.keys(lines[0]!).join(','), ...lines.map((line) => Object.values(line).join(','))].join('\n')

  test('drawn groups are compared, from a packed file too', async () => {
    const file = desk.file('drawn.csv.gz', gzipSync(csv(rows)))
    const { result, code } = (await lift(file, {})) as { result: Record<string, never>; code: number }
    const [arm] = result.arms as unknown as { difference: number; differed: string[] }[]
    assert.deepEqual([arm!.difference, arm!.differed, result.refused, code], [3, [], null, 0])
  })

  test('chosen groups are refused, and by what they differed is said', async () => {
    const chosen = rows.map((row) => ({ ...row, letter: row.history > 60 ? 'yes' : 'no' }))
    const { result, code, text } = (await lift(desk.file('chosen.csv', csv(chosen)), {})) as {
      result: { refused: string; reason: string }
      code: number
      text: string
    }
    assert.deepEqual([result.refused, code], ['chosen', 1])
    assert.match(result.reason, /already differed before the campaign \(history\).*chosen, not drawn/)
    assert.match(text, /chosen, not drawn/)
    const renamed = chosen.map(({ history, ...row }) => ({ ...row, quarter: history }))
    const named = desk.file('named.csv', csv(renamed))
    assert.equal((await lift(named, {})).code, 0)
    assert.equal((await lift(named, { before: 'quarter' })).code, 1)
  })

  test('a column, a file or a group that is not there; one person; no spread', async () => {
    const file = desk.file('drawn.csv', csv(rows))
    await assert.rejects(lift('/nowhere.csv', {}), /There is no file/)
    await assert.rejects(lift(file, { group: 'post' }), /no column "post". It has: letter, history, spend/)
    await assert.rejects(lift(file, { metric: 'letter' }), /line 2: "yes" in letter is not a number/)
    const refusalOf = async (
      lines: Record<string, string | number>[],
      values: Record<string, string> = {},
    ) => {
      const { result } = await lift(desk.file('few.csv', csv(lines)), values)
      return (result as { refused: string; reason: string }).refused
    }
    assert.equal(await refusalOf(rows, { control: 'nobody' }), 'no_control')
    assert.equal(await refusalOf(rows.slice(0, 2)), 'too_few')
    const flat = ['yes', 'yes', 'no', 'no'].map((letter) => ({ letter, spend: letter === 'yes' ? 5 : 3 }))
    const { result } = await lift(desk.file('flat.csv', csv(flat)), {})
    assert.deepEqual((result as { warnings: string[] }).warnings, [
      'few_people',
      'nothing_before',
      'no_spread',
    ])
    await assert.rejects(lift(desk.file('empty.csv', 'letter,spend\n'), {}), /no row/)
  })
})
