import { z } from 'zod'
import { Refused } from '../platform/errors.ts'
import { apportion } from '../platform/exact.ts'

/** What a reward or voucher is good for. Money in minor units of the named currency. */

const LARGEST = 1_000_000_000_000
const amountMinor = z.int().min(1).max(LARGEST)
const currency = z.string().regex(/^[A-Z]{3}$/, 'A currency is its three-letter code: HUF.')
const text = z.string().trim().min(1).max(500)
/** One text for everybody, or one for each language. */
export const localText = z.union([
  text,
  z
    .record(z.string().regex(/^[a-z]{2,3}$/, 'A language is its two-letter code: hu.'), text)
    .refine((texts) => Object.keys(texts).length > 0, 'Write it in at least one language.')
    .refine((texts) => Object.keys(texts).length <= 20, 'At most 20 languages.'),
])
export type LocalText = z.output<typeof localText>

const names = z.array(z.string().trim().min(1).max(200)).min(1).max(500)
/** Any of the names inside one key; every key that is there must match. Left out: everything that is goods. */
const filter = z.strictObject({
  skus: names.optional(),
  categories: names.optional(),
  brands: names.optional(),
})
const onBasket = { where: filter.optional(), minTotalMinor: amountMinor.optional() }

export const benefit = z.discriminatedUnion('kind', [
  /** The cheapest `quantity` pieces that match are free, each up to `maxMinor`. */
  z.strictObject({
    kind: z.literal('product'),
    quantity: z.int().min(1).max(100).default(1),
    maxMinor: amountMinor.optional(),
    ...onBasket,
  }),
  z.strictObject({ kind: z.literal('amount'), amountMinor, currency, ...onBasket }),
  z.strictObject({
    kind: z.literal('percent'),
    percent: z.int().min(1).max(100),
    maxMinor: amountMinor.optional(),
    ...onBasket,
  }),
  /** Takes off the fees whose sku or category is "delivery", or those named by `where`. */
  z.strictObject({ kind: z.literal('free_delivery'), maxMinor: amountMinor.optional(), ...onBasket }),
  z.strictObject({ kind: z.literal('gift'), text: localText.optional() }),
  z.strictObject({ kind: z.literal('experience'), text: localText.optional() }),
  z.strictObject({ kind: z.literal('early_access'), text: localText.optional() }),
  z.strictObject({ kind: z.literal('perk'), partner: text.optional(), text: localText.optional() }),
  z.strictObject({ kind: z.literal('gift_card'), amountMinor, currency }),
  z.strictObject({
    kind: z.literal('donation'),
    to: localText,
    amountMinor: amountMinor.optional(),
    currency: currency.optional(),
  }),
])
export type Benefit = z.output<typeof benefit>
type Filter = z.output<typeof filter>

/** One line of a basket, after its own discounts. */
export interface BasketLine {
  line: number
  sku?: string | null | undefined
  category?: string | null | undefined
  brand?: string | null | undefined
  kind: 'goods' | 'gift_card' | 'store_credit' | 'fee'
  quantityMilli: number
  totalMinor: number
}

export interface Discount {
  /** Beside `lines`, in their order; sums to `totalMinor`. */
  byLine: number[]
  totalMinor: number
  freeDelivery: boolean
}

/**
 * What a benefit takes off a basket: never more than a line costs, never from gift cards and store credit bought (that
 * would turn points into money), and split by largest remainder so that the lines sum exactly to the whole.
 * Refuses where it would be spent for nothing: another currency, below its minimum, nothing in the basket that matches.
 */
