import { businessOf, nowOf } from '../../businesses/businesses.ts'
import type { Tx } from '../../platform/database.ts'
import { likelyVersion, shopDay } from '../../programme/programme.ts'
import { keptSql, slippingSql } from '../../purchases/purchases.ts'

/** Where and when a measure of the present is taken. */
export interface Here {
  currency: string
  trade: string
  timeZone: string
  /** The shop's today, YYYY-MM-DD. */
  today: string
  /** As `month_number` counts in the database. */
  month: number
}

export async function hereOf(tx: Tx): Promise<Here> {
  const [{ currency, trade, timeZone }, now, version] = [
    await businessOf(tx),
    await nowOf(tx),
    await likelyVersion(tx),
  ]
  const date = shopDay(now, timeZone, version.document.dayEndsAt)
  return { currency, trade, timeZone, today: date.toString(), month: date.year * 12 + date.month - 1 }
}

/** `month_number` as YYYY-MM. */
export function monthName(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}

/**
 * Everybody who has bought, from the facts: one row each, whatever the history. $2 currency, $3 today, $4 the month's number.
 * `mask`: bit n is set when she bought n months ago. `then`: as she stood before this month began. The rungs are those of
 * measures/ladder.ts, which a test holds beside each other.
 */
export const people = `
  people as (
    select customer_id, purchases, days, money_minor, first_day, last_day, least($4::int - month_number(first_day), 999) as age,
           case when $4::int - active_month between 0 and 61 then (active_mask << ($4::int - active_month)) & ${2n ** 62n - 1n}
                when active_month - $4::int between 1 and 61 then active_mask >> (active_month - $4::int) else 0 end as mask,
           (last_day - first_day)::float8 / nullif(days - 1, 0) as gap, $3::date - last_day as away,
           ${rungSql('days', 'first_day', 'last_day', '$3::date')} as rung,
           ${rungSql(
             'case when active_month = $4::int then days_before else days end',
             'first_day',
             'case when active_month = $4::int then last_before else last_day end',
             `(date_trunc('month', $3::date)::date - 1)`,
           )} as rung_then
      from customer_facts where business_id = $1 and currency = $2 and purchases > 0 and first_day <= $3::date
      /*whom:customer_facts*/
  )`

function rungSql(days: string, first: string, last: string, at: string): string {
  return `case when (${days}) < 1 then 'lead' when (${days}) < 2 then 'buyer'
     when ${keptSql({ days, firstDay: first, lastDay: last, at })} then 'regular' else 'client' end`
}

/** Of `people`: who is slipping, as the morning's list has it. Nobody can call somebody who had herself forgotten. */
export const slipping = `${slippingSql({ at: '$3::date' })}
  and not exists (select from erasures e where e.business_id = $1 and e.customer_id = people.customer_id)`

/**
 * What trades keep, of 100, by public surveys (hospitality 55, retail 30): for a sense of scale only. A trade that no
 * survey speaks of has none.
 */
export const benchmarks: Readonly<Record<string, number>> = { cafe: 55, hotel: 55, shop: 30, webshop: 30 }
