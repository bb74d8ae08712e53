import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { missing, pathOf } from '../logs.fixture.ts'
import { compareMeans, holm, Moments, neededPerGroup, smallestSeen } from './compare.ts'
import { criticalT, criticalZ, twoSidedT } from './distributions.ts'
import { type Arm, type Person, uplift } from './uplift.ts'

/** Hillstrom's e-mail test (MineThatData 2008): 64,000 customers in three groups drawn by chance. */
const hillstrom = 'hillstrom-email/hillstrom_email.csv.gz'
const skip = missing(hillstrom)
const rows: Record<string, string>[] = skip
  ? []
  : parse(gunzipSync(readFileSync(pathOf(hillstrom))), { columns: true })

function by(metric: string, before?: string): Record<string, Arm> {
  const people = rows.map(
    (row): Person => ({
      ...{ group: row.segment!, value: Number(row[metric]) },
      earlier: before === undefined ? undefined : Number(row[before]),
    }),
  )
  const { arms, refused } = uplift(people, 'No E-Mail')
  assert.equal(refused, null)
  return Object.fromEntries(arms.map((arm) => [arm.arm, arm]))
}

function near(found: number, expected: number, within = 1e-4): void {
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`)
}

test('visits and conversions: Newcombe’s interval and the pooled z', { skip }, () => {
  const expected = {
    visit: {
      'Mens E-Mail': [7.65896, 6.99533, 8.32267, 22.486],
      'Womens E-Mail': [4.52331, 3.88941, 5.15743, 13.9492],
    },
    conversion: {
      'Mens E-Mail': [0.680501, 0.501434, 0.864072, 7.3851],
      'Womens E-Mail': [0.311106, 0.150166, 0.474547, 3.7796],
    },
  }
  for (const [metric, arms] of Object.entries(expected)) {
    const found = by(metric)
    for (const [name, [difference, low, high, z]] of Object.entries(arms)) {
      const arm = found[name]!
      assert.equal(arm.kind, 'share')
      near(arm.difference * 100, difference!)
      near(arm.low * 100, low!)
      near(arm.high * 100, high!)
      near(arm.statistic, z!)
    }
  }
  const mens = by('visit')['Mens E-Mail']!
  assert.deepEqual([mens.customers, mens.control], [21_307, 21_306])
  near(mens.armValue * 100, 18.27568)
  near(mens.controlValue * 100, 10.61673)
})

test('spending: Welch’s interval, t, degrees and what it brought in all', { skip }, () => {
  const { 'Mens E-Mail': mens, 'Womens E-Mail': womens } = by('spend') as Record<string, Arm>
  assert.equal(mens!.kind, 'mean')
  for (const [arm, numbers] of [
    [mens!, [0.769827, 0.48514, 1.054515, 5.30014]],
    [womens!, [0.424412, 0.168957, 0.679868, 3.25637]],
  ] as const)
    for (const [index, found] of [arm.difference, arm.low, arm.high, arm.statistic].entries())
      near(found, numbers[index]!)
  near(mens!.degrees!, 36_671.16, 0.01)
  near(womens!.degrees!, 40_064.88, 0.01)
  near(mens!.total, 16_402.71, 0.01)
  near(womens!.total, 9_076.9, 0.01)
})

test('two arms against one control: wider together, and p-values corrected', { skip }, () => {
  const { 'Womens E-Mail': womens } = by('spend') as Record<string, Arm>
  assert.ok(womens!.corrected.low < womens!.low && womens!.corrected.high > womens!.high)
  // The larger of two p-values stays as it is by Holm; the smaller is doubled.
  assert.equal(womens!.corrected.pValue, womens!.pValue)
  assert.deepEqual(holm([0.01, 0.04, 0.03]), [0.03, 0.06, 0.06])
  // For both arms together, half of 5 % is left to each: 0.4244123 ± 2.241420 × 0.1303332, its standard error.
  near(womens!.corrected.low, 0.132281, 1e-4)
  near(womens!.corrected.high, 0.716544, 1e-4)
})

test('what is known from before shows chosen groups, and shares its border among all that is known', () => {
  const of = (group: string, age: number, n: number): Person => ({
    ...{ group, value: n % 7 },
    known: { age, shoe: n % 5 },
  })
  const people = Array.from({ length: 400 }, (_, n) =>
    of(n % 2 ? 'a' : 'none', n % 2 ? 50 + (n % 3) : 20 + (n % 3), n),
  )
  const chosen = uplift(people, 'none')
  assert.deepEqual([chosen.refused, chosen.arms[0]!.differed], ['chosen', ['age']])
  assert.deepEqual(chosen.warnings, [])
  const drawn = uplift(
    people.map((one, n) => ({ ...one, known: { age: 20 + ((n >> 1) % 9) } })),
    'none',
  )
  assert.deepEqual([drawn.refused, drawn.arms[0]!.differed], [null, []])
})

test('what they did before takes chance out of it, where it says anything', () => {
  const draw = random(7)
  const people = Array.from({ length: 4_000 }, (_, index): Person => {
    const habit = draw() * 100
    const group = index % 2 === 0 ? 'letter' : 'none'
    return { group, earlier: habit + draw() * 10, value: habit + draw() * 10 + (group === 'letter' ? 3 : 0) }
  })
  const { arms, refused } = uplift(people, 'none')
  const [arm] = arms
  assert.equal(refused, null)
  assert.ok(arm!.adjusted!.varianceLeft < 0.05)
  assert.ok(arm!.adjusted!.low > 2 && arm!.adjusted!.high < 4)
  assert.ok(arm!.adjusted!.high - arm!.adjusted!.low < (arm!.high - arm!.low) / 4)
  // One arm shares with nobody; two share the 5 % here, too.
  assert.deepEqual(arm!.adjusted!.corrected, { low: arm!.adjusted!.low, high: arm!.adjusted!.high })
  const three = people.map((one, n) => (n % 4 === 2 ? { ...one, group: 'call' } : one))
  for (const { adjusted } of uplift(three, 'none').arms)
    assert.ok(adjusted!.corrected.low < adjusted!.low && adjusted!.corrected.high > adjusted!.high)
})

test('groups that differed before were chosen, not drawn: refused', () => {
  const draw = random(11)
  const people = Array.from({ length: 600 }, (_, index): Person => {
    const habit = draw() * 100
    return { group: habit > 60 ? 'regulars' : 'others', earlier: habit, value: habit + draw() + (index % 3) }
  })
  assert.equal(uplift(people, 'others').refused, 'chosen')
  assert.equal(uplift(people, 'nobody').refused, 'no_control')
  assert.equal(uplift(people.slice(0, 1), people[0]!.group).refused, 'too_few')
})

test('nobody spends, everybody spends the same, one person each: no NaN and no infinity in what is shown', () => {
  const flat = (value: number) =>
    [0, 1, 2, 3].map((n): Person => ({ group: n < 2 ? 'a' : 'none', value, earlier: value }))
  for (const value of [0, 1, 7.5]) {
    const [arm] = uplift(flat(value), 'none').arms
    for (const number of [
      arm!.difference,
      arm!.low,
      arm!.high,
      arm!.statistic,
      arm!.pValue,
      arm!.smallestSeen,
      arm!.total,
    ])
      assert.ok(Number.isFinite(number), `${value}: ${number}`)
  }
})

test('how many people it takes is told before: textbook values', () => {
  // Two shares 10 % and 12 %: about 3,600 in each group (Fleiss 1981, without continuity correction, spread of the first).
  assert.equal(neededPerGroup(0.02, Math.sqrt(0.1 * 0.9)), 3_532)
  near(smallestSeen(3_532, 3_532, Math.sqrt(0.1 * 0.9)), 0.02, 1e-5)
})

test('quantiles as the tables have them', () => {
  near(criticalZ(0.05), 1.959963984540054, 1e-9)
  near(criticalT(0.05, 10), 2.228138851964939, 1e-9)
  near(criticalT(0.05, 1), 12.706204736, 1e-6)
  near(twoSidedT(2, 5), 0.101939479, 1e-8)
})

test('Welch’s t by hand: unequal sizes and spreads', () => {
  const of = (values: number[]) => {
    const moments = new Moments()
    for (const value of values) moments.add(value)
    return moments
  }
  const found = compareMeans(of([1, 2, 3]), of([2, 4, 6, 8]))
  near(found.statistic, -3 / Math.SQRT2, 1e-12)
  // (1/3 + 5/3)² / ((1/3)²/2 + (5/3)²/3)
  near(found.degrees!, 4 / (1 / 18 + 25 / 27), 1e-12)
})

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
