-- How a business looks: its colour worked out for light and dark, its stamp, logo and name; and its pictures.

-- Pictures as they are served: encoded anew, so that nothing of what was uploaded is left but what is seen.
create table pictures (
  business_id uuid not null references businesses,
  -- Random, not by time: its address is open to whoever knows it.
  picture_id uuid not null,
  -- Of what was uploaded: the same file again is the same picture.
  digest bytea not null,
  width int not null,
  height int not null,
  see_through boolean not null,
  large bytea not null,
  small bytea not null,
  created_at timestamptz not null default now(),
  primary key (business_id, picture_id),
  constraint picture_once unique (business_id, digest)
);
select wall('pictures');

create table looks (
  business_id uuid primary key references businesses,
  colour text not null,
  colours jsonb not null,
  stamp text not null,
  logo_id uuid,
  serif boolean not null default false,
  -- The name as it was outlined: {name, paths, viewBox}.
  outline jsonb,
  updated_at timestamptz not null default now(),
  constraint look_colour_is_hex check (colour ~ '^#[0-9A-F]{6}$'),
  constraint look_stamp_is_known check (stamp in ('cup', 'scissors', 'leaf', 'bag', 'bed', 'star', 'logo')),
  constraint look_logo foreign key (business_id, logo_id) references pictures
);
select wall('looks');
