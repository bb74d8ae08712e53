import type { PurchaseId } from '../../platform/ids.ts'
import type { ReturnableLine } from '../../purchases/purchases.ts'
import { Bag, type ReturnPart } from './matching.ts'
import type { RowFault, Slip, SlipLine } from './slip.ts'

/** What is to be done for one receipt of the file. */
export type Deed = { slip: Slip; lines: SlipLine[] } & (
  | { do: 'ring up'; known: PurchaseId | undefined }
  | { do: 'return'; known: boolean; parts: ReturnPart[]; rows: ReturnRow[] }
)
export type ReturnDeed = Extract<Deed, { do: 'return' }>

/** What a row of a cancellation found. */
export interface ReturnRow {
  line: SlipLine
  shortMilli: number
  fault: RowFault | null
}

/** What of these receipts the books hold already. */
export interface Known {
  purchases: ReadonlyMap<string, PurchaseId>
  returns: ReadonlySet<string>
}

/** Works out what to do for one customer's receipts, in their order. Pure. */
export function deedsOf(
  slips: readonly { slip: Slip; lines: SlipLine[] }[],
  known: Known,
  earlier: readonly ReturnableLine[] = [],
): Deed[] {
  const bag = new Bag()
  bag.addKnown(earlier)
  return slips.map(({ slip, lines }) => {
    if (slip.sort === 'purchase') {
      bag.add(slip, lines)
      return { do: 'ring up', slip, lines, known: known.purchases.get(slip.externalId) }
    }
    const parts = new Map<string, ReturnPart>()
    const rows = lines.map((line) => takeBack(bag, line, slip, parts))
    const there = known.returns.has(slip.externalId)
    return { do: 'return', slip, lines, known: there, parts: [...parts.values()], rows }
  })
}

function takeBack(bag: Bag, line: SlipLine, slip: Slip, parts: Map<string, ReturnPart>): ReturnRow {
  const all = { line, shortMilli: line.quantityMilli }
  if (!slip.customer) return { ...all, fault: 'return_of_guest' }
  if (line.kind === 'discount') return { ...all, fault: 'discount_afterwards' }
  const shortMilli = bag.take(line, slip.ms, parts)
  const fault =
    shortMilli === 0 ? null : shortMilli === line.quantityMilli ? 'return_unmatched' : 'return_partly'
  return { line, shortMilli, fault }
}

/** Whether something was not found that may lie in the books from before the file. */
export function isShort(deeds: readonly Deed[]): boolean {
  return deeds.some(
    (deed) =>
      deed.do === 'return' &&
      deed.rows.some(({ fault }) => fault === 'return_unmatched' || fault === 'return_partly'),
  )
}

/** An order so large that it is worth a look, taken back whole within a day. */
export interface GiantReversed {
  purchase: string
  cancellation: string
  customer: string
  pieces: number
  valueMinor: number
  minutes: number
}

const GIANT_TIMES_MEDIAN = 100
const DAY_MS = 86_400_000

/** What a giant is here: a hundred times the median purchase. */
export function giantFrom(slips: Iterable<Slip>): number {
  const values = [...slips].filter(({ sort }) => sort === 'purchase').map(({ valueMinor }) => valueMinor)
  values.sort((a, b) => a - b)
  return (values[Math.floor(values.length / 2)] ?? 0) * GIANT_TIMES_MEDIAN
}

export function giantsReversed(deeds: readonly Deed[], fromMinor: number): GiantReversed[] {
  const bought = new Map(deeds.filter((deed) => deed.do === 'ring up').map((deed) => [deed.slip, deed]))
  return deeds.flatMap((deed) => {
    if (deed.do !== 'return' || deed.parts.length !== 1) return []
    const [{ origin, lines }] = deed.parts as [ReturnPart]
    const purchase = 'slip' in origin ? bought.get(origin.slip) : undefined
    if (!purchase || purchase.slip.valueMinor < fromMinor || deed.slip.ms - purchase.slip.ms > DAY_MS)
      return []
    const milli = (of: readonly { quantityMilli: number }[]) =>
      of.reduce((sum, one) => sum + one.quantityMilli, 0)
    if (milli(lines) !== milli(purchase.lines)) return []
    return [
      {
        purchase: purchase.slip.externalId,
        cancellation: deed.slip.externalId,
        customer: deed.slip.customer?.value ?? '',
        pieces: milli(lines) / 1000,
        valueMinor: purchase.slip.valueMinor,
        minutes: Math.round((deed.slip.ms - purchase.slip.ms) / 60_000),
      },
    ]
  })
}
