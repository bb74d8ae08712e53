import { factsFromPurchases, monthsFromPurchases } from '../../purchases/purchases.ts'
import { type Check, comparing, mine, pointing, shown } from '../check.ts'

const purchase = shown('purchase', 'p.purchase_id')
const line = `${shown('purchase', 'l.purchase_id')} || ' ' || l.line`
const returned = shown('return', 'r.return_id')

const lineSums = `
  (select purchase_id, sum(gross_minor) as gross, sum(discount_minor) as discount, sum(redeemed_minor) as redeemed,
          sum(tax_minor) as tax, sum(total_minor) as total,
          sum(total_minor - returned_minor) filter (where kind in ('goods', 'fee')) as spend,
          bool_and(returned_milli = quantity_milli) as whole
     from purchase_lines where business_id = $1 group by purchase_id)`

const payments = `
  (with p as materialized (select purchase_id, redeemed from purchases where business_id = $1 and redeemed is not null)
   ${[
     ['points', 'amount'],
     ['giftCard', 'paidMinor'],
     ['credit', 'paidMinor'],
   ]
     .map(
       ([how, amount]) => `select purchase_id, (redeemed -> '${how}' ->> '${amount}')::bigint as amount,
            (redeemed -> '${how}' ->> 'transferId')::uuid as transfer_id from p where redeemed ? '${how}'`,
     )
     .join(' union all ')})`

const sameRow = (one: string, other: string, columns: string[]) =>
  columns.map((column) => `${other}.${column} = ${one}.${column}`).join(' and ')

