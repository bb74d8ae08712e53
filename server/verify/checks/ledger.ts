import { type Check, comparing, mine, pointing, shown } from '../check.ts'

const account = shown('account', 'a.account_id')
const transfer = shown('transfer', 't.transfer_id')
const holds = `a.kind in ('customer', 'gift_card')`

// What each account's transfers come to. A voided one counts nowhere; a pending debit that undoes nothing is a
// reservation and has left the balance already; one that undoes something takes back what was pending.
const entries = `
  (select account_id, sum(balance)::bigint as balance, sum(pending)::bigint as pending, sum(reserved)::bigint as reserved
     from (select credit_account as account_id, case when state = 'posted' then amount else 0 end as balance,
                  case when state = 'pending' then amount else 0 end as pending, 0 as reserved
             from transfers where business_id = $1 and state <> 'voided'
           union all
           select debit_account, case when state = 'posted' or undoes is null then -amount else 0 end,
                  case when state = 'pending' and undoes is not null then -amount else 0 end,
                  case when state = 'pending' and undoes is null then amount else 0 end
             from transfers where business_id = $1 and state <> 'voided') e
    group by account_id)`

const ownSide = `
  (select t.unit, sum(case when d.holds then 0 else t.amount end - case when c.holds then 0 else t.amount end) as given
     from transfers t
     join (select account_id, ${holds} as holds from accounts a where business_id = $1) d on d.account_id = t.debit_account
     join (select account_id, ${holds} as holds from accounts a where business_id = $1) c on c.account_id = t.credit_account
    where t.business_id = $1 and t.state = 'posted'
    group by t.unit)`

// What was folded, worked out again by the shop's day that it was folded by (server/insights/now/moved.ts).
const movedByMonth = `
  (select unit, month, reason, side, sum(amount) as amount
     from (select t.unit, t.reason, t.amount,
                  case when d.own and c.own then 'own' when d.own then 'in' when c.own then 'out' else 'between' end as side,
                  date_trunc('month', (t.at at time zone f.time_zone) - f.day_ends_at::interval
                    - case when t.reason = 'expiry' then interval '1 microsecond' else interval '0' end)::date as month
             from transfers t
             join owed_folded f on f.business_id = $1 and t.transfer_id <= f.folded_to
             join (select account_id, not (${holds}) as own from accounts a where business_id = $1) d on d.account_id = t.debit_account
             join (select account_id, not (${holds}) as own from accounts a where business_id = $1) c on c.account_id = t.credit_account
            where t.business_id = $1 and (t.unit = 'points' or t.unit like 'money:%')
              and (t.state = 'posted' or (t.state = 'pending' and (d.own or t.undoes is not null)))) one
    group by unit, month, reason, side)`

