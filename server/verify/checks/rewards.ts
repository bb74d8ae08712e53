import { type Check, comparing, mine, pointing, shown } from '../check.ts'

const redemption = shown('redemption', 'd.redemption_id')

// Per redemption, what its transfers moved and how they stand.
const paid = `
  (with d as materialized (
     select redemption_id, stamps_unit, x.id
       from redemptions cross join lateral unnest(transfer_ids) as x (id) where business_id = $1)
   select d.redemption_id, coalesce(sum(t.amount) filter (where t.unit = 'points'), 0) as points,
          coalesce(sum(t.amount) filter (where t.unit = d.stamps_unit), 0) as stamps,
          count(t.transfer_id) as transfers,
          count(*) filter (where t.state = 'pending') as pending, count(*) filter (where t.state = 'posted') as posted,
          count(*) filter (where t.state = 'voided' or coalesce(b.amount, 0) = t.amount) as back
     from d join ${mine('transfers')} t on t.transfer_id = d.id and t.redemption_id = d.redemption_id
     left join (select undoes, sum(amount) as amount from transfers
                 where business_id = $1 and undoes is not null and state = 'posted' group by undoes) b
       on b.undoes = t.transfer_id
    group by d.redemption_id)`

export const rewardChecks: Check[] = [
  {
    name: 'redemption.paid',
    table: 'redemptions',
    says: 'a redemption cost what its transfers moved: on hold while reserved, spent when fulfilled, back when called off',
    sql: comparing({
      key: redemption,
      from: `${mine('redemptions')} d left join ${paid} t on t.redemption_id = d.redemption_id`,
      columns: {
        points: { expected: 'coalesce(t.points, 0)', found: 'd.points' },
        stamps: { expected: 'coalesce(t.stamps, 0)', found: 'd.stamps' },
        transfer_ids: { expected: 'coalesce(t.transfers, 0)', found: 'cardinality(d.transfer_ids)' },
        state: {
          expected: 'cardinality(d.transfer_ids)',
          found: `case d.state when 'reserved' then coalesce(t.pending, 0) when 'fulfilled' then coalesce(t.posted, 0)
                               else coalesce(t.back, 0) end`,
        },
      },
    }),
  },
  {
    name: 'redemption.of_customer',
    table: 'redemptions',
    says: 'a redemption within a purchase is of the purchase’s customer',
    sql: comparing({
      key: redemption,
      from: `${mine('redemptions')} d join ${mine('purchases')} p on p.purchase_id = d.purchase_id`,
      columns: {
        customer_id: { expected: 'coalesce(p.customer_id, d.customer_id)', found: 'd.customer_id' },
      },
    }),
  },
  {
    name: 'transfer.held_for_redemption',
    table: 'transfers',
    says: 'what is on hold for a redemption is held by one that is reserved',
    sql: `select 'state' as what, ${shown('transfer', 't.transfer_id')} as key, 'a reserved redemption' as expected, d.state as found
            from ${mine('transfers')} t left join ${mine('redemptions')} d
                 on d.redemption_id = t.redemption_id and t.transfer_id = any (d.transfer_ids)
           where t.redemption_id is not null and t.state = 'pending' and t.undoes is null
             and d.state is distinct from 'reserved'`,
  },
  {
    name: 'reward.stock',
    table: 'rewards',
    says: 'no stock is below nothing',
    sql: `select 'stock' as what, ${shown('reward', 'w.reward_id')} as key, '>= 0' as expected, w.stock::text as found
            from ${mine('rewards')} w where w.stock < 0`,
  },
  {
    name: 'voucher.uses',
    table: 'vouchers',
    says: 'a voucher was used as often as there are uses that were not rolled back',
    sql: comparing({
      key: shown('voucher', 'v.voucher_id'),
      from: `${mine('vouchers')} v left join (select voucher_id, count(*) as uses from voucher_uses
               where business_id = $1 and rolled_back_at is null group by 1) u on u.voucher_id = v.voucher_id`,
      columns: {
        uses: {
          expected: 'case when v.max_uses is null then 0 else coalesce(u.uses, 0) end',
          found: 'v.uses',
        },
      },
    }),
  },
  {
    name: 'voucher_use.of_purchase',
    table: 'voucher_uses',
    says: 'a voucher used in a purchase was used by its customer, and is rolled back when all of it came back',
    sql: comparing({
      key: 'u.use_id::text',
      from: `${mine('voucher_uses')} u join ${mine('purchases')} p on p.purchase_id = u.purchase_id`,
      columns: {
        rolled_back_at: { expected: 'p.fully_returned', found: 'u.rolled_back_at is not null' },
        // One used by somebody unknown stays nobody's when the purchase finds its customer.
        customer_id: {
          expected: 'case when u.customer_id is null then null else p.customer_id end',
          found: 'u.customer_id',
        },
      },
    }),
  },
  {
    name: 'gift_card.account',
    table: 'gift_cards',
    says: 'a gift card has its account',
    sql: `select 'currency' as what, ${shown('giftCard', 'g.gift_card_id')} as key, 'an account in money:' || g.currency as expected,
                 null as found
            from ${mine('gift_cards')} g
           where not exists (select from accounts a where a.business_id = $1 and a.holder_id = g.gift_card_id
                                and a.kind = 'gift_card' and a.unit = 'money:' || g.currency)`,
  },
  {
    name: 'gift_card.sold',
    table: 'gift_cards',
    says: 'a gift card that was sold is on the line that sold it',
    sql: comparing({
      key: shown('giftCard', 'coalesce(g.gift_card_id, l.gift_card_id)'),
      from: `(select * from gift_cards where business_id = $1 and purchase_id is not null) g
             full join (select * from purchase_lines where business_id = $1 and gift_card_id is not null) l
                    on l.gift_card_id = g.gift_card_id`,
      columns: {
        purchase_id: { expected: 'l.purchase_id', found: 'g.purchase_id' },
        line: { expected: 'l.line', found: 'g.line' },
      },
    }),
  },
  pointing('redemptions', shown('redemption', 'r.redemption_id'), 'purchase_id', 'purchases'),
  pointing('redemptions', shown('redemption', 'r.redemption_id'), 'gift_card_id', 'gift_cards'),
  pointing('voucher_uses', 'r.use_id::text', 'purchase_id', 'purchases'),
]
