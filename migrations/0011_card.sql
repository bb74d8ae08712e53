-- The customer's card: what opens it, its short number, its turning code, and one-time codes.

-- One per customer who has looked at her card. `number`: short, for the eye and the ear; it only identifies.
-- `turn`: raised to make every code that was shown before worthless.
create table card_holders (
  business_id uuid not null references businesses,
  customer_id uuid not null,
  number text collate "C" not null,
  turn int not null default 1,
  made_at timestamptz not null default now(),
  primary key (business_id, customer_id),
  constraint card_number_once unique (business_id, number),
  constraint card_holder_is_customer foreign key (business_id, customer_id) references customers,
  constraint card_number_is_digits check (number ~ '^[1-9][0-9]{5,11}$')
);
select wall('card_holders');

-- What opens a card: the secret of a link, of which only the hash is kept. One per device or link that was given out.
create table card_tokens (
  business_id uuid not null references businesses,
  token_id uuid not null,
  customer_id uuid not null,
  secret_hash bytea not null,
  made_for text not null,
  made_at timestamptz not null default now(),
  used_on date,
  revoked_at timestamptz,
  primary key (business_id, token_id),
  constraint card_token_once unique (business_id, secret_hash),
  constraint card_token_of_customer foreign key (business_id, customer_id) references customers,
  constraint card_token_is_for_something check (made_for in ('join', 'recovery', 'counter', 'device'))
);
create index card_tokens_of_customer on card_tokens (business_id, customer_id, token_id) where revoked_at is null;
select wall('card_tokens');

-- A turning code that was spent: its step of time can't be spent again.
create table card_codes_spent (
  business_id uuid not null,
  customer_id uuid not null,
  step bigint not null,
  at timestamptz not null default now(),
  primary key (business_id, customer_id, step),
  constraint card_code_of_customer foreign key (business_id, customer_id) references customers
);
select wall('card_codes_spent');

-- One-time codes by which a lost card is found again, and addresses are confirmed. Kept as a hash, forgotten after a day.
create table one_time_codes (
  business_id uuid not null,
  code_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  -- The address it went to, in its normal writing.
  sent_to text not null,
  code_hash bytea not null,
  tries int not null default 0,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (business_id, code_id),
  constraint one_time_code_of_customer foreign key (business_id, customer_id) references customers,
  constraint one_time_code_tries check (tries between 0 and 5),
  constraint one_time_code_kind_is_known check (kind in ('recovery', 'consent'))
);
create index one_time_codes_of_customer on one_time_codes (business_id, customer_id, made_at);
select wall('one_time_codes');
