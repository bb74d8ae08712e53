-- What a ring-up writes, row for row, by one call: the machine's own limit for this work. Reads nothing, decides nothing.
-- It works in copies of the tables, keys and indexes included, so that the books of the business stay what the app wrote.
create schema bench;
create table bench.customers (like public.customers including all);
create table bench.purchases (like public.purchases including all);
create table bench.purchase_lines (like public.purchase_lines including all);
create table bench.accounts (like public.accounts including all);
create table bench.transfers (like public.transfers including all);
create table bench.lots (like public.lots including all);
create table bench.grants (like public.grants including all);
create table bench.carries (like public.carries including all);
create table bench.customer_facts (like public.customer_facts including all);
create table bench.customer_months (like public.customer_months including all);
create table bench.journal (like public.journal including all);
insert into bench.customers (business_id, customer_id) select business_id, customer_id from public.customers;
insert into bench.accounts select * from public.accounts;
insert into bench.purchases select * from public.purchases;
insert into bench.purchase_lines select * from public.purchase_lines;
insert into bench.transfers select * from public.transfers;
insert into bench.lots select * from public.lots;
insert into bench.grants select * from public.grants;
insert into bench.carries select * from public.carries;
insert into bench.customer_facts select * from public.customer_facts;
insert into bench.customer_months select * from public.customer_months;
insert into bench.journal select * from public.journal;
alter table bench.purchases add foreign key (business_id, customer_id) references bench.customers;
analyze;

create or replace function bench.ring_up(
  business uuid, customer uuid, account uuid, issued uuid, version uuid, total bigint, points bigint, answer json
) returns void language plpgsql as $$
declare
  purchase uuid := gen_random_uuid();
  transfer uuid := gen_random_uuid();
  granted uuid := gen_random_uuid();
  today date := current_date;
begin
  perform 1 from bench.customers where business_id = business and customer_id = customer for no key update;
  insert into bench.purchases (business_id, purchase_id, customer_id, occurred_at, shop_day, currency, gross_minor,
      total_minor, spend_minor, version_id, points_earned, idempotency_key, request_hash, answer)
    values (business, purchase, customer, now(), today, 'HUF', total, total, total, version, points, purchase::text,
      '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', answer);
  insert into bench.purchase_lines (business_id, purchase_id, line, kind, sku, name, category, quantity_milli,
      unit_price_minor, gross_minor, total_minor)
    values (business, purchase, 0, 'goods', 'A1', 'Coffee', 'coffee', 1000, 890, 890, 890),
           (business, purchase, 1, 'goods', null, 'Cake', null, 1000, total - 890, total - 890, total - 890);
  insert into bench.accounts (business_id, account_id, unit, kind, holder_id, balance)
    values (business, account, 'points', 'customer', customer, points)
    on conflict (business_id, account_id) do update set balance = accounts.balance + excluded.balance;
  insert into bench.transfers (business_id, transfer_id, unit, debit_account, credit_account, amount, state, reason, at,
      purchase_id, grant_id)
    values (business, transfer, 'points', issued, account, points, 'posted', 'purchase', now(), purchase, granted);
  insert into bench.lots (business_id, lot_id, account_id, amount, remaining, ripe, expires_at, grant_id)
    values (business, transfer, account, points, points, true, now() + interval '1 year', granted);
  insert into bench.grants (business_id, grant_id, customer_id, purchase_id, version_id, rule_id, unit, mode, amount,
      live_amount, steps, live_steps, per_step, step_counted, counted, live_counted, by_line, spread, debt, lot_id, why, at)
    values (business, granted, customer, purchase, version, 'spend', 'points', 'steps', points, points, points, points, 1,
      10000, total * 100, total * 100, array[89000, (total - 890) * 100], 'lines', 'clamp', transfer,
      '{"key": "why.amount", "params": {"amount": 21, "perMinor": 100}}', now());
  insert into bench.carries (business_id, customer_id, rule_id, carried) values (business, customer, 'spend', 8000)
    on conflict (business_id, customer_id, rule_id) do update set carried = excluded.carried;
  insert into bench.customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared,
      points_earned, first_day, last_day)
    values (business, customer, 'HUF', 1, 0, total, total::numeric * total, points, today, today)
    on conflict (business_id, customer_id, currency) do update
      set purchases = customer_facts.purchases + 1, money_minor = customer_facts.money_minor + excluded.money_minor,
          money_squared = customer_facts.money_squared + excluded.money_squared,
          points_earned = customer_facts.points_earned + excluded.points_earned;
  insert into bench.customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, points_earned)
    values (business, customer, date_trunc('month', today)::date, 'HUF', 1, 0, total, points)
    on conflict (business_id, customer_id, month, currency) do update
      set purchases = customer_months.purchases + 1, money_minor = customer_months.money_minor + excluded.money_minor,
          points_earned = customer_months.points_earned + excluded.points_earned;
  insert into bench.journal (business_id, entry_id, what, actor_kind, actor_id, customer_id, subject_kind, subject_id, facts)
    values (business, gen_random_uuid(), 'purchase.rung_up', 'key', business, customer, 'purchase', purchase,
      '{"total": 2180, "currency": "HUF", "points": 21}');
end $$;
