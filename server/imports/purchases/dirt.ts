import { Repeats } from '../values/repeats.ts'

/** What can be odd about a row, each with a bit of its own, so that a line carries it until it is known what became of it. */
export const dirtBits = {
  withoutCustomer: 1,
  cancellation: 2,
  cancellationWithCustomer: 4,
  setAside: 8,
  quantityNotPositive: 16,
  priceNotPositive: 32,
  exactDuplicate: 64,
  nonProductCode: 128,
  clockGap: 256,
  clockOverlap: 512,
  priceRounded: 1024,
} as const
export type DirtKind = keyof typeof dirtBits

/** What became of a row. */
export type Fate =
  | 'imported'
  | 'alreadyThere'
  | 'matched'
  | 'partlyMatched'
  | 'unmatched'
  | 'skipped'
  | 'refused'

interface Person {
  country: string
  moved: boolean
  bought: boolean
  netMillionths: number
  /** The same sum as a spreadsheet or a statistics program would come to, binary fractions and all. */
  netFloat: number
}

/** A row as far as counting needs it. */
export interface Looked {
  customer: string | null
  country: string
  code: string | null
  cancellation: boolean
  /** quantity × price in millionths of the unit; 0 where one can't be read. */
  valueMillionths: number
  /** The same product in binary fractions. */
  valueFloat: number
}

/**
 * Counts what is odd about a file. It grows with the different rows (24 bytes each, for the duplicates) and with the
 * customers, not with what the rows hold.
 */
export class Dirt {
  rows = 0
  readonly codes = new Map<string, number>()
  readonly setAside = new Map<string, number>()
  readonly #fates = new Map<DirtKind, Map<Fate, number>>()
  readonly #values = { positive: 0, guests: 0, cancellations: 0, cancellationsWithCustomer: 0 }
  readonly #people = new Map<string, Person>()
  readonly #countries = new Set<string>()
  readonly #repeats = new Repeats()

  /** How often the same row came before. */
  repeats(row: readonly string[]): number {
    return this.#repeats.seen(row.join('\u001f'))
  }

  look(looked: Looked): void {
    const { customer, country, code, cancellation, valueMillionths } = looked
    if (code !== null) this.codes.set(code, (this.codes.get(code) ?? 0) + 1)
    if (country !== '') this.#countries.add(country)
    const values = this.#values
    if (valueMillionths > 0) values.positive += valueMillionths
    if (valueMillionths > 0 && customer === null) values.guests += valueMillionths
    if (cancellation) values.cancellations += valueMillionths
    if (customer === null) return
    if (cancellation) values.cancellationsWithCustomer += valueMillionths
    this.#meet(customer, looked)
  }

  #meet(customer: string, row: Looked): void {
    const person = this.#people.get(customer)
    if (!person) {
      const { country, valueMillionths: netMillionths, valueFloat: netFloat } = row
      this.#people.set(customer, {
        country,
        bought: !row.cancellation,
        netMillionths,
        netFloat,
        moved: false,
      })
      return
    }
    person.moved ||= person.country !== row.country
    person.bought ||= !row.cancellation
    person.netMillionths += row.valueMillionths
    person.netFloat += row.valueFloat
  }

  /** A row with this dirt met this fate. */
  met(bits: number, fate: Fate): void {
    if (bits === 0) return
    for (const kind of kinds) {
      if ((bits & dirtBits[kind]) === 0) continue
      const fates = this.#fates.get(kind) ?? new Map<Fate, number>()
      fates.set(fate, (fates.get(fate) ?? 0) + 1)
      this.#fates.set(kind, fates)
    }
  }

  report() {
    const people = [...this.#people.values()]
    const units = (millionths: number) => Math.round(millionths / 10_000) / 100
    const { positive, guests, cancellations, cancellationsWithCustomer } = this.#values
    return {
      rows: this.rows,
      ...Object.fromEntries(kinds.map((kind) => [kind, this.#of(kind)])),
      nonProductCodes: Object.fromEntries([...this.codes].sort((a, b) => b[1] - a[1])),
      setAsideByReason: Object.fromEntries(this.setAside),
      countries: this.#countries.size,
      customers: people.length,
      customersWithSeveralCountries: people.filter(({ moved }) => moved).length,
      customersWithCancellationsOnly: people.filter(({ bought }) => !bought).length,
      customersWithNetNotPositive: people.filter(({ netMillionths }) => netMillionths <= 0).length,
      // Published counts of the Online Retail file have 50, which is this sum; to the penny it is 55.
      customersWithNetNotPositiveInFloats: people.filter(({ netFloat }) => netFloat <= 0).length,
      value: {
        positive: units(positive),
        guests: units(guests),
        guestsShare: positive > 0 ? Math.round((guests / positive) * 10_000) / 10_000 : 0,
        cancellations: units(cancellations),
        cancellationsWithCustomer: units(cancellationsWithCustomer),
      },
    }
  }

  #of(kind: DirtKind): { rows: number } & Partial<Record<Fate, number>> {
    const fates = this.#fates.get(kind) ?? new Map<Fate, number>()
    const rows = [...fates.values()].reduce((sum, count) => sum + count, 0)
    return { rows, ...Object.fromEntries(fates) }
  }
}
const kinds = Object.keys(dirtBits) as DirtKind[]

export type DirtReport = ReturnType<Dirt['report']> &
  Record<DirtKind, { rows: number } & Partial<Record<Fate, number>>>
