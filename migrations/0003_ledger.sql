-- The ledger: accounts and transfers in TigerBeetle's sense, and the lots that points come in.
--
-- What always holds, and `verify` proves:
--   every unit sums to zero over all accounts;
--   a holder's balance = posted credits - posted debits - reserved debits = what is left in ripe lots - what it owes;
--   what is left of a lot = its amount - what expired - what transfers took.
--
-- What one statement writes together (a transfer with its accounts and its lot, a purchase with its lines and grants)
-- has no foreign keys inside: they cost half of the database's time for a ring-up, and the writer can't get them wrong
-- one by one. `verify` proves them.

create table accounts (
  business_id uuid not null references businesses,
  account_id uuid not null,
  -- 'points', 'stamps:<card>', 'stamps:<card>:<season>', 'money:<currency>'
  unit text not null,
  -- 'customer' and 'gift_card' hold; the rest are the business's own and keep no balance, so that no row is hot.
  kind text not null,
  holder_id uuid not null,
  balance bigint not null default 0,
  pending bigint not null default 0,
  reserved bigint not null default 0,
  -- How far the balance may fall: 0, or below it where the debt policy lets a return take more than is there.
  lowest bigint not null default 0,
  -- The next moment at which a lot ripens or expires; null when none will.
  next_due_at timestamptz,
  -- The account that took this one over when its customer was merged into another.
  merged_into uuid,
  primary key (business_id, account_id),
  constraint account_one_per_holder unique (business_id, holder_id, unit, kind),
  constraint account_kind_is_known check (kind in ('customer', 'gift_card', 'issued', 'redeemed', 'expired', 'forfeited')),
  constraint account_not_below_policy check (balance >= lowest),
  constraint account_pending_not_negative check (pending >= 0),
  constraint account_reserved_not_negative check (reserved >= 0)
);
create index accounts_merged on accounts (business_id, merged_into) where merged_into is not null;
create index accounts_due on accounts (business_id, next_due_at) where next_due_at is not null;
select wall('accounts');

create table transfers (
  business_id uuid not null,
  transfer_id uuid not null,
  unit text not null,
  debit_account uuid not null,
  credit_account uuid not null,
  amount bigint not null,
  state text not null,
  reason text not null,
  at timestamptz not null,
  purchase_id uuid,
  return_id uuid,
  redemption_id uuid,
  grant_id uuid,
  -- The transfer that this one undoes, wholly or in part.
  undoes uuid,
  note text,
  primary key (business_id, transfer_id),
  constraint transfer_moves_something check (amount > 0),
  constraint transfer_between_two check (debit_account <> credit_account),
  constraint transfer_state_is_known check (state in ('posted', 'pending', 'voided')),
  constraint transfer_reason_is_known check (reason in (
    'purchase', 'joining', 'adjustment', 'return', 'redemption', 'restore', 'expiry', 'completion',
    'merge', 'sale', 'payment', 'refund', 'import', 'gift', 'erasure'))
);
create index transfers_by_debit on transfers (business_id, debit_account, transfer_id);
create index transfers_by_credit on transfers (business_id, credit_account, transfer_id);
create index transfers_of_purchase on transfers (business_id, purchase_id) where purchase_id is not null;
create index transfers_pending_undoing on transfers (business_id, undoes) where state = 'pending' and undoes is not null;
select wall('transfers');

-- Points that came together and expire together. A lot has the id of the transfer that brought it.
create table lots (
  business_id uuid not null,
  lot_id uuid not null,
  account_id uuid not null,
  amount bigint not null,
  remaining bigint not null,
  expired bigint not null default 0,
  -- Not ripe: granted, but waiting for its day (ripens_at) or for an event (ripens_at is null).
  ripe boolean not null,
  ripens_at timestamptz,
  expires_at timestamptz,
  -- Frozen at the time of earning: how long points stay when they come back to a lot that has expired.
  grace_days int not null default 0,
  grant_id uuid,
  primary key (business_id, lot_id),
  constraint lot_remaining_within_amount check (remaining >= 0 and expired >= 0 and remaining + expired <= amount)
);
create index lots_to_spend on lots (business_id, account_id, expires_at) where remaining > 0;
select wall('lots');

-- What a transfer took from which lot. `for_lot`: a return owed it from that lot, which no longer had it; `source`
-- says what stood in: another lot, debt, or nothing (written off). What comes back to `for_lot` settles these first.
create table lot_takes (
  business_id uuid not null,
  take_id uuid not null,
  transfer_id uuid,
  account_id uuid not null,
  lot_id uuid,
  for_lot uuid,
  source text not null,
  amount bigint not null,
  primary key (business_id, take_id),
  constraint take_source_is_known check (source in ('lot', 'debt', 'written_off')),
  constraint take_from_a_lot check ((source = 'lot') = (lot_id is not null)),
  constraint take_not_negative check (amount >= 0)
);
create index takes_of_transfer on lot_takes (business_id, transfer_id) where amount > 0;
create index takes_of_lot on lot_takes (business_id, lot_id) where lot_id is not null and amount > 0;
create index takes_open_claims on lot_takes (business_id, account_id) where for_lot is not null and amount > 0;
select wall('lot_takes');
