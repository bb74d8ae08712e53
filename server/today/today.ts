/**
 * Today: whom a shop should think of this morning, and what is left to look at. Everything here is read from what the
 * other rooms keep; the one thing it writes is who has been seen to, which holds for that day.
 */
import { businessOf, nowOf } from '../businesses/businesses.ts'
import { statement, type Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, readId } from '../platform/ids.ts'
import { likelyVersion, shopDay } from '../programme/programme.ts'
import { type CustomerRow, customersShown } from '../segments/segments.ts'
import {
  type Here,
  pointsExpiring,
  type Reason,
  rewardsWaiting,
  slippingAway,
  toCongratulate,
  toThank,
} from './reasons.ts'
import { firstSteps, type Step } from './steps.ts'
import { type Yesterday, yesterdayOf } from './yesterday.ts'

export { type Reason, reasons } from './reasons.ts'
export type { Step } from './steps.ts'

export interface Today {
  day: string
  /** Null where the caller may not see what the shop makes. */
  yesterday: Yesterday | null
  /** From what amount on a purchase is thanked for. */
  thankFromMinor: number
  people: (Reason & { customer: CustomerRow; seen: boolean })[]
  /** All who are slipping, of whom `people` names those worth most; their money only for who may see it. */
  slipping: { customers: number; yearMinor: number | null }
  /** Pairs who may be one person, counted up to a hundred. */
  duplicates: number
  /** What a counter had rung up without network and was not taken, up to a hundred. */
  conflicts: number
  /** For who may see to it. */
  upkeep: Upkeep[]
  steps: Step[] | null
}

/** Something of the shop's own that stops working unless somebody sees to it. */
export interface Upkeep {
  what: 'apple_wallet' | 'google_wallet'
  state: 'expiring' | 'expired' | 'lost'
  /** When it ends, or ended. */
  at: string | null
}

/** What rooms above add to the morning: pushed when the program starts. */
export const todayParts = { upkeep: [] as ((tx: Tx) => Promise<Upkeep[]>)[] }

const seenToday = statement<{ reason: Reason['reason']; subject: string }>(
  'today.seen',
  'select reason, subject from seen_to where business_id = $1 and day = $2',
)
const leftToLookAt = statement<{ duplicates: number; conflicts: number }>(
  'today.left',
  `select (select count(*) from (select from likenesses where business_id = $1 and dismissed_at is null limit 100) d)
            as duplicates,
          (select count(*) from (select from counter_conflicts where business_id = $1 and settled_at is null limit 100) f)
            as conflicts`,
)

/** The morning's list. `money`: whether the caller may see what the shop makes; `keeps`: whether she may set it up. */
export async function todayOf(tx: Tx, { money, keeps }: { money: boolean; keeps: boolean }): Promise<Today> {
  const here = await hereOf(tx)
  const [slipping, thank, congratulate, waiting, expiring, seen, [left], steps, yesterday, upkeep] =
    await Promise.all([
      slippingAway(tx, here),
      toThank(tx, here),
      toCongratulate(tx, here),
      rewardsWaiting(tx, here),
      pointsExpiring(tx, here),
      tx.rows(seenToday, [tx.businessId, here.today.toString()]),
      tx.rows(leftToLookAt, [tx.businessId]),
      firstSteps(tx),
      money ? yesterdayOf(tx, here) : null,
      keeps ? Promise.all(todayParts.upkeep.map((read) => read(tx))) : [],
    ])
  const all = [...slipping.found, ...thank.found, ...congratulate, ...waiting, ...expiring]
  const rows = await customersShown(tx, [...new Set(all.map(({ customerId }) => customerId))])
  const byId = new Map(rows.map((row) => [readId('customer', row.id)!, row]))
  const done = new Set(seen.map(({ reason, subject }) => `${reason} ${subject}`))
  return {
    ...{ day: here.today.toString(), yesterday, thankFromMinor: thank.fromMinor, steps },
    upkeep: upkeep.flat(),
    slipping: { customers: slipping.customers, yearMinor: money ? slipping.yearMinor : null },
    people: all.flatMap((one) => {
      const customer = byId.get(one.customerId)
      return customer ? [{ ...one, customer, seen: done.has(`${one.reason} ${one.customerId}`) }] : []
    }),
    ...left!,
  }
}

async function hereOf(tx: Tx): Promise<Here> {
  const [{ currency, timeZone }, now, version] = [
    await businessOf(tx),
    await nowOf(tx),
    await likelyVersion(tx),
  ]
  return { now, currency, today: shopDay(now, timeZone, version.document.dayEndsAt) }
}

const addSeen = statement(
  'today.see_to',
  `insert into seen_to (business_id, day, reason, subject, by_kind, by_id) values ($1, $2, $3, $4, $5, $6)
   on conflict do nothing`,
)
const dropSeen = statement(
  'today.see_again',
  'delete from seen_to where business_id = $1 and day = $2 and reason = $3 and subject = $4',
)

/** Somebody has been seen to for today, or is not after all. Saying it again changes nothing. */
export async function seeTo(
  tx: Tx,
  { reason, customerId, seen }: { reason: Reason['reason']; customerId: CustomerId; seen: boolean },
  actor: Actor,
): Promise<void> {
  const { today } = await hereOf(tx)
  const key = [tx.businessId, today.toString(), reason, customerId]
  if (seen) tx.write(addSeen, [...key, actor.kind, actor.id])
  else tx.write(dropSeen, key)
}

const forget = statement(
  'today.forget_seen',
  `delete from seen_to where business_id = $1 and day < current_date - 7`,
)

/** What was seen to is of no use a week later. */
export function forgetSeen(tx: Tx): void {
  tx.write(forget, [tx.businessId])
}
