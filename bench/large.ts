import { readId } from '../server/platform/ids.ts'
import { measureRingUp, welcome } from './ring-up.ts'
import { asOwner, openShop } from './shop.ts'

const CUSTOMERS = 1_000_000
const PURCHASES = 10_000_000

/** (d) Ring-up beside a million customers and ten million purchases, against an empty business, on the same machine. */
export async function measureLarge(seconds: number): Promise<string[]> {
  const rates: number[] = []
  for (const full of [false, true]) {
    const shop = await openShop()
    if (full) await fill(shop.databaseUrl, readId('business', shop.businessId)!)
    const customers = await welcome(shop, 2_000)
    const { perSecond } = await measureRingUp(shop, customers, 32, seconds)
    rates.push(perSecond)
    await shop.stop()
  }
  const [empty, full] = rates as [number, number]
  return [
    '',
    '## With history',
    '',
    `Ring-up at 32 clients in a business of ${CUSTOMERS.toLocaleString('en')} customers and ${PURCHASES.toLocaleString('en')} purchases: ${(full / empty).toFixed(2)} of the rate in an empty one.`,
  ]
}

/** Made by set-based SQL: rows as the till would leave them for purchases without points, so that the indexes are as deep. */
async function fill(url: string, business: string): Promise<void> {
  await asOwner(
    url,
    `insert into customers (business_id, customer_id, given_name, joined_at)
     select $1, gen_random_uuid(), 'Customer ' || n, now() from generate_series(1, $2::int) n`,
    [business, CUSTOMERS],
  )
  await asOwner(
    url,
    `insert into accounts (business_id, account_id, unit, kind, holder_id)
     select business_id, gen_random_uuid(), 'points', 'customer', customer_id from customers where business_id = $1`,
    [business],
  )
  const rounds = PURCHASES / CUSTOMERS
  for (let round = 0; round < rounds; round += 1) {
    await asOwner(
      url,
      `with bought as (
         insert into purchases (business_id, purchase_id, customer_id, occurred_at, shop_day, currency, gross_minor, total_minor, spend_minor)
         select business_id, gen_random_uuid(), customer_id, now() - $2::int * interval '30 days', current_date - $2::int * 30, 'HUF', 2180, 2180, 2180
           from customers where business_id = $1 returning business_id, purchase_id, customer_id, shop_day)
       , lines as (
         insert into purchase_lines (business_id, purchase_id, line, quantity_milli, unit_price_minor, gross_minor, total_minor)
         select business_id, purchase_id, 0, 1000, 2180, 2180, 2180 from bought)
       , months as (
         insert into customer_months (business_id, customer_id, month, currency, purchases, days, money_minor)
         select business_id, customer_id, date_trunc('month', shop_day)::date, 'HUF', 1, 1, 2180 from bought
         on conflict do nothing)
       insert into journal (business_id, entry_id, what, actor_kind, customer_id, subject_kind, subject_id)
       select business_id, gen_random_uuid(), 'purchase.rung_up', 'import', customer_id, 'purchase', purchase_id from bought`,
      [business, round],
    )
  }
  await asOwner(url, 'vacuum analyze')
}
