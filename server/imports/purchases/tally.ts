import type { RowErrors } from '../errorFile.ts'
import type { Outcome } from './carryOut.ts'
import { type Deed, type GiantReversed, giantsReversed, type ReturnDeed } from './deeds.ts'
import type { Dirt, Fate } from './dirt.ts'
import type { Done } from './ringing.ts'
import { rowFaults, type SlipLine } from './slip.ts'

/** Counts what became of the receipts, and tells the errors of each row. */
export class Tally {
  readonly #dirt: Dirt
  readonly #errors: RowErrors
  readonly #giantMinor: number
  readonly #giants: GiantReversed[] = []
  readonly #customers = { made: 0, known: 0 }
  readonly #purchases = {
    imported: 0,
    ofCustomers: 0,
    ofGuests: 0,
    alreadyThere: 0,
    refused: 0,
    rows: 0,
    valueMinor: 0,
  }
  readonly #returns = { imported: 0, purchasesTouched: 0, alreadyThere: 0, unmatched: 0, refused: 0 }
  readonly #returnRows = { matched: 0, partlyMatched: 0, unmatched: 0 }
  #rows = 0

  constructor(dirt: Dirt, errors: RowErrors, giantMinor: number) {
    this.#dirt = dirt
    this.#errors = errors
    this.#giantMinor = giantMinor
  }

  /** Answers how many rows are done so far. */
  add({ key, deeds, result }: Done): number {
    if (key) this.#customers[result.made ? 'made' : 'known'] += 1
    this.#giants.push(...giantsReversed(deeds, this.#giantMinor))
    for (const [index, deed] of deeds.entries()) {
      this.#rows += deed.lines.length
      const outcome = result.outcomes[index]!
      if (deed.do === 'ring up') this.#purchase(deed, outcome)
      else this.#return(deed, outcome)
    }
    return this.#rows
  }

  #purchase(deed: Deed, outcome: Outcome): void {
    const counts = this.#purchases
    if (outcome === 'done') {
      counts.imported += 1
      counts[deed.slip.customer ? 'ofCustomers' : 'ofGuests'] += 1
      counts.rows += deed.lines.length
      counts.valueMinor += deed.slip.valueMinor
    } else counts[outcome === 'there' ? 'alreadyThere' : 'refused'] += 1
    const fate: Fate = outcome === 'done' ? 'imported' : outcome === 'there' ? 'alreadyThere' : 'refused'
    for (const line of deed.lines) this.#line(line, fate, outcome)
  }

  #line(line: SlipLine, fate: Fate, outcome: Outcome): void {
    this.#dirt.met(line.dirt, fate)
    if (typeof outcome === 'string') return
    this.#errors.add({
      row: line.row,
      field: outcome.field ?? 'purchase',
      code: 'refused',
      say: `${rowFaults.refused}: ${outcome.message}`,
    })
  }

  #return(deed: ReturnDeed, outcome: Outcome): void {
    const counts = this.#returns
    if (typeof outcome !== 'string') counts.refused += 1
    else if (deed.parts.length === 0) counts.unmatched += 1
    else if (outcome === 'there') counts.alreadyThere += 1
    else {
      counts.imported += 1
      counts.purchasesTouched += deed.parts.length
    }
    for (const { line, fault, shortMilli } of deed.rows) {
      if (typeof outcome !== 'string') {
        this.#line(line, 'refused', outcome)
        continue
      }
      const fate: Fate =
        fault === null ? 'matched' : fault === 'return_partly' ? 'partlyMatched' : 'unmatched'
      this.#returnRows[fate] += 1
      this.#dirt.met(line.dirt, outcome === 'there' && fate !== 'unmatched' ? 'alreadyThere' : fate)
      if (!fault) continue
      const of = fault === 'return_partly' ? `: ${shortMilli / 1000} of ${line.quantityMilli / 1000}` : ''
      const say = `${deed.slip.externalId}, ${line.sku ?? line.name ?? 'row'} ${rowFaults[fault]}${of}`
      this.#errors.add({
        row: line.row,
        field: fault === 'return_of_guest' ? 'customer' : 'sku',
        code: fault,
        say,
      })
    }
  }

  report() {
    const added = this.#purchases.imported + this.#returns.imported + this.#customers.made
    return {
      changed: added > 0,
      customers: this.#customers,
      purchases: this.#purchases,
      returns: { ...this.#returns, rows: this.#returnRows },
      // Customers come in any order; receipts are told in theirs.
      giantsReversed: this.#giants.sort((a, b) => (a.purchase < b.purchase ? -1 : 1)),
      rowsLeftOut: Object.fromEntries(this.#errors.byCode),
    }
  }
}
