-- Products, purchases, returns, and the running sums (facts) that are kept in the purchase's own transaction.

create table products (
  business_id uuid not null references businesses,
  product_id uuid not null,
  sku text not null,
  name text,
  category text,
  brand text,
  unit_price_minor bigint,
  currency text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  primary key (business_id, product_id),
  constraint product_sku_once unique (business_id, sku)
);
select wall('products');

create table purchases (
  business_id uuid not null,
  purchase_id uuid not null,
  customer_id uuid,
  location_id uuid,
  staff_id uuid,
  -- When it was bought, and the shop's day that it belongs to.
  occurred_at timestamptz not null,
  shop_day date not null,
  recorded_at timestamptz not null default now(),
  currency text not null,
  -- Σ lines; what redemption took off; tax inside or on top; what gift cards and credit paid; what was left to pay.
  gross_minor bigint not null,
  discount_minor bigint not null default 0,
  redeemed_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  total_minor bigint not null,
  gift_paid_minor bigint not null default 0,
  returned_minor bigint not null default 0,
  -- What counts as spending: goods and fees, not gift cards and credit bought. Net of returns, as facts are.
  spend_minor bigint not null default 0,
  fully_returned boolean not null default false,
  -- Net of returns, for tiers that count points over a window.
  points_earned bigint not null default 0,
  external_id text,
  idempotency_key text,
  request_hash bytea,
  version_id uuid,
  -- How the customer's tier stood before, when this purchase changed it.
  standing_before jsonb,
  -- What came off and how it was paid: {points, transferId, redemptionId, voucherId, …}, so that a return can undo it.
  redeemed jsonb,
  confirmed_at timestamptz,
  -- The answer that was given, so that asking again gives the same.
  answer json,
  primary key (business_id, purchase_id),
  constraint purchase_at_location foreign key (business_id, location_id) references locations,
  constraint purchase_by_staff foreign key (business_id, staff_id) references staff,
  constraint purchase_of_customer foreign key (business_id, customer_id) references customers,
  constraint purchase_currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  constraint purchase_returned_within_total check (returned_minor between 0 and total_minor or total_minor < 0)
);
create unique index purchase_key_once on purchases (business_id, idempotency_key) where idempotency_key is not null;
create unique index purchase_external_id_once on purchases (business_id, external_id) where external_id is not null;
create index purchases_of_customer on purchases (business_id, customer_id, shop_day, purchase_id) where customer_id is not null;
select wall('purchases');

create table purchase_lines (
  business_id uuid not null,
  purchase_id uuid not null,
  line int not null,
  kind text not null default 'goods',
  sku text,
  name text,
  category text,
  brand text,
  quantity_milli bigint not null,
  unit_price_minor bigint not null,
  -- quantity × price; the line's own discount; its share of what redemption took off; tax; what it came to.
  gross_minor bigint not null,
  discount_minor bigint not null default 0,
  redeemed_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  total_minor bigint not null,
  -- The gift card that this line sold.
  gift_card_id uuid,
  returned_milli bigint not null default 0,
  returned_minor bigint not null default 0,
  primary key (business_id, purchase_id, line),
  constraint line_kind_is_known check (kind in ('goods', 'gift_card', 'store_credit', 'fee')),
  constraint line_not_returned_twice check (returned_milli between 0 and quantity_milli)
);
select wall('purchase_lines');

create table returns (
  business_id uuid not null,
  return_id uuid not null,
  purchase_id uuid not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  staff_id uuid,
  total_minor bigint not null,
  refund_minor bigint not null,
  gift_refund_minor bigint not null default 0,
  reason text,
  external_id text,
  idempotency_key text,
  request_hash bytea,
  answer json,
  primary key (business_id, return_id),
  constraint return_by_staff foreign key (business_id, staff_id) references staff,
  constraint return_of_purchase foreign key (business_id, purchase_id) references purchases
);
create unique index return_key_once on returns (business_id, idempotency_key) where idempotency_key is not null;
create unique index return_external_id_once on returns (business_id, external_id) where external_id is not null;
create index returns_of_purchase on returns (business_id, purchase_id);
select wall('returns');

create table return_lines (
  business_id uuid not null,
  return_id uuid not null,
  line int not null,
  quantity_milli bigint not null,
  amount_minor bigint not null,
  primary key (business_id, return_id, line),
  constraint return_line_not_empty check (quantity_milli > 0)
);
select wall('return_lines');

-- Facts: running sums per customer and currency, and per customer, month and currency. Net of returns; a purchase that
-- came back whole counts as never bought. days = distinct shop days with a purchase that stands.
create table customer_facts (
  business_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  purchases int not null,
  days int not null,
  money_minor bigint not null,
  money_squared numeric not null,
  points_earned bigint not null default 0,
  first_day date,
  last_day date,
  primary key (business_id, customer_id, currency)
);
select wall('customer_facts');

create table customer_months (
  business_id uuid not null,
  customer_id uuid not null,
  month date not null,
  currency text not null,
  purchases int not null,
  days int not null,
  money_minor bigint not null,
  points_earned bigint not null default 0,
  primary key (business_id, customer_id, month, currency)
);
select wall('customer_months');
