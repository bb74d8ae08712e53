-- The programme's versions, what they granted, and where each customer stands.

create table programme_versions (
  business_id uuid not null references businesses,
  version_id uuid not null,
  number int not null,
  document jsonb not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (business_id, version_id),
  constraint programme_version_number_once unique (business_id, number)
);
select wall('programme_versions');
-- A version is never changed: what it granted stays explained.
revoke update, delete on programme_versions from regulars_app;

-- What one rule of one version gave for one purchase. The frozen terms stand here, so that a return takes back by what
-- was granted. `live_*`: what of it still stands after returns.
create table grants (
  business_id uuid not null,
  grant_id uuid not null,
  customer_id uuid not null,
  purchase_id uuid,
  version_id uuid not null,
  rule_id text not null,
  unit text not null,
  mode text not null,
  amount bigint not null,
  live_amount bigint not null,
  steps bigint not null default 0,
  live_steps bigint not null default 0,
  per_step bigint not null default 0,
  step_counted bigint not null default 0,
  counted bigint not null default 0,
  live_counted bigint not null default 0,
  by_line bigint[] not null default '{}',
  spread text not null,
  debt text not null,
  -- The lot that it came as; null while it only added to the remainder.
  lot_id uuid,
  -- [{cap, period, add}]: what of the caps it used up.
  caps jsonb,
  budget bigint,
  why jsonb not null,
  at timestamptz not null,
  primary key (business_id, grant_id),
  constraint grant_mode_is_known check (mode in ('steps', 'whole')),
  constraint grant_live_within_amount check (live_amount between 0 and amount and live_steps between 0 and steps)
);
create index grants_of_purchase on grants (business_id, purchase_id) where purchase_id is not null;
create index grants_with_steps on grants (business_id, customer_id, rule_id, grant_id) where live_steps > 0;
select wall('grants');

-- Spending counted towards the next step of a rule, not yet worth one: the remainder that is carried.
-- carried = Σ live_counted - Σ live_steps × step_counted of the customer's grants by that rule.
create table carries (
  business_id uuid not null,
  customer_id uuid not null,
  rule_id text not null,
  carried bigint not null,
  primary key (business_id, customer_id, rule_id),
  constraint carry_not_negative check (carried >= 0)
);
select wall('carries');

create table cap_uses (
  business_id uuid not null,
  customer_id uuid not null,
  cap_id text not null,
  period text not null,
  used bigint not null,
  primary key (business_id, customer_id, cap_id, period),
  constraint cap_use_not_negative check (used >= 0)
);
select wall('cap_uses');

-- Points that a rule with a budget may still give, for all customers together.
create table budgets (
  business_id uuid not null,
  rule_id text not null,
  budget bigint not null,
  used bigint not null default 0,
  primary key (business_id, rule_id),
  constraint budget_not_exceeded check (used between 0 and budget)
);
select wall('budgets');

-- Which tier a customer stands in, and how she came there (a stack, so that a return can go back to the one before).
create table standings (
  business_id uuid not null,
  customer_id uuid not null,
  tier_id text,
  reached_at timestamptz,
  held_until timestamptz,
  grace_until timestamptz,
  review_at timestamptz,
  -- Each tier she came to, with what had qualified by then, the latest last: what a return works back through.
  steps jsonb not null default '[]',
  -- The purchase that last changed it: returning that one whole restores exactly what was before.
  changed_by uuid,
  primary key (business_id, customer_id)
);
create index standings_to_review on standings (business_id, review_at) where review_at is not null;
select wall('standings');

-- The stamp card in a customer's hand: how many were filled before, and the prizes it brought.
create table stamp_cards (
  business_id uuid not null,
  customer_id uuid not null,
  unit text not null,
  round int not null default 0,
  primary key (business_id, customer_id, unit)
);
select wall('stamp_cards');

create table prizes (
  business_id uuid not null,
  prize_id uuid not null,
  customer_id uuid not null,
  unit text not null,
  round int not null,
  at_stamps int not null,
  voucher_id uuid not null,
  purchase_id uuid,
  at timestamptz not null,
  recalled_at timestamptz,
  primary key (business_id, prize_id)
);
create unique index prize_once on prizes (business_id, customer_id, unit, round, at_stamps) where recalled_at is null;
select wall('prizes');
