import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { type ProgrammeDraft, programmeDocument } from './document.ts'
import { card, onePer, terms } from './examples.ts'
import { readyProgramme } from './trades.ts'

const draft = (more: Partial<ProgrammeDraft>): ProgrammeDraft => ({
  format: 1,
  points: terms,
  rules: [onePer(100)],
  ...more,
})

test('a document read back from JSON is the same document', () => {
  const document = readyProgramme('webshop', 'EUR')
  assert.deepEqual(programmeDocument.parse(JSON.parse(JSON.stringify(document))), document)
})

test('a draft may leave out everything that has a sensible default', () => {
  const document = programmeDocument.parse({ format: 1, points: null, rules: [] })
  assert.deepEqual(document.earnOn, { redeemedPart: false, giftCardPart: true, taxPart: true, fees: false })
  assert.deepEqual([document.dayEndsAt, document.multiplierPolicy], ['00:00', 'best'])
})

test('the document can be published as a JSON schema', () => {
  assert.equal(z.toJSONSchema(programmeDocument, { io: 'input' }).type, 'object')
})

const visit = { id: 'visit', kind: 'visit' as const, give: 1 }
const season = (id: string, from: string, until: string) => ({ id, from, until })
const level = (id: string, from: number) => ({ id, name: id, from })
const tiers = (more: object) => ({
  by: 'spend' as const,
  window: { kind: 'lifetime' as const },
  hold: { kind: 'none' as const },
  levels: [level('a', 0)],
  ...more,
})

const wrong: [string, Partial<ProgrammeDraft>, string][] = [
  ['two rules of one id', { rules: [onePer(1), onePer(2)] }, 'rules.1.id'],
  ['two cards of one id', { stampCards: [card('a'), card('a')] }, 'stampCards.1.id'],
  ['a rule for an unknown card', { rules: [{ ...visit, target: { card: 'x' } }] }, 'rules.0.target.card'],
  ['points in a programme without points', { points: null, rules: [visit] }, 'rules.0.target'],
  ['a rule for an unknown tier', { rules: [{ ...visit, tiers: ['x'] }] }, 'rules.0.tiers.0'],
  [
    'a rule that ends before it begins',
    { rules: [{ ...visit, from: '2026-02-01', until: '2026-01-31' }] },
    'rules.0.until',
  ],
  ['a day that does not exist', { rules: [{ ...visit, from: '2026-02-30' }] }, 'rules.0.from'],
  ['a filter that names nothing', { exclude: [{}] }, 'exclude.0'],
  ['a name twice in a filter', { exclude: [{ skus: ['a', 'a'] }] }, 'exclude.0.skus'],
  [
    'a multiplier of an unknown rule',
    { multipliers: [{ id: 'm', percent: 200, rules: ['x'] }] },
    'multipliers.0.rules.0',
  ],
  [
    'hours without a length',
    { multipliers: [{ id: 'm', percent: 200, hours: { from: '10:00', until: '10:00' } }] },
    'multipliers.0.hours.until',
  ],
  ['a multiplier below one', { multipliers: [{ id: 'm', percent: 50 }] }, 'multipliers.0.percent'],
  ['a cap of an unknown rule', { caps: [{ id: 'c', per: 'day', max: 1, rules: ['x'] }] }, 'caps.0.rules.0'],
  [
    'a cap of an unknown card',
    { caps: [{ id: 'c', per: 'day', max: 1, target: { card: 'x' } }] },
    'caps.0.target.card',
  ],
  ['a prize beyond the card', { stampCards: [{ ...card('a'), size: 5 }] }, 'stampCards.0.prizes.0.at'],
  ['a full card without a prize', { stampCards: [{ ...card('a'), size: 12 }] }, 'stampCards.0.prizes'],
  [
    'overlapping seasons',
    {
      stampCards: [
        {
          ...card('a'),
          seasons: [season('s', '2026-01-01', '2026-04-01'), season('t', '2026-04-01', '2026-06-01')],
        },
      ],
    },
    'stampCards.0.seasons.1.from',
  ],
  [
    'the end of a season that is not there',
    { stampCards: [{ ...card('a'), expiry: { kind: 'endOfSeason' } }] },
    'stampCards.0.expiry.kind',
  ],
  [
    'levels out of order',
    { tiers: tiers({ levels: [level('a', 5), level('b', 5)] }) },
    'tiers.levels.1.from',
  ],
  [
    'tenure in a window',
    { tiers: tiers({ by: 'tenureMonths', window: { kind: 'calendarYear' } }) },
    'tiers.window.kind',
  ],
  ['tiers by points without points', { points: null, rules: [], tiers: tiers({ by: 'points' }) }, 'tiers.by'],
  [
    'points that expire while pending',
    { points: { ...terms, expiry: { kind: 'months', months: 1 }, pendingDays: 30 } },
    'points.pendingDays',
  ],
  [
    'a 31 June',
    { points: { ...terms, expiry: { kind: 'endOfYear', yearsLater: 0, month: 6, day: 31 } } },
    'points.expiry.day',
  ],
  [
    'a least above the most',
    { points: { ...terms, spend: { points: 1, minor: 1, minPoints: 5, maxPoints: 4 } } },
    'points.spend.maxPoints',
  ],
  ['joining points without points', { points: null, rules: [], joining: { points: 5 } }, 'joining.points'],
  [
    'joining stamps of an unknown card',
    { joining: { stamps: { card: 'x', count: 1 } } },
    'joining.stamps.card',
  ],
  ['more than a million millions', { rules: [onePer(1_000_000_000_001)] }, 'rules.0.perMinor'],
  ['a fraction', { rules: [onePer(0.5)] }, 'rules.0.perMinor'],
  ['an id with a colon', { rules: [{ ...visit, id: 'a:b' }] }, 'rules.0.id'],
]
for (const [what, more, path] of wrong) {
  test(`${what} is refused beside ${path}`, () => {
    const result = programmeDocument.safeParse(draft(more))
    assert.ok(!result.success)
    assert.deepEqual(
      result.error.issues.map((issue) => issue.path.join('.')),
      [path],
    )
    assert.match(result.error.issues[0]!.message, /^[A-Z].*\.$/, 'a sentence')
  })
}

test('a field nobody knows is refused, so that a slip of the pen is not silently ignored', () => {
  assert.ok(!programmeDocument.safeParse({ ...draft({}), multiplyer: [] }).success)
})
