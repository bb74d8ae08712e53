import { randomInt } from 'node:crypto'
import { plainDigits } from './phone.ts'

/**
 * Card numbers. Ours are 18 digits: 17 random ones that don't start with 0 (2^56.3 of them: a card number identifies,
 * so it must not be guessable) and a check digit after Damm, which catches every single wrong digit and every swap of
 * neighbours. Not after Luhn: a long number that passes Luhn is taken for a bank card by whoever looks for those.
 * Foreign cards are accepted as they are.
 */
export function newCardNumber(): string {
  const head = randomInt(10_000_000, 100_000_000)
  const tail = String(randomInt(0, 1_000_000_000)).padStart(9, '0')
  const digits = `${head}${tail}`
  return `${digits}${damm(digits)}`
}

/** Whether a number is one of ours, typed without a mistake. */
export function isOwnCard(card: string): boolean {
  return /^[1-9]\d{17}$/.test(card) && damm(card) === 0
}

/** A card as it is kept: digits without what groups them, anything else as it is; undefined when it can't be a card. */
export function normalCard(written: string): string | undefined {
  const text = written.normalize('NFKC').trim()
  const digits = plainDigits(text).replace(/[\s\-–.]/g, '')
  const card = /^\d+$/.test(digits) ? digits : text
  return card.length >= 4 && card.length <= 128 && !/[\p{C}\s]/u.test(card) ? card : undefined
}

// A totally anti-symmetric quasigroup of order 10: H. M. Damm, "Total anti-symmetrische Quasigruppen",
// Marburg 2004, p. 111.
const quasigroup = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

function damm(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = Number(quasigroup[interim]![Number(digit)])
  return interim
}
