-- Signing in. A person is known to the installation, not to one business: she may have seats (staff) in several, so
-- these tables carry no business_id (reference tables on a distributed PostgreSQL). better-auth reads and writes them;
-- the columns are the ones it wants, in our spelling.

create schema sign_in;

create table sign_in.people (
  id text primary key,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint people_email_once unique (email),
  constraint people_email_is_lower check (email = lower(email))
);

create table sign_in.sessions (
  id text primary key,
  user_id text not null references sign_in.people on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_of_person on sign_in.sessions (user_id);

-- A password (provider `credential`); other ways of signing in would stand beside it. Passwords are kept by scrypt.
create table sign_in.credentials (
  id text primary key,
  user_id text not null references sign_in.people on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint credential_once unique (provider_id, account_id)
);
create index credentials_of_person on sign_in.credentials (user_id);

create table sign_in.passkeys (
  id text primary key,
  user_id text not null references sign_in.people on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index passkeys_of_person on sign_in.passkeys (user_id);

-- Challenges under way, gone once answered.
create table sign_in.challenges (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index challenges_by_identifier on sign_in.challenges (identifier);

grant usage on schema sign_in to regulars_app;
grant select, insert, update, delete on all tables in schema sign_in to regulars_app;

-- One seat per address in a business, as long as nobody has left it.
create unique index staff_email_once on staff (business_id, email) where left_at is null;
