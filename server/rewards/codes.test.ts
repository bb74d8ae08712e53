import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashCode, isMistyped, keyCodes, newCode, openCode, readCode, sealCode } from './codes.ts'

keyCodes('a secret that is only for tests, long enough')
const business = '01990000-0000-7000-8000-000000000000'
const aCode = fc.integer().map(() => newCode())

test('a code is three groups of four without I, L, O, U', () => {
  fc.assert(
    fc.property(aCode, (code) => assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)),
  )
})

test('however a code is typed, it is the same code', () => {
  const careless = (code: string, choices: number[]) =>
    [...code]
      .map((letter, index) => {
        const choice = choices[index % choices.length]!
        if (letter === '-') return ['-', '', ' ', ' – ', '.'][choice % 5]!
        if (letter === '0') return ['0', 'O', 'o'][choice % 3]!
        if (letter === '1') return ['1', 'l', 'I', 'i', 'L'][choice % 5]!
        return choice % 2 ? letter.toLowerCase() : letter
      })
      .join('')
  const choices = fc.array(fc.nat(14), { minLength: 1, maxLength: 14 })
  fc.assert(
    fc.property(aCode, choices, (code, chosen) => {
      const typed = careless(code, chosen)
      assert.equal(readCode(typed), readCode(code))
      assert.deepEqual(hashCode(business, typed), hashCode(business, code))
      assert.equal(isMistyped(readCode(typed)), false)
    }),
  )
})

test('one wrong letter and two exchanged ones are always noticed', () => {
  const position = fc.nat(11)
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  fc.assert(
    fc.property(aCode, position, fc.nat(31), (shown, at, value) => {
      const code = readCode(shown)
      fc.pre(code[at] !== alphabet[value])
      assert.equal(isMistyped(code.slice(0, at) + alphabet[value] + code.slice(at + 1)), true)
    }),
  )
  fc.assert(
    fc.property(aCode, position, position, (shown, a, b) => {
      const letters = [...readCode(shown)]
      fc.pre(letters[a] !== letters[b])
      ;[letters[a], letters[b]] = [letters[b]!, letters[a]!]
      assert.equal(isMistyped(letters.join('')), true)
    }),
  )
})

test('a sealed code opens for its own business only', () => {
  const code = newCode()
  const sealed = sealCode(business, code)
  assert.equal(openCode(business, sealed), code)
  assert.throws(() => openCode(business.replace('0', '1'), sealed))
  assert.notDeepEqual(hashCode(business, code), hashCode(business.replace('0', '1'), code))
})
