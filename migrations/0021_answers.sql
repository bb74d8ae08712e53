-- What a customer got for answering the owner's questions, and how often a lost card was tried for.

alter table transfers drop constraint transfer_reason_is_known;
alter table transfers add constraint transfer_reason_is_known check (reason in
  ('purchase', 'joining', 'answers', 'adjustment', 'return', 'redemption', 'restore', 'expiry', 'completion', 'merge',
   'sale', 'payment', 'refund', 'import', 'gift', 'erasure'));

-- The gift for answering, once in a customer's life: the key is what lets no second one through.
create table answer_gifts (
  business_id uuid not null references businesses,
  customer_id uuid not null,
  unit text not null,
  amount bigint not null,
  given_at timestamptz not null default now(),
  primary key (business_id, customer_id),
  constraint answer_gift_of_customer foreign key (business_id, customer_id) references customers,
  constraint answer_gift_is_something check (amount > 0)
);
select wall('answer_gifts');

-- How often somebody came to the door of the cards within a while: every process of the installation counts here.
-- `who` is a keyed hash of an address of the network, or of one that a code would go to.
create table card_tries (
  business_id uuid not null references businesses,
  who bytea not null,
  tries int not null,
  until timestamptz not null,
  primary key (business_id, who)
);
create index card_tries_over on card_tries (business_id, until);
select wall('card_tries');
