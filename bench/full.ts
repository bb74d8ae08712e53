import { createHash } from 'node:crypto'
import pg from 'pg'
import { foldWord } from '../server/customers/names/fold.ts'
import { showId } from '../server/platform/ids.ts'

export const CUSTOMERS = 1_000_000
export const PURCHASES = 10_000_000
const ROUNDS = 10
const DAYS_A_ROUND = 73

/** Who rang up one purchase in ten thousand: md5('seldom'). */
export const seldomStaff = showId('staff', createHash('md5').update('seldom').digest('hex'))

/**
 * A business of a million customers and ten million purchases over two years, by set-based SQL: rows as joining and
 * ringing up leave them, in the order in which a shop would have written them, so that tables and indexes are as large
 * and lie as they would.
 */
export async function fillShop(url: string, business: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run = (text: string, values: unknown[] = []) => client.query(text, [business, ...values])
  try {
    // What refers to what is right by making; looking each one up would take as long as writing it.
    await client.query("set session_replication_role = replica; set work_mem = '128MB'")
    for (const text of people) await run(text)
    for (let round = ROUNDS - 1; round >= 0; round -= 1) await run(purchasesOfRound, [round])
    await client.query('analyze purchases, customers')
    for (const text of [facts, months, ...offering]) await run(text)
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

const people = [
  `insert into customers (business_id, customer_id, given_name, family_name, name_key, source, language, birth_month,
                          birth_day, joined_at, created_at, attributes)
   select $1, uuidv7((n - ${CUSTOMERS}) * interval '60 seconds'), 'Given' || n % 5000, 'Kovács ' || n % 9000, 'k' || n,
          (array['poster', 'friend', 'web', null])[1 + n % 4], (array['hu', 'en', null])[1 + n % 3], 1 + n % 12, 1 + n % 28,
          now() - (n % 1000) * interval '1 day', now(),
          case when n % 1000 = 0 then '{"tea": "oolong"}'::jsonb when n % 3 = 0 then '{"tea": "green"}' else '{}' end
     from generate_series(1, ${CUSTOMERS}) n`,
  `insert into name_words (business_id, word, customer_id)
   select business_id, word, customer_id from customers
    cross join lateral (values ('${foldWord('kovács')[0]}'), (split_part(family_name, ' ', 2))) w (word) where business_id = $1`,
  `insert into identities (business_id, kind, value, customer_id)
   select business_id, 'phone', '+3630' || row_number() over (), customer_id from customers where business_id = $1`,
  `insert into accounts (business_id, account_id, unit, kind, holder_id, balance)
   select business_id, gen_random_uuid(), 'points', 'customer', customer_id, (random() * 5000)::int
     from customers where business_id = $1`,
  `insert into consents (business_id, consent_id, customer_id, purpose, channel, given, source)
   select business_id, gen_random_uuid(), customer_id, 'news', 'email', random() < 0.8, 'join page'
     from customers where business_id = $1 and random() < 0.4`,
  `insert into standings (business_id, customer_id, tier_id)
   select business_id, customer_id, case when random() < 0.01 then 'gold' when random() < 0.1 then 'silver' end
     from customers where business_id = $1`,
]

// A fifth of the customers never bought; one in ten thousand purchases is the exception a filter looks for.
const purchasesOfRound = `
  with who as (
    select array_agg(customer_id) filter (where get_byte(uuid_send(customer_id), 15) % 5 <> 0) as ids
      from customers where business_id = $1),
  bought as (
    insert into purchases (business_id, purchase_id, customer_id, staff_id, occurred_at, shop_day, currency, gross_minor,
                           total_minor, spend_minor, returned_minor, fully_returned, external_id)
    select $1, uuidv7(-back), case when n % 20 <> 0 then ids[1 + floor(random() * cardinality(ids))::int] end,
           case when n % 10000 = 1 then md5('seldom')::uuid else md5('staff' || n % 7)::uuid end,
           now() - back, (now() - back)::date, 'HUF', total, total, total,
           case when n % 500 = 0 then total else 0 end, n % 500 = 0, 'receipt-' || $2::int || '-' || n
      from (select n, (($2::int + 1) - n::float8 / ${PURCHASES / ROUNDS}) * ${DAYS_A_ROUND} * interval '1 day' as back,
                   case when n % 10000 = 0 then 500000 else 400 + n % 9000 end as total
              from generate_series(1, ${PURCHASES / ROUNDS}) n) p cross join who
    returning business_id, purchase_id, customer_id, staff_id, occurred_at, total_minor),
  lines as (
    insert into purchase_lines (business_id, purchase_id, line, sku, name, quantity_milli, unit_price_minor, gross_minor, total_minor)
    select business_id, purchase_id, 0, 'SKU' || total_minor % 300, 'Article ' || total_minor % 300, 1000, total_minor,
           total_minor, total_minor from bought)
  insert into journal (business_id, entry_id, at, what, actor_kind, actor_id, customer_id, subject_kind, subject_id)
  select business_id, purchase_id, occurred_at,
         case when total_minor = 500000 then 'points.adjusted' else 'purchase.rung_up' end,
         'staff', staff_id, customer_id, 'purchase', purchase_id from bought`

const facts = `
  insert into customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared, first_day, last_day)
  select business_id, customer_id, currency, count(*), count(distinct shop_day), sum(spend_minor), 1, min(shop_day), max(shop_day)
    from purchases where business_id = $1 and customer_id is not null group by 1, 2, 3`
const months = `
  insert into customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, last_day)
  select business_id, customer_id, date_trunc('month', shop_day)::date, currency, count(*), count(distinct shop_day), sum(spend_minor),
         max(shop_day)
    from purchases where business_id = $1 and customer_id is not null group by 1, 2, 3, 4`

const SOME = 500_000
const offering = [
  `insert into rewards (business_id, reward_id, name, kind, benefit, points)
   select $1, md5('reward' || n)::uuid, jsonb_build_object('en', 'Reward ' || n), 'gift', '{"kind": "gift"}', 100
     from generate_series(0, 19) n`,
  `insert into redemptions (business_id, redemption_id, reward_id, customer_id, state, benefit, points, made_at, expires_at, closed_at)
   select $1, uuidv7(-back), case when n % 5000 = 1 then md5('reward0') else md5('reward' || 1 + n % 19) end::uuid, customer_id,
          state, '{"kind": "gift"}', 100, now() - back, now() - back + interval '3 days',
          case when state <> 'reserved' then now() - back + interval '1 hour' end
     from (select n, (${SOME} - n) * interval '2 minutes' as back, customer_id,
                  case when n > ${SOME - 500} then 'reserved' when n % 3000 = 0 then 'cancelled' when n % 9 = 0 then 'expired'
                       else 'fulfilled' end as state
             from (select row_number() over () as n, customer_id from customers where business_id = $1 limit ${SOME}) c) r`,
  `insert into vouchers (business_id, voucher_id, code_hash, code_sealed, reward_id, benefit, max_uses, uses, customer_id,
                         valid_until, source, batch_id, created_at, voided_at)
   select $1, uuidv7(-back), sha256(('v' || n)::bytea), '\\x00', case when n % 3 = 0 then md5('reward1')::uuid end, '{"kind": "gift"}',
          1, (n % 4 <> 0)::int, case when n % 2 = 0 then customer_id end, now() - back + interval '60 days',
          case when n % 2 = 0 then 'prize' else 'bulk' end,
          case when n % 2 = 1 then md5('batch' || n / 10000)::uuid end, now() - back,
          case when n % 4000 = 0 then now() end
     from (select n, customer_id, (${SOME} - n) * interval '2 minutes' as back
             from (select row_number() over () as n, customer_id from customers where business_id = $1 limit ${SOME}) c) v`,
  `insert into gift_cards (business_id, gift_card_id, code_hash, code_sealed, currency, customer_id, note, created_at, blocked_at)
   select $1, uuidv7(-back), sha256(('g' || n)::bytea), '\\x00', 'HUF', case when n % 2 = 0 then customer_id end,
          'Card ' || n, now() - back, case when n % 1000 = 0 then now() end
     from (select n, customer_id, (100000 - n) * interval '10 minutes' as back
             from (select row_number() over () as n, customer_id from customers where business_id = $1 limit 100000) c) g`,
  `insert into accounts (business_id, account_id, unit, kind, holder_id, balance)
   select $1, gen_random_uuid(), 'money:HUF', 'gift_card', gift_card_id, 5000 * (get_byte(code_hash, 1) % 2)
     from gift_cards where business_id = $1`,
  `insert into likenesses (business_id, first_customer, second_customer, reasons, dismissed_at)
   select $1, least(a, b), greatest(a, b), '{email}', case when n % 10 = 0 then now() end
     from (select row_number() over () as n, customer_id as a, lead(customer_id) over () as b
             from (select customer_id from customers where business_id = $1 limit 20001) c) l where b is not null`,
]
