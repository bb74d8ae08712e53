-- Facts for insight, kept in the purchase's own transaction as the others are: in which months somebody bought, as bits,
-- and where she stood before the latest of them. Who stays, cohorts and the ladder's movement are then one pass over
-- customers, however long the history.

-- Months since year 0: January 2026 is 24312.
create function month_number(day date) returns int language sql immutable parallel safe
  return (extract(year from day) * 12 + extract(month from day))::int - 1;

alter table customer_facts
  -- The latest month with a purchase that stands; null: none.
  add column active_month int,
  -- Bit 0 is that month, bit n the month n before it; 62 months are kept.
  add column active_mask bigint not null default 0,
  -- Distinct days before that month, and the last of them.
  add column days_before int not null default 0,
  add column last_before date;

with bought as (
  select business_id, customer_id, currency, shop_day, month_number(shop_day) as month,
         max(month_number(shop_day)) over (partition by business_id, customer_id, currency) as top
    from purchases where customer_id is not null and not fully_returned
), sums as (
  select business_id, customer_id, currency, top, bit_or(1::bigint << (top - month)) filter (where top - month < 62) as mask,
         count(distinct shop_day) filter (where month < top) as days, max(shop_day) filter (where month < top) as last
    from bought group by business_id, customer_id, currency, top
)
update customer_facts f
   set active_month = s.top, active_mask = s.mask, days_before = s.days, last_before = s.last
  from sums s
 where f.business_id = s.business_id and f.customer_id = s.customer_id and f.currency = s.currency;
