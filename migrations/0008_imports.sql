-- Imports: the maps that say which column of a file is what, and what each import that changed something did.

create table import_maps (
  business_id uuid not null references businesses,
  kind text not null,
  name text not null,
  map jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (business_id, kind, name),
  constraint import_map_kind_is_known check (kind in ('customers', 'products', 'purchases'))
);
select wall('import_maps');

-- Written when an import is done: one that was stopped in the middle is carried on by the same file, under a new id.
create table imports (
  business_id uuid not null references businesses,
  import_id uuid not null,
  kind text not null,
  file_name text not null,
  map jsonb not null,
  report jsonb not null,
  started_at timestamptz not null,
  finished_at timestamptz not null default now(),
  primary key (business_id, import_id),
  constraint import_kind_is_known check (kind in ('customers', 'products', 'purchases'))
);
select wall('imports');
