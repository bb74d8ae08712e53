-- Rewards, their redemptions, vouchers and gift cards.
--
-- A code is kept twice: as a keyed hash, to be found by, and sealed, so that its owner's card can show it again.

create table rewards (
  business_id uuid not null references businesses,
  reward_id uuid not null,
  name jsonb not null,
  description jsonb,
  kind text not null,
  benefit jsonb not null,
  -- The price: points (with a largest and a step where the customer chooses how many), stamps of a card, or a tier.
  points bigint,
  points_max bigint,
  points_step bigint,
  stamp_card text,
  stamps int,
  tiers text[],
  -- What is left; null: as many as are asked for.
  stock bigint,
  customer_limit int,
  location_ids uuid[],
  valid_from timestamptz,
  valid_until timestamptz,
  -- How long the code of a redemption is good for; null: an hour.
  validity_days int,
  images text[] not null default '{}',
  cost_minor bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (business_id, reward_id),
  constraint reward_kind_is_known check (kind in ('product', 'amount', 'percent', 'gift', 'experience',
    'early_access', 'perk', 'gift_card', 'free_delivery', 'donation')),
  constraint reward_kind_is_its_benefits check (benefit ->> 'kind' = kind),
  constraint reward_points_positive check (points > 0),
  constraint reward_choice_has_range check (
    (points_max is null and points_step is null)
    or (points_step > 0 and points % points_step = 0 and points_max % points_step = 0 and points_max >= points)),
  constraint reward_stamps_of_a_card check ((stamp_card is null) = (stamps is null) and stamps > 0),
  constraint reward_stock_not_negative check (stock >= 0),
  constraint reward_limit_positive check (customer_limit > 0),
  constraint reward_valid_in_order check (valid_from < valid_until),
  constraint reward_cost_not_negative check (cost_minor >= 0)
);
select wall('rewards');

create table redemptions (
  business_id uuid not null,
  redemption_id uuid not null,
  reward_id uuid not null,
  customer_id uuid not null,
  state text not null,
  -- What it is good for and what it cost, frozen when it was made.
  benefit jsonb not null,
  points bigint not null default 0,
  stamps int not null default 0,
  stamps_unit text,
  transfer_ids uuid[] not null default '{}',
  code_hash bytea,
  code_sealed bytea,
  purchase_id uuid,
  location_id uuid,
  -- Given where the benefit is a gift card.
  gift_card_id uuid,
  made_at timestamptz not null,
  expires_at timestamptz,
  closed_at timestamptz,
  primary key (business_id, redemption_id),
  constraint redemption_of_reward foreign key (business_id, reward_id) references rewards,
  constraint redemption_of_customer foreign key (business_id, customer_id) references customers,
  constraint redemption_code_once unique (business_id, code_hash),
  constraint redemption_state_is_known check (state in ('reserved', 'fulfilled', 'cancelled', 'expired')),
  constraint redemption_reserved_until check (state <> 'reserved' or expires_at is not null),
  constraint redemption_closed_when_not_reserved check ((state = 'reserved') = (closed_at is null))
);
create index redemptions_of_customer on redemptions (business_id, customer_id, reward_id);
create index redemptions_of_purchase on redemptions (business_id, purchase_id) where purchase_id is not null;
create index redemptions_to_expire on redemptions (business_id, expires_at) where state = 'reserved';
select wall('redemptions');

create table vouchers (
  business_id uuid not null references businesses,
  voucher_id uuid not null,
  code_hash bytea not null,
  code_sealed bytea not null,
  -- A shared code is one that many know; a unique one belongs to whoever was given it.
  shared boolean not null default false,
  name jsonb,
  -- The reward that the benefit was copied from: a promise once made stays as it was.
  reward_id uuid,
  benefit jsonb not null,
  max_uses int,
  -- Kept only where max_uses is: a code without a limit that everybody uses must not be a hot row.
  uses int not null default 0,
  customer_limit int,
  customer_id uuid,
  location_ids uuid[],
  valid_from timestamptz,
  valid_until timestamptz,
  source text not null,
  batch_id uuid,
  note text,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  primary key (business_id, voucher_id),
  constraint voucher_code_once unique (business_id, code_hash),
  constraint voucher_of_reward foreign key (business_id, reward_id) references rewards,
  constraint voucher_of_customer foreign key (business_id, customer_id) references customers,
  constraint voucher_uses_within_max check (uses >= 0 and uses <= max_uses),
  constraint voucher_unique_has_max check (shared or max_uses is not null),
  constraint voucher_limit_positive check (customer_limit > 0 and max_uses > 0),
  constraint voucher_valid_in_order check (valid_from < valid_until),
  constraint voucher_source_is_known check (source in ('single', 'bulk', 'prize', 'reward', 'birthday', 'joining', 'gift'))
);
create index vouchers_of_customer on vouchers (business_id, customer_id, voucher_id) where customer_id is not null;
create index vouchers_of_batch on vouchers (business_id, batch_id, voucher_id) where batch_id is not null;
select wall('vouchers');

create table voucher_uses (
  business_id uuid not null,
  use_id uuid not null,
  voucher_id uuid not null,
  customer_id uuid,
  purchase_id uuid,
  location_id uuid,
  at timestamptz not null,
  rolled_back_at timestamptz,
  primary key (business_id, use_id),
  constraint use_of_voucher foreign key (business_id, voucher_id) references vouchers,
  constraint use_by_customer foreign key (business_id, customer_id) references customers
);
create index uses_of_voucher on voucher_uses (business_id, voucher_id, customer_id) where rolled_back_at is null;
create index uses_of_purchase on voucher_uses (business_id, purchase_id) where purchase_id is not null;
create index uses_by_customer on voucher_uses (business_id, customer_id) where customer_id is not null;
select wall('voucher_uses');

-- What a gift card is worth stands in the ledger: the account of the holder 'gift_card' with its id.
create table gift_cards (
  business_id uuid not null references businesses,
  gift_card_id uuid not null,
  code_hash bytea not null,
  code_sealed bytea not null,
  currency text not null,
  customer_id uuid,
  purchase_id uuid,
  line int,
  valid_until timestamptz,
  note text,
  created_at timestamptz not null default now(),
  blocked_at timestamptz,
  blocked_because text,
  primary key (business_id, gift_card_id),
  constraint gift_card_code_once unique (business_id, code_hash),
  constraint gift_card_of_customer foreign key (business_id, customer_id) references customers,
  constraint gift_card_currency_is_iso check (currency ~ '^[A-Z]{3}$')
);
create index gift_cards_of_customer on gift_cards (business_id, customer_id) where customer_id is not null;
create index gift_cards_of_purchase on gift_cards (business_id, purchase_id) where purchase_id is not null;
select wall('gift_cards');
