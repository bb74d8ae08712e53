-- Customers, what they are found by, what is noted about them, and what they agreed to.

create table customers (
  business_id uuid not null references businesses,
  customer_id uuid not null,
  given_name text,
  family_name text,
  -- The whole name as it was given, where nobody said which part is which.
  full_name text,
  -- The folded words of the name in alphabetical order: alike for every writing and order of one name.
  name_key text collate "C",
  language text,
  time_zone text,
  birth_year smallint,
  birth_month smallint,
  birth_day smallint,
  name_month smallint,
  name_day smallint,
  source text,
  profile jsonb not null default '{}',
  attributes jsonb not null default '{}',
  joined_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  merged_into uuid,
  merged_at timestamptz,
  erased_at timestamptz,
  primary key (business_id, customer_id),
  constraint customer_merged_into_customer foreign key (business_id, merged_into) references customers,
  constraint customer_not_merged_into_itself check (merged_into <> customer_id),
  constraint customer_birthday_is_a_day check (
    (birth_month is null and birth_day is null and birth_year is null)
    or (birth_month between 1 and 12 and birth_day between 1 and
        case when birth_month = 2 then 29 when birth_month in (4, 6, 9, 11) then 30 else 31 end)
  ),
  constraint customer_name_day_is_a_day check (
    (name_month is null and name_day is null)
    or (name_month between 1 and 12 and name_day between 1 and
        case when name_month = 2 then 29 when name_month in (4, 6, 9, 11) then 30 else 31 end)
  ),
  constraint customer_erased_is_empty check (
    erased_at is null or (given_name is null and family_name is null and full_name is null and name_key is null
      and birth_month is null and name_month is null and profile = '{}' and attributes = '{}')
  )
);
create index customers_merged on customers (business_id, merged_into) where merged_into is not null;
create index customers_by_birthday on customers (business_id, birth_month, birth_day, name_key)
  where birth_month is not null;
create index customers_by_name_day on customers (business_id, name_month, name_day) where name_month is not null;
select wall('customers');

-- What a customer is found by. kind: email, phone (E.164), card, external (source says whose id it is).
create table identities (
  business_id uuid not null,
  kind text not null,
  source text not null default '',
  -- Ordered by bytes whatever the database's language is, so that what is being typed is a range of the index.
  value text collate "C" not null,
  customer_id uuid not null,
  -- The last digits of a phone number, reversed: typing digits at the till is then a range of an index.
  tail text collate "C" generated always as (case when kind = 'phone' then reverse(value) end) stored,
  -- An email without its dots and its +tag: addresses that are probably one mailbox.
  mailbox text collate "C" generated always as (
    case when kind = 'email'
      then replace(split_part(split_part(value, '@', 1), '+', 1), '.', '') || '@' || split_part(value, '@', 2)
    end) stored,
  label text,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  constraint identity_once primary key (business_id, kind, source, value),
  constraint identity_of_customer foreign key (business_id, customer_id) references customers,
  constraint identity_kind_is_known check (kind in ('email', 'phone', 'card', 'external')),
  constraint identity_source_is_of_external check (source = '' or kind = 'external'),
  constraint identity_value_is_said check (length(value) between 1 and 320)
);
create index identities_of_customer on identities (business_id, customer_id);
create index identities_by_tail on identities (business_id, tail) where tail is not null;
create index identities_by_mailbox on identities (business_id, mailbox) where mailbox is not null;
create index identities_by_external_id on identities (business_id, value) where kind = 'external';
select wall('identities');

-- Which customers have which folded word in their names.
create table name_words (
  business_id uuid not null,
  word text collate "C" not null,
  customer_id uuid not null,
  primary key (business_id, word, customer_id)
);
create index name_words_of_customer on name_words (business_id, customer_id, word);
select wall('name_words');

-- Every different word once, and every way in which it reads with a letter or two left out: what a word with a typing
-- mistake has in common with the word that was meant (SymSpell). A word stays as long as a customer has it.
create table vocabulary (
  business_id uuid not null,
  word text collate "C" not null,
  primary key (business_id, word)
);
select wall('vocabulary');

create table misspellings (
  business_id uuid not null,
  misspelling text collate "C" not null,
  word text collate "C" not null,
  primary key (business_id, misspelling, word)
);
select wall('misspellings');

