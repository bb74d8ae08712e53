-- The ground: tenants and the wall between them, businesses, their places, people and keys, and the journal.
--
-- Every table of a business starts its primary key with business_id and carries the same row-level security:
-- the application's role sees only the rows of the business that its transaction is bound to.

create function current_business() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('regulars.business_id', true), '')::uuid;

-- Turns the wall on for a table. Called once per table by the migration that makes it.
create function wall(relation regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format(
    'create policy one_business on %s to regulars_app
       using (business_id = (select current_business()))
       with check (business_id = (select current_business()))', relation);
  execute format('grant select, insert, update, delete on %s to regulars_app', relation);
end $$;

-- The ids of all businesses, and nothing else about them: the one table that is readable across businesses, for
-- work that must visit each (the clock's jobs). A reference table on a distributed PostgreSQL.
create table tenants (
  business_id uuid primary key,
  created_at timestamptz not null default now()
);
grant select, insert on tenants to regulars_app;

create table businesses (
  business_id uuid primary key,
  name text not null,
  trade text not null,
  currency text not null,
  time_zone text not null,
  language text not null,
  country text,
  prices_include_tax boolean not null default true,
  sandbox boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint business_name_is_said check (length(name) between 1 and 200),
  constraint business_trade_is_known check (trade in ('cafe', 'shop', 'wholesale', 'hotel', 'salon', 'webshop')),
  constraint business_currency_is_iso check (currency ~ '^[A-Z]{3}$')
);
select wall('businesses');

create table locations (
  business_id uuid not null references businesses,
  location_id uuid not null,
  name text not null,
  time_zone text,
  external_id text,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (business_id, location_id),
  constraint location_external_id_once unique (business_id, external_id)
);
select wall('locations');

create table staff (
  business_id uuid not null references businesses,
  staff_id uuid not null,
  user_id text,
  name text not null,
  email text,
  role text not null,
  pin_hash text,
  created_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (business_id, staff_id),
  constraint staff_one_seat_per_person unique (business_id, user_id),
  constraint staff_role_is_known check (role in ('owner', 'manager', 'staff', 'read-only'))
);
select wall('staff');
-- A person signed in may see her own seats in every business, and only those.
create policy own_seats on staff for select to regulars_app
  using (user_id = nullif(current_setting('regulars.user_id', true), ''));

create table api_keys (
  business_id uuid not null references businesses,
  api_key_id uuid not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  last_used_on date,
  revoked_at timestamptz,
  primary key (business_id, api_key_id)
);
select wall('api_keys');

-- One-time links: setting a business up, inviting staff. The token itself is kept nowhere, only its hash.
create table invitations (
  business_id uuid not null references businesses,
  invitation_id uuid not null,
  staff_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (business_id, invitation_id),
  constraint invitation_for_staff foreign key (business_id, staff_id) references staff
);
select wall('invitations');

-- Everything that happened, once: audit trail, timeline and outbox in one row. Append-only.
create table journal (
  business_id uuid not null,
  entry_id uuid not null,
  at timestamptz not null default now(),
  what text not null,
  actor_kind text not null,
  actor_id uuid,
  customer_id uuid,
  subject_kind text,
  subject_id uuid,
  facts jsonb,
  primary key (business_id, entry_id),
  constraint journal_actor_is_known check (actor_kind in ('key', 'staff', 'customer', 'system', 'import'))
);
create index journal_of_customer on journal (business_id, customer_id, entry_id) where customer_id is not null;
select wall('journal');
revoke update, delete on journal from regulars_app;
-- Erasure empties what a person can be known by; the row itself stays.
grant update (facts) on journal to regulars_app;

-- The answer given under an Idempotency-Key, kept in the transaction that did the work.
create table idempotent_answers (
  business_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status int,
  -- json, not jsonb: what is answered again is the same to the letter.
  answer json,
  at timestamptz not null default now(),
  primary key (business_id, key)
);
select wall('idempotent_answers');
