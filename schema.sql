CREATE OR REPLACE FUNCTION public.current_business()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('regulars.business_id'::text, true), ''::text))::uuid;

CREATE OR REPLACE FUNCTION public.month_number(day date)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((((EXTRACT(year FROM day) * (12)::numeric) + EXTRACT(month FROM day)))::integer - 1);

CREATE OR REPLACE FUNCTION public.shown_name(person customers)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    select coalesce(person.full_name, nullif(
      case when coalesce(
        person.profile ->> 'nameOrder',
        case when left(coalesce(person.language, (select b.language from businesses b where b.business_id = person.business_id)), 2)
                  in ('hu', 'mn', 'zh', 'ja', 'ko', 'vi') then 'family_first' end) = 'family_first'
      then concat_ws(' ', person.family_name, person.given_name)
      else concat_ws(' ', person.given_name, person.family_name) end, ''))
  $function$;

CREATE OR REPLACE FUNCTION public.wall(relation regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', relation);
  execute format(
    'create policy one_business on %s to regulars_app
       using (business_id = (select current_business()))
       with check (business_id = (select current_business()))', relation);
  execute format('grant select, insert, update, delete on %s to regulars_app', relation);
end $function$;

create table accounts (
  business_id uuid not null,
  account_id uuid not null,
  unit text not null,
  kind text not null,
  holder_id uuid not null,
  balance bigint default 0 not null,
  pending bigint default 0 not null,
  reserved bigint default 0 not null,
  lowest bigint default 0 not null,
  next_due_at timestamp with time zone,
  merged_into uuid,
  constraint accounts_pkey PRIMARY KEY (business_id, account_id),
  constraint account_one_per_holder UNIQUE (business_id, holder_id, unit, kind),
  constraint account_kind_is_known CHECK ((kind = ANY (ARRAY['customer'::text, 'gift_card'::text, 'issued'::text, 'redeemed'::text, 'expired'::text, 'forfeited'::text]))),
  constraint account_not_below_policy CHECK ((balance >= lowest)),
  constraint account_pending_not_negative CHECK ((pending >= 0)),
  constraint account_reserved_not_negative CHECK ((reserved >= 0)),
  constraint accounts_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table accounts enable row level security;
CREATE INDEX accounts_due ON public.accounts USING btree (business_id, next_due_at) WHERE (next_due_at IS NOT NULL);
CREATE INDEX accounts_merged ON public.accounts USING btree (business_id, merged_into) WHERE (merged_into IS NOT NULL);
create policy one_business on accounts as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on accounts to regulars_app;

create table answer_gifts (
  business_id uuid not null,
  customer_id uuid not null,
  unit text not null,
  amount bigint not null,
  given_at timestamp with time zone default now() not null,
  constraint answer_gifts_pkey PRIMARY KEY (business_id, customer_id),
  constraint answer_gift_is_something CHECK ((amount > 0)),
  constraint answer_gift_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint answer_gifts_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table answer_gifts enable row level security;
create policy one_business on answer_gifts as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on answer_gifts to regulars_app;

create table api_keys (
  business_id uuid not null,
  api_key_id uuid not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  last_used_on date,
  revoked_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (business_id, api_key_id),
  constraint api_keys_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table api_keys enable row level security;
create policy one_business on api_keys as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on api_keys to regulars_app;

create table approvals (
  business_id uuid not null,
  approval_id uuid not null,
  kind text not null,
  given_by uuid not null,
  device_id uuid not null,
  subject_id uuid,
  at_most bigint,
  at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by uuid,
  used_key text,
  constraint approvals_pkey PRIMARY KEY (business_id, approval_id),
  constraint approval_kind_is_known CHECK ((kind = ANY (ARRAY['redeem_static'::text, 'redeem_large'::text, 'return'::text, 'adjustment'::text]))),
  constraint approval_given_by_staff FOREIGN KEY (business_id, given_by) REFERENCES staff(business_id, staff_id)
);
alter table approvals enable row level security;
create policy one_business on approvals as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on approvals to regulars_app;

create table attribute_definitions (
  business_id uuid not null,
  key text not null,
  type text not null,
  labels jsonb not null,
  choices jsonb default '[]'::jsonb not null,
  required boolean default false not null,
  asked_at_joining boolean default false not null,
  "position" integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone,
  constraint attribute_definitions_pkey PRIMARY KEY (business_id, key),
  constraint attribute_key_is_a_name CHECK ((key ~ '^[a-z][a-zA-Z0-9_]{0,49}$'::text)),
  constraint attribute_type_is_known CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'boolean'::text, 'date'::text, 'choice'::text]))),
  constraint attribute_definitions_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table attribute_definitions enable row level security;
create policy one_business on attribute_definitions as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on attribute_definitions to regulars_app;

create table budgets (
  business_id uuid not null,
  rule_id text not null,
  budget bigint not null,
  used bigint default 0 not null,
  constraint budgets_pkey PRIMARY KEY (business_id, rule_id),
  constraint budget_not_exceeded CHECK (((used >= 0) AND (used <= budget)))
);
alter table budgets enable row level security;
create policy one_business on budgets as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on budgets to regulars_app;

create table bulk_actions (
  business_id uuid not null,
  bulk_id uuid not null,
  deed jsonb not null,
  state text default 'running'::text not null,
  total integer not null,
  actor_kind text not null,
  actor_id uuid,
  at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint bulk_actions_pkey PRIMARY KEY (business_id, bulk_id),
  constraint bulk_state_is_known CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text]))),
  constraint bulk_total_not_negative CHECK ((total >= 0)),
  constraint bulk_actions_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table bulk_actions enable row level security;
CREATE INDEX bulk_actions_open ON public.bulk_actions USING btree (business_id, bulk_id) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));
create policy one_business on bulk_actions as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on bulk_actions to regulars_app;

create table bulk_customers (
  business_id uuid not null,
  bulk_id uuid not null,
  customer_id uuid not null,
  state text default 'waiting'::text not null,
  made jsonb,
  refusal text,
  constraint bulk_customers_pkey PRIMARY KEY (business_id, bulk_id, customer_id),
  constraint bulk_customer_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'undone'::text, 'kept'::text]))),
  constraint bulk_customer_of_action FOREIGN KEY (business_id, bulk_id) REFERENCES bulk_actions(business_id, bulk_id)
);
alter table bulk_customers enable row level security;
CREATE INDEX bulk_customers_of_customer ON public.bulk_customers USING btree (business_id, customer_id);
CREATE INDEX bulk_customers_to_do ON public.bulk_customers USING btree (business_id, bulk_id, state, customer_id);
create policy one_business on bulk_customers as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on bulk_customers to regulars_app;

create table businesses (
  business_id uuid not null,
  name text not null,
  trade text not null,
  currency text not null,
  time_zone text not null,
  language text not null,
  country text,
  prices_include_tax boolean default true not null,
  sandbox boolean default false not null,
  settings jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint businesses_pkey PRIMARY KEY (business_id),
  constraint business_currency_is_iso CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint business_name_is_said CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint business_trade_is_known CHECK ((trade = ANY (ARRAY['cafe'::text, 'shop'::text, 'wholesale'::text, 'hotel'::text, 'salon'::text, 'webshop'::text])))
);
alter table businesses enable row level security;
create policy one_business on businesses as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on businesses to regulars_app;

create table cap_uses (
  business_id uuid not null,
  customer_id uuid not null,
  cap_id text not null,
  period text not null,
  used bigint not null,
  constraint cap_uses_pkey PRIMARY KEY (business_id, customer_id, cap_id, period),
  constraint cap_use_not_negative CHECK ((used >= 0))
);
alter table cap_uses enable row level security;
create policy one_business on cap_uses as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on cap_uses to regulars_app;

