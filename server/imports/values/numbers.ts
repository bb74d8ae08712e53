/** Which mark stands before the decimals. `either`: whichever a value shows, where that is clear. */
export type DecimalMark = '.' | ',' | 'either'

const MILLION = 1_000_000
// Beyond this a value in millionths is no longer an exact number.
const LARGEST = 4_000_000_000

const plain = /^-?\d{1,9}(\.\d{1,6})?$/

/** Reads a number in millionths: 2.55 → 2550000. Undefined when it isn't one, or has more than six decimals. */
export function readMillionths(written: string, mark: DecimalMark): number | undefined {
  if (mark !== ',' && plain.test(written)) return Math.round(Number(written) * MILLION)
  const text = written.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[\p{Sc}]|[\p{Sc}]$/gu, '')
  const sign = /^\((.*)\)$|^[-−](.*)$|^(.*)[-−]$|^\+(.*)$/.exec(text)
  const digits = sign ? (sign[1] ?? sign[2] ?? sign[3] ?? sign[4] ?? '') : text
  const negative = sign !== null && sign[4] === undefined
  const normal = pointed(digits.replace(/^[\p{Sc}]/u, ''), mark)
  if (normal === undefined) return undefined
  const value = Number(normal)
  if (value > LARGEST) return undefined
  const millionths = Math.round(value * MILLION)
  return negative ? 0 - millionths : millionths
}

/** The digits with a point before the decimals and nothing between the thousands; undefined where that isn't clear. */
function pointed(digits: string, mark: DecimalMark): string | undefined {
  const comma = digits.lastIndexOf(',')
  const point = digits.lastIndexOf('.')
  let decimal = mark as string
  if (mark === 'either') {
    if (comma >= 0 && point >= 0) decimal = comma > point ? ',' : '.'
    else if (comma >= 0) decimal = /^\d{1,3}(,\d{3})+$/.test(digits) ? '.' : ','
    else decimal = '.'
  }
  const thousands = decimal === ',' ? '.' : ','
  const grouped = decimal === ',' ? /^\d{1,3}(\.\d{3})+(,\d{0,6})?$/ : /^\d{1,3}(,\d{3})+(\.\d{0,6})?$/
  const simple = decimal === ',' ? /^\d*(,\d{0,6})?$/ : /^\d*(\.\d{0,6})?$/
  if (!/\d/.test(digits) || !(grouped.test(digits) || simple.test(digits))) return undefined
  return digits.replaceAll(thousands, '').replace(decimal, '.')
}

/** An amount of money from millionths of the unit, or undefined when it has more decimals than the currency. */
export function wholeMinor(millionths: number, decimals: number): number | undefined {
  const step = 10 ** (6 - decimals)
  return millionths % step === 0 ? millionths / step : undefined
}

/** price × quantity in minor units, halves up, exact: both in millionths. Never below zero. */
export function amountMinor(priceMillionths: number, quantityMillionths: number, decimals: number): number {
  const product = BigInt(priceMillionths) * BigInt(quantityMillionths)
  const step = 10n ** BigInt(12 - decimals)
  return Number((product + step / 2n) / step)
}
