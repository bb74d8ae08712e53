-- What each day sold at each place, for season and trend. Counted beside the tills from the purchases of days that changed,
-- so that no till waits for a row that all of them share; what was sold since is added when it is read.
create table sales_days (
  business_id uuid not null references businesses,
  currency text not null,
  day date not null,
  -- The nil id where a purchase has no place.
  location_id uuid not null,
  purchases int not null,
  money_minor bigint not null,
  constraint sales_days_pkey primary key (business_id, currency, day, location_id)
);
select wall('sales_days');

-- Up to which purchase and which return the days have been counted; their ids grow with time.
create table sales_counted (
  business_id uuid primary key references businesses,
  purchase_id uuid not null,
  return_id uuid not null,
  counted_at timestamptz not null
);
select wall('sales_counted');
