-- Running the shop: files that are kept for a while, work that takes long, and what was seen to today.

-- A file that somebody brought or that was made for her. It is kept in the database, so that whichever process carries
-- the work out finds it, and forgotten by itself.
create table kept_files (
  business_id uuid not null references businesses,
  file_id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null default 0,
  whole boolean not null default false,
  by_kind text not null,
  by_id uuid,
  created_at timestamptz not null default now(),
  kept_until timestamptz not null,
  primary key (business_id, file_id),
  constraint kept_file_has_a_name check (length(name) between 1 and 200)
);
create index kept_files_by_end on kept_files (business_id, kept_until);
select wall('kept_files');

create table file_parts (
  business_id uuid not null,
  file_id uuid not null,
  part int not null,
  bytes bytea not null,
  primary key (business_id, file_id, part),
  constraint part_of_file foreign key (business_id, file_id) references kept_files on delete cascade
);
-- What comes in is mostly packed already: trying to pack it again only costs time.
alter table file_parts alter column bytes set storage external;
select wall('file_parts');

-- Work that a person asked for and that takes longer than an answer may: one row from wish to result. Whoever carries it
-- out says every second that she still does (`beat_at`); when that stops, another one takes it up again.
create table errands (
  business_id uuid not null references businesses,
  errand_id uuid not null,
  kind text not null,
  wish jsonb not null,
  file_id uuid,
  state text not null default 'waiting',
  phase text,
  done bigint not null default 0,
  total bigint not null default 0,
  result jsonb,
  problem jsonb,
  made_file uuid,
  by_kind text not null,
  by_id uuid,
  asked_at timestamptz not null default now(),
  started_at timestamptz,
  beat_at timestamptz,
  cancel_asked_at timestamptz,
  finished_at timestamptz,
  tries int not null default 0,
  primary key (business_id, errand_id),
  constraint errand_kind_is_known check (kind in ('import', 'export')),
  constraint errand_state_is_known check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  constraint errand_is_over_when_finished
    check ((finished_at is not null) = (state in ('done', 'failed', 'cancelled')))
);
create index errands_open on errands (business_id, asked_at, errand_id) where state in ('waiting', 'running');
create index errands_of_kind on errands (business_id, kind, errand_id);
select wall('errands');

-- What of the day's list somebody has seen to, or will not see today.
create table seen_to (
  business_id uuid not null references businesses,
  day date not null,
  reason text not null,
  subject uuid not null,
  by_kind text not null,
  by_id uuid,
  at timestamptz not null default now(),
  primary key (business_id, day, reason, subject)
);
select wall('seen_to');
