import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { digestOf } from './content.ts'
import { contentNow, findPass, type Pass } from './passes.ts'

/** How long a transaction may have been under way whose journal rows are older than ones that were read before. */
const OVERLAP_MS = 90_000
/** What concerns everybody is changed in a moment; looking at all of them twice would be dear. */
const OVERLAP_FOR_ALL_MS = 10_000
const AT_ONCE = 100
/** A round's work, at 14 ms of a processor each: what is left is looked at in the next. */
const MOST = 1_000
/** What only time changed (points ran out) is nobody's row in the journal: each pass is looked at daily, too. */
const DAILY_AT_ONCE = 200

const lockWallet = statement<{ seenAt: Temporal.Instant; now: Temporal.Instant }>(
  'wallet.lock',
  `select seen_at as "seenAt", now() as now from wallets where business_id = $1 for update`,
)
// Who has just bought looks at her phone, and comes before all who only get another colour. What is due already keeps its
// place, yet is another moment: whoever is just looking at it must not cross it off.
const markDue = statement(
  'wallet.mark_due',
  `with news as materialized (
     select entry_id, customer_id, what from journal where business_id = $1 and entry_id > $2),
   theirs as (select customer_id from news where customer_id is not null),
   everybody as (
     select from news
      where entry_id > $3 and customer_id is null and what ~ '^(look|programme|reward|business)[.]' limit 1)
   update wallet_passes
      set due_at = case when customer_id in (select customer_id from theirs)
            then clock_timestamp() - interval '1 day'
            else coalesce(due_at + interval '1 microsecond', clock_timestamp()) end
    where business_id = $1 and voided_at is null
      and (customer_id in (select customer_id from theirs) or exists (select from everybody))`,
)
const markDaily = statement(
  'wallet.mark_daily',
  `update wallet_passes set due_at = clock_timestamp()
    where business_id = $1 and pass_id in (
      select pass_id from wallet_passes
       where business_id = $1 and voided_at is null and due_at is null and looked_at < now() - interval '1 day'
       order by looked_at limit $2)`,
)
const saw = statement('wallet.saw', 'update wallets set seen_at = $2 where business_id = $1')

/** Reads in the journal whom something happened to since the last time, and notes whose passes to look at. */
async function markChanged(tx: Tx): Promise<boolean> {
  const [wallet] = await tx.rows(lockWallet, [tx.businessId])
  if (!wallet) return false
  const seenMs = wallet.seenAt.epochMilliseconds
  const since = [OVERLAP_MS, OVERLAP_FOR_ALL_MS].map((overlap) => firstIdAt(seenMs - overlap))
  await tx.rows(markDue, [tx.businessId, ...since])
  await tx.rows(markDaily, [tx.businessId, DAILY_AT_ONCE])
  tx.write(saw, [tx.businessId, wallet.now])
  return true
}

/** The lowest id that can have been made at a moment: a UUIDv7 begins with its milliseconds. */
function firstIdAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

const due = statement<{ passId: string }>(
  'wallet.due',
  `select pass_id as "passId" from wallet_passes where business_id = $1 and due_at is not null
    order by due_at limit $2`,
)

/** Looks at every pass that something happened to, and notes whom to tell. Answers how many show something else now. */
export async function findChanges(database: Database, businessId: string): Promise<number> {
  if (!(await inBusiness(database, businessId, markChanged))) return 0
  let changed = 0
  for (let looked = 0; looked < MOST; ) {
    const passes = await inBusiness(database, businessId, (tx) => tx.rows(due, [businessId, AT_ONCE]))
    // Each in a transaction of its own: a card is locked only while it is read. One that can't be read must not keep the
    // others waiting: it is looked at with tomorrow's.
    const passOver = (passId: string) => async (error: Error) => {
      console.error(`wallet pass ${passId}:`, error)
      await inBusiness(database, businessId, (tx) => tx.rows(leave, [businessId, passId]))
      return false
    }
    for (const { passId } of passes)
      if (await inBusiness(database, businessId, (tx) => lookAt(tx, passId)).catch(passOver(passId)))
        changed += 1
    looked += passes.length
    if (passes.length < AT_ONCE) break
  }
  return changed
}

const looked = statement(
  'wallet.looked',
  `update wallet_passes set looked_at = now(), due_at = case when due_at = $3 then null else due_at end
    where business_id = $1 and pass_id = $2`,
)
const leave = statement(
  'wallet.leave',
  `update wallet_passes set looked_at = now(), due_at = null
    where business_id = $1 and pass_id = $2 and due_at < clock_timestamp()`,
)
const nextTag = statement<{ tag: number }>(
  'wallet.next_tag',
  'update wallets set tag = tag + 1 where business_id = $1 returning tag',
)
// Phones compare by the second: whatever changed twice within one must still be told apart.
// Of two processes that found the same change one finds the other's digest here, and has nothing to tell.
const note = statement<{ passId: string }>(
  'wallet.note_change',
  `update wallet_passes set digest = $3, tag = $4,
          changed_at = greatest(date_trunc('second', clock_timestamp()), changed_at + interval '1 second'),
          call_at = case when kind = 'google' then now() end, call_tries = 0
    where business_id = $1 and pass_id = $2 and digest is not distinct from $5
   returning pass_id as "passId"`,
)
const callDevices = statement(
  'wallet.call_devices',
  `update wallet_devices d set call_at = now(), call_tries = 0
     from wallet_registrations r
    where d.business_id = $1 and r.business_id = $1 and r.pass_id = $2 and d.device = r.device`,
)

async function lookAt(tx: Tx, passId: string): Promise<boolean> {
  const pass = await findPass(tx, passId)
  if (!pass?.dueAt) return false
  const digest = digestOf(await contentNow(tx, pass))
  // Counting up locks the wallet, so that tags become visible in the order in which they are given.
  const changed = !pass.digest?.equals(digest) && (await tell(tx, pass, digest))
  tx.write(looked, [tx.businessId, passId, pass.dueAt])
  return changed
}

async function tell(tx: Tx, { passId, digest: last }: Pass, digest: Buffer): Promise<boolean> {
  const [next] = await tx.rows(nextTag, [tx.businessId])
  const noted = await tx.rows(note, [tx.businessId, passId, digest, next!.tag, last])
  if (noted.length === 0) return false
  await tx.rows(callDevices, [tx.businessId, passId])
  return true
}
