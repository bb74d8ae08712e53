/** One row of a receipt, read: what it adds to it. Amounts in minor units. */
export interface SlipLine {
  /** Of the file, counted from 1 with the heading, as a spreadsheet shows it. */
  row: number
  /** What is odd about the row: bits of `dirtBits`. */
  dirt: number
  kind: 'goods' | 'fee' | 'discount'
  sku: string | null
  name: string | null
  category: string | null
  brand: string | null
  quantityMilli: number
  unitPriceMinor: number
  discountMinor: number
}

/** How a file names a customer. */
export interface Key {
  kind: 'externalId' | 'card' | 'email' | 'phone'
  value: string
}

/** A receipt of the file: a purchase, or a return that names no purchase. Its lines lie in the scratch file. */
export interface Slip {
  sort: 'purchase' | 'return'
  externalId: string
  customer: Key | null
  ms: number
  row: number
  /** Where its lines lie: usually one place, more when its rows don't stand together. */
  places: { at: number; length: number }[]
  lineCount: number
  /** What came to be paid, for finding the giants. */
  valueMinor: number
}

/** Why a row was not taken over. A closed list: programs read it from the error file. */
export const rowFaults = {
  date_unclear: 'is not a date in the format of the map',
  number_unclear: 'is not a number',
  value_missing: 'is empty',
  value_too_long: 'is too long',
  value_too_large: 'is larger than any purchase can be',
  too_precise: 'has more than three decimals',
  in_the_future: 'lies in the future',
  other_currency: 'is another currency than the business keeps its books in',
  set_aside: 'is set aside by the map',
  duplicate: 'is the same as an earlier row in every column, and the map drops such',
  quantity_not_positive: 'is not above zero, and the receipt is no cancellation',
  price_negative: 'is below zero',
  nothing_paid: 'is zero: nothing was paid',
  code_skipped: 'is a code that the map skips',
  guest_skipped: 'is empty, and the map skips purchases of nobody known',
  return_of_guest: 'is empty: nobody can be found whose purchase it takes back',
  return_unmatched: 'takes back what was not bought before, as far as the file and the books know',
  return_partly: 'takes back more than was bought before; the rest was left out',
  discount_afterwards: 'is a discount given after the purchase: the books have no purchase to change',
  refused: 'was refused by the till',
} as const
export type RowFault = keyof typeof rowFaults
