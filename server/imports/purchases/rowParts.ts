import type { CodeMeaning } from '../maps/map.ts'
import { dirtBits } from './dirt.ts'
import type { Key } from './slip.ts'

/** A row's values, read as far as they can be. */
export interface Parts {
  rowNumber: number
  externalId: string | null
  sku: string
  customer: Key | null
  quantity: number | undefined
  price: number | undefined
  means: CodeMeaning | undefined
  cancels: boolean
  aside: string | undefined
  /** How often the same row came before. */
  repeated: number
  dirt: number
}

/** What is odd about a row, as bits. */
export function dirtOf({
  customer,
  cancels,
  aside,
  quantity,
  price,
  repeated,
  means,
}: Omit<Parts, 'dirt'>): number {
  let dirt = 0
  if (customer === null) dirt |= dirtBits.withoutCustomer
  if (cancels) dirt |= dirtBits.cancellation
  if (cancels && customer !== null) dirt |= dirtBits.cancellationWithCustomer
  if (aside !== undefined) dirt |= dirtBits.setAside
  if (quantity !== undefined && quantity <= 0) dirt |= dirtBits.quantityNotPositive
  if (price !== undefined && price <= 0) dirt |= dirtBits.priceNotPositive
  if (repeated > 0) dirt |= dirtBits.exactDuplicate
  if (means !== undefined) dirt |= dirtBits.nonProductCode
  return dirt
}
