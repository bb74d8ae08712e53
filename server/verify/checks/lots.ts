import { type Check, comparing, mine, pointing, shown } from '../check.ts'

const account = shown('account', 'a.account_id')
const lot = shown('lot', 'l.lot_id')
const holds = `a.kind in ('customer', 'gift_card')`

const lotSums = `
  (select account_id, coalesce(sum(remaining) filter (where ripe), 0) as ripe,
          coalesce(sum(remaining) filter (where not ripe), 0) as unripe,
          min(case when ripe then expires_at else ripens_at end) as due
     from lots where business_id = $1 and remaining > 0 group by account_id)`

const debts = `
  (select account_id, sum(amount) as amount from lot_takes
    where business_id = $1 and source = 'debt' and amount > 0 group by account_id)`

// By the account that has them now: what a merge took over went on to live there.
const living = `(select account_id, coalesce(merged_into, account_id) as living from accounts where business_id = $1)`

// What expired went to the account `expired`; a return that takes back something expired books it from there.
const expiryByAccount = `
  (select living, sum(amount)::bigint as amount
     from (select d.living, t.amount from transfers t
             join ${living} d on d.account_id = t.debit_account
            where t.business_id = $1 and t.reason = 'expiry'
           union all
           select h.living, -t.amount from transfers t
             join ${mine('accounts')} d on d.account_id = t.debit_account and d.kind = 'expired'
             join ${mine('lots')} l on l.lot_id = t.undoes
             join ${living} h on h.account_id = l.account_id
            where t.business_id = $1) e
    group by living)`

const expiredByAccount = `
  (select h.living, sum(l.expired) as amount from lots l join ${living} h on h.account_id = l.account_id
    where l.business_id = $1 and l.expired > 0 group by h.living)`

