-- What regulars get, as the back office shows it: the catalogue in the owner's order with pictures, and how often each
-- of it was taken.

-- The owner's own order; rewards of one place stand as they were made.
alter table rewards add place bigint not null default 0;
-- An uploaded picture; `images` are addresses elsewhere.
alter table rewards add picture_id uuid;

-- A voucher that was recalled with the purchase that had earned it; such a one can't be put back by hand.
alter table vouchers add recalled_at timestamptz;
update vouchers set recalled_at = voided_at where voided_at is not null and source in ('prize', 'birthday', 'joining', 'gift');
alter table vouchers add constraint voucher_recalled_is_void check (recalled_at is null or voided_at is not null);

create index redemptions_of_reward on redemptions (business_id, reward_id, redemption_id);
create index redemptions_in_state on redemptions (business_id, state, redemption_id);
create index redemptions_fulfilled on redemptions (business_id, closed_at, reward_id) where state = 'fulfilled';
create index vouchers_of_reward on vouchers (business_id, reward_id, voucher_id) where reward_id is not null;
create index vouchers_shared on vouchers (business_id, voucher_id) where shared;
create index uses_by_time on voucher_uses (business_id, at) where rolled_back_at is null;
create index standings_of_tier on standings (business_id, tier_id);
-- The history of a reward's stock is read from the journal.
create index journal_of_reward on journal (business_id, subject_id, entry_id) where subject_kind = 'reward';
