import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concernKey, concerns } from './concerns.ts'
import type { ProgrammeDraft } from './document.ts'
import { onePer, programme, terms } from './examples.ts'
import { programmeSentences, worthSentence } from './sentences.ts'
import { type Language, say, texts } from './texts.ts'
import { readyProgramme, trades } from './trades.ts'

const languages = Object.keys(texts) as Language[]
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

for (const trade of trades) {
  test(`the ready programme of a ${trade} works in every currency and raises no concern`, () => {
    for (const currency of ['HUF', 'AMD', 'MNT', 'EUR', 'USD', 'GBP', 'JPY', 'CHF', 'KWD'])
      assert.deepEqual(concerns(readyProgramme(trade, currency)), [], currency)
  })

  test(`the ready programme of a ${trade} is said whole in four languages`, () => {
    const document = readyProgramme(trade, 'HUF')
    for (const language of languages) {
      const said = programmeSentences(document, language).map((one) =>
        say(language, one, { currency: 'HUF' }),
      )
      assert.ok(said.length > 3)
      for (const sentence of said) assert.doesNotMatch(sentence, /[{}|]|undefined|NaN|\bword\./, sentence)
    }
  })
}

test('every sentence points at a place that is there', () => {
  for (const trade of trades) {
    const document = readyProgramme(trade, 'EUR')
    for (const { path, key } of programmeSentences(document, 'en')) {
      let place: unknown = document
      for (const step of path) place = (place as Record<string | number, unknown>)[step]
      assert.notEqual(place, undefined, `${key} at ${path.join('.')}`)
    }
  }
})

test('the value of a point is one sentence', () => {
  const worth = worthSentence(readyProgramme('shop', 'HUF'), 'hu')!
  assert.equal(plain(say('hu', worth, { currency: 'HUF' })), '100 pont = 300 Ft.')
})

const worth = { points: 100, minor: 300 }
const troubling: [string, Partial<ProgrammeDraft>, string, string][] = [
  ['points nobody knows the worth of', {}, 'worth_unsaid', 'points.worth'],
  [
    '27 points',
    { points: { ...terms, worth: { points: 27, minor: 100 } }, rules: [] },
    'worth_not_round',
    'points.worth',
  ],
  [
    'two rates for one customer',
    { points: { ...terms, worth }, rules: [onePer(100), { ...onePer(150), id: 'other' }] },
    'rates_differ',
    'rules.1',
  ],
  [
    'paying at another rate',
    { points: { ...terms, worth, spend: { points: 100, minor: 250 } } },
    'spend_differs_from_worth',
    'points.spend',
  ],
  [
    'a step that is a fraction of a price',
    {
      points: {
        ...terms,
        worth: { points: 100, minor: 150 },
        spend: { points: 100, minor: 150, stepPoints: 1 },
      },
      rules: [],
    },
    'spend_step_not_whole',
    'points.spend.stepPoints',
  ],
  [
    'a third of a percent',
    { points: { ...terms, worth: { points: 1, minor: 1 } }, rules: [onePer(300)] },
    'percent_not_round',
    'rules.0',
  ],
  [
    'giving half away',
    { points: { ...terms, worth: { points: 1, minor: 50 } } },
    'gives_back_much',
    'rules.0',
  ],
]
for (const [what, draft, code, path] of troubling) {
  test(`${what}: a concern is said, and nothing forbidden`, () => {
    const found = concerns(programme({ rules: [onePer(100)], ...draft }))
    const concern = found.find((one) => one.code === code)
    assert.equal(concern?.path.join('.'), path)
    for (const language of languages) {
      const said = say(language, { key: concernKey(concern!), params: concern!.params }, { currency: 'HUF' })
      assert.doesNotMatch(said, /[{}|]/)
    }
  })
}

test('two rates that no purchase meets together are no concern', () => {
  const summer = { ...onePer(100), until: '2026-08-31' }
  const autumn = { ...onePer(50), id: 'autumn', from: '2026-09-01' }
  assert.deepEqual(
    concerns(programme({ points: { ...terms, worth: { points: 1, minor: 1 } }, rules: [summer, autumn] })),
    [],
  )
})
