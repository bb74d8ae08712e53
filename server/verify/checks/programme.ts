import { type Check, comparing, mine, pointing, shown } from '../check.ts'

const customer = (column: string) => shown('customer', column)

export const programmeChecks: Check[] = [
  {
    name: 'programme.numbers',
    table: 'programme_versions',
    says: 'the versions of the programme are numbered from 1 without a gap, and there is one',
    sql: `select 'number' as what, 'programme' as key, greatest(1, count(*))::text as expected,
                 coalesce(max(number), 0)::text as found
            from ${mine('programme_versions')} v having coalesce(max(number), 0) <> greatest(1, count(*))`,
  },
  {
    name: 'standing.tier',
    table: 'standings',
    says: 'a tier is one that a version of the programme has, and the last step that led to it',
    sql: comparing({
      key: customer('s.customer_id'),
      // A version that drops a tier takes it from nobody before her next purchase or review.
      from: `${mine('standings')} s
             left join (select distinct l ->> 'id' as tier_id from programme_versions
                         cross join lateral jsonb_array_elements(nullif(document -> 'tiers', 'null') -> 'levels') l
                         where business_id = $1) known on known.tier_id = s.tier_id`,
      columns: {
        tier_id: { expected: 'known.tier_id', found: 's.tier_id' },
        steps: { expected: 's.tier_id', found: `s.steps -> -1 ->> 'tierId'` },
        reached_at: { expected: `(s.steps -> -1 ->> 'reachedAt')::timestamptz`, found: 's.reached_at' },
        held_until: { expected: `(s.steps -> -1 ->> 'heldUntil')::timestamptz`, found: 's.held_until' },
      },
    }),
  },
  {
    name: 'standing.comes_up',
    table: 'standings',
    says: 'a tier whose grace ends comes up for review by then',
    sql: `select 'review_at' as what, ${customer('s.customer_id')} as key, '<= ' || s.grace_until as expected,
                 s.review_at::text as found
            from ${mine('standings')} s
           where s.tier_id is not null and s.grace_until is not null
             and (s.review_at is null or s.review_at > greatest(s.grace_until, now()))`,
  },
  {
    name: 'stamp_card.round',
    table: 'stamp_cards',
    says: 'the round of a stamp card is how many full ones were taken in and not opened again',
    sql: comparing({
      key: `concat_ws(' ', ${customer('coalesce(s.customer_id, f.customer_id)')}, coalesce(s.unit, f.unit))`,
      from: `(select h.holder_id as customer_id, t.unit, count(*) as rounds
                from ${mine('transfers')} t
                join ${mine('accounts')} a on a.account_id = t.debit_account
                join ${mine('accounts')} h on h.account_id = coalesce(a.merged_into, a.account_id)
               where t.reason = 'completion' and t.state = 'posted'
                 and not exists (select from transfers u where u.business_id = $1 and u.undoes = t.transfer_id)
               group by 1, 2) f
             full join ${mine('stamp_cards')} s on s.customer_id = f.customer_id and s.unit = f.unit`,
      columns: { round: { expected: 'coalesce(f.rounds, 0)', found: 'coalesce(s.round, 0)' } },
    }),
  },
  {
    name: 'prize.voucher',
    table: 'prizes',
    says: 'a prize is a voucher of its customer, void when it was recalled',
    sql: comparing({
      key: shown('prize', 'p.prize_id'),
      from: `${mine('prizes')} p left join ${mine('vouchers')} v on v.voucher_id = p.voucher_id`,
      columns: {
        voucher_id: { expected: 'v.voucher_id', found: 'p.voucher_id' },
        customer_id: { expected: 'v.customer_id', found: 'p.customer_id' },
        recalled_at: {
          expected: 'p.recalled_at is not null and v.voided_at is not null',
          found: 'p.recalled_at is not null',
        },
      },
    }),
  },
  {
    name: 'prize.in_round',
    table: 'prizes',
    says: 'a prize that stands is of a card’s round that has begun, or follows its like of the round before, as two cards that became one leave it',
    sql: `select 'round' as what, ${shown('prize', 'p.prize_id')} as key, '<= ' || coalesce(s.round, 0) as expected,
                 p.round::text as found
            from ${mine('prizes')} p
            left join ${mine('stamp_cards')} s on s.customer_id = p.customer_id and s.unit = p.unit
           where p.recalled_at is null and p.round > coalesce(s.round, 0)
             and not exists (select from ${mine('prizes')} b
                              where b.customer_id = p.customer_id and b.unit = p.unit and b.at_stamps = p.at_stamps
                                and b.round = p.round - 1 and b.recalled_at is null)
             and not exists (select from vouchers v
                              where v.business_id = $1 and v.voucher_id = p.voucher_id and v.uses > 0)`,
  },
  pointing('standings', customer('r.customer_id'), 'customer_id', 'customers'),
  pointing('standings', customer('r.customer_id'), 'changed_by', 'purchases', 'purchase_id'),
  pointing('prizes', shown('prize', 'r.prize_id'), 'purchase_id', 'purchases'),
]
