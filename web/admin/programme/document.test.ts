import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ProgrammeDraft, programmeDocument } from '../../../server/programme/document.ts'
import { difference } from './difference.ts'
import { add, freshId, lookAt, move, put, remove, same, withoutPoints } from './document.ts'
import { begin, change, redo, undo } from './draft.ts'

const draft: ProgrammeDraft = {
  format: 1,
  points: {
    name: 'point|points',
    worth: null,
    expiry: { kind: 'never' },
    pendingDays: 0,
    debt: 'negative',
    spend: null,
  },
  rules: [
    { id: 'spend', kind: 'amount', perMinor: 100, give: 1 },
    { id: 'visit', kind: 'visit', give: 1, target: { card: 'coffee' }, tiers: ['gold'] },
  ],
  multipliers: [{ id: 'tuesday', percent: 200, days: [2], rules: ['visit'], tiers: ['gold', 'silver'] }],
  caps: [{ id: 'day', per: 'day', target: { card: 'coffee' }, max: 3 }],
  stampCards: [
    {
      ...{ id: 'coffee', name: 'Coffee card', size: 10, prizes: [{ at: 10, name: 'A coffee' }] },
      ...{ mode: 'automatic', expiry: { kind: 'never' }, debt: 'negative' },
    },
  ],
  tiers: {
    ...{ by: 'visits', window: { kind: 'lifetime' }, hold: { kind: 'none' } },
    levels: [
      { id: 'silver', name: 'Silver', from: 5 },
      { id: 'gold', name: 'Gold', from: 10 },
    ],
  },
  joining: { points: 10, stamps: { card: 'coffee', count: 1 } },
}
const programme = programmeDocument.parse(draft)
const stillRight = (changed: unknown) => programmeDocument.parse(changed)

test('a change makes a new programme and leaves the old one as it was', () => {
  const before = JSON.stringify(programme)
  const after = put(programme, ['rules', 0, 'give'], 2)
  assert.equal(lookAt(after, ['rules', 0, 'give']), 2)
  assert.equal(JSON.stringify(programme), before)
  assert.equal('minTotalMinor' in put(after, ['rules', 0, 'minTotalMinor'], undefined).rules[0]!, false)
})

test('what goes takes along what could not stand without it', () => {
  const noCard = stillRight(remove(programme, ['stampCards', 0]))
  assert.deepEqual([noCard.rules.map(({ id }) => id), noCard.caps], [['spend'], []])
  assert.equal(noCard.joining?.stamps, undefined)
  assert.equal(noCard.multipliers[0]!.rules, undefined)
  const noGold = stillRight(remove(programme, ['tiers', 'levels', 1]))
  assert.deepEqual([noGold.rules[1]!.tiers, noGold.multipliers[0]!.tiers], [undefined, ['silver']])
  const noTiers = stillRight(remove(noGold, ['tiers', 'levels', 0]))
  assert.deepEqual([noTiers.tiers, noTiers.multipliers[0]!.tiers], [null, undefined])
  const noPoints = stillRight(withoutPoints(programme))
  assert.deepEqual([noPoints.rules.map(({ id }) => id), noPoints.joining?.points], [['visit'], undefined])
})

test('things are added under ids of their own and moved', () => {
  const id = freshId(programme.rules, 'rule')
  assert.equal(freshId([{ id: 'rule-3' }, { id: 'rule-2' }], 'rule'), 'rule-4')
  const more = stillRight(
    add(programme, ['rules'], { id, kind: 'visit', give: 1, oncePerDay: true, target: 'points' }),
  )
  assert.deepEqual(
    move(more, ['rules'], 2, 0).rules.map((rule) => rule.id),
    [id, 'spend', 'visit'],
  )
})

test('undo and redo go step by step; a number typed digit by digit is one step', () => {
  const one = put(programme, ['rules', 0, 'give'], 1_2)
  const two = put(programme, ['rules', 0, 'give'], 1_23)
  const typed = change(change(begin(3, programme), one, false), two, true)
  assert.equal(typed.past.length, 1)
  const back = undo(typed)
  assert.ok(same(back.document, programme))
  assert.ok(same(redo(back).document, two))
  assert.equal(change(typed, structuredClone(two), false), typed)
})

test('the difference is told in sentences, each as often as it is said', () => {
  assert.deepEqual(difference(['a', 'b', 'b'], ['b', 'c', 'a']), { gone: ['b'], come: ['c'] })
  assert.deepEqual(difference(['a'], ['a']), { gone: [], come: [] })
})
