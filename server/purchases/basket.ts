import { Refused } from '../platform/errors.ts'
import { apportion } from '../platform/exact.ts'

export const largestMinor = 1_000_000_000_000

export type LineKind = 'goods' | 'gift_card' | 'store_credit' | 'fee'

/** A line as the shop sends it. Amounts in minor units of the purchase's currency. */
export interface LineInput {
  kind?: LineKind | undefined
  sku?: string | undefined
  name?: string | undefined
  category?: string | undefined
  brand?: string | undefined
  /** Pieces, kilograms, nights: up to three decimals. */
  quantity?: number | undefined
  unitPrice: number
  discount?: number | undefined
  tax?: number | undefined
}

export interface BasketInput {
  lines?: LineInput[] | undefined
  total?: number | undefined
  discount?: number | undefined
  tax?: number | undefined
  taxIncluded: boolean
}

/** A line with its price worked out. `total` is what was paid for it, tax included either way. */
export interface Line {
  line: number
  kind: LineKind
  sku: string | null
  name: string | null
  category: string | null
  brand: string | null
  quantityMilli: number
  unitPriceMinor: number
  grossMinor: number
  discountMinor: number
  redeemedMinor: number
  taxMinor: number
  totalMinor: number
}

/**
 * Works out what each line costs: quantity × price, rounded half up to the minor unit; its own discount; its share of
 * the discount on the whole (largest remainder, so that the shares sum to it); tax on top where prices don't include it.
 * A purchase typed as one amount is one line.
 */
export function priceBasket(input: BasketInput): Line[] {
  const typed = input.lines === undefined
  if (typed && input.total === undefined) throw invalid('lines', 'must be given, or a total in their place')
  if (input.lines?.length === 0 && input.total === undefined)
    throw invalid('lines', 'must hold at least one line')
  const single = typed || input.lines!.length === 0
  // A total typed alone is what was paid: discount and tax in it are told, not applied again.
  const sent: LineInput[] = single ? [{ unitPrice: input.total! }] : input.lines!
  const lines = sent.map(priceLine)
  if (single) {
    lines[0]!.taxMinor = input.tax ?? 0
    if ((input.tax ?? 0) > input.total!) throw invalid('tax', 'must not be more than the total')
  } else {
    shareOut(lines, input)
  }
  for (const line of lines) {
    const onTop = single || input.taxIncluded ? 0 : line.taxMinor
    line.totalMinor = line.grossMinor - line.discountMinor + onTop
  }
  const total = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  if (total > largestMinor)
    throw invalid(single ? 'total' : 'lines', `must not come to more than ${largestMinor}`)
  if (!single && input.total !== undefined && input.total !== total) {
    throw new Refused('purchase.total_differs', undefined, {
      field: 'total',
      params: { sent: input.total, lines: total },
    })
  }
  return lines
}

function priceLine(sent: LineInput, line: number): Line {
  const quantityMilli = Math.round((sent.quantity ?? 1) * 1000)
  const grossMinor = halfUp(sent.unitPrice, quantityMilli)
  const discountMinor = sent.discount ?? 0
  if (grossMinor > largestMinor)
    throw invalid(`lines[${line}].unitPrice`, `times the quantity must not exceed ${largestMinor}`)
  if (discountMinor > grossMinor)
    throw invalid(`lines[${line}].discount`, 'must not be more than the line comes to')
  return {
    line,
    kind: sent.kind ?? 'goods',
    sku: sent.sku ?? null,
    name: sent.name ?? null,
    category: sent.category ?? null,
    brand: sent.brand ?? null,
    quantityMilli,
    unitPriceMinor: sent.unitPrice,
    grossMinor,
    discountMinor,
    redeemedMinor: 0,
    taxMinor: sent.tax ?? 0,
    totalMinor: 0,
  }
}

/** price × thousandths / 1000, halves up, exact beyond 2^53. */
function halfUp(priceMinor: number, quantityMilli: number): number {
  const product = BigInt(priceMinor) * BigInt(quantityMilli)
  return quantityMilli % 1000 === 0 ? priceMinor * (quantityMilli / 1000) : Number((product + 500n) / 1000n)
}

/** Gives each line its share of the discount and the tax on the whole. */
function shareOut(lines: Line[], { discount = 0, tax = 0 }: BasketInput): void {
  const open = lines.map((line) => line.grossMinor - line.discountMinor)
  if (discount > sumOf(open)) throw invalid('discount', 'must not be more than the lines come to')
  for (const [index, part] of apportion(discount, open).entries()) lines[index]!.discountMinor += part
  const taxed = lines.map((line) => line.grossMinor - line.discountMinor)
  for (const [index, part] of apportion(tax, taxed).entries()) lines[index]!.taxMinor += part
}

export function sumOf(numbers: readonly number[]): number {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}

function invalid(field: string, message: string): Refused {
  return new Refused('request.invalid', message, { field })
}
