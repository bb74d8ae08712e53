import type { PurchaseId } from '../../platform/ids.ts'
import type { ReturnableLine } from '../../purchases/purchases.ts'
import type { Slip, SlipLine } from './slip.ts'

/** A purchase that something comes back of: one of the file, or one that was in the books before. */
export type Origin = { slip: Slip } | { purchaseId: PurchaseId }

/** What comes back of one purchase. */
export interface ReturnPart {
  origin: Origin
  lines: { line: number; quantityMilli: number }[]
}

interface Bought {
  origin: Origin
  key: string
  line: number
  unitPriceMinor: number
  leftMilli: number
  ms: number
}

/**
 * What one customer has bought and not brought back, in the order of time. A cancellation in a shop's log names no
 * purchase: it takes back what was bought last at the same price, then what was bought at another one, spread over
 * several purchases where one doesn't reach. What was never bought stays unmatched. Pure, so that a dry run and a
 * second run decide the same.
 */
export class Bag {
  readonly #bySku = new Map<string, Bought[]>()

  /** Puts in what was in the books before the file. */
  addKnown(lines: readonly ReturnableLine[]): void {
    for (const { purchaseId, line, sku, unitPriceMinor, leftMilli, occurredAt } of lines) {
      const origin = { purchaseId }
      this.#put(sku, {
        origin,
        key: purchaseId,
        line,
        unitPriceMinor,
        leftMilli,
        ms: occurredAt.epochMilliseconds,
      })
    }
  }

  /** Puts a purchase of the file in. Its lines are counted as it will be rung up: without the discounts. */
  add(slip: Slip, lines: readonly SlipLine[]): void {
    const origin = { slip }
    for (const [line, { sku, unitPriceMinor, quantityMilli }] of lines.filter(isBought).entries()) {
      if (sku === null) continue
      this.#put(sku, {
        origin,
        key: slip.externalId,
        line,
        unitPriceMinor,
        leftMilli: quantityMilli,
        ms: slip.ms,
      })
    }
  }

  #put(sku: string, bought: Bought): void {
    const of = this.#bySku.get(sku)
    if (of) of.push(bought)
    else this.#bySku.set(sku, [bought])
  }

  /** Takes back what a row of a cancellation names; answers what is short. Adds to `parts`, by purchase. */
  take(row: SlipLine, ms: number, parts: Map<string, ReturnPart>): number {
    const candidates = (this.#bySku.get(row.sku ?? '') ?? []).filter(
      (one) => one.ms <= ms && one.leftMilli > 0,
    )
    const same = candidates.filter(({ unitPriceMinor }) => unitPriceMinor === row.unitPriceMinor)
    // A fee typed by hand at another price is another fee; goods at another price are the same goods.
    const other = row.kind === 'fee' ? [] : candidates.filter((one) => !same.includes(one))
    let short = row.quantityMilli
    for (const bought of [...same.reverse(), ...other.reverse()]) {
      if (short === 0) break
      const quantityMilli = Math.min(bought.leftMilli, short)
      bought.leftMilli -= quantityMilli
      short -= quantityMilli
      addTo(parts, bought, quantityMilli)
    }
    return short
  }
}

function addTo(parts: Map<string, ReturnPart>, { origin, key, line }: Bought, quantityMilli: number): void {
  const part = parts.get(key) ?? { origin, lines: [] }
  parts.set(key, part)
  const same = part.lines.find((one) => one.line === line)
  if (same) same.quantityMilli += quantityMilli
  else part.lines.push({ line, quantityMilli })
}

/** A discount is not a line of its own: it comes off the whole. */
export function isBought({ kind }: SlipLine): boolean {
  return kind !== 'discount'
}
