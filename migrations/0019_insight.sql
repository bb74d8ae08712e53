-- Which model foretells a business best takes seconds to find out: it is played beside the answering, and its outcome kept.
create table model_contests (
  business_id uuid not null references businesses,
  currency text not null,
  -- Whoever plays it says so here; what began long ago and has no outcome was killed.
  began_at timestamptz not null default now(),
  played_at timestamptz,
  outcome jsonb,
  constraint model_contests_pkey primary key (business_id, currency),
  constraint contest_has_its_outcome check ((played_at is null) = (outcome is null))
);
select wall('model_contests');