export function discountOf(benefit: Benefit, lines: readonly BasketLine[], currency: string): Discount {
  const none = { byLine: lines.map(() => 0), totalMinor: 0, freeDelivery: false }
  if (benefit.kind === 'free_delivery') return freeDelivery(benefit, lines)
  if (benefit.kind === 'gift_card' || benefit.kind === 'donation') throw new Refused('reward.not_in_purchase')
  if (benefit.kind !== 'product' && benefit.kind !== 'amount' && benefit.kind !== 'percent') return none
  if (benefit.kind === 'amount' && benefit.currency !== currency) {
    throw new Refused('reward.other_currency', undefined, { params: { currency: benefit.currency } })
  }
  requireMinimum(benefit.minTotalMinor, lines)
  const open = lines.map((line) => (isGoods(line) && matches(benefit.where, line) ? line.totalMinor : 0))
  const openMinor = sum(open)
  if (openMinor === 0) throw new Refused('reward.nothing_matches')
  if (benefit.kind === 'product') return freePieces(benefit, lines, open)
  const wanted = benefit.kind === 'amount' ? benefit.amountMinor : percentOf(openMinor, benefit.percent)
  const cap = benefit.kind === 'percent' ? (benefit.maxMinor ?? openMinor) : openMinor
  const totalMinor = Math.min(wanted, cap, openMinor)
  return { byLine: apportion(totalMinor, open), totalMinor, freeDelivery: false }
}

function freeDelivery(
  benefit: Extract<Benefit, { kind: 'free_delivery' }>,
  lines: readonly BasketLine[],
): Discount {
  requireMinimum(benefit.minTotalMinor, lines)
  const where = benefit.where
  const open = lines.map((line) => {
    const delivery = where
      ? matches(where, line)
      : matches({ skus: ['delivery'] }, line) || matches({ categories: ['delivery'] }, line)
    return line.kind === 'fee' && delivery ? Math.max(0, line.totalMinor) : 0
  })
  const totalMinor = Math.min(sum(open), benefit.maxMinor ?? sum(open))
  return { byLine: apportion(totalMinor, open), totalMinor, freeDelivery: true }
}

/** The cheapest matching pieces. Of goods by weight a piece is a whole unit, or what there is of one. */
function freePieces(
  { quantity, maxMinor }: Extract<Benefit, { kind: 'product' }>,
  lines: readonly BasketLine[],
  open: readonly number[],
): Discount {
  const byLine = lines.map(() => 0)
  let leftMilli = quantity * 1_000
  const cheapestFirst = lines
    .map((line, index) => ({ line, index }))
    .filter(({ index }) => open[index]! > 0)
    .sort((a, b) => comparePrices(a.line, b.line) || a.index - b.index)
  for (const { line, index } of cheapestFirst) {
    const takenMilli = Math.min(leftMilli, line.quantityMilli)
    leftMilli -= takenMilli
    const worth = portion(line.totalMinor, takenMilli, line.quantityMilli)
    const cap = maxMinor === undefined ? worth : portion(maxMinor, takenMilli, 1_000)
    byLine[index] = Math.min(worth, cap)
    if (leftMilli === 0) break
  }
  return { byLine, totalMinor: sum(byLine), freeDelivery: false }
}

function isGoods(line: BasketLine): boolean {
  return line.kind === 'goods' && line.totalMinor > 0 && line.quantityMilli > 0
}

function matches(where: Filter | undefined, { sku, category, brand }: BasketLine): boolean {
  if (!where) return true
  return isAmong(where.skus, sku) && isAmong(where.categories, category) && isAmong(where.brands, brand)
}

function isAmong(wanted: string[] | undefined, value: string | null | undefined): boolean {
  if (!wanted) return true
  if (!value) return false
  const fold = (text: string) => text.trim().toLowerCase()
  return wanted.some((one) => fold(one) === fold(value))
}

function requireMinimum(minTotalMinor: number | undefined, lines: readonly BasketLine[]): void {
  if (minTotalMinor === undefined) return
  const goodsMinor = sum(lines.filter(isGoods).map(({ totalMinor }) => totalMinor))
  if (goodsMinor >= minTotalMinor) return
  throw new Refused('reward.minimum', undefined, { params: { minimum: minTotalMinor, total: goodsMinor } })
}

/** Compares prices per piece without rounding: a/b ? c/d as a×d ? c×b. */
function comparePrices(a: BasketLine, b: BasketLine): number {
  const left = BigInt(a.totalMinor) * BigInt(b.quantityMilli)
  const right = BigInt(b.totalMinor) * BigInt(a.quantityMilli)
  return left < right ? -1 : left > right ? 1 : 0
}

function percentOf(minor: number, percent: number): number {
  return portion(minor, percent, 100)
}

/** amount × part / whole, halves up. In BigInt, as the product may pass 2^53. */
function portion(amount: number, part: number, whole: number): number {
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
