import { createHmac, hkdfSync } from 'node:crypto'
import { statement, type Tx } from '../../platform/database.ts'

let masterKey: Buffer | undefined

/** To be called once when the program starts, with the installation's secret. */
export function keySuppression(secret: string): void {
  masterKey = Buffer.from(hkdfSync('sha256', secret, '', 'regulars suppression', 32))
}

/**
 * An address as a keyed hash (HMAC-SHA-256 under a key of its own, RFC 5869): without the installation's secret nobody
 * can try out whose it is, though there are few enough phone numbers to try them all. The business goes in, so that two
 * of them can't compare their lists.
 */
export function hashAddress(businessId: string, kind: string, value: string): Buffer {
  if (!masterKey) throw new Error('keySuppression was not called when the program started')
  return createHmac('sha256', masterKey)
    .update(JSON.stringify([businessId, kind, value]))
    .digest()
}

const insert = statement(
  'customers.suppress',
  `insert into suppressions (business_id, kind, hash, reason)
   select $1, s.kind, s.hash, $4 from unnest($2::text[], $3::bytea[]) s (kind, hash) order by s.kind, s.hash
   on conflict do nothing`,
)
const find = statement<{ reason: string }>(
  'customers.suppressed',
  'select reason from suppressions where business_id = $1 and kind = $2 and hash = $3',
)

/** From now on these addresses (in their normal writing) are known as not to be written to. */
export async function suppress(
  tx: Tx,
  addresses: readonly { kind: string; value: string }[],
  reason: string,
): Promise<void> {
  if (addresses.length === 0) return
  const kinds = addresses.map(({ kind }) => kind)
  const hashes = addresses.map(({ kind, value }) => hashAddress(tx.businessId, kind, value))
  await tx.rows(insert, [tx.businessId, kinds, hashes, reason])
}

/** Whether an address (in its normal writing) must not be written to. */
export async function isSuppressed(tx: Tx, kind: 'email' | 'phone', value: string): Promise<boolean> {
  const [row] = await tx.rows(find, [tx.businessId, kind, hashAddress(tx.businessId, kind, value)])
  return row !== undefined
}
