import { question, rowsStatement, statement } from '../platform/database.ts'
import type { Account, Earlier, Lot, OwnAccount, Take } from './entries.ts'

// Column names follow the fields of entries.ts, so that a row is the entry.
const accountColumns = `account_id as id, unit, kind, holder_id as "holderId", balance, pending, reserved, lowest,
  next_due_at as "nextDueAt"`
const lotColumns = `lot_id as id, account_id as "accountId", amount, remaining, expired, ripe,
  ripens_at as "ripensAt", expires_at as "expiresAt", grace_days as "graceDays", grant_id as "grantId"`
const takeColumns = `take_id as id, transfer_id as "transferId", account_id as "accountId", lot_id as "lotId",
  for_lot as "forLot", source, amount`

/** $1 business, $2 holder. */
export const readAccounts = question<Account>(
  'ledger.accounts',
  `select k.n::int as n, ${accountColumns}
     from unnest($2::uuid[]) with ordinality k (holder, n)
     join accounts on business_id = $1 and holder_id = k.holder and kind in ('customer', 'gift_card')`,
)

// `= any(array(select …))` in place of `in (select …)`: the first is always looked up in the index, the second was a scan
// of all lots while the planner knew no statistics (5 ms in place of 0.1 in a fresh database that is being filled).
//
// What transfers took ($3), and every claim that is open on these accounts: few, as only returns of what was spent
// leave one.
const takesWanted = `
  select * from lot_takes where business_id = $1 and transfer_id = any($3) and amount > 0
  union
  select * from lot_takes where business_id = $1 and for_lot is not null and amount > 0
     and account_id = any(array(select account_id from accounts where business_id = $1 and holder_id = any($2)))`

/** $1 business, $2 holders, $3 transfers. */
export const readTakes = statement<Take>(
  'ledger.takes',
  `select ${takeColumns} from (${takesWanted}) as wanted order by take_id`,
)

/** $1 business, $2 holders, $3 transfers, $4 lots. What is left to spend, and every lot that a take above names. */
export const readLots = statement<Lot>(
  'ledger.lots',
  `select ${lotColumns} from lots
    where business_id = $1 and remaining > 0
      and account_id = any(array(select account_id from accounts where business_id = $1 and holder_id = any($2)))
   union
   select ${lotColumns} from lots
    where business_id = $1
      and lot_id = any(array(
        select lot_id from (${takesWanted}) t union select for_lot from (${takesWanted}) t union select unnest($4::uuid[])))`,
)

/** $1 business, $2 transfers. With which of the business's own accounts each was made. */
export const readEarlier = statement<Earlier & { own: OwnAccount }>(
  'ledger.earlier',
  `select t.transfer_id as id, t.unit, t.amount, t.state,
          case when d.kind in ('customer', 'gift_card') then coalesce(d.merged_into, t.debit_account)
               else coalesce(c.merged_into, t.credit_account) end as "accountId",
          case when d.kind in ('customer', 'gift_card') then c.kind else d.kind end as own
     from transfers t
     join accounts d on d.business_id = t.business_id and d.account_id = t.debit_account
     join accounts c on c.business_id = t.business_id and c.account_id = t.credit_account
    where t.business_id = $1 and t.transfer_id = any($2)`,
)

export const writeOwnAccounts = rowsStatement(
  'ledger.write_own_accounts',
  `insert into accounts (business_id, account_id, unit, kind, holder_id)
   select $1, a.*, $1 from unnest($2::uuid[], $3::text[], $4::text[]) a
   on conflict do nothing`,
)

export const writeAccounts = rowsStatement(
  'ledger.write_accounts',
  `insert into accounts (business_id, account_id, unit, kind, holder_id, balance, pending, reserved, lowest, next_due_at)
   select $1, a.* from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::bigint[], $7::bigint[], $8::bigint[],
                              $9::bigint[], $10::timestamptz[]) a
   on conflict (business_id, account_id) do update
     set balance = excluded.balance, pending = excluded.pending, reserved = excluded.reserved,
         lowest = excluded.lowest, next_due_at = excluded.next_due_at`,
)

export const writeTransfers = rowsStatement(
  'ledger.write_transfers',
  `insert into transfers (business_id, transfer_id, unit, debit_account, credit_account, amount, state, reason, at,
                          purchase_id, return_id, redemption_id, grant_id, undoes, note)
   select $1, t.* from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[],
                              $9::timestamptz[], $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::uuid[], $15::text[]) t`,
)

// What was taken back of a credit that had not ripened follows it when it does.
export const writeStates = rowsStatement(
  'ledger.write_states',
  `update transfers t set state = s.state
     from (select s.id, s.state from unnest($2::uuid[], $3::text[]) s (id, state)
           union all
           select u.transfer_id, s.state from unnest($2::uuid[], $3::text[]) s (id, state)
             join transfers u on u.business_id = $1 and u.undoes = s.id and u.state = 'pending') s
    where t.business_id = $1 and t.transfer_id = s.id and t.state = 'pending'`,
)

export const writeLots = rowsStatement(
  'ledger.write_lots',
  `insert into lots (business_id, lot_id, account_id, amount, remaining, expired, ripe, ripens_at, expires_at, grace_days, grant_id)
   select $1, l.* from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::boolean[],
                              $8::timestamptz[], $9::timestamptz[], $10::int[], $11::uuid[]) l
   on conflict (business_id, lot_id) do update
     set account_id = excluded.account_id, remaining = excluded.remaining, expired = excluded.expired,
         ripe = excluded.ripe, expires_at = excluded.expires_at`,
)

export const writeTakes = rowsStatement(
  'ledger.write_takes',
  `insert into lot_takes (business_id, take_id, transfer_id, account_id, lot_id, for_lot, source, amount)
   select $1, t.* from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::bigint[]) t
   on conflict (business_id, take_id) do update set account_id = excluded.account_id, amount = excluded.amount`,
)

/** A merge re-points what is not posted yet: $2 the accounts it came from, $3 those it goes to. */
export const repointPending = statement(
  'ledger.repoint_pending',
  `update transfers t
      set debit_account = coalesce((select m.target from unnest($2::uuid[], $3::uuid[]) m (source, target)
                                     where m.source = t.debit_account), t.debit_account),
          credit_account = coalesce((select m.target from unnest($2::uuid[], $3::uuid[]) m (source, target)
                                      where m.source = t.credit_account), t.credit_account)
    where t.business_id = $1 and t.state = 'pending'
      and (t.debit_account = any($2) or t.credit_account = any($2))`,
)

// The accounts that one account took over before, and itself: what it brought moves along with it.
const sources = `(select account_id from accounts where business_id = $1 and (account_id = $2 or merged_into = $2))`

/** $2 the account that is taken over, $3 the one that takes over. Old transfers go on resolving. */
export const repointAccount = statement(
  'ledger.repoint_account',
  `update accounts set merged_into = $3
    where business_id = $1 and (account_id = $2 or merged_into = $2) and kind = 'customer'`,
)

export const repointLots = statement(
  'ledger.repoint_lots',
  `update lots set account_id = $3
    where business_id = $1 and account_id = $2
      and lot_id in (select transfer_id from transfers where business_id = $1 and credit_account in ${sources})`,
)

export const repointTakes = statement(
  'ledger.repoint_takes',
  `update lot_takes set account_id = $3
    where business_id = $1 and account_id = $2
      and (transfer_id in (select transfer_id from transfers where business_id = $1 and debit_account in ${sources})
           or (for_lot is not null and amount > 0))`,
)
