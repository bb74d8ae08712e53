-- The card in the wallets of phones: what a business signs passes with, the passes, and the devices that hold them.

-- One per business that has set up a wallet. `apple` and `google` say what may be shown; certificates and keys stand
-- sealed beside. `seen_at`: up to when the journal was read for changes. `tag`: raised whenever a pass changes.
create table wallets (
  business_id uuid primary key references businesses,
  apple jsonb,
  apple_sealed bytea,
  google jsonb,
  google_sealed bytea,
  seen_at timestamptz not null default now(),
  tag bigint not null default 0,
  constraint wallet_apple_is_whole check ((apple is null) = (apple_sealed is null)),
  constraint wallet_google_is_whole check ((google is null) = (google_sealed is null))
);
select wall('wallets');

-- A card as a pass. `due_at`: something of its customer or of the business changed, so that it is to be looked at again.
-- `digest`: of what it showed last. `tag`, `changed_at`: when that changed, by count and by clock.
create table wallet_passes (
  business_id uuid not null,
  pass_id uuid not null,
  kind text not null,
  customer_id uuid not null,
  digest bytea,
  tag bigint not null default 0,
  changed_at timestamptz not null default date_trunc('second', now()),
  due_at timestamptz,
  looked_at timestamptz not null default now(),
  voided_at timestamptz,
  -- Where the other side is told by ourselves (Google): when next, how often it was tried, and what was wrong.
  call_at timestamptz,
  call_tries int not null default 0,
  call_problem text,
  made_at timestamptz not null default now(),
  primary key (business_id, pass_id),
  constraint wallet_pass_of_customer foreign key (business_id, customer_id) references customers,
  constraint wallet_pass_kind_is_known check (kind in ('apple', 'google'))
);
create index wallet_passes_of_customer on wallet_passes (business_id, customer_id, kind);
create index wallet_passes_looked_at on wallet_passes (business_id, looked_at) where voided_at is null;
create index wallet_passes_due on wallet_passes (business_id, due_at) where due_at is not null;
create index wallet_passes_to_call on wallet_passes (business_id, call_at) where call_at is not null;
create index wallet_passes_in_trouble on wallet_passes (business_id) where call_problem is not null;
select wall('wallet_passes');

-- A phone or watch that holds passes, and how it is told that one of them changed.
create table wallet_devices (
  business_id uuid not null references businesses,
  device text collate "C" not null,
  push_token text not null,
  call_at timestamptz,
  call_tries int not null default 0,
  call_problem text,
  made_at timestamptz not null default now(),
  primary key (business_id, device)
);
create index wallet_devices_to_call on wallet_devices (business_id, call_at) where call_at is not null;
create index wallet_devices_in_trouble on wallet_devices (business_id) where call_problem is not null;
select wall('wallet_devices');

create table wallet_registrations (
  business_id uuid not null,
  device text collate "C" not null,
  pass_id uuid not null,
  made_at timestamptz not null default now(),
  primary key (business_id, device, pass_id),
  constraint wallet_registration_of_device foreign key (business_id, device) references wallet_devices on delete cascade,
  constraint wallet_registration_of_pass foreign key (business_id, pass_id) references wallet_passes
);
create index wallet_registrations_of_pass on wallet_registrations (business_id, pass_id);
select wall('wallet_registrations');
