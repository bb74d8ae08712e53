import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currencies, decimalsOf, formatMoney, isCurrency } from './money.ts'

const nbsp = '\u00a0'

test('forint, dram and tögrög have no decimals; the others are as their country counts', () => {
  for (const currency of ['HUF', 'AMD', 'MNT', 'JPY']) assert.equal(decimalsOf(currency), 0, currency)
  for (const currency of ['EUR', 'USD', 'GBP']) assert.equal(decimalsOf(currency), 2, currency)
  assert.equal(decimalsOf('KWD'), 3)
})

test('a price looks as on the shop’s own tag, whoever reads it', () => {
  for (const language of ['en', 'hu', 'hy', 'mn']) {
    assert.equal(formatMoney(2480, 'HUF', language), `2${nbsp}480${nbsp}Ft`)
    assert.equal(formatMoney(24900, 'AMD', language), `24${nbsp}900${nbsp}֏`)
    assert.equal(formatMoney(38500, 'MNT', language), `38,500${nbsp}₮`)
  }
})

test('other money follows the reader, with a real minus and spaces that don’t break', () => {
  assert.equal(formatMoney(-123450, 'EUR', 'en'), '−€1,234.50')
  assert.equal(formatMoney(123450, 'EUR', 'hu'), `1${nbsp}234,50${nbsp}€`)
  assert.equal(formatMoney(-1, 'HUF', 'hu'), `−1${nbsp}Ft`)
})

test('a currency is a code in use', () => {
  assert.ok(currencies.length > 100)
  assert.equal(new Set(currencies).size, currencies.length)
  assert.ok(currencies.every(isCurrency))
  for (const wrong of ['huf', 'XXQ', '', 'EURO']) assert.ok(!isCurrency(wrong), wrong)
})
