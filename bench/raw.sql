-- What a ring-up writes, row for row, by one call: the machine's own limit for this work. Reads nothing, decides nothing.
create schema if not exists bench;

create or replace function bench.ring_up(
  business uuid, customer uuid, account uuid, issued uuid, version uuid, total bigint, points bigint, answer json
) returns void language plpgsql as $$
declare
  purchase uuid := gen_random_uuid();
  transfer uuid := gen_random_uuid();
  granted uuid := gen_random_uuid();
  today date := current_date;
begin
  perform 1 from public.customers where business_id = business and customer_id = customer for no key update;
  insert into public.purchases (business_id, purchase_id, customer_id, occurred_at, shop_day, currency, gross_minor,
      total_minor, spend_minor, version_id, points_earned, idempotency_key, request_hash, answer)
    values (business, purchase, customer, now(), today, 'HUF', total, total, total, version, points, purchase::text,
      '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', answer);
  insert into public.purchase_lines (business_id, purchase_id, line, kind, sku, name, category, quantity_milli,
      unit_price_minor, gross_minor, total_minor)
    values (business, purchase, 0, 'goods', 'A1', 'Coffee', 'coffee', 1000, 890, 890, 890),
           (business, purchase, 1, 'goods', null, 'Cake', null, 1000, total - 890, total - 890, total - 890);
  insert into public.accounts (business_id, account_id, unit, kind, holder_id, balance)
    values (business, account, 'points', 'customer', customer, points)
    on conflict (business_id, account_id) do update set balance = accounts.balance + excluded.balance;
  insert into public.transfers (business_id, transfer_id, unit, debit_account, credit_account, amount, state, reason, at,
      purchase_id, grant_id)
    values (business, transfer, 'points', issued, account, points, 'posted', 'purchase', now(), purchase, granted);
  insert into public.lots (business_id, lot_id, account_id, amount, remaining, ripe, expires_at, grant_id)
    values (business, transfer, account, points, points, true, now() + interval '1 year', granted);
  insert into public.grants (business_id, grant_id, customer_id, purchase_id, version_id, rule_id, unit, mode, amount,
      live_amount, steps, live_steps, per_step, step_counted, counted, live_counted, by_line, spread, debt, lot_id, why, at)
    values (business, granted, customer, purchase, version, 'spend', 'points', 'steps', points, points, points, points, 1,
      10000, total * 100, total * 100, array[89000, (total - 890) * 100], 'lines', 'clamp', transfer,
      '{"key": "why.amount", "params": {"amount": 21, "perMinor": 100}}', now());
  insert into public.carries (business_id, customer_id, rule_id, carried) values (business, customer, 'spend', 8000)
    on conflict (business_id, customer_id, rule_id) do update set carried = excluded.carried;
  insert into public.customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared,
      points_earned, first_day, last_day)
    values (business, customer, 'HUF', 1, 0, total, total::numeric * total, points, today, today)
    on conflict (business_id, customer_id, currency) do update
      set purchases = customer_facts.purchases + 1, money_minor = customer_facts.money_minor + excluded.money_minor,
          money_squared = customer_facts.money_squared + excluded.money_squared,
          points_earned = customer_facts.points_earned + excluded.points_earned;
  insert into public.customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, points_earned)
    values (business, customer, date_trunc('month', today)::date, 'HUF', 1, 0, total, points)
    on conflict (business_id, customer_id, month, currency) do update
      set purchases = customer_months.purchases + 1, money_minor = customer_months.money_minor + excluded.money_minor,
          points_earned = customer_months.points_earned + excluded.points_earned;
  insert into public.journal (business_id, entry_id, what, actor_kind, actor_id, customer_id, subject_kind, subject_id, facts)
    values (business, gen_random_uuid(), 'purchase.rung_up', 'key', business, customer, 'purchase', purchase,
      '{"total": 2180, "currency": "HUF", "points": 21}');
end $$;
