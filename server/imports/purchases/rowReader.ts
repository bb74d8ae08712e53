import { largestMinor } from '../../purchases/purchases.ts'
import { bindColumn, bindColumns, type Pick } from '../maps/bind.ts'
import type { CodeMeaning, PurchasesMap } from '../maps/map.ts'
import { momentReader, type ReadMoment } from '../values/moments.ts'
import { amountMinor, type DecimalMark, readMillionths, wholeMinor } from '../values/numbers.ts'
import { type Dirt, dirtBits } from './dirt.ts'
import { dirtOf, type Parts } from './rowParts.ts'
import type { Key, RowFault, Slip, SlipLine } from './slip.ts'

/** What the amounts and moments of a file are read by. */
export interface Ground {
  currency: string
  decimals: number
  timeZone: string
  mark: DecimalMark
  /** Nothing is bought after this. */
  latestMs: number
}

export type ReadRow = { dirt: number } & (
  | { line: SlipLine; slip: Only<Slip, 'sort' | 'customer' | 'ms'> & { externalId: string | null } }
  | { fault: RowFault; field: string; say?: string }
)
type Only<Thing, Field extends keyof Thing> = { [Name in Field]: Thing[Name] }

const fields = [
  ...([
    'purchase',
    'occurredAt',
    'sku',
    'name',
    'category',
    'brand',
    'quantity',
    'unitPrice',
    'total',
  ] as const),
  ...(['discount', 'country', 'currency'] as const),
]
const keyKinds = ['externalId', 'card', 'email', 'phone'] as const
const LARGEST_QUANTITY = 1_000_000

/** Reads the rows of a file by its map, counting on the way what is odd about them. */
export class RowReader {
  readonly #map: PurchasesMap
  readonly #ground: Ground
  readonly #dirt: Dirt
  readonly #columns
  readonly #keys: { kind: Key['kind']; pick: Pick }[]
  readonly #moment: (text: string) => ReadMoment | undefined
  readonly #codes: Map<string, CodeMeaning>

