import { businessOf } from '../businesses/businesses.ts'
import { cardState, programmeTold } from '../card/card.ts'
import { readCustomer } from '../customers/customers.ts'
import { lookOf } from '../looks/looks.ts'
import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, newId } from '../platform/ids.ts'
import { type Language, languages } from '../platform/refusals.ts'
import { type Content, closedContent, contentOf, digestOf } from './content.ts'

export type Kind = 'apple' | 'google'

export interface Pass {
  passId: string
  kind: Kind
  customerId: CustomerId
  changedAt: Temporal.Instant
  voidedAt: Temporal.Instant | null
  dueAt: Temporal.Instant | null
  digest: Buffer | null
}

const columns = `pass_id as "passId", kind, customer_id as "customerId", changed_at as "changedAt",
  voided_at as "voidedAt", due_at as "dueAt", digest`
const latest = statement<Pass>(
  'wallet.latest_pass',
  `select ${columns} from wallet_passes
    where business_id = $1 and customer_id = $2 and kind = $3 and voided_at is null
    order by pass_id desc limit 1`,
)
const lockHolder = statement<{ customerId: CustomerId }>(
  'wallet.lock_holder',
  'select customer_id as "customerId" from customers where business_id = $1 and customer_id = $2 for update',
)
const insert = statement<Pass>(
  'wallet.insert_pass',
  `insert into wallet_passes (business_id, pass_id, customer_id, kind) values ($1, $2, $3, $4)
   returning ${columns}`,
)

/** The pass of a customer's card, made when she first asks for it: asking again gives the same one. */
export async function passFor(tx: Tx, customerId: CustomerId, kind: Kind): Promise<Pass> {
  // Two taps at once would make two of them: the second waits and finds the first's.
  await tx.rows(lockHolder, [tx.businessId, customerId])
  const [there] = await tx.rows(latest, [tx.businessId, customerId, kind])
  if (there) return there
  const [made] = await tx.rows(insert, [tx.businessId, newId(), customerId, kind])
  return made!
}

const select = statement<Pass>(
  'wallet.pass',
  `select ${columns} from wallet_passes where business_id = $1 and pass_id = $2`,
)

/** A pass by its serial number. */
export async function findPass(tx: Tx, passId: string): Promise<Pass | undefined> {
  return (await tx.rows(select, [tx.businessId, passId]))[0]
}

/** What a pass says now: of somebody who has gone, that it is closed. */
export async function contentNow(tx: Tx, { customerId, voidedAt }: Pass): Promise<Content> {
  const business = await businessOf(tx)
  if (voidedAt) {
    return closedContent({ business: business.name, look: await lookOf(tx), language: business.language })
  }
  const customer = await readCustomer(tx, customerId)
  const spoken = languages.find((one) => one === customer.language) ?? business.language
  const states: Partial<Record<Language, Awaited<ReturnType<typeof cardState>>>> = {}
  const told: Partial<Record<Language, string[]>> = {}
  // One after the other: each settles what is due, and the second finds it settled.
  for (const language of languages) {
    states[language] = await cardState(tx, customerId, language)
    told[language] = (await programmeTold(tx, language)).sentences.map(({ text }) => text)
  }
  return contentOf(states as Required<typeof states>, told as Required<typeof told>, spoken)
}

const shown = statement(
  'wallet.shown_first',
  `update wallet_passes set digest = $3 where business_id = $1 and pass_id = $2 and digest is null`,
)

/** What a pass says, as it is handed out: by the first of them later ones are told to have changed. */
export async function contentShown(tx: Tx, pass: Pass): Promise<Content> {
  const content = await contentNow(tx, pass)
  if (!pass.digest) tx.write(shown, [tx.businessId, pass.passId, digestOf(content)])
  return content
}

const move = statement(
  'wallet.move_passes',
  'update wallet_passes set customer_id = $3, due_at = now() where business_id = $1 and customer_id = $2',
)

/** Merged: her passes show the card of whom she became. */
export function movePasses(tx: Tx, from: CustomerId, into: CustomerId): void {
  tx.write(move, [tx.businessId, from, into])
}

const close = statement(
  'wallet.void_passes',
  `update wallet_passes set voided_at = now(), due_at = now()
    where business_id = $1 and customer_id = $2 and voided_at is null`,
)

/** Gone for good: her passes become void, and are told so. */
export function voidPasses(tx: Tx, customerId: CustomerId): void {
  tx.write(close, [tx.businessId, customerId])
}

const held = statement<{ wallet: Kind; madeAt: Temporal.Instant; devices: number }>(
  'wallet.held',
  `select kind as wallet, made_at as "madeAt",
          (select count(*)::int from wallet_registrations r
            where r.business_id = $1 and r.pass_id = p.pass_id) as devices
     from wallet_passes p where business_id = $1 and customer_id = $2 order by pass_id limit 100`,
)

/** For the copy of her data. */
export async function passesHeld(tx: Tx, customerId: CustomerId): Promise<unknown> {
  const rows = await tx.rows(held, [tx.businessId, customerId])
  return rows.map(({ madeAt, ...rest }) => ({ ...rest, madeAt: madeAt.toString() }))
}

const count = statement<{ kind: Kind; passes: number }>(
  'wallet.count_passes',
  `select kind, count(*)::int as passes from wallet_passes
    where business_id = $1 and voided_at is null group by kind`,
)

/** How many cards are kept in each wallet. */
export async function passesKept(tx: Tx): Promise<Record<Kind, number>> {
  const rows = await tx.rows(count, [tx.businessId])
  const of = (kind: Kind) => rows.find((row) => row.kind === kind)?.passes ?? 0
  return { apple: of('apple'), google: of('google') }
}
