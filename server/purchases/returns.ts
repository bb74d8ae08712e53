import { statement, type Tx } from '../platform/database.ts'
import type { PurchaseId, ReturnId } from '../platform/ids.ts'
import type { Once } from './purchases.ts'

export interface ReturnRecord {
  id: ReturnId
  purchaseId: PurchaseId
  occurredAt: Temporal.Instant
  staffId: string | null
  totalMinor: number
  refundMinor: number
  giftRefundMinor: number
  reason: string | null
  externalId: string | null
  lines: { line: number; quantityMilli: number; amountMinor: number }[]
}

const insertReturn = statement(
  'returns.insert',
  `insert into returns (business_id, return_id, purchase_id, occurred_at, staff_id, total_minor, refund_minor,
     gift_refund_minor, reason, external_id, idempotency_key, request_hash, answer)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)
const insertReturnLines = statement(
  'returns.insert_lines',
  `insert into return_lines (business_id, return_id, line, quantity_milli, amount_minor)
   select $1, $2, l.* from unnest($3::int[], $4::bigint[], $5::bigint[]) l`,
)
const markLines = statement(
  'returns.mark_lines',
  `update purchase_lines p set returned_milli = p.returned_milli + r.quantity_milli, returned_minor = p.returned_minor + r.amount_minor
     from unnest($3::int[], $4::bigint[], $5::bigint[]) r (line, quantity_milli, amount_minor)
    where p.business_id = $1 and p.purchase_id = $2 and p.line = r.line`,
)
const markPurchase = statement(
  'returns.mark_purchase',
  `update purchases set returned_minor = returned_minor + $3, fully_returned = $4, points_earned = points_earned - $5,
          spend_minor = spend_minor - $6
    where business_id = $1 and purchase_id = $2`,
)

/** Writes a return, and on the purchase's lines how much of them has come back. */
export function writeReturn(
  tx: Tx,
  record: ReturnRecord,
  {
    once,
    text,
    whole,
    points,
    spendMinor,
  }: { once: Once; text: string | null; whole: boolean; points: number; spendMinor: number },
): void {
  const { id, purchaseId, lines } = record
  tx.write(insertReturn, [
    tx.businessId,
    id,
    purchaseId,
    record.occurredAt.toString(),
    record.staffId,
    record.totalMinor,
    record.refundMinor,
    record.giftRefundMinor,
    record.reason,
    record.externalId,
    once.key,
    once.hash,
    text,
  ])
  const columns = [
    lines.map(({ line }) => line),
    lines.map(({ quantityMilli }) => quantityMilli),
    lines.map(({ amountMinor }) => amountMinor),
  ]
  tx.write(insertReturnLines, [tx.businessId, id, ...columns])
  tx.write(markLines, [tx.businessId, purchaseId, ...columns])
  tx.write(markPurchase, [tx.businessId, purchaseId, record.totalMinor, whole, points, spendMinor])
}

const readReturns = statement<Omit<ReturnRecord, 'lines'>>(
  'returns.read',
  `select return_id as id, purchase_id as "purchaseId", occurred_at as "occurredAt", staff_id as "staffId",
          total_minor as "totalMinor", refund_minor as "refundMinor", gift_refund_minor as "giftRefundMinor", reason,
          external_id as "externalId"
     from returns where business_id = $1 and purchase_id = $2 order by return_id`,
)
const readReturnLines = statement<{
  returnId: string
  line: number
  quantityMilli: number
  amountMinor: number
}>(
  'returns.lines',
  `select l.return_id as "returnId", l.line, l.quantity_milli as "quantityMilli", l.amount_minor as "amountMinor"
     from return_lines l join returns r on r.business_id = l.business_id and r.return_id = l.return_id
    where r.business_id = $1 and r.purchase_id = $2 order by l.return_id, l.line`,
)

/** All that came back of a purchase, in order. */
export async function returnsOf(tx: Tx, id: PurchaseId): Promise<ReturnRecord[]> {
  const [records, lines] = await Promise.all([
    tx.rows(readReturns, [tx.businessId, id]),
    tx.rows(readReturnLines, [tx.businessId, id]),
  ])
  return records.map((record) => ({
    ...record,
    lines: lines.filter(({ returnId }) => returnId === record.id).map(({ returnId: _, ...line }) => line),
  }))
}
