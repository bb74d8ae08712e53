-- What is to be sent to somebody, or was, or was not and why. Enqueued in the transaction that causes it.
create table messages (
  business_id uuid not null references businesses,
  message_id uuid not null,
  kind text not null,
  channel text not null,
  customer_id uuid,
  language text not null,
  -- Address, subject and body, sealed; emptied once they are of no use any more.
  sealed bytea,
  state text not null,
  reason text,
  tries int not null default 0,
  made_at timestamptz not null default now(),
  next_at timestamptz,
  -- After this it is of no use to anybody.
  useful_until timestamptz,
  claimed_at timestamptz,
  closed_at timestamptz,
  primary key (business_id, message_id),
  constraint message_to_customer foreign key (business_id, customer_id) references customers,
  constraint message_state_is_known check (state in ('queued', 'sending', 'sent', 'failed', 'unsure', 'skipped')),
  constraint message_channel_is_known check (channel in ('email')),
  constraint message_closed_says_when check ((state in ('queued', 'sending')) = (closed_at is null)),
  constraint message_not_sent_says_why check (state in ('queued', 'sending', 'sent') or reason is not null)
);
create index messages_due on messages (business_id, next_at) where state = 'queued';
create index messages_under_way on messages (business_id, claimed_at) where state = 'sending';
create index messages_of_customer on messages (business_id, customer_id, message_id) where customer_id is not null;
select wall('messages');
