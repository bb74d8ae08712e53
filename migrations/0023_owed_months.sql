-- What was moved in points and in money, added up by month, so that the accountant's page reads months and not every
-- transfer. Transfers are append-only, so what is older than anything still open is final: it is folded in here by a round,
-- and a reader adds the few that came since. `verify` proves the sums.
create table owed_months (
  business_id uuid not null references businesses,
  unit text not null,
  -- By the shop's days: its time zone and the hour at which its day ends stand in owed_folded.
  month date not null,
  reason text not null,
  side text not null,
  amount numeric not null,
  late numeric not null,
  primary key (business_id, unit, month, reason, side),
  constraint owed_month_side_is_known check (side in ('in', 'out', 'between', 'own')),
  constraint owed_month_late_is_part check (late between 0 and amount)
);
select wall('owed_months');

-- How far: every transfer up to this one is in. When the shop's day changes, all is folded anew.
create table owed_folded (
  business_id uuid not null references businesses,
  folded_to uuid not null,
  time_zone text not null,
  day_ends_at text not null,
  primary key (business_id)
);
select wall('owed_folded');
