import { foldWord } from '../server/customers/names/fold.ts'
import { readId } from '../server/platform/ids.ts'
import { asOwner, openShop, type Shop } from './shop.ts'

const CUSTOMERS = 1_000_000
const TIMES = 5

/** Lists of customers as the back office asks for them, beside a million customers. */
const asked: [what: string, path: string][] = [
  ['the newest', 'filtered?limit=50'],
  ['by name', 'filtered?limit=50&sort=name'],
  ['here last', 'filtered?limit=50&sort=last'],
  ['spent most', 'filtered?limit=50&sort=spent'],
  ['most points', 'filtered?limit=50&sort=points'],
  ['searched for by name', 'filtered?limit=50&query=kovacs%20123'],
  [
    'slipping: not here for two months, five purchases or more',
    'filtered?limit=50&sort=spent&lastUntil=DAY60&purchasesMin=5',
  ],
  ['birthday within a week', 'filtered?limit=50&birthdayWithin=7'],
  ['from the poster, may be written to', 'filtered?limit=50&source=poster&consent=news:email'],
  ['an answer that 1 in 1,000 gave', 'filtered?limit=50&answer=tea%3Doolong'],
  ['an answer that nobody gave', 'filtered?limit=50&answer=tea%3Dnone'],
  ['count: all', 'filtered/count'],
  ['count: spent at least 20,000', 'filtered/count?spentMin=20000'],
  ['count: slipping', 'filtered/count?lastUntil=DAY60&purchasesMin=5'],
  ['count: may be written to', 'filtered/count?consent=news:email'],
  ['count: an answer that nobody gave', 'filtered/count?answer=tea%3Dnone'],
]

export async function measureLists(): Promise<string[]> {
  const shop = await openShop()
  await fill(shop.databaseUrl, readId('business', shop.businessId) ?? shop.businessId)
  const lines = [
    '',
    '## Lists of customers',
    '',
    `A page of 50 with habit, points and stamps, in a business of ${CUSTOMERS.toLocaleString('en')} customers; the middle of ${TIMES} times.`,
    '',
    '| asked for | ms | answer |',
    '|---|---|---|',
  ]
  for (const [what, path] of asked) {
    const { ms, answer } = await time(shop, path.replace('DAY60', daysAgo(60)))
    lines.push(`| ${what} | ${ms.toFixed(0)} | ${answer} |`)
    console.log(lines.at(-1))
  }
  await shop.stop()
  return lines
}

const daysAgo = (days: number) => Temporal.Now.plainDateISO('UTC').subtract({ days }).toString()

async function time(shop: Shop, path: string): Promise<{ ms: number; answer: string }> {
  const took: number[] = []
  let answer = ''
  for (let turn = 0; turn < TIMES; turn += 1) {
    const begun = performance.now()
    const response = await fetch(`http://localhost:${shop.port}/api/v1/customers/${path}`, {
      headers: { authorization: `Bearer ${shop.key}` },
    })
    const told = (await response.json()) as { items?: unknown[]; count?: number; about?: boolean }
    took.push(performance.now() - begun)
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(told)}`)
    answer = told.items
      ? `${told.items.length} rows`
      : `${told.about ? 'about ' : ''}${told.count!.toLocaleString('en')}`
  }
  return { ms: took.sort((a, b) => a - b)[Math.floor(TIMES / 2)]!, answer }
}

/** By set-based SQL: rows as joining and ringing up leave them, so that tables and indexes are as large. */
async function fill(url: string, business: string): Promise<void> {
  const run = (text: string) => asOwner(url, text, [business])
  await run(`
    insert into customers (business_id, customer_id, given_name, family_name, name_key, source, language, birth_month,
                           birth_day, joined_at, created_at, attributes)
    select $1, uuidv7((n - ${CUSTOMERS}) * interval '30 seconds'), 'Given' || n % 5000, 'Kovács ' || n % 9000, 'k' || n,
           (array['poster', 'friend', 'web', null])[1 + n % 4], (array['hu', 'en', null])[1 + n % 3], 1 + n % 12, 1 + n % 28,
           now() - (n % 1000) * interval '1 day', now(),
           case when n % 1000 = 0 then '{"tea": "oolong"}'::jsonb when n % 3 = 0 then '{"tea": "green"}' else '{}' end
      from generate_series(1, ${CUSTOMERS}) n`)
  await run(`
    insert into name_words (business_id, word, customer_id)
    select business_id, word, customer_id from customers
     cross join lateral (values ('${foldWord('kovács')[0]}'), (split_part(family_name, ' ', 2))) w (word) where business_id = $1`)
  await run(`
    insert into identities (business_id, kind, value, customer_id)
    select business_id, 'phone', '+3630' || row_number() over (), customer_id from customers where business_id = $1`)
  await run(`
    insert into accounts (business_id, account_id, unit, kind, holder_id, balance)
    select business_id, gen_random_uuid(), 'points', 'customer', customer_id, (random() * 5000)::int
      from customers where business_id = $1`)
  await run(`
    insert into consents (business_id, consent_id, customer_id, purpose, channel, given, source)
    select business_id, gen_random_uuid(), customer_id, 'news', 'email', random() < 0.8, 'join page'
      from customers where business_id = $1 and random() < 0.4`)
  await run(`
    insert into customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared, first_day, last_day)
    select business_id, customer_id, 'HUF', p, p, p * 2180, 1, current_date - 400, current_date - (random() * 400)::int
      from (select business_id, customer_id, 1 + (random() * 20)::int as p from customers
             where business_id = $1 and get_byte(uuid_send(customer_id), 15) % 5 <> 0) c`)
  await run(`
    insert into purchases (business_id, purchase_id, customer_id, occurred_at, shop_day, currency, gross_minor, total_minor, spend_minor)
    select business_id, gen_random_uuid(), customer_id, now() - d * interval '1 day', current_date - d, 'HUF', 2180, 2180, 2180
      from customers cross join lateral (values (3), (17), (40)) v (d)
     where business_id = $1 and get_byte(uuid_send(customer_id), 15) % 5 <> 0`)
  await asOwner(url, 'vacuum analyze')
}
