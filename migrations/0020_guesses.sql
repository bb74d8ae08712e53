-- How many PINs or codes somebody has tried that were none, as it stood at a moment: it runs off with time. Every process
-- of the installation counts here. `who` is a device, a seat, a key or somebody of the staff, never a customer.
create table guesses (
  business_id uuid not null references businesses,
  who text not null,
  misses double precision not null,
  at timestamptz not null,
  primary key (business_id, who),
  constraint guesses_not_below_none check (misses >= 0)
);
create index guesses_over on guesses (business_id, at);
select wall('guesses');