  constructor(
    map: PurchasesMap,
    heading: readonly string[],
    { ground, dirt }: { ground: Ground; dirt: Dirt },
  ) {
    this.#map = map
    this.#ground = ground
    this.#dirt = dirt
    this.#columns = bindColumns(map.columns, heading, fields)
    this.#keys = keyKinds.flatMap((kind) => {
      const column = map.columns.customer?.[kind]
      return column === undefined ? [] : [{ kind, pick: bindColumn(column, heading, `customer.${kind}`) }]
    })
    this.#moment = momentReader(map.date, ground.timeZone)
    this.#codes = new Map(Object.entries(map.codes).map(([code, means]) => [code.toUpperCase(), means]))
  }

  read(row: readonly string[], rowNumber: number): ReadRow {
    const parts = this.#partsOf(row, rowNumber)
    const { aside, dirt } = parts
    this.#dirt.look({
      customer: parts.customer && `${parts.customer.kind} ${parts.customer.value}`,
      country: this.#columns.country(row),
      code: parts.means === undefined ? null : parts.sku,
      cancellation: parts.cancels,
      valueMillionths: this.#valueOf(parts.quantity, parts.price),
      valueFloat:
        (this.#columns.has('unitPrice') ? (parts.quantity ?? 0) / 1e6 : 1) * ((parts.price ?? 0) / 1e6),
    })
    if (aside !== undefined) {
      this.#dirt.setAside.set(aside, (this.#dirt.setAside.get(aside) ?? 0) + 1)
      return { dirt, fault: 'set_aside', field: 'purchase', say: aside }
    }
    const fault = this.#faultOf(row, parts)
    return fault ? { dirt, ...fault } : this.#whole(row, parts)
  }

  /** What the file calls a field. */
  nameOf(field: string): string {
    const columns: Record<string, unknown> = this.#map.columns
    const column = field === 'customer' ? Object.values(this.#map.columns.customer ?? {})[0] : columns[field]
    return typeof column === 'string' ? column : field
  }

  #partsOf(row: readonly string[], rowNumber: number): Parts {
    const columns = this.#columns
    const { returns, setAside } = this.#map
    const externalId = columns.has('purchase') ? columns.purchase(row) : null
    const sku = columns.sku(row)
    const parts = {
      rowNumber,
      externalId,
      sku,
      customer: this.#keyOf(row),
      quantity: columns.has('quantity') ? this.#number(columns.quantity(row)) : 1_000_000,
      price: this.#number(columns.has('unitPrice') ? columns.unitPrice(row) : columns.total(row)),
      means: this.#codes.get(sku.toUpperCase()),
      cancels: returns.prefix !== undefined && (externalId?.startsWith(returns.prefix) ?? false),
      aside: setAside.find(({ prefix }) => externalId?.startsWith(prefix))?.because,
      repeated: this.#dirt.repeats(row),
    }
    return { ...parts, dirt: dirtOf(parts) }
  }

  #keyOf(row: readonly string[]): Key | null {
    for (const { kind, pick } of this.#keys) {
      const value = pick(row)
      if (value !== '') return { kind, value }
    }
    return null
  }

  #number(text: string): number | undefined {
    return readMillionths(text, this.#ground.mark)
  }

  #valueOf(quantity: number | undefined, price: number | undefined): number {
    if (quantity === undefined || price === undefined) return 0
    if (!this.#columns.has('unitPrice')) return price
    return quantity % 1_000_000 === 0
      ? (quantity / 1_000_000) * price
      : Math.round((quantity / 1_000_000) * price)
  }

  /** Why a row can't be taken over, the first reason that holds. */
  #faultOf(
    row: readonly string[],
    { externalId, quantity, price, cancels, customer, repeated, means, sku }: Parts,
  ): { fault: RowFault; field: string } | undefined {
    const columns = this.#columns
    const { returns, duplicates, nothingPaid, guests } = this.#map
    const priced = columns.has('unitPrice') ? 'unitPrice' : 'total'
    if (externalId === '') return { fault: 'value_missing', field: 'purchase' }
    if (externalId && externalId.length > 190) return { fault: 'value_too_long', field: 'purchase' }
    if (quantity === undefined) return { fault: 'number_unclear', field: 'quantity' }
    if (price === undefined) return { fault: 'number_unclear', field: priced }
    if (repeated > 0 && duplicates === 'drop') return { fault: 'duplicate', field: 'row' }
    const back = quantity < 0 && (cancels || returns.negativeQuantity === true || means === 'discount')
    if (quantity <= 0 && !back) return { fault: 'quantity_not_positive', field: 'quantity' }
    if (price < 0 && !(back && priced === 'total')) return { fault: 'price_negative', field: priced }
    if (price === 0 && nothingPaid === 'skip') return { fault: 'nothing_paid', field: priced }
    if (quantity % 1_000 !== 0) return { fault: 'too_precise', field: 'quantity' }
    if (Math.abs(quantity) > LARGEST_QUANTITY * 1_000_000)
      return { fault: 'value_too_large', field: 'quantity' }
    if (means === 'skip') return { fault: 'code_skipped', field: 'sku' }
    if (!customer && guests === 'skip') return { fault: 'guest_skipped', field: 'customer' }
    const currency = columns.currency(row)
    if (currency !== '' && currency.toUpperCase() !== this.#ground.currency)
      return { fault: 'other_currency', field: 'currency' }
    if (sku.length > 120) return { fault: 'value_too_long', field: 'sku' }
    return undefined
  }

  #whole(row: readonly string[], parts: Parts): ReadRow {
    const columns = this.#columns
    const moment = this.#moment(columns.occurredAt(row))
    let { dirt } = parts
    if (!moment) return { dirt, fault: 'date_unclear', field: 'occurredAt' }
    if (moment.ms > this.#ground.latestMs) return { dirt, fault: 'in_the_future', field: 'occurredAt' }
    if (moment.odd === 'gap') dirt |= dirtBits.clockGap
    if (moment.odd === 'overlap') dirt |= dirtBits.clockOverlap
    const quantity = Math.abs(parts.quantity!)
    const priced = this.#priced(row, quantity, Math.abs(parts.price!))
    if (!priced) return { dirt, fault: 'value_too_large', field: 'unitPrice' }
    if (priced.rounded) dirt |= dirtBits.priceRounded
    const word = (pick: Pick, most: number) => pick(row).slice(0, most) || null
    const line: SlipLine = {
      row: parts.rowNumber,
      dirt,
      kind: parts.means === 'fee' || parts.means === 'discount' ? parts.means : 'goods',
      sku: parts.sku || null,
      name: word(columns.name, 500),
      category: word(columns.category, 120),
      brand: word(columns.brand, 120),
      quantityMilli: quantity / 1_000,
      unitPriceMinor: priced.unitPriceMinor,
      discountMinor: priced.discountMinor,
    }
    // A discount is told as a piece below zero: it lowers its purchase, but nothing where the receipt is a cancellation.
    const back = parts.cancels || (parts.quantity! < 0 && parts.means !== 'discount')
    const sort = back ? 'return' : 'purchase'
    return {
      dirt,
      line,
      slip: { sort, externalId: parts.externalId, customer: parts.customer, ms: moment.ms },
    }
  }

  /**
   * The price of one in whole minor units, and a discount for what that is too much: a price of a tenth of a penny, or
   * three for ten, comes out at the very amount that was paid.
   */
  #priced(row: readonly string[], quantity: number, price: number) {
    const { decimals } = this.#ground
    const perPiece = this.#columns.has('unitPrice')
    const off = this.#columns.has('discount') ? (this.#number(this.#columns.discount(row)) ?? 0) : 0
    const discount = amountMinor(Math.abs(off), 1_000_000, decimals)
    const whole = perPiece ? wholeMinor(price, decimals) : undefined
    if (whole !== undefined && whole * (quantity / 1_000_000) <= largestMinor) {
      return { unitPriceMinor: whole, discountMinor: discount, rounded: false }
    }
    const amount = perPiece ? amountMinor(price, quantity, decimals) : amountMinor(price, 1_000_000, decimals)
    if (amount > largestMinor) return undefined
    const unitPriceMinor = Math.ceil((amount * 1_000_000) / quantity)
    const gross = amountMinor(unitPriceMinor * 10 ** (6 - decimals), quantity, decimals)
    return {
      unitPriceMinor,
      discountMinor: discount + Math.max(0, gross - amount),
      rounded: perPiece || gross !== amount,
    }
  }
}
