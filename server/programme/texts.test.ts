import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { skipCodes } from './award.ts'
import { concernCodes } from './concerns.ts'
import { type Language, say, texts } from './texts.ts'

const languages = Object.keys(texts) as Language[]
const keys = Object.keys(texts.en)
const paramsOf = (template: string) =>
  [...new Set([...template.matchAll(/\{([A-Za-z]+)/g)].map(([, name]) => name))].sort()

for (const language of languages) {
  test(`${language} says everything, with the same params as English`, () => {
    assert.deepEqual(Object.keys(texts[language]).sort(), [...keys].sort())
    for (const [key, template] of Object.entries(texts[language])) {
      // A count may stand alone where the language has no word after it.
      assert.deepEqual(
        paramsOf(template),
        paramsOf(texts.en[key as keyof typeof texts.en]),
        `${language} ${key}`,
      )
      assert.ok(template.length > 0, key)
    }
  })
}

test('every text is said somewhere, and every key that is said has a text', () => {
  const root = import.meta.dirname
  const files = globSync('**/*.ts', { cwd: root }).filter((file) => !/test\.ts$|^texts[./\\]/.test(file))
  const source = files.map((file) => readFileSync(resolve(root, file), 'utf8')).join('\n')
  const inTemplates = Object.values(texts.en).join('\n')
  const counted = new Set([
    ...skipCodes.map((code) => `skip.${code}`),
    ...concernCodes.map((code) => `concern.${code}`),
  ])
  const unused = keys.filter(
    (key) => !counted.has(key) && !source.includes(`'${key}'`) && !inTemplates.includes(`*${key}}`),
  )
  assert.deepEqual(unused, [])
  for (const key of counted) assert.ok(keys.includes(key), key)
  const said = source.matchAll(/'((?:why|because|reason|window|word|rule|only|card|tier|spend)\.[\w.]+)'/g)
  for (const [, key] of said) assert.ok(keys.includes(key!), `${key} has no text`)
})

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('a count takes its form, a date, a weekday and money their language', () => {
  const give = (count: number) => ({ key: 'joining.points', params: { points: count, unit: 'word.point' } })
  assert.equal(plain(say('en', give(1), { currency: 'EUR' })), 'For joining: 1 point.')
  assert.equal(plain(say('en', give(2), { currency: 'EUR' })), 'For joining: 2 points.')
  assert.equal(plain(say('hu', give(2), { currency: 'HUF' })), 'Belépési ajándékod: 2 pont.')
  const doubled = { key: 'multiplier', params: { times: 1.5, reason: 'reason.days', weekdays: '2,4' } }
  assert.equal(say('hu', doubled, { currency: 'HUF' }), 'Szorzó: 1,5× (kedd és csütörtök).')
})

test('a shop may call its points beans', () => {
  const saying = { key: 'why.visit', params: { amount: 3, unit: 'word.point', because: '' } }
  const said = say('en', saying, { currency: 'EUR', words: { point: { en: 'bean|beans' } } })
  assert.equal(plain(said), 'For your visit: 3 beans.')
})

test('a product that is called like one of our keys stays a product', () => {
  const said = say('en', { key: 'only.what', params: { what: 'only.what' } }, { currency: 'EUR' })
  assert.equal(said, 'Only for only.what.')
})
