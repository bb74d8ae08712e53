import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatMoney } from '../../../server/platform/money.ts'
import { type ProgrammeDocument, programmeDocument } from '../../../server/programme/document.ts'
import { readyProgramme, trades } from '../../../server/programme/trades.ts'
import { sayWeekday } from '../dates.ts'
import { type Language, languages, sayIn } from '../messages.ts'
import { numberIn } from '../numbers.ts'
import { additions, type Reading, type TapSentence, type TapWord, tapSentences } from './programme.ts'
import { words } from './words/words.ts'

function reading(document: ProgrammeDocument, language: Language = 'en', currency = 'HUF'): Reading {
  return {
    document,
    language,
    say: (key, params) => sayIn(language, (words[language] as Record<string, string>)[key]!, params),
    formats: {
      money: (amountMinor) => formatMoney(amountMinor, currency, language),
      number: (value) => numberIn(language, value),
      weekday: (weekday) => sayWeekday(language, weekday),
    },
  }
}

const cafe = readyProgramme('cafe', 'HUF')
const shop = readyProgramme('shop', 'HUF')
const textOf = ({ pieces }: TapSentence) =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : `[${piece.shown}]`)).join('')
const texts = (document: ProgrammeDocument, language?: Language) =>
  tapSentences(reading(document, language)).map(textOf)
function wordAt(document: ProgrammeDocument, path: string): TapWord {
  const found = tapSentences(reading(document))
    .flatMap(({ pieces }) => pieces)
    .find((piece) => typeof piece !== 'string' && piece.path === path)
  assert.ok(found && typeof found !== 'string', path)
  return found
}
/** Sets a word to what it shall be, as the screen does. */
function set(document: ProgrammeDocument, path: string, value: number | string): ProgrammeDocument {
  const word = wordAt(document, path)
  return (word.set as (value: number | string) => ProgrammeDocument)(value)
}

test('a programme is told as one would', () => {
  assert.deepEqual(texts(cafe), [
    '[Every visit] earns [1 stamp].',
    'After [10 stamps]: [a coffee on us].',
    'Whoever joins gets at once: [1 stamp].',
    '[Stamps] keep [for ever].',
  ])
  assert.deepEqual(texts(shop, 'hu'), [
    '[Minden elköltött] [100\u00a0Ft] után [1 pont] jár.',
    '[100 pont] = [300\u00a0Ft] kedvezmény fizetéskor.',
    'Aki belép, annak rögtön jár: [100 pont].',
    'A pontok [azonnal] elkölthetők.',
    '[Pont]: [24 hónapig] érvényes.',
  ])
})

describe('every word of every ready programme', () => {
  for (const trade of trades) {
    test(`${trade}: set to what it is leaves the programme as it is; to another, it says the other`, () => {
      const document = readyProgramme(trade, 'MNT')
      for (const language of languages) {
        for (const { pieces } of tapSentences(reading(document, language, 'MNT'))) {
          for (const piece of pieces) if (typeof piece !== 'string') check(document, piece)
        }
      }
    })
  }

  function check(document: ProgrammeDocument, word: TapWord): void {
    if (word.kind === 'choice') {
      assert.ok(
        word.choices.some(({ value }) => value === word.value),
        word.path,
      )
      for (const { value } of word.choices) {
        const after = valid(word.set(value))
        if (value === word.value) continue
        // A kind of rule knows its own fields only; what it is changed to is what it then says.
        assert.equal(wordAt(after, word.path).value, value, `${word.path} ${value}`)
      }
    } else if (word.kind === 'text') {
      assert.equal(wordAt(valid(word.set('plum jam')), word.path).value, 'plum jam')
    } else {
      const other = word.kind === 'money' ? word.value + 1 : Math.min(word.value + 1, word.most)
      assert.deepEqual(valid(word.set(word.value)), document, word.path)
      assert.equal(wordAt(valid(word.set(other)), word.path).value, other)
    }
  }
})

function valid(document: ProgrammeDocument): ProgrammeDocument {
  const result = programmeDocument.safeParse(document)
  assert.ok(result.success, JSON.stringify(result.error?.issues))
  return result.data
}

test('the last gift moves the end of the card, one on the way stays on the way', () => {
  const more = additions(reading(cafe))
    .find(({ key }) => key === 'add.prize')!
    .add()
  assert.ok(texts(more).includes('On the way, after [5 stamps]: [a small surprise].'))
  const longer = valid(set(more, 'stampCards.0.prizes.1.at', 12))
  assert.equal(longer.stampCards[0]!.size, 12)
  const way = wordAt(longer, 'stampCards.0.prizes.0.at')
  assert.deepEqual(way.kind === 'number' && [way.least, way.most], [1, 11])
  const end = wordAt(longer, 'stampCards.0.prizes.1.at')
  assert.equal(end.kind === 'number' && end.least, 6)
})

test('what points are worth and what they take off stay one promise', () => {
  const after = valid(set(set(shop, 'points.spend.points', 50), 'points.spend.minor', 500))
  assert.deepEqual(after.points!.worth, { points: 50, minor: 500 })
  assert.deepEqual(after.points!.spend, { points: 50, minor: 500, minPoints: 50, stepPoints: 50 })
})

test('a sentence taken out is gone, and can be said again', () => {
  for (const [document, id, key] of [
    [cafe, 'joining stamps', 'add.joining'],
    [shop, 'joining points', 'add.joining'],
    [shop, 'worth', 'add.spend'],
  ] as const) {
    const without = valid(tapSentences(reading(document)).find((one) => one.id === id)!.remove!())
    assert.ok(texts(without).length <= texts(document).length)
    const again = additions(reading(without)).find((one) => one.key === key)
    assert.ok(again, id)
    assert.deepEqual(texts(valid(again.add())), texts(document))
  }
})

test('a day that counts double is said, also for stamps', () => {
  for (const document of [cafe, shop]) {
    const doubled = valid(
      additions(reading(document))
        .find(({ key }) => key === 'add.day')!
        .add(),
    )
    assert.ok(texts(doubled).includes('On [Tuesday] everything counts [2×].'), texts(doubled).join('\n'))
    assert.equal(doubled.multipliers[0]!.rules !== undefined, document === cafe)
  }
})

test('a rule of products takes several names', () => {
  const byProduct = set(cafe, 'rules.0.kind', 'product')
  const named = valid(set(byProduct, 'rules.0.where', 'coffee, tea; cocoa'))
  const [rule] = named.rules
  assert.deepEqual(rule?.kind === 'product' && rule.where, { categories: ['coffee', 'tea', 'cocoa'] })
})
