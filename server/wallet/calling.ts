import { statement, type Tx } from '../platform/database.ts'

/** What came of telling one side. `gone`: there is nobody there any more. */
export type Outcome = { state: 'told' } | { state: 'gone' } | { state: 'later'; problem: string }

/** After half a minute, two, ten minutes, an hour, six hours: then only the next change is told. */
const PAUSES_SECONDS = [30, 120, 600, 3_600, 21_600]
/** Whoever holds a call longer has died with it. */
const LEASE_MINUTES = 5

export interface Called {
  /** A device, or a pass. */
  key: string
  address: string
  /** Until when it is ours alone; a change meanwhile sets another moment, and is told once more. */
  lease: Temporal.Instant
  tries: number
}

const claims = {
  devices: statement<Called>(
    'wallet.claim_devices',
    `update wallet_devices set call_at = now() + make_interval(mins => $3), call_tries = call_tries + 1
      where business_id = $1 and device in (
        select device from wallet_devices where business_id = $1 and call_at <= now()
         order by call_at limit $2 for update skip locked)
     returning device as key, push_token as address, call_at as lease, call_tries as tries`,
  ),
  passes: statement<Called>(
    'wallet.claim_passes',
    `update wallet_passes set call_at = now() + make_interval(mins => $3), call_tries = call_tries + 1
      where business_id = $1 and pass_id in (
        select pass_id from wallet_passes where business_id = $1 and call_at <= now()
         order by call_at limit $2 for update skip locked)
     returning pass_id as key, pass_id::text as address, call_at as lease, call_tries as tries`,
  ),
}
const closes = {
  devices: statement(
    'wallet.close_device_call',
    `update wallet_devices set call_at = $4, call_problem = $5
      where business_id = $1 and device = $2 and call_at = $3`,
  ),
  passes: statement(
    'wallet.close_pass_call',
    `update wallet_passes set call_at = $4, call_problem = $5
      where business_id = $1 and pass_id = $2 and call_at = $3`,
  ),
}
export type Side = keyof typeof claims

/** Takes who is to be told, so that no other process tells them as well. Must be committed before anything is sent. */
export async function claimCalls(tx: Tx, side: Side, limit: number): Promise<Called[]> {
  return tx.rows(claims[side], [tx.businessId, limit, LEASE_MINUTES])
}

/** Notes what came of it: done, or once more after a pause. */
export function closeCall(tx: Tx, side: Side, { key, lease, tries }: Called, outcome: Outcome): void {
  const seconds = outcome.state === 'later' ? PAUSES_SECONDS[tries - 1] : undefined
  const next = seconds === undefined ? null : Temporal.Now.instant().add({ seconds })
  const problem = outcome.state === 'later' ? outcome.problem.slice(0, 300) : null
  tx.write(closes[side], [tx.businessId, key, lease, next, problem])
}
