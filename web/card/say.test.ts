import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages, sayIn } from '../ui/messages.ts'
import { numberIn } from '../ui/numbers.ts'
import { sayMessage } from './say.ts'

test('every word of the card is said as the whole of ICU would say it', async () => {
  let said = 0
  for (const language of languages) {
    const words: Record<string, string> = (await import(`./words/${language}.ts`))[language]
    for (const [key, message] of Object.entries(words)) {
      for (const n of [0, 1, 2, 5, 21, 1_234]) {
        const names = new Set([...message.matchAll(/\{(\w+)/g)].map(([, name]) => name!))
        const params = Object.fromEntries(
          [...names].map(
            (name) => [name, new RegExp(`\\{${name},`).test(message) ? n : 'Minta {x} #'] as const,
          ),
        )
        const write = (value: number) => numberIn(language, value)
        assert.equal(
          sayMessage(message, params, write),
          sayIn(language, message, params),
          `${language} ${key} ${n}`,
        )
        said += 1
      }
    }
  }
  assert.ok(said > 1_000)
})

test('a sentence ends in one full stop, also behind a day that has one; three are meant', () => {
  const said = [
    ['Utoljára itt: {x}.', 'nov. 25.', 'Utoljára itt: nov. 25.'],
    ['{x}. Tovább', 'nov. 25.', 'nov. 25. Tovább'],
    ['{x}...', 'Egy perc', 'Egy perc...'],
  ] as const
  for (const [message, x, whole] of said)
    assert.deepEqual([sayIn('hu', message, { x }), sayMessage(message, { x }, String)], [whole, whole])
})
