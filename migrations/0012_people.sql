-- Lists of customers and purchases, filters kept by name, and the same thing done for many customers at once.

-- By what a list of names is ordered: the family name first, without marks and case. What a reader of any of our scripts
-- expects to find, and the same on every PostgreSQL, as it asks no collation of the system.
alter table customers add column sort_name text collate "C" generated always as (
  nullif(trim(regexp_replace(
    normalize(lower(coalesce(full_name, coalesce(family_name, '') || ' ' || coalesce(given_name, ''))), nfd),
    '[\u0300-\u036f]', '', 'g')), '')) stored;
create index customers_by_sort_name on customers (business_id, sort_name, customer_id)
  where sort_name is not null and merged_into is null;
create index customers_by_source on customers (business_id, source, customer_id)
  where source is not null and merged_into is null;
create index customers_by_language on customers (business_id, language, customer_id)
  where language is not null and merged_into is null;
create index customers_by_joining on customers (business_id, joined_at, customer_id)
  where joined_at is not null and merged_into is null;

-- The last day changes once a day at most, so that a ring-up seldom writes this index. What changes with every ring-up
-- (money, purchases, balances) has none on purpose: a list by it is read through and its best rows are kept.
create index customer_facts_by_last_day on customer_facts (business_id, currency, last_day, customer_id);
create index standings_by_tier on standings (business_id, tier_id, customer_id) where tier_id is not null;

create index purchases_by_day on purchases (business_id, shop_day, purchase_id);
create index purchases_returned on purchases (business_id, shop_day, purchase_id) where returned_minor > 0;

-- A filter that somebody gave a name. Without `staff_id` it is everybody's.
create table saved_filters (
  business_id uuid not null references businesses,
  filter_id uuid not null,
  name text not null,
  filter jsonb not null,
  staff_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (business_id, filter_id),
  constraint saved_filter_name_is_said check (length(name) between 1 and 80),
  constraint saved_filter_name_once unique nulls not distinct (business_id, staff_id, name),
  constraint saved_filter_of_staff foreign key (business_id, staff_id) references staff
);
select wall('saved_filters');

-- One thing done for many customers. Whom it is for is written down when it is asked, so that what it does can't change
-- whom it is for; it is carried out in small steps, each once, and can be undone as a whole.
create table bulk_actions (
  business_id uuid not null references businesses,
  bulk_id uuid not null,
  deed jsonb not null,
  state text not null default 'running',
  total int not null,
  actor_kind text not null,
  actor_id uuid,
  at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (business_id, bulk_id),
  constraint bulk_state_is_known check (state in ('running', 'done', 'undoing', 'undone')),
  constraint bulk_total_not_negative check (total >= 0)
);
create index bulk_actions_open on bulk_actions (business_id, bulk_id) where state in ('running', 'undoing');
select wall('bulk_actions');

create table bulk_customers (
  business_id uuid not null,
  bulk_id uuid not null,
  customer_id uuid not null,
  state text not null default 'waiting',
  made jsonb,
  refusal text,
  primary key (business_id, bulk_id, customer_id),
  constraint bulk_customer_state_is_known check (state in ('waiting', 'done', 'refused', 'undone', 'kept')),
  constraint bulk_customer_of_action foreign key (business_id, bulk_id) references bulk_actions
);
create index bulk_customers_to_do on bulk_customers (business_id, bulk_id, state, customer_id);
create index bulk_customers_of_customer on bulk_customers (business_id, customer_id);
select wall('bulk_customers');

-- To step from purpose to purpose without reading every consent.
create index consents_by_purpose on consents (business_id, purpose, channel);
