import type { PurchaseFilter } from '../../api/purchases.ts'

/** The filter of purchases as it stands in the address; what can't be one is left out. */
export interface PurchaseAddress extends PurchaseFilter {
  /** Which one the panel shows. */
  look?: string
}

export function readPurchaseAddress(search: Record<string, unknown>): PurchaseAddress {
  const text = (name: string, fits: RegExp) => {
    const value = search[name]
    const said = typeof value === 'number' ? String(value) : value
    return typeof said === 'string' && fits.test(said) ? { [name]: said } : {}
  }
  const amount = (name: string) => {
    const value = Number(search[name])
    return search[name] !== undefined && search[name] !== '' && Number.isSafeInteger(value) && value >= 0
      ? { [name]: value }
      : {}
  }
  return {
    ...text('customer', /^cus_/),
    ...text('whose', /^(known|anonymous)$/),
    ...text('from', /^\d{4}-\d{2}-\d{2}$/),
    ...text('until', /^\d{4}-\d{2}-\d{2}$/),
    ...text('location', /^loc_/),
    ...text('staff', /^sta_/),
    ...amount('totalMin'),
    ...amount('totalMax'),
    ...text('returned', /^(some|whole|none)$/),
    ...text('text', /\S/),
    ...text('look', /^pur_/),
  }
}