create table card_codes_spent (
  business_id uuid not null,
  customer_id uuid not null,
  step bigint not null,
  at timestamp with time zone default now() not null,
  constraint card_codes_spent_pkey PRIMARY KEY (business_id, customer_id, step),
  constraint card_code_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id)
);
alter table card_codes_spent enable row level security;
create policy one_business on card_codes_spent as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on card_codes_spent to regulars_app;

create table card_holders (
  business_id uuid not null,
  customer_id uuid not null,
  number text collate "C" not null,
  turn integer default 1 not null,
  made_at timestamp with time zone default now() not null,
  constraint card_holders_pkey PRIMARY KEY (business_id, customer_id),
  constraint card_number_once UNIQUE (business_id, number),
  constraint card_number_is_digits CHECK ((number ~ '^[1-9][0-9]{5,11}$'::text)),
  constraint card_holder_is_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint card_holders_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table card_holders enable row level security;
create policy one_business on card_holders as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on card_holders to regulars_app;

create table card_tokens (
  business_id uuid not null,
  token_id uuid not null,
  customer_id uuid not null,
  secret_hash bytea not null,
  made_for text not null,
  made_at timestamp with time zone default now() not null,
  used_on date,
  revoked_at timestamp with time zone,
  constraint card_tokens_pkey PRIMARY KEY (business_id, token_id),
  constraint card_token_once UNIQUE (business_id, secret_hash),
  constraint card_token_is_for_something CHECK ((made_for = ANY (ARRAY['join'::text, 'recovery'::text, 'counter'::text, 'device'::text]))),
  constraint card_token_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint card_tokens_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table card_tokens enable row level security;
CREATE INDEX card_tokens_of_customer ON public.card_tokens USING btree (business_id, customer_id, token_id) WHERE (revoked_at IS NULL);
create policy one_business on card_tokens as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on card_tokens to regulars_app;

create table carries (
  business_id uuid not null,
  customer_id uuid not null,
  rule_id text not null,
  carried bigint not null,
  constraint carries_pkey PRIMARY KEY (business_id, customer_id, rule_id),
  constraint carry_not_negative CHECK ((carried >= 0))
);
alter table carries enable row level security;
create policy one_business on carries as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on carries to regulars_app;

create table consents (
  business_id uuid not null,
  consent_id uuid not null,
  customer_id uuid not null,
  purpose text not null,
  channel text not null,
  given boolean not null,
  awaits_confirmation boolean default false not null,
  confirms uuid,
  wording text,
  language text,
  source text not null,
  proof jsonb,
  at timestamp with time zone default now() not null,
  constraint consents_pkey PRIMARY KEY (business_id, consent_id),
  constraint consent_confirmed_once UNIQUE (business_id, confirms),
  constraint consent_only_a_yes_awaits CHECK ((given OR (NOT awaits_confirmation))),
  constraint consent_confirms_consent FOREIGN KEY (business_id, confirms) REFERENCES consents(business_id, consent_id),
  constraint consent_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id)
);
alter table consents enable row level security;
CREATE INDEX consents_by_purpose ON public.consents USING btree (business_id, purpose, channel);
CREATE INDEX consents_of_customer ON public.consents USING btree (business_id, customer_id, purpose, channel, at, consent_id);
create policy one_business on consents as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant insert, select on consents to regulars_app;

create table counter_conflicts (
  business_id uuid not null,
  conflict_id uuid not null,
  key text not null,
  device_id uuid not null,
  staff_id uuid,
  customer_id uuid,
  occurred_at timestamp with time zone not null,
  request jsonb not null,
  code text not null,
  told_at timestamp with time zone default now() not null,
  settled_at timestamp with time zone,
  settled_by uuid,
  settled_how text,
  note text,
  constraint counter_conflicts_pkey PRIMARY KEY (business_id, conflict_id),
  constraint conflict_once UNIQUE (business_id, key),
  constraint conflict_settled_whole CHECK (((settled_at IS NULL) = (settled_how IS NULL))),
  constraint conflict_settling_is_known CHECK ((settled_how = ANY (ARRAY['rung_up'::text, 'dropped'::text])))
);
alter table counter_conflicts enable row level security;
CREATE INDEX conflicts_open ON public.counter_conflicts USING btree (business_id, conflict_id) WHERE (settled_at IS NULL);
create policy one_business on counter_conflicts as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on counter_conflicts to regulars_app;

create table counter_finds (
  business_id uuid not null,
  device_id uuid not null,
  customer_id uuid not null,
  how text not null,
  at timestamp with time zone not null,
  constraint counter_finds_pkey PRIMARY KEY (business_id, device_id, customer_id),
  constraint find_way_is_known CHECK ((how = ANY (ARRAY['static'::text, 'live'::text])))
);
alter table counter_finds enable row level security;
create policy one_business on counter_finds as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on counter_finds to regulars_app;

create table counter_tills (
  business_id uuid not null,
  till_id uuid not null,
  name text not null,
  location_id uuid,
  secret_hash bytea not null,
  opened_by uuid,
  opened_at timestamp with time zone default now() not null,
  seen_on date,
  closed_at timestamp with time zone,
  constraint counter_tills_pkey PRIMARY KEY (business_id, till_id),
  constraint counter_tills_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id),
  constraint till_at_location FOREIGN KEY (business_id, location_id) REFERENCES locations(business_id, location_id),
  constraint till_opened_by_staff FOREIGN KEY (business_id, opened_by) REFERENCES staff(business_id, staff_id)
);
alter table counter_tills enable row level security;
create policy one_business on counter_tills as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on counter_tills to regulars_app;

create table customer_facts (
  business_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  purchases integer not null,
  days integer not null,
  money_minor bigint not null,
  money_squared numeric not null,
  points_earned bigint default 0 not null,
  first_day date,
  last_day date,
  active_month integer,
  active_mask bigint default 0 not null,
  days_before integer default 0 not null,
  last_before date,
  last_location uuid,
  constraint customer_facts_pkey PRIMARY KEY (business_id, customer_id, currency)
);
alter table customer_facts enable row level security;
CREATE INDEX customer_facts_by_last_day ON public.customer_facts USING btree (business_id, currency, last_day, customer_id);
create policy one_business on customer_facts as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on customer_facts to regulars_app;

create table customer_months (
  business_id uuid not null,
  customer_id uuid not null,
  month date not null,
  currency text not null,
  purchases integer not null,
  days integer not null,
  money_minor bigint not null,
  points_earned bigint default 0 not null,
  last_day date,
  constraint customer_months_pkey PRIMARY KEY (business_id, customer_id, month, currency)
);
alter table customer_months enable row level security;
create policy one_business on customer_months as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on customer_months to regulars_app;

