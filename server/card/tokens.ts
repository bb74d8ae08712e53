import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import { type BusinessId, type CustomerId, newId } from '../platform/ids.ts'
import { hashSecret, hexOf, randomSecret, uuidOf } from '../platform/secrets.ts'

/**
 * What opens a card: the business in 22 signs (base64url of its uuid), then 160 random bits. It stands in the address
 * of the card, so that it must neither be logged nor referred to.
 */
const shape = /^([A-Za-z0-9_-]{22})([a-z2-7]{32})$/

/** Nobody has more devices; the oldest link gives way to a new one. */
const TOKENS_PER_CUSTOMER = 30

export type MadeFor = 'join' | 'recovery' | 'counter' | 'device'

const insert = statement(
  'card.insert_token',
  `insert into card_tokens (business_id, token_id, customer_id, secret_hash, made_for) values ($1, $2, $3, $4, $5)`,
)
const dropOldest = statement(
  'card.drop_oldest_tokens',
  `update card_tokens set revoked_at = now()
    where business_id = $1 and token_id in (
      select token_id from card_tokens where business_id = $1 and customer_id = $2 and revoked_at is null
       order by token_id desc offset $3)`,
)

/** A new link to a customer's card. It is known only now. */
export function issueToken(tx: Tx, customerId: CustomerId, madeFor: MadeFor): string {
  const secret = randomSecret()
  tx.write(dropOldest, [tx.businessId, customerId, TOKENS_PER_CUSTOMER - 1])
  tx.write(insert, [tx.businessId, newId(), customerId, hashSecret(secret), madeFor])
  return Buffer.from(hexOf(tx.businessId), 'hex').toString('base64url') + secret
}

/** The business that a link belongs to, by its looks alone; undefined when it can't be one. */
export function businessOfToken(token: string): BusinessId | undefined {
  const [, business] = shape.exec(token) ?? []
  if (!business) return undefined
  return uuidOf(Buffer.from(business, 'base64url').toString('hex'))
}

interface Found {
  tokenId: string
  customerId: CustomerId
  revoked: boolean
  erased: boolean
  usedToday: boolean
}

const find = statement<Found>(
  'card.find_token',
  `select t.token_id as "tokenId", coalesce(c.merged_into, c.customer_id) as "customerId",
          t.revoked_at is not null as revoked,
          exists (select from customers k where k.business_id = $1 and k.erased_at is not null
                     and k.customer_id = coalesce(c.merged_into, c.customer_id)) as erased,
          t.used_on is not distinct from current_date as "usedToday"
     from card_tokens t join customers c on c.business_id = $1 and c.customer_id = t.customer_id
    where t.business_id = $1 and t.secret_hash = $2`,
)
const markUsed = statement(
  'card.mark_token_used',
  `update card_tokens set used_on = current_date
    where business_id = $1 and token_id = $2 and used_on is distinct from current_date`,
)

export interface Holder {
  businessId: BusinessId
  customerId: CustomerId
  tokenId: string
}

/** Whose card a link opens. Refuses one that was called off, and says so of a customer who has been erased. */
export async function holderOf(tx: Tx, token: string): Promise<Omit<Holder, 'businessId'> | null> {
  const [found] = await tx.rows(find, [tx.businessId, hashSecret(token.slice(22))])
  if (!found) return null
  if (found.erased) throw new Refused('card.erased')
  if (found.revoked) throw new Refused('card.revoked')
  if (!found.usedToday) tx.write(markUsed, [tx.businessId, found.tokenId])
  return found
}

/** The customer who asks with her card; null when it is nobody's. She has no rights but to her own. */
export async function callerOfCard(database: Database, token: string): Promise<Caller | null> {
  const businessId = businessOfToken(token)
  if (!businessId) return null
  const holder = await inBusiness(database, businessId, (tx) => holderOf(tx, token))
  if (!holder) return null
  const { customerId, tokenId } = holder
  return { businessId, actor: { kind: 'customer', id: customerId }, scopes: new Set(), cardTokenId: tokenId }
}

const revoke = statement<{ tokenId: string }>(
  'card.revoke_tokens',
  `update card_tokens set revoked_at = now()
    where business_id = $1 and customer_id = $2 and token_id is distinct from $3::uuid and revoked_at is null
    returning token_id as "tokenId"`,
)
const turnOver = statement(
  'card.turn_over',
  'update card_holders set turn = turn + 1 where business_id = $1 and customer_id = $2',
)

/** Calls off every link to a card but one, and every code that they could still show. Answers how many. */
export async function revokeTokens(tx: Tx, customerId: CustomerId, but: string | null): Promise<number> {
  const gone = await tx.rows(revoke, [tx.businessId, customerId, but])
  if (gone.length > 0) tx.write(turnOver, [tx.businessId, customerId])
  return gone.length
}

const merging = [
  'update card_tokens set customer_id = $3 where business_id = $1 and customer_id = $2',
  'delete from one_time_codes where business_id = $1 and customer_id = $2 and $3::uuid is not null',
].map((text, index) => statement(`card.merge_${index}`, text))

/** Her links open the card of whom she became; her short number stays hers, and leads there, too. */
export function mergeCards(tx: Tx, from: CustomerId, into: CustomerId): void {
  for (const one of merging) tx.write(one, [tx.businessId, from, into])
}

const erasing = [
  `delete from card_holders where business_id = $1 and customer_id in (
     select customer_id from customers where business_id = $1 and (customer_id = $2 or merged_into = $2))`,
  'delete from one_time_codes where business_id = $1 and customer_id = $2',
  'delete from card_codes_spent where business_id = $1 and customer_id = $2',
].map((text, index) => statement(`card.erase_${index}`, text))

/** What is left of her links only says that she is gone. */
export function eraseCards(tx: Tx, customerId: CustomerId): void {
  for (const one of erasing) tx.write(one, [tx.businessId, customerId])
}

const select = statement<{ tokenId: string; madeFor: string }>(
  'card.tokens',
  `select token_id as "tokenId", made_for as "madeFor" from card_tokens
    where business_id = $1 and customer_id = $2 and revoked_at is null and used_on is not null
    order by token_id desc limit $3`,
)

/** The links to her card that have been opened. */
export async function devicesOf(tx: Tx, customerId: CustomerId) {
  return tx.rows(select, [tx.businessId, customerId, TOKENS_PER_CUSTOMER])
}
