import { sql } from 'kysely'
import type { Book, Holder, Reason } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import {
  type CustomerId,
  type GiftCardId,
  newId,
  type PurchaseId,
  type RedemptionId,
  type TransferId,
} from '../platform/ids.ts'
import { hashCode, makeCode, openCode } from './codes.ts'
import { noToGiftCard, refuse } from './eligibility.ts'
import { type FoundGiftCard, refuseCodeGuesser, unknownCode } from './look-up.ts'

/** The ledger's holder and unit of a gift card's money. */
export function giftCardAccount(giftCardId: GiftCardId, currency: string): { holder: Holder; unit: string } {
  return { holder: { kind: 'gift_card', id: giftCardId }, unit: `money:${currency}` }
}

export interface NewGiftCard {
  giftCardId?: GiftCardId
  currency: string
  amountMinor: number
  now: Temporal.Instant
  /** 'sale' when it was paid for, 'gift' when the business gives it. */
  reason?: Extract<Reason, 'sale' | 'gift' | 'import'>
  customerId?: CustomerId | null
  purchaseId?: PurchaseId | null
  redemptionId?: RedemptionId | null
  line?: number | null
  validUntil?: Temporal.Instant | null
  note?: string | null
}

const insertGiftCard = statement(
  'rewards.insert_gift_card',
  `insert into gift_cards (business_id, gift_card_id, code_hash, code_sealed, currency, customer_id, purchase_id, line,
                           valid_until, note, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)

export interface IssuedGiftCard {
  giftCardId: GiftCardId
  /** As the buyer sees it. An answer that is kept holds `sealed` in its place. */
  code: string
  sealed: string
  /** The lot that its money came in: what a return takes back. */
  lotId: TransferId
}

/**
 * Makes a gift card and books its money into `book`, which the caller writes. Any book of this business will do: the
 * card is new, so that it has no account yet. No round trip of its own.
 */
export function issueGiftCard(tx: Tx, book: Book, card: NewGiftCard): IssuedGiftCard {
  const giftCardId = card.giftCardId ?? newId<'giftCard'>()
  const { code, hash, sealed } = makeCode(tx.businessId)
  tx.write(insertGiftCard, [
    tx.businessId,
    giftCardId,
    hash,
    sealed,
    card.currency,
    card.customerId ?? null,
    card.purchaseId ?? null,
    card.line ?? null,
    card.validUntil ?? null,
    card.note ?? null,
    card.now,
  ])
  const lotId = book.credit({
    ...giftCardAccount(giftCardId, card.currency),
    amount: card.amountMinor,
    from: 'issued',
    reason: card.reason ?? 'sale',
    at: card.now,
    purchaseId: card.purchaseId ?? null,
    redemptionId: card.redemptionId ?? null,
    expiresAt: card.validUntil ?? null,
  })
  return { giftCardId, code, sealed: sealed.toString('base64'), lotId }
}

const columns = `gift_card_id as "giftCardId", currency, customer_id as "customerId", blocked_at as "blockedAt",
  valid_until as "validUntil"`
const lockOne = statement<FoundGiftCard>(
  'rewards.lock_gift_cards',
  `select ${columns} from gift_cards where business_id = $1 and gift_card_id = any($2)
    order by gift_card_id for update`,
)

/** Locks gift cards by their ids, in order: after the customers, before anything else of this room. */
export async function lockGiftCards(tx: Tx, ids: readonly GiftCardId[]): Promise<FoundGiftCard[]> {
  return tx.rows(lockOne, [tx.businessId, ids])
}

/** Locks one to be changed; refuses with `not_found`. */
export async function lockGiftCard(tx: Tx, giftCardId: GiftCardId): Promise<FoundGiftCard> {
  const [card] = await lockGiftCards(tx, [giftCardId])
  if (!card) throw new Refused('not_found')
  return card
}

/** Adds money to a card that the caller has locked and whose accounts the book holds. */
export function topUpGiftCard(
  book: Book,
  card: FoundGiftCard,
  { amountMinor, now, note }: { amountMinor: number; now: Temporal.Instant; note: string | null },
): TransferId {
  refuse(noToGiftCard(card, now))
  return book.credit({
    ...giftCardAccount(card.giftCardId, card.currency),
    amount: amountMinor,
    from: 'issued',
    reason: 'sale',
    at: now,
    expiresAt: card.validUntil,
    note,
  })
}

const block = statement(
  'rewards.block_gift_card',
  `update gift_cards set blocked_at = coalesce(blocked_at, $3), blocked_because = coalesce(blocked_because, $4)
    where business_id = $1 and gift_card_id = $2`,
)
const unblock = statement(
  'rewards.unblock_gift_card',
  'update gift_cards set blocked_at = null, blocked_because = null where business_id = $1 and gift_card_id = $2',
)

/** Stops a card (lost, stolen, returned); what is on it stays. */
export function blockGiftCard(tx: Tx, giftCardId: GiftCardId, now: Temporal.Instant, because: string): void {
  tx.write(block, [tx.businessId, giftCardId, now, because])
}

export function unblockGiftCard(tx: Tx, giftCardId: GiftCardId): void {
  tx.write(unblock, [tx.businessId, giftCardId])
}

export interface GiftCard extends FoundGiftCard {
  purchaseId: PurchaseId | null
  note: string | null
  createdAt: Temporal.Instant
  blockedBecause: string | null
  balanceMinor: number
}

export const giftCardStates = ['open', 'empty', 'over', 'blocked'] as const
export type GiftCardState = (typeof giftCardStates)[number]

function inState(state: GiftCardState, now: Temporal.Instant) {
  const over = sql`coalesce(g.valid_until <= ${now.toString()}::timestamptz, false)`
  const empty = sql`coalesce(a.balance, 0) = 0`
  switch (state) {
    case 'blocked':
      return sql`g.blocked_at is not null`
    case 'over':
      return sql`g.blocked_at is null and ${over}`
    case 'empty':
      return sql`g.blocked_at is null and not ${over} and ${empty}`
    case 'open':
      return sql`g.blocked_at is null and not ${over} and not ${empty}`
  }
}

/** Gift cards with what is on them, the newest first. */
export async function listGiftCards(
  tx: Tx,
  wanted: {
    ids?: GiftCardId[] | undefined
    customerId?: CustomerId | undefined
    state?: GiftCardState | undefined
    now?: Temporal.Instant | undefined
    after?: GiftCardId | undefined
    limit: number
  },
): Promise<GiftCard[]> {
  const where = [sql`g.business_id = ${tx.businessId}`]
  if (wanted.ids) where.push(sql`g.gift_card_id = any(${wanted.ids}::uuid[])`)
  if (wanted.customerId) where.push(sql`g.customer_id = ${wanted.customerId}`)
  if (wanted.state) where.push(inState(wanted.state, wanted.now ?? Temporal.Now.instant()))
  if (wanted.after) where.push(sql`g.gift_card_id < ${wanted.after}`)
  return tx.all(sql<GiftCard>`
    select g.gift_card_id as "giftCardId", g.currency, g.customer_id as "customerId", g.purchase_id as "purchaseId",
           g.note, g.created_at as "createdAt", g.valid_until as "validUntil", g.blocked_at as "blockedAt",
           g.blocked_because as "blockedBecause", coalesce(a.balance, 0) as "balanceMinor"
      from gift_cards g
      left join accounts a on a.business_id = g.business_id and a.holder_id = g.gift_card_id and a.kind = 'gift_card'
     where ${sql.join(where, sql` and `)}
     order by g.gift_card_id desc limit ${wanted.limit}`)
}

const idByCode = statement<{ giftCardId: GiftCardId }>(
  'rewards.gift_card_by_code',
  'select gift_card_id as "giftCardId" from gift_cards where business_id = $1 and code_hash = $2',
)

/** Which card a code belongs to. A wrong one counts as a guess of whoever typed it. */
export async function giftCardIdOf(tx: Tx, code: string, guesser: string): Promise<GiftCardId> {
  await refuseCodeGuesser(tx, guesser)
  const [card] = await tx.rows(idByCode, [tx.businessId, hashCode(tx.businessId, code)])
  if (!card) throw unknownCode(tx, code, guesser)
  return card.giftCardId
}

const sealedCode = statement<{ sealed: Buffer }>(
  'rewards.gift_card_code',
  'select code_sealed as sealed from gift_cards where business_id = $1 and gift_card_id = $2',
)

/** The code of a gift card, for whoever it is handed to. */
export async function openGiftCardCode(tx: Tx, giftCardId: GiftCardId): Promise<string> {
  const [card] = await tx.rows(sealedCode, [tx.businessId, giftCardId])
  if (!card) throw new Refused('not_found')
  return openCode(tx.businessId, card.sealed)
}
