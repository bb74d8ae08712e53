-- Facts for insight's past: the last day of each month on which somebody bought, so that the ladder of any month is told
-- from the months alone, and where she was last, so that pages can be asked of one location. Net of returns as the others.

alter table customer_months add column last_day date;
alter table customer_facts add column last_location uuid;

with bought as (
  select business_id, customer_id, currency, date_trunc('month', shop_day)::date as month, max(shop_day) as last_day
    from purchases where customer_id is not null and not fully_returned group by 1, 2, 3, 4
)
update customer_months m set last_day = b.last_day
  from bought b
 where m.business_id = b.business_id and m.customer_id = b.customer_id and m.currency = b.currency and m.month = b.month;

with bought as (
  select distinct on (business_id, customer_id, currency) business_id, customer_id, currency, location_id
    from purchases where customer_id is not null and not fully_returned
   order by business_id, customer_id, currency, shop_day desc, location_id desc nulls last
)
update customer_facts f set last_location = b.location_id
  from bought b
 where f.business_id = b.business_id and f.customer_id = b.customer_id and f.currency = b.currency
   and b.location_id is not null;
