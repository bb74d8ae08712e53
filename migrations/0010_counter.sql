-- A device that several people sell at. It is known by a secret of its own in place of anybody's session; who stands at
-- it is told by a PIN.
create table counter_tills (
  business_id uuid not null references businesses,
  till_id uuid not null,
  name text not null,
  location_id uuid,
  secret_hash bytea not null,
  -- Null: by a program.
  opened_by uuid,
  opened_at timestamptz not null default now(),
  seen_on date,
  closed_at timestamptz,
  primary key (business_id, till_id),
  constraint till_at_location foreign key (business_id, location_id) references locations,
  constraint till_opened_by_staff foreign key (business_id, opened_by) references staff
);
select wall('counter_tills');

-- How a customer was found at a device last: by a code that turns, or by one that may be a photograph.
create table counter_finds (
  business_id uuid not null,
  device_id uuid not null,
  customer_id uuid not null,
  how text not null,
  at timestamptz not null,
  primary key (business_id, device_id, customer_id),
  constraint find_way_is_known check (how in ('static', 'live'))
);
select wall('counter_finds');

-- A manager's word for one deed beyond what staff may do alone. Used once; the key of the request that used it may
-- come again.
create table approvals (
  business_id uuid not null,
  approval_id uuid not null,
  kind text not null,
  given_by uuid not null,
  device_id uuid not null,
  subject_id uuid,
  at_most bigint,
  at timestamptz not null,
  used_at timestamptz,
  used_by uuid,
  used_key text,
  primary key (business_id, approval_id),
  constraint approval_kind_is_known check (kind in ('redeem_static', 'redeem_large', 'return', 'adjustment')),
  constraint approval_given_by_staff foreign key (business_id, given_by) references staff
);
select wall('approvals');

-- What a device had rung up without network and the server would not take: for a person to settle.
create table counter_conflicts (
  business_id uuid not null,
  conflict_id uuid not null,
  key text not null,
  device_id uuid not null,
  staff_id uuid,
  customer_id uuid,
  occurred_at timestamptz not null,
  request jsonb not null,
  code text not null,
  told_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by uuid,
  settled_how text,
  note text,
  primary key (business_id, conflict_id),
  constraint conflict_once unique (business_id, key),
  constraint conflict_settling_is_known check (settled_how in ('rung_up', 'dropped')),
  constraint conflict_settled_whole check ((settled_at is null) = (settled_how is null))
);
create index conflicts_open on counter_conflicts (business_id, conflict_id) where settled_at is null;
select wall('counter_conflicts');