export const lotChecks: Check[] = [
  {
    name: 'account.equals_lots',
    table: 'accounts',
    says: 'a balance is what is left in ripe lots less what is owed, and pending is what is left in unripe ones',
    sql: comparing({
      key: account,
      from: `${mine('accounts')} a left join ${lotSums} l on l.account_id = a.account_id
             left join ${debts} d on d.account_id = a.account_id`,
      where: holds,
      columns: {
        balance: { expected: 'coalesce(l.ripe, 0) - coalesce(d.amount, 0)', found: 'a.balance' },
        pending: { expected: 'coalesce(l.unripe, 0)', found: 'a.pending' },
      },
    }),
  },
  {
    name: 'account.owes_or_has',
    table: 'accounts',
    says: 'nothing is owed on an account as long as something is left to spend there',
    sql: `select 'balance' as what, ${account} as key, 'debt or lots' as expected,
                 d.amount || ' owed, ' || l.ripe || ' left' as found
            from ${mine('accounts')} a join ${debts} d on d.account_id = a.account_id
            join ${lotSums} l on l.account_id = a.account_id where l.ripe > 0`,
  },
  {
    name: 'account.comes_up_in_time',
    table: 'accounts',
    says: 'an account comes up no later than its next lot ripens or expires',
    sql: `select 'next_due_at' as what, ${account} as key, '<= ' || l.due as expected, a.next_due_at::text as found
            from ${mine('accounts')} a join ${lotSums} l on l.account_id = a.account_id
           where l.due is not null and (a.next_due_at is null or a.next_due_at > l.due)`,
  },
  {
    name: 'account.expired',
    table: 'lots',
    says: 'what lots of an account say has expired is what was booked as expired',
    sql: comparing({
      key: shown('account', 'coalesce(l.living, t.living)'),
      from: `${expiredByAccount} l full join ${expiryByAccount} t on t.living = l.living`,
      columns: { expired: { expected: 'coalesce(t.amount, 0)', found: 'coalesce(l.amount, 0)' } },
    }),
  },
  {
    name: 'lot.adds_up',
    table: 'lots',
    says: 'a lot’s amount is its transfer’s: what is left, what expired and what was taken from it',
    sql: comparing({
      key: lot,
      from: `${mine('lots')} l left join ${mine('transfers')} t on t.transfer_id = l.lot_id
             left join (select lot_id, sum(amount) as taken from lot_takes
                         where business_id = $1 and lot_id is not null group by lot_id) k on k.lot_id = l.lot_id`,
      columns: {
        amount: { expected: 't.amount', found: 'l.amount' },
        remaining: { expected: 'l.amount - l.expired - coalesce(k.taken, 0)', found: 'l.remaining' },
        ripe: { expected: `t.state = 'posted'`, found: 'l.ripe' },
        grant_id: { expected: 't.grant_id', found: 'l.grant_id' },
      },
    }),
  },
  {
    name: 'lot.on_account',
    table: 'lots',
    says: 'a lot lies on the account that its transfer credited, or on the one that took it over',
    sql: comparing({
      key: lot,
      from: `${mine('lots')} l left join ${mine('transfers')} t on t.transfer_id = l.lot_id
             left join ${living} o on o.account_id = t.credit_account
             left join ${living} h on h.account_id = l.account_id`,
      columns: { account_id: { expected: 'o.living', found: 'h.living' } },
    }),
  },
  {
    name: 'transfer.brings_lot',
    table: 'transfers',
    says: 'whatever is credited to a holder and undoes nothing is a lot, but in a merge',
    sql: `select 'transfer_id' as what, ${shown('transfer', 't.transfer_id')} as key, 'a lot' as expected, null as found
            from ${mine('transfers')} t join ${mine('accounts')} a on a.account_id = t.credit_account and ${holds}
           where t.undoes is null and t.reason <> 'merge'
             and not exists (select from lots l where l.business_id = $1 and l.lot_id = t.transfer_id)`,
  },
  {
    name: 'transfer.equals_takes',
    table: 'lot_takes',
    says: 'what a debit took from lots and into debt is its amount, less what was given back of it',
    sql: comparing({
      key: shown('transfer', 't.transfer_id'),
      from: `${mine('transfers')} t join ${mine('accounts')} d on d.account_id = t.debit_account
             left join (select transfer_id, sum(amount) as taken from lot_takes
                         where business_id = $1 and source <> 'written_off' group by transfer_id) k
                    on k.transfer_id = t.transfer_id
             left join (select undoes, sum(amount) as back from transfers where business_id = $1 and undoes is not null
                           and state <> 'voided' group by undoes) u on u.undoes = t.transfer_id`,
      where: `(d.kind in ('customer', 'gift_card') or d.kind = 'expired') and t.reason not in ('merge', 'expiry')`,
      columns: {
        amount: {
          expected: `case when t.state = 'voided' then 0 else t.amount - coalesce(u.back, 0) end`,
          found: 'coalesce(k.taken, 0)',
        },
      },
    }),
  },
  {
    name: 'take.stands_for_lot',
    table: 'lot_takes',
    says: 'what takes a lot back takes from that lot or says that something else stood in for it',
    sql: `select 'for_lot' as what, k.take_id::text as key, ${shown('lot', 't.undoes')} as expected,
                 concat_ws(' for ', k.lot_id, k.for_lot) as found
            from ${mine('lot_takes')} k join ${mine('transfers')} t on t.transfer_id = k.transfer_id
           where k.amount > 0 and (t.undoes is not null or k.for_lot is not null)
             and coalesce(k.for_lot, k.lot_id) is distinct from t.undoes`,
  },
  {
    name: 'take.on_account',
    table: 'lot_takes',
    says: 'a take stands on the account of its lot',
    sql: comparing({
      key: 'k.take_id::text',
      from: `${mine('lot_takes')} k left join ${mine('lots')} l on l.lot_id = coalesce(k.lot_id, k.for_lot)
             left join ${living} o on o.account_id = l.account_id left join ${living} h on h.account_id = k.account_id`,
      columns: { account_id: { expected: 'o.living', found: 'h.living' } },
    }),
  },
  pointing('lot_takes', 'r.take_id::text', 'transfer_id', 'transfers'),
  pointing('lot_takes', 'r.take_id::text', 'for_lot', 'lots', 'lot_id'),
]
