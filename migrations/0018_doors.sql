-- Doors: the way back in for somebody who forgot her password, how long an invitation lasts, and where a location is.

-- One-time links for a new password, each good for an hour. A person belongs to the installation and not to one
-- business, and so does this. Of the link only a hash is kept.
create table sign_in.resets (
  reset_id uuid primary key,
  user_id text not null references sign_in.people on delete cascade,
  secret_hash bytea not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index resets_of_person on sign_in.resets (user_id, made_at);
grant select, insert, update, delete on sign_in.resets to regulars_app;

-- The list of staff says of each seat whether an invitation waits, and until when.
create index invitations_of_seat on invitations (business_id, staff_id);

alter table locations
  add column address text,
  add column phone text,
  add constraint location_address_is_short check (length(address) <= 300),
  add constraint location_phone_is_short check (length(phone) <= 40);
