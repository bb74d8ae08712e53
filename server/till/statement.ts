import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, showId, showMaybe } from '../platform/ids.ts'

/** A line of a customer's ledger as she would read it: signed, with what caused it. */
interface Entry {
  id: string
  unit: string
  amount: number
  state: 'posted' | 'pending' | 'voided'
  reason: string
  at: Temporal.Instant
  purchaseId: string | null
  returnId: string | null
  redemptionId: string | null
  undoes: string | null
  note: string | null
  expiresAt: Temporal.Instant | null
  remaining: number | null
  why: unknown
}

// Her accounts, and those that came to her by merges: what moved between two of them is not hers to read twice.
const mine = `(select account_id from accounts where business_id = $1 and (holder_id = $2
  or merged_into in (select account_id from accounts where business_id = $1 and holder_id = $2)))`

const readEntries = statement<Entry>(
  'till.statement',
  `select t.transfer_id as id, t.unit, case when c.hers then t.amount else -t.amount end as amount, t.state, t.reason, t.at,
          t.purchase_id as "purchaseId", t.return_id as "returnId", t.redemption_id as "redemptionId", t.undoes, t.note,
          l.expires_at as "expiresAt", l.remaining, g.why
     from (select transfer_id, true as hers from transfers where business_id = $1 and credit_account in ${mine}
             and reason <> 'merge' and ($3::uuid is null or transfer_id < $3)
           union all
           select transfer_id, false from transfers where business_id = $1 and debit_account in ${mine}
             and reason <> 'merge' and ($3::uuid is null or transfer_id < $3)
           order by transfer_id desc limit $4) c
     join transfers t on t.business_id = $1 and t.transfer_id = c.transfer_id
     left join lots l on l.business_id = $1 and l.lot_id = t.transfer_id
     left join grants g on g.business_id = $1 and g.grant_id = t.grant_id
    order by t.transfer_id desc`,
)

/** A page of a customer's ledger, the latest first. */
export async function readStatement(
  tx: Tx,
  customerId: CustomerId,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ items: ReturnType<typeof showEntry>[]; last: string | undefined; more: boolean }> {
  const rows = await tx.rows(readEntries, [tx.businessId, customerId, after, limit + 1])
  const shown = rows.slice(0, limit)
  return { items: shown.map(showEntry), last: shown.at(-1)?.id, more: rows.length > limit }
}

function showEntry(entry: Entry) {
  return {
    id: showId('transfer', entry.id),
    unit: entry.unit,
    amount: entry.amount,
    state: entry.state,
    reason: entry.reason,
    at: entry.at.toString(),
    purchaseId: showMaybe('purchase', entry.purchaseId),
    returnId: showMaybe('return', entry.returnId),
    redemptionId: showMaybe('redemption', entry.redemptionId),
    undoes: showMaybe('transfer', entry.undoes),
    note: entry.note,
    expiresAt: entry.expiresAt?.toString() ?? null,
    remaining: entry.remaining,
    because: entry.why ?? null,
  }
}