export const ledgerChecks: Check[] = [
  {
    name: 'unit.sums_to_zero',
    table: 'accounts',
    says: 'what customers and gift cards hold in a unit is what the business’s own accounts gave out',
    sql: comparing({
      key: 'coalesce(h.unit, o.unit)',
      from: `(select unit, sum(balance + reserved) as held from accounts a where business_id = $1 and ${holds} group by unit) h
             full join ${ownSide} o on o.unit = h.unit`,
      columns: { held: { expected: 'coalesce(o.given, 0)', found: 'coalesce(h.held, 0)' } },
    }),
  },
  {
    name: 'account.equals_transfers',
    table: 'accounts',
    says: 'balance, pending and reserved are what the transfers of the account come to',
    sql: comparing({
      key: account,
      from: `${mine('accounts')} a left join ${entries} e on e.account_id = a.account_id`,
      where: holds,
      columns: {
        balance: { expected: 'coalesce(e.balance, 0)', found: 'a.balance' },
        pending: { expected: 'coalesce(e.pending, 0)', found: 'a.pending' },
        reserved: { expected: 'coalesce(e.reserved, 0)', found: 'a.reserved' },
      },
    }),
  },
  {
    name: 'owed_month.equals_transfers',
    table: 'owed_months',
    says: 'what was added up by month is what the transfers of that month come to',
    sql: comparing({
      key: `concat_ws(' ', coalesce(m.unit, t.unit), coalesce(m.month, t.month), coalesce(m.reason, t.reason), coalesce(m.side, t.side))`,
      from: `${mine('owed_months')} m full join ${movedByMonth} t
               on t.unit = m.unit and t.month = m.month and t.reason = m.reason and t.side = m.side`,
      columns: { amount: { expected: 'coalesce(t.amount, 0)', found: 'coalesce(m.amount, 0)' } },
    }),
  },
  {
    name: 'account.within_policy',
    table: 'accounts',
    says: 'a balance is not below its lowest, which is 0 or no bound',
    sql: `select case when a.balance < a.lowest then 'balance' else 'lowest' end as what, ${account} as key,
                 case when a.balance < a.lowest then '>= ' || a.lowest else '0 or -1000000000000000' end as expected,
                 case when a.balance < a.lowest then a.balance else a.lowest end::text as found
            from ${mine('accounts')} a
           where a.balance < a.lowest or a.lowest not in (0, -1000000000000000)`,
  },
  {
    name: 'account.of_holder',
    table: 'accounts',
    says: 'an account belongs to a customer, or to a gift card in the card’s currency',
    sql: `select 'holder_id' as what, ${account} as key, 'its ' || a.kind || ' in ' || a.unit as expected,
                 a.holder_id::text as found
            from ${mine('accounts')} a
            left join ${mine('customers')} c on a.kind = 'customer' and c.customer_id = a.holder_id
            left join ${mine('gift_cards')} g on a.kind = 'gift_card' and g.gift_card_id = a.holder_id
                                              and a.unit = 'money:' || g.currency
           where ${holds} and c.customer_id is null and g.gift_card_id is null`,
  },
  {
    name: 'account.own_keeps_nothing',
    table: 'accounts',
    says: 'the business’s own account is the one that its unit and kind name, and keeps no balance',
    sql: comparing({
      key: account,
      // ownAccountId (server/ledger/ownAccounts.ts) in SQL: the first 128 bits of SHA-256, marked as UUIDv8.
      from: `${mine('accounts')} a cross join lateral
             (select encode(sha256(convert_to($1::uuid || '/' || a.unit || '/' || a.kind, 'UTF8')), 'hex') as hex) h`,
      where: `not (${holds})`,
      columns: {
        account_id: {
          expected: `overlay(overlay(left(h.hex, 32) placing '8' from 13 for 1) placing 'a' from 17 for 1)::uuid`,
          found: 'a.account_id',
        },
        holder_id: { expected: '$1::uuid', found: 'a.holder_id' },
        balance: { expected: '0', found: 'a.balance' },
        pending: { expected: '0', found: 'a.pending' },
        reserved: { expected: '0', found: 'a.reserved' },
        merged_into: { expected: 'null::uuid', found: 'a.merged_into' },
      },
    }),
  },
  {
    name: 'account.merged_with_customer',
    table: 'accounts',
    says: 'the account of a merged customer leads, in one hop, to the same unit’s account of whom she became',
    sql: comparing({
      key: account,
      from: `${mine('accounts')} a
             join ${mine('customers')} c on c.customer_id = a.holder_id
             left join ${mine('accounts')} b on b.holder_id = c.merged_into and b.unit = a.unit and b.kind = a.kind`,
      where: `a.kind = 'customer'`,
      columns: { merged_into: { expected: 'b.account_id', found: 'a.merged_into' } },
    }),
  },
  {
    name: 'transfer.between_accounts',
    table: 'transfers',
    says: 'a transfer moves more than nothing between two accounts of its unit; between two holders only in a merge',
    sql: `select case when t.amount <= 0 then 'amount' when d.account_id is null or d.unit <> t.unit then 'debit_account'
                      when c.account_id is null or c.unit <> t.unit then 'credit_account' else 'reason' end as what,
                 ${transfer} as key, t.unit as expected,
                 concat_ws(' ', t.amount, d.kind, d.unit, c.kind, c.unit, t.reason, t.state) as found
            from ${mine('transfers')} t
            left join ${mine('accounts')} d on d.account_id = t.debit_account
            left join ${mine('accounts')} c on c.account_id = t.credit_account
           where t.amount <= 0 or d.unit is distinct from t.unit or c.unit is distinct from t.unit
              or (t.reason = 'merge') <> (d.kind = 'customer' and c.kind = 'customer')
              or (t.reason = 'expiry') <> (c.kind = 'expired')
              or (t.reason = 'completion' and t.unit not like 'stamps:%')`,
  },
  {
    name: 'transfer.undoes_within',
    table: 'transfers',
    says: 'what undoes a transfer is of its unit, goes the other way and never comes to more',
    sql: `select case when u.unit <> t.unit then 'unit' else 'amount' end as what, ${transfer} as key,
                 '<= ' || t.amount || ' ' || t.unit as expected, u.amount || ' ' || u.unit as found
            from (select undoes, min(unit) as unit, sum(amount) as amount from transfers
                   where business_id = $1 and undoes is not null and state <> 'voided' group by undoes) u
            join ${mine('transfers')} t on t.transfer_id = u.undoes
           where u.unit <> t.unit or u.amount > t.amount`,
  },
  pointing('transfers', shown('transfer', 'r.transfer_id'), 'purchase_id', 'purchases'),
  pointing('transfers', shown('transfer', 'r.transfer_id'), 'return_id', 'returns'),
  pointing('transfers', shown('transfer', 'r.transfer_id'), 'redemption_id', 'redemptions'),
  pointing('transfers', shown('transfer', 'r.transfer_id'), 'grant_id', 'grants'),
  pointing('transfers', shown('transfer', 'r.transfer_id'), 'undoes', 'transfers', 'transfer_id'),
]
