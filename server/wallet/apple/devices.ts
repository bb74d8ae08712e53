import { statement, type Tx } from '../../platform/database.ts'

/** A customer has a phone, a watch and a tablet; who has more pretends. */
const DEVICES_PER_PASS = 50
const PASSES_PER_DEVICE = 200

export interface Registering {
  device: string
  passId: string
  pushToken: string
}

const keepDevice = statement(
  'wallet.keep_device',
  `insert into wallet_devices (business_id, device, push_token) values ($1, $2, $3)
   on conflict (business_id, device) do update set push_token = excluded.push_token`,
)
const register = statement<{ device: string }>(
  'wallet.register',
  `insert into wallet_registrations (business_id, device, pass_id)
   select $1, $2, $3
    where (select count(*) from wallet_registrations where business_id = $1 and pass_id = $3) < $4
   on conflict do nothing returning device`,
)

/** From now on the device hears of changes of the pass. Answers whether that is new. */
export async function registerDevice(tx: Tx, { device, passId, pushToken }: Registering): Promise<boolean> {
  await tx.rows(keepDevice, [tx.businessId, device, pushToken])
  const made = await tx.rows(register, [tx.businessId, device, passId, DEVICES_PER_PASS])
  return made.length > 0
}

const unregister = statement(
  'wallet.unregister',
  'delete from wallet_registrations where business_id = $1 and device = $2 and pass_id = $3',
)
const forgetIdle = statement(
  'wallet.forget_idle_device',
  `delete from wallet_devices d where business_id = $1 and device = $2
      and not exists (select from wallet_registrations r where r.business_id = $1 and r.device = d.device)`,
)

/** The pass was taken off the device. With its last pass the device is forgotten. */
export async function unregisterDevice(tx: Tx, device: string, passId: string): Promise<void> {
  await tx.rows(unregister, [tx.businessId, device, passId])
  await tx.rows(forgetIdle, [tx.businessId, device])
}

const changed = statement<{ passId: string; tag: number }>(
  'wallet.changed_on_device',
  `select p.pass_id as "passId", p.tag from wallet_registrations r
     join wallet_passes p on p.business_id = $1 and p.pass_id = r.pass_id
    where r.business_id = $1 and r.device = $2 and ($3::bigint is null or p.tag > $3)
    order by p.tag limit $4`,
)

/** What changed on a device's passes since a tag; null where nothing did. */
export async function changedSince(
  tx: Tx,
  device: string,
  tag: number | null,
): Promise<{ serials: string[]; tag: number } | null> {
  const rows = await tx.rows(changed, [tx.businessId, device, tag, PASSES_PER_DEVICE])
  if (rows.length === 0) return null
  return { serials: rows.map(({ passId }) => passId), tag: rows.at(-1)!.tag }
}

const forget = statement(
  'wallet.forget_device',
  'delete from wallet_devices where business_id = $1 and device = $2 and push_token = $3',
)

/** Apple says that there is no such device any more. One that has registered anew meanwhile stays. */
export function forgetDevice(tx: Tx, device: string, pushToken: string): void {
  tx.write(forget, [tx.businessId, device, pushToken])
}

const dropVoided = statement(
  'wallet.drop_registrations_of_voided',
  `delete from wallet_registrations r using wallet_passes p
    where r.business_id = $1 and p.business_id = $1 and p.pass_id = r.pass_id
      and p.voided_at < now() - interval '7 days'`,
)
const dropIdle = statement(
  'wallet.drop_idle_devices',
  `delete from wallet_devices d where business_id = $1
      and not exists (select from wallet_registrations r where r.business_id = $1 and r.device = d.device)`,
)

/** A void pass is kept in touch with only until its phone has heard of it, and for a week at most. */
export async function forgetVoided(tx: Tx): Promise<void> {
  await tx.rows(dropVoided, [tx.businessId])
  tx.write(dropIdle, [tx.businessId])
}

const dropPass = statement(
  'wallet.drop_pass_registrations',
  'delete from wallet_registrations where business_id = $1 and pass_id = $2',
)

/** A void pass was fetched: its phones are forgotten. */
export async function forgetDevicesOf(tx: Tx, passId: string): Promise<void> {
  await tx.rows(dropPass, [tx.businessId, passId])
  tx.write(dropIdle, [tx.businessId])
}