export const purchaseChecks: Check[] = [
  {
    name: 'purchase.equals_lines',
    table: 'purchases',
    says: 'a purchase’s amounts are the sums of its lines, and so is what counts as spending',
    sql: comparing({
      key: purchase,
      from: `${mine('purchases')} p left join ${lineSums} l on l.purchase_id = p.purchase_id`,
      columns: {
        gross_minor: { expected: 'coalesce(l.gross, 0)', found: 'p.gross_minor' },
        discount_minor: { expected: 'coalesce(l.discount, 0)', found: 'p.discount_minor' },
        redeemed_minor: { expected: 'coalesce(l.redeemed, 0)', found: 'p.redeemed_minor' },
        tax_minor: { expected: 'coalesce(l.tax, 0)', found: 'p.tax_minor' },
        total_minor: { expected: 'coalesce(l.total, 0)', found: 'p.total_minor' },
        spend_minor: { expected: 'coalesce(l.spend, 0)', found: 'p.spend_minor' },
        fully_returned: { expected: 'coalesce(l.whole, false)', found: 'p.fully_returned' },
      },
    }),
  },
  {
    name: 'line.adds_up',
    table: 'purchase_lines',
    says: 'a line is price times quantity, less discount and what redemption took off, with tax inside or on top',
    sql: comparing({
      key: line,
      from: `${mine('purchase_lines')} l`,
      columns: {
        gross_minor: {
          expected: 'div(l.unit_price_minor::numeric * l.quantity_milli + 500, 1000)',
          found: 'l.gross_minor',
        },
        total_minor: {
          expected: `l.gross_minor - l.discount_minor - l.redeemed_minor + case
            when l.total_minor = l.gross_minor - l.discount_minor - l.redeemed_minor then 0 else l.tax_minor end`,
          found: 'l.total_minor',
        },
      },
    }),
  },
  {
    name: 'purchase.redeemed',
    table: 'purchases',
    says: 'what came off and what gift cards and credit paid is what the purchase says was redeemed',
    sql: comparing({
      key: purchase,
      from: `${mine('purchases')} p cross join lateral
             (select coalesce((p.redeemed -> 'points' ->> 'discountMinor')::bigint, 0)
                       + (select coalesce(sum((one ->> 'discountMinor')::bigint), 0)
                            from jsonb_array_elements(coalesce(p.redeemed -> 'taken', '[]')) one) as off,
                     coalesce((p.redeemed -> 'giftCard' ->> 'paidMinor')::bigint, 0)
                       + coalesce((p.redeemed -> 'credit' ->> 'paidMinor')::bigint, 0) as gift) o`,
      where: 'p.redeemed is not null or p.redeemed_minor <> 0 or p.gift_paid_minor <> 0',
      columns: {
        redeemed_minor: { expected: 'o.off', found: 'p.redeemed_minor' },
        gift_paid_minor: { expected: 'o.gift', found: 'p.gift_paid_minor' },
      },
    }),
  },
  {
    name: 'purchase.paid',
    table: 'purchases',
    says: 'what a purchase was paid with besides money has left the ledger’s accounts',
    sql: comparing({
      key: purchase,
      from: `${payments} p left join ${mine('transfers')} t on t.transfer_id = p.transfer_id
                   and t.purchase_id = p.purchase_id and t.state = 'posted'`,
      columns: { redeemed: { expected: 't.amount', found: 'p.amount' } },
    }),
  },
  {
    name: 'purchase.points',
    table: 'purchases',
    says: 'the points of a purchase are what stands of its grants',
    sql: comparing({
      key: purchase,
      from: `${mine('purchases')} p left join (select purchase_id, sum(live_amount) as points from grants
               where business_id = $1 and unit = 'points' group by purchase_id) g on g.purchase_id = p.purchase_id`,
      columns: { points_earned: { expected: 'coalesce(g.points, 0)', found: 'p.points_earned' } },
    }),
  },
  {
    name: 'purchase.in_journal',
    table: 'journal',
    says: 'every purchase is in the journal',
    sql: `select 'subject_id' as what, ${purchase} as key, 'an entry' as expected, null as found
            from ${mine('purchases')} p
           where not exists (select from journal j where j.business_id = $1 and j.subject_id = p.purchase_id
                                and j.subject_kind = 'purchase')`,
  },
  {
    name: 'return.in_journal',
    table: 'journal',
    says: 'every return is in the journal',
    sql: comparing({
      key: shown('purchase', 'coalesce(r.purchase_id, j.purchase_id)'),
      from: `(select purchase_id, count(*) as times from returns where business_id = $1 group by 1) r
             full join (select subject_id as purchase_id, count(*) as times from journal
                         where business_id = $1 and what = 'purchase.returned' group by 1) j
               on j.purchase_id = r.purchase_id`,
      columns: { what: { expected: 'coalesce(r.times, 0)', found: 'coalesce(j.times, 0)' } },
    }),
  },
  {
    name: 'purchase.returned',
    table: 'purchases',
    says: 'what came back of a purchase is the sum of its returns',
    sql: comparing({
      key: purchase,
      from: `${mine('purchases')} p left join (select purchase_id, sum(total_minor) as total from returns
               where business_id = $1 group by purchase_id) r on r.purchase_id = p.purchase_id`,
      columns: { returned_minor: { expected: 'coalesce(r.total, 0)', found: 'p.returned_minor' } },
    }),
  },
  {
    name: 'line.returned',
    table: 'purchase_lines',
    says: 'what came back of a line is the sum of its returns, and its share of what the line came to',
    sql: comparing({
      key: `${shown('purchase', 'coalesce(l.purchase_id, b.purchase_id)')} || ' ' || coalesce(l.line, b.line)`,
      from: `${mine('purchase_lines')} l full join
             (select r.purchase_id, b.line, sum(b.quantity_milli) as milli, sum(b.amount_minor) as minor
                from ${mine('return_lines')} b join ${mine('returns')} r on r.return_id = b.return_id group by 1, 2) b
               on b.purchase_id = l.purchase_id and b.line = l.line`,
      columns: {
        returned_milli: { expected: 'coalesce(b.milli, 0)', found: 'coalesce(l.returned_milli, 0)' },
        returned_minor: { expected: 'coalesce(b.minor, 0)', found: 'coalesce(l.returned_minor, 0)' },
        amount_minor: {
          expected: 'div(l.total_minor::numeric * l.returned_milli, nullif(l.quantity_milli, 0))',
          found: 'case when l.quantity_milli > 0 then l.returned_minor end',
        },
      },
    }),
  },
  {
    name: 'return.adds_up',
    table: 'returns',
    says: 'a return is the sum of its lines, refunded in money and onto the cards and credit it was paid with',
    sql: comparing({
      key: returned,
      from: `${mine('returns')} r
             left join (select return_id, sum(amount_minor) as total from return_lines
                         where business_id = $1 group by 1) l on l.return_id = r.return_id
             left join (select return_id, sum(amount) as total from transfers
                         where business_id = $1 and reason = 'refund' group by 1) g on g.return_id = r.return_id`,
      columns: {
        total_minor: { expected: 'coalesce(l.total, 0)', found: 'r.total_minor' },
        gift_refund_minor: { expected: 'coalesce(g.total, 0)', found: 'r.gift_refund_minor' },
        refund_minor: { expected: 'r.total_minor - r.gift_refund_minor', found: 'r.refund_minor' },
      },
    }),
  },
  {
    name: 'facts.equal_purchases',
    table: 'customer_facts',
    says: 'the running sums of a customer are what her purchases come to',
    sql: comparing({
      key: `concat_ws(' ', ${shown('customer', 'coalesce(f.customer_id, w.customer_id)')}, coalesce(f.currency, w.currency))`,
      from: `${mine('customer_facts')} f
             full join (${factsFromPurchases} and business_id = $1 group by 1, 2, 3) w
                    on ${sameRow('f', 'w', ['customer_id', 'currency'])}`,
      columns: {
        ...sums([
          'purchases',
          'days',
          'money_minor',
          'money_squared',
          'points_earned',
          'active_mask',
          'days_before',
        ]),
        first_day: { expected: 'w.first_day', found: 'f.first_day' },
        last_day: { expected: 'w.last_day', found: 'f.last_day' },
        active_month: { expected: 'w.active_month', found: 'f.active_month' },
        last_before: { expected: 'w.last_before', found: 'f.last_before' },
        last_location: { expected: 'w.last_location', found: 'f.last_location' },
      },
    }),
  },
  {
    name: 'months.equal_purchases',
    table: 'customer_months',
    says: 'the running sums of a month are what the purchases of the month come to',
    sql: comparing({
      key: `concat_ws(' ', ${shown('customer', 'coalesce(m.customer_id, w.customer_id)')}, coalesce(m.month, w.month),
              coalesce(m.currency, w.currency))`,
      from: `${mine('customer_months')} m
             full join (${monthsFromPurchases} and business_id = $1 group by 1, 2, 3, 4) w
                    on ${sameRow('m', 'w', ['customer_id', 'month', 'currency'])}`,
      columns: {
        ...sums(['purchases', 'days', 'money_minor', 'points_earned'], 'm'),
        last_day: { expected: 'w.last_day', found: 'm.last_day' },
      },
    }),
  },
  pointing('purchases', shown('purchase', 'r.purchase_id'), 'version_id', 'programme_versions'),
  pointing('purchases', shown('purchase', 'r.purchase_id'), 'staff_id', 'staff'),
  pointing('purchase_lines', shown('purchase', 'r.purchase_id'), 'gift_card_id', 'gift_cards'),
  pointing('returns', returned, 'staff_id', 'staff'),
]

/** A row of zeros and no row are the same. */
function sums(columns: string[], table = 'f') {
  return Object.fromEntries(
    columns.map((column) => [
      column,
      { expected: `coalesce(w.${column}, 0)`, found: `coalesce(${table}.${column}, 0)` },
    ]),
  )
}
