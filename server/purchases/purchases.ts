import { rowsStatement, statement, type Tx } from '../platform/database.ts'
import type {
  CustomerId,
  GiftCardId,
  PurchaseId,
  RedemptionId,
  TransferId,
  VoucherId,
} from '../platform/ids.ts'
import type { Line } from './basket.ts'
import { mergeFacts } from './facts.ts'

/**
 * Purchases and returns: what was bought and what came back. A purchase is never changed; a return is a record of its
 * own against lines and quantities, any number of them, never above what was bought.
 */

export {
  type BasketInput,
  type Line,
  type LineInput,
  type LineKind,
  largestMinor,
  priceBasket,
  sumOf,
} from './basket.ts'
export * from './facts.ts'
export { type Goods, goodsIn, goodsOf } from './goods.ts'
export * from './habits.ts'
export {
  purchasesByExternalId,
  type ReturnableLine,
  returnableLines,
  returnsWithExternalId,
} from './known.ts'
export {
  type PurchaseFilter,
  pagePurchases,
  purchaseFilterFields,
  purchaseOrders,
  purchasesOf,
  sumPurchases,
} from './listing.ts'
export { keepProducts, type NewProduct, nameLines, type ProductWords } from './products.ts'
export * from './returns.ts'

/** What came off a purchase and how it was paid for in other ways than money, kept so that a return can undo it. */
export interface Redeemed {
  /** Points paid: what they took off, and the ledger's transfer. */
  points?: { amount: number; discountMinor: number; transferId: TransferId; byLine: number[] }
  /** Rewards and vouchers taken up. `transfers` are what they cost in points and stamps. */
  taken?: {
    redemptionId: RedemptionId | null
    voucherId: VoucherId | null
    name: unknown
    discountMinor: number
    byLine: number[]
    transfers: { id: TransferId; unit: string; amount: number }[]
  }[]
  giftCard?: { giftCardId: GiftCardId; transferId: TransferId; paidMinor: number }
  credit?: { transferId: TransferId; paidMinor: number }
}

export interface Purchase {
  id: PurchaseId
  customerId: CustomerId | null
  locationId: string | null
  staffId: string | null
  occurredAt: Temporal.Instant
  shopDay: string
  currency: string
  grossMinor: number
  discountMinor: number
  redeemedMinor: number
  taxMinor: number
  totalMinor: number
  giftPaidMinor: number
  returnedMinor: number
  spendMinor: number
  fullyReturned: boolean
  pointsEarned: number
  externalId: string | null
  versionId: string | null
  redeemed: Redeemed | null
  standingBefore: unknown
  confirmedAt: Temporal.Instant | null
}

export interface BoughtLine extends Line {
  giftCardId: string | null
  returnedMilli: number
  returnedMinor: number
}

/** What makes a purchase or a return once only. */
export interface Once {
  key: string | null
  hash: Buffer | null
}

const insertPurchase = rowsStatement(
  'purchases.insert',
  `insert into purchases (business_id, purchase_id, customer_id, location_id, staff_id, occurred_at, shop_day, currency,
     gross_minor, discount_minor, redeemed_minor, tax_minor, total_minor, gift_paid_minor, external_id, version_id,
     redeemed, standing_before, points_earned, spend_minor, idempotency_key, request_hash, answer)
   select $1, p.* from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::date[], $8::text[],
     $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::text[], $16::uuid[],
     $17::jsonb[], $18::jsonb[], $19::bigint[], $20::bigint[], $21::text[], $22::bytea[], $23::json[]) p`,
)
const insertLines = rowsStatement(
  'purchases.insert_lines',
  `insert into purchase_lines (business_id, purchase_id, line, kind, sku, name, category, brand, quantity_milli,
     unit_price_minor, gross_minor, discount_minor, redeemed_minor, tax_minor, total_minor, gift_card_id)
   select $1, l.* from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
     $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::uuid[]) l`,
)

