import { createCustomer, findCustomer } from '../../customers/customers.ts'
import type { Database, Tx } from '../../platform/database.ts'
import type { Actor } from '../../platform/http.ts'
import type { CustomerId } from '../../platform/ids.ts'
import type { PurchasesMap } from '../maps/map.ts'
import { isBought } from './matching.ts'
import type { Key, SlipLine } from './slip.ts'

/** What every lane writes with. */
export interface Pen {
  database: Database
  businessId: string
  actor: Actor
  map: PurchasesMap
}

/** Whose receipts they are: a key of the file, and when she first bought. */
export interface Whose {
  key: Key
  firstMs: number | undefined
}

/** The lines of a receipt as the till takes them. */
export function basketOf(lines: readonly SlipLine[]) {
  const off = lines.filter((line) => !isBought(line))
  const discount = off.reduce(
    (sum, line) => sum + Math.round((line.unitPriceMinor * line.quantityMilli) / 1000),
    0,
  )
  return {
    lines: lines.filter(isBought).map((line) => ({
      kind: line.kind === 'fee' ? ('fee' as const) : ('goods' as const),
      sku: line.sku ?? undefined,
      name: line.name ?? undefined,
      category: line.category ?? undefined,
      brand: line.brand ?? undefined,
      quantity: line.quantityMilli / 1000,
      unitPrice: line.unitPriceMinor,
      discount: line.discountMinor,
    })),
    ...(discount > 0 ? { discount } : {}),
    // What was paid stands in the file, tax and all, whatever the shop's prices are like today.
    taxIncluded: true,
  }
}

/** The customer of a key, made on first sight. Whoever only cancelled is known, but has not joined. */
export async function customerOf(
  tx: Tx,
  { key, firstMs }: Whose,
  { map, actor }: Pen,
): Promise<{ id: CustomerId; made: boolean }> {
  const named = namedBy(key, map)
  const known = await findCustomer(tx, named)
  if (known) return { id: known, made: false }
  const joinedAt = firstMs === undefined ? null : Temporal.Instant.fromEpochMilliseconds(firstMs).toString()
  const acquisition = map.acquisition ? { acquisition: map.acquisition } : {}
  const made = { ...named, ...acquisition, joinedAt }
  return { id: await createCustomer(tx, made, actor, { welcome: map.joiningGift }), made: true }
}

/** A key of the file as the customers' room takes it. */
export function namedBy({ kind, value }: Key, { source }: Pick<PurchasesMap, 'source'>) {
  return { [kind]: value, ...(kind === 'externalId' && source ? { source } : {}) }
}
