import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'

export type Found = 'static' | 'live'

// After this a customer stands there anew: how she was found an hour ago says nothing.
const HOLDS_MINUTES = 15

const note = statement(
  'counter.note_find',
  `insert into counter_finds (business_id, device_id, customer_id, how, at) values ($1, $2, $3, $4, $5)
   on conflict (business_id, device_id, customer_id) do update set how = excluded.how, at = excluded.at`,
)
const read = statement<{ how: Found }>(
  'counter.find',
  `select how from counter_finds
    where business_id = $1 and device_id = $2 and customer_id = $3 and at > $4`,
)
const forget = statement(
  'counter.forget_finds',
  'delete from counter_finds where business_id = $1 and at < $2',
)

/** Remembers by what kind of code a customer was found at a device. */
export function noteFind(
  tx: Tx,
  { deviceId, customerId, how }: { deviceId: string; customerId: CustomerId; how: Found },
  now: Temporal.Instant,
): void {
  tx.write(note, [tx.businessId, deviceId, customerId, how, now.toString()])
}

/** By what kind of code she was found there just now; undefined when by none: by name, or by her phone. */
export async function foundHow(
  tx: Tx,
  deviceId: string,
  customerId: CustomerId,
  now: Temporal.Instant,
): Promise<Found | undefined> {
  const since = now.subtract({ minutes: HOLDS_MINUTES }).toString()
  const [row] = await tx.rows(read, [tx.businessId, deviceId, customerId, since])
  return row?.how
}

/** Sweeps out what no longer says anything. */
export function forgetFinds(tx: Tx, now: Temporal.Instant): void {
  tx.write(forget, [tx.businessId, now.subtract({ hours: 24 }).toString()])
}