/** Writes a purchase and its lines, with the answer's text that is given again when the same request comes again. */
export function writePurchase(
  tx: Tx,
  purchase: Purchase,
  lines: readonly BoughtLine[],
  { once, text }: { once: Once; text: string | null },
): void {
  const p = purchase
  const row = [
    p.id,
    p.customerId,
    p.locationId,
    p.staffId,
    p.occurredAt.toString(),
    p.shopDay,
    p.currency,
    p.grossMinor,
    p.discountMinor,
    p.redeemedMinor,
    p.taxMinor,
    p.totalMinor,
    p.giftPaidMinor,
    p.externalId,
    p.versionId,
    p.redeemed && JSON.stringify(p.redeemed),
    p.standingBefore ? JSON.stringify(p.standingBefore) : null,
    p.pointsEarned,
    p.spendMinor,
    once.key,
    once.hash,
    text,
  ]
  tx.write(insertPurchase, [tx.businessId, ...row.map((value) => [value])])
  const column = (name: keyof BoughtLine) => lines.map((line) => line[name])
  tx.write(insertLines, [
    tx.businessId,
    lines.map(() => p.id),
    column('line'),
    column('kind'),
    column('sku'),
    column('name'),
    column('category'),
    column('brand'),
    column('quantityMilli'),
    column('unitPriceMinor'),
    column('grossMinor'),
    column('discountMinor'),
    column('redeemedMinor'),
    column('taxMinor'),
    column('totalMinor'),
    column('giftCardId'),
  ])
}

/** As a purchase is read. */
export const purchaseColumns = `purchase_id as id, customer_id as "customerId", location_id as "locationId", staff_id as "staffId",
  occurred_at as "occurredAt", shop_day as "shopDay", currency, gross_minor as "grossMinor",
  discount_minor as "discountMinor", redeemed_minor as "redeemedMinor", tax_minor as "taxMinor",
  total_minor as "totalMinor", gift_paid_minor as "giftPaidMinor", returned_minor as "returnedMinor",
  spend_minor as "spendMinor", fully_returned as "fullyReturned", points_earned as "pointsEarned", external_id as "externalId",
  version_id as "versionId", redeemed, standing_before as "standingBefore", confirmed_at as "confirmedAt"`

const lineColumns = `line, kind, sku, name, category, brand, quantity_milli as "quantityMilli",
  unit_price_minor as "unitPriceMinor", gross_minor as "grossMinor", discount_minor as "discountMinor",
  redeemed_minor as "redeemedMinor", tax_minor as "taxMinor", total_minor as "totalMinor",
  gift_card_id as "giftCardId", returned_milli as "returnedMilli", returned_minor as "returnedMinor"`

const readPurchase = statement<Purchase>(
  'purchases.read',
  `select ${purchaseColumns} from purchases where business_id = $1 and purchase_id = $2`,
)
const lockPurchase = statement<Purchase>('purchases.lock', `${readPurchase.text} for update`)
const readLines = statement<BoughtLine & { purchaseId: PurchaseId }>(
  'purchases.lines',
  `select purchase_id as "purchaseId", ${lineColumns} from purchase_lines
    where business_id = $1 and purchase_id = any($2) order by purchase_id, line`,
)

/** A purchase by its id. With `lock`, nobody else can return or attach it until the transaction ends. */
export async function findPurchase(
  tx: Tx,
  id: PurchaseId,
  { lock = false } = {},
): Promise<Purchase | undefined> {
  const [purchase] = await tx.rows(lock ? lockPurchase : readPurchase, [tx.businessId, id])
  return purchase
}

/** The lines of purchases, by purchase. */
export async function linesOf(tx: Tx, ids: readonly PurchaseId[]): Promise<Map<PurchaseId, BoughtLine[]>> {
  const rows = await tx.rows(readLines, [tx.businessId, ids])
  const lines = new Map<PurchaseId, BoughtLine[]>()
  for (const { purchaseId, ...line } of rows) {
    const of = lines.get(purchaseId)
    if (of) of.push(line)
    else lines.set(purchaseId, [line])
  }
  return lines
}