-- The business's own questions about a customer: type, words in its languages, whether asked at joining.
create table attribute_definitions (
  business_id uuid not null references businesses,
  key text not null,
  type text not null,
  labels jsonb not null,
  choices jsonb not null default '[]',
  required boolean not null default false,
  asked_at_joining boolean not null default false,
  position int not null default 0,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (business_id, key),
  constraint attribute_key_is_a_name check (key ~ '^[a-z][a-zA-Z0-9_]{0,49}$'),
  constraint attribute_type_is_known check (type in ('text', 'number', 'boolean', 'date', 'choice'))
);
select wall('attribute_definitions');

-- Notes by staff. Of a removed one stays who wrote it, who removed it and when, but not what it said.
create table notes (
  business_id uuid not null,
  note_id uuid not null,
  customer_id uuid not null,
  text text,
  author_kind text not null,
  author_id uuid,
  at timestamptz not null default now(),
  removed_at timestamptz,
  removed_by_kind text,
  removed_by uuid,
  primary key (business_id, note_id),
  constraint note_of_customer foreign key (business_id, customer_id) references customers,
  constraint note_says_something check (text is null or length(text) between 1 and 4000),
  constraint note_removed_says_nothing check ((removed_at is null) = (text is not null))
);
create index notes_of_customer on notes (business_id, customer_id, note_id);
select wall('notes');

-- What a customer agreed to, by purpose and channel, with the words she saw. Append-only: the newest entry counts.
-- A yes that awaits confirmation (double opt-in) counts once an entry confirms it.
create table consents (
  business_id uuid not null,
  consent_id uuid not null,
  customer_id uuid not null,
  purpose text not null,
  channel text not null,
  given boolean not null,
  awaits_confirmation boolean not null default false,
  confirms uuid,
  wording text,
  language text,
  source text not null,
  proof jsonb,
  at timestamptz not null default now(),
  primary key (business_id, consent_id),
  constraint consent_of_customer foreign key (business_id, customer_id) references customers,
  constraint consent_confirms_consent foreign key (business_id, confirms) references consents,
  constraint consent_confirmed_once unique (business_id, confirms),
  constraint consent_only_a_yes_awaits check (given or not awaits_confirmation)
);
create index consents_of_customer on consents (business_id, customer_id, purpose, channel, at, consent_id);
select wall('consents');
revoke update, delete on consents from regulars_app;
-- A merge hands it to the customer who stays; erasure empties what a person can be known by.
grant update (customer_id, wording, source, proof) on consents to regulars_app;

-- Two customers who may be one person, and why it looks so. `dismissed_at`: somebody looked and they are two.
create table likenesses (
  business_id uuid not null,
  first_customer uuid not null,
  second_customer uuid not null,
  reasons text[] not null,
  found_at timestamptz not null default now(),
  dismissed_at timestamptz,
  dismissed_by_kind text,
  dismissed_by uuid,
  primary key (business_id, first_customer, second_customer),
  constraint likeness_of_two check (first_customer < second_customer)
);
create index likenesses_of_second on likenesses (business_id, second_customer);
create index likenesses_to_look_at on likenesses (business_id, first_customer, second_customer)
  where dismissed_at is null;
select wall('likenesses');

-- Every merge: who became whom, what the one who went had (`had`), and what of it the profile has no room for (`lost`).
create table merges (
  business_id uuid not null,
  merge_id uuid not null,
  from_customer uuid not null,
  into_customer uuid not null,
  had jsonb,
  lost jsonb,
  actor_kind text not null,
  actor_id uuid,
  at timestamptz not null default now(),
  primary key (business_id, merge_id),
  constraint merge_once_per_customer unique (business_id, from_customer),
  constraint merge_of_two check (from_customer <> into_customer)
);
create index merges_into on merges (business_id, into_customer);
select wall('merges');

-- Who was erased: kept so that a restored backup, older than the erasure, can be brought to it again.
create table erasures (
  business_id uuid not null,
  customer_id uuid not null,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_id uuid,
  primary key (business_id, customer_id)
);
select wall('erasures');
revoke update, delete on erasures from regulars_app;

-- Addresses that must not be written to any more, known only by a keyed hash.
create table suppressions (
  business_id uuid not null,
  kind text not null,
  hash bytea not null,
  reason text not null,
  at timestamptz not null default now(),
  primary key (business_id, kind, hash)
);
select wall('suppressions');
