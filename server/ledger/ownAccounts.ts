import { createHash } from 'node:crypto'
import type { AccountId } from '../platform/ids.ts'
import type { OwnAccount } from './entries.ts'

const known = new Map<string, AccountId>()

/**
 * The id of the business's own account of a kind in a unit. It follows from what it names, so that no till has to look
 * it up. UUIDv8 (RFC 9562 §5.8): SHA-256 of the name.
 */
export function ownAccountId(businessId: string, unit: string, kind: OwnAccount): AccountId {
  const name = `${businessId}/${unit}/${kind}`
  const cached = known.get(name)
  if (cached) return cached
  const hex = createHash('sha256').update(name).digest('hex')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  if (known.size > 10_000) known.clear()
  known.set(name, id)
  return id
}