create table customers (
  business_id uuid not null,
  customer_id uuid not null,
  given_name text,
  family_name text,
  full_name text,
  name_key text collate "C",
  language text,
  time_zone text,
  birth_year smallint,
  birth_month smallint,
  birth_day smallint,
  name_month smallint,
  name_day smallint,
  source text,
  profile jsonb default '{}'::jsonb not null,
  attributes jsonb default '{}'::jsonb not null,
  joined_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  merged_into uuid,
  merged_at timestamp with time zone,
  erased_at timestamp with time zone,
  sort_name text collate "C" generated always as (NULLIF(TRIM(BOTH FROM regexp_replace(NORMALIZE(lower(COALESCE(full_name, ((COALESCE(family_name, ''::text) || ' '::text) || COALESCE(given_name, ''::text)))), NFD), '[\u0300-\u036f]'::text, ''::text, 'g'::text)), ''::text)) stored,
  constraint customers_pkey PRIMARY KEY (business_id, customer_id),
  constraint customer_birthday_is_a_day CHECK ((((birth_month IS NULL) AND (birth_day IS NULL) AND (birth_year IS NULL)) OR (((birth_month >= 1) AND (birth_month <= 12)) AND ((birth_day >= 1) AND (birth_day <=
CASE
    WHEN (birth_month = 2) THEN 29
    WHEN (birth_month = ANY (ARRAY[4, 6, 9, 11])) THEN 30
    ELSE 31
END))))),
  constraint customer_erased_is_empty CHECK (((erased_at IS NULL) OR ((given_name IS NULL) AND (family_name IS NULL) AND (full_name IS NULL) AND (name_key IS NULL) AND (birth_month IS NULL) AND (name_month IS NULL) AND (profile = '{}'::jsonb) AND (attributes = '{}'::jsonb)))),
  constraint customer_name_day_is_a_day CHECK ((((name_month IS NULL) AND (name_day IS NULL)) OR (((name_month >= 1) AND (name_month <= 12)) AND ((name_day >= 1) AND (name_day <=
CASE
    WHEN (name_month = 2) THEN 29
    WHEN (name_month = ANY (ARRAY[4, 6, 9, 11])) THEN 30
    ELSE 31
END))))),
  constraint customer_not_merged_into_itself CHECK ((merged_into <> customer_id)),
  constraint customer_merged_into_customer FOREIGN KEY (business_id, merged_into) REFERENCES customers(business_id, customer_id),
  constraint customers_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table customers enable row level security;
CREATE INDEX customers_by_birthday ON public.customers USING btree (business_id, birth_month, birth_day, name_key) WHERE (birth_month IS NOT NULL);
CREATE INDEX customers_by_joining ON public.customers USING btree (business_id, joined_at, customer_id) WHERE ((joined_at IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX customers_by_language ON public.customers USING btree (business_id, language, customer_id) WHERE ((language IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX customers_by_name_day ON public.customers USING btree (business_id, name_month, name_day) WHERE (name_month IS NOT NULL);
CREATE INDEX customers_by_sort_name ON public.customers USING btree (business_id, sort_name, customer_id) WHERE ((sort_name IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX customers_by_source ON public.customers USING btree (business_id, source, customer_id) WHERE ((source IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX customers_merged ON public.customers USING btree (business_id, merged_into) WHERE (merged_into IS NOT NULL);
create policy one_business on customers as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on customers to regulars_app;

create table erasures (
  business_id uuid not null,
  customer_id uuid not null,
  at timestamp with time zone default now() not null,
  actor_kind text not null,
  actor_id uuid,
  constraint erasures_pkey PRIMARY KEY (business_id, customer_id)
);
alter table erasures enable row level security;
create policy one_business on erasures as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant insert, select on erasures to regulars_app;

create table errands (
  business_id uuid not null,
  errand_id uuid not null,
  kind text not null,
  wish jsonb not null,
  file_id uuid,
  state text default 'waiting'::text not null,
  phase text,
  done bigint default 0 not null,
  total bigint default 0 not null,
  result jsonb,
  problem jsonb,
  made_file uuid,
  by_kind text not null,
  by_id uuid,
  asked_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  beat_at timestamp with time zone,
  cancel_asked_at timestamp with time zone,
  finished_at timestamp with time zone,
  tries integer default 0 not null,
  constraint errands_pkey PRIMARY KEY (business_id, errand_id),
  constraint errand_is_over_when_finished CHECK (((finished_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])))),
  constraint errand_kind_is_known CHECK ((kind = ANY (ARRAY['import'::text, 'export'::text]))),
  constraint errand_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text]))),
  constraint errands_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table errands enable row level security;
CREATE INDEX errands_of_kind ON public.errands USING btree (business_id, kind, errand_id);
CREATE INDEX errands_open ON public.errands USING btree (business_id, asked_at, errand_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
create policy one_business on errands as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on errands to regulars_app;

create table file_parts (
  business_id uuid not null,
  file_id uuid not null,
  part integer not null,
  bytes bytea not null,
  constraint file_parts_pkey PRIMARY KEY (business_id, file_id, part),
  constraint part_of_file FOREIGN KEY (business_id, file_id) REFERENCES kept_files(business_id, file_id) ON DELETE CASCADE
);
alter table file_parts enable row level security;
create policy one_business on file_parts as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on file_parts to regulars_app;

create table gift_cards (
  business_id uuid not null,
  gift_card_id uuid not null,
  code_hash bytea not null,
  code_sealed bytea not null,
  currency text not null,
  customer_id uuid,
  purchase_id uuid,
  line integer,
  valid_until timestamp with time zone,
  note text,
  created_at timestamp with time zone default now() not null,
  blocked_at timestamp with time zone,
  blocked_because text,
  constraint gift_cards_pkey PRIMARY KEY (business_id, gift_card_id),
  constraint gift_card_code_once UNIQUE (business_id, code_hash),
  constraint gift_card_currency_is_iso CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint gift_card_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint gift_cards_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table gift_cards enable row level security;
CREATE INDEX gift_cards_of_customer ON public.gift_cards USING btree (business_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX gift_cards_of_purchase ON public.gift_cards USING btree (business_id, purchase_id) WHERE (purchase_id IS NOT NULL);
create policy one_business on gift_cards as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on gift_cards to regulars_app;

create table grants (
  business_id uuid not null,
  grant_id uuid not null,
  customer_id uuid not null,
  purchase_id uuid,
  version_id uuid not null,
  rule_id text not null,
  unit text not null,
  mode text not null,
  amount bigint not null,
  live_amount bigint not null,
  steps bigint default 0 not null,
  live_steps bigint default 0 not null,
  per_step bigint default 0 not null,
  step_counted bigint default 0 not null,
  counted bigint default 0 not null,
  live_counted bigint default 0 not null,
  by_line bigint[] default '{}'::bigint[] not null,
  spread text not null,
  debt text not null,
  lot_id uuid,
  caps jsonb,
  budget bigint,
  why jsonb not null,
  at timestamp with time zone not null,
  constraint grants_pkey PRIMARY KEY (business_id, grant_id),
  constraint grant_live_within_amount CHECK ((((live_amount >= 0) AND (live_amount <= amount)) AND ((live_steps >= 0) AND (live_steps <= steps)))),
  constraint grant_mode_is_known CHECK ((mode = ANY (ARRAY['steps'::text, 'whole'::text])))
);
alter table grants enable row level security;
CREATE INDEX grants_of_purchase ON public.grants USING btree (business_id, purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX grants_with_steps ON public.grants USING btree (business_id, customer_id, rule_id, grant_id) WHERE (live_steps > 0);
create policy one_business on grants as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on grants to regulars_app;

create table guesses (
  business_id uuid not null,
  who text not null,
  misses double precision not null,
  at timestamp with time zone not null,
  constraint guesses_pkey PRIMARY KEY (business_id, who),
  constraint guesses_not_below_none CHECK ((misses >= (0)::double precision)),
  constraint guesses_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table guesses enable row level security;
CREATE INDEX guesses_over ON public.guesses USING btree (business_id, at);
create policy one_business on guesses as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on guesses to regulars_app;

create table idempotent_answers (
  business_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  answer json,
  at timestamp with time zone default now() not null,
  constraint idempotent_answers_pkey PRIMARY KEY (business_id, key)
);
alter table idempotent_answers enable row level security;
create policy one_business on idempotent_answers as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on idempotent_answers to regulars_app;

create table identities (
  business_id uuid not null,
  kind text not null,
  source text default ''::text not null,
  value text collate "C" not null,
  customer_id uuid not null,
  tail text collate "C" generated always as (
CASE
    WHEN (kind = 'phone'::text) THEN reverse(value)
    ELSE NULL::text
END) stored,
  mailbox text collate "C" generated always as (
CASE
    WHEN (kind = 'email'::text) THEN ((replace(split_part(split_part(value, '@'::text, 1), '+'::text, 1), '.'::text, ''::text) || '@'::text) || split_part(value, '@'::text, 2))
    ELSE NULL::text
END) stored,
  label text,
  verified_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint identity_once PRIMARY KEY (business_id, kind, source, value),
  constraint identity_kind_is_known CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'card'::text, 'external'::text]))),
  constraint identity_source_is_of_external CHECK (((source = ''::text) OR (kind = 'external'::text))),
  constraint identity_value_is_said CHECK (((length(value) >= 1) AND (length(value) <= 320))),
  constraint identity_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id)
);
alter table identities enable row level security;
CREATE INDEX identities_by_external_id ON public.identities USING btree (business_id, value) WHERE (kind = 'external'::text);
CREATE INDEX identities_by_mailbox ON public.identities USING btree (business_id, mailbox) WHERE (mailbox IS NOT NULL);
CREATE INDEX identities_by_tail ON public.identities USING btree (business_id, tail) WHERE (tail IS NOT NULL);
CREATE INDEX identities_of_customer ON public.identities USING btree (business_id, customer_id);
create policy one_business on identities as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on identities to regulars_app;

create table import_maps (
  business_id uuid not null,
  kind text not null,
  name text not null,
  map jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint import_maps_pkey PRIMARY KEY (business_id, kind, name),
  constraint import_map_kind_is_known CHECK ((kind = ANY (ARRAY['customers'::text, 'products'::text, 'purchases'::text]))),
  constraint import_maps_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table import_maps enable row level security;
create policy one_business on import_maps as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on import_maps to regulars_app;

create table imports (
  business_id uuid not null,
  import_id uuid not null,
  kind text not null,
  file_name text not null,
  map jsonb not null,
  report jsonb not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone default now() not null,
  constraint imports_pkey PRIMARY KEY (business_id, import_id),
  constraint import_kind_is_known CHECK ((kind = ANY (ARRAY['customers'::text, 'products'::text, 'purchases'::text]))),
  constraint imports_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table imports enable row level security;
create policy one_business on imports as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on imports to regulars_app;

create table invitations (
  business_id uuid not null,
  invitation_id uuid not null,
  staff_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (business_id, invitation_id),
  constraint invitation_for_staff FOREIGN KEY (business_id, staff_id) REFERENCES staff(business_id, staff_id),
  constraint invitations_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table invitations enable row level security;
CREATE INDEX invitations_of_seat ON public.invitations USING btree (business_id, staff_id);
create policy one_business on invitations as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on invitations to regulars_app;

create table journal (
  business_id uuid not null,
  entry_id uuid not null,
  at timestamp with time zone default now() not null,
  what text not null,
  actor_kind text not null,
  actor_id uuid,
  customer_id uuid,
  subject_kind text,
  subject_id uuid,
  facts jsonb,
  constraint journal_pkey PRIMARY KEY (business_id, entry_id),
  constraint journal_actor_is_known CHECK ((actor_kind = ANY (ARRAY['key'::text, 'staff'::text, 'customer'::text, 'system'::text, 'import'::text])))
);
alter table journal enable row level security;
CREATE INDEX journal_by_time ON public.journal USING btree (business_id, at, entry_id);
CREATE INDEX journal_of_customer ON public.journal USING btree (business_id, customer_id, entry_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX journal_of_kind ON public.journal USING btree (business_id, what COLLATE "C", at, entry_id) WHERE (what <> 'purchase.rung_up'::text);
CREATE INDEX journal_of_reward ON public.journal USING btree (business_id, subject_id, entry_id) WHERE (subject_kind = 'reward'::text);
create policy one_business on journal as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant insert, select on journal to regulars_app;

create table kept_files (
  business_id uuid not null,
  file_id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint default 0 not null,
  whole boolean default false not null,
  by_kind text not null,
  by_id uuid,
  created_at timestamp with time zone default now() not null,
  kept_until timestamp with time zone not null,
  constraint kept_files_pkey PRIMARY KEY (business_id, file_id),
  constraint kept_file_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint kept_files_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table kept_files enable row level security;
CREATE INDEX kept_files_by_end ON public.kept_files USING btree (business_id, kept_until);
create policy one_business on kept_files as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on kept_files to regulars_app;

create table likenesses (
  business_id uuid not null,
  first_customer uuid not null,
  second_customer uuid not null,
  reasons text[] not null,
  found_at timestamp with time zone default now() not null,
  dismissed_at timestamp with time zone,
  dismissed_by_kind text,
  dismissed_by uuid,
  constraint likenesses_pkey PRIMARY KEY (business_id, first_customer, second_customer),
  constraint likeness_of_two CHECK ((first_customer < second_customer))
);
alter table likenesses enable row level security;
CREATE INDEX likenesses_of_second ON public.likenesses USING btree (business_id, second_customer);
CREATE INDEX likenesses_to_look_at ON public.likenesses USING btree (business_id, first_customer, second_customer) WHERE (dismissed_at IS NULL);
create policy one_business on likenesses as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on likenesses to regulars_app;

create table locations (
  business_id uuid not null,
  location_id uuid not null,
  name text not null,
  time_zone text,
  external_id text,
  created_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  address text,
  phone text,
  constraint locations_pkey PRIMARY KEY (business_id, location_id),
  constraint location_external_id_once UNIQUE (business_id, external_id),
  constraint location_address_is_short CHECK ((length(address) <= 300)),
  constraint location_phone_is_short CHECK ((length(phone) <= 40)),
  constraint locations_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table locations enable row level security;
create policy one_business on locations as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on locations to regulars_app;

create table looks (
  business_id uuid not null,
  colour text not null,
  colours jsonb not null,
  stamp text not null,
  logo_id uuid,
  serif boolean default false not null,
  outline jsonb,
  updated_at timestamp with time zone default now() not null,
  constraint looks_pkey PRIMARY KEY (business_id),
  constraint look_colour_is_hex CHECK ((colour ~ '^#[0-9A-F]{6}$'::text)),
  constraint look_stamp_is_known CHECK ((stamp = ANY (ARRAY['cup'::text, 'scissors'::text, 'leaf'::text, 'bag'::text, 'bed'::text, 'star'::text, 'logo'::text]))),
  constraint look_logo FOREIGN KEY (business_id, logo_id) REFERENCES pictures(business_id, picture_id),
  constraint looks_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table looks enable row level security;
create policy one_business on looks as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on looks to regulars_app;

create table lot_takes (
  business_id uuid not null,
  take_id uuid not null,
  transfer_id uuid,
  account_id uuid not null,
  lot_id uuid,
  for_lot uuid,
  source text not null,
  amount bigint not null,
  constraint lot_takes_pkey PRIMARY KEY (business_id, take_id),
  constraint take_from_a_lot CHECK (((source = 'lot'::text) = (lot_id IS NOT NULL))),
  constraint take_not_negative CHECK ((amount >= 0)),
  constraint take_source_is_known CHECK ((source = ANY (ARRAY['lot'::text, 'debt'::text, 'written_off'::text])))
);
alter table lot_takes enable row level security;
CREATE INDEX takes_of_lot ON public.lot_takes USING btree (business_id, lot_id) WHERE ((lot_id IS NOT NULL) AND (amount > 0));
CREATE INDEX takes_of_transfer ON public.lot_takes USING btree (business_id, transfer_id) WHERE (amount > 0);
CREATE INDEX takes_open_claims ON public.lot_takes USING btree (business_id, account_id) WHERE ((for_lot IS NOT NULL) AND (amount > 0));
create policy one_business on lot_takes as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on lot_takes to regulars_app;

create table lots (
  business_id uuid not null,
  lot_id uuid not null,
  account_id uuid not null,
  amount bigint not null,
  remaining bigint not null,
  expired bigint default 0 not null,
  ripe boolean not null,
  ripens_at timestamp with time zone,
  expires_at timestamp with time zone,
  grace_days integer default 0 not null,
  grant_id uuid,
  constraint lots_pkey PRIMARY KEY (business_id, lot_id),
  constraint lot_remaining_within_amount CHECK (((remaining >= 0) AND (expired >= 0) AND ((remaining + expired) <= amount)))
);
alter table lots enable row level security;
CREATE INDEX lots_to_spend ON public.lots USING btree (business_id, account_id, expires_at) WHERE (remaining > 0);
create policy one_business on lots as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on lots to regulars_app;

create table merges (
  business_id uuid not null,
  merge_id uuid not null,
  from_customer uuid not null,
  into_customer uuid not null,
  had jsonb,
  lost jsonb,
  actor_kind text not null,
  actor_id uuid,
  at timestamp with time zone default now() not null,
  constraint merges_pkey PRIMARY KEY (business_id, merge_id),
  constraint merge_once_per_customer UNIQUE (business_id, from_customer),
  constraint merge_of_two CHECK ((from_customer <> into_customer))
);
alter table merges enable row level security;
CREATE INDEX merges_into ON public.merges USING btree (business_id, into_customer);
create policy one_business on merges as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on merges to regulars_app;

create table messages (
  business_id uuid not null,
  message_id uuid not null,
  kind text not null,
  channel text not null,
  customer_id uuid,
  language text not null,
  sealed bytea,
  state text not null,
  reason text,
  tries integer default 0 not null,
  made_at timestamp with time zone default now() not null,
  next_at timestamp with time zone,
  useful_until timestamp with time zone,
  claimed_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint messages_pkey PRIMARY KEY (business_id, message_id),
  constraint message_channel_is_known CHECK ((channel = 'email'::text)),
  constraint message_closed_says_when CHECK (((state = ANY (ARRAY['queued'::text, 'sending'::text])) = (closed_at IS NULL))),
  constraint message_not_sent_says_why CHECK (((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text])) OR (reason IS NOT NULL))),
  constraint message_state_is_known CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unsure'::text, 'skipped'::text]))),
  constraint message_to_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint messages_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table messages enable row level security;
CREATE INDEX messages_due ON public.messages USING btree (business_id, next_at) WHERE (state = 'queued'::text);
CREATE INDEX messages_of_customer ON public.messages USING btree (business_id, customer_id, message_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX messages_under_way ON public.messages USING btree (business_id, claimed_at) WHERE (state = 'sending'::text);
create policy one_business on messages as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on messages to regulars_app;

create table migrations (
  name text not null,
  hash text not null,
  at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);

create table misspellings (
  business_id uuid not null,
  misspelling text collate "C" not null,
  word text collate "C" not null,
  constraint misspellings_pkey PRIMARY KEY (business_id, misspelling, word)
);
alter table misspellings enable row level security;
create policy one_business on misspellings as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on misspellings to regulars_app;

create table model_contests (
  business_id uuid not null,
  currency text not null,
  began_at timestamp with time zone default now() not null,
  played_at timestamp with time zone,
  outcome jsonb,
  constraint model_contests_pkey PRIMARY KEY (business_id, currency),
  constraint contest_has_its_outcome CHECK (((played_at IS NULL) = (outcome IS NULL))),
  constraint model_contests_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table model_contests enable row level security;
create policy one_business on model_contests as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on model_contests to regulars_app;

create table name_words (
  business_id uuid not null,
  word text collate "C" not null,
  customer_id uuid not null,
  constraint name_words_pkey PRIMARY KEY (business_id, word, customer_id)
);
alter table name_words enable row level security;
CREATE INDEX name_words_of_customer ON public.name_words USING btree (business_id, customer_id, word);
create policy one_business on name_words as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on name_words to regulars_app;

create table notes (
  business_id uuid not null,
  note_id uuid not null,
  customer_id uuid not null,
  text text,
  author_kind text not null,
  author_id uuid,
  at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  removed_by_kind text,
  removed_by uuid,
  constraint notes_pkey PRIMARY KEY (business_id, note_id),
  constraint note_removed_says_nothing CHECK (((removed_at IS NULL) = (text IS NOT NULL))),
  constraint note_says_something CHECK (((text IS NULL) OR ((length(text) >= 1) AND (length(text) <= 4000)))),
  constraint note_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id)
);
alter table notes enable row level security;
CREATE INDEX notes_of_customer ON public.notes USING btree (business_id, customer_id, note_id);
create policy one_business on notes as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on notes to regulars_app;

create table one_time_codes (
  business_id uuid not null,
  code_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  sent_to text not null,
  code_hash bytea not null,
  tries integer default 0 not null,
  made_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_codes_pkey PRIMARY KEY (business_id, code_id),
  constraint one_time_code_kind_is_known CHECK ((kind = ANY (ARRAY['recovery'::text, 'consent'::text]))),
  constraint one_time_code_tries CHECK (((tries >= 0) AND (tries <= 5))),
  constraint one_time_code_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id)
);
alter table one_time_codes enable row level security;
CREATE INDEX one_time_codes_of_customer ON public.one_time_codes USING btree (business_id, customer_id, made_at);
create policy one_business on one_time_codes as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on one_time_codes to regulars_app;

create table owed_folded (
  business_id uuid not null,
  folded_to uuid not null,
  time_zone text not null,
  day_ends_at text not null,
  constraint owed_folded_pkey PRIMARY KEY (business_id),
  constraint owed_folded_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table owed_folded enable row level security;
create policy one_business on owed_folded as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on owed_folded to regulars_app;

create table owed_months (
  business_id uuid not null,
  unit text not null,
  month date not null,
  reason text not null,
  side text not null,
  amount numeric not null,
  late numeric not null,
  constraint owed_months_pkey PRIMARY KEY (business_id, unit, month, reason, side),
  constraint owed_month_late_is_part CHECK (((late >= (0)::numeric) AND (late <= amount))),
  constraint owed_month_side_is_known CHECK ((side = ANY (ARRAY['in'::text, 'out'::text, 'between'::text, 'own'::text]))),
  constraint owed_months_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table owed_months enable row level security;
create policy one_business on owed_months as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on owed_months to regulars_app;

create table pictures (
  business_id uuid not null,
  picture_id uuid not null,
  digest bytea not null,
  width integer not null,
  height integer not null,
  see_through boolean not null,
  large bytea not null,
  small bytea not null,
  created_at timestamp with time zone default now() not null,
  constraint pictures_pkey PRIMARY KEY (business_id, picture_id),
  constraint picture_once UNIQUE (business_id, digest),
  constraint pictures_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table pictures enable row level security;
create policy one_business on pictures as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on pictures to regulars_app;

create table prizes (
  business_id uuid not null,
  prize_id uuid not null,
  customer_id uuid not null,
  unit text not null,
  round integer not null,
  at_stamps integer not null,
  voucher_id uuid not null,
  purchase_id uuid,
  at timestamp with time zone not null,
  recalled_at timestamp with time zone,
  constraint prizes_pkey PRIMARY KEY (business_id, prize_id)
);
alter table prizes enable row level security;
CREATE UNIQUE INDEX prize_once ON public.prizes USING btree (business_id, customer_id, unit, round, at_stamps) WHERE (recalled_at IS NULL);
create policy one_business on prizes as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on prizes to regulars_app;

create table products (
  business_id uuid not null,
  product_id uuid not null,
  sku text not null,
  name text,
  category text,
  brand text,
  unit_price_minor bigint,
  currency text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  withdrawn_at timestamp with time zone,
  constraint products_pkey PRIMARY KEY (business_id, product_id),
  constraint product_sku_once UNIQUE (business_id, sku),
  constraint products_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table products enable row level security;
create policy one_business on products as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on products to regulars_app;

create table programme_versions (
  business_id uuid not null,
  version_id uuid not null,
  number integer not null,
  document jsonb not null,
  created_at timestamp with time zone default now() not null,
  created_by uuid,
  constraint programme_versions_pkey PRIMARY KEY (business_id, version_id),
  constraint programme_version_number_once UNIQUE (business_id, number),
  constraint programme_versions_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table programme_versions enable row level security;
create policy one_business on programme_versions as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant insert, select on programme_versions to regulars_app;

create table purchase_lines (
  business_id uuid not null,
  purchase_id uuid not null,
  line integer not null,
  kind text default 'goods'::text not null,
  sku text,
  name text,
  category text,
  brand text,
  quantity_milli bigint not null,
  unit_price_minor bigint not null,
  gross_minor bigint not null,
  discount_minor bigint default 0 not null,
  redeemed_minor bigint default 0 not null,
  tax_minor bigint default 0 not null,
  total_minor bigint not null,
  gift_card_id uuid,
  returned_milli bigint default 0 not null,
  returned_minor bigint default 0 not null,
  constraint purchase_lines_pkey PRIMARY KEY (business_id, purchase_id, line),
  constraint line_kind_is_known CHECK ((kind = ANY (ARRAY['goods'::text, 'gift_card'::text, 'store_credit'::text, 'fee'::text]))),
  constraint line_not_returned_twice CHECK (((returned_milli >= 0) AND (returned_milli <= quantity_milli)))
);
alter table purchase_lines enable row level security;
create policy one_business on purchase_lines as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on purchase_lines to regulars_app;

create table purchases (
  business_id uuid not null,
  purchase_id uuid not null,
  customer_id uuid,
  location_id uuid,
  staff_id uuid,
  occurred_at timestamp with time zone not null,
  shop_day date not null,
  recorded_at timestamp with time zone default now() not null,
  currency text not null,
  gross_minor bigint not null,
  discount_minor bigint default 0 not null,
  redeemed_minor bigint default 0 not null,
  tax_minor bigint default 0 not null,
  total_minor bigint not null,
  gift_paid_minor bigint default 0 not null,
  returned_minor bigint default 0 not null,
  spend_minor bigint default 0 not null,
  fully_returned boolean default false not null,
  points_earned bigint default 0 not null,
  external_id text,
  idempotency_key text,
  request_hash bytea,
  version_id uuid,
  standing_before jsonb,
  redeemed jsonb,
  confirmed_at timestamp with time zone,
  answer json,
  constraint purchases_pkey PRIMARY KEY (business_id, purchase_id),
  constraint purchase_currency_is_iso CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint purchase_returned_within_total CHECK ((((returned_minor >= 0) AND (returned_minor <= total_minor)) OR (total_minor < 0))),
  constraint purchase_at_location FOREIGN KEY (business_id, location_id) REFERENCES locations(business_id, location_id),
  constraint purchase_by_staff FOREIGN KEY (business_id, staff_id) REFERENCES staff(business_id, staff_id),
  constraint purchase_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id)
);
alter table purchases enable row level security;
CREATE UNIQUE INDEX purchase_external_id_once ON public.purchases USING btree (business_id, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX purchase_key_once ON public.purchases USING btree (business_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX purchases_by_day ON public.purchases USING btree (business_id, shop_day, purchase_id);
CREATE INDEX purchases_of_customer ON public.purchases USING btree (business_id, customer_id, shop_day, purchase_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX purchases_returned ON public.purchases USING btree (business_id, shop_day, purchase_id) WHERE (returned_minor > 0);
create policy one_business on purchases as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on purchases to regulars_app;

create table redemptions (
  business_id uuid not null,
  redemption_id uuid not null,
  reward_id uuid not null,
  customer_id uuid not null,
  state text not null,
  benefit jsonb not null,
  points bigint default 0 not null,
  stamps integer default 0 not null,
  stamps_unit text,
  transfer_ids uuid[] default '{}'::uuid[] not null,
  code_hash bytea,
  code_sealed bytea,
  purchase_id uuid,
  location_id uuid,
  gift_card_id uuid,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint redemptions_pkey PRIMARY KEY (business_id, redemption_id),
  constraint redemption_code_once UNIQUE (business_id, code_hash),
  constraint redemption_closed_when_not_reserved CHECK (((state = 'reserved'::text) = (closed_at IS NULL))),
  constraint redemption_reserved_until CHECK (((state <> 'reserved'::text) OR (expires_at IS NOT NULL))),
  constraint redemption_state_is_known CHECK ((state = ANY (ARRAY['reserved'::text, 'fulfilled'::text, 'cancelled'::text, 'expired'::text]))),
  constraint redemption_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint redemption_of_reward FOREIGN KEY (business_id, reward_id) REFERENCES rewards(business_id, reward_id)
);
alter table redemptions enable row level security;
CREATE INDEX redemptions_fulfilled ON public.redemptions USING btree (business_id, closed_at, reward_id) WHERE (state = 'fulfilled'::text);
CREATE INDEX redemptions_in_state ON public.redemptions USING btree (business_id, state, redemption_id);
CREATE INDEX redemptions_of_customer ON public.redemptions USING btree (business_id, customer_id, reward_id);
CREATE INDEX redemptions_of_purchase ON public.redemptions USING btree (business_id, purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX redemptions_of_reward ON public.redemptions USING btree (business_id, reward_id, redemption_id);
CREATE INDEX redemptions_to_expire ON public.redemptions USING btree (business_id, expires_at) WHERE (state = 'reserved'::text);
create policy one_business on redemptions as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on redemptions to regulars_app;

create table return_lines (
  business_id uuid not null,
  return_id uuid not null,
  line integer not null,
  quantity_milli bigint not null,
  amount_minor bigint not null,
  constraint return_lines_pkey PRIMARY KEY (business_id, return_id, line),
  constraint return_line_not_empty CHECK ((quantity_milli > 0))
);
alter table return_lines enable row level security;
create policy one_business on return_lines as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on return_lines to regulars_app;

create table returns (
  business_id uuid not null,
  return_id uuid not null,
  purchase_id uuid not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone default now() not null,
  staff_id uuid,
  total_minor bigint not null,
  refund_minor bigint not null,
  gift_refund_minor bigint default 0 not null,
  reason text,
  external_id text,
  idempotency_key text,
  request_hash bytea,
  answer json,
  constraint returns_pkey PRIMARY KEY (business_id, return_id),
  constraint return_by_staff FOREIGN KEY (business_id, staff_id) REFERENCES staff(business_id, staff_id),
  constraint return_of_purchase FOREIGN KEY (business_id, purchase_id) REFERENCES purchases(business_id, purchase_id)
);
alter table returns enable row level security;
CREATE UNIQUE INDEX return_external_id_once ON public.returns USING btree (business_id, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX return_key_once ON public.returns USING btree (business_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX returns_of_purchase ON public.returns USING btree (business_id, purchase_id);
create policy one_business on returns as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on returns to regulars_app;

create table rewards (
  business_id uuid not null,
  reward_id uuid not null,
  name jsonb not null,
  description jsonb,
  kind text not null,
  benefit jsonb not null,
  points bigint,
  points_max bigint,
  points_step bigint,
  stamp_card text,
  stamps integer,
  tiers text[],
  stock bigint,
  customer_limit integer,
  location_ids uuid[],
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  validity_days integer,
  images text[] default '{}'::text[] not null,
  cost_minor bigint,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  place bigint default 0 not null,
  picture_id uuid,
  constraint rewards_pkey PRIMARY KEY (business_id, reward_id),
  constraint reward_choice_has_range CHECK ((((points_max IS NULL) AND (points_step IS NULL)) OR ((points_step > 0) AND ((points % points_step) = 0) AND ((points_max % points_step) = 0) AND (points_max >= points)))),
  constraint reward_cost_not_negative CHECK ((cost_minor >= 0)),
  constraint reward_kind_is_its_benefits CHECK (((benefit ->> 'kind'::text) = kind)),
  constraint reward_kind_is_known CHECK ((kind = ANY (ARRAY['product'::text, 'amount'::text, 'percent'::text, 'gift'::text, 'experience'::text, 'early_access'::text, 'perk'::text, 'gift_card'::text, 'free_delivery'::text, 'donation'::text]))),
  constraint reward_limit_positive CHECK ((customer_limit > 0)),
  constraint reward_points_positive CHECK ((points > 0)),
  constraint reward_stamps_of_a_card CHECK ((((stamp_card IS NULL) = (stamps IS NULL)) AND (stamps > 0))),
  constraint reward_stock_not_negative CHECK ((stock >= 0)),
  constraint reward_valid_in_order CHECK ((valid_from < valid_until)),
  constraint rewards_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table rewards enable row level security;
create policy one_business on rewards as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on rewards to regulars_app;

create table sales_counted (
  business_id uuid not null,
  purchase_id uuid not null,
  return_id uuid not null,
  counted_at timestamp with time zone not null,
  constraint sales_counted_pkey PRIMARY KEY (business_id),
  constraint sales_counted_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table sales_counted enable row level security;
create policy one_business on sales_counted as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on sales_counted to regulars_app;

create table sales_days (
  business_id uuid not null,
  currency text not null,
  day date not null,
  location_id uuid not null,
  purchases integer not null,
  money_minor bigint not null,
  constraint sales_days_pkey PRIMARY KEY (business_id, currency, day, location_id),
  constraint sales_days_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table sales_days enable row level security;
create policy one_business on sales_days as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on sales_days to regulars_app;

create table saved_filters (
  business_id uuid not null,
  filter_id uuid not null,
  name text not null,
  filter jsonb not null,
  staff_id uuid,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint saved_filters_pkey PRIMARY KEY (business_id, filter_id),
  constraint saved_filter_name_once UNIQUE NULLS NOT DISTINCT (business_id, staff_id, name),
  constraint saved_filter_name_is_said CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint saved_filter_of_staff FOREIGN KEY (business_id, staff_id) REFERENCES staff(business_id, staff_id),
  constraint saved_filters_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table saved_filters enable row level security;
create policy one_business on saved_filters as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on saved_filters to regulars_app;

create table seen_to (
  business_id uuid not null,
  day date not null,
  reason text not null,
  subject uuid not null,
  by_kind text not null,
  by_id uuid,
  at timestamp with time zone default now() not null,
  constraint seen_to_pkey PRIMARY KEY (business_id, day, reason, subject),
  constraint seen_to_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table seen_to enable row level security;
create policy one_business on seen_to as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on seen_to to regulars_app;

create table staff (
  business_id uuid not null,
  staff_id uuid not null,
  user_id text,
  name text not null,
  email text,
  role text not null,
  pin_hash text,
  created_at timestamp with time zone default now() not null,
  left_at timestamp with time zone,
  constraint staff_pkey PRIMARY KEY (business_id, staff_id),
  constraint staff_one_seat_per_person UNIQUE (business_id, user_id),
  constraint staff_role_is_known CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'staff'::text, 'read-only'::text]))),
  constraint staff_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table staff enable row level security;
CREATE UNIQUE INDEX staff_email_once ON public.staff USING btree (business_id, email) WHERE (left_at IS NULL);
create policy one_business on staff as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
create policy own_seats on staff as permissive for select to regulars_app
  using ((user_id = NULLIF(current_setting('regulars.user_id'::text, true), ''::text)));
grant delete, insert, select, update on staff to regulars_app;

create table stamp_cards (
  business_id uuid not null,
  customer_id uuid not null,
  unit text not null,
  round integer default 0 not null,
  constraint stamp_cards_pkey PRIMARY KEY (business_id, customer_id, unit)
);
alter table stamp_cards enable row level security;
create policy one_business on stamp_cards as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on stamp_cards to regulars_app;

create table standings (
  business_id uuid not null,
  customer_id uuid not null,
  tier_id text,
  reached_at timestamp with time zone,
  held_until timestamp with time zone,
  grace_until timestamp with time zone,
  review_at timestamp with time zone,
  steps jsonb default '[]'::jsonb not null,
  changed_by uuid,
  constraint standings_pkey PRIMARY KEY (business_id, customer_id)
);
alter table standings enable row level security;
CREATE INDEX standings_by_tier ON public.standings USING btree (business_id, tier_id, customer_id) WHERE (tier_id IS NOT NULL);
CREATE INDEX standings_of_tier ON public.standings USING btree (business_id, tier_id);
CREATE INDEX standings_to_review ON public.standings USING btree (business_id, review_at) WHERE (review_at IS NOT NULL);
create policy one_business on standings as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on standings to regulars_app;

create table suppressions (
  business_id uuid not null,
  kind text not null,
  hash bytea not null,
  reason text not null,
  at timestamp with time zone default now() not null,
  constraint suppressions_pkey PRIMARY KEY (business_id, kind, hash)
);
alter table suppressions enable row level security;
create policy one_business on suppressions as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on suppressions to regulars_app;

create table tenants (
  business_id uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint tenants_pkey PRIMARY KEY (business_id)
);
grant insert, select on tenants to regulars_app;

create table transfers (
  business_id uuid not null,
  transfer_id uuid not null,
  unit text not null,
  debit_account uuid not null,
  credit_account uuid not null,
  amount bigint not null,
  state text not null,
  reason text not null,
  at timestamp with time zone not null,
  purchase_id uuid,
  return_id uuid,
  redemption_id uuid,
  grant_id uuid,
  undoes uuid,
  note text,
  constraint transfers_pkey PRIMARY KEY (business_id, transfer_id),
  constraint transfer_between_two CHECK ((debit_account <> credit_account)),
  constraint transfer_moves_something CHECK ((amount > 0)),
  constraint transfer_reason_is_known CHECK ((reason = ANY (ARRAY['purchase'::text, 'joining'::text, 'answers'::text, 'adjustment'::text, 'return'::text, 'redemption'::text, 'restore'::text, 'expiry'::text, 'completion'::text, 'merge'::text, 'sale'::text, 'payment'::text, 'refund'::text, 'import'::text, 'gift'::text, 'erasure'::text]))),
  constraint transfer_state_is_known CHECK ((state = ANY (ARRAY['posted'::text, 'pending'::text, 'voided'::text])))
);
alter table transfers enable row level security;
CREATE INDEX transfers_by_credit ON public.transfers USING btree (business_id, credit_account, transfer_id);
CREATE INDEX transfers_by_debit ON public.transfers USING btree (business_id, debit_account, transfer_id);
CREATE INDEX transfers_of_purchase ON public.transfers USING btree (business_id, purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX transfers_pending_undoing ON public.transfers USING btree (business_id, undoes) WHERE ((state = 'pending'::text) AND (undoes IS NOT NULL));
create policy one_business on transfers as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on transfers to regulars_app;

create table vocabulary (
  business_id uuid not null,
  word text collate "C" not null,
  constraint vocabulary_pkey PRIMARY KEY (business_id, word)
);
alter table vocabulary enable row level security;
create policy one_business on vocabulary as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on vocabulary to regulars_app;

create table voucher_uses (
  business_id uuid not null,
  use_id uuid not null,
  voucher_id uuid not null,
  customer_id uuid,
  purchase_id uuid,
  location_id uuid,
  at timestamp with time zone not null,
  rolled_back_at timestamp with time zone,
  constraint voucher_uses_pkey PRIMARY KEY (business_id, use_id),
  constraint use_by_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint use_of_voucher FOREIGN KEY (business_id, voucher_id) REFERENCES vouchers(business_id, voucher_id)
);
alter table voucher_uses enable row level security;
CREATE INDEX uses_by_customer ON public.voucher_uses USING btree (business_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX uses_by_time ON public.voucher_uses USING btree (business_id, at) WHERE (rolled_back_at IS NULL);
CREATE INDEX uses_of_purchase ON public.voucher_uses USING btree (business_id, purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX uses_of_voucher ON public.voucher_uses USING btree (business_id, voucher_id, customer_id) WHERE (rolled_back_at IS NULL);
create policy one_business on voucher_uses as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on voucher_uses to regulars_app;

create table vouchers (
  business_id uuid not null,
  voucher_id uuid not null,
  code_hash bytea not null,
  code_sealed bytea not null,
  shared boolean default false not null,
  name jsonb,
  reward_id uuid,
  benefit jsonb not null,
  max_uses integer,
  uses integer default 0 not null,
  customer_limit integer,
  customer_id uuid,
  location_ids uuid[],
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  source text not null,
  batch_id uuid,
  note text,
  created_at timestamp with time zone default now() not null,
  voided_at timestamp with time zone,
  recalled_at timestamp with time zone,
  constraint vouchers_pkey PRIMARY KEY (business_id, voucher_id),
  constraint voucher_code_once UNIQUE (business_id, code_hash),
  constraint voucher_limit_positive CHECK (((customer_limit > 0) AND (max_uses > 0))),
  constraint voucher_recalled_is_void CHECK (((recalled_at IS NULL) OR (voided_at IS NOT NULL))),
  constraint voucher_source_is_known CHECK ((source = ANY (ARRAY['single'::text, 'bulk'::text, 'prize'::text, 'reward'::text, 'birthday'::text, 'joining'::text, 'gift'::text]))),
  constraint voucher_unique_has_max CHECK ((shared OR (max_uses IS NOT NULL))),
  constraint voucher_uses_within_max CHECK (((uses >= 0) AND (uses <= max_uses))),
  constraint voucher_valid_in_order CHECK ((valid_from < valid_until)),
  constraint voucher_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id),
  constraint voucher_of_reward FOREIGN KEY (business_id, reward_id) REFERENCES rewards(business_id, reward_id),
  constraint vouchers_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table vouchers enable row level security;
CREATE INDEX vouchers_of_batch ON public.vouchers USING btree (business_id, batch_id, voucher_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX vouchers_of_customer ON public.vouchers USING btree (business_id, customer_id, voucher_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX vouchers_of_reward ON public.vouchers USING btree (business_id, reward_id, voucher_id) WHERE (reward_id IS NOT NULL);
CREATE INDEX vouchers_shared ON public.vouchers USING btree (business_id, voucher_id) WHERE shared;
create policy one_business on vouchers as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on vouchers to regulars_app;

create table wallet_devices (
  business_id uuid not null,
  device text collate "C" not null,
  push_token text not null,
  call_at timestamp with time zone,
  call_tries integer default 0 not null,
  call_problem text,
  made_at timestamp with time zone default now() not null,
  constraint wallet_devices_pkey PRIMARY KEY (business_id, device),
  constraint wallet_devices_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table wallet_devices enable row level security;
CREATE INDEX wallet_devices_in_trouble ON public.wallet_devices USING btree (business_id) WHERE (call_problem IS NOT NULL);
CREATE INDEX wallet_devices_to_call ON public.wallet_devices USING btree (business_id, call_at) WHERE (call_at IS NOT NULL);
create policy one_business on wallet_devices as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on wallet_devices to regulars_app;

create table wallet_passes (
  business_id uuid not null,
  pass_id uuid not null,
  kind text not null,
  customer_id uuid not null,
  digest bytea,
  tag bigint default 0 not null,
  changed_at timestamp with time zone default date_trunc('second'::text, now()) not null,
  due_at timestamp with time zone,
  looked_at timestamp with time zone default now() not null,
  voided_at timestamp with time zone,
  call_at timestamp with time zone,
  call_tries integer default 0 not null,
  call_problem text,
  made_at timestamp with time zone default now() not null,
  constraint wallet_passes_pkey PRIMARY KEY (business_id, pass_id),
  constraint wallet_pass_kind_is_known CHECK ((kind = ANY (ARRAY['apple'::text, 'google'::text]))),
  constraint wallet_pass_of_customer FOREIGN KEY (business_id, customer_id) REFERENCES customers(business_id, customer_id)
);
alter table wallet_passes enable row level security;
CREATE INDEX wallet_passes_due ON public.wallet_passes USING btree (business_id, due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX wallet_passes_in_trouble ON public.wallet_passes USING btree (business_id) WHERE (call_problem IS NOT NULL);
CREATE INDEX wallet_passes_looked_at ON public.wallet_passes USING btree (business_id, looked_at) WHERE (voided_at IS NULL);
CREATE INDEX wallet_passes_of_customer ON public.wallet_passes USING btree (business_id, customer_id, kind);
CREATE INDEX wallet_passes_to_call ON public.wallet_passes USING btree (business_id, call_at) WHERE (call_at IS NOT NULL);
create policy one_business on wallet_passes as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on wallet_passes to regulars_app;

create table wallet_registrations (
  business_id uuid not null,
  device text collate "C" not null,
  pass_id uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint wallet_registrations_pkey PRIMARY KEY (business_id, device, pass_id),
  constraint wallet_registration_of_device FOREIGN KEY (business_id, device) REFERENCES wallet_devices(business_id, device) ON DELETE CASCADE,
  constraint wallet_registration_of_pass FOREIGN KEY (business_id, pass_id) REFERENCES wallet_passes(business_id, pass_id)
);
alter table wallet_registrations enable row level security;
CREATE INDEX wallet_registrations_of_pass ON public.wallet_registrations USING btree (business_id, pass_id);
create policy one_business on wallet_registrations as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on wallet_registrations to regulars_app;

create table wallets (
  business_id uuid not null,
  apple jsonb,
  apple_sealed bytea,
  google jsonb,
  google_sealed bytea,
  seen_at timestamp with time zone default now() not null,
  tag bigint default 0 not null,
  constraint wallets_pkey PRIMARY KEY (business_id),
  constraint wallet_apple_is_whole CHECK (((apple IS NULL) = (apple_sealed IS NULL))),
  constraint wallet_google_is_whole CHECK (((google IS NULL) = (google_sealed IS NULL))),
  constraint wallets_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(business_id)
);
alter table wallets enable row level security;
create policy one_business on wallets as permissive for all to regulars_app
  using ((business_id = ( SELECT current_business() AS current_business)))
  with check ((business_id = ( SELECT current_business() AS current_business)));
grant delete, insert, select, update on wallets to regulars_app;