/** An earlier answer under a key or an external id. `same` says whether it was given to the same request. */
export interface EarlierAnswer {
  id: string
  same: boolean
  answer: unknown
}

const findPurchaseAnswer = statement<EarlierAnswer>(
  'purchases.answer',
  `select purchase_id as id, request_hash = $4 as same, answer from purchases
    where business_id = $1 and (idempotency_key = $2 or external_id = $3)
    order by (idempotency_key = $2) desc nulls last limit 1`,
)
const findReturnAnswer = statement<EarlierAnswer>(
  'returns.answer',
  `select return_id as id, request_hash = $4 as same, answer from returns
    where business_id = $1 and (idempotency_key = $2 or external_id = $3)
    order by (idempotency_key = $2) desc nulls last limit 1`,
)

/** What was answered before under this key or external id, if anything was. */
export async function earlierAnswer(
  tx: Tx,
  of: 'purchase' | 'return',
  { key, externalId, hash }: { key: string | null; externalId: string | null; hash: Buffer | null },
): Promise<EarlierAnswer | undefined> {
  const find = of === 'purchase' ? findPurchaseAnswer : findReturnAnswer
  const [row] = await tx.rows(find, [tx.businessId, key, externalId, hash])
  return row
}

const attachPurchase = statement(
  'purchases.attach',
  `update purchases set customer_id = $3, version_id = $4, points_earned = $5, standing_before = $6
    where business_id = $1 and purchase_id = $2`,
)

/** Gives an anonymous purchase its customer. */
export function writeCustomer(
  tx: Tx,
  id: PurchaseId,
  {
    customerId,
    versionId,
    points,
    standingBefore,
  }: { customerId: CustomerId; versionId: string; points: number; standingBefore: unknown },
): void {
  tx.write(attachPurchase, [
    tx.businessId,
    id,
    customerId,
    versionId,
    points,
    standingBefore ? JSON.stringify(standingBefore) : null,
  ])
}

const readLaterStandings = statement<{ id: PurchaseId; standingBefore: unknown }>(
  'purchases.later_standings',
  `select purchase_id as id, standing_before as "standingBefore" from purchases
    where business_id = $1 and customer_id = $2 and purchase_id > $3 and standing_before is not null
      and not fully_returned order by purchase_id`,
)
const setStandingBefore = statement(
  'purchases.set_standing_before',
  'update purchases set standing_before = $3 where business_id = $1 and purchase_id = $2',
)

/** The purchases after one that changed their customer's tier, each with how she stood before. */
export async function laterStandings(
  tx: Tx,
  customerId: CustomerId,
  after: PurchaseId,
): Promise<{ id: PurchaseId; standingBefore: unknown }[]> {
  return tx.rows(readLaterStandings, [tx.businessId, customerId, after])
}

/** Corrects how a purchase's customer stood before it. */
export function writeStandingBefore(tx: Tx, id: PurchaseId, standingBefore: unknown): void {
  tx.write(setStandingBefore, [tx.businessId, id, JSON.stringify(standingBefore)])
}

const repointPurchases = statement(
  'purchases.repoint',
  'update purchases set customer_id = $3 where business_id = $1 and customer_id = $2',
)

/** A merge: all purchases of one customer become the other's, and so do the facts. */
export function mergePurchases(tx: Tx, from: CustomerId, into: CustomerId): void {
  tx.write(repointPurchases, [tx.businessId, from, into])
  mergeFacts(tx, from, into)
}

const confirm = statement(
  'purchases.confirm',
  'update purchases set confirmed_at = coalesce(confirmed_at, $3) where business_id = $1 and purchase_id = $2',
)

/** The event came that pending points waited for. */
export function writeConfirmed(tx: Tx, id: PurchaseId, at: Temporal.Instant): void {
  tx.write(confirm, [tx.businessId, id, at.toString()])
}
